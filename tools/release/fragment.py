# SPDX-License-Identifier: MIT
"""An entry of the changelog as changelog.d holds it, one file a change, one or more entries a file:

    Fixed (lib_mqtt, service_mqtt_agent): a PUBACK that comes twice ends nothing.
    Who worked around it need not any more.

A kind, in brackets the parts of manifest.yml that it is about, a colon, and what changed in the words of somebody
who uses it. An entry without brackets is about the distribution as a whole.
"""
import re
from dataclasses import dataclass

KINDS = ("Security", "Removed", "Changed", "Added", "Fixed")  # as a reader wants to know them
FIXES = ("Security", "Fixed")
HEAD = re.compile(r"^(%s)(?: \(([^)]*)\))?: +(\S.*)$" % "|".join(KINDS))
FOLDER = "changelog.d"


@dataclass(frozen=True)
class Entry:
    kind: str
    parts: tuple  # empty: the whole
    text: str     # lines
    where: str    # file:line


def is_fragment(path):
    return path.startswith(FOLDER + "/") and path.endswith(".md") and path != FOLDER + "/README.md"


def entries(path, text):
    """([Entry], [(where, what is wrong)]) of one file."""
    found, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        head = HEAD.match(line)
        where = f"{path}:{number}"
        if head:
            parts = tuple(part.strip() for part in (head.group(2) or "").split(",") if part.strip())
            found.append(Entry(head.group(1), parts, head.group(3), where))
        elif not line.strip():
            continue
        elif re.match(r"^(%s)\b[^:]{0,60}:" % "|".join(KINDS), line):
            wrong.append((where, f"not `Kind (part, part): what`: {line[:50]}"))
        elif not found:
            return [], [(where, f"begins with none of {', '.join(KINDS)}")]
        else:
            last = found.pop()
            found.append(Entry(last.kind, last.parts, last.text + "\n" + line.strip(), last.where))
    if not found and not wrong:
        wrong.append((f"{path}:1", "says nothing"))
    return found, wrong


def collect(tree):
    """Of all fragments of a tree: ([Entry], [(where, what is wrong)], [paths])."""
    all_entries, all_wrong = [], []
    paths = [path for path in tree if is_fragment(path)]
    for path in paths:
        found, wrong = entries(path, tree[path].text())
        all_entries += found
        all_wrong += wrong
    return all_entries, all_wrong, paths
