#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reports of results made by hand, read by others: xmllint with the schemas of this folder, expat, Python's JSON.

    report_test.py FOLDER   where report_make is

Prints a line for each case; exit status 1 when one does not hold.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCENARIOS = ("good", "everything", "thousand", "empty", "interrupted", "chosen")
SEEDS = 3
UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]")
FILES = {"AFQ_Report.xml", "awsiotdevicetester_report.xml", "report.json", "report.html"}


class Wrong(Exception):
    pass


def check(condition, *words):
    if not condition:
        raise Wrong(" ".join(str(word) for word in words))


class Reports:
    def __init__(self, program, folder, scenario, seed=1):
        self.folder = Path(folder)
        self.folder.mkdir()
        (self.folder / "logs").mkdir()
        (self.folder / "logs/FullKernel.log").write_bytes(b"TEST(Full_Kernel, AFQP_X) PASS\n")
        subprocess.run([program, scenario, folder, str(seed)], check=True)
        check({entry.name for entry in self.folder.iterdir()} == FILES | {"logs"}, "files:", os.listdir(folder))
        self.suites = ElementTree.parse(self.folder / "AFQ_Report.xml").getroot()
        self.summary = ElementTree.parse(self.folder / "awsiotdevicetester_report.xml").getroot()
        self.json = json.loads((self.folder / "report.json").read_text())


def is_valid(folder, file, schema):
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", HERE / schema, folder / file], capture_output=True,
                          text=True)
    check(done.returncode == 0, file, done.stderr[:1500])


def reports_are_valid_by_their_schemas(reports):
    is_valid(reports.folder, "AFQ_Report.xml", "junit.xsd")
    is_valid(reports.folder, "awsiotdevicetester_report.xml", "summary.xsd")


def count(element, name):
    return len(element.findall(f"testcase/{name}"))


def junit_counts_what_it_lists(reports):
    sums = dict.fromkeys(("tests", "failures", "errors"), 0)
    for suite in reports.suites:
        check(int(suite.get("tests")) == len(suite), suite.get("name"), "tests")
        for attribute, name in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            check(int(suite.get(attribute)) == count(suite, name), suite.get("name"), attribute)
        for name in sums:
            sums[name] += int(suite.get(name))
    for name, value in sums.items():
        check(int(reports.suites.get(name)) == value, name, reports.suites.get(name), value)


def reports_agree_with_each_other(reports):
    totals, told = reports.json["totals"], reports.summary.find("summary")
    missed = totals["notRun"] if reports.json["interrupted"] else 0
    check(int(reports.suites.get("failures")) == totals["failed"] == int(told.get("failures")), "failures")
    check(int(reports.suites.get("errors")) == totals["errors"] + missed, "errors")
    check(int(told.get("errors")) == totals["errors"] and int(told.get("passed")) == totals["passed"], "summary")
    check((told.get("qualified") == "yes") == reports.json["qualified"], "qualified")
    check(ElementTree.tostring(reports.summary.find("report/testsuites")).strip() ==
          ElementTree.tostring(reports.suites).strip(), "the suites of both XML reports")
    listed = {case.get("name"): case for suite in reports.suites for case in suite}
    words = {"passed": None, "failed": "failure", "error": "error", "skipped": "skipped"}
    for group in reports.json["groups"]:
        for one in group["cases"]:
            if one["outcome"] == "not-run":
                check((one["name"] in listed) == reports.json["interrupted"], one["name"], "not run, and listed")
                continue
            verdicts = [child.tag for child in listed[one["name"]] if child.tag != "system-out"]
            check(verdicts == [word for word in [words[one["outcome"]]] if word], one["name"], verdicts)


def json_is_sealed(reports):
    report = dict(reports.json)
    digest = report.pop("sha256")
    canonical = json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check(hashlib.sha256(canonical.encode()).hexdigest() == digest, "the digest is another")


def logs_have_their_digest(reports):
    for group in reports.json["groups"]:
        path = reports.folder / group["log"]["path"]
        wanted = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
        check(group["log"]["sha256"] == wanted, group["id"])


def every_text_is_printable(reports):
    def walk(value):
        if isinstance(value, str):
            check(not (bad := UNPRINTABLE.search(value)), value[:60].encode(), bad)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            walk(inner)
        check(not isinstance(value, float), "a number that is no integer")
    walk(reports.json)
    for text in reports.suites.itertext():
        walk(text)


CHECKS = (reports_are_valid_by_their_schemas, junit_counts_what_it_lists, reports_agree_with_each_other, json_is_sealed,
          logs_have_their_digest, every_text_is_printable)


def the_words_of_a_failure_are_in_the_reports(reports):
    failed = reports.suites.find(".//testcase[@name='AFQP_TCP_DoesItsThing3']")
    check(failed.get("classname") == "mcu.Full_TCP" and failed.get("attempts") == "1", failed.attrib)
    verdict = failed.find("failure")
    check(verdict.get("type") == "Failure" and verdict.get("message").endswith("sent is 4, want 5"), verdict.attrib)
    check("TCP-3: A delay of n ticks" in verdict.text and "Look at the timer interrupt" in verdict.text, verdict.text)
    check("connected to 10.0.2.2:9001\nsent 4" in failed.find("system-out").text, "the log")
    types = {one.get("type") for one in reports.suites.iter("error")}
    check(len(types) == 17 - 1, sorted(types))
    check(reports.suites.find("testsuite[@name='FullMQTT']") is not None, "a declared group")


def features_say_what_was_shown(reports):
    features = {one.get("name"): (one.get("value"), one.get("type")) for one in reports.summary.iter("feature")}
    wanted = {"FullKernel": ("supported", "required"), "FullTCP": ("not-supported", "required"),
              "FullPKCS11": ("not-supported", "optional"), "FullMQTT": ("not-supported", "optional"), "WIFI": ("No", None),
              "TLS": ("Offloaded", None)}
    for name, value in wanted.items():
        check(features[name] == value, name, features[name])
    check(reports.summary.findtext("device/sku") == "MPS2-AN385" and reports.summary.findtext("awsproduct/version") ==
          "202611.00" and reports.summary.findtext("awsiotdevicetesterversion") == "1.0.0", "what was tested")


def a_verdict_is_the_last_word(reports):
    check(reports.json["qualified"] and reports.json["notQualifiedBecause"] is None, "not qualified")
    check(reports.summary.find("summary").get("qualified") == "yes", "summary")


def an_interrupted_run_has_errors(reports):
    check(int(reports.suites.get("errors")) == 13 and reports.suites.get("disabled") == "0", reports.suites.attrib)
    check(reports.json["notQualifiedBecause"] == "the run was interrupted", reports.json["notQualifiedBecause"])


def cases_that_were_not_asked_for_are_disabled(reports):
    check(reports.suites.get("disabled") == "17" and reports.suites[1].get("disabled") == "17", reports.suites.attrib)
    check(reports.json["notQualifiedBecause"] == "FullTCP was not run as a whole", reports.json["notQualifiedBecause"])


def a_changed_report_has_another_digest(reports):
    text = (reports.folder / "report.json").read_text()
    report = json.loads(text.replace('"passed"', '"failed"', 1))
    digest = report.pop("sha256")
    canonical = json.dumps(report, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check(hashlib.sha256(canonical.encode()).hexdigest() != digest, "the digest is the same")


EXTRA = {"everything": (the_words_of_a_failure_are_in_the_reports, features_say_what_was_shown),
         "good": (a_verdict_is_the_last_word, a_changed_report_has_another_digest),
         "chosen": (cases_that_were_not_asked_for_are_disabled,), "interrupted": (an_interrupted_run_has_errors,)}


def main():
    program, bad = Path(sys.argv[1]) / "report_make", 0
    with tempfile.TemporaryDirectory(prefix="tester-report-") as place:
        runs = [(scenario, 1) for scenario in SCENARIOS] + [("random", seed) for seed in range(1, SEEDS + 1)]
        for scenario, seed in runs:
            reports = Reports(program, f"{place}/{scenario}-{seed}", scenario, seed)
            for one in CHECKS + EXTRA.get(scenario, ()):
                try:
                    one(reports)
                    print("ok", scenario, seed, one.__name__)
                except Wrong as wrong:
                    print(f"FAILED {scenario} {seed} {one.__name__}: {wrong}")
                    bad += 1
        gone = subprocess.run([program, "good", f"{place}/absent"], capture_output=True, text=True)
        if gone.returncode != 1 or "absent/AFQ_Report.xml: No such file or directory" not in gone.stderr:
            print("FAILED a folder that is not there:", gone)
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
