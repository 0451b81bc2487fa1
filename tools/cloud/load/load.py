#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The cloud in a box under load: thousands of devices, each with its own certificate and TLS connection.

Usage: cloud load [--devices N] [--updates N] [--jobs N] [--window N] [--json] [--gate]

Starts a cloud of its own, registers the devices through the control plane, connects them and has them publish, update
shadows and do jobs; then connects them to the same broker without plugin and daemon. Prints what came back a second,
how long it took, and the memory and processor time of each program.

  --devices N   connected at once                                              (5000)
  --updates N   round trips of shadows, and of messages at the broker          (10000)
  --jobs N      job executions, by jobs for groups of up to 1000 devices       (5000)
  --window N    requests under way at a time, at most one a device             (100)
  --json        one object instead of the table
  --gate        exit 1 when shadows reach less than 25 % of the bare broker's round trips
"""
import argparse
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "box"))
import parts  # noqa: E402

GROUP_THINGS = 1000  # that many executions are rolled out at once
GATE = 0.25
TICKS = os.sysconf("SC_CLK_TCK")


class Plane:
    """The control plane over one connection: thousands of requests."""

    def __init__(self, port):
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, method, path, body=None, headers=None):
        self.link.request(method, path, None if body is None else json.dumps(body), headers or {})
        answer = self.link.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise SystemExit(f"cloud load: {method} {path}: {answer.status} {text.decode()}")
        return json.loads(text or b"null")


class Program:
    """Memory and processor time of a process."""

    def __init__(self, pid):
        self.folder = Path(f"/proc/{pid}")

    def memory(self):
        fields = dict(line.split(":", 1) for line in (self.folder / "status").read_text().splitlines())
        return int(fields["VmRSS"].split()[0]) * 1024

    def seconds(self):
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def child(pid, name):
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found, _, rest = stat.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        if found == name and int(rest.split()[1]) == pid:
            return Program(stat.parent.name)
    raise SystemExit(f"cloud load: {name} does not run")


class Box:
    """A cloud of its own, inside `with`."""

    def __init__(self, folder, programs):
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, HERE.parent / "box/box.py", "--programs", programs, "--json", "--dir", folder, "--bind",
             "127.0.0.1", "--port", str(parts.any_port()), "--https-port", str(parts.any_port()), "--limits", "off"],
            stdout=subprocess.PIPE, text=True)

    def __enter__(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("cloud load: the cloud does not start")
        self.about = json.loads(line)
        self.plane = Plane(json.loads((self.folder / "box.json").read_text())["controlPort"])
        self.programs = {"broker": child(self.process.pid, "mosquitto"),
                         "daemon": child(self.process.pid, "dunlin-cloudd")}
        return self

    def __exit__(self, *unused):
        self.plane.link.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        self.process.stdout.close()


class Bare:
    """The same broker with nothing behind it."""

    def __init__(self, folder):
        self.port = parts.any_port()
        conf = folder / "bare.conf"
        conf.write_text(f"allow_anonymous true\n{parts.listener(folder, self.port, '127.0.0.1')}log_dest none\n")
        self.process = subprocess.Popen([parts.mosquitto(), "-c", conf], stderr=subprocess.DEVNULL)

    def __enter__(self):
        until = time.monotonic() + 10
        while parts.fault_of_port("127.0.0.1", self.port) is None and time.monotonic() < until:
            time.sleep(0.05)
        self.programs = {"broker": Program(self.process.pid)}
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait(30)


class Fleet:
    """The program that plays the devices, connected."""

    def __init__(self, tool, options, folder, port, programs):
        self.programs = programs
        self.before = {name: program.memory() for name, program in programs.items()}
        before = {name: program.seconds() for name, program in programs.items()}
        self.process = subprocess.Popen(
            [tool, "localhost", str(port), folder / "ca.crt", folder / "load.keys", folder / "load.certificates",
             str(options.devices)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.programs["tool"] = Program(self.process.pid)
        self.connected = self.line()  # done, seconds
        before["tool"] = 0
        self.add_rates(self.connected, before)

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("cloud load: the devices ended")
        return json.loads(line)

    def memory(self):
        """Bytes since before they connected."""
        return {name: program.memory() - self.before[name] for name, program in self.programs.items() if name in self.before}

    def add_rates(self, figures, before):
        """How many a second, and the processor time of each program for one since `before`."""
        figures["per_second"] = round(figures["done"] / figures["seconds"], 1) if figures["seconds"] > 0 else 0
        figures["cpu_us"] = {name: round((program.seconds() - before[name]) * 1e6 / max(figures["done"], 1))
                             for name, program in self.programs.items()}

    def run(self, what, count, window, when_ready=None):
        """A phase: its figures, with the processor time of each program for one round trip."""
        before = {name: program.seconds() for name, program in self.programs.items()}
        self.process.stdin.write(f"{what} {count} {window}\n")
        self.process.stdin.flush()
        if when_ready:
            self.line()
            when_ready()
        figures = self.line()
        self.add_rates(figures, before)
        return figures

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def make_keys(tool, options, folder):
    subprocess.run([tool, "--make-keys", str(options.devices), folder / "load.keys", folder / "load.requests"], check=True)
    mark = "-----END CERTIFICATE REQUEST-----\n"
    return [text + mark for text in (folder / "load.requests").read_text().split(mark)[:-1]]


def register(box, requests):
    """A thing, a certificate and a place in a group for each device. Seconds."""
    start = time.monotonic()
    with open(box.folder / "load.certificates", "w") as certificates:
        for number, request in enumerate(requests):
            thing, group = f"load-{number}", f"load-{number // GROUP_THINGS}"
            if number % GROUP_THINGS == 0:
                box.plane.ask("POST", f"/thing-groups/{group}", {})
            box.plane.ask("POST", f"/things/{thing}", {})
            made = box.plane.ask("POST", "/certificates?setAsActive=true", {"certificateSigningRequest": request})
            box.plane.ask("PUT", "/target-policies/device", {"target": made["certificateArn"]})
            box.plane.ask("PUT", f"/things/{thing}/principals", headers={"x-amzn-principal": made["certificateArn"]})
            box.plane.ask("PUT", "/thing-groups/addThingToThingGroup", {"thingName": thing, "thingGroupName": group})
            certificates.write(made["certificatePem"])
    return time.monotonic() - start


def create_jobs(box, options):
    """As many executions as are wanted: each job is for one group."""
    groups = [min(GROUP_THINGS, options.devices - first) for first in range(0, options.devices, GROUP_THINGS)]
    made = job = 0
    while made < options.jobs:
        group = job % len(groups)
        arn = f"arn:aws:iot:us-east-1:000000000000:thinggroup/load-{group}"
        box.plane.ask("PUT", f"/jobs/load-{job}", {"targets": [arn], "document": '{"operation":"load"}'})
        made, job = made + groups[group], job + 1


def measure(options, programs, folder):
    tool = programs / "load/cloud_load"
    figures = {"devices": options.devices, "window": options.window}
    with Box(folder, programs) as box:
        figures["register_seconds"] = round(register(box, make_keys(tool, options, folder)), 1)
        database = folder / "cloud.sqlite"
        fleet = Fleet(tool, options, folder, box.about["port"], box.programs)
        figures["connect"] = fleet.connected
        figures["bytes_a_thing"] = {"connected": {name: value // options.devices for name, value in fleet.memory().items()}}
        figures["echo"] = fleet.run("echo", options.updates, options.window)
        figures["shadow"] = fleet.run("shadow", options.updates, options.window)
        figures["jobs"] = fleet.run("jobs", options.jobs, options.window, lambda: create_jobs(box, options))
        figures["bytes_a_thing"]["after"] = {name: value // options.devices for name, value in fleet.memory().items()}
        figures["bytes_a_thing"]["after"]["database"] = database.stat().st_size // options.devices
        fleet.end()
    with Bare(folder) as bare:
        fleet = Fleet(tool, options, folder, bare.port, bare.programs)
        figures["bytes_a_thing"]["bare"] = {name: value // options.devices for name, value in fleet.memory().items()}
        figures["bare_connect"] = fleet.connected
        figures["bare"] = fleet.run("echo", options.updates, options.window)
        fleet.end()
    figures["ratio"] = round(figures["shadow"]["per_second"] / max(figures["bare"]["per_second"], 1), 3)
    return figures


def tell(figures):
    rows = (("connect, bare broker", "bare_connect", None), ("connect", "connect", None), ("publish, bare broker", "bare", "us"), ("publish, with the plugin", "echo", "us"),
            ("shadow: update, accepted", "shadow", "us"), ("job: start-next, accepted", "jobs", "us"),
            ("job: update, accepted", "jobs", "update_us"))
    print(f"{figures['devices']} devices, {figures['window']} requests under way; registered in "
          f"{figures['register_seconds']} s\n")
    print(f"{'round trips':26}{'done':>8}{'failed':>8}{'a second':>10}{'p50':>9}{'p95':>9}{'p99':>9}{'max ms':>9}"
          "   processor us: broker, daemon, tool")
    for name, key, which in rows:
        row = figures[key]
        us = row[which] if which else dict.fromkeys(("p50", "p95", "p99", "max"))
        cpu = ", ".join(str(row["cpu_us"].get(program, "-")) for program in ("broker", "daemon", "tool"))
        print(f"{name:26}{row['done']:8}{row['failed']:8}{row['per_second']:10.0f}"
              + "".join("        -" if us[step] is None else f"{us[step] / 1000:9.1f}" for step in ("p50", "p95", "p99", "max")) + f"   {cpu}")
    memory = figures["bytes_a_thing"]
    print(f"\nbytes a thing: broker {memory['connected']['broker']} once connected ({memory['bare']['broker']} without "
          f"the plugin), {memory['after']['broker']} in the end;\n               daemon {memory['connected']['daemon']}, "
          f"{memory['after']['daemon']} in the end; database {memory['after']['database']}")
    print(f"shadow round trips to the bare broker's: {figures['ratio'] * 100:.0f} %")


def read_arguments():
    parser = argparse.ArgumentParser(prog="cloud load", add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    for name, usual in (("devices", 5000), ("updates", 10000), ("jobs", 5000), ("window", 100)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--programs", type=Path, default=parts.ROOT / "build/tools/tools/cloud")
    options = parser.parse_args()
    if options.help:
        print(__doc__.strip())
        sys.exit(0)
    if min(options.devices, options.updates, options.jobs, options.window) < 1:
        parser.error("numbers begin at 1")
    return options


def main():
    options = read_arguments()
    with tempfile.TemporaryDirectory(prefix="cloud-load-") as place:
        figures = measure(options, options.programs.resolve(), Path(place))
    if options.json:
        print(json.dumps(figures))
    else:
        tell(figures)
    lost = sum(figures[key]["failed"] for key in ("bare", "echo", "shadow", "jobs"))
    return 1 if lost or (options.gate and figures["ratio"] < GATE) else 0


if __name__ == "__main__":
    sys.exit(main())
