#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The API reference from the contracts in the public headers, and whether they are complete.

Usage: main.py [--check] [FOLDER]

Writes one page for each public header and an index to FOLDER, by default build/docs/api. --check writes
nothing: it fails on a prototype without its contract, a contract that lacks a field, a parameter that is not
told, a name or a file in a comment that does not exist, and a link of a page that leads nowhere.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import headers
import pages
import rules

ROOT = Path(__file__).resolve().parent.parent.parent
PUBLIC = re.compile(r"^(kernel|hal|arch|libs/\w+|services/\w+|compat/(?:cmsis_rtos2|posix))/include/(?:FreeRTOS_POSIX/)?(?:sys/)?[^/]+\.h$")


def public_headers():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.h"],
                            capture_output=True, text=True, check=True).stdout.split()
    order = ["kernel", "hal", "services", "libs", "compat", "arch"]
    names = sorted({name for name in listed if PUBLIC.match(name) and (ROOT / name).exists()},
                   key=lambda name: (order.index(name.split("/")[0]), name))
    return [headers.read(ROOT / name, name) for name in names]


def code_names():
    """Every name in the code of the tree, comments aside: what a comment may mention besides the API."""
    names = set()
    for folder in ("kernel", "arch", "hal", "libs", "services", "boards"):
        for path in [*ROOT.glob(f"{folder}/**/*.h"), *ROOT.glob(f"{folder}/**/*.c")]:
            names |= set(re.findall(r"\b[A-Za-z]\w{3,}", re.sub(r"/\*.*?\*/", " ", path.read_text(), flags=re.S)))
    options = (ROOT / "kernel/include/kernel_defaults.h").read_text()  # those without a default stand in comments
    names |= set(re.findall(r"^(?:/\*| \*) (config\w+|INCLUDE_\w+)[: ]", options, re.M))
    absent = (ROOT / "tests/api/absent.txt").read_text()
    return names | set(re.findall(r"^(\w+) ", absent, re.M))


def render(all_headers):
    linker = pages.Linker(all_headers)
    files = {pages.file_of(header.path): pages.header_html(header, linker) for header in all_headers}
    files["index.html"] = pages.index_html(all_headers, linker)
    return files


def broken_links(files):
    anchors = {name: set(re.findall(r'id="(\w+)"', text)) for name, text in files.items()}
    for name, text in files.items():
        for page, anchor in re.findall(r'href="([^"#]*)(?:#(\w+))?"', text):
            page = page or name
            if page not in files or anchor and anchor not in anchors[page]:
                yield f"{name}: the link {page}#{anchor} leads nowhere"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on what is missing")
    parser.add_argument("folder", nargs="?", default=str(ROOT / "build/docs/api"))
    args = parser.parse_args()
    all_headers = public_headers()
    files = render(all_headers)
    found = [f"{path}:{line}: {text}" for path, line, text in rules.problems(all_headers, ROOT, code_names())]
    found += broken_links(files)
    if not args.check:
        folder = Path(args.folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text)
        print(folder / "index.html")
    for problem in found if args.check else []:
        print(problem)
    count = sum(len(header.items) for header in all_headers)
    print(f"{len(all_headers)} headers, {count} names, {len(found)} problems", file=sys.stderr)
    return 1 if args.check and (found or not count) else 0


if __name__ == "__main__":
    sys.exit(main())
