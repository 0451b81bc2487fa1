#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""update_test.py DUNLIN-PACKAGE: `--update` with what somebody may send instead of a package. Each is refused with a reason of one line
that has nothing of the file in it, in bounded time and memory, and no file comes to be; a zip cut or changed anywhere likewise, or it is
read as it was."""
import io
import json
import os
import random
import resource
import stat
import subprocess
import sys
import tempfile
import time
import warnings
import zipfile
from pathlib import Path

from console_lab import Checks
from package_kit import ROOT

LOCK = "package.lock.json"
CHOICE = {"board": "mps2_an385", "modules": [], "name": "lamp"}
PART = {"id": "kernel", "title": "Kernel", "version": "1.0.0", "sha256": "0" * 64}
GOOD = {"format": "dunlin-package-lock", "version": 1, "choice": CHOICE, "release": "202611.00", "profile": "full", "modules": [PART]}
MEMORY = 400 << 20
SECONDS = 10


def text(lock=None, **changes):
    return json.dumps({**GOOD, **changes} if lock is None else lock).encode()


def packed(*entries, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes) or (ZipInfo, bytes)."""
    file = io.BytesIO()
    warnings.simplefilter("ignore")  # of one name twice
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def link(name, to):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry, to


def folder(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFDIR | 0o755) << 16
    return entry, b""


def many():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(100_002):
            archive.writestr(f"lamp/{number}", b"")
    return file.getvalue()


def encrypted():
    whole = bytearray(packed((f"lamp/{LOCK}", text())))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        whole[whole.index(mark) + at] |= 1
    return bytes(whole)


# what it is, the file, what is told
REFUSED = [
    ("nothing at all", b"", "no JSON"),
    ("a text", b"hello\n", "no JSON"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "no JSON"),
    ("another archive", b"\x1f\x8b\x08" + b"\0" * 60, "no JSON"),
    ("JSON of 2 MB", b"[" + b" " * (2 << 20) + b"]", "larger"),
    ("zeros of 8 MB", b"\0" * (8 << 20), "larger"),
    ("a zip's first bytes alone", b"PK\3\4", "damaged"),
    ("a zip of nothing", packed(), "no package.lock.json"),
    ("a zip without a lock", packed(("lamp/README.md", b"x")), "no package.lock.json"),
    ("a lock two folders deep", packed((f"lamp/app/{LOCK}", text())), "no package.lock.json"),
    ("a lock above the folder", packed((f"../../{LOCK}", text())), "no package.lock.json"),
    ("a lock at the root", packed((f"/etc/{LOCK}", text())), "no package.lock.json"),
    ("a name that only ends so", packed((f"lamp/my-{LOCK}", text())), "no package.lock.json"),
    ("two locks", packed((f"lamp/{LOCK}", text()), (f"lump/{LOCK}", text())), "two of"),
    ("one name twice", packed((f"lamp/{LOCK}", text()), (f"lamp/{LOCK}", b"{}")), "two of"),
    ("a lock that is a link", packed(link(f"lamp/{LOCK}", b"/etc/passwd")), "is no file"),
    ("a lock that is a folder", packed(folder(f"lamp/{LOCK}")), "is no"),
    ("a lock of 300 MB in 300 KB", packed((f"lamp/{LOCK}", b" " * (300 << 20))), "larger than 1 MB"),
    ("a lock that wants a password", encrypted(), "cannot be unpacked"),
    ("a lock whose sum is wrong", packed((f"lamp/{LOCK}", text()), method=zipfile.ZIP_STORED).replace(b"Kernel", b"kernel"), "cannot be unpacked"),
    ("more entries than a package", many(), "more entries"),
    ("a lock that is no JSON", packed((f"lamp/{LOCK}", b"{\x1b[31m")), "no JSON: line 1"),
    ("a lock in UTF-16", packed((f"lamp/{LOCK}", text().decode().encode("utf-16"))), "no JSON"),
    ("an array 100,000 deep", b"[" * 100_000 + b"]" * 100_000, "no JSON"),
    ("one member twice", text()[:-1] + b', "release": "1"}', "no JSON"),
    ("the lock of npm", text({"name": "x", "lockfileVersion": 3, "packages": {}}), "of Dunlin"),
    ("a lock of a newer form", text(version=2), "newer Dunlin"),
    ("a lock of no form", text(version="1"), "no version"),
    ("a lock of form 0", text(version=0), "no version"),
    ("an array as lock", b"[]", "of Dunlin"),
    ("no release", text(release=""), "release"),
    ("a release that colours the terminal", text(release="\x1b]0;x\x07"), "release"),
    ("a release of 100 KB", text(release="2" * 100_000), "release"),
    ("modules that are none", text(modules={"a": 1}), "no list"),
    ("a module that is none", text(modules=[7]), "no id"),
    ("a module without a sum", text(modules=[{"id": "a"}]), "no id"),
    ("a module whose id colours the terminal", text(modules=[{**PART, "id": "\x1b[2J"}]), "no line"),
    ("a module whose title has a C1 control", text(modules=[{**PART, "title": "a\u009bb"}]), "no line"),
    ("a module of 1 MB, nearly", text(modules=[{**PART, "title": "a" * 900_000}]), "no line"),
    ("one module twice", text(modules=[PART, PART]), "twice"),
    ("501 modules", text(modules=[{**PART, "id": str(n)} for n in range(501)]), "too long"),
    ("no choice", text(choice=None), "choice is an object"),
    ("a choice of another type", text(choice=["mps2_an385"]), "choice is an object"),
    ("a board that is a number", text(choice={**CHOICE, "board": 7}), "board"),
    ("a board with a control character", text(choice={**CHOICE, "board": "a\u009bb"}), "board"),
    ("modules that are an object", text(choice={**CHOICE, "modules": {"a": 1}}), "modules"),
    ("more of a choice than there is", text(choice={**CHOICE, "output": "/etc/x"}), "a choice has"),
]
# Read, and what cannot be built of them is told; no zip is made.
PROBLEMS = [
    ("a name that is a path", {"name": "../../up"}, "name"),
    ("an absolute name", {"name": "/tmp/up"}, "name"),
    ("a board that is a path", {"board": "../../etc"}, "board"),
    ("a board that is gone", {"board": "mps2_an384"}, "mps2_an385"),
    ("a module that is a path", {"modules": ["../../../etc/passwd"]}, "passwd"),
    ("a demo that is a path", {"demo": "../hello"}, "demo"),
]


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 << 20, 64 << 20))


class Lab:
    def __init__(self, program, where):
        self.program, self.where = str(Path(program).resolve()), Path(where) / "a" / "b"
        self.where.mkdir(parents=True)

    def everything(self):
        return {str(path): path.lstat().st_size for path in self.where.parents[1].rglob("*")}

    def update(self, content, *words):
        """(exit code, stdout, stderr, seconds, the files that came to be)"""
        (self.where / "given").write_bytes(content)
        before, begun = self.everything(), time.monotonic()
        done = subprocess.run([self.program, "--root", str(ROOT), "--update", "given", *words], cwd=self.where, capture_output=True, check=False,
                              preexec_fn=limits, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"})
        new = set(self.everything()) - set(before)
        for path in new:
            os.unlink(path)
        return done.returncode, done.stdout, done.stderr, time.monotonic() - begun, new


def judge(check, what, said, told, status):
    code, out, error, seconds, new = said
    lines = error.decode("utf-8", "replace")
    check(code == status and told in lines, f"{what}: told \"{told}\"", (code, lines))
    check(not new, f"{what}: no file comes to be", new)
    check(seconds < SECONDS, f"{what}: {seconds:.1f} s")
    check(all(character == "\n" or character.isprintable() for character in lines + out.decode("utf-8", "replace")), f"{what}: nothing a terminal obeys", error)


def check_special(check, lab):
    for what, make, told in (("a folder", lambda path: path.mkdir(), "no file"), ("a pipe", os.mkfifo, "no file"),
                             ("a link to itself", lambda path: path.symlink_to(path), "cannot be read"), ("nothing", lambda path: None, "cannot be read")):
        path = lab.where / "special"
        make(path)
        done = subprocess.run([lab.program, "--root", str(ROOT), "--update", str(path)], capture_output=True, text=True, check=False, timeout=20)
        check(done.returncode == 2 and told in done.stderr, f"{what} is no package", done.stderr)
        if what != "nothing":
            (path.rmdir if what == "a folder" else path.unlink)()


def check_sweep(check, lab, whole):
    """Cut at each of 30 places; one bit turned at each of 120."""
    dice = random.Random(1)
    good = lab.update(whole, "--json")[1]
    for place in sorted(dice.sample(range(len(whole)), 30)) + [len(whole) - 1]:
        code, out, error, _, new = lab.update(whole[:place], "--json")
        check((code == 2 and error or code == 0 and out == good) and not new, f"cut at {place}", (code, error))
    for place in dice.sample(range(len(whole)), 120):
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        code, out, error, _, new = lab.update(bytes(changed), "--json")
        check((code == 2 and error or code == 0 and out == good) and not new, f"bit turned at {place}", (code, error, out[:200]))


def main(program):
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="update-") as where:
        lab = Lab(program, where)
        code, out, error, _, _ = lab.update(packed(("lamp/README.md", b"x"), (f"lamp/{LOCK}", text())))
        check(code == 0 and b"from 202611.00" in out, "a lock in its package is read", error)
        check(lab.update(text())[0] == 0 and lab.update(packed((LOCK, text())))[0] == 0, "so it is by itself, and without the folder")
        for what, content, told in REFUSED:
            judge(check, what, lab.update(content, "-o", "out.zip"), told, 2)
        for what, changes, told in PROBLEMS:
            said = lab.update(packed((f"lamp/{LOCK}", text(choice={**CHOICE, **changes}))), "-o", "out.zip")
            judge(check, what, said, told, said[0] if said[0] in (1, 2) else 1)
        check_special(check, lab)
        check_sweep(check, lab, packed(("lamp/README.md", b"x" * 300), (f"lamp/{LOCK}", text())))
    print(f"{len(REFUSED) + len(PROBLEMS)} hostile files")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
