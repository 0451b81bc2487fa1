# SPDX-License-Identifier: MIT
"""Where the tree says which release it is. manifest.yml has the number; what is here repeats it for those who cannot
read that: the header for firmware, the page for users. CMake reads manifest.yml by itself."""
import re

HEADER = "libs/base/include/dunlin_version.h"
PAGE = "docs/versions.md"
KERNEL = "kernel/include/task_types.h"
PLACES = (HEADER, PAGE)

NUMBER = re.compile(r'(#define DUNLIN_VERSION +")([^"]*)(")')
MONTH = re.compile(r"(#define DUNLIN_VERSION_MONTH +)(\d+)()")
COUNT = re.compile(r"(#define DUNLIN_VERSION_NUMBER +)(\d+)()")
STATED = re.compile(r"(This tree is release `)([^`]*)(`, with the kernel API `([^`]*)`)")


def put(pattern, value, text):
    return pattern.sub(lambda found: f"{found.group(1)}{value}{found.group(3)}", text)


def written(path, text, number):
    """The text of a place with another number."""
    if path == HEADER:
        text = put(NUMBER, number, text)
        text = put(MONTH, f"{number.year:04}{number.month:02}", text)
        return put(COUNT, number.count, text)
    return put(STATED, number, text)


def disagreements(tree, version, kernel_api):
    """(place, what it says instead) where a place does not say `version`, or another API than the kernel has."""
    header = tree[HEADER].text() if HEADER in tree else ""
    month, _, count = version.partition(".")
    for pattern, wanted in ((NUMBER, version), (MONTH, month), (COUNT, str(int(count or 0)))):
        found = pattern.search(header)
        if HEADER in tree and (not found or found.group(2) != wanted):
            yield HEADER, f"says {found.group(2) if found else 'nothing'} where manifest.yml has {wanted}"
    if PAGE in tree:
        found = STATED.search(tree[PAGE].text())
        if not found or found.group(2) != version:
            yield PAGE, f"says {found.group(2) if found else 'nothing'} where manifest.yml has {version}"
        elif found.group(4) != kernel_api:
            yield PAGE, f"says kernel API {found.group(4)} where manifest.yml has {kernel_api}"
    if KERNEL in tree and kernel_api:
        found = re.search(r'#define tskKERNEL_VERSION_NUMBER "([^"]*)"', tree[KERNEL].text())
        if not found or found.group(1) != kernel_api:
            yield KERNEL, f"says {found.group(1) if found else 'nothing'} where manifest.yml has {kernel_api}"
        elif [int(n) for n in re.findall(r"#define tskKERNEL_VERSION_(?:MAJOR|MINOR|BUILD) +(\d+)", tree[KERNEL].text())] != \
                [int(n) for n in kernel_api.lstrip("V").split(".")]:
            yield KERNEL, f"its three numbers are not those of {kernel_api}"
