# SPDX-License-Identifier: MIT
"""Patches of broken ports and groups of cases: reading them, and what can be said about them without a build.

    # SPDX-License-Identifier: MIT
    # broken:     what is broken, one sentence
    # hurts:      whom
    # boards:     mps2_an385 virt_rv32          where it is broken by this patch; the first one is run by default
    # group:      kernel
    # fails:      AFQP_KERNEL_A AFQP_KERNEL_B   or clauses: all cases of each must fail
    # collateral: AFQP_KERNEL_C: why it may fail, too
    # trouble:    crash                         what devicetester has to call it; then only devicetester judges it
    # time:       real                          likewise; only the cases that fail, and no time is counted
    --- a/arch/...
"""
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
GROUPS = ROOT / "tests/qualification"
FOLDER = GROUPS / "broken"
NEEDED = ("broken", "hurts", "boards", "group", "fails")
KEYS = NEEDED + ("collateral", "trouble", "time")
HEAD = re.compile(r"^#\s+(\w+):\s*(.*)$")


class Trouble(Exception):
    """A patch or a group that cannot be used; its text is for the user."""


class Group:
    """A folder of tests/qualification with a group.json."""

    def __init__(self, folder):
        self.folder = folder.name
        described = json.loads((folder / "group.json").read_text())
        self.name = described["name"]
        self.id = described["id"]
        self.kind = described["kind"]
        self.enable = described.get("enable")
        self.needs = described.get("needs", [])
        self.command = described.get("command", [])
        self.case_seconds = described.get("case_seconds", 30)
        self.clause_of = {case["name"]: case["clause"] for case in described.get("cases", [])}

    def expand(self, word):
        """A case, or the cases of a clause."""
        if word in self.clause_of:
            return [word]
        return [case for case, clause in self.clause_of.items() if clause == word]


class Patch:
    """One broken thing."""

    def __init__(self, path, groups):
        self.path = path
        self.name = path.stem
        text = path.read_text()
        head = self._head(text)
        for key in NEEDED:
            if not head[key]:
                raise Trouble(f"{path.name}: the header has no '{key}:'")
        self.broken = " ".join(head["broken"])
        self.hurts = " ".join(head["hurts"])
        self.boards = " ".join(head["boards"]).split()
        self.group = groups.get(head["group"][0])
        if self.group is None:
            raise Trouble(f"{path.name}: there is no group '{head['group'][0]}'")
        self.fails = self._cases(" ".join(head["fails"]).split())
        self.trouble = " ".join(head["trouble"]) or None
        self.time = " ".join(head["time"]) or "counted"
        if self.time not in ("counted", "real"):
            raise Trouble(f"{path.name}: time is counted or real, not '{self.time}'")
        self.collateral = {}
        for entry in head["collateral"]:
            words, _, reason = entry.partition(":")
            if not reason.strip():
                raise Trouble(f"{path.name}: collateral '{entry}' has no reason: 'CASE: reason'")
            self.collateral.update(dict.fromkeys(self._cases(words.split()), reason.strip()))
        self.files = re.findall(r"^\+\+\+ b/(\S+)", text, re.MULTILINE)
        if not self.files:
            raise Trouble(f"{path.name}: no '+++ b/...': not a unified diff")

    def _head(self, text):
        head = {key: [] for key in KEYS}
        key = None
        for line in text.split("\n--- ")[0].splitlines():
            found = HEAD.match(line)
            if found and found[1] in KEYS:
                key = found[1]
                head[key].append(found[2])
            elif key and line.startswith("#   "):
                head[key][-1] += " " + line[1:].strip()
            elif line.startswith("#") and "SPDX" not in line:
                raise Trouble(f"{self.path.name}: what is '{line}'? The header has {', '.join(KEYS)}")
        return head

    def needs_tester(self):
        return self.trouble is not None or self.time == "real"

    def _cases(self, words):
        cases = []
        for word in words:
            found = self.group.expand(word)
            if not found:
                raise Trouble(f"{self.path.name}: group '{self.group.folder}' has no case or clause '{word}'")
            cases += found
        return cases

    def apply(self, tree, *options):
        """@return What patch(1) complains about, or ''."""
        run = subprocess.run(["patch", "-p1", "-F0", "-s", "-f", "--no-backup-if-mismatch", "-r", "-", *options, "-d", str(tree),
                              "-i", str(self.path)], capture_output=True, text=True)
        return "" if run.returncode == 0 else (run.stdout + run.stderr).strip()


def read_groups():
    """{folder: Group}"""
    return {path.parent.name: Group(path.parent) for path in sorted(GROUPS.glob("*/group.json"))}


def read_patches(groups):
    """All patches, and what is wrong with those that cannot be read."""
    good, bad = [], []
    for path in sorted(FOLDER.glob("*.patch")):
        try:
            good.append(Patch(path, groups))
        except Trouble as trouble:
            bad.append(str(trouble))
    return good, bad


def read_tester_set():
    """Names of tester.txt, with what each shows."""
    lines = [line.split(None, 1) for line in (FOLDER / "tester.txt").read_text().splitlines()]
    return {words[0]: words[1] for words in lines if words and not words[0].startswith("#")}


def complaints():
    """What can be said without a build, a line each."""
    groups = read_groups()
    patches, found = read_patches(groups)
    for patch in patches:
        for board in patch.boards:
            if not (ROOT / "boards" / board / "board.json").exists():
                found.append(f"{patch.path.name}: there is no board '{board}'")
        trouble = patch.apply(ROOT, "--dry-run")
        if trouble:
            found.append(f"{patch.path.name}: does not apply: {trouble}")
    there = {patch.name for patch in patches}
    found += [f"tester.txt: there is no patch '{name}'" for name in read_tester_set() if name not in there]
    found += [f"{patch.path.name}: only devicetester judges it, and it is not in tester.txt" for patch in patches
              if patch.needs_tester() and patch.name not in read_tester_set()]
    named = {case for patch in patches for case in patch.fails}
    begun = json.loads((FOLDER / "unproven.json").read_text())  # {group: why its cases do not all have a patch yet}
    for group in groups.values():
        if group.folder not in begun:
            found += [f"{group.folder}/group.json: no patch makes {case} fail: it does not count"
                      for case in group.clause_of if case not in named]
    return patches, found
