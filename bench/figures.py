# SPDX-License-Identifier: MIT
"""Figures as every measuring verb prints them: a table for people, one JSON object for programs."""
import json
import sys

SHOWN = 8  # names in a summary


def figure(name, value, unit, peers=None, goal=None, cycles=None):
    """One figure; less is better, unless the unit is a rate or a share of a speed. `cycles`: modelled, where a model exists."""
    item = {"name": name, "value": value, "unit": unit, "peers": peers or {}, "goal": goal}
    if cycles is not None:
        item["cycles"] = cycles
    return item


def in_order_of(names, found):
    """`found`, a dict, as a list of pairs in the order of `names`; what is not among them comes last."""
    place = {name: at for at, name in enumerate(names)}
    return sorted(found.items(), key=lambda pair: place.get(pair[0], len(place)))


def is_behind(item, other):
    return item["value"] < other if item["unit"].endswith(("/s", "of its speed")) else item["value"] > other


def is_missed(item):
    return item["goal"] is not None and is_behind(item, item["goal"])


def is_beaten(item):
    """By at least one peer."""
    return any(is_behind(item, peer) for peer in item["peers"].values())


def text_of(value):
    return str(value) if isinstance(value, (int, str)) else f"{value:.4g}"


def remark_of(item):
    remarks = ["behind goal"] if is_missed(item) else []
    if is_beaten(item):
        behind = [name for name, peer in item["peers"].items() if is_behind(item, peer)]
        remarks.append("behind " + ", ".join(sorted(behind)))
    return "; ".join(remarks)


def print_table(items):
    peers = sorted({peer for item in items for peer in item["peers"]})
    head = ["figure", "Dunlin", "cycles"] + peers + ["goal", "unit", ""]
    rows = [[item["name"], text_of(item["value"]), text_of(item.get("cycles", "-"))]
            + [text_of(item["peers"][p]) if p in item["peers"] else "-" for p in peers]
            + ["-" if item["goal"] is None else text_of(item["goal"]), item["unit"], remark_of(item)]
            for item in items]
    if not any("cycles" in item for item in items):
        head.pop(2)
        for row in rows:
            row.pop(2)
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]
    for row in [head] + rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:-2], widths[1:-2])]
        print("  ".join(cells + [row[-2].ljust(widths[-2]), row[-1]]).rstrip())


def report(items, as_json, gate):
    """Prints the figures. Returns the exit status: 1 for a missed goal under --gate, else 0."""
    if as_json:
        print(json.dumps({"figures": items}))
    else:
        print_table(items)
    missed = [item["name"] for item in items if is_missed(item)]
    beaten = [item["name"] for item in items if is_beaten(item) and not is_missed(item)]
    for what, names in (("goals not reached", missed), ("a peer is ahead", beaten)):
        if names:
            some = ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")
            print(f"{what}: {len(names)} of {len(items)}: {some}", file=sys.stderr)
    return 1 if gate and missed else 0
