# SPDX-License-Identifier: MIT
"""The files of a commit, in memory: path -> mode and bytes. What is in a release does not depend on the
working folder, its modes, its owner or its clock."""
import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

PLAIN, PROGRAM, LINK = 0o644, 0o755, 0o777
MODES = {"100644": PLAIN, "100755": PROGRAM, "120000": LINK}


@dataclass(frozen=True)
class File:
    mode: int
    data: bytes

    @property
    def is_link(self):
        return self.mode == LINK

    def text(self):
        return self.data.decode("utf-8", errors="replace")

    def sha256(self):
        return hashlib.sha256(self.data).hexdigest()

    def sha1(self):
        return hashlib.sha1(self.data).hexdigest()


def of_commit(repository, commit):
    """{path: File} of a commit, sorted by path. Raises ValueError at what an archive cannot hold."""
    listing = subprocess.run(["git", "-C", str(repository), "ls-tree", "-rz", "--full-tree", commit],
                             capture_output=True, check=True).stdout
    rows = []
    for row in listing.split(b"\0"):
        if row:
            head, path = row.split(b"\t", 1)
            mode, _, name = head.decode().split()
            rows.append((path.decode(), mode, name))
    for path, mode, _ in rows:
        if mode not in MODES:
            raise ValueError(f"{path}: a release holds files and links, not a tree of another repository")
    blobs = subprocess.run(["git", "-C", str(repository), "cat-file", "--batch"], check=True, capture_output=True,
                           input="".join(name + "\n" for _, _, name in rows).encode()).stdout
    files, at = {}, 0
    for path, mode, _ in rows:
        end = blobs.index(b"\n", at)
        size = int(blobs[at:end].split()[2])
        files[path] = File(MODES[mode], blobs[end + 1:end + 1 + size])
        at = end + size + 2
    return dict(sorted(files.items()))


def of_folder(repository):
    """{path: File} of what a working folder would commit."""
    listing = subprocess.run(["git", "-C", str(repository), "ls-files", "-coz", "--exclude-standard"],
                             capture_output=True, check=True).stdout.decode()
    files = {}
    for path in sorted(set(listing.split("\0")) - {""}):
        place = Path(repository, path)
        if place.is_symlink():
            files[path] = File(LINK, str(place.readlink()).encode())
        elif place.is_file():
            files[path] = File(PROGRAM if place.stat().st_mode & 0o100 else PLAIN, place.read_bytes())
    return files
