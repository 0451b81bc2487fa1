# SPDX-License-Identifier: MIT
"""The public interface of a tree: what its public headers declare.

Functions, types and variables are read by clang, with the configurations `full` and `minimal`. What no configuration
shows (an #if of another option, a header of a part that is not here) is read from the text as well, as the API
reference does. Macros are always read from the text: each definition, whatever the conditions around it.
"""
import importlib.util
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import syntax

TOOLS = Path(__file__).resolve().parent.parent
CONFIGURATIONS = ("full", "minimal")
TOPS = ("kernel", "hal", "libs", "services", "chips", "arch", "compat", "bootloader")
OTHER_NAMES = "compat/source_tree/"  # of kernel/include
PRIVATE = re.compile(r"_|.*_$|.*_H_?$")


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


alone = load("dunlin_alone", TOOLS / "headers.py")
reference = load("dunlin_reference", TOOLS / "apidoc/headers.py")


@dataclass(frozen=True)
class Declared:
    kind: str  # function, type, variable, macro
    name: str
    text: str
    line: int


@dataclass
class Header:
    by_clang: dict  # name -> Declared
    by_text: dict
    compiled: bool


def is_public(path):
    parts = path.split("/")
    if not path.endswith(".h") or parts[0] not in TOPS or path.startswith(OTHER_NAMES):
        return False
    return "include" in parts or parts[-1] in ("portmacro.h", "arch_inline.h")


def flat(text):
    """C without comments and without regard to lines."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*|\\\n", " ", text, flags=re.S)
    return re.sub(r"\s*([^\w\s\"])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()


def macros(text):
    """name -> Declared; where a macro has several definitions, all of them are its text."""
    found = {}
    for match in re.finditer(r"^[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)]*\))?((?:[^\n]*\\\n)*[^\n]*)", text, re.M):
        name, arguments, value = match.groups()
        if PRIVATE.fullmatch(name):
            continue
        said = flat((arguments or "") + " " + value)
        if arguments is None and value.startswith("("):
            said = flat(value)
        before = found.get(name)
        found[name] = Declared("macro", name, (before.text + " | " if before else "") + said,
                               before.line if before else text.count("\n", 0, match.start()) + 1)
    return found


def by_text(folder, path):
    found = macros((folder / path).read_text(errors="replace"))
    try:
        items = reference.read(folder / path, path).items
    except (ValueError, IndexError):
        return found  # not in the form of the tree's headers; clang reads it
    for item in items:
        if item.kind in ("function", "type") and item.name not in found and not PRIVATE.fullmatch(item.name):
            found[item.name] = Declared(item.kind, item.name, flat(item.text), item.line)
    return found


def arch_of(path):
    """The first architecture whose builds can read the header, or None."""
    for arch in syntax.TARGETS:
        try:
            if alone.belongs(path, arch):
                return arch
        except KeyError:  # a chip that the table does not know
            return None
    return None


class Reader:
    """Reads headers of one tree that is in a folder."""

    def __init__(self, folder, paths):
        self.folder = Path(folder)
        self.public = [path for path in paths if is_public(path)]
        self.include = {}
        there = [name for name in CONFIGURATIONS if Path(folder, "boards/config", name).is_dir()]
        self.configurations = there or CONFIGURATIONS[:1]

    def includes(self, arch, path, configuration):
        if arch not in self.include:
            belonging = [name for name in self.public if arch_of(name) and alone.belongs(name, arch)]
            self.include[arch] = sorted({folder for name in belonging
                                         for folder in (str(Path(name).parent), alone.include_folder(name))})
        flags = alone.paths_for(path, self.include[arch])
        return [f"-Iboards/config/{configuration}" if flag == f"-I{alone.CONFIG}" else flag for flag in flags]

    def read(self, path):
        clang, compiled = {}, False
        arch = arch_of(path)
        for configuration in self.configurations if arch else ():
            rows = syntax.read(self.folder, path, arch, self.includes(arch, path, configuration))
            compiled = compiled or rows is not None
            for row in rows or ():
                if not PRIVATE.fullmatch(row[1].split(" ")[-1]):
                    clang.setdefault(row[1], Declared(*row))
        return Header(clang, by_text(self.folder, path), compiled)
