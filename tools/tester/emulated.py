#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The flash tool of a board that is emulated.

    emulated.py flash --board B --image ELF --socket PATH [--time real]
                                                              start the board with an image, its console on a Unix socket
    emulated.py stop --socket PATH                            end what was started

`flash` returns when somebody can connect; the board starts when somebody has, so no line is lost, and ends with the
connection. An earlier instance on the same socket is ended first. How the board is run stands in its board.json. Time is
counted in instructions for groups that need nothing of this machine, so a busy host changes nothing; with peers it is real.
--time real counts, too, and keeps pace with this machine's clock: a tick is never lost because the host was busy.

Beside the socket: PATH.pid, PATH.elf (the image, of which the build may make another meanwhile), PATH.flash (the contents of
the flash, kept between images), PATH.log (what the emulator says), module/ (of a board with a Wi-Fi module).
"""
import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PR_SET_PDEATHSIG = 1
PACED = "shift=7,align=on,sleep=on"  # of QEMU's -icount: few instructions a second, so that any host keeps up
CONNECT_S = 60  # for the tester to come
LOG_BYTES = 2000  # of an emulator that ends before its board has said anything


def in_the_child():
    os.setpgid(0, 0)
    die_with_parent()


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Trouble(Exception):
    """What keeps a board from being run: told on its line."""


class Place:
    """The files of one device."""

    def __init__(self, path):
        self.socket = pathlib.Path(path)
        self.pid, self.image, self.flash, self.log, self.module = (
            self.socket.with_name(self.socket.name + end) for end in (".pid", ".elf", ".flash", ".log", ".module"))

    def end_earlier(self):
        """The instance that is on this socket, if there is one: known by its command line, so no other is hit."""
        try:
            pid = int(self.pid.read_text())
            mine = str(self.socket).encode() in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            mine = False
        if mine:
            for number in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    break
                until = time.monotonic() + 5
                while pathlib.Path(f"/proc/{pid}/fd").exists() and is_alive(pid) and time.monotonic() < until:
                    time.sleep(0.01)
        for path in (self.pid, self.socket):
            path.unlink(missing_ok=True)

    def forget(self, pid):
        """At an instance's own end. The note of its number goes last: while it is there, the next one waits."""
        try:
            if int(self.pid.read_text()) == pid:
                self.socket.unlink(missing_ok=True)
                self.pid.unlink(missing_ok=True)
        except (OSError, ValueError):
            pass  # the next one has been here


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def environment(name):
    return os.environ.get("QUALIFICATION_" + name, "")


def peers():
    path = environment("PEERS")
    return json.loads(pathlib.Path(path).read_text()) if path and pathlib.Path(path).exists() else {}


def module_scenario(folder, told):
    """The air around a Wi-Fi module: the networks of userdata.json, this machine behind their gateway, and in the module the
    authority and the identities of the run, in the order of the parameters."""
    def file(name, text):
        path = folder / name
        path.write_text(text or "")
        return str(path)

    networks = [told[key] for key in ("wifi_client", "wifi_test") if told.get(key)]
    points = [{"ssid": network["ssid"], "bssid": f"02:d0:00:00:00:{index + 1:02x}",
               "security": (network.get("security") or "wpa2").lower().removeprefix("ewifisecurity"),
               "password": network.get("password") or "", "channel": 6 + index, "rssi": -48 - index, "gateway": "10.0.2.2",
               "first": f"10.0.2.{15 + 10 * index}", "pool": 8} for index, network in enumerate(networks)]
    for point in points:
        if point["security"] == "open":
            del point["password"]
    identities = [{"certificate": file(f"{name}.crt", told[name]["certificate"]),
                   "key": file(f"{name}.key", told[name]["key"])}
                  for name in ("identity", "rsa", "untrusted", "own_authority") if told.get(name)]
    return {"access_points": points, "hosts": {told["host_name"]: "10.0.2.2", "time.local": "10.0.2.2"},
            "ports": {}, "authorities": [file("root.crt", told["root"])] if told.get("root") else [],
            "identities": identities,
            "delays_ms": {"join": 100, "address": 20, "scan": 100, "boot": 50, "time": 20}}


class Module:
    """A Wi-Fi module: the program of ./run modem."""

    def __init__(self, folder, program):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "scenario.json").write_text(json.dumps(module_scenario(folder, peers()), indent=1))
        self.uart, control = folder / "u", folder / "c"
        with open(folder / "log.txt", "wb") as log:
            self.process = subprocess.Popen(
                [program, "--scenario", folder / "scenario.json", "--uart", self.uart, "--control", control, "--log",
                 folder / "log"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, preexec_fn=in_the_child)
        until = time.monotonic() + 10
        while not (self.uart.exists() and control.exists()):
            if self.process.poll() is not None or time.monotonic() > until:
                raise Trouble(f"the Wi-Fi module does not start: {(folder / 'log.txt').read_text()}")
            time.sleep(0.01)


def board_command(described, place, module, real):
    """As board.json has it. The flash is kept where the board can."""
    needs = environment("NEEDS")
    persistent = "run_persistent" in described and options_of_flash(described, place)
    values = {"image": str(place.image), "flash": str(place.flash), "modem": f"unix:{module.uart}" if module else "null"}
    command = [part.format(**values) for part in described["run_persistent" if persistent else "run"]]
    if described["arch"] == "sim":
        return command + (["--realtime"] if needs or real else [])
    counted = [] if needs else described.get("run_counted", [])
    return command + [PACED if real and word.startswith("shift=") else word for word in counted]


def options_of_flash(described, place):
    """Whether the image can run with a flash that is kept; makes it."""
    if described["chip"] == "virt_riscv":
        return False  # there the image would have to be in the flash itself
    drive = described["memory"].get("flash", {}).get("drive_bytes")
    if not place.flash.exists():
        size = drive or {"sim": described["memory"].get("flash", {}).get("bytes", 0)}.get(described["chip"], 0)
        if any("loader,file={flash}" in part for part in described["run_persistent"]):
            size = described["memory"]["flash"]["bytes"]
        if size:
            place.flash.write_bytes(b"\xff" * size)
    return True


def bridge(line, board):
    """Console to the line and back until either ends. @return Whether the board has said anything."""
    said = False
    while True:
        ready, _, _ = select.select([line, board.stdout], [], [], 1)
        if board.stdout in ready:
            data = os.read(board.stdout.fileno(), 65536)
            if not data:
                return said
            said = True
            line.sendall(data)
        if line in ready:
            data = line.recv(65536)
            if not data:
                return said
            board.stdin.write(data)
            board.stdin.flush()


def serve(described, place, listener, real):
    """In a process of its own: wait for the tester, start the board, be its line."""
    listener.settimeout(CONNECT_S)
    line, _ = listener.accept()
    listener.close()
    module = board = None
    try:
        if "{modem}" in " ".join(described["run"]):
            module = Module(place.module, ROOT / "build/tools/tools/modem/dunlin-modem")
        # What an emulator says of itself is not the board's, and would be heard as if it were: a hang would be none.
        own = described["arch"] == "sim"
        board = subprocess.Popen(board_command(described, place, module, real), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT if own else None, preexec_fn=in_the_child)
        said = bridge(line, board)
        if not own and not said and place.log.exists():  # it has not begun: why?
            line.sendall(place.log.read_bytes()[-LOG_BYTES:])
    except (ConnectionError, BrokenPipeError):
        pass  # the tester has heard enough
    except (Trouble, OSError, ValueError, KeyError) as trouble:
        line.sendall(f"\nemulated: {type(trouble).__name__}: {trouble}\n".encode())
    finally:
        for process in (board, module and module.process):
            if process:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def follow(parent):
    """End with the tester, that became our parent when the flash command had ended."""
    while os.getppid() == parent:
        time.sleep(0.01)
    die_with_parent()


def flash(options):
    place = Place(options.socket)
    place.end_earlier()
    board = options.boards / options.board / "board.json"
    if not board.exists():
        sys.exit(f"emulated: there is no {board}: --boards names the folder that the board's folder is in")
    described = json.loads(board.read_text())
    if not options.image.exists():
        sys.exit(f"emulated: {options.image} is not there: was the image built?")
    program = described["run"][0]
    if "{" not in program and not shutil.which(program):
        sys.exit(f"emulated: {program} is not installed")
    place.socket.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(options.image, place.image)
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind(str(place.socket))
        except OSError as error:
            sys.exit(f"emulated: {place.socket}: {error.strerror or error}")
        listener.listen(1)
        parent = os.getpid()
        child = os.fork()
        if child:
            place.pid.write_text(str(child))
            return
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        with open(place.log, "ab") as log:
            os.dup2(nothing, 0)
            os.dup2(log.fileno(), 1)
            os.dup2(log.fileno(), 2)
        follow(parent)
        signal.signal(signal.SIGTERM, lambda *unused: sys.exit(0))
        try:
            serve(described, place, listener, options.time == "real")
        finally:
            place.forget(os.getpid())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("flash", "stop"))
    parser.add_argument("--board")
    parser.add_argument("--boards", type=pathlib.Path, default=ROOT / "boards", help="where the folders of boards are")
    parser.add_argument("--image", type=pathlib.Path)
    parser.add_argument("--socket", required=True)
    parser.add_argument("--time", choices=("counted", "real"), default="counted", help="of groups that need nothing of this machine")
    options = parser.parse_args()
    if options.verb == "stop":
        place = Place(options.socket)
        place.end_earlier()
        for path in (place.image, place.flash, place.log):
            path.unlink(missing_ok=True)
        shutil.rmtree(place.module, ignore_errors=True)
        return
    if not options.board or not options.image:
        parser.error("flash needs --board and --image")
    flash(options)


main()
