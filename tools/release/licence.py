# SPDX-License-Identifier: MIT
"""Every file has a licence: its SPDX line, or, where the format has no comments, a row of licences.txt."""
import fnmatch
import re
from pathlib import PurePosixPath

OURS = "MIT"
HOLDER = "The Dunlin authors"
TABLE = "tools/release/licences.txt"
KNOWN = {"MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "0BSD", "CC0-1.0", "Unlicense",
         "MPL-2.0", "GPL-2.0-or-later"}
LINE = re.compile(r"SPDX-License-Identifier: *([\w.+-]+(?: (?:OR|AND|WITH) [\w.+-]+)*)")
COPYRIGHT = re.compile(r"\bCopyright\b(?: *\([cC]\)| *©)? *(\d{4}[\d, -]*)(.*)", re.I)
# Formats with comments: no row of the table excuses such a file.
COMMENTED = {".c", ".h", ".S", ".py", ".sh", ".cmake", ".in", ".ld", ".toml", ".yml", ".js", ".css", ".map"}


def can_say(path, file):
    name = PurePosixPath(path)
    return name.suffix in COMMENTED or name.name == "CMakeLists.txt" or file.data.startswith(b"#!")


def rows(text):
    """[(pattern, licence)] of licences.txt; `*` matches over folders too."""
    found = [line.split("#")[0].split() for line in text.splitlines()]
    return [(row[0], row[1]) for row in found if len(row) == 2]


def of_files(tree):
    """({path: licence}, [(path, what is wrong)])."""
    table = rows(tree[TABLE].text()) if TABLE in tree else []
    found, wrong = {}, []
    for path, file in tree.items():
        head = file.data[:400].decode("utf-8", errors="replace").splitlines()[:5]
        said = next((LINE.search(line) for line in head if LINE.search(line)), None)
        by_table = next((licence for pattern, licence in table if fnmatch.fnmatchcase(path, pattern)), None)
        licence = said.group(1) if said else None if can_say(path, file) else by_table
        if licence is None:
            more = "" if can_say(path, file) else f", and no row of {TABLE}"
            wrong.append((path, f"no line SPDX-License-Identifier among its first five{more}"))
        elif licence != OURS:
            wrong.append((path, f"its licence is {licence}; files of the tree are under {OURS}"))
        found[path] = licence or "NOASSERTION"
        holder = COPYRIGHT.search("\n".join(head))
        if holder and HOLDER not in holder.group(2):
            wrong.append((path, f"is somebody else's: {holder.group(2).strip(' */')}"))
    return found, wrong
