#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The module.json of the tree are as docs/design/console.md says, and agree with CMake's files.

Usage: modules.py [--root FOLDER]
"""
import argparse
import json
import re
import sys
from pathlib import Path

CATEGORIES = ("Kernel", "Connectivity", "AWS services", "Security", "Update", "System", "Compatibility")
MODULE = {"id": str, "title": str, "describes": str, "category": str, "visible": bool,
          "libraries": list, "excludes": list, "needs": list}
DEMO = {"id": str, "title": str, "describes": str, "images": list, "cloud": bool, "default": bool}
OF_CMAKE = {"board_radio", "ota_board"}  # what cmake/ adds for a board.json
TITLE_MAX = 40
DESCRIBES_MAX = 120


def folders(root):
    """Folders that have a module.json, each with whether it is a demo's."""
    yield root / "kernel", False
    for parent in ("libs", "services", "compat"):
        for folder in sorted(path for path in (root / parent).iterdir() if path.is_dir()):
            yield folder, False
    for folder in sorted(path for path in (root / "demos").iterdir() if (path / "main.c").exists()):
        yield folder, True


def declared(folder):
    """Names of the libraries that CMake's files of a folder declare."""
    found = set()
    for file in folder.rglob("CMakeLists.txt"):
        text = file.read_text()
        found |= set(re.findall(r"dunlin_add_(?:library|sockets)\((\w+)", text))
        if "dunlin_add_library(${name} SOURCES ${heap}" in text:
            found |= {path.stem for path in (file.parent / "heap").glob("heap_?.c")}
    return found


def images(folder):
    """What a demo's files add, bootloaders included; loops over names are names, too."""
    text = "".join(file.read_text() for file in (*folder.glob("CMakeLists.txt"), *folder.glob("*.cmake")))
    found = set(re.findall(r"dunlin_add_\w+\((\w+)", text))
    for names in re.findall(r"foreach\(name IN ITEMS ([^)]*)\)", text):
        found |= set(names.split())
    return found


def is_profile(entry):
    """Modules may say which configuration they want."""
    return list(entry)[-1] == "profile" and entry["profile"] == "full"


def shape(entry, form):
    """What is wrong with the fields of an entry."""
    if not isinstance(entry, dict):
        yield "is no object"
        return
    if entry and is_profile(entry):
        entry = {name: value for name, value in entry.items() if name != "profile"}
    if list(entry) != list(form):
        yield f"has the fields {', '.join(entry)} where {', '.join(form)} belong, in this order"
        return
    for name, kind in form.items():
        if not isinstance(entry[name], kind):
            yield f"`{name}` is no {kind.__name__}"
        elif kind is list and not all(isinstance(item, str) for item in entry[name]):
            yield f"`{name}` has something else than names"
        elif kind is list and len(set(entry[name])) != len(entry[name]):
            yield f"`{name}` says something twice"
    if not re.fullmatch(r"[a-z][a-z0-9_]*", str(entry["id"])):
        yield f"`{entry['id']}` is no id"
    for name, longest in (("title", TITLE_MAX), ("describes", DESCRIBES_MAX)):
        if not 0 < len(str(entry[name])) <= longest:
            yield f"`{name}` has {len(str(entry[name]))} characters; at most {longest}"
    if not str(entry["describes"]).endswith((".", "?")):
        yield "`describes` is no sentence"


def read(file):
    """The document of a file, and why there is none."""
    if not file.exists():
        return None, "is missing"
    try:
        document = json.loads(file.read_text())
    except ValueError as error:
        return None, str(error)
    return (document, None) if isinstance(document, dict) else (None, "is no object")


def check_demo(file, document):
    if list(document) != ["demo"]:
        yield "is not {\"demo\": {...}}"
        return
    demo = document["demo"]
    wrong = list(shape(demo, DEMO))
    yield from wrong
    if wrong:
        return
    if demo["id"] != file.parent.name:
        yield f"its id is {demo['id']}, its folder {file.parent.name}"
    if not demo["images"]:
        yield "has no image"
    for image in demo["images"]:
        if image not in images(file.parent) | {"bootloader"}:
            yield f"no CMakeLists.txt here adds the image {image}"


def check_modules(file, document):
    if list(document) != ["modules"] or not isinstance(document["modules"], list):
        yield "is not {\"modules\": [...]}"
        return
    libraries = declared(file.parent)
    owned = []
    for module in document["modules"]:
        wrong = list(shape(module, MODULE))
        yield from wrong
        if wrong:
            continue
        if module["category"] not in CATEGORIES:
            yield f"{module['id']}: there is no category {module['category']}"
        if not module["libraries"]:
            yield f"{module['id']}: has no library"
        owned += module["libraries"]
    for library in sorted(set(owned) - libraries):
        yield f"no CMakeLists.txt here adds the library {library}"
    for library in sorted(libraries - set(owned)):
        yield f"no module has the library {library}"
    for library in sorted({name for name in owned if owned.count(name) > 1}):
        yield f"{library} belongs to two modules"


def check_names(entries, what):
    """Ids and titles are unique; what is excluded exists and excludes back."""
    for field in ("id", "title"):
        seen = {}
        for file, entry in entries:
            if entry[field] in seen:
                yield file, f"the {what}'s {field} `{entry[field]}` is also that of one in {seen[entry[field]].parent.name}"
            seen[entry[field]] = file
    known = {entry["id"]: entry for _, entry in entries}
    for file, entry in entries:
        for other in entry.get("excludes", ()):
            if other not in known:
                yield file, f"{entry['id']} excludes {other}, which does not exist"
            elif entry["id"] not in known[other]["excludes"]:
                yield file, f"{entry['id']} excludes {other}, but not the other way"


def entries(root):
    """(file, module) of every module of a tree that is well-formed."""
    for folder, is_demo in folders(root):
        if not is_demo:
            file = folder / "module.json"
            yield from ((file, module) for module in json.loads(file.read_text())["modules"])


def check(root):
    """(file, problem) of the whole tree, and how many modules and demos it has."""
    problems, modules, demos = [], [], []
    for folder, is_demo in folders(root):
        file = folder / "module.json"
        document, why = read(file)
        found = [why] if why else list((check_demo if is_demo else check_modules)(file, document))
        problems += [(file, text) for text in found]
        if not found:
            (demos if is_demo else modules).extend(
                (file, entry) for entry in ([document["demo"]] if is_demo else document["modules"]))
    if not problems:
        problems += [*check_names(modules, "module"), *check_names(demos, "demo")]
        if sum(demo["default"] for _, demo in demos) != 1:
            problems.append((root / "demos", "not one demo is the default"))
        libraries = set().union(OF_CMAKE, *(module["libraries"] for _, module in modules))
        problems += [(file, f"{module['id']} needs {name}, which is no library") for file, module in modules
                     for name in module["needs"] if name not in libraries]
    return problems, len(modules), len(demos)


def main():
    parser = argparse.ArgumentParser(prog="modules", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[3])
    root = parser.parse_args().root
    problems, modules, demos = check(root)
    for file, text in problems:
        print(f"{file.relative_to(root)}: {text}")
    print(f"{modules} modules, {demos} demos, {len(problems)} problems", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
