#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Whatever goes wrong, nothing half-written remains, and what was there before is there still."""
import json
import os
import resource
import signal
import subprocess
import sys
import time
import unittest
from pathlib import Path

from kit import TOOL, Distribution

import archive
import outlet
from problem import Unable


def no_file_above(limit):
    """As a full disk: a write beyond fails."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


class Outlet(unittest.TestCase):
    def state(self, it):
        return it.left(), it.git("tag"), it.git("rev-parse", "HEAD"), it.git("status", "--porcelain")

    def test_no_room_leaves_nothing_wherever_it_ends(self):
        with Distribution() as it:
            before = self.state(it)
            for limit in (0, 1000, 5000, 12000):
                for words in ((), ("--tag",)):
                    with self.subTest(limit=limit, words=words):
                        status, _, err = it.run(*words, before=no_file_above(limit))
                        self.assertEqual((status, "--tag" in words or "nothing was left there" in err), (3, True), err)
                        self.assertEqual(self.state(it), before)

    def test_no_room_leaves_the_release_that_was_there(self):
        with Distribution() as it:
            folder = Path(it.make()["folder"])
            archives = {path.name: path.read_bytes() for path in folder.iterdir()}
            self.assertEqual(it.run(before=no_file_above(1000))[0], 3)
            self.assertEqual({path.name: path.read_bytes() for path in folder.iterdir()}, archives)
            self.assertEqual(it.left(), ["203001.00"])

    def test_a_place_that_cannot_be_is_told(self):
        with Distribution() as it:
            it.out.write_text("a file")
            status, out, err = it.run("--json")
            self.assertEqual((status, json.loads(out)["ok"]), (3, False))
            self.assertIn("out/203001.00: ", err)
            self.assertEqual(it.out.read_text(), "a file")

    def test_without_git_and_outside_of_a_repository_that_is_said(self):
        with Distribution() as it:
            status, _, err = it.run(PATH="/nowhere")
            self.assertEqual((status, err), (3, "run release: git is not installed\n"))
            it.tree = it.folder
            status, _, err = it.run(GIT_CEILING_DIRECTORIES=str(it.folder.parent))
            self.assertEqual(status, 3)
            self.assertIn("is no git repository", err)

    def test_a_release_that_is_stopped_leaves_nothing(self):
        for what, status in ((signal.SIGTERM, 143), (signal.SIGINT, -signal.SIGINT)):
            with self.subTest(what), Distribution() as it:
                os.mkfifo(it.folder / "fifo")  # opening it takes for ever: the middle of a release
                program = (f"import sys, product; sys.argv = {[str(TOOL), '--repository', str(it.tree), '--output', str(it.out)]!r}\n"
                           f"product.notes.text = lambda *_: open({str(it.folder / 'fifo')!r}).read()\n"
                           "import main; sys.exit(main.main())")
                running = subprocess.Popen([sys.executable, "-B", "-c", program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                           cwd=TOOL.parent, env=it.environment(PYTHONPATH=str(TOOL.parent)))
                end = time.monotonic() + 30
                while not any(it.out.glob(".*.partial.*/*.zip")) and time.monotonic() < end:
                    time.sleep(0.02)
                self.assertEqual(len(it.left()), 1)
                running.send_signal(what)
                self.assertEqual(running.wait(30), status)
                self.assertFalse(it.out.exists())

    def test_what_a_killed_release_left_goes_with_the_next(self):
        with Distribution() as it:
            (it.out / ".203001.00.partial.999999999").mkdir(parents=True)
            it.make()
            self.assertEqual(it.left(), ["203001.00"])

    def test_a_tag_that_cannot_be_made_makes_no_release(self):
        with Distribution() as it:
            before = self.state(it)
            hook = it.tree / ".git/hooks/reference-transaction"
            hook.write_text("#!/bin/sh\n[ \"$1\" != prepared ] || ! grep -q refs/tags\n")
            hook.chmod(0o755)
            status, _, err = it.run("--tag")
            self.assertEqual((status, "cannot tag" in err), (3, True), err)
            self.assertEqual(self.state(it), before)

    def test_an_exception_inside_leaves_nothing(self):
        with Distribution() as it:
            with self.assertRaises(ZeroDivisionError):
                with outlet.filling(it.out / "a/b") as folder:
                    (folder / "file").write_text("x")
                    raise ZeroDivisionError
            self.assertFalse(it.out.exists())
            with self.assertRaises(Unable):
                with outlet.filling(it.out / "a/b"):
                    raise OSError(28, "No space left on device")
            self.assertFalse(it.out.exists())

    def test_a_date_before_the_format_begins_is_its_first(self):
        with open(os.devnull, "wb") as stream:
            archive.write_zip(stream, "top", {}, 0)


if __name__ == "__main__":
    unittest.main()
