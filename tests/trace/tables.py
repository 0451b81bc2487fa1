# SPDX-License-Identifier: MIT
"""functions.txt and events.txt, read: which trace macros there are, with which arguments.

A reason may hold for one architecture only (silent@sim:) or for all others (silent!sim:).
"""
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass
class Function:
    name: str
    result: str
    arguments: list
    silent: str  # why neither macro fires
    endless: str  # why RETURN does not fire


@dataclass
class Event:
    name: str
    arguments: list
    masked: bool
    within: list  # names of functions, "-" for none; empty: anywhere
    silent: str


def lines(name):
    for number, line in enumerate((HERE / name).read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield f"{name}:{number}", line


def split(arguments):
    return [part.strip() for part in arguments.split(",")] if arguments.strip() else []


def holds(only, but, arch):
    return (only is None or only == arch) and (but is None or but != arch)


def functions(arch=""):
    found = []
    for where, line in lines("functions.txt"):
        match = re.fullmatch(r"(.*?)(\w+)\((.*?)\)(?: (silent|endless)(?:@(\w+)|!(\w+))?: (.+))?", line)
        if not match:
            raise SystemExit(f"{where}: not a function: {line}")
        result, name, arguments, kind, only, but, why = match.groups()
        if not holds(only, but, arch):
            kind = None
        found.append(Function(name, result.strip(), split(arguments), why if kind == "silent" else "",
                              why if kind == "endless" else ""))
    return found


def events():
    found = []
    for where, line in lines("events.txt"):
        match = re.fullmatch(r"(trace\w+)\((.*?)\)( masked)?(?: in: ([^:]+?))?(?: silent: (.+))?", line)
        if not match:
            raise SystemExit(f"{where}: not an event: {line}")
        name, arguments, masked, within, silent = match.groups()
        found.append(Event(name, split(arguments), bool(masked), (within or "").split(), silent or ""))
    return found
