# SPDX-License-Identifier: MIT
"""Worst stack of each public function of the kernel, its own frame and everything below, up to and with the
registers that a switch leaves on the caller's stack (watch/stack.py)."""
import re

import figures
import toolchain
from toolchain import ROOT, say
from watch import stack


def public_names():
    """Functions that the headers of kernel/include declare."""
    found = set()
    for header in (ROOT / "kernel/include").glob("*.h"):
        text = re.sub(r"/\*.*?\*/", "", header.read_text(), flags=re.S)
        found |= set(re.findall(r"^[A-Za-z_][\w \*]*?\b(\w+)\([^;{]*\);", text, re.M))
    return found


def table(name):
    board = toolchain.Board(name)
    if not board.images("bench/bench_operations"):
        return []
    board.build("bench_operations")
    say(f"stack of the kernel's functions on {name}")
    functions, frames = {}, {}
    for library in ("kernel", "heap_4"):
        archive = next(board.folder.rglob(f"libdunlin_{library}.bench.a"))
        functions |= stack.read_archive(board.prefix, archive, 4)
        frames |= stack.read_frames(next(board.folder.rglob(f"dunlin_{library}.bench.dir")))
    sizes = stack.worst(functions, frames)
    back = stack.called_back(functions)
    chosen = sorted(public_names() & sizes.keys())
    calling = [function for function in chosen if function in back]
    say("these call into the application, whose stack is not in the figure: " + ", ".join(calling))
    return [figures.figure(f"kernel.{name}.stack.{function}", sizes[function], "bytes")
            for function in chosen]
