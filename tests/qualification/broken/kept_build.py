#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A build tool for devicetester that keeps what was built: of one run's copy of the sources only what differs from the last
one's is compiled.

    kept_build.py SOURCE KEPT BOARD GROUPS JOBS

SOURCE is the tester's copy, KEPT a folder that stays. The image is put where a build of SOURCE itself would put it.
"""
import datetime
import json
import pathlib
import shutil
import subprocess
import sys


NOTE = "build/files.json"


def files_of(root):
    return {path.relative_to(root) for path in root.rglob("*")
            if path.is_file() and not path.is_symlink() and path.relative_to(root).parts[0] != "build"}


def about(path):
    status = path.stat()
    return [status.st_size, status.st_mtime_ns, status.st_mode]


def follow(source, kept):
    """Make `kept` what `source` is. What differs is new from now on, whatever its time was: Ninja goes by that. The note has
    what the files of the last source were like; the tester's copies keep their times."""
    note = kept / NOTE
    known = json.loads(note.read_text()) if note.exists() else {}
    note.parent.mkdir(parents=True, exist_ok=True)
    names = files_of(source)
    note.unlink(missing_ok=True)  # until this has come to its end
    for stale in files_of(kept) - names:
        (kept / stale).unlink()
    now = {}
    for name in names:
        copy = kept / name
        now[str(name)] = about(source / name)
        if now[str(name)] != known.get(str(name)) or not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, copy)
            copy.chmod((source / name).stat().st_mode)
    note.write_text(json.dumps(now))


def configure(kept, build, board, groups):
    """Once a day, and for other groups: images know the day of their configuration. Otherwise Ninja sees what it is for."""
    words = ["cmake", "--preset", board, "-DDUNLIN_BUILD_TESTS=ON", f"-DDUNLIN_QUALIFICATION_GROUPS={groups}"]
    note = kept / build / "configured"
    known = f"{datetime.date.today()} {' '.join(words)}\n"
    if note.exists() and note.read_text() == known:
        return 0
    status = subprocess.run(words, cwd=kept).returncode
    if status == 0:
        note.write_text(known)
    return status


def main():
    source, kept, board, groups, jobs = sys.argv[1:]
    source, kept = pathlib.Path(source), pathlib.Path(kept)
    follow(source, kept)
    build = pathlib.Path("build") / board
    status = configure(kept, build, board, groups) or subprocess.run(
        ["cmake", "--build", build, "--target", "aws_tests", "-j", jobs], cwd=kept).returncode
    if status:
        return status
    for name in ("aws_tests.elf", "aws_tests"):
        image = build / "tests/qualification" / name
        if (kept / image).exists():
            (source / image).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(kept / image, source / image)
    return 0


if __name__ == "__main__":
    sys.exit(main())
