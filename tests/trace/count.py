#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Run the images of the counter build and say how many of the 502 trace macros fired, and why not the rest.

Usage: count.py --headers <kernel/include> --arch <isa> --image <image>... -- <command with {image}>

Exit 1 when an image fails, a macro does not fire and has no reason, has a reason and fires, or the empty
defaults in the headers are not exactly the macros of the tables.
"""
import argparse
import re
import subprocess
import sys
from pathlib import Path

import tables

ALL = 502
TIMEOUT_S = 60


def defaults(folder):
    """Macro -> number of arguments, of the empty defaults."""
    text = "".join(path.read_text() for path in sorted(Path(folder).glob("trace_defaults*.h")))
    text = text.replace("\\\n", " ")
    found = re.findall(r"#ifndef (trace\w+)\n#define (trace\w+)\(([^)]*)\)\n#endif", text)
    return {name: len(tables.split(arguments)) for name, defined, arguments in found if name == defined}


def expected(functions, events):
    macros = {event.name: len(event.arguments) for event in events}
    for function in functions:
        macros[f"traceENTER_{function.name}"] = len(function.arguments)
        macros[f"traceRETURN_{function.name}"] = 0 if function.result == "void" else 1
    return macros


def run(command, image):
    """What fired in the image: three strings of 0 and 1."""
    argv = [part.replace("{image}", image) for part in command]
    done = subprocess.run(argv, capture_output=True, text=True, errors="replace", timeout=TIMEOUT_S)
    bits = dict(re.findall(r"^trace (enter|return|event) ([01]+)\r?$", done.stdout, re.M))
    if done.returncode != 0 or len(bits) != 3:
        sys.stdout.write(done.stdout + done.stderr)
        return None
    return bits


def union(runs, key, count):
    return [any(bits[key][number] == "1" for bits in runs) for number in range(count)]


def judge(name, fired, reason, problems):
    if fired and reason:
        problems.append(f"{name} fires, but is listed as silent: {reason}")
    if not fired and not reason:
        problems.append(f"{name} does not fire, and no reason is listed")
    if not fired and reason:
        print(f"    {name}: {reason}")
    return fired


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--headers", required=True)
    parser.add_argument("--arch", default="")
    parser.add_argument("--image", nargs="+", required=True)
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()

    functions, events = tables.functions(options.arch), tables.events()
    problems = []
    macros, have = expected(functions, events), defaults(options.headers)
    if len(macros) != ALL:
        problems.append(f"the tables list {len(macros)} macros, not {ALL}")
    for name in sorted(set(macros) ^ set(have)):
        problems.append(f"{name} is only in the {'tables' if name in macros else 'headers'}")
    for name in sorted(set(macros) & set(have)):
        if macros[name] != have[name]:
            problems.append(f"{name} has {have[name]} arguments in the headers, {macros[name]} in the tables")

    runs = []
    for image in options.image:
        bits = run(options.command, image)
        if bits is None:
            problems.append(f"{Path(image).name} failed")
        else:
            runs.append(bits)
    enter, back = union(runs, "enter", len(functions)), union(runs, "return", len(functions))
    event = union(runs, "event", len(events))
    fired = 0
    print("does not fire:")
    for number, function in enumerate(functions):
        fired += judge(f"traceENTER_{function.name}", enter[number], function.silent, problems)
        fired += judge(f"traceRETURN_{function.name}", back[number], function.silent or function.endless, problems)
    for number, rule in enumerate(events):
        fired += judge(rule.name, event[number], rule.silent, problems)
    for problem in problems:
        print(f"FAIL {problem}")
    print(f"fired {fired} / {ALL}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
