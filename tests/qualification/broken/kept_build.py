#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A build tool for devicetester that keeps what was built: of one run's copy of the sources only what differs from the last
one's is compiled.

    kept_build.py SOURCE KEPT BOARD GROUPS JOBS

SOURCE is the tester's copy, KEPT a folder that stays. The image is put where a build of SOURCE itself would put it.
"""
import datetime
import pathlib
import shutil
import subprocess
import sys


def files_of(root):
    return {path.relative_to(root) for path in root.rglob("*")
            if path.is_file() and not path.is_symlink() and path.relative_to(root).parts[0] != "build"}


def follow(source, kept):
    """Make `kept` what `source` is; what is as it was keeps its time."""
    kept.mkdir(parents=True, exist_ok=True)
    names = files_of(source)
    for stale in files_of(kept) - names:
        (kept / stale).unlink()
    for name in names:
        content, copy = (source / name).read_bytes(), kept / name
        if not copy.exists() or copy.read_bytes() != content:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
        copy.chmod((source / name).stat().st_mode)


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


sys.exit(main())
