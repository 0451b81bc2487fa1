# SPDX-License-Identifier: MIT
"""The longest stretch that the kernel keeps interrupts masked, wherever it is: in the micro table, in the
worst set (bench/worst) and in every conformance program, each run under watch/masked.c."""
from concurrent.futures import ThreadPoolExecutor

import figures
import table_micro
import toolchain
from toolchain import BENCH, BUILD, ROOT, say
from watch import masked
from watch.elf import Elf

PEERS = {"freertos": 179, "threadx": 85}
PRIORITIES = 32  # of profile "bench"; bench/worst/half has half of them
GOAL_PER_PRIORITY = 5
GOAL = 120 + GOAL_PER_PRIORITY * PRIORITIES
SHOWN = 12
# Minutes of virtual time, which is hours here (the *_tickless programs sleep the same way), and a thousand busy ticks.
TOO_LONG = {"tickless", "ticks_carry"}


def of_image(board, plugin, image, qemu):
    elf = Elf(image, board.prefix, ROOT)
    folder = BUILD / "masked" / board.name / image.stem
    folder.mkdir(parents=True, exist_ok=True)
    riscv = board.arch.startswith("riscv")
    found, status = masked.stretches(elf, plugin, qemu, folder,
                                     masked.riscv_point if riscv else masked.arm_point)
    if status != 0:
        say(f"{image.stem} ended with {status}")
    return elf, found


def worst_of(board, groups):
    """{group: [(count, elf, first, last, path)]}, the longest of each pair of ends first."""
    plugin = toolchain.plugin(BENCH / "watch/masked.c")
    jobs = [(group, image, qemu) for group, images, qemu in groups for image in images]
    with ThreadPoolExecutor(int(toolchain.JOBS)) as pool:
        results = list(pool.map(lambda job: of_image(board, plugin, job[1], job[2]), jobs))
    rows = {group: [] for group, _, _ in groups}
    for (group, _, _), (elf, found) in zip(jobs, results):
        rows[group] += [(count, elf, first, last, path) for count, first, last, path in found]
    for group in rows:
        rows[group].sort(key=lambda row: -row[0])
    return rows


def report(rows, shown):
    """Prints the longest: who began where, through what it runs, who ended it."""
    seen = set()
    for count, elf, first, last, path in rows:
        begin = masked.place(elf, first)
        if begin in seen:
            continue
        seen.add(begin)
        say(f"{count:5d} masked from {begin}\n"
            f"                  to {masked.place(elf, last)}, in {elf.path.stem}\n"
            f"                  by {', '.join(masked.route(elf, path))}")
        if len(seen) == shown:
            return


def longest_by_ends(rows):
    """{(function that masks, function that unmasks): the longest}"""
    longest = {}
    for count, elf, first, last, _ in rows:
        ends = elf.function(first), elf.function(last)
        longest[ends] = max(count, longest.get(ends, 0))
    return longest


def growth(rows, half):
    """Instructions for each priority more, in the stretch that grows most."""
    few = longest_by_ends(half)
    grows = max(count - few[ends] for ends, count in longest_by_ends(rows).items() if ends in few)
    return round(grows / (PRIORITIES / 2), 1)


def table(name, shown=SHOWN):
    board = toolchain.Board(name)
    groups = []
    if name == table_micro.BOARD:
        groups.append(("bench", [table_micro.build()], table_micro.QEMU))
    say(f"building the worst set and the conformance programs for {name}")
    if board.images("bench/bench_worst"):
        groups.append(("worst", [board.program("worst")], board.qemu))
        groups.append(("half", [board.program("worst_half")], board.qemu))
    conformance = board.build_what_fits([image for image in board.images("tests/conformance/.*")
                                         if image.stem not in TOO_LONG])
    groups.append(("conformance", conformance, board.qemu))
    say("following the mask")
    rows = worst_of(board, groups)
    half = rows.pop("half", [])
    everything = sorted((row for group in rows.values() for row in group), key=lambda row: -row[0])
    report(everything, shown)
    peers, goal = (PEERS, GOAL) if board.is_compared else ({}, None)
    items = [figures.figure(f"kernel.{name}.longest_masked", everything[0][0], "instructions", peers,
                            goal)]
    items += [figures.figure(f"kernel.{name}.longest_masked.{group}", found[0][0], "instructions")
              for group, found in rows.items() if found]
    if half:
        items.append(figures.figure(f"kernel.{name}.masked_per_priority",
                                    growth(rows["worst"], half), "instructions", {},
                                    GOAL_PER_PRIORITY if board.is_compared else None))
    return items
