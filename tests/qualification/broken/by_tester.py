# SPDX-License-Identifier: MIT
"""A board's copy, judged by devicetester: a patch is a port, the report says what is wrong with it. The three files are those
of `./run tester`; only the build command is another one, which keeps what was built (kept_build.py).

Folders: build/broken/<board>/{tree,kept,results}; results/<patch> is what the tester has left of the last run.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from patches import ROOT, Trouble
from wifi_module import build_tool
from workbench import RUNNING, STOPPING, Workbench, begin

DEVICETESTER = ROOT / "build/tools/tools/tester/devicetester"
PROGRAMS = ("devicetester", "dunlin-modem", "dunlin-cloudd", "dunlin_cloud_plugin")
JUDGED = (0, 1)  # exit status of a run that has come to its end; 4 where the line or a peer was lost
LOST = 4
VERDICTS = {"passed": "passed", "skipped": "ignored", "failed": "failed", "error": "failed"}


class TesterBench(Workbench):
    """One board. Use from one thread. `groups`: folders of tests/qualification that its images have."""

    def __init__(self, board, jobs, groups):
        super().__init__(board, jobs)
        self.groups = ";".join(sorted(groups))
        self.results = self.work / "results"
        self.folder = self.time = None

    def prepare(self):
        super().prepare()
        for program in PROGRAMS:
            build_tool(program)
        self.folder = tempfile.TemporaryDirectory(prefix="dunlin-broken-")  # a socket's path is short
        self._must(sys.executable, ROOT / "tools/tester/board_files.py", self.board, self.folder.name, "--results",
                   self.results / "new", "--source", self.tree)
        path = pathlib.Path(self.folder.name) / "userdata.json"
        userdata = json.loads(path.read_text())
        userdata["buildTool"]["command"] = [str(ROOT / "tests/qualification/broken/kept_build.py"), "{{testData.sourcePath}}",
                                            str(self.work / "kept"), self.board, self.groups or "none", self.jobs]
        path.write_text(json.dumps(userdata, indent=1))

    def close(self):
        if self.folder:
            self.folder.cleanup()
        super().close()

    def run(self, group, log_name, named=(), real=False):
        """{case: (verdict, text)} as the tester reports the group of the tree as it is now; `troubles` is its words. `real`:
        only the cases of `named`, in real time."""
        self._set_time("real" if real else self.time)
        return self._verdicts(self._report([group], log_name, *(["--test-id", ",".join(named)] if real else [])), group)

    def _set_time(self, value):
        path = pathlib.Path(self.folder.name) / "device.json"
        pools = json.loads(path.read_text())
        place = next(each for each in pools[0]["devices"][0]["identifiers"] if each["name"] == "time")
        self.time = self.time or place["value"]
        place["value"] = value or self.time
        path.write_text(json.dumps(pools, indent=1))

    def unbroken(self, groups):
        """All groups in one run."""
        report = self._report(groups, "without")
        return [(group, self._verdicts(report, group)) for group in groups]

    def _verdicts(self, report, group):
        found = next(each for each in report["groups"] if each["id"] == group.id)
        judged = [case for case in found["cases"] if case["outcome"] in VERDICTS]
        self.troubles = {case["name"]: case["trouble"] for case in judged if case["trouble"]}
        return {case["name"]: (VERDICTS[case["outcome"]], case["message"] or "") for case in judged}

    def _report(self, groups, log_name, *options):
        """The tester's report of these groups."""
        self.log = self.work / f"{log_name}.log"
        new, kept = self.results / "new", self.results / log_name
        shutil.rmtree(new, ignore_errors=True)
        command = [DEVICETESTER, "run-suite", "--configs", self.folder.name, "--json", "--group-id",
                   ",".join(group.id for group in groups), *options]
        with open(self.log, "w", encoding="utf-8") as log:
            process = begin(command, signal.SIGTERM, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                            env=os.environ | {"TMPDIR": self.folder.name})
            said, _ = process.communicate()  # it ends what it has started, also when it is interrupted
            RUNNING.pop(process, None)
        if STOPPING:
            raise Trouble(STOPPING[0])
        if process.returncode not in (*JUDGED, LOST) or not said:
            raise Trouble(f"devicetester ended with {process.returncode}: {self.log}")
        shutil.rmtree(kept, ignore_errors=True)
        next(new.iterdir()).rename(kept)
        return json.loads(said)
