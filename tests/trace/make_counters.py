#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Write the configuration of the counter build: every trace macro counts and checks its arguments.

Usage: make_counters.py <folder>

Writes <folder>/FreeRTOSConfig.h (config.h beside this script, and the macros) and <folder>/names.c.
"""
import sys
from pathlib import Path

import tables

KINDS = {"traceSTARTING_SCHEDULER": "TRACE_SCHEDULER_STARTS", "traceTASK_CREATE": "TRACE_TASK_IS_NEW",
         "traceTASK_DELETE": "TRACE_TASK_IS_GONE"}
HEAD = "/* SPDX-License-Identifier: MIT */\n/* Written by make_counters.py. */\n"


def macro(name, types, call):
    names = [f"a{i}" for i in range(len(types))]
    checks = "".join(f"TRACE_TYPED({kind}, {arg}); " for kind, arg in zip(types, names))
    return f"#define {name}({', '.join(names)}) do {{ {checks}{call}; }} while (0)\n"


def first_pointer(types):
    """The object that the event is about, where its first argument says so."""
    return "(const void *)(a0)" if types and (types[0].endswith("*") or types[0].endswith("Handle_t")) else "0"


def configuration(functions, events, settings):
    text = HEAD + f'#include "{settings}"\n\n'
    for number, function in enumerate(functions):
        results = [] if function.result == "void" else [function.result]
        text += macro(f"traceENTER_{function.name}", function.arguments, f"trace_enter({number})")
        text += macro(f"traceRETURN_{function.name}", results, f"trace_return({number})")
    for number, event in enumerate(events):
        text += macro(event.name, event.arguments, f"trace_event({number}, {first_pointer(event.arguments)})")
    return text


def names(functions, events):
    index = {function.name: number for number, function in enumerate(functions)}
    text = HEAD + '#include "counters.h"\n\n'
    text += f"const unsigned trace_function_count = {len(functions)};\n"
    text += f"const unsigned trace_event_count = {len(events)};\n"
    text += f"const unsigned trace_start_scheduler = {index['vTaskStartScheduler']};\n"
    text += "const char *const trace_function_names[] = {\n"
    text += "".join(f'    "{function.name}",\n' for function in functions) + "};\n"
    text += "const struct trace_event_rule trace_event_rules[] = {\n"
    for event in events:
        within = [-1 if name == "-" else index[name] for name in event.within] + [-2]
        kind = KINDS.get(event.name, "TRACE_OTHER")
        text += f'    {{"{event.name}", {int(event.masked)}, {kind}, {{{", ".join(map(str, within))}}}}},\n'
    return text + "};\n"


def write(path, text):
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    functions, events = tables.functions(), tables.events()
    write(folder / "FreeRTOSConfig.h", configuration(functions, events, tables.HERE / "config.h"))
    write(folder / "names.c", names(functions, events))


main()
