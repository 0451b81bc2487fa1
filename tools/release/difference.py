# SPDX-License-Identifier: MIT
"""What changed between two interfaces, and what version step it asks for: `major` where a program that compiled may
not any more, `minor` where there is more than before."""
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import interface


@dataclass(frozen=True)
class Change:
    header: str
    line: int     # in the new tree; in the old one for what is gone
    kind: str     # function, type, variable, macro
    name: str
    what: str     # gained, lost, changed
    step: str     # minor, major
    before: str = ""
    after: str = ""

    def __str__(self):
        how = {"gained": "is new", "lost": "is gone"}.get(self.what) or f"was `{short(self.before)}`, is `{short(self.after)}`"
        return f"{self.kind} {self.name} {how}"


def short(text, room=90):
    return text if len(text) <= room else text[:room - 3] + "..."


def grows_at_its_end(before, after):
    """Whether a structure or enumeration keeps what it had and has more behind it."""
    old, new = (re.search(r"\{(.*)\}", text) for text in (before, after))
    if not old or not new or before[:old.start()] != after[:new.start()]:
        return False
    old, new = (re.split(r"[;,] ?", found.group(1).rstrip(";,")) for found in (old, new))
    return new[:len(old)] == old


def step_of(kind, before, after):
    if kind == "macro" and "(" not in before + after:
        return "minor"  # another value: what uses it compiles
    return "minor" if kind == "type" and grows_at_its_end(before, after) else "major"


def of_header(path, old, new):
    """[Change] between two readings of a header; either may be None."""
    empty = interface.Header({}, {}, True)
    old, new = old or empty, new or empty
    clang = old.compiled and new.compiled
    readings = [(old.by_clang, new.by_clang)] if clang else []
    readings.append((old.by_text, new.by_text))
    found = {}
    for depth, (before, after) in enumerate(readings):
        for name in [*before, *after]:
            was, now = before.get(name), after.get(name)
            key = key_of(now or was)
            if key in found or (was and now and was.text == now.text):
                continue
            if clang and depth == 1 and judged(key, readings[0]):
                continue  # clang saw both, and they are the same to a caller
            found[key] = change(path, was, now, key[1])
    return sorted(found.values(), key=lambda item: (item.header, item.line, item.name))


def key_of(declared):
    """A structure and its typedef are one thing, a function of the same name is another."""
    return declared.kind, declared.name.split(" ")[-1]


def judged(key, reading):
    """Whether clang saw it on both sides."""
    return all(key in map(key_of, side.values()) for side in reading)


def change(path, was, now, name):
    if was is None:
        return Change(path, now.line, now.kind, name, "gained", "minor", "", now.text)
    if now is None:
        return Change(path, was.line, was.kind, name, "lost", "major", was.text, "")
    return Change(path, now.line, now.kind, name, "changed", step_of(now.kind, was.text, now.text), was.text, now.text)


def unpack(tree, folder):
    for path, file in tree.items():
        if path.endswith(".h") and not file.is_link:
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.data)


def of_trees(old, new, leave_out=()):
    """([Change], [headers that clang could not read]) of all public headers in which two trees differ."""
    paths = [path for path in sorted(set(old) | set(new)) if interface.is_public(path) and path not in leave_out]
    differing = [path for path in paths if old.get(path) != new.get(path)]
    if not differing:
        return [], []
    with tempfile.TemporaryDirectory() as folder:
        readers = []
        for name, tree in (("old", old), ("new", new)):
            unpack(tree, Path(folder, name))
            readers.append(interface.Reader(Path(folder, name), tree))

        def read(path):
            return [reader.read(path) if path in tree else None for reader, tree in zip(readers, (old, new))]
        with ThreadPoolExecutor(2) as pool:
            pairs = list(pool.map(read, differing))
    changes = [item for path, pair in zip(differing, pairs) for item in of_header(path, *pair)]
    return changes, [path for path, pair in zip(differing, pairs) if not all(side is None or side.compiled for side in pair)]
