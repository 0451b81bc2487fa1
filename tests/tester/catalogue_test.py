#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The catalogue: what is accepted, what is refused and why, and its page in Chromium. In a tree that is made here, so that every
rule can be broken alone.

    catalogue_test.py FOLDER   where report_make is
"""
import copy
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE / "page"), str(ROOT / "tools/catalogue")]
from page import Browser, Page, check, run_tests  # noqa: E402
from tree import canonical_digest  # noqa: E402

BOARD = "mps2_an385"
HOSTILE = "<script>document.title='x'</script>\"'&"


def board(name, vendor="Arm", arch="armv7m", **features):
    return {"name": name, "description": f"The board {name}", "vendor": vendor, "chip": "mps2", "core": "cortex-m3", "arch": arch,
            "clock_hz": 25000000, "emulated": True, "memory": {"code": {"bytes": 262144}, "ram": {"bytes": 65536}},
            "features": features}


class World:
    """A source tree with a history, and a folder of results that fits it."""

    def __init__(self, program, folder):
        self.tree, self.results = Path(folder) / "tree", Path(folder) / "results"
        self.results.mkdir(parents=True)
        subprocess.run([program, "good", self.results], check=True)
        self.report = json.loads((self.results / "report.json").read_text())
        (self.results / "logs").mkdir()
        for group in self.report["groups"]:
            log = "".join(f"TEST({group['name']}, {case['name']}) PASS\n" for case in group["cases"]).encode()
            (self.results / group["log"]["path"]).write_bytes(log)
            group["log"]["sha256"] = hashlib.sha256(log).hexdigest()
        self.write_tree()
        self.report["commit"] = self.git("rev-parse", "HEAD").strip()
        self.seal()

    def git(self, *words):
        environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_SYSTEM="/dev/null")
        return subprocess.run(["git", "-C", self.tree, "-c", "user.name=n", "-c", "user.email=e", *words], check=True, text=True,
                              capture_output=True, env=environment).stdout

    def write(self, name, document):
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document if isinstance(document, str) else json.dumps(document))

    def write_tree(self):
        self.write("manifest.yml", 'name: Dunlin\nversion: "202611.00"\n')
        self.write(f"boards/{BOARD}/board.json", board(BOARD, ethernet="lan9118", mpu_regions=8))
        self.write(f"boards/{BOARD}/hardware.json", {"company": {"name": "Arm", "url": "https://example.com/"},
                                                    "board": {"name": "MPS2 AN385", "family": "MPS2", "image": "../pictures/board.svg",
                                                              "dataSheet": "javascript:alert(1)"}})
        self.write("boards/pictures/board.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>')
        self.write("boards/rv/hardware.json", {"board": {"image": "../../manifest.yml"}})
        self.write("boards/template/board.json", board("template", "<vendor>"))
        self.write("boards/rv/board.json", board("rv", "QEMU", "riscv", ethernet="virtio", fpu=True, mpu_regions=4))
        self.write("boards/hostile/board.json", board("hostile", HOSTILE, HOSTILE, wifi={"chip": "x"}) | {"description": HOSTILE})
        self.write("boards/lonely/board.json", board("lonely", "Arm", "armv6m"))
        groups = self.report["groups"]
        self.write("tests/qualification/suite.json", dict(self.report["suite"], groups=[group["id"] for group in groups]))
        for group in groups:
            about = {key: group[key] for key in ("id", "name", "title", "kind")}
            cases = [{"name": case["name"], "clause": case["clause"]} for case in group["cases"]]
            self.write(f"tests/qualification/{group['id']}/group.json", dict(about, cases=cases))
        subprocess.run(["git", "init", "-q", self.tree], check=True)
        self.git("add", "-A")
        self.git("commit", "-qm", "tree")

    def seal(self, report=None):
        report = report or self.report
        report["sha256"] = canonical_digest(report)
        (self.results / "report.json").write_text(json.dumps(report))

    def run(self, *words):
        return subprocess.run([ROOT / "run", "catalogue", "--tree", self.tree, *words],
                              capture_output=True, text=True)

    def refusal(self, change):
        """What accept says of a report that was changed and sealed again; everything is as before after it."""
        report = copy.deepcopy(self.report)
        change(report)
        self.seal(report)
        done = self.run("accept", self.results)
        self.seal()
        return done


def first(report):
    return report["groups"][0]


def fails(report):
    first(report)["cases"][1].update(outcome="failed", message="sent is 4")
    report["qualified"] = True  # whatever it says of itself


def errors(report):
    first(report).update(outcome="error", message="the image named a case that the suite does not have")


def wifi(report):
    report["pool"]["features"][0]["value"] = "Yes"


def no_tls(report):
    report["pool"]["features"][4]["value"] = "No"


REFUSALS = {
    "a case failed": (fails, "FullKernel: AFQP_Kernel_DoesItsThing2 failed: sent is 4"),
    "a group is an error": (errors, "FullKernel: the image named a case"),
    "interrupted": (lambda report: report.update(interrupted=True), "the run was interrupted: run the whole suite"),
    "another board": (lambda report: report["pool"].update(id="other"), "it is of other, which is no board of this tree"),
    "features": (wifi, "device.json said that WIFI is Yes, board.json says otherwise"),
    "no TLS": (no_tls, "TLS is No; a board must have it"),
    "no commit": (lambda report: report.update(commit=None), "the source is unknown: it was no git checkout"),
    "dirty": (lambda report: report.update(commit=report["commit"] + "-dirty"), "the source was changed and not committed"),
    "a commit of elsewhere": (lambda report: report.update(commit="12" * 20), "commit 121212121212 is not in the history"),
    "another release": (lambda report: report.update(productVersion="202701.00"), "it says that it is of release 202701.00"),
    "another suite": (lambda report: report["suite"].update(version="0.9.0"), "it is of suite AFQ_1 0.9.0, this tree has AFQ_1 1.0.0"),
    "a group is missing": (lambda report: report["groups"].pop(2), "required group FullTLS (TLS on the board) was not run"),
    "a case is missing": (lambda report: first(report)["cases"].pop(3), "1 of 20 cases were not run, AFQP_Kernel_DoesItsThing4"),
    "a case was not run": (lambda report: first(report)["cases"][3].update(outcome="not-run"), "1 of 20 cases were not run"),
    "all is skipped": (lambda report: [case.update(outcome="skipped") for case in first(report)["cases"]],
                       "required group FullKernel (Kernel on the board) has no case that passed"),
    "a log is another": (lambda report: first(report)["log"].update(sha256="0" * 64), "was changed after the report was written"),
    "a log is gone": (lambda report: first(report)["log"].update(path="logs/none.log"), "none.log is not there"),
    "a log of another group": (lambda report: first(report).update(log=report["groups"][1]["log"]),
                               "AFQP_Kernel_DoesItsThing1 passed, but its log does not name it"),
    "a version to come": (lambda report: report.update(version=2), "has version 2; this catalogue reads version 1"),
    "another file": (lambda report: report.update(format="x"), "is no report of devicetester"),
    "a member is missing": (lambda report: first(report).pop("cases"), "report.json is not whole: KeyError 'cases'"),
}


def every_rule_refuses_alone(world):
    for name, (change, words) in REFUSALS.items():
        done = world.refusal(change)
        check(done.returncode == 1 and words in done.stderr, f"[{name}]", done.stdout, done.stderr)
        lines = done.stderr.strip().split("\n")
        check(all(line.startswith("catalogue: refused: ") for line in lines), f"[{name}]", lines)
        check(len(lines) == 1 or name == "no TLS", f"[{name}] is refused for more than one reason:", lines)
    check(not list(world.tree.glob("docs/**/*.json")), "something was accepted")


def a_report_that_was_changed_is_refused(world):
    text = (world.results / "report.json").read_text()
    (world.results / "report.json").write_text(text.replace('"passed": 20', '"passed": 19', 1))
    done = world.run("accept", world.results)
    world.seal()
    check(done.returncode == 1 and "was changed after it was written" in done.stderr, done.stderr)


def all_reasons_are_said_at_once(world):
    def change(report):
        fails(report)
        report["commit"] = None
        report["groups"].pop(2)
    check(world.refusal(change).stderr.count("refused:") == 3, world.refusal(change).stderr)


def what_is_no_folder_of_results_is_told_so(world):
    done = world.run("accept", world.tree)
    check(done.returncode == 1 and "expected is a folder results/<uuid>" in done.stderr, done.stderr)
    check(world.run("accept").returncode == 2 and world.run("dance").returncode == 2, "the command line")


def statuses(world):
    done = world.run("--output", world.tree / "out")
    check(done.returncode == 0, done.stderr)
    return {entry["name"]: entry for entry in json.loads((world.tree / "out/index.json").read_text())["boards"]}, done.stdout


def a_board_without_a_report_is_not_qualified(world):
    found, words = statuses(world)
    check({entry["status"] for entry in found.values()} == {"none"}, words)
    check(found[BOARD]["qualify"][0] == f"./run tester --board {BOARD}", found[BOARD]["qualify"])
    check("has no network" in found["lonely"]["obstacle"] and not found["lonely"]["qualify"], found["lonely"])


def a_good_report_is_accepted(world):
    done = world.run("accept", world.results / "report.json")
    check(done.returncode == 0 and f"docs/catalogue/reports/{BOARD}/202611.00.json" in done.stdout, done.stdout, done.stderr)
    kept = (world.tree / f"docs/catalogue/reports/{BOARD}/202611.00.json").read_text()
    check("commandLine" not in kept and '"log"' not in kept, "paths or logs are kept")
    found, words = statuses(world)
    check(found[BOARD]["status"] == "qualified" and "1 qualified for 202611.00" in words, words)
    check(found[BOARD]["report"]["totals"]["passed"] == 120, found[BOARD]["report"]["totals"])
    hardware = found[BOARD]["hardware"]
    check(hardware.pop("picture").startswith("data:image/svg+xml;base64,"), "no picture")
    check(hardware == {"company": "Arm", "companyUrl": "https://example.com/", "name": "MPS2 AN385", "family": "MPS2",
                       "description": "", "dataSheet": None, "purchase": None}, hardware)
    check(found["rv"]["hardware"]["picture"] is None, "a file that is no picture of the boards")
    check("template" not in found and "left out: boards/template/board.json" in words, words)


def the_next_release_makes_it_out_of_date(world):
    world.write("manifest.yml", 'version: "202612.00"\n')
    found, words = statuses(world)
    check(found[BOARD]["status"] == "outdated" and f"out of date: {BOARD}, its report is of 202611.00: ./run tester --board {BOARD}"
          in words, words)
    check("Its report is of 202611.00. To qualify it again for 202612.00" in (world.tree / "out/index.html").read_text(), "the page")
    world.write("manifest.yml", 'version: "202611.00"\n')


def an_accepted_report_that_was_changed_stops_the_page(world):
    path = world.tree / f"docs/catalogue/reports/{BOARD}/202611.00.json"
    text = path.read_text()
    for changed, words in ((text.replace('"passed": 120', '"passed": 121'), "was changed after it was accepted"),
                           (text[:-20], "line "), ("{}", "is no accepted report")):
        path.write_text(changed)
        done = world.run("--output", world.tree / "out")
        check(done.returncode == 1 and f"reports/{BOARD}/202611.00.json: " in done.stderr and words in done.stderr, done.stderr)
    path.write_text(text)


def all_mistakes_of_a_tree_are_said(world):
    world.write("boards/bad/board.json", '{\n "name": }')
    world.write("boards/worse/board.json", {"name": "worse"})
    done = world.run("--output", world.tree / "out")
    for name in ("bad", "worse"):
        (world.tree / f"boards/{name}/board.json").unlink()
    check("boards/bad/board.json: line 2, column 10: Expecting value" in done.stderr and
          "boards/worse/board.json: has no description, vendor" in done.stderr and done.returncode == 1, done.stderr)


def the_page_is_made_of_the_index_alone(world):
    statuses(world)
    script = "import json, sys; from page import page; sys.stdout.write(page(json.load(open(sys.argv[1]))))"
    made = subprocess.run(["/usr/bin/python3", "-c", script, world.tree / "out/index.json"], capture_output=True, text=True,
                          check=True, cwd=ROOT / "tools/catalogue").stdout
    check(made == (world.tree / "out/index.html").read_text(), "another page")


def open_page(world, rest=""):
    page = Page(world.browser, world.tree / "out/index.html")
    page.open(rest)
    return page


def the_page_needs_nothing_but_itself(world):
    page = open_page(world)
    page.is_quiet()
    check(page.pick("document.title") == "Boards that run Dunlin" and page.pick("document.scripts.length") == 1, "a script of a board")
    check(page.pick("[...document.links].every(a => /^(file|https?):$/.test(a.protocol))"), "a link that is none")


def everybody_can_use_the_page(world):
    open_page(world).is_usable()


def names(page):
    return sorted(page.pick("[...document.querySelectorAll('[data-item]:not([hidden])')].map(e => e.id)"))


def boards_are_found_by_words_architecture_vendor_and_features(world):
    page = open_page(world)
    page.browser.resize(1280)
    check(names(page) == ["hostile", "lonely", BOARD, "rv"], names(page))
    page.browser.find("input[type=search]").type("virtio ethernet")
    check(names(page) == ["rv"], names(page))
    page.browser.find("button[type=reset]").click()
    page.browser.run("return new Promise(done => setTimeout(done, 50))")
    page.browser.find("input[value=mpu]").click()
    check(names(page) == [BOARD, "rv"], names(page))
    page.browser.find("input[value=fpu]").click()
    check(names(page) == ["rv"], "a board has all that is chosen:", names(page))
    check(page.browser.url().endswith("?feature=fpu&feature=mpu"), page.browser.url())
    page.is_quiet()


def an_address_is_a_choice(world):
    for rest, wanted in (("?architecture=riscv", ["rv"]), ("?vendor=arm", ["lonely", BOARD]), ("?status=qualified", [BOARD]),
                         ("?feature=mpu&vendor=qemu", ["rv"]), ("?q=nothing+like+it", [])):
        check(names(open_page(world, rest)) == wanted, rest, names(open_page(world, rest)))


TESTS = (every_rule_refuses_alone, a_report_that_was_changed_is_refused, all_reasons_are_said_at_once,
         what_is_no_folder_of_results_is_told_so, a_board_without_a_report_is_not_qualified, a_good_report_is_accepted,
         the_next_release_makes_it_out_of_date, an_accepted_report_that_was_changed_stops_the_page, all_mistakes_of_a_tree_are_said,
         the_page_is_made_of_the_index_alone, the_page_needs_nothing_but_itself, everybody_can_use_the_page,
         boards_are_found_by_words_architecture_vendor_and_features, an_address_is_a_choice)


def main():
    with tempfile.TemporaryDirectory(prefix="tester-catalogue-") as place, \
            Browser(place, width=1280, height=800, scale=1) as browser:
        world = World(Path(sys.argv[1]) / "report_make", place)
        world.browser = browser
        return 1 if run_tests(TESTS, world) else 0


if __name__ == "__main__":
    sys.exit(main())
