#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Bad updates, one after the other, for one device that runs, each refused with its own reason; then a good one.

Usage: run_bad_input_test.py BOOTLOADER DEMO --objcopy PROGRAM --board BOARD

Nothing here is ours but the device and the cloud in a box: images are made of docs/design/ota.md with stock OpenSSL, and
each job is made by hand with the operations of streams and jobs, its document in the form that the guide of 2019 shows.
"""
import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import cloud_box  # noqa: E402
import credentials  # noqa: E402
import images  # noqa: E402
import ota_device  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402
from jobs_by_hand import Job, Service, without  # noqa: E402

SECONDS = 120
MEMBERS = ("afr_ota", "streamname", "files", "filepath", "filesize", "fileid", "certfile", "sig-sha256-ecdsa")
SMALL = bytes(range(256)) * 12 + b"odd"  # a binary that is not meant to run


def jobs_of(board, folder, running):
    """name: a job that must not succeed, with its reason. `running`: the image that runs."""
    of_layout = images.layout(board)
    start, hardware = images.start(of_layout, 1), of_layout["hardware_id"]
    other = folder / "other.key"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", other], check=True)

    def image(version="2.0.0", **changes):
        return images.image(SMALL, **{"start": start, "sequence": images.version(version), "hardware_id": hardware, **changes})

    good = image()
    flipped = bytearray(good)
    flipped[1000] ^= 4
    flipped = bytes(flipped)
    jobs = {
        "unsigned": Job(good[:-292] + bytes(292), reason="signature type"),
        "wrongly-signed": Job(image(key=other), reason="signature"),
        "wrongly-signed-job": Job(good, key=other, reason="job signature"),
        "job-of-another-file": Job(good, signed=image(), reason="job signature"),
        "truncated": Job(good[:-100], reason="size"),
        "too-long": Job(good + bytes(1), reason="size"),
        "too-short-to-be-one": Job(good[:200], "REJECTED", "filesize"),
        "oversized": Job(good + bytes(of_layout["slots"][0]["bytes"] + 1 - len(good)), "REJECTED", "filesize"),
        "other-hardware": Job(image(hardware_id=hardware + 1), reason="hardware id"),
        "other-address": Job(image(start=start + 4096), reason="address"),
        "older": Job(image("0.9.9"), reason="downgrade"),
        "older-and-real": Job(running, reason="same version"),
        "same-version": Job(image("1.0.0"), reason="same version"),
        "bit-flipped-before-signing": Job(flipped, reason="signature"),
        "bit-flipped-after-signing": Job(flipped, signed=good, reason="job signature"),
        "no-image": Job(SMALL, reason="magic"),
        "flag": Job(good[:7] + b"\xfc" + good[8:], reason="flag"),
        "certificate": Job(good, certfile="/other.crt", reason="certfile"),
        "no-bytes": Job(good, "REJECTED", "bad filesize", change=lambda text: text.replace(str(len(good)), "0")),
        "bytes-below-0": Job(good, "REJECTED", "bad filesize", change=lambda text: text.replace(str(len(good)), "-1")),
        "bad-signature": Job(good, "REJECTED", "bad sig-sha256-ecdsa", change=lambda text: text.replace("ecdsa\": \"", "ecdsa\": \"*")),
        "two-files": Job(good, "REJECTED", "too many files", change=two_files),
        "no-document": Job(good, "REJECTED", "no afr_ota", change=lambda text: '{"operation": "reboot"}'),
    }
    jobs |= {f"no-{member}": Job(good, "REJECTED", f"no {member}", change=without(member)) for member in MEMBERS}
    return jobs


def two_files(text):
    document = json.loads(text)
    document["afr_ota"]["files"] *= 2
    return json.dumps(document)


class Test:
    def __init__(self, options, folder, box, sntp_port):
        self.options, self.folder = options, folder
        code = images.binary(options.objcopy, options.demo, folder)
        self.layout = images.layout(options.board)
        self.made = {version: images.image(code, images.start(self.layout, 0), images.version(version),
                                           self.layout["hardware_id"]) for version in ("1.0.0", "2.0.0")}
        factory = folder / "factory.bin"
        slot = self.layout["slots"][0]["offset"]
        factory.write_bytes((b"\xff" * slot + self.made["1.0.0"]).ljust(self.layout["flash"]["bytes"], b"\xff"))
        self.device = ota_device.OtaDevice(options.board, options.bootloader, folder)
        self.device.thing = box.device["thing"]
        self.device.flash = credentials.flash_of_box(box, folder, options.board, sntp_port, None, factory)
        self.service = Service(box, self.device.thing)

    def running_image(self):
        slot = self.layout["slots"][0]
        with open(self.device.flash, "rb") as file:
            file.seek(slot["offset"])
            return file.read(slot["bytes"])

    def each_bad_update_is_refused_with_its_own_reason(self):
        jobs = jobs_of(self.options.board, self.folder, self.made["1.0.0"])
        self.device.wait_for("ota: version 1.0.0", SECONDS)
        before, wrong, began = self.running_image(), [], time.monotonic()
        for name, job in jobs.items():
            self.service.create(name, job)
        for name, job in jobs.items():
            end = self.service.end_of(name, SECONDS)
            print(f"  {name}: {end[0]} {end[1]}", flush=True)
            if end != (job.status, job.reason):
                wrong.append(f"{name} is {end}, not {(job.status, job.reason)}")
        print(f"  {len(jobs)} bad updates in {time.monotonic() - began:.0f} s", flush=True)
        qemu.check(not wrong, "; ".join(wrong))
        qemu.check(self.running_image() == before, "the image that runs was touched")
        qemu.check(ota_device.journal(self.device.flash, self.options.board)["flags"] == (0xFC, 0xF8), "flags have changed")
        qemu.check(self.device.log.count("ota: version") == 1, "the device has started again")

    def then_a_good_one_succeeds(self):
        self.service.create("good", Job(self.made["2.0.0"]))
        end = self.service.end_of("good", SECONDS)
        qemu.check(end == ("SUCCEEDED", "accepted"), f"it is {end}")
        self.device.wait_for("ota: version 2.0.0", SECONDS)
        qemu.check(ota_device.journal(self.device.flash, self.options.board)["flags"] == (0xF8, 0xFC), "it is not valid")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bootloader", type=Path)
    parser.add_argument("demo", type=Path)
    parser.add_argument("--objcopy", required=True)
    parser.add_argument("--board", required=True)
    options = parser.parse_args()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-bad-", dir=memory) as folder, sntp_server.SntpServer() as sntp, \
            cloud_box.CloudBox(Path(folder) / "box") as box:
        test = Test(options, Path(folder), box, sntp.port)
        with test.device:
            test.device.on()
            qemu.run_tests([(each.__name__, each) for each in (test.each_bad_update_is_refused_with_its_own_reason,
                                                               test.then_a_good_one_succeeds)])


if __name__ == "__main__":
    main()
