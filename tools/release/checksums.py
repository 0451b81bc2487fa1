# SPDX-License-Identifier: MIT
"""checksums.json: the SHA-256 of every file of a release but itself, and who can tell that a copy is whole."""
import hashlib
import json
from pathlib import Path

FILE = "checksums.json"


def of_tree(version, tree):
    """The text of checksums.json."""
    return json.dumps({"release": version, "algorithm": "SHA-256",
                       "files": {path: file.sha256() for path, file in tree.items() if path != FILE}}, indent=1) + "\n"


def of_file(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def listing(folder, names):
    """What sha256sum --check reads."""
    return "".join(f"{of_file(Path(folder) / name)}  {name}\n" for name in sorted(names))


def lies(folder):
    """(path, what is wrong) of an unpacked release, or of a folder that holds the files of one."""
    folder = Path(folder)
    lists = sorted(folder.glob("*.sha256"))
    if lists:
        wanted = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lists[0].read_text().splitlines()}
    elif (folder / FILE).exists():
        wanted = json.loads((folder / FILE).read_text())["files"]
        there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {FILE}
        for extra in sorted(there - set(wanted)):
            yield extra, "is not of the release"
    else:
        yield str(folder), f"holds neither {FILE} nor a list of checksums (*.sha256)"
        return
    for path, digest in wanted.items():
        if not (folder / path).is_file():
            yield path, "is missing"
        elif of_file(folder / path) != digest:
            yield path, "is not what was released"
