#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs beside the page: a choice is built and boots in QEMU, its serial line arrives, it is reset, its network and its power
are cut, also where that is a Wi-Fi module's; two run at once and the rest waits; its time is over; and nothing is left, whoever
is killed. Usage: runs_test.py CONSOLE"""
import http.client
import json
import os
import pwd
import signal
import sys
import threading
import time
from pathlib import Path

from console_lab import Checks, Console

CLI = {"board": "mps2_an385", "modules": [], "demo": "cli", "name": "talks"}
HELLO = {"board": "mps2_an385", "modules": [], "demo": "hello", "name": "hello"}
SCAN = {"board": "mps2_an385_wifi", "modules": [], "demo": "wifi_scan", "name": "scan"}
RUNS = Path(f"/var/tmp/dunlin-console-{os.geteuid()}")
BUILD_S = 240


class Watch(threading.Thread):
    """The events of a run, as a page gets them."""

    def __init__(self, console, run):
        super().__init__(daemon=True)
        self.console, self.run_id, self.events, self.has_ended = console, run, [], False
        self.start()

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.console.port, timeout=60)
        try:
            connection.request("GET", f"/api/v1/runs/{self.run_id}/events")
            answer, kind = connection.getresponse(), None
            while line := answer.readline().decode():
                if line.startswith("event: "):
                    kind = line[7:].strip()
                elif line.startswith("data: "):
                    self.events.append((kind, json.loads(line[6:])))
        except (OSError, http.client.HTTPException):
            pass
        self.has_ended = True

    def serial(self):
        return "".join(data["text"] for kind, data in list(self.events) if kind == "serial")

    def states(self):
        return [data["state"] for kind, data in list(self.events) if kind == "state"]

    def wait(self, holds, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if holds():
                return True
            time.sleep(0.1)
        return False


def processes(console):
    """Of this console's runs, by the folder that they are in."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().decode(errors="replace")
            where = os.readlink(entry / "cwd")
        except (OSError, ValueError):
            continue
        if f"/run-{console}-" in words or f"/run-{console}-" in where:
            found.append((int(entry.name), words.replace("\0", " ")[:80]))
    return found


def folders(console):
    return sorted(RUNS.glob(f"run-{console}-*"))


def gone(console, seconds=15):
    until = time.monotonic() + seconds
    while time.monotonic() < until and (processes(console) or folders(console)):
        time.sleep(0.1)
    return not processes(console) and not folders(console)


def start(console, check, choice):
    status, answer = console.call("POST", "/runs", choice)
    check(status == 201, "a run starts", answer)
    return answer["id"]


def a_board_talks(console, check):
    run = start(console, check, CLI)
    watch = Watch(console, run)
    if not check(watch.wait(lambda: "say help" in watch.serial(), BUILD_S), "the board says hello", watch.events[-3:]):
        return
    check(watch.states()[-2:] == ["building", "running"], "its states", watch.states())
    steps = [data["step"] for kind, data in watch.events if kind == "progress"]
    check(list(dict.fromkeys(steps)) == ["unfold", "configure", "build", "boot"], "its steps", steps)
    check(any(data.get("of", 0) > 10 for kind, data in watch.events if kind == "progress"), "progress has figures")
    check(watch.wait(lambda: any(kind == "figures" for kind, _ in list(watch.events)), 20), "its figures are told", watch.events[-2:])
    told = next((data for kind, data in watch.events if kind == "figures"), {"heap": {}, "tasks": []})
    check(0 < told["heap"].get("least", 0) <= told["heap"]["free"] <= told["heap"]["size"], "of its heap", told)
    check({"IDLE", "figures"} <= {task["name"] for task in told["tasks"]}, "and of its tasks", told)
    check("\x1e" not in watch.serial() and '"heap"' not in watch.serial(), "and not in its log", watch.serial())
    owners = {os.stat(f"/proc/{pid}").st_uid for pid, words in processes(console.process.pid) if words.startswith("qemu")}
    check(owners and (os.geteuid() != 0 or 0 not in owners), "QEMU runs as nobody", owners)
    for path, body, text in (("input", {"text": "nonsense\n"}, "no command"), ("reset", None, "say help"),
                             ("power-cut", None, "say help")):
        before = watch.serial().count(text)
        status, answer = console.call("POST", f"/runs/{run}/{path}", body)
        check(status == 204, path, answer)
        check(watch.wait(lambda: watch.serial().count(text) > before, 20), f"{path} is heard", watch.serial()[-300:])
    for command in ("heap", "tasks"):
        console.call("POST", f"/runs/{run}/input", {"text": f"{command}\n"})
        watch.wait(lambda: [data for kind, data in watch.events if kind == "figures" and command in data], 20)
        told = [data[command] for kind, data in watch.events if kind == "figures" and command in data]
        check(told, f"{command} becomes figures", watch.serial()[-300:])
        if told and command == "heap":
            check(0 < told[0]["least"] <= told[0]["free"] < told[0]["size"] == 128 * 1024, "of the heap", told)
        elif told:
            rows = {task["name"]: task["stack_free"] for task in told[0]}
            check({"IDLE", "cli"} <= set(rows) and all(0 < free < 16384 for free in rows.values()), "of tasks", told)
    for is_up in (False, True):
        status, answer = console.call("POST", f"/runs/{run}/network", {"up": is_up})
        check(status == 204, f"network {is_up}", answer)
    check(console.call("POST", f"/runs/{run}/input", {"text": "a" * 2000})[0] == 400, "too much input is refused")
    for topic, payload in (("a/#", "x"), ("+/b", "x"), ("$aws/things/a/shadow/update", "{}"), ("", "x"), ("a" * 257, "x"), ("a", "x" * 1501), (7, "x"), ("a", None)):
        status, answer = console.call("POST", f"/runs/{run}/message", {"topic": topic, "payload": payload})
        check(status == 400, f"a message to {topic!s:.20} is refused", answer)
    check(console.call("POST", f"/runs/{run}/message", {"topic": "a", "payload": "x"})[0] == 409, "there is no cloud to publish in")
    again = Watch(console, run)
    check(again.wait(lambda: "say help" in again.serial(), 10), "who comes later sees it from the beginning")
    check(console.call("DELETE", f"/runs/{run}")[0] == 204, "it is ended")
    check(watch.wait(lambda: watch.has_ended, 15) and watch.states()[-1] == "ended", "watchers are told", watch.states())
    check(gone(console.process.pid), "nothing of it is left", processes(console.process.pid))
    check(console.call("POST", f"/runs/{run}/reset")[0] == 409, "what has ended is not reset")


def figures(watch):
    return [data for kind, data in list(watch.events) if kind == "figures"]


def a_module_scans(console, check):
    """A board whose Wi-Fi module is another process: its access point is lost and comes back, also over a power cut."""
    run = start(console, check, SCAN)
    watch = Watch(console, run)

    def scan(text, what):
        console.call("POST", f"/runs/{run}/input", {"text": "s"})
        check(watch.wait(lambda: text in watch.serial()[heard:], 20), what, watch.serial()[-300:])

    if not check(watch.wait(lambda: "dunlin-home\n" in watch.serial(), BUILD_S), "its module finds the run's network", watch.events[-3:]):
        return
    told = [data["text"] for kind, data in watch.events if kind == "progress" and data["step"] == "boot"]
    check(any("dunlin-home" in text and "correct horse" in text for text in told), "which is told", told)
    check(watch.wait(lambda: figures(watch), 20) and "esp_at" in {task["name"] for task in figures(watch)[-1]["tasks"]}, "its figures", figures(watch))
    owners = {os.stat(f"/proc/{pid}").st_uid for pid, words in processes(console.process.pid) if words.startswith("./modem")}
    check(owners and (os.geteuid() != 0 or 0 not in owners), "the module runs as nobody", owners)
    for is_up, text in ((False, "scan: 0 networks"), (True, "scan: 1 networks"), (False, "scan: 0 networks")):
        heard = len(watch.serial())
        check(console.call("POST", f"/runs/{run}/network", {"up": is_up})[0] == 204, f"network {is_up}")
        scan(text, f"then there are {text}")
    heard = len(watch.serial())
    check(console.call("POST", f"/runs/{run}/power-cut")[0] == 204, "its power is cut")
    check(watch.wait(lambda: "scan: 0 networks" in watch.serial()[heard:], 20), "the network is lost still", watch.serial()[-300:])
    for path, body in (("network", {"up": True}), ("reset", None)):
        heard = len(watch.serial())
        check(console.call("POST", f"/runs/{run}/{path}", body)[0] == 204, path)
    check(watch.wait(lambda: "scan: 1 networks" in watch.serial()[heard:], 20), "and back when it is brought back", watch.serial()[-300:])
    console.call("DELETE", f"/runs/{run}")
    check(gone(console.process.pid), "nothing is left of board and module", processes(console.process.pid))


def a_board_without_network(console, check):
    run = start(console, check, {**CLI, "board": "microbit"})
    watch = Watch(console, run)
    check(watch.wait(lambda: len(figures(watch)) > 1, BUILD_S), "16 KB have room for figures", watch.events[-3:])
    status, answer = console.call("POST", f"/runs/{run}/network", {"up": False})
    check(status == 409 and answer["error"]["code"] == "no-network", "a board without a network has none to cut", answer)
    check(console.call("GET", f"/runs/{run}")[1]["network"] is False, "and says so before")
    console.call("DELETE", f"/runs/{run}")
    check(gone(console.process.pid), "nothing of it is left", processes(console.process.pid))


def its_time_is_over(console, check):
    run = start(console, check, CLI)
    watch = Watch(console, run)
    check(watch.wait(lambda: "running" in watch.states(), BUILD_S), "it runs before its time is over")
    begun = time.monotonic()
    check(watch.wait(lambda: watch.has_ended, 40) and time.monotonic() - begun > 10, "a run ends when its time is over", watch.states())
    document = console.call("GET", f"/runs/{run}")[1]
    check("15 seconds are over" in document["why"] and document["limit_s"] == 15, "and says so", document)
    check(gone(console.process.pid), "nothing of it is left", processes(console.process.pid))


def a_program_ends(console, check):
    run = start(console, check, HELLO)
    watch = Watch(console, run)
    check(watch.wait(lambda: watch.has_ended, BUILD_S), "a program that ends ends the run", watch.states())
    check("Hello from Dunlin on mps2_an385" in watch.serial(), "and was heard", watch.serial())
    why = console.call("GET", f"/runs/{run}")[1]["why"]
    check("ended: 0" in why, "its code is told", why)


def two_at_once(console, check):
    runs = [start(console, check, CLI) for _ in range(6)]
    status, answer = console.call("POST", "/runs", CLI)
    check(status == 429, "the seventh has no place", answer)
    states = [console.call("GET", f"/runs/{run}")[1] for run in runs]
    kinds = [one["state"] for one in states]
    check(set(kinds[:2]) <= {"building", "running"} and kinds[2:] == ["queued"] * 4, "two at once", states)
    check([one["ahead"] for one in states[2:]] == [0, 1, 2, 3], "the others know their place", states)
    for run in reversed(runs):
        console.call("DELETE", f"/runs/{run}")
    check(gone(console.process.pid), "nothing of them is left", processes(console.process.pid))
    states = [console.call("GET", f"/runs/{run}")[1]["state"] for run in runs]
    check(states == ["ended"] * 6, "all have ended", states)


def killed(console, check):
    """The warden, then the console, while a board runs; then the console while it builds."""
    run = start(console, check, CLI)
    watch = Watch(console, run)
    check(watch.wait(lambda: "say help" in watch.serial(), BUILD_S), "it runs before it is killed")
    warden = [pid for pid, words in processes(console.process.pid) if "dunlin-warden" in words.split(" ")[0]]
    os.kill(warden[0], signal.SIGKILL)
    check(watch.wait(lambda: watch.has_ended, 15), "a run whose warden is killed has ended", watch.states())
    check(gone(console.process.pid), "and nothing of it is left", processes(console.process.pid))
    for wait in (0.3, None):
        run = start(console, check, CLI)
        watch = Watch(console, run)
        watch.wait(lambda: wait is None and "say help" in watch.serial(), wait or BUILD_S)
        console_pid = console.process.pid
        console.stop(signal.SIGKILL)
        until = time.monotonic() + 15
        while processes(console_pid) and time.monotonic() < until:
            time.sleep(0.1)
        check(not processes(console_pid), "nothing runs of a console that was killed", processes(console_pid))
        console.start()
        check(gone(console_pid), "and the next one finds its folders and removes them", folders(console_pid))


def main(program):
    check = Checks()
    with Console(program) as console:
        a_program_ends(console, check)
        before = len(os.listdir(f"/proc/{console.process.pid}/fd"))
        a_board_talks(console, check)
        a_module_scans(console, check)
        a_board_without_network(console, check)
        after = len(os.listdir(f"/proc/{console.process.pid}/fd"))
        check(after <= before, "no pipe or socket is left open", (before, after))
        two_at_once(console, check)
        killed(console, check)
        run = start(console, check, CLI)
        Watch(console, run)
        time.sleep(0.5)
        pid = console.process.pid
        check(console.stop() == 0, "it ends cleanly while it builds")
        check(gone(pid, 5), "and leaves nothing", processes(pid))
    with Console(program, options=["--run-limit", "15"]) as console:
        its_time_is_over(console, check)
    print(f"as {pwd.getpwuid(os.geteuid()).pw_name}")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
