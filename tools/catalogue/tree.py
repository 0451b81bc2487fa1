# SPDX-License-Identifier: MIT
"""What a source tree says of itself: release, boards, suite, accepted reports. Everything wrong is collected, then said at once."""
import hashlib
import json
import re
import subprocess
from pathlib import Path

REPORTS = "docs/catalogue/reports"


class Trouble(Exception):
    """Problems, one a line, each with the file and what to do."""


def canonical_digest(document):
    """Of a JSON document without its member sha256: sorted keys, no spaces, UTF-8."""
    rest = {key: value for key, value in document.items() if key != "sha256"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


class Tree:
    def __init__(self, root):
        self.root, self.problems, self.unfinished = Path(root).resolve(), [], []

    def complain(self, path, what):
        try:
            path = Path(path).relative_to(self.root)
        except ValueError:
            pass
        self.problems.append(f"{path}: {what}")

    def end(self):
        if self.problems:
            raise Trouble("\n".join(self.problems))

    def json(self, path):
        """A document, or None and a complaint."""
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            self.complain(path, error.strerror)
        except UnicodeDecodeError:
            self.complain(path, "is not UTF-8")
        except json.JSONDecodeError as error:
            self.complain(path, f"line {error.lineno}, column {error.colno}: {error.msg}")
        return None

    def release(self):
        """Version of manifest.yml."""
        return self.version_in((self.root / "manifest.yml").read_text(), "manifest.yml")

    def version_in(self, text, name):
        found = re.search(r'^version:\s*"?([\w.]+)"?', text, re.M)
        if not found:
            self.complain(name, "has no line 'version:'")
        return found[1] if found else ""

    def boards(self):
        """name: board.json, with hardware.json below "hardware" where there is one; sorted."""
        found = {}
        for path in sorted(self.root.glob("boards/*/board.json")):
            board = self.json(path)
            if not isinstance(board, dict):
                continue
            missing = [key for key in ("name", "description", "vendor", "chip", "core", "arch", "features", "memory")
                       if key not in board]
            if missing:
                self.complain(path, f"has no {', '.join(missing)}")
                continue
            if board["name"] != path.parent.name:
                self.complain(path, f"is called {board['name']}, its folder {path.parent.name}")
            hardware = path.parent / "hardware.json"
            board["hardware"] = (self.json(hardware) or {}) if hardware.exists() else {}
            board["folder"] = path.parent
            if re.fullmatch(r"<[^<>]*>", str(board["vendor"])):  # the template, and what was not filled in yet
                self.unfinished.append(board["name"])
                continue
            found[board["name"]] = board
        return found

    def groups(self):
        """group.json of the suite's groups, in its order, and the suite."""
        folder = self.root / "tests/qualification"
        suite = self.json(folder / "suite.json") or {}
        groups = [self.json(folder / name / "group.json") for name in suite.get("groups", [])]
        return suite, [group for group in groups if group]

    def git(self, *words):
        done = subprocess.run(["git", "-C", str(self.root), *words], capture_output=True, text=True)
        return done.stdout if done.returncode == 0 else None

    def accepted(self):
        """board: its accepted reports, newest release first."""
        found = {}
        for path in sorted((self.root / REPORTS).glob("*/*.json"), reverse=True):
            report = self.json(path)
            if report is None:
                continue
            if report.get("format") != "dunlin-catalogue-report" or report.get("version") != 1:
                self.complain(path, "is no accepted report: ./run catalogue accept makes them")
            elif report.get("sha256") != canonical_digest(report):
                self.complain(path, "was changed after it was accepted; accept the results again")
            elif (report.get("board"), report.get("release")) != (path.parent.name, path.stem):
                self.complain(path, f"is of {report.get('board')}, release {report.get('release')}")
            else:
                found.setdefault(report["board"], []).append(report)
        return found
