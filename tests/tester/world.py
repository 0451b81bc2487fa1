# SPDX-License-Identifier: MIT
"""A source tree, the tester's three files and boards that are scripts (fake_board.py), and what is left of a run.

Programs that use it are called with FOLDER DEVICETESTER [name of a test].
"""
import concurrent.futures
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

DEVICETESTER = Path(sys.argv[2]).resolve()
FAKE = Path(__file__).resolve().with_name("fake_board.py")
CLAUSE = {"id": "FAKE-1", "text": "It works.", "advice": "Mend it."}
CASES = ("First", "Second", "Third")
AT_A_TIME = 6  # nearly all of it is waiting


class World:
    """A tree, the three files, and a mark by which everything that a run has started is known."""

    def __init__(self, mode="pass", protocol="unix", devices=1, groups=1, **changes):
        self.folder = Path(tempfile.mkdtemp(prefix="tt-"))
        self.tree, self.scratch, self.results = (self.folder / name for name in ("tree", "scratch", "results"))
        self.scratch.mkdir()
        self.mark = secrets.token_hex(8)
        self.helpers = []
        with socket.socket() as probe:  # free a moment ago
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.lines = [str(self.folder / f"line{index}") for index in range(devices)]
        self.mode, self.protocol = mode, protocol
        self.write_tree(groups, changes.get("group", {}))
        self.write_files(changes)

    def write_tree(self, groups, changes):
        place = self.tree / "tests/qualification"
        (place / "config").mkdir(parents=True)
        names = [f"g{index}" for index in range(groups)]
        (place / "suite.json").write_text(json.dumps(
            {"id": "AFQ_1", "version": "1.0.0", "title": "Fakes", "groups": names}))
        for name in names:
            (place / name).mkdir()
            group = {
                "id": f"Full{name.upper()}", "name": f"Full_{name}", "title": name, "kind": "target",
                "enable": f"testrunnerFULL_{name.upper()}_ENABLED", "needs": [], "seconds": 20, "case_seconds": 2,
                "clauses": [CLAUSE], "cases": [{"name": f"AFQP_{name.upper()}_{case}", "clause": "FAKE-1"} for case in CASES],
                **changes}
            (place / name / "group.json").write_text(json.dumps({key: value for key, value in group.items() if value is not None}))
        for file in ("aws_test_runner_config.h", "qualification_config.h"):
            (place / "config" / file).write_text("#define testrunnerFULL_ELSE_ENABLED 1\n" if file.startswith("aws") else "")
        (self.tree / ".gitignore").write_text("ignored/\n")
        (self.tree / "ignored").mkdir()
        (self.tree / "ignored/big").write_bytes(b"x" * 100000)

    def where(self, index):
        if self.protocol == "tcp":
            return f"127.0.0.1:{self.port + index}"
        return self.lines[index]

    def write_files(self, changes):
        kind = {"uart": "pty"}.get(self.protocol, self.protocol)
        port = "{{device.identifiers[?(@.name == 'place')].value}}"
        files = {
            "config.json": {"reportPath": str(self.results), "peerHost": "127.0.0.1"},
            "device.json": [{"id": "pool", "sku": "fake", "features": [
                {"name": "WIFI", "value": "No"}, {"name": "OTA", "value": "No"}, {"name": "BLE", "value": "No"},
                {"name": "TCP/IP", "value": "On-chip"}, {"name": "TLS", "value": "On-chip"}],
                "devices": [{"id": f"board{index}", "connectivity": {"protocol": self.protocol, "serialPort": self.where(index)},
                             "identifiers": [{"name": "place", "value": self.where(index).rpartition(":")[2]}]}
                            for index in range(len(self.lines))]}],
            "userdata.json": {
                "sourcePath": str(self.tree),
                "buildTool": {"name": "fake", "version": "1", "command": [str(FAKE), "build", self.mode]},
                "flashTool": {"name": "fake", "version": "1", "command": [
                    str(FAKE), "flash", self.mode, "{{testData.sourcePath}}/image", f"{kind}:{port}"]}},
        }
        files["userdata.json"].update(changes.get("userdata", {}))
        for name, content in files.items():
            (self.folder / name).write_text(json.dumps(content))

    def __enter__(self):
        for index in range(len(self.lines) if self.protocol == "uart" else 0):
            self.plug_in(index)
        return self

    def plug_in(self, index=0):
        line = self.lines[index]
        self.helpers.append(subprocess.Popen([str(FAKE), "pty", line]))
        until = time.monotonic() + 5
        while not os.path.exists(line) and time.monotonic() < until:
            time.sleep(0.01)

    def unplug(self, index=0):
        """The line of the board that was plugged in then is gone, as that of an adapter that is pulled out."""
        self.helpers[index].kill()
        self.helpers[index].wait()
        os.unlink(self.lines[index])

    def __exit__(self, *unused):
        for helper in self.helpers:
            helper.kill()
            helper.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *options, **settings):
        environment = {**os.environ, "TMPDIR": str(self.scratch), "RUN_TEST_MARK": self.mark, "FAKE_FOLDER": str(self.folder)}
        return subprocess.Popen([DEVICETESTER, "run-suite", "--configs", self.folder, *options], env=environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.folder, **settings)

    def run(self, *options, **settings):
        process = self.start(*options, **settings)
        try:
            self.said, _ = process.communicate(timeout=50)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        self.status = process.returncode
        return self

    def started(self):
        """Processes with the mark that are alive: command lines by pid."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if f"RUN_TEST_MARK={self.mark}".encode() in (entry / "environ").read_bytes():
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
        return found

    def report(self):
        return json.loads(next(self.results.glob("*/report.json")).read_text())

    def cases(self, group=0):
        return {case["name"].rpartition("_")[2]: case for case in self.report()["groups"][group]["cases"]}

    def outcomes(self, group=0):
        """Of each case: its outcome, with its trouble where it has one."""
        return [case["outcome"] if not case["trouble"] else f"{case['outcome']} {case['trouble']}"
                for case in self.cases(group).values()]

    def log(self, name):
        return next(self.results.glob("*/logs")).joinpath(name).read_text(errors="replace")

    def expect_clean(self):
        until = time.monotonic() + 5
        while self.started() and time.monotonic() < until:
            time.sleep(0.05)
        expect(self.started(), {})
        expect(list(self.scratch.iterdir()), [])


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r}, want {wanted!r}")


def expect_in(part, text):
    if part not in text:
        raise AssertionError(f"no {part!r} in:\n{text}")


def judged(mode, status, outcomes, *texts, protocol="unix", **changes):
    """A run on one board: exit status, the three outcomes, what the terminal says."""
    with World(mode, protocol, **changes) as world:
        world.run()
        expect((world.status, world.outcomes()), (status, outcomes))
        for text in texts:
            expect_in(text, world.said)
        world.expect_clean()
        return world.said


def wait_for(world, text):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        logs = list(world.results.glob("*/logs/test_manager.log"))
        if logs and text in logs[0].read_text():
            return
        time.sleep(0.02)
    raise AssertionError(f"{text!r} does not come")


def attempt(test):
    began = time.monotonic()
    try:
        test()
        print(f"ok {test.__name__}  {time.monotonic() - began:.1f} s", flush=True)
        return True
    except Exception as failure:  # whatever it is, the others shall run
        text = "".join(traceback.format_exception(failure))
        print(f"{text}FAIL {test.__name__}: {failure}", flush=True)
        return False


def run_tests(tests):
    wanted = [test for test in tests if not sys.argv[3:] or test.__name__ in sys.argv[3:]]
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        good = list(pool.map(attempt, wanted))
    sys.exit(0 if good and all(good) else 1)
