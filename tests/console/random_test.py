#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""random_test.py [DUNLIN-PACKAGE] [--valid N] [--invalid N] [--seed S]: random choices that must work are made into packages and built;
random choices that cannot work must be refused, each with a code, a text with numbers or names, and advice.

A choice is known to be wrong by how it is made, not by asking. Packages of a board are unzipped over each other, and what is the same
keeps its time; with ccache what was compiled once is compiled once."""
import argparse
import json
import random
import subprocess
import sys
import zipfile

from console_lab import Checks
from package_kit import ROOT, Maker

CODES = {"unknown-board", "unknown-module", "unknown-demo", "no-port", "excludes", "demo-not-here", "flash", "ram", "heap", "name"}


class Tree:
    """What there is to choose."""

    def __init__(self):
        self.tables = {path.stem: json.loads(path.read_text()) for path in sorted(ROOT.glob("tools/console/tables/*.json"))}
        self.boards = {name: json.loads((ROOT / "boards" / name / "board.json").read_text()) for name in self.tables}
        self.modules, self.demos = {}, {}
        for path in sorted(ROOT.glob("**/module.json")):
            if path.relative_to(ROOT).parts[0] in ("libs", "services", "compat", "kernel", "demos"):
                document = json.loads(path.read_text())
                self.modules |= {module["id"]: module for module in document.get("modules", [])}
                if "demo" in document:
                    self.demos[document["demo"]["id"]] = document["demo"]

    def visible(self, board):
        return [name for name in self.tables[board]["modules"] if self.modules[name]["visible"]]


def valid_choice(tree, luck, maker):
    """A choice that the resolver takes, and how often it was asked."""
    for asked in range(1, 200):
        board = luck.choice(sorted(tree.tables))
        visible = tree.visible(board)
        choice = {"board": board, "demo": luck.choice([None, *tree.tables[board]["demos"]]), "name": "any",
                  "modules": luck.sample(visible, luck.randint(0, min(6, len(visible))))}
        words = ["--board", board, "--modules", ",".join(choice["modules"]), *(["--demo", choice["demo"]] if choice["demo"] else [])]
        if maker.run(*words, "--json").returncode == 0:
            return choice, asked
    raise AssertionError("two hundred random choices, and none is valid")


def unfold(path, folder):
    """The zip's files, of which only those that differ are written; what it does not have goes, but not the build."""
    with zipfile.ZipFile(path) as archive:
        files = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    for file in [file for file in folder.rglob("*") if file.is_file() and "build" not in file.relative_to(folder).parts[:1]]:
        if str(file.relative_to(folder)) not in files:
            file.unlink()
    for name, content in files.items():
        file = folder / name
        if not file.is_file() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def check_valid(check, tree, luck, maker, number):
    choice, _ = valid_choice(tree, luck, maker)
    path, said = maker.zip(choice, "any.zip")
    if not check(said.returncode == 0 and path.is_file(), f"{choice} makes a package", said.stderr):
        return
    folder = maker.folder / f"any-{choice['board']}"
    folder.mkdir(exist_ok=True)
    unfold(path, folder)
    wrong = maker.build(folder)
    check(wrong == "", f"package {number}, {choice}, builds", wrong)
    path.unlink()


def typo(luck, word):
    at = luck.randrange(len(word))
    return luck.choice([word[:at] + word[at + 1:], word[:at] + "q" + word[at:], word + "x", word.upper()])


def wrong_names(tree, luck, choice):
    kind = luck.choice(["board", "module", "demo", "name"])
    if kind == "board":
        choice["board"] = typo(luck, choice["board"])
        return choice["board"] not in tree.boards and choice["board"] != ""
    if kind == "module":
        word = typo(luck, luck.choice(sorted(tree.modules)))
        choice["modules"].append(word)
        return word not in tree.modules and word != ""
    if kind == "demo":
        choice["demo"] = typo(luck, luck.choice(sorted(tree.demos)))
        return choice["demo"] not in tree.demos and choice["demo"] != ""
    choice["name"] = luck.choice(["Lamp", "1st", "a_b", "a/b", "../a", "-", "a" * 41, "a b", "lämp", "a.b", "$(x)"])
    return True


def wrong_pairs(tree, luck, choice):
    pairs = [(one, other) for one in tree.visible(choice["board"]) for other in tree.modules[one]["excludes"]
             if other in tree.visible(choice["board"])]
    if pairs:
        choice["modules"] += luck.choice(pairs)
    return bool(pairs)


def wrong_modules(tree, luck, choice):
    """Modules that were not linked for the board."""
    missing = [name for name, module in tree.modules.items() if module["visible"] and name not in tree.tables[choice["board"]]["modules"]]
    if missing:
        choice["modules"].append(luck.choice(missing))
    return bool(missing)


def wrong_demos(tree, luck, choice):
    """Demos that the board does not have, or has no memory for."""
    board, table = tree.boards[choice["board"]], tree.tables[choice["board"]]
    ram = board["memory"].get("ram", {}).get("bytes")
    wrong = [name for name in tree.demos if name not in table["demos"] or (ram and table["demos"][name]["ram"] > ram)]
    if wrong:
        choice["demo"] = luck.choice(wrong)
    return bool(wrong)


def wrong_heaps(tree, luck, choice):
    """Demos that took more of the heap than their board's configuration gives them."""
    pairs = [(board, name) for board, table in tree.tables.items() for name, row in table["demos"].items()
             if row.get("heap_peak", 0) > table["profiles"][row["profile"]]["heap_bytes"]]
    if pairs:
        choice["board"], choice["demo"] = luck.choice(pairs)
        choice["modules"] = []
    return bool(pairs)


def check_invalid(check, tree, luck, maker, number):
    while True:
        board = luck.choice(sorted(tree.tables))
        choice = {"board": board, "modules": luck.sample(tree.visible(board), 2), "name": "any"}
        if luck.choice([wrong_names, wrong_pairs, wrong_modules, wrong_demos, wrong_heaps])(tree, luck, choice):
            break
    path, said = maker.zip(choice, "no.zip")
    check(said.returncode == 1 and not path.exists(), f"choice {number}, {choice}, is refused", said.stderr)
    words = [word for key in ("board", "demo", "name") if choice.get(key) for word in (f"--{key}", choice[key])]
    answer = json.loads(maker.run(*words, "--modules", ",".join(choice["modules"]), "--json").stdout)
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    named = [*choice["modules"], *words, *(module["title"] for module in tree.modules.values()), *(demo["title"] for demo in tree.demos.values())]
    check(errors and not answer["valid"], f"{choice} has an error", answer["problems"])
    for problem in errors:
        check(problem["code"] in CODES, f"{problem['code']} is a known code", problem)
        check(any(character.isdigit() for character in problem["text"]) or any(word in problem["text"] for word in named),
              f"{choice} is told with numbers or names", problem)
        check(len(problem["advice"]) > 8, f"{choice} has advice", problem)
        if problem["code"] in ("flash", "ram", "heap"):
            check(problem["needed"] > problem["available"] and f"{problem['needed']:,}" in problem["text"], "both numbers are told", problem)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?")
    parser.add_argument("--valid", type=int, default=100)
    parser.add_argument("--invalid", type=int, default=100)
    parser.add_argument("--seed", type=int, default=202611)
    parser.add_argument("--keep", help="a folder that stays")
    options = parser.parse_args()
    program = options.program
    if program is None:
        subprocess.run([ROOT / "run", "package", "--list", "boards"], stdout=subprocess.DEVNULL, check=True)
        program = ROOT / "build/tools/tools/console/command/dunlin-package"
    check, maker, tree, luck = Checks(), Maker(str(program), options.keep, remembers=True), Tree(), random.Random(options.seed)
    for number in range(options.invalid):
        check_invalid(check, tree, luck, maker, number)
    for number in range(options.valid):
        check_valid(check, tree, luck, maker, number)
    return check.close()


if __name__ == "__main__":
    sys.exit(main())
