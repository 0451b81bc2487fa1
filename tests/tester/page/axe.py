#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""axe-core on the pages that are made here: report.html of results made by hand, and the catalogue. Needs npm, which fetches
what package-lock.json pins.

    axe.py [FOLDER of report_make]   built when it is not given

A finding that is serious or critical fails. Ends in: N passed, M failed
"""
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from page import HERE, Browser, LOOKS, Page, Trouble, Wrong, check

ROOT = HERE.parents[2]
SCENARIOS = ("everything", "good", "interrupted", "empty")


def install(folder):
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True,
                          text=True, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"axe: npm could not install:\n{done.stderr[-1000:]}")
    return (folder / "node_modules/axe-core/axe.min.js").read_text()


def programs():
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    subprocess.run(f"{'true' if (ROOT / 'build/host/build.ninja').exists() else 'cmake --preset host'} && "
                   "cmake --build build/host --target report_make", shell=True, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "build/host/tests/tester"


def pages(folder):
    for name in SCENARIOS:
        (folder / name).mkdir()
        subprocess.run([programs() / "report_make", name, folder / name], check=True)
        yield name, folder / name / "report.html"
    if (ROOT / "tools/catalogue/main.py").exists():
        subprocess.run(["/usr/bin/python3", ROOT / "tools/catalogue/main.py", "--output", folder / "catalogue"], check=True,
                       stdout=subprocess.DEVNULL)
        yield "catalogue", folder / "catalogue/index.html"


def judge(page, axe):
    page.browser.run(axe + "\nwindow.axe = axe;")
    result = page.browser.run("return window.axe.run(document, {resultTypes: ['violations']})")
    found = [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:150]}" for one in result["violations"]
             if one["impact"] in ("serious", "critical")]
    check(not found, *found)
    return [f"{one['id']} ({one['impact']})" for one in result["violations"]]


def main():
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="axe-") as place, \
            Browser(place, width=1280, height=800, scale=1) as browser:
        axe = install(Path(place))
        for name, path in pages(Path(place)):
            for width, scheme in LOOKS:
                page = Page(browser, path)
                page.open()
                page.look(width, scheme)
                try:
                    minor = judge(page, axe)
                    passed += 1
                    print(f"ok {name} {width} px {scheme}", *minor, flush=True)
                except (Wrong, Trouble) as wrong:
                    failed += 1
                    print(f"FAILED {name} {width} px {scheme}: {wrong}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
