#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every board of the catalogue runs beside the page: `hello` says so and ends, `cli` talks, and where it is predefined "Connect to AWS
IoT" connects to the cloud in a box, loses its network, finds it again, also after a power cut; "OTA device" is started by its
bootloader. Figures come from each, and where there is no room for them the run says so; two run at once, and nothing of them is left. Usage: boards_test.py [CONSOLE] [--board NAME ...]"""
import argparse
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cloud_test import build, of, things
from console_lab import ROOT, Checks, Console
from runs_test import BUILD_S, Watch, figures, folders, gone, processes

sys.path.insert(0, str(ROOT / "tools/lab"))
from cloud_box import CloudBox  # noqa: E402

AWAKE_S = 12  # a board that has its network connects in less
AWAY_S = 240  # until MQTT notices and is back: pauses between its attempts grow


class Run:
    """A run by the API, as a context: ended and waited for."""

    def __init__(self, console, check, choice):
        self.console, self.check, self.choice = console, check, choice
        self.what = f"{choice['board']} {choice['demo']}"

    def __enter__(self):
        status, answer = self.console.call("POST", "/runs", self.choice, timeout=120)
        self.check(status == 201, f"{self.what}: a run starts", answer)
        self.id = answer.get("id")
        self.watch = Watch(self.console, self.id)
        return self

    def __exit__(self, *unused):
        self.call("DELETE", "", None)
        self.check(self.watch.wait(lambda: self.watch.has_ended, 30), f"{self.what}: it ends", self.watch.states())

    def call(self, method, path, body):
        return self.console.call(method, f"/runs/{self.id}{path}", body)[0]

    def does(self, path, body=None):
        self.check(self.call("POST", f"/{path}", body) == 204, f"{self.what}: {path} {body}")

    def says(self, text, seconds, times=1):
        return self.check(self.watch.wait(lambda: self.watch.serial().count(text) >= times or self.watch.has_ended, seconds)
                          and self.watch.serial().count(text) >= times,
                          f"{self.what}: says '{text}' {times}x", (self.console.call("GET", f"/runs/{self.id}")[1], self.watch.serial()[-200:]))

    def tells_figures(self, tasks):
        """With these tasks, twice."""
        self.watch.wait(lambda: len(figures(self.watch)) > 1, 30)
        told = figures(self.watch)
        last = next((one for one in reversed(told) if "heap" in one and "tasks" in one), {"heap": {"least": 0, "free": 0, "size": 0}, "tasks": []})
        rows = {task["name"]: task for task in last["tasks"]}
        self.check(len(told) > 1 and 0 < last["heap"]["least"] <= last["heap"]["free"] <= last["heap"]["size"], f"{self.what}: its heap", told[-1:])
        self.check(tasks | {"IDLE", "figures"} <= set(rows), f"{self.what}: its tasks", rows)
        self.check(all(0 < task["stack_free"] < task["stack"] for task in rows.values()), f"{self.what}: their stacks", rows)
        self.check(sum(task["cpu"] for task in rows.values()) > 90, f"{self.what}: the processor's time", rows)
        print(f"{self.what}: figures, {rows.get('figures', {}).get('stack_free')} bytes of their task's stack free", flush=True)


def says_hello(console, check, choice):
    with Run(console, check, choice) as run:
        run.says(f"Hello from Dunlin on {choice['board']}", BUILD_S)
        run.watch.wait(lambda: run.watch.has_ended, 30)
        why = console.call("GET", f"/runs/{run.id}")[1]["why"]
        check("ended: 0" in why, f"{run.what}: ends by itself", why)


def talks(console, check, choice):
    with Run(console, check, choice) as run:
        if not run.says("say help", BUILD_S):
            return
        run.tells_figures({"cli"})
        run.does("input", {"text": "heap\n"})
        run.says("bytes, at least", 20)
        for number, path in enumerate(("reset", "power-cut"), 2):
            run.does(path)
            run.says("say help", 60, number)


def connects(console, check, choice):
    with Run(console, check, choice) as run:
        if not run.says("demo: connected to", BUILD_S):
            return
        run.tells_figures({"demo", "device"})
        run.says("demo: waiting for a message", 120)
        check(any(one["topic"].startswith("iotdemo/") for one in of(run.watch, "message")), f"{run.what}: its messages", run.watch.events[-1:])
        run.does("network", {"up": False})
        run.says("trying again", AWAY_S)
        before = run.watch.serial().count("demo: connected to")
        run.does("network", {"up": True})
        run.says("demo: connected to", AWAY_S, before + 1)
        before = run.watch.serial().count("demo: connected to")
        run.does("network", {"up": False})
        starts = run.watch.serial().count("Dunlin ")
        run.does("power-cut")
        run.says("Dunlin ", 60, starts + 1)
        time.sleep(AWAKE_S)
        check(run.watch.serial().count("demo: connected to") == before, f"{run.what}: what was cut is cut still after a power cut", run.watch.serial()[-200:])
        run.does("network", {"up": True})
        run.says("demo: connected to", AWAY_S, before + 1)


def updates(console, check, choice):
    with Run(console, check, choice) as run:
        if run.says("slot 0: runs", BUILD_S) and run.says("ota: version 1.0.0", 120):
            run.tells_figures({"device"})


def has_no_room(console, check, choice):
    """It runs as it is, and says why there are no figures."""
    with Run(console, check, choice) as run:
        run.says("demo: connected to", BUILD_S)
        told = figures(run.watch)
        check(len(told) == 1 and "overflowed" in told[0].get("unavailable", ""), f"{run.what}: no figures, and why", told)
        print(f"{run.what}: {told[0].get('unavailable') if told else None}", flush=True)


def work_of(console, wanted):
    """(what is done, with which choice) of every board."""
    catalogue = console.call("GET", "/catalogue")[1]
    predefined = {one["id"]: one["choice"] for one in catalogue["predefined"]}
    work = []
    for board in sorted(one["name"] for one in catalogue["boards"] if one.get("runs")):
        if wanted and board not in wanted:
            continue
        demos = console.call("GET", f"/boards/{board}")[1]["demos"]
        for demo, act in (("hello", says_hello), ("cli", talks)):
            if console.call("POST", "/resolve", {"board": board, "modules": [], "demo": demo, "name": demo})[1]["valid"] and demos[demo]["available"]:
                work.append((act, {"board": board, "modules": [], "demo": demo, "name": demo}))
        for end, act in (("connect", connects), ("ota", updates)):
            if f"{board}-{end}" in predefined:
                work.append((act, predefined[f"{board}-{end}"]))
        if board == "microbit_wifi":
            work.append((has_no_room, {"board": board, "modules": [], "demo": "shadow", "name": "full"}))
    return work


def main(options):
    check, lock = Checks(), threading.Lock()

    def checked(*what):
        with lock:
            return check(*what)

    with tempfile.TemporaryDirectory(prefix="console-boards-") as folder, CloudBox(Path(folder)) as box, \
            Console(options.console or build(), options=["--cloud", folder, "--run-limit", "1200"]) as console:
        work, before = work_of(console, options.board), things(box)
        boards = {choice["board"] for _, choice in work}
        check(options.board or len(boards) >= 12, "every board is among them", sorted(boards))
        open_before = len(os.listdir(f"/proc/{console.process.pid}/fd"))
        with ThreadPoolExecutor(2) as pool:
            for job in [pool.submit(act, console, checked, choice) for act, choice in work]:
                job.result()
        pid = console.process.pid
        check(gone(pid), "nothing is left of them", (processes(pid), folders(pid)))
        check(len(os.listdir(f"/proc/{pid}/fd")) <= open_before + 1, "no pipe or socket is left open", os.listdir(f"/proc/{pid}/fd"))
        check(things(box) == before, "their things go with them", things(box) - before)
        check(console.stop() == 0, "it ends cleanly")
    print(f"{len(work)} runs on {len(boards)} boards")
    return check.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("console", nargs="?")
    parser.add_argument("--board", action="append", default=[])
    sys.exit(main(parser.parse_args()))
