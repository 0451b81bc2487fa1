# SPDX-License-Identifier: MIT
"""The version of a library: X.Y.Z, and how far one is from another."""
import re

STEPS = ("none", "patch", "minor", "major")  # in this order


def parse(text):
    """(major, minor, patch), or None."""
    found = re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", text)
    return tuple(int(part) for part in found.groups()) if found else None


def step(old, new):
    """How far `new` is above `old`: one of STEPS, or "down"."""
    if new < old:
        return "down"
    for index, name in enumerate(("major", "minor", "patch")):
        if new[index] != old[index]:
            return name
    return "none"


def reaches(taken, needed):
    return taken != "down" and STEPS.index(taken) >= STEPS.index(needed)


def raised(old, needed):
    """The lowest version that is `needed` above `old`."""
    major, minor, patch = old
    new = {"major": (major + 1, 0, 0), "minor": (major, minor + 1, 0), "patch": (major, minor, patch + 1), "none": old}
    return ".".join(str(part) for part in new[needed])
