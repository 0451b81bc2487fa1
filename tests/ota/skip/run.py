#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Leave out each instruction of a start once, and see whether an image that must not run is entered.

Usage: run.py BOOTLOADER [--plain BOOTLOADER] [--every N] [--jobs N] [--scene WORD] [--begin FUNCTION] [--in FUNCTION] [--list]

For each scene (scenes.py) one start is recorded. Then, for each instruction of bootloader/, libs/ota and the
hand-over that is executed from the start of the decision to the jump, the start is repeated with that
instruction left out: at its first execution, and again at its last. A start that leaves the flash as no clean
one does is followed by another with nothing left out.

--plain: a bootloader that must enter a bad image in PLAIN_SCENE; --in is for it alone then.  --begin: from another function on.
"""
import argparse
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent)]
import scenes  # noqa: E402
from machine import Machine  # noqa: E402
from program import Program  # noqa: E402
from start import BAD, Start  # noqa: E402
import images  # noqa: E402

PREFIX = "arm-none-eabi-"
FIRST = "boot_choose"
PLAIN_SCENE = "another key, accepted"


def points(trace, begin, every):
    """(index in the trace, which execution), in the order of time."""
    first, last = {}, {}
    for at in range(begin, len(trace)):
        first.setdefault(trace[at], at)
        last[trace[at]] = at
    found = [(at, "only" if last[address] == at else "first") for address, at in first.items()]
    found += [(at, "last") for address, at in last.items() if first[address] != at]
    return sorted(found)[::every]


class Test:
    def __init__(self, elf, options, folder):
        self.options, self.folder = options, Path(folder)
        self.program = Program(elf, PREFIX)
        self.layout = images.layout(scenes.BOARD)
        found, self.good = scenes.scenes(folder)
        self.scenes = [scene for scene in found if options.scene in scene.name]
        self.machines = []
        for number in range(options.jobs):
            place = self.folder / str(number)
            place.mkdir()
            self.machines.append(Machine(elf, self.program, place, images.start(self.layout, 0), scenes.BINARY_BYTES))
        self.known = self.machines[0].known
        for machine in self.machines:
            machine.known = self.known

    def close(self):
        for machine in self.machines:
            machine.close()

    def one(self, scene):
        """[(address, which, outcome)] of a scene."""
        machine = self.machines.pop()
        try:
            start = Start(machine, scene, self.layout, self.good)
            clean, trace = start.record(self.options.begin)
            if clean == BAD:
                raise RuntimeError(f"{scene.name}: the bad image runs with nothing left out")
            chosen = points(trace, start.begin, self.options.every)
            if self.options.within:
                chosen = [(at, which) for at, which in chosen
                          if self.program.place(trace[at]).startswith(self.options.within + "+")]
            outcomes = start.runs(trace, [at for at, _ in chosen])
            return clean, [(address, which, outcome) for (_, which), (address, outcome) in zip(chosen, outcomes)]
        finally:
            self.machines.append(machine)

    def show(self, scene, clean, found):
        """The summary of a scene, and the runs: those that failed, or all."""
        counts = Counter(outcome for _, _, outcome in found)
        summary = ", ".join(f"{count} {outcome}" for outcome, count in counts.most_common())
        print(f"{scene.name} ({clean}): {len(found)} runs: {summary}", flush=True)
        for address, which, outcome in found:
            if self.options.list or outcome.startswith(BAD):
                text = self.program.text[address][1]
                print(f"  {address:08x} {self.program.place(address):32} {text:48} {which:5} {outcome}")

    def all(self):
        """(instructions, runs, bad)"""
        addresses, runs, bad = set(), 0, 0
        with ThreadPoolExecutor(self.options.jobs) as pool:
            for scene, (clean, found) in zip(self.scenes, pool.map(self.one, self.scenes)):
                self.show(scene, clean, found)
                addresses |= {address for address, _, _ in found}
                runs += len(found)
                bad += sum(outcome.startswith(BAD) for _, _, outcome in found)
        return len(addresses), runs, bad


def test(elf, options):
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-skip-", dir=memory) as folder:
        tested = Test(elf, options, folder)
        try:
            return tested.all()
        finally:
            tested.close()


def test_plain(options):
    """Is a bad image entered where there is one decision only?"""
    print("\none decision, without a second look:")
    chosen = argparse.Namespace(**{**vars(options), "scene": PLAIN_SCENE, "every": 1, "jobs": 1, "list": False})
    _, runs, bad = test(options.plain, chosen)
    print(f"skip.plain.runs {runs}\nskip.plain.booted_bad {bad}")
    return bad > 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bootloader", type=Path)
    parser.add_argument("--plain", type=Path, help="a bootloader that must fail")
    parser.add_argument("--every", type=int, default=1, help="each N-th point of each scene only")
    parser.add_argument("--jobs", type=int, default=1, help="scenes at a time")
    parser.add_argument("--scene", default="", help="those with this in their name")
    parser.add_argument("--begin", default=FIRST, help=f"from the first call of this function on ({FIRST})")
    parser.add_argument("--in", dest="within", default="", help="instructions of this function only")
    parser.add_argument("--list", action="store_true", help="every run, not only those that failed")
    return parser.parse_args()


def main():
    options, begun = arguments(), time.monotonic()
    plain_fails = test_plain(options) if options.plain else True
    if options.plain:
        options.within = ""
        print()
    instructions, runs, bad = test(options.bootloader, options)
    good = bad == 0 and runs > 0 and plain_fails
    print(f"\nskip.instructions {instructions}\nskip.runs {runs}\nskip.booted_bad {bad}")
    print(f"skip.seconds {time.monotonic() - begun:.0f}")
    print("1 passed, 0 failed" if good else "0 passed, 1 failed")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
