# SPDX-License-Identifier: MIT
"""One board in QEMU under its bootloader, with version 1.0.0 from the factory, and the cloud that it is known to."""
import contextlib
import subprocess
import sys
from pathlib import Path

import cloud_box
import images
import ota_device
import qemu
import sntp_server
import wifi_module
from jobs_by_hand import Service

SECONDS = 100  # for anything that the device has to come to
VALID = 0xFC


class Skipped(Exception):
    """The scenario cannot be had on this board; says why."""


def skip(reason):
    raise Skipped(reason)


def why_not(board):
    """Why no scenario can be had on the board; None: they can."""
    described = ota_device.board_of(board)
    if not described.get("emulated"):
        return "the factory's flash of a board that is not emulated is put there by hand: docs/design/ota.md"
    return None if "ota" in described else "the board has no slots: `ota` in its board.json"


def build(source, board, targets):
    """The folder of what is built."""
    folder = source / "build" / board
    commands = [] if (folder / "CMakeCache.txt").exists() else [["cmake", "--preset", board]]
    for command in commands + [["cmake", "--build", str(folder), "--target", *targets]]:
        done = subprocess.run(command, cwd=source, stderr=subprocess.STDOUT, check=False)  # heard: it does not hang
        if done.returncode:
            sys.exit(f"this command failed in {source}: {' '.join(command)}")
    return folder


class Lab:
    """Up inside `with`. `version` is the major number of what runs."""

    def __init__(self, board, source, folder):
        in_place = ota_device.layout(board)["run"]["from"] == "in place"
        targets = ["ota_demo", "ota_demo_1"] if in_place else ["ota_demo"]
        made = build(source, board, ["ota_demo_bootloader", *targets])
        ota_device.build_signer()
        self.board, self.folder = board, folder
        self.layout = images.layout(board)
        self.elfs = [made / f"demos/ota/{target}.elf" for target in targets]
        self.bootloader = made / "demos/ota/ota_demo_bootloader.elf"
        self.signer = ota_device.Signer(board, folder)
        self.has_wifi = "wifi" in wifi_module.features(board)
        self.ends = contextlib.ExitStack()
        self.version, self.module = 1, None

    def __enter__(self):
        with contextlib.ExitStack() as ends:
            self.box = ends.enter_context(cloud_box.CloudBox(self.folder / "box"))
            sntp = ends.enter_context(sntp_server.SntpServer())
            told = self.join(ends) if self.has_wifi else None
            self.device = ends.enter_context(ota_device.OtaDevice(
                self.board, self.bootloader, self.folder, lambda line: print(line, file=sys.stderr, flush=True)))
            if self.module:
                self.device.modem = self.module.serial
            self.device.deliver(self.signer.image("1.0.0", self.elfs), self.box, sntp.port, told=told)
            self.device.on()
            self.device.wait_for("ota: version 1.0.0", SECONDS)
            self.service = Service(self.box, self.device.thing)
            self.ends = ends.pop_all()
        return self

    def __exit__(self, *unused):
        self.ends.close()

    def join(self, ends):
        wifi_module.build_modem()
        hosts = {name: wifi_module.Home.GATEWAY for name in (self.box.about["endpoint"], wifi_module.Home.TIME_SERVER)}
        self.module = ends.enter_context(wifi_module.Home(self.folder / "module", hosts=hosts))
        return self.module.told

    # ---- What is there ----

    def running_slot(self):
        flags = ota_device.journal(self.device.flash, self.board)["flags"]
        return flags.index(VALID) if VALID in flags else None

    def running_image(self):
        slot = self.layout["slots"][self.running_slot()]
        with open(self.device.flash, "rb") as file:
            file.seek(slot["offset"])
            return file.read(slot["bytes"])

    # ---- What a scenario does ----

    def image(self, binary, version=None, **changes):
        """A small image that is not meant to run, for the free slot."""
        free = 1 - self.running_slot()
        return images.image(binary, **{"start": images.start(self.layout, free), "hardware_id": self.layout["hardware_id"],
                                       "sequence": images.version(version or f"{self.version + 1}.0.0"), **changes})

    def is_refused(self, name, job):
        """The job ends as it has to, and the device is as it was before."""
        before, starts, at = self.running_image(), self.device.log.count("ota: version"), self.device.mark()
        self.service.create(name, job)
        end = self.service.end_of(name, SECONDS)
        qemu.check(end == (job.status, job.reason), f"the job is {end}, want {(job.status, job.reason)}")
        qemu.check(self.running_image() == before, "the image that runs was touched")
        qemu.check(self.device.log.count("ota: version") == starts, "the device has started again")
        self.device.wait_for("State: WaitingForJob", SECONDS, at)

    def roll_out(self, version):
        return ota_device.RollOut(self.box.folder, self.device.thing, self.signer.image(f"{version}.0.0", self.elfs))

    def is_taken(self, roll_out, version, start):
        """The job succeeds, its image was on trial, runs and is valid. `start`: where in the log. Where it ends then."""
        verdict = roll_out.wait(SECONDS)
        qemu.check((verdict.status, verdict.details.get("reason")) == ("SUCCEEDED", "accepted"),
                   f"the job is {verdict}; the log ends in {self.device.log[-1500:]}")
        at = self.device.wait_for("runs, on trial", SECONDS, start)
        at = self.device.wait_for(f"ota: version {version}.0.0", SECONDS, at)
        at = self.device.wait_for("ota: self-test passed", SECONDS, at)
        self.version = version
        return at
