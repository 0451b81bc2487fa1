#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A build that is kept from source to source: what differs is new, what does not keeps its time.

    kept_build_test.py FOLDER DEVICETESTER
"""
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "qualification/broken"))
import kept_build  # noqa: E402

HOUR = 3600 * 10**9


def write(path, text, age_ns=0):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns - age_ns))


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r}, want {wanted!r}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        one, two, kept = (Path(folder) / name for name in ("one", "two", "kept"))
        for source, text in ((one, "on  0"), (two, "off 1")):
            write(source / "same.c", "same", 2 * HOUR)
            os.utime(source / "same.c", ns=(10**18, 10**18))
            write(source / "switch.h", text, HOUR if source is two else 0)  # as long, and older than what was built
        write(one / "gone.c", "")
        write(two / "deep/new.sh", "")
        (two / "deep/new.sh").chmod(0o755)
        write(two / "build/made", "")
        kept_build.follow(one, kept)
        (kept / "build/object").write_text("")
        same, built = (kept / "same.c").stat().st_mtime_ns, (kept / "build/object").stat().st_mtime_ns
        kept_build.follow(two, kept)
        expect((kept / "switch.h").read_text(), "off 1")
        expect((kept / "switch.h").stat().st_mtime_ns >= built, True)
        expect((kept / "same.c").stat().st_mtime_ns, same)
        expect(((kept / "gone.c").exists(), (kept / "build/object").exists(), (kept / "build/made").exists()), (False, True, False))
        expect(os.access(kept / "deep/new.sh", os.X_OK), True)
    print("ok what_differs_is_new")


main()
