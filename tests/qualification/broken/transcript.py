# SPDX-License-Identifier: MIT
"""What the lines of an image say of each case: docs/design/qualification.md, "What an image says"."""
import re
import zlib

BEGUN = re.compile(r"^TEST\((\w+), (\w+)\)(.*)$")
FAILED = re.compile(r":\d+:TEST\((\w+), (\w+)\):FAIL: ?(.*)$")
IGNORED = re.compile(r":\d+:TEST\((\w+), (\w+)\):IGNORE: ?(.*)$")
CHECKED = re.compile(r"^CHECK (\d+) (\d+) ([0-9a-f]{8}) (.*)$")
FINISHED = "-------ALL TESTS FINISHED-------"


class Transcript:
    """verdicts: {case: (verdict, text)} with verdict 'passed', 'failed', 'ignored'. A case that has begun and not ended is
    `running`: what ended the run, ended it."""

    def __init__(self):
        self.verdicts = {}
        self.running = None
        self.begun = self.finished = self.troubled = False
        self.last_line = ""
        self.checked = self.to_check = 0  # CHECK lines of the running case

    def line(self, line):
        if line.startswith("-------STARTING TESTS"):
            self.troubled = self.begun # it has started again
            self.begun = True
        if line == FINISHED:
            self._end("passed")
            self.finished = True
        failed, ignored, begun = FAILED.search(line), IGNORED.search(line), BEGUN.match(line)
        if failed:
            self.verdicts.setdefault(failed[2], ("failed", failed[3]))
        elif ignored:
            self.verdicts.setdefault(ignored[2], ("ignored", ignored[3]))
        elif begun:
            self._end("passed")
            self.running = begun[2]
            self.checked = self.to_check = 0
        self._look_at(line)
        if self.running and line.endswith(" PASS"):
            self._end("passed")
        if line.strip():
            self.last_line = line.strip()

    def _look_at(self, line):
        """A CHECK line: it has come whole, and so have those before."""
        if not line.startswith("CHECK ") or not self.running:
            return
        found = CHECKED.match(line)
        self.checked += 1
        self.to_check = max(self.to_check, int(found[2]) if found else self.checked)
        whole = found and int(found[1]) == self.checked and f"{zlib.crc32(found[4].encode()):08x}" == found[3]
        if not whole:
            self.verdicts.setdefault(self.running, ("failed", f"line {self.checked} has not come whole: {line[:60]}"))

    def _end(self, verdict):
        if self.running:
            if self.checked < self.to_check:
                self.verdicts.setdefault(self.running, ("failed", f"{self.checked} of {self.to_check} lines have come"))
            self.verdicts.setdefault(self.running, (verdict, ""))
            self.running = None

    def stop(self, why):
        """The run has ended without its last line. @return The case that ended it, or None."""
        case = self.running
        if case:
            self.verdicts[case] = ("failed", f"{why}: {self.last_line}")
            self.running = None
        return case
