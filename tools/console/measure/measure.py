#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The tables of tools/console: what each module and demo takes on each board, from images that are built for it.

Usage: measure.py [--board BOARD]... [--heap] [--graph | --check | --rebuild] [--build FOLDER] [-v]

For each board (default: all of boards/ that have a preset of their name) a build with DUNLIN_CATALOGUE, whose images are
weighed by library; the table is tools/console/tables/<board>.json. docs/design/console.md says what is in it.
--graph configures only and renews what depends on what, --check compares that with the table and writes nothing,
--rebuild builds and compares sizes, too: they may differ by 2 % and 64 bytes.
"""
import argparse
import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
TABLES = HERE.parent / "tables"
JOBS = "2"
SIZE_SHARE, SIZE_BYTES = 0.02, 64  # what a rebuild may differ by: compilers and days of the source differ

sys.path.insert(0, str(HERE))
import heap  # noqa: E402
import modules as described  # noqa: E402
from weigh import weigh  # noqa: E402


class Failed(Exception):
    """A build that tells nothing about sizes."""


def boards():
    presets = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]
    names = {preset["name"] for preset in presets}
    return sorted(path.parent.name for path in ROOT.glob("boards/*/board.json") if path.parent.name in names)


def run(command, verbose, cwd=ROOT):
    if verbose:
        print("+ " + " ".join(map(str, command)), file=sys.stderr, flush=True)
    return subprocess.run(list(map(str, command)), cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)


def configure(board, folder, verbose, options=("-DDUNLIN_CATALOGUE_CHOICES=",)):
    """The folder's libraries.json."""
    done = run(["cmake", "--preset", board, "-B", folder, "-DDUNLIN_BUILD_TESTS=OFF", "-DDUNLIN_CATALOGUE=ON",
                "-DCMAKE_EXPORT_COMPILE_COMMANDS=OFF", *options], verbose)
    if done.returncode:
        raise Failed(f"{board} cannot be configured:\n{done.stdout[-3000:]}")
    return json.loads((folder / "libraries.json").read_text())


def build(folder, targets, verbose):
    """Builds what can be built: a module that a board's C library contradicts is not for that board. Its lines of error."""
    done = run(["cmake", "--build", folder, "-j", JOBS, "--target", *targets, "--", "-k", "0"], verbose)
    return [line for line in done.stdout.splitlines() if re.search(r": (fatal )?error: |^ninja: error", line)]


def cache(folder, name):
    found = re.search(rf"^{name}:\w+=(.*)$", (folder / "CMakeCache.txt").read_text(), re.M)
    return found.group(1) if found else ""


def compiler(folder):
    file = next(folder.glob("CMakeFiles/*/CMakeCCompiler.cmake")).read_text()
    version = re.search(r'CMAKE_C_COMPILER_VERSION "([^"]*)"', file).group(1)
    return f"{Path(re.search(r'CMAKE_C_COMPILER .(.*).[)]', file).group(1)).name} {version}"


def is_catalogue(name):
    return name.startswith(("catalogue_", "tls_catalogue_"))


def is_tls(name):
    """Measured once more, with the configuration of connected devices."""
    return name.startswith("tls_catalogue_")


def image_file(folder, entry, name):
    """The image, if it could be linked."""
    place = folder if is_catalogue(name) else folder / entry["folder"]
    for suffix in (".elf", ""):
        file = place / f"{name}{suffix}"
        if file.is_file():
            return file
    return None


def linked(elf, nm, crossed):
    """Whether everything that it refers to is there; a host's image finds that out in its linker."""
    return not crossed or not run([nm, "-u", elf], False).stdout.replace("\n", " ").count(" U ")


def reached(names, libraries):
    """The libraries behind names, transitively."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name in libraries:
            found.add(name)
            waiting += libraries[name]["depends"]
    return found


def lacks_network(board):
    """Whether nothing of the board carries packets; what links to a network is not for it then."""
    features = json.loads((ROOT / "boards" / board / "board.json").read_text())["features"]
    return not features.get("ethernet") and not features.get("wifi")


def fitting(board, dump, images):
    """Those of the images that this board has a use for."""
    alone = lacks_network(board)
    return [name for name in images if name in dump["images"] and not
            (alone and "service_network" in reached(dump["images"][name]["libs"], dump["libraries"]))]


def total(parts, heap):
    return {"flash": sum(part["flash"] for part in parts.values()),
            "ram": sum(part["ram"] for part in parts.values()) + heap}


def demo_graph(demo, dump):
    """What a demo's row says without its sizes: the first image, what all of them are made of."""
    image = demo["images"][0]
    entries = [dump["images"][name] for name in demo["images"] if name in dump["images"]]
    gathered = {key: sorted({item for entry in entries for item in entry[key]}) for key in ("libs", "also")}
    own = [name for name in gathered["also"] if not f"{name}/".startswith(f"demos/{demo['id']}/")]
    return {"image": image, "profile": dump["images"][image]["profile"], "libs": gathered["libs"], "also": own}


def demos_of(dump):
    demos = [json.loads(file.read_text())["demo"] for file in sorted(ROOT.glob("demos/*/module.json"))]
    return [demo for demo in demos if demo["images"][0] in dump["images"]]


def weigh_all(board, folder, dump, demos, verbose):
    """{image: (parts, heap)} of what can be linked."""
    images = [name for name in dump["images"] if is_catalogue(name)] + [demo["images"][0] for demo in demos]
    for name in images:  # so that none of an earlier build is weighed
        elf = image_file(folder, dump["images"][name], name)
        if elf:
            elf.unlink()
    errors = build(folder, ["dunlin_catalogue", *(demo["images"][0] for demo in demos)], verbose)
    if not image_file(folder, None, "catalogue_base_full"):
        raise Failed("\n".join(errors[:20]))
    if verbose:
        print("\n".join(errors[:20]), file=sys.stderr)
    crossed = cache(folder, "CMAKE_TOOLCHAIN_FILE") != ""
    readelf, nm = (cache(folder, name) for name in ("CMAKE_READELF", "CMAKE_NM"))
    weighed = {}
    for name in fitting(board, dump, images):
        elf = image_file(folder, dump["images"][name], name)
        if elf and linked(elf, nm, crossed):
            weighed[name] = weigh(elf, readelf)
        elif verbose:
            print(f"{board}: {name} cannot be linked", file=sys.stderr)
    return weighed


def table_of(board, folder, old, verbose):
    """A table with the sizes of today. What demos take of their heap is only --heap's to say."""
    dump = configure(board, folder, verbose)
    demos = demos_of(dump)
    weighed = weigh_all(board, folder, dump, demos, verbose)
    release = re.search(r'^version: "(.*)"', (ROOT / "manifest.yml").read_text(), re.M).group(1)
    ids = sorted(name[len("catalogue_"):] for name in weighed if name.startswith("catalogue_"))
    rows = {demo["id"]: {**demo_graph(demo, dump), **total(*weighed[demo["images"][0]]), "parts": weighed[demo["images"][0]][0]}
            for demo in demos if demo["images"][0] in weighed}
    return {"format": "dunlin-console-table", "version": 1, "board": board, "release": release, "compiler": compiler(folder),
            "libraries": dump["libraries"],
            "profiles": {profile: {"heap_bytes": weighed[f"catalogue_base_{profile}"][1]} for profile in ("full", "tls")},
            "base": {"parts": weighed["catalogue_base_full"][0],
                     **({"tls": {"parts": weighed["catalogue_base_tls"][0]}} if any(map(is_tls, weighed)) else {})},
            "modules": {name: {"profile": dump["images"][f"catalogue_{name}"]["profile"], "parts": weighed[f"catalogue_{name}"][0],
                               **({"tls": {"parts": weighed[f"tls_catalogue_{name}"][0]}}
                                  if f"tls_catalogue_{name}" in weighed else {})}
                        for name in ids if not name.startswith("base_")},
            "demos": {name: {**row, **{key: value for key, value in (old or {"demos": {}})["demos"].get(name, {}).items() if key.startswith("heap_")}}
                      for name, row in rows.items()}}


def with_graph(table, board, folder, verbose):
    """A table with the dependencies of today."""
    dump = configure(board, folder, verbose)
    demos = {demo["id"]: {**table["demos"].get(demo["id"], {}), **demo_graph(demo, dump)} for demo in demos_of(dump)}
    fits = set(fitting(board, dump, dump["images"]))
    modules = {entry["id"] for _, entry in described.entries(ROOT) if f"catalogue_{entry['id']}" in fits}
    return {**table, "libraries": dump["libraries"],
            "modules": {name: row for name, row in table["modules"].items() if name in modules},
            "demos": {name: row for name, row in demos.items() if name in table["demos"] and row["image"] in fits}}


def differences(old, new, path=""):
    """Where two tables differ; figures, by more than they may."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(set(old) | set(new)):
            if key not in old or key not in new:
                yield f"{path}{key} is {'new' if key in new else 'gone'}"
            elif path or key not in ("release", "compiler"):
                yield from differences(old[key], new[key], f"{path}{key}.")
    elif isinstance(old, int) and isinstance(new, int) and not isinstance(old, bool):
        if abs(old - new) > SIZE_BYTES + SIZE_SHARE * max(old, new):
            yield f"{path[:-1]}: {old} in the table, {new} now"
    elif old != new:
        yield f"{path[:-1]}: {old} in the table, {new} now"


def lines(value, depth=0):
    """JSON with one line for each library, module and demo."""
    if depth < 2 and isinstance(value, dict) and value:
        inner = ",\n".join(f"{' ' * (depth + 1)}{json.dumps(key)}: {lines(item, depth + 1)}" for key, item in value.items())
        return "{\n" + inner + "\n" + " " * depth + "}"
    return json.dumps(value)


def sorted_table(table):
    """Keys in the order of the document above, names sorted below."""
    return {key: json.loads(json.dumps(value, sort_keys=True)) for key, value in table.items()}


def heap_of(table, file, folder, options):
    """Plays a board's demos, and renews or judges what its table says of their heap."""
    board, found = table["board"], {}
    if board in heap.PLAYED:
        # A board's tests build what they want beside.
        found = heap.played(table, folder, configure(board, folder, options.v), build, options.v)
    if options.check:
        return list(heap.differences(table, found))
    others = {path.stem: json.loads(path.read_text()) for path in TABLES.glob("*.json")}
    write(file, heap.with_heap(table, found, others))
    return []


def write(file, table):
    file.write_text(lines(sorted_table(table)) + "\n")


def one_board(board, options):
    """Renews or judges a board's table. What differs."""
    file = TABLES / f"{board}.json"
    folder = options.build / board
    old = json.loads(file.read_text()) if file.exists() else None
    if old is None and (options.graph or options.check or options.rebuild or options.heap):
        return ["there is no table"]
    if options.heap:
        return heap_of(old, file, folder, options)
    table = with_graph(old, board, folder, options.v) if options.graph or options.check else table_of(board, folder, old, options.v)
    table = sorted_table(table)
    if options.check or options.rebuild:
        return list(differences(old, table))
    write(file, table)
    return []


def main():
    parser = argparse.ArgumentParser(prog="run console measure", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--board", action="append", help="this board only; may be given again")
    parser.add_argument("--heap", action="store_true", help="play demos, and say what they take of the kernel's heap")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--graph", action="store_true", help="renew dependencies only, without a build")
    mode.add_argument("--check", action="store_true", help="say where the tables' dependencies are not the tree's")
    mode.add_argument("--rebuild", action="store_true", help="say where the tables' sizes are not those of a build, too")
    parser.add_argument("--build", type=Path, default=ROOT / "build/measure", help="where to build")
    parser.add_argument("-v", action="store_true", help="show commands, and what could not be linked")
    options = parser.parse_args()
    if options.heap and (options.graph or options.rebuild):
        parser.error("--heap goes alone or with --check")
    problems, _, _ = described.check(ROOT)
    if problems:
        sys.exit("\n".join(f"{file.relative_to(ROOT)}: {text}" for file, text in problems))
    TABLES.mkdir(exist_ok=True)
    good = bad = 0
    for board in sorted(options.board or boards(), key=lambda name: name in heap.LIKE or name in heap.LARGER):
        try:
            found = one_board(board, options)
        except Failed as why:
            found = [str(why)]
        good, bad = good + (not found), bad + bool(found)
        for text in found[:40]:
            print(f"{board}: {text}")
        print(f"{board}: {'differs' if found else 'good'}", flush=True)
    print(f"{good} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
