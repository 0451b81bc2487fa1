#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The catalogue of boards: a page from every boards/*/board.json and the reports that were accepted.

    catalogue [--output FOLDER]       write index.json and index.html            (build/catalogue)
    catalogue accept RESULTS          take a report of devicetester, results/<uuid>, into docs/catalogue/reports

Exit status: 0; 1 refused, or the tree has mistakes: all of them are printed; 2 the command line.
"""
import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from accept import Refused, accept  # noqa: E402
from index import catalogue  # noqa: E402
from page import page  # noqa: E402
from tree import Tree, Trouble  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def write(path, text):
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def make(tree, folder):
    index = catalogue(tree)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "index.json", json.dumps(index, indent=1, ensure_ascii=False) + "\n")
    write(folder / "index.html", page(index))
    statuses = [entry["status"] for entry in index["boards"]]
    for entry in index["boards"]:
        if entry["status"] == "outdated":
            print(f"out of date: {entry['name']}, its report is of {entry['report']['release']}: {entry['qualify'][0]}")
    for name in tree.unfinished:
        print(f"left out: boards/{name}/board.json has the placeholders of the template")
    print(f"{folder / 'index.html'}: {len(statuses)} boards, {statuses.count('qualified')} qualified for {index['release']}, "
          f"{statuses.count('outdated')} out of date, {statuses.count('none')} not qualified")


def take(tree, folder):
    if folder.name == "report.json":
        folder = folder.parent
    path = accept(tree, folder)
    print(f"accepted: {path.relative_to(tree.root)}; commit it, and ./run catalogue makes the page")


def arguments():
    parser = argparse.ArgumentParser(prog="catalogue", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", nargs="?", choices=("make", "accept"), default="make", help=argparse.SUPPRESS)
    parser.add_argument("results", nargs="?", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, default=None)
    parser.add_argument("--tree", type=Path, default=ROOT, help="another source tree")
    chosen = parser.parse_args()
    if (chosen.verb == "accept") != (chosen.results is not None):
        parser.error("accept wants a folder results/<uuid> of devicetester, and nothing else does")
    return chosen


def main():
    chosen = arguments()
    tree = Tree(chosen.tree)
    try:
        if chosen.verb == "accept":
            take(tree, chosen.results)
        else:
            make(tree, chosen.output or tree.root / "build/catalogue")
    except Refused as refused:
        for reason in str(refused).split("\n"):
            print(f"catalogue: refused: {reason}", file=sys.stderr)
        return 1
    except Trouble as trouble:
        for problem in str(trouble).split("\n"):
            print(f"catalogue: {problem}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"catalogue: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
