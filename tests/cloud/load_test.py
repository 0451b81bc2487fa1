#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./run cloud load with a handful of devices: every request is answered, and a request that is refused is counted.

Usage: load_test.py PROGRAMS       the folder with daemon/, plugin/ and load/
"""
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

LOAD = Path(__file__).resolve().parents[2] / "tools/cloud/load"
PROGRAMS = None
DEVICES = 60


class Load(unittest.TestCase):
    def test_every_request_of_every_device_is_answered(self):
        done = subprocess.run([sys.executable, LOAD / "load.py", "--programs", PROGRAMS, "--json", "--devices", str(DEVICES),
                               "--updates", "3000", "--jobs", str(2 * DEVICES), "--window", "30"],
                              capture_output=True, text=True, timeout=90)
        self.assertEqual(done.returncode, 0, done.stderr)
        figures = json.loads(done.stdout)
        for phase, count in (("bare", 3000), ("echo", 3000), ("shadow", 3000), ("jobs", 2 * DEVICES)):
            row = figures[phase]
            self.assertEqual((row["done"], row["failed"]), (count, 0), phase)
            self.assertGreater(row["per_second"], 0)
            self.assertLessEqual(0 < row["us"]["p50"] <= row["us"]["p95"] <= row["us"]["p99"], row["us"]["max"])
        self.assertGreater(figures["bytes_a_thing"]["connected"]["broker"], 1000)
        self.assertAlmostEqual(figures["ratio"], figures["shadow"]["per_second"] / figures["bare"]["per_second"], delta=0.01)

    def test_requests_that_nobody_answers_have_failed(self):
        sys.path.insert(0, str(LOAD))
        import load
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            options = load.argparse.Namespace(devices=2)
            tool = PROGRAMS / "load/cloud_load"
            with load.Box(folder, PROGRAMS) as box:
                load.register(box, load.make_keys(tool, options, folder))
            with load.Bare(folder) as bare:  # a broker without shadows
                fleet = load.Fleet(tool, options, folder, bare.port, bare.programs)
                bare.process.terminate()
                figures = fleet.run("shadow", 4, 2)
                fleet.end()
        self.assertEqual((figures["done"], figures["failed"]), (0, 4))


if __name__ == "__main__":
    PROGRAMS = Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
