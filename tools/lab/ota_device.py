# SPDX-License-Identifier: MIT
"""A device that takes updates: a board in QEMU under its bootloader, with a flash file that outlives it, and a cloud in a
box that rolls images out.

    build_signer()
    signer = Signer(board, folder)
    one = signer.image("1.0.0", elfs)                    a list of files: one, or one for each slot (runs in place)
    with cloud_box.CloudBox(folder / "box") as box, sntp_server.SntpServer() as sntp:
        with OtaDevice(board, bootloader, folder) as device:
            device.deliver(one, box, sntp.port)          as from the factory: slot 0, credentials (serial=: a claim)
            device.on()                                  its log is read in the background
            at = device.wait_for("ota: version 1.0.0", 60)
            roll_out = RollOut(box.folder, device.thing, signer.image("2.0.0", elfs))
            print(roll_out.wait(120))                    Verdict(status="SUCCEEDED", details={...}, seconds=...)
            device.wait_for("ota: version 2.0.0", 60, at)
            device.cut()                                 the power; on() brings it back
            print(journal(device.flash, board))          what the bootloader believes, read from the file

Text is waited for in `device.log`, which goes on over resets and power cuts; positions in it are indexes. A run that
ends by itself (a fault does that in QEMU) is switched on again when `device.returns` is true; `device.runs` counts them.
RollOut and reported() ask the box whenever they want something and take no answer for "not now", so a box may be killed
and come back, on other ports of its control plane, while they wait.
"""
import json
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import zlib
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/target"), str(ROOT / "tools/cloud/box")]
import control  # noqa: E402
import credentials  # noqa: E402
import ota  # noqa: E402
import qemu  # noqa: E402

SIGN = ROOT / "build/tools/tools/sign/dunlin-sign"
DEVELOPMENT = ROOT / "tools/sign/development/development"
POLL_S = 0.2
LINE_S = 0.05
JOURNAL_MAGIC, JOURNAL_BYTES = b"DLJ1", 84
PROGRESS_MAGIC, PROGRESS_BYTES = b"DLP1", 128


def board_of(board):
    """A board's board.json."""
    return json.loads((ROOT / "boards" / board / "board.json").read_text())


def layout(board):
    """The `ota` object of a board's board.json."""
    return board_of(board)["ota"]


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"this command failed:\n  {' '.join(map(str, command))}\n{done.stdout}{done.stderr[-3000:]}")


def build_signer():
    """tools/sign, where it is not built or not new."""
    run(ROOT / "run", "sign", "--help")


class Signer:
    """Makes images of a board with tools/sign (build_signer) and the development key."""

    def __init__(self, board, folder, key=DEVELOPMENT):
        self.board, self.folder, self.key = board, Path(folder), Path(key)
        self.hardware_id = layout(board)["hardware_id"]

    def image(self, version, elfs, counter=0, name=None):
        """Image files of a version, as roll-outs take them: one for each ELF."""
        made = []
        for slot, elf in enumerate(elfs):
            path = self.folder / f"{name or version}.{slot}.image"
            run(SIGN, "image", elf, "--output", path, "--version", version, "--hardware-id", self.hardware_id, "--counter",
                counter, "--key", self.key.with_suffix(".key"), "--certificate", self.key.with_suffix(".crt"))
            made.append(path)
        return made


def true_record(flash, board, name, magic, record_bytes):
    """The record that is true in the region `journal` or `progress` of a flash file; None: there is none."""
    described = layout(board)
    unit, region = described["flash"]["program_bytes"], described[name]
    seals_at = -(-record_bytes // unit) * unit
    with open(flash, "rb") as file:
        file.seek(region["offset"])
        content = file.read(region["bytes"])
    half, best, highest = region["bytes"] // 2, None, 0
    for begin in (0, half):
        for at in range(begin, begin + half - seals_at - 2 * unit + 1, seals_at + 2 * unit):
            record = content[at:at + record_bytes]
            seals = content[at + seals_at:at + seals_at + 2 * unit]
            is_good = record[:4] == magic and zlib.crc32(record[:-4]) == struct.unpack("<I", record[-4:])[0]
            number = struct.unpack("<I", record[4:8])[0]
            if is_good and bytes(unit) in (seals[:unit], seals[unit:]) and number > highest:
                best, highest = record, number
    return best


def text_of(job):
    return job.rstrip(b"\0").decode(errors="replace")


def journal(flash, board):
    """What the true record of the journal says, while nobody writes it: number, counter, flags, trials, reason, job. None:
    there is none. docs/design/ota.md has the format."""
    record = true_record(flash, board, "journal", JOURNAL_MAGIC, JOURNAL_BYTES)
    if record is None:
        return None
    number, counter, flag_0, flag_1, trials, reason, job = struct.unpack("<II4B64s", record[4:80])
    return {"number": number, "counter": counter, "flags": (flag_0, flag_1), "trials": trials, "reason": reason,
            "job": text_of(job)}


def downloading(flash, board):
    """The job whose file is on its way, by the progress region; "": there is none."""
    record = true_record(flash, board, "progress", PROGRESS_MAGIC, PROGRESS_BYTES)
    return text_of(record[28:92]) if record else ""


class OtaDevice:
    """One device. As a context manager it is off at the end."""

    def __init__(self, board, bootloader, folder, tell=None):
        """`tell`: called with each line of its console, from another thread."""
        self.board, self.bootloader, self.folder = board, bootloader, Path(folder)
        self.tell = tell
        self.thing = None
        self.flash = None
        self.log = ""
        self.runs = 0
        self.returns = True
        self.extra = []
        self.modem = "null"  # where the Wi-Fi module of a board that has one is
        self.news = threading.Condition()
        self.machine = self.reader = None
        self.is_wanted = False

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.cut()

    def deliver(self, images, box, sntp_port, serial=None, told=None):
        """A new flash: the image of slot 0 as from the factory, and who it is: the box's first device, or, with a serial
        number, one that has a claim only and will be `device-<serial>`. `told`: more, for flash_of_box."""
        factory = self.folder / "factory.bin"
        run(SIGN, "factory", images[0], "--layout", ROOT / "boards" / self.board / "board.json", "--output", factory)
        self.flash = credentials.flash_of_box(box, self.folder, self.board, sntp_port, serial, factory,
                                              **(told or {}))
        self.thing = f"device-{serial}" if serial else box.device["thing"]

    # ---- power ----

    def on(self):
        self.is_wanted = True
        self.start()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def cut(self):
        """As a power cut: no chance to finish anything. The log stays."""
        self.is_wanted = False
        if self.machine is not None:
            self.machine.process.kill()
            self.reader.join()
            self.machine.kill()
            self.machine = None

    def start(self):
        self.runs += 1
        self.machine = qemu.Qemu(self.bootloader, self.board, flash=self.flash, extra=self.extra, echo=False,
                                 modem=self.modem)

    def read(self):
        """The console, until the power is cut."""
        seen, rest = 0, ""
        while True:
            goes_on = self.machine.read_some(time.monotonic() + 1)
            text = self.machine.output[seen:]
            seen = len(self.machine.output)
            with self.news:
                self.log += text
                self.news.notify_all()
            if self.tell and text:
                *lines, rest = (rest + text).split("\n")
                for line in lines:
                    self.tell(line.rstrip("\r"))
            if not goes_on:
                if not (self.is_wanted and self.returns):
                    return
                self.machine.kill()
                seen = 0
                self.start()

    # ---- what it says ----

    def wait_for(self, text, seconds, start=0):
        """Wait until `text` is in the log behind index `start`; the index behind it."""
        until = time.monotonic() + seconds
        with self.news:
            while text not in self.log[start:]:
                left = until - time.monotonic()
                if left <= 0 or not (self.reader.is_alive() or text in self.log[start:]):
                    raise qemu.TestFailure(f"no {text!r} within {seconds} s; the log ends in:\n{self.log[start:][-2000:]}")
                self.news.wait(min(left, 0.5))
            return self.log.index(text, start) + len(text)

    def mark(self):
        """Where the log ends now."""
        with self.news:
            return len(self.log)


# ---- the cloud's side ----

def plane_of(folder):
    """The control plane of the box whose state is in the folder; raises where none is up."""
    return control.Control(control.running(Path(folder).resolve())["controlPort"])


def ask(folder, operation, **parameters):
    """The answer of the control plane; None: it did not answer, or there is no such thing."""
    try:
        return plane_of(folder).do(operation, **parameters)
    except (SystemExit, OSError, urllib.error.URLError, ValueError):
        return None
    except control.Refused as error:
        if error.kind == "ResourceNotFoundException":
            return None
        raise


def reported(folder, thing):
    """What the thing's classic shadow reports; {}: nothing, or the box is away."""
    document = ask(folder, "GetThingShadow", thingName=thing)
    return (document or {}).get("state", {}).get("reported", {})


@dataclass
class Verdict:
    status: str
    details: dict = field(default_factory=dict)
    seconds: float = 0.0


class RollOut:
    """One update for one thing, made as ./run ota makes it. `job` is its job's id."""

    def __init__(self, box_folder, thing, images, words=()):
        """`words`: further options of ./run ota, such as --force. Raises ota.Stop where it cannot be made."""
        self.folder, self.thing, self.began = box_folder, thing, time.monotonic()
        self.options = ota.read_arguments(["--thing", thing, *(word for path in images for word in ("--image", str(path))),
                                           "--dir", str(box_folder), *words])
        plane = plane_of(box_folder)
        version = ota.look_at_images(self.options, plane)
        self.update = ota.update_id(self.options, f"{version}-{time.monotonic_ns() % 1000000}")
        self.job = ota.create(plane, self.options, ota.find_thing(plane, thing), self.update)

    def execution(self):
        """The job's execution as the service has it; None: no answer now."""
        answer = ask(self.folder, "DescribeJobExecution", thingName=self.thing, jobId=self.job)
        return answer and answer["execution"]

    def verdict(self):
        execution = self.execution() or {"status": ""}
        return Verdict(execution["status"], execution.get("statusDetails", {}).get("detailsMap", {}),
                       time.monotonic() - self.began)

    def wait(self, seconds, tell=None):
        """The verdict once the job has ended, or that of the moment when the time is over. `tell`: of each change, with
        seconds and a text."""
        until, last = time.monotonic() + seconds, None
        while True:
            execution = self.execution()
            text = ota.describe(execution) if execution else last
            if tell and text != last:
                tell(time.monotonic() - self.began, text)
            last = text
            if (execution and execution["status"] in ota.ENDS) or time.monotonic() > until:
                return self.verdict()
            time.sleep(POLL_S)
