# SPDX-License-Identifier: MIT
"""Figures as every measuring verb prints them: a table for people, one JSON object for programs."""
import json
import sys


def figure(name, value, unit, peers=None, goal=None):
    return {"name": name, "value": value, "unit": unit, "peers": peers or {}, "goal": goal}


def is_missed(item):
    return item["goal"] is not None and item["value"] > item["goal"]


def text_of(value):
    return str(value) if isinstance(value, int) else f"{value:.4g}"


def print_table(items):
    peers = sorted({peer for item in items for peer in item["peers"]})
    head = ["figure", "Dunlin"] + peers + ["goal", "unit"]
    rows = [[item["name"], text_of(item["value"])]
            + [text_of(item["peers"][p]) if p in item["peers"] else "-" for p in peers]
            + ["-" if item["goal"] is None else text_of(item["goal"]), item["unit"]]
            for item in items]
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]
    for row in [head] + rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1])]
        print("  ".join(cells + [row[-1]]))


def report(items, as_json, gate):
    """Prints the figures. Returns the exit status: 1 for a missed goal under --gate, else 0."""
    if as_json:
        print(json.dumps({"figures": items}))
    else:
        print_table(items)
    missed = [item["name"] for item in items if is_missed(item)]
    if missed:
        print(f"goals not reached yet: {', '.join(missed)}", file=sys.stderr)
    return 1 if gate and missed else 0
