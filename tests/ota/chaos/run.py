#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Updates over the air while power, network, broker and cloud are cut at random moments: each ends in the new or the old
version, running and reported right.

Usage: run.py [--board mps2_an385|emcraft_sf2] [--updates N] [--seed S] [--only NUMBER] [--built]
              [--verbose]

  --board B      in QEMU, with a flash file that outlives it        (mps2_an385)
  --updates N    how many                                           (100)
  --seed S       of the schedule                                    (1)
  --only NUMBER  the update of this number alone, cut as it was in the whole run
  --built        nothing is to be built first
  --verbose      the boards' consoles too
"""
import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import plan as plans
import table
from machine import ROOT, Machine, ota_device
from update import Failed, Update, images

import cloud_box
import sntp_server

FIRST = "1.0.0"
SURVEYS = 1  # updates without cuts, in which is counted what there is to cut


class World:
    """Device, box, and the images that there have been."""

    def __init__(self, board, box, folder, elfs, tell):
        self.board, self.box, self.folder = board, box, folder
        self.device = Machine(board, elfs["ota_chaos_bootloader"], elfs["ota_chaos"], folder, tell)
        self.layout = ota_device.layout(board)
        self.code = images.binary("arm-none-eabi-objcopy", elfs["ota_chaos"], folder)
        self.seen = {place: (0, 0) for place in plans.AIMS}
        self.current = self.image(FIRST, 0)

    def image(self, version, tail_bytes):
        """A version of its own: with a tail that no other has, so that windows end elsewhere."""
        code = self.code + random.Random(version).randbytes(tail_bytes)
        return version, images.image(code, images.start(self.layout, 0), images.version(version),
                                     self.layout["hardware_id"])

    def deliver(self, sntp_port):
        path = self.folder / "first.image"
        path.write_bytes(self.current[1])
        self.device.deliver([path], self.box, sntp_port)
        self.device.on()
        self.device.wait_for("demo: connected", 120)

    def update(self, number, plan):
        """The outcome; raises Failed."""
        version = f"1.0.{4 * (number + SURVEYS + 1) + plan.worth}"
        update = Update(self.device, self.box, self.current, self.image(version, plan.tail_bytes), plan)
        outcome = update.run()
        if outcome.end == "new":
            self.current = update.new
        return outcome

    def status_of(self, job):
        answer = ota_device.ask(self.box.folder, "DescribeJobExecution", thingName=self.device.thing, jobId=job)
        return answer and answer["execution"]["status"]

    def survey(self):
        """What an update without cuts does, by place."""
        cutter = self.device.cutter
        self.device.spoil_free_slot(random.Random(0))
        entries, blocks = cutter.entries(), cutter.blocks()
        self.update(-SURVEYS, plans.Plan(plans.GOOD, plans.TAIL_BYTES_MAX // 2))
        entries_after, blocks_after = cutter.entries(), cutter.blocks()
        self.seen.update({place: (entries_after[place] - entries[place], blocks_after[place] - blocks[place])
                          for place in entries})


def programs(board, is_built, folder):
    for preset, target in (("tools", "dunlin-sign"), (board, "ota_chaos"), (board, "ota_chaos_bootloader")):
        if is_built and preset == board:
            continue
        subprocess.run([ROOT / "run", "build", preset, "-t", target], check=True, stdout=subprocess.DEVNULL)
    made = ROOT / "build" / board / "tests/ota/chaos"  # a copy: somebody may build meanwhile
    return {name: shutil.copy(made / f"{name}.elf", folder) for name in ("ota_chaos", "ota_chaos_bootloader")}


def run(world, options):
    """[(number, plan, outcome or failure)]"""
    done = []
    numbers = [options.only] if options.only is not None else range(1, options.updates + 1)
    for number in numbers:
        plan = plans.draw(options.seed, number, world.seen)
        world.device.spoil_free_slot(random.Random(number))
        try:
            outcome = world.update(number, plan)
            done.append((number, plan, outcome))
            table.tell(number, plan, outcome)
        except Failed as failure:
            done.append((number, plan, failure))
            print(f"FAIL {number}: {failure}\n     {plan}\n     the log ends in:\n"
                  f"{world.device.log[-3000:]}", flush=True)
            break  # what comes behind it would begin in a state that must not be
    return done + audit(world, done)


def audit(world, done):
    """What became of the jobs later: a kill of the cloud may not take an end back."""
    found = []
    for number, plan, outcome in done:
        if isinstance(outcome, Failed):
            continue
        status = world.status_of(outcome.job)
        if status != outcome.status:
            print(f"FAIL {number}: its job had ended {outcome.status} and is {status}")
            found.append((number, plan, Failed("an end was taken back")))
    return found


def main():
    parser = argparse.ArgumentParser(usage=__doc__.partition("Usage: ")[2])
    parser.add_argument("--board", default="mps2_an385", choices=["mps2_an385", "emcraft_sf2"])
    parser.add_argument("--updates", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--built", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *unused: sys.exit(1))  # no board and no box stays behind
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    began = time.monotonic()
    tell = (lambda line: print(f"     {line}", flush=True)) if options.verbose else None
    with tempfile.TemporaryDirectory(prefix="dunlin-chaos-", dir=memory) as folder, \
            sntp_server.SntpServer() as sntp, cloud_box.CloudBox(Path(folder) / "box", "10.0.2.2") as box:
        elfs = programs(options.board, options.built, folder)
        world = World(options.board, box, Path(folder), elfs, tell)
        with world.device:
            world.deliver(sntp.port)
            world.survey()
            print("without cuts, entries and blocks of instructions: " + ", ".join(
                f"{place} {entries} {blocks}" for place, (entries, blocks) in world.seen.items()), flush=True)
            done = run(world, options)
    return table.verdict(options, done, time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
