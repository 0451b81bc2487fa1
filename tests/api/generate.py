#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Turn the tables of this folder into C that does not compile unless the kernel has every name.

Usage: generate.py OUTPUT_FOLDER [--headers FOLDER...]

Writes names.c: functions by address and exact prototype, macros by use, constants by value, types by
field; and defaults.c: each option at its default. --headers then reads those folders and fails when
a header mentions a name of absent.txt, or declares a function that no table has.
"""
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADERS = ("FreeRTOS.h", "task.h", "queue.h", "semphr.h", "timers.h", "event_groups.h", "stream_buffer.h",
           "message_buffer.h", "list.h", "atomic.h", "croutine.h")
OWN = re.compile(r"^(arch_|port_|block_pool_|waiting_pool_)")


def rows(name):
    for line in (HERE / name).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip()


def option_of(line):
    """(the row, the option it needs or None)."""
    found = re.fullmatch(r"(.*?)\s+\[(\w+)\]", line)
    return (found.group(1), found.group(2)) if found else (line, None)


def only_with(option, lines):
    """Lines of C that count only where `option` is on."""
    lines = list(lines)
    return [f"#if {option}", *lines, "#endif"] if option else lines


def split(line, count):
    return line.split(None, count - 1)


def literal(text):
    return text.replace("\\", "\\\\").replace('"', '\\"')


def check(condition, text):
    return f'_Static_assert({condition}, "{literal(text)}");'


def same_type(value, kind):
    return f"_Generic(({value}), {kind}: 1, default: 0)"


def functions():
    yield "/* Functions: by address and exact prototype. */"
    names = []
    for line in rows("functions.txt"):
        row, option = option_of(line)
        result, name, arguments = re.fullmatch(r"(.*?)(\w+)\((.*)\)", split(row, 2)[1]).groups()
        names.append((name, option))
        kind = f"{result.strip()} (*)({arguments})"
        yield from only_with(option, [check(same_type(f"&{name}", kind), f"{name} is {row}")])
    yield "\ntypedef void (*any)(void);"
    yield from table("functions", [(f"(any){name}", option) for name, option in names])


def table(name, entries):
    """An array of function pointers and its length; its entries are seen by the linker."""
    yield f"extern any {name}[];\nextern const unsigned {name}_count;\nany {name}[] = {{"
    for entry, option in entries:
        yield from only_with(option, [f"    {entry},"])
    yield f"}};\nconst unsigned {name}_count = sizeof {name} / sizeof {name}[0];\n"


PARAMETERS = """TaskHandle_t task, QueueHandle_t queue, TimerHandle_t timer, EventGroupHandle_t group,
    StreamBufferHandle_t stream, ListItem_t *item, List_t *list, StreamBufferCallbackFunction_t completed,
    BaseType_t number, UBaseType_t count, uint32_t word, TickType_t ticks, size_t size, char *text,
    void *data, uint8_t *bytes"""
STATICS = """static StaticQueue_t static_queue, *static_queue_pointer;
static StaticSemaphore_t static_semaphore, *static_semaphore_pointer;
static StaticStreamBuffer_t static_stream, *static_stream_pointer;
static StaticMessageBuffer_t static_message;
"""


def macro_of(use):
    """The name that a use is about."""
    return re.search(r"\b(\w+)\(", use).group(1)


def macro_use(use, kind, name):
    yield f"static void use_{name}({PARAMETERS})\n{{"
    yield "    " + " ".join(f"(void){p.split()[-1].lstrip('*')};" for p in PARAMETERS.split(","))
    if kind == "-":
        yield f"    {use};"
    else:
        yield f"    {check(same_type(use, kind), name + ' has the type ' + kind)}"
        yield f"    (void)({use});"
    yield "}"


def macros():
    yield "/* Macros: by use, with the type of their value. */"
    yield STATICS
    names = []
    for line in rows("macros.txt"):
        row, option = option_of(line)
        _, kind, use = split(row, 3)
        names.append((macro_of(use), option))
        yield from only_with(option, macro_use(use, kind.replace("const*", " const *"), names[-1][0]))
    yield from table("macros", [(f"(any)use_{name}", option) for name, option in names])


def values():
    yield "/* Constants: value and type. */"
    for line in rows("values.txt"):
        name, value = split(line, 2)[1].split(" = ")
        yield check(f"({name}) == {value}", f"{name} is {value}")
        yield check(same_type(name, f"__typeof__({value})"), f"{name} has the type of {value}")


def type_check(text, number):
    left, _, kind = text.partition(" == ")
    if text.startswith("{"):
        return [check("{} == {}".format(*text.strip("{}").split(" = ")), text)]
    if not kind:
        return [check(f"sizeof({left}) != 0", text)]
    if "." in left:
        owner, field = left.split(".", 1)
        return [f"extern {owner} object_{number};",
                check(f"_Generic(&object_{number}.{field}, __typeof__({kind}) *: 1, default: 0)", text)]
    return [f"extern __typeof__({left}) type_{number};",
            check(same_type(f"&type_{number}", f"__typeof__({kind}) *"), text)]


def types():
    yield "\n/* Types, fields, enumerations. */"
    for number, line in enumerate(rows("types.txt")):
        row, option = option_of(line)
        yield from only_with(option, type_check(split(row, 2)[1], number))


def defined(names):
    for name in names:
        yield f'#ifndef {name}\n#error "{name} is not there"\n#endif'


def ports():
    yield "\n/* Macros of the port. */"
    for line in rows("ports.txt"):
        name, _, value = line.partition(" = ")
        yield from defined([name])
        if value:
            yield check(f"({name}) == ({value})", line)


def old_names():
    yield "\n/* Names from before version 8. */"
    for line in rows("old_names.txt"):
        old, new = line.split(" = ")
        yield from defined([old])
        yield f'static const char *const old_{old}[] = {{SPELL({old}), SPELL({new})}};'
    yield "const char *const *const old_names[] = {"
    yield from (f"    old_{line.split()[0]}," for line in rows("old_names.txt"))
    yield "    0,\n};"


def options():
    yield "/* What every option is when the application does not say. */"
    texts = []
    for line in rows("options.txt"):
        name, _, value = line.partition(" = ")
        macro = name.split("(")[0]
        yield from defined([macro])
        if value == "empty" or value.startswith(("text ", "type ")):
            texts.append((name, value))
        else:
            yield check(f"({name}) == ({value})", line)
    for number, (name, value) in enumerate(texts):
        if value == "empty":
            yield f"static const char text_{number}[] = SPELL({name});"
            yield check(f"sizeof text_{number} == 1", f"{name} expands to nothing")
        elif value.startswith("text "):
            yield f"static const char text_{number}[] = {name};"
            yield check(f"sizeof text_{number} == sizeof {value[5:]}", name)
        else:
            yield f"static {name} text_{number};"
            yield check(same_type(f"text_{number}", value[5:]), f"{name} is {value[5:]}")
        yield f"extern const void *const use_text_{number};"
        yield f"const void *const use_text_{number} = &text_{number};"


def write(path, *parts):
    lines = ["/* Generated from the tables of tests/api. */",
             "#define SPELL_(x...) #x", "#define SPELL(x...) SPELL_(x)"]
    for name in HEADERS:
        lines += only_with("configUSE_CO_ROUTINES" if name == "croutine.h" else None, [f'#include "{name}"'])
    lines += ["#ifndef portSOFTWARE_BARRIER\n#error \"no fallbacks of a port\"\n#endif", ""]
    for part in parts:
        lines += part
    path.write_text("\n".join(lines) + "\n")


def known_names():
    names = {re.match(r".*?(\w+)\(", line).group(1) for line in rows("functions.txt")}
    names |= {line.split()[0] for line in rows("own.txt")}
    return names | {macro_of(split(line, 3)[2]) for line in rows("macros.txt")}


def problems(folders):
    """What absent.txt and the headers contradict each other in."""
    known = known_names()
    absent = {line.split()[0] for line in rows("absent.txt")}
    for folder in folders:
        for path in sorted(Path(folder).glob("*.h")):
            text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", path.read_text(), flags=re.S)
            for name in sorted(absent & set(re.findall(r"\w+", text))):
                yield f"{path.name}: {name} is there: take it out of tests/api/absent.txt"
            for name in re.findall(r"^[A-Za-z_][\w \t*]*?\b(\w+)\([^;{}#]*\);", text, re.M | re.S):
                if name not in known and not OWN.match(name) and name not in absent:
                    yield f"{path.name}: {name} is in no table of tests/api"
    for name in sorted(absent & known):
        yield f"{name} is in absent.txt and in another table"


def main():
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    write(out / "names.c", functions(), macros(), values(), types(), ports(),
          defined(rows("traces.txt")), old_names())
    write(out / "defaults.c", options())
    folders = sys.argv[3:] if sys.argv[2:3] == ["--headers"] else []
    found = list(problems(folders))
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
