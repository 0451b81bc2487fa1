#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""kill -9 of the broker and of the daemon, at any time and in checkpoints of the database, while devices update shadows and
do jobs: what was acknowledged is there afterwards.

Usage: kill_test.py PROGRAMS CHECKPOINT_KILL KILLS [SEED]

Acknowledged is an accepted or a 200. A client that hears nothing connects again and sends the same again, so that one
number may be accepted twice; two numbers are never accepted under one version.
"""
import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import box_test
import mqtt_raw

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tools/cloud/load"))
import load  # noqa: E402

PRELOADED = None
KILLS = 5
SEED = None
PATIENCE_S = 1.5  # then it is sent again
PROGRESS_S = 30   # without anything acknowledged in that time the box does not come back
PAUSE_S = 0.01    # of who is answered at once, or its writes would be nearly all
STEPS = 3         # updates of an execution before it succeeds
BROKEN = (OSError, http.client.HTTPException, TimeoutError, AttributeError)


class Device(threading.Thread):
    """One client, from the first number on until it is told to end; what it knows is acknowledged."""

    def __init__(self, box, name):
        super().__init__(daemon=True)
        self.box, self.thing, self.client = box, name, None
        self.is_ended, self.faults, self.count = threading.Event(), [], 0
        self.resent = 0

    def connect(self):
        about = self.box.about
        device = about["devices"][0]
        self.close()
        self.client = mqtt_raw.Client(about["port"], device["cert"], device["key"], about["ca"])
        self.client.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.client.connect(self.thing, clean=False) != 0 or not self.client.subscribe(*self.filters):
            raise OSError("refused")

    def close(self):
        if self.client is not None:
            self.client.close()
            self.client = None

    def ask(self, topic, payload):
        """(topic, answer) of the request with this payload's token, sent as often as it takes; None: told to end."""
        token = payload["clientToken"]
        while not self.is_ended.is_set():
            try:
                if self.client is None:
                    self.connect()
                self.client.publish(topic, json.dumps(payload).encode(), qos=1)
                until = time.monotonic() + PATIENCE_S
                while time.monotonic() < until:
                    heard = self.listen(until)
                    answer = json.loads(heard[1])
                    self.heard(heard[0], answer)
                    if answer.get("clientToken") == token:
                        return heard[0], answer
            except BROKEN:
                pass
            self.resent += 1
            self.close()
            time.sleep(0.05)
        return None

    def listen(self, until):
        """(topic, payload) of the next publication; PUBACKs are no answers. Raises when nothing comes."""
        while not self.client.publishes:
            packet = self.client.receive(until - time.monotonic())
            if packet is None:
                raise OSError("closed")
            if packet.kind == mqtt_raw.PUBLISH:
                self.client.publishes.append(packet)
        return self.client.message()

    def heard(self, topic, answer):
        """Of every answer, awaited or not."""


class Reporter(Device):
    """Counts in a shadow over MQTT."""

    def __init__(self, box, name):
        super().__init__(box, name)
        self.topic = f"$aws/things/{name}/shadow/update"
        self.filters = [f"{self.topic}/accepted", f"{self.topic}/rejected"]
        self.number, self.version, self.by_version = 0, 0, {}

    def heard(self, topic, answer):
        if not topic.endswith("/accepted"):
            self.faults.append(f"{self.thing}: {answer}")
            return
        number, version = answer["state"]["reported"]["n"], answer["version"]
        if self.by_version.setdefault(version, number) != number:
            self.faults.append(f"{self.thing}: version {version} was {self.by_version[version]} and is {number}")
        self.number, self.version = max(number, self.number), max(version, self.version)

    def run(self):
        number = 0
        while not self.is_ended.is_set():
            number += 1
            if self.ask(self.topic, {"state": {"reported": {"n": number}}, "clientToken": f"t{number}"}):
                self.count += 1
        self.close()

    def check(self, plane):
        shadow = plane.ask("GET", f"/things/{self.thing}/shadow")
        if shadow["state"]["reported"]["n"] < self.number or shadow["version"] < self.version:
            self.faults.append(f"{self.thing}: {self.number} of version {self.version} was accepted, there is "
                               f"{shadow['state']['reported']['n']} of {shadow['version']}")


class Poster(Device):
    """Counts in a shadow over HTTPS."""

    def __init__(self, box, name):
        super().__init__(box, name)
        self.number = 0

    def run(self):
        number = 0
        while not self.is_ended.is_set():
            number += 1
            try:
                body = json.dumps({"state": {"reported": {"n": number}}})
                if self.box.https("POST", f"/things/{self.thing}/shadow", body)[0] == 200:
                    self.number = number
                    self.count += 1
                time.sleep(PAUSE_S)
            except (*BROKEN, ValueError):
                time.sleep(0.05)

    def check(self, plane):
        there = plane.ask("GET", f"/things/{self.thing}/shadow")["state"]["reported"]["n"]
        if there < self.number:
            self.faults.append(f"{self.thing}: 200 for {self.number}, there is {there}")


class Worker(Device):
    """Makes jobs for itself and does them."""

    def __init__(self, box, name, control_port):
        super().__init__(box, name)
        self.base, self.control_port = f"$aws/things/{name}/jobs", control_port
        self.filters = [f"{self.base}/start-next/+", f"{self.base}/+/update/+"]
        self.executions = {}  # job: (status, step, version) as acknowledged

    def create(self, job):
        arn = f"arn:aws:iot:us-east-1:000000000000:thing/{self.thing}"
        while not self.is_ended.is_set():
            try:
                link = http.client.HTTPConnection("127.0.0.1", self.control_port, timeout=10)
                link.request("PUT", f"/jobs/{job}", json.dumps({"targets": [arn], "document": "{}"}))
                status = link.getresponse().status
                link.close()
                if status in (200, 409):  # 409: it was made, and the daemon died before it said so
                    self.executions[job] = ("QUEUED", 0, 0)
                    return True
                self.faults.append(f"{job}: {status}")
                return False
            except BROKEN:
                time.sleep(0.05)
        return False

    @staticmethod
    def is_done_already(answer, status, step):
        """What was kept and not acknowledged comes again: from us, or from the broker to the daemon."""
        state = answer.get("executionState", {})
        return status == "SUCCEEDED" and (state.get("status"), state.get("statusDetails")) == (status, {"step": str(step)})

    def update(self, job, status, step):
        payload = {"status": status, "statusDetails": {"step": str(step)}, "includeJobExecutionState": True,
                   "clientToken": f"{job}-{step}"}
        found = self.ask(f"{self.base}/{job}/update", payload)
        if found is None:
            return False
        topic, answer = found
        if topic.endswith("/accepted"):
            self.executions[job] = (status, step, answer["executionState"]["versionNumber"])
        elif not self.is_done_already(answer, status, step):
            self.faults.append(f"{job}: {answer}")
        self.count += 1
        return True

    def run(self):
        number = 0
        while not self.is_ended.is_set():
            number += 1
            job = f"{self.thing}-{number}"
            if not self.create(job):
                continue
            found = self.ask(f"{self.base}/start-next", {"clientToken": f"start-{number}"})
            if found is None:
                break
            started = found[1].get("execution", {}).get("jobId")
            if started != job:
                self.faults.append(f"{job} was to be started: {found[1]}")
                break
            for step in range(1, STEPS + 1):
                if not self.update(job, "SUCCEEDED" if step == STEPS else "IN_PROGRESS", step):
                    break
        self.close()

    def check_whole(self, plane, job, execution):
        """A turn is kept whole or not at all: what is counted and what is pending agree with the execution."""
        counts = plane.ask("GET", f"/jobs/{job}")["job"]["jobProcessDetails"]
        counted = {name: counts.get(f"numberOf{name}Things", 0) for name in ("Queued", "InProgress", "Succeeded")}
        is_now = execution["status"].title().replace("_", "")
        if counted != {name: int(name == is_now) for name in counted}:
            self.faults.append(f"{job} is {is_now}, counted are {counted}")
        if (job in self.pending) != (is_now != "Succeeded"):
            self.faults.append(f"{job} is {is_now}, pending are {self.pending}")

    def check(self, plane):
        _, lists = self.box.https("GET", f"/things/{self.thing}/jobs")
        self.pending = [one["jobId"] for one in lists["inProgressJobs"] + lists["queuedJobs"]]
        for job, (status, step, version) in self.executions.items():
            there = plane.ask("GET", f"/things/{self.thing}/jobs/{job}")["execution"]
            details = there.get("statusDetails", {}).get("detailsMap", {})
            self.check_whole(plane, job, there)
            is_same = status in ("QUEUED", there["status"]) or there["status"] == "SUCCEEDED"
            if not is_same or int(details.get("step", 0)) < step or there["versionNumber"] < version:
                self.faults.append(f"{job}: {status}, step {step}, version {version} was accepted, there is {there}")


class Killed(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.folder = Path(self.place.name) / "box"
        self.order = Path(self.place.name) / "checkpoint"
        os.environ.update(LD_PRELOAD=str(PRELOADED), CHECKPOINT_KILL=str(self.order))
        try:
            self.box = box_test.Box(self.folder, "--bind", "127.0.0.1", "--limits", "off").ready()
        finally:
            del os.environ["LD_PRELOAD"], os.environ["CHECKPOINT_KILL"]
        self.addCleanup(self.box.process.kill)
        self.port = json.loads((self.folder / "box.json").read_text())["controlPort"]

    def faults(self):
        return [fault for device in self.devices for fault in device.faults]

    def until_loaded(self):
        """Until every kind of client has had an answer since the last kill."""
        before, until = [device.count for device in self.devices], time.monotonic() + PROGRESS_S
        while any(device.count <= count for device, count in zip(self.devices, before)):
            self.assertLess(time.monotonic(), until, f"the box does not come back: {before}, "
                            f"{[device.count for device in self.devices]}, {self.faults()}")
            time.sleep(0.01)

    def kill_in_checkpoint(self):
        self.order.write_text(str(random.randint(1, 12)))
        until = time.monotonic() + PROGRESS_S
        while self.order.exists():
            self.assertLess(time.monotonic(), until, "no checkpoint came")
            time.sleep(0.005)

    def kill(self, victim):
        if victim == "checkpoint":
            return self.kill_in_checkpoint()
        pid = self.box.children().get(victim)
        self.assertIsNotNone(pid)
        return os.kill(pid, signal.SIGKILL)

    def test_what_was_acknowledged_outlives_every_kill(self):
        seed = SEED if SEED is not None else random.randrange(1 << 32)
        random.seed(seed)
        print(f"seed {seed}", flush=True)
        plane = load.Plane(self.port)
        for name in ("reporter-0", "reporter-1", "poster", "worker-0", "worker-1", "worker-2"):
            plane.ask("POST", f"/things/{name}", {})
        plane.link.close()
        self.devices = [Reporter(self.box, "reporter-0"), Reporter(self.box, "reporter-1"), Poster(self.box, "poster"),
                        *[Worker(self.box, f"worker-{number}", self.port) for number in range(3)]]
        for device in self.devices:
            device.start()
        victims = (["checkpoint", "dunlin-cloudd", "mosquitto"] * KILLS)[:KILLS]
        random.shuffle(victims)
        for victim in victims:
            self.until_loaded()
            time.sleep(random.uniform(0, 0.3))
            self.kill(victim)
        self.until_loaded()
        for device in self.devices:
            device.is_ended.set()
        for device in self.devices:
            device.join(20)
        plane = load.Plane(self.port)
        for device in self.devices:
            device.check(plane)
        plane.link.close()
        print(f"{len(victims)} kills, {victims.count('checkpoint')} of them in a checkpoint; acknowledged "
              f"{[device.count for device in self.devices]}, sent again {[device.resent for device in self.devices]}")
        self.assertEqual(self.faults(), [])
        self.assertEqual(self.box.end()[0], 0)
        with sqlite3.connect(self.folder / "cloud.sqlite") as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])


if __name__ == "__main__":
    box_test.PROGRAMS, PRELOADED, KILLS = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), int(sys.argv[3])
    SEED = int(sys.argv[4]) if len(sys.argv) > 4 else None
    unittest.main(argv=sys.argv[:1], verbosity=2, warnings="ignore")
