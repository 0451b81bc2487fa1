# SPDX-License-Identifier: MIT
"""A copy of the tree for one board: break it, build it, run it, mend it. The build stays from patch to patch, so that each
costs what it changes. Folders: build/broken/<board>/{tree,build}."""
import contextlib
import fcntl
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import time

from peers import Peers, build_peers
from wifi_module import WifiModule, build_modem
from patches import ROOT, Trouble
from transcript import Transcript
from tree_copy import copy_tree

STANDSTILL = 60  # seconds of the host without a line, whatever the image does: it hangs; with peers, the group's case_seconds
HOST_SILENCE = 600  # of a program of the host, which may build before
PLAYED = {"network", "echo", "tls", "cloud"}  # what groups may need, and is there
CMAKE = (("VENDOR", "vendorName"), ("COMPILER", "compilerName"), ("TOOLCHAIN", "afrToolchainPath"),
         ("TOOLCHAIN_FILE", "cmakeToolchainPath"))  # as programs of the host are told, as userdata.json has it
TROUBLES = 4  # crashes and hangs of one patch after which only the cases that it names are looked at


class Workbench:
    """One board. Use from one thread."""

    troubles = None  # of the last run, words of devicetester: it was not asked

    def __init__(self, board, jobs):
        self.board = board
        self.jobs = str(jobs)
        self.work = ROOT / "build/broken" / board
        self.tree, self.build = self.work / "tree", self.work / "build"
        self.described = json.loads((ROOT / "boards" / board / "board.json").read_text())
        self.log = self.work / "log"
        self.built = None
        self.peers = self.lock = None

    def prepare(self):
        """One run at a time has a board's folder; another one waits here."""
        # A copy has no commit to tell the day by, and certificates of the peers begin yesterday.
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(time.time())))
        self.work.mkdir(parents=True, exist_ok=True)
        self.lock = open(self.work / "lock", "w", encoding="utf-8")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        copy_tree(self.tree)

    def close(self):
        if self.peers:
            self.peers.close()
        if self.lock:
            self.lock.close()

    def keep(self, files):
        """@return What mend() wants. The tree that the copy was made from may change meanwhile."""
        return {name: (self.tree / name).read_bytes() if (self.tree / name).exists() else None for name in files}

    def mend(self, kept):
        """Put files of the copy back to what they were."""
        for name, content in kept.items():
            if content is None:
                (self.tree / name).unlink(missing_ok=True)
            else:
                (self.tree / name).write_bytes(content)

    def run(self, group, log_name, named=()):
        """{case: (verdict, text)} of the group in the tree as it is now. A run that crashes or hangs is repeated with the cases
        that are left, in the end only with those of `named`. What could not be looked at is not in it."""
        self.log = self.work / f"{log_name}.log"
        self.log.unlink(missing_ok=True)
        if group.kind == "host":
            return self._run_host(group)
        verdicts, left = {}, list(group.clause_of)
        for trouble in range(TROUBLES + len(named)):
            if trouble >= TROUBLES:
                left = [case for case in left if case in named]
            self._configure(group, [] if len(left) == len(group.clause_of) else left)
            with self._module(group) as module:
                patience = {"silence": group.case_seconds} if group.needs else {"computes": max(5, group.case_seconds / 4)}
                transcript = self._listen(self._command(group, module), **patience)
            verdicts.update(transcript.verdicts)
            left = [case for case in left if case not in verdicts]
            if transcript.finished or not left or not (trouble < TROUBLES - 1 or set(left) & set(named)):
                break
            if not transcript.verdicts:
                raise Trouble(f"the image does not come to its first case: {self.log}")
        return verdicts

    def unbroken(self, groups):
        """Each group with its verdicts without a patch."""
        for group in groups:
            yield group, self.run(group, f"without-{group.folder}")

    def _run_host(self, group):
        """As the tester starts it: docs/design/qualification.md."""
        places = {"{{testData.sourcePath}}": self.tree, "{{config.idtRootPath}}": ROOT, "{board}": self.board}
        words = group.command
        for name, value in places.items():
            words = [word.replace(name, str(value)) for word in words]
        self._must(sys.executable, ROOT / "tools/tester/board_files.py", self.board, self.work / "files")
        said = json.loads((self.work / "files/userdata.json").read_text())["cmakeConfiguration"]
        told = {"QUALIFICATION_BOARD": self.board, "QUALIFICATION_SOURCE": str(self.tree)}
        for name, key in CMAKE:
            told["QUALIFICATION_" + name] = said.get(key, "").replace("{{testData.sourcePath}}", str(self.tree))
        return self._listen(words, HOST_SILENCE, told).verdicts

    def _parameters(self, group):
        """Text of qualification_config.h: without peers that of the tree."""
        if not group.needs:
            return (ROOT / "tests/qualification/config/qualification_config.h").read_text()
        header = self.work / "qualification_config.h"
        cloud = "cloud" in group.needs
        if self.peers and self.peers.cloud != cloud:
            self.peers.close()
            self.peers = None
        if self.peers is None:
            build_peers(cloud)
            self.peers = Peers(self.work / "peers", header=header, cloud=cloud)
        return header.read_text()

    def _module(self, group):
        """The Wi-Fi module of a board that has one: a new one for each run."""
        if not group.needs or not self.described["features"].get("wifi"):
            return contextlib.nullcontext()
        build_modem()
        return WifiModule(self.work / "module", self.peers.scenario())

    def _configure(self, group, only):
        """Write what the tester would write, and build."""
        config = self.tree / "tests/qualification/config"
        lines = []
        for line in (ROOT / "tests/qualification/config/aws_test_runner_config.h").read_text().splitlines():
            if line.startswith("#define testrunner"):
                name = line.split()[1]
                line = f"#define {name} {int(name == group.enable)}"
            lines.append(line)
        write(config / "aws_test_runner_config.h", "\n".join(lines) + "\n")
        write(config / "qualification_config.h",
              re.sub(r'(QUALIFICATION_ONLY +)""', rf'\1"{",".join(only)}"', self._parameters(group)))
        if self.built is not group:  # only that one: others bring libraries that take minutes
            self._must("cmake", "--preset", self.board, "-S", self.tree, "-B", self.build,
                       f"-DDUNLIN_QUALIFICATION_GROUPS={group.folder}")
            self.built = group
        self._must("cmake", "--build", self.build, "--target", "aws_tests", "-j", self.jobs)

    def _command(self, group, module):
        image = next(path for path in (self.build / "tests/qualification/aws_tests.elf",
                                       self.build / "tests/qualification/aws_tests") if path.exists())
        words = list(self.described["run"])
        if not group.needs:
            words += self.described.get("run_counted", [])
        elif self.described["arch"] == "sim":
            words.append("--realtime")
        return [word.replace("{image}", str(image)).replace("{modem}", module.serial if module else "null") for word in words]

    def _listen(self, command, silence=STANDSTILL, told=None, computes=None):
        """Run the command to its last line, its end, or its silence. `told`: of its environment. `computes`: seconds of a
        processor without a line after which an image hangs: its time is counted, so it waits for no clock."""
        transcript = Transcript()
        with open(self.log, "a", encoding="utf-8") as log:
            process = begin(command, cwd=self.tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                       stderr=subprocess.STDOUT, env=os.environ | (told or {}))
            why, rest, last, used = "the run ended", b"", time.monotonic(), 0
            while not transcript.finished:
                if not select.select([process.stdout], [], [], 1)[0]:
                    busy = computes is not None and seconds_used(process) - used > computes
                    if not busy and time.monotonic() - last < silence:
                        continue
                    why = "silent"
                    break
                data = os.read(process.stdout.fileno(), 65536)
                if not data:
                    break
                if EMULATOR.sub(b"", data).strip():
                    last, used = time.monotonic(), seconds_used(process)
                log.write(data.decode("utf-8", "replace"))
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    transcript.line(line.decode("utf-8", "replace").rstrip("\r"))
                if transcript.troubled:
                    why = "trouble"
                    break
            end(process)
            if not transcript.finished and rest:
                transcript.line(rest.decode("utf-8", "replace"))  # "TEST(...)" of the case that hangs
            if not transcript.finished:
                transcript.stop(why)
        return transcript

    def _must(self, *command):
        if STOPPING:
            raise Trouble(STOPPING[0])
        with open(self.log, "a", encoding="utf-8") as log:
            if subprocess.run([str(word) for word in command], stdout=log, stderr=subprocess.STDOUT, cwd=self.tree).returncode:
                raise Trouble(f"{command[0]} failed: {self.log}")


def write(path, text):
    """Only when it changes: what is as it was is not built again."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


RUNNING = {}  # process: the signal that ends it
STOPPING = []  # why


def begin(command, ends_by=signal.SIGKILL, **options):
    """A process with a group of its own, which end() or end_all() ends."""
    if STOPPING:
        raise Trouble(STOPPING[0])
    process = subprocess.Popen(command, start_new_session=True, **options)
    RUNNING[process] = ends_by
    return process


def end_all(why):
    """When the run is interrupted: images end, no further one begins, and each workbench closes what it has open."""
    STOPPING.append(why)
    for process, number in list(RUNNING.items()):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)


EMULATOR = re.compile(rb"^qemu-system-[^\n]*\n?", re.MULTILINE)  # its own words: an image that hangs is still silent


def seconds_used(process):
    """Of a processor, until now."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def end(process):
    RUNNING.pop(process, None)
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
    process.stdout.close()
