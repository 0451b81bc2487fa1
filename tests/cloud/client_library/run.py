#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A client library by others against the cloud in a box: AWS's device library for JavaScript (version 1), with its shadows
and jobs. Needs npm, which fetches what package-lock.json pins.

Prints a line for each case, and last "N passed, M failed".
"""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "tools/lab"))
from cloud_box import CloudBox  # noqa: E402

CASES = 10
JOBS = (("library-1", {"operation": "install", "version": 7}, "SUCCEEDED"), ("library-2", {"operation": "dance"}, "FAILED"))


def install(folder):
    for name in ("package.json", "package-lock.json", "client.js"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True,
                          text=True, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"client_library: npm could not install:\n{done.stderr[-1000:]}")


def create_jobs(box, thing):
    arn = box.control("iot", "describe-thing", "--thing-name", thing)["thingArn"]
    for job, document, _ in JOBS:
        box.control("iot", "create-job", "--job-id", job, "--targets", arn, "--document", json.dumps(document))


def run(folder, box):
    """How many cases went well."""
    thing, passed = box.device["thing"], 0
    client = subprocess.Popen(["node", "client.js", json.dumps(box.about)], cwd=folder, stdout=subprocess.PIPE, text=True)
    for line in client.stdout:
        step = json.loads(line)
        if "ready" in step:
            create_jobs(box, thing)
            continue
        is_good = step["got"] == step["wanted"]
        passed += is_good
        print(f"{'ok' if is_good else 'FAILED'}  {step['case']}" +
              ("" if is_good else f": {step['got']}, not {step['wanted']}"), flush=True)
    client.wait(30)
    return passed


def ends_as_wanted(box):
    good = True
    for job, _, wanted in JOBS:
        status = box.control("iot", "describe-job-execution", "--job-id", job, "--thing-name",
                             box.device["thing"])["execution"]["status"]
        good = good and status == wanted
        print(f"{'ok' if status == wanted else 'FAILED'}  {job} is {status}", flush=True)
    return good


def main():
    with tempfile.TemporaryDirectory(prefix="client-library-") as place:
        folder = Path(place)
        install(folder)
        with CloudBox(folder / "box") as box:
            passed = run(folder, box)
            passed += ends_as_wanted(box) if passed == CASES else 0
    print(f"{passed} passed, {CASES + 1 - passed} failed")
    return 0 if passed == CASES + 1 else 1


if __name__ == "__main__":
    sys.exit(main())
