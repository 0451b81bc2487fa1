#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whose heap a table tells: a board's own, that of one that is like it, or a larger one's where a demo failed; and what a second play
may differ by."""
import sys

from console_lab import ROOT, Checks

sys.path.insert(0, str(ROOT / "tools/console/measure"))
import heap  # noqa: E402


def table(board, heap_bytes=1000, **peaks):
    """Demos of one configuration; a peak of None: nothing is known."""
    rows = {name: {"profile": "full", **({"heap_peak": peak, "heap_on": board} if peak is not None else {})} for name, peak in peaks.items()}
    return {"board": board, "profiles": {"full": {"heap_bytes": heap_bytes}}, "demos": rows}


def told(board, found, others, **options):
    """{demo: (peak, where)} of a table that is renewed."""
    renewed = heap.with_heap(table(board, hello=7, talk=None, **options), found, others)
    return {name: (row.get("heap_peak"), row.get("heap_on")) for name, row in renewed["demos"].items()}


def main():
    check = Checks()
    model = {"mps2_an385": table("mps2_an385", hello=200, talk=1500)}
    check(told("mps2_an386", {"hello": {"peak": 300, "size": 1000}}, model) == {"hello": (300, "mps2_an386"), "talk": (1500, "mps2_an385")},
          "its own before another's")
    check(told("mps2_an386", {}, {"mps2_an385": table("mps2_an385", 2000, hello=200)}) == {"hello": (None, None), "talk": (None, None)},
          "another's with another heap is none")
    check(told("virt_rv64", {}, model) == {"hello": (None, None), "talk": (None, None)}, "nor is that of a board that is not like it")
    check(told("microbit", {"hello": None, "talk": None}, model) == {"hello": (None, None), "talk": (1500, "mps2_an385")},
          "where it failed, a larger board's when that is more than its heap")
    check(told("microbit", {}, model) == {"hello": (None, None), "talk": (None, None)}, "not where it was not played")
    old = table("mps2_an385", hello=20000, talk=20000, sings=20000, new=None)
    found = {"hello": {"peak": 23000}, "talk": {"peak": 23100}, "sings": None, "new": {"peak": 1}}
    said = list(heap.differences(old, found))
    check(len(said) == 3 and [line.split()[0] for line in said] == ["talk", "sings", "new"], "a tenth and 1 KB are let pass", said)
    check(not list(heap.differences(old, {name: {"peak": 20000} for name in ("hello", "talk", "sings")})), "the same is the same")
    check(set(heap.LIKE) & set(heap.LARGER) == set() and set(heap.PLAYED) >= set(heap.LARGER.values()) | {name for names in heap.LIKE.values() for name in names},
          "those whose figures others take are played")
    return check.close()


if __name__ == "__main__":
    sys.exit(main())
