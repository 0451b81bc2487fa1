#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Who may publish in the cloud of a run: mosquitto_pub with the run's identities.

    enrol_test.py FOLDER DEVICETESTER   qualification_peers is beside devicetester
"""
import contextlib
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/lab"))
import peers  # noqa: E402

PROGRAM = Path(sys.argv.pop()).parent / "qualification_peers"
del sys.argv[1:]


class EnrolTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        room = contextlib.ExitStack()
        cls.addClassCleanup(room.close)
        cls.folder = Path(room.enter_context(tempfile.TemporaryDirectory()))
        header = cls.folder / "config.h"
        room.enter_context(peers.Peers(cls.folder, header, program=PROGRAM, cloud=True))
        cls.port = re.search(r"\[PORT_BROKER\] = (\d+)", header.read_text())[1]
        cls.thing = re.search(r'QUALIFICATION_THING +"(.*)"', header.read_text())[1]

    def publish(self, identity):
        return subprocess.run(
            ["mosquitto_pub", "-h", "127.0.0.1", "-p", self.port, "--insecure", "--cafile", self.folder / "root.crt",
             "--cert", self.folder / f"{identity}.crt", "--key", self.folder / f"{identity}.key",
             "-i", self.thing, "-t", f"dunlin/{self.thing}/hello", "-m", identity, "-q", "1"],
            capture_output=True, timeout=30).returncode

    def test_the_run_s_identities_may_publish(self):
        for identity in ("device", "rsa", "own-authority"):
            self.assertEqual(self.publish(identity), 0, identity)

    def test_a_stranger_may_not(self):
        self.assertNotEqual(self.publish("untrusted"), 0)


if __name__ == "__main__":
    unittest.main()
