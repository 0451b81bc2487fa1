# SPDX-License-Identifier: MIT
"""Whether a report of the device tester is accepted into the catalogue, and what is kept of it.

A report is judged anew: not by what it says of itself but by its cases, by the suite and the boards of this tree, by the logs beside it and by the
history. What cannot be known from here is whether somebody made all of it up; therefore the commit is kept, so that anybody can run the
same again.
"""
import hashlib
import json

from tree import REPORTS, canonical_digest

FORMAT, VERSION = "dunlin-qualification-report", 1
OPTIONAL = ("WIFI", "BLE", "OTA")


class Refused(Exception):
    """Reasons, one a line."""


class Judge:
    def __init__(self, tree, folder):
        self.tree, self.folder, self.reasons = tree, folder, []
        self.report = self.read()

    def refuse(self, reason):
        self.reasons.append(reason)

    def read(self):
        path = self.folder / "report.json"
        try:
            report = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Refused(f"{path} cannot be read: {error}; expected is a folder results/<uuid> of devicetester") from None
        if not isinstance(report, dict) or report.get("format") != FORMAT:
            raise Refused(f"{path} is no report of devicetester: its format is not {FORMAT}")
        if report.get("version") != VERSION:
            raise Refused(f"{path} has version {report.get('version')}; this catalogue reads version {VERSION}")
        if report.get("sha256") != canonical_digest(report):
            raise Refused(f"{path} was changed after it was written: its digest is another; run the suite again")
        return report

    def run(self):
        """All rules; a file that was made by hand and sealed again may lack anything."""
        try:
            self.verdict()
            self.board()
            self.source()
            self.groups()
            self.logs()
        except (AttributeError, KeyError, TypeError, IndexError) as error:
            self.refuse(f"report.json is not whole: {type(error).__name__} {error}; run the suite again")
        if self.reasons:
            raise Refused("\n".join(self.reasons))

    def verdict(self):
        if self.report["interrupted"]:
            self.refuse("the run was interrupted: run the whole suite")
        for group in self.report["groups"]:
            bad = [case for case in group["cases"] if case["outcome"] in ("failed", "error")]
            for case in bad[:3]:
                self.refuse(f"{group['id']}: {case['name']} {'failed' if case['outcome'] == 'failed' else 'could not be judged'}: "
                            f"{(case['message'] or '')[:200]}")
            if len(bad) > 3:
                self.refuse(f"{group['id']}: and {len(bad) - 3} more cases")
            if not bad and group["outcome"] in ("failed", "error"):
                self.refuse(f"{group['id']}: {group['message'] or 'could not be judged'}")

    def board(self):
        name, boards = self.report["pool"]["id"], self.tree.boards()
        board = boards.get(name)
        if board is None:
            self.refuse(f"it is of {name}, which is no board of this tree (boards/{name}/board.json); the pool of device.json must be called "
                        "like the board")
            return
        said = {feature["name"].upper(): feature["value"] for feature in self.report["pool"]["features"]}
        has_wifi, claims_wifi = bool(board["features"].get("wifi")), said.get("WIFI", "No").lower() == "yes"
        if has_wifi != claims_wifi:
            self.refuse(f"device.json said that WIFI is {said.get('WIFI', 'not there')}, board.json says otherwise: test what the board has")
        if board.get("ota") and said.get("OTA", "No").lower() != "yes":
            self.refuse("device.json said that OTA is No, board.json has a layout for updates: test what the board has")
        for name in ("TCP/IP", "TLS"):
            if said.get(name, "").lower() not in ("on-chip", "offloaded"):
                self.refuse(f"{name} is {said.get(name, 'not declared')}; a board must have it, On-chip or Offloaded")

    def source(self):
        commit, release = self.report["commit"], self.report["productVersion"]
        if not commit:
            self.refuse("the source is unknown: it was no git checkout; run the suite from a clean checkout of the release")
            return
        if commit.endswith("-dirty"):
            self.refuse(f"the source was changed and not committed ({commit[:12]}): run the suite from a clean checkout of the release")
            return
        if self.tree.git("merge-base", "--is-ancestor", commit, "HEAD") is None:
            self.refuse(f"the source is unknown: commit {commit[:12]} is not in the history of this checkout")
            return
        manifest = self.tree.git("show", f"{commit}:manifest.yml") or ""
        if self.tree.version_in(manifest, f"manifest.yml of {commit[:12]}") != release:
            self.refuse(f"it says that it is of release {release}, the manifest of its commit says otherwise")

    def is_required(self, group, said):
        if group.get("kind") == "declared":
            return False
        feature = (group.get("feature") or "").upper()
        values = [value.lower() for value in group.get("values") or []]
        return feature not in OPTIONAL or said.get(feature, "").lower() in values

    def groups(self):
        suite, groups = self.tree.groups()
        if self.report["suite"]["id"] != suite.get("id") or self.report["suite"]["version"] != suite.get("version"):
            self.refuse(f"it is of suite {self.report['suite']['id']} {self.report['suite']['version']}, this tree has "
                        f"{suite.get('id')} {suite.get('version')}")
        said = {feature["name"].upper(): feature["value"] for feature in self.report["pool"]["features"]}
        found = {group["id"]: group for group in self.report["groups"]}
        for group in groups:
            if not self.is_required(group, said):
                continue
            if group["id"] not in found:
                self.refuse(f"required group {group['id']} ({group['title']}) was not run")
                continue
            self.cases(group, found[group["id"]])

    def cases(self, group, result):
        outcomes = {case["name"]: case["outcome"] for case in result["cases"]}
        missing = [case["name"] for case in group.get("cases", []) if outcomes.get(case["name"], "not-run") == "not-run"]
        if missing:
            self.refuse(f"{group['id']}: {len(missing)} of {len(group['cases'])} cases were not run, {missing[0]} is the first")
        elif "passed" not in outcomes.values():
            self.refuse(f"required group {group['id']} ({group['title']}) has no case that passed")

    def logs(self):
        for group in self.report["groups"]:
            passed = [case["name"] for case in group["cases"] if case["outcome"] == "passed"]
            if not passed:
                continue
            log = group["log"] or {}
            path = self.folder / (log.get("path") or "logs")
            try:
                bytes_ = path.read_bytes()
            except OSError:
                self.refuse(f"{group['id']}: its log {path} is not there; keep the whole folder of the results")
                continue
            if hashlib.sha256(bytes_).hexdigest() != log.get("sha256"):
                self.refuse(f"{group['id']}: its log {path} was changed after the report was written")
                continue
            text = bytes_.decode("utf-8", "replace")
            unsaid = [name for name in passed if f"TEST({group['name']}, {name})" not in text]
            if unsaid:
                self.refuse(f"{group['id']}: {unsaid[0]} passed, but its log does not name it")


def kept(report):
    """What the catalogue keeps: no logs, no paths of the machine."""
    groups = []
    for group in report["groups"]:
        measures = [dict(measure, case=case["name"]) for case in group["cases"] for measure in case["measures"]]
        groups.append({key: group[key] for key in ("id", "title", "required", "outcome", "milliseconds", "image", "totals")} |
                      {"message": group["message"] if group["outcome"] == "skipped" else None, "measures": measures})
    document = {"format": "dunlin-catalogue-report", "version": 1, "board": report["pool"]["id"],
                "release": report["productVersion"], "commit": report["commit"], "started": report["started"],
                "milliseconds": report["milliseconds"], "testerVersion": report["testerVersion"],
                "suite": {key: report["suite"][key] for key in ("id", "version")}, "features": report["pool"]["features"],
                "totals": report["totals"], "groups": groups, "report": {"id": report["id"], "sha256": report["sha256"]}}
    return document | {"sha256": canonical_digest(document)}


def accept(tree, folder):
    """@return The path of the accepted report. Raises Refused with all reasons."""
    judge = Judge(tree, folder)
    judge.run()
    tree.end()
    document = kept(judge.report)
    path = tree.root / REPORTS / document["board"] / f"{document['release']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)
    return path
