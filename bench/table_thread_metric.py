# SPDX-License-Identifier: MIT
"""Instructions per turn of programs in the style of the Thread-Metric suite (bench/thread_metric)."""
import json

import figures
import table_fair
import toolchain
from toolchain import BENCH, say

FIFTHS = {"preemptive"}  # a turn of the chain counts five


def mean(row, per):
    return round(sum(count * times for count, times in row.counts.items()) / row.times / per, 1)


def table(name):
    board = toolchain.Board(name)
    known = json.loads((BENCH / "kernel_peers.json").read_text())
    items = []
    if not board.images("bench/bench_thread_metric"):
        return items
    say(f"thread_metric on {name}")
    rows, cycles_of = table_fair.run(board, "thread_metric")
    for op, row in figures.in_order_of([n.split(".")[-1] for n in known], rows):
        per = 5 if op in FIFTHS else 1
        cost = cycles_of(row, row.median)
        peers = dict(known[f"thread_metric.{op}"])
        goal = peers.pop("goal", None)
        if not board.is_compared:
            peers, goal = {}, None
        items.append(figures.figure(f"thread_metric.{name}.{op}", mean(row, per), "instructions", peers,
                                    goal, cycles=cost and round(cost / per)))
    return items
