# SPDX-License-Identifier: MIT
"""Instructions of the protocol engines (bench/libs): each row of libs/<library>.c between its marks, beside
the peers and goals of libs/<library>.json. Behind them the heap that TLS takes (small.py)."""
import json

import figures
import small
import toolchain
from table_fair import run
from toolchain import BENCH, ROOT, say
from watch import masked
from watch.elf import Elf

FOLDER = BENCH / "libs"


def profile(row, name):
    """Where an operation spends its instructions: LIBRARY.OP."""
    library, _, op = row.partition(".")
    if not (FOLDER / f"{library}.c").exists():
        raise SystemExit(f"bench: libs has no {library}")
    board = toolchain.Board(name)
    rows, _ = run(board, f"lib_{library}")
    if op not in rows:
        raise SystemExit(f"bench: {library} has no operation {op}; it has {', '.join(rows)}")
    path = rows[op].paths[rows[op].median][:-1]
    if not path:
        raise SystemExit(f"bench: {row} is too long to be remembered instruction by instruction")
    for line in masked.route(Elf(board.program(f"lib_{library}"), board.prefix, ROOT), path):
        print(line)


def table(name):
    board = toolchain.Board(name)
    items = []
    for source in sorted(FOLDER.glob("*.c")):
        library = source.stem
        if not board.images(f"bench/bench_lib_{library}"):
            continue
        say(f"{library} on {name}")
        known = json.loads(source.with_suffix(".json").read_text())["rows"]
        rows, cycles_of = run(board, f"lib_{library}")
        found = {op: row.median for op, row in rows.items()}
        for op, count in figures.in_order_of(known, found):
            peers = dict(known.get(op, {})) if board.is_compared else {}
            goal = peers.pop("goal", None)
            items.append(figures.figure(f"libs.{name}.{library}.{op}", count, "instructions", peers,
                                        goal, cycles=cycles_of(rows[op], count)))
    return items + (small.heap_figures() if name == small.BOARD else [])
