# SPDX-License-Identifier: MIT
"""The rows that the micro table cannot see, and its operations again with everything on (bench/fair)."""
import json

import figures
import toolchain
from toolchain import BENCH, BUILD, ROOT, say
from watch import cycles, marks, masked
from watch.elf import Elf

# program: prefix of its rows
PROGRAMS = {"operations": "", "operations_all_on": "all_on.", "lines": "", "time": "", "fpu": "",
            "sets": ""}
HANDLERS = {"PendSV_Handler", "SysTick_Handler", "SVC_Handler", "PORT0_6_Handler"}
KNOWN = {"nothing": 0, "ten": 10}  # to see that the count is right
BOUNDS = {"tick_10", "tick_100", "tick_1000"}  # promises of the kernel: kernel.<board>.<row>
WORST_COUNTS = ("tick_", "delay_", "line_")  # rows of which the worst is reported, not the median


def run(board, program):
    """({operation: Row}, function of a row and a count to modelled cycles or None)"""
    elf = Elf(board.program(program), board.prefix, ROOT)
    folder = BUILD / "fair" / board.name
    folder.mkdir(parents=True, exist_ok=True)
    plugin = toolchain.plugin(BENCH / "watch/marks.c")
    rows = marks.rows(elf, plugin, board.qemu, folder)
    handlers = {address for address, name in elf.functions if name in HANDLERS}
    return rows, lambda row, count: cycles.of_path(elf, board.core, row.paths[count], handlers)


def measure(board, program):
    """{operation: (instructions, cycles or None)}"""
    rows, cycles_of = run(board, program)
    found = {}
    for name, row in rows.items():
        count = row.most if name.startswith(WORST_COUNTS) else row.median
        found[name] = count, cycles_of(row, count)
    return found


def profile(op, name):
    """Where an operation spends its instructions."""
    board = toolchain.Board(name)
    for program, prefix in PROGRAMS.items():
        if not op.startswith(prefix) or not board.images(f"bench/bench_{program}"):
            continue
        rows, _ = run(board, program)
        row = rows.get(op.removeprefix(prefix))
        if row is not None:
            count = row.most if op.removeprefix(prefix).startswith(WORST_COUNTS) else row.median
            elf = Elf(board.program(program), board.prefix, ROOT)
            for line in masked.route(elf, row.paths[count][:-1]):
                print(line)
            return
    raise SystemExit(f"bench: fair has no operation {op}")


def table(name):
    board = toolchain.Board(name)
    board.configure()
    known = json.loads((BENCH / "kernel_peers.json").read_text())
    order = [row.removeprefix("fair.") for row in known]
    items = []
    for program, prefix in PROGRAMS.items():
        if not board.images(f"bench/bench_{program}"):
            continue
        say(f"{program} on {name}")
        for op, (count, cost) in figures.in_order_of(order, measure(board, program)):
            if op in KNOWN:
                if count != KNOWN[op]:
                    raise SystemExit(f"bench: {KNOWN[op]} instructions were counted as {count}")
                continue
            peers = dict(known.get(f"fair.{op}", known.get(op, {})))
            goal = peers.pop("goal", None)
            if prefix:
                peers = {}  # they were measured without
            if not board.is_compared:
                peers, goal = {}, None
            group = "kernel" if op in BOUNDS else "fair"
            items.append(figures.figure(f"{group}.{name}.{prefix}{op}", count, "instructions", peers,
                                        goal, cycles=cost))
    return items
