#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the console says a choice takes is what the image takes in which all of it is in use.

Usage: estimate_test.py [--board BOARD]... [--choices N] [--seed N] [--build FOLDER]

Random choices on each board are estimated by dunlin-package and linked as app_whole of a package is, in the build that
measures (tools/console/measure): flash and RAM may differ by 10 %.
"""
import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools/console/measure"))
import measure  # noqa: E402
import modules as described  # noqa: E402
from weigh import weigh  # noqa: E402

BOARDS = ("mps2_an385", "virt_rv32", "emcraft_sf2")
PACKAGE = ROOT / "build/tools/tools/console/command/dunlin-package"
MODULES_MAX = 6
SHARE = 0.10


def resolve(board, demo, names):
    """What dunlin-package says of a choice."""
    command = [PACKAGE, "--root", ROOT, "--board", board, "--json", "--explain", "--modules", ",".join(names)]
    done = subprocess.run([*command, *(["--demo", demo] if demo else [])], capture_output=True, text=True)
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"dunlin-package said:\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def pick(board, table, described_modules, dice):
    """A random choice that works, with what it takes by the console's word."""
    visible = sorted(name for name in table["modules"] if described_modules[name]["visible"])
    while True:
        demo = dice.choice([None, *sorted(table["demos"])])
        names = sorted(dice.sample(visible, dice.randint(1, MODULES_MAX)))
        answer = resolve(board, demo, names)
        if answer["valid"]:
            return demo, names, answer["estimate"]["whole"]


def as_image(table, described_modules, demo, names):
    """The choice as catalogue.cmake takes it."""
    chosen = [described_modules[name] for name in names]
    is_full = demo is None or any(module.get("profile") == "full" for module in chosen)
    return {"like": table["demos"][demo]["image"] if demo else "catalogue_base_full",
            "profile": "full" if is_full else table["demos"][demo]["profile"],
            "modules": [library for module in chosen for library in module["libraries"]],
            "libs": [library for module in chosen for library in module["needs"]]}


def build(board, folder, images):
    file = folder / "choices.json"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(images, indent=1))
    measure.configure(board, folder, False, options=[f"-DDUNLIN_CATALOGUE_CHOICES={file}"])
    return measure.build(folder, ["dunlin_choices"], False)


def measured(folder, at, readelf):
    """What a choice's image takes, None where it lacks something."""
    elf = next((file for file in (folder / f"choice_{at}/choice_{at}.elf", folder / f"choice_{at}/choice_{at}") if file.is_file()), None)
    crossed = measure.cache(folder, "CMAKE_TOOLCHAIN_FILE") != ""
    if elf is None or not measure.linked(elf, measure.cache(folder, "CMAKE_NM"), crossed):
        return None
    return measure.total(*weigh(elf, readelf))


def judge(board, options):
    """(passed, failed, the worst share) of a board."""
    table = json.loads((measure.TABLES / f"{board}.json").read_text())
    known = {module["id"]: module for _, module in described.entries(ROOT)}
    dice = random.Random(f"{board} {options.seed}")
    choices = [pick(board, table, known, dice) for _ in range(options.choices)]
    folder = options.build / board
    for old in folder.glob("choice_*/choice_*.elf"):
        old.unlink()
    errors = build(board, folder, [as_image(table, known, demo, names) for demo, names, _ in choices])
    readelf = measure.cache(folder, "CMAKE_READELF")
    passed = failed = 0
    worst = 0.0
    for at, (demo, names, said) in enumerate(choices):
        real = measured(folder, at, readelf)
        shares = [(said[key] - real[key]) / real[key] for key in ("flash", "ram")] if real else [9.0]
        good = all(abs(share) <= SHARE for share in shares)
        worst = max([worst, *(abs(share) for share in shares)])
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok  ' if good else 'FAIL'} {board} {demo or '-'}: {','.join(names)}: "
              + (f"flash {said['flash']} of {real['flash']} ({shares[0]:+.1%}), RAM {said['ram']} of {real['ram']} ({shares[1]:+.1%})"
                 if real else "was not linked"), flush=True)
    if failed:
        print("\n".join(errors[:10]))
    return passed, failed, worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--board", action="append")
    parser.add_argument("--choices", type=int, default=20, help="on each board")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", type=Path, default=ROOT / "build/measure")
    options = parser.parse_args()
    subprocess.run([ROOT / "run", "package", "--list", "boards"], stdout=subprocess.DEVNULL, check=True)  # it is built
    passed = failed = 0
    for board in options.board or BOARDS:
        good, bad, worst = judge(board, options)
        passed, failed = passed + good, failed + bad
        print(f"{board}: at most {worst:.1%} away")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
