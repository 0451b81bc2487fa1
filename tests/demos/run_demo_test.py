#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A demo on a board against the peers that it needs, which are played or started here.

Usage: run_demo_test.py DEMO IMAGE --board BOARD

Its log must have what the demo promises, and the peer must have seen it too.
"""
import argparse
import contextlib
import datetime
import http.server
import json
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import broker as lab_broker  # noqa: E402
import cloud_box  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import durable_proxy  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402
import wifi_module  # noqa: E402

SENSORS, READINGS, STRINGS = 3, 20, 8
SECONDS = 60
SERIAL = "0042"
PROVISIONED = f"device-{SERIAL}"


class EchoServer:
    """Sends back what it gets; over TLS, with a certificate demanded, if `credentials` are given."""

    def __init__(self, credentials=None):
        self.bytes = 0
        self.context = None
        if credentials:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(credentials / "broker.crt", credentials / "broker.key")
            self.context.load_verify_locations(credentials / "ca.crt")
            self.context.verify_mode = ssl.CERT_REQUIRED
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            peer, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(peer,), daemon=True).start()

    def serve(self, peer):
        try:
            if self.context:
                peer = self.context.wrap_socket(peer, server_side=True)
            while data := peer.recv(4096):
                self.bytes += len(data)
                peer.sendall(data)
        except OSError as trouble:
            print(f"echo server: {trouble}", flush=True)
        peer.close()


def run_echo(boot, spot, secure):
    server = EchoServer(spot / "credentials" if secure else None)
    with boot(server.port) as device:
        qemu.check(device.wait(SECONDS) == 0, "the demo failed")
        count = device.output.count("Received correct string from echo server.")
        qemu.check(count == STRINGS, f"{count} strings came back, not {STRINGS}")
    expected = sum(1500 >> i for i in range(STRINGS))
    qemu.check(server.bytes == expected, f"the server saw {server.bytes} bytes, not {expected}")


def run_sntp(boot, spot):
    del spot
    with boot(1) as device:
        qemu.check(device.wait(SECONDS) == 0, "the demo failed")
        told = re.findall(r"^sntp: it is (\S+)Z", device.output, re.M)
    qemu.check(len(told) == 4, f"the time was told {len(told)} times, not 4")
    times = [datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc) for text in told]
    qemu.check(times == sorted(times), "the time ran backwards")
    off = abs((datetime.datetime.now(datetime.timezone.utc) - times[-1]).total_seconds())
    qemu.check(off < 5, f"it is {off:.1f} s off")


class Listener:
    """mosquitto_sub with a session, which ends when the broker does and has to be started again."""

    def __init__(self, broker, topic):
        self.command = ["mosquitto_sub", *broker.client_options(), "-i", "operator-sub", "-c", "-q", "1",
                        "-v", "-t", topic]
        self.lines = set()
        self.process = None

    def start(self):
        self.stop()
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        text=True)
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()

    def read(self, process):
        for line in process.stdout:
            self.lines.add(line.strip())

    def stop(self):
        if self.process:
            self.process.kill()
            self.process.wait()


def run_agent(boot, spot):
    """The broker is killed twice on the way; what it acknowledged is on disk (tools/lab/durable_proxy.py)."""
    with lab_broker.Broker(spot / "broker", spot / "credentials") as broker, \
            durable_proxy.DurableProxy(broker.port) as proxy:
        listener = Listener(broker, "demo/agent/#")
        try:
            listener.start()
            with boot(proxy.port) as device:
                for reading in (READINGS // 3, 2 * READINGS // 3):
                    device.wait_for(f"sensor 2: reading {reading} acknowledged", SECONDS)
                    broker.kill()
                    broker.start()
                    listener.start()
                device.wait_for("demo: done", SECONDS)
                qemu.check(device.wait(SECONDS) == 0, "the demo failed")
                qemu.check(device.output.count("demo: connected") >= 3, "it did not come back")
            wanted = {f"demo/agent/sensor/{s} reading {r}" for s in range(1, SENSORS + 1)
                      for r in range(READINGS)}
            until = time.monotonic() + 10
            while not wanted <= listener.lines and time.monotonic() < until:
                time.sleep(0.1)
            missing = sorted(wanted - listener.lines)
            qemu.check(not missing, f"{len(missing)} readings never came: {missing[:3]}")
        finally:
            listener.stop()


class DownloadServer(http.server.BaseHTTPRequestHandler):
    """One file in ranges, as web servers give it."""
    protocol_version = "HTTP/1.1"
    content = bytes(i * 7 % 251 for i in range(10_500))
    ranges = []

    def do_GET(self):
        found = re.match(r"bytes=(\d+)-(\d+)$", self.headers.get("Range", ""))
        part = self.content[int(found[1]):int(found[2]) + 1] if found else self.content
        self.ranges.append(len(part))
        self.send_response(416 if not part else 206 if found else 200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)

    def log_message(self, *unused):
        pass


class NoteServer(http.server.BaseHTTPRequestHandler):
    """One note: put, got, added to."""
    protocol_version = "HTTP/1.1"
    note = b""
    methods = []

    def answer(self, status, body=b"", length=0):
        self.methods.append(self.command)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) or length))
        self.end_headers()
        self.wfile.write(body)

    def sent(self):
        return self.rfile.read(int(self.headers["Content-Length"]))

    def do_GET(self):
        self.answer(200, NoteServer.note)

    def do_HEAD(self):
        self.answer(200, length=len(NoteServer.note))

    def do_PUT(self):
        NoteServer.note = self.sent()
        self.answer(201, b"put")

    def do_POST(self):
        NoteServer.note += self.sent()
        self.answer(200, b"added")

    def log_message(self, *unused):
        pass


def beside_https(handler, boot, spot):
    """The log of a device that ends well beside an HTTPS server."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(spot / "credentials/broker.crt", spot / "credentials/broker.key")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with boot(1, https_port=server.server_address[1]) as device:
        qemu.check(device.wait(SECONDS) == 0, "the demo failed")
    server.shutdown()
    return device.output


def run_methods(boot, spot):
    beside_https(NoteServer, boot, spot)
    qemu.check(NoteServer.methods == ["PUT", "GET", "POST", "HEAD", "GET"], f"methods: {NoteServer.methods}")
    qemu.check(NoteServer.note == b"Dunlins fly in large flocks. They breed in the north.", f"{NoteServer.note}")


def run_plain(boot, spot):
    """The messages are on the broker too, for somebody who listens there."""
    with lab_broker.PlainBroker(spot / "broker") as broker:
        heard = subprocess.Popen(["mosquitto_sub", "-p", str(broker.port), "-t", "demo/plain", "-C", "5", "-W", "60"],
                                 stdout=subprocess.PIPE, text=True)
        with boot(broker.port) as device:
            qemu.check(device.wait(SECONDS) == 0, "the demo failed")
        lines = heard.communicate(timeout=SECONDS)[0].split("\n")
    wanted = [f"message {i}" for i in range(1, 6)]
    qemu.check(lines[:5] == wanted, f"mosquitto_sub heard {lines}")
    qemu.check(device.output.count("demo: received message") == 5, "not all came back")


def run_cli(boot, spot):
    """Each command has its answer, and so has what is none."""
    del spot
    with boot(1) as device:
        device.wait_for("cli: say help", SECONDS)
        for line, answer in (("help", "echo <words>"), ("tasks", "cli "), ("heap", "free "), ("uptime", " ms"),
                             ("echo red knot", "red knot"), ("sing", "help"), ("heap now", "heap")):
            at = len(device.output)
            device.send(line + "\n")
            device.wait_for(answer, SECONDS, at)
        device.send("exit\n")
        qemu.check(device.wait(SECONDS) == 0, "the demo failed")


def run_posix(boot, spot):
    """Every reading is counted once, alarms come first, and both consumers have had some."""
    del spot
    said = finishes(lambda: boot(1), "posix: 40 readings, 4 alarms, sum 22140", "posix: producer: sent 40 readings", "demo: done")
    alarms = [int(number) for number in re.findall(r"alarm (\d+)", said)]
    qemu.check(sorted(alarms) == [10, 20, 30, 40], f"the alarms are {alarms}")
    taken = [int(number) for number in re.findall(r"took (\d+) readings", said)]
    qemu.check(len(taken) == 2 and sum(taken) == 40 and 0 < taken[1] < taken[0], f"the consumers took {taken}")


def run_download(boot, spot):
    output = beside_https(DownloadServer, boot, spot)
    wanted = f"http: {len(DownloadServer.content)} bytes, CRC-32 {zlib.crc32(DownloadServer.content):08x}"
    qemu.check(wanted in output, f"it did not say: {wanted}")
    qemu.check(max(DownloadServer.ranges) == 1024, "it did not ask for ranges")


# ---- With the cloud in a box ----


def in_the_cloud(run):
    """A demo that wants the box: run(box, boot)."""
    def with_box(boot, spot):
        with cloud_box.CloudBox(spot / "box") as box:
            run(box, lambda **options: boot(box=box, **options))
    return with_box


def finishes(boot, *lines):
    with boot() as device:
        qemu.check(device.wait(SECONDS) == 0, "the demo failed")
    for line in lines:
        qemu.check(line in device.output, f"it did not say: {line}")
    return device.output


def run_shadow(box, boot):
    finishes(boot, "shadow: the light is on", "shadow: the light is off", "demo: done")
    kept = box.control("iot-data", "get-thing-shadow", "--thing-name", box.device["thing"])
    qemu.check(kept["state"] == {"desired": {"powerOn": 0}, "reported": {"powerOn": 0}}, f"the cloud has {kept}")


def run_jobs(box, boot):
    wanted = {"print": "SUCCEEDED", "dance": "FAILED", "exit": "SUCCEEDED"}
    for action in wanted:
        box.control("iot", "create-job", "--job-id", action, "--targets",
                    f"arn:aws:iot:us-east-1:000000000000:thing/{box.device['thing']}", "--document",
                    json.dumps({"action": action, "message": "hello from a job"}))
    finishes(boot, "jobs: hello from a job", "jobs: dance: dance {\"reason\":\"no such action\"}", "demo: done")
    for action, status in wanted.items():
        execution = box.control("iot", "describe-job-execution", "--job-id", action, "--thing-name",
                                box.device["thing"])["execution"]
        qemu.check(execution["status"] == status, f"{action} is {execution['status']}, not {status}")


def run_defender(box, boot):
    del box
    finishes(boot, "defender: the report was accepted", "demo: done")


def run_greengrass(box, boot):
    """The first way to the core is dead."""
    box.control("greengrass", "update-connectivity-info", "--thing-name", "core-1", "--connectivity-info", json.dumps(
        [{"Id": "dead", "HostAddress": lab_credentials.HOST_FROM_DEVICE, "PortNumber": 1},
         {"Id": "alive", "HostAddress": lab_credentials.HOST_FROM_DEVICE, "PortNumber": box.about["port"]}]))
    finishes(boot, "greengrass: discovered", "greengrass: 5 messages acknowledged by the core", "demo: done")


def run_provisioning(box, boot):
    """Twice with one flash: the second boot is the same device, and writes nothing."""
    with boot(claim=True) as device:
        qemu.check(device.wait(SECONDS) == 0, "the first boot failed")
        qemu.check(f"this is {PROVISIONED} from now on" in device.output, "it was not provisioned")
        flash = device.flash
    thing = box.control("iot", "describe-thing", "--thing-name", PROVISIONED)
    qemu.check(thing["attributes"] == {"serialNumber": SERIAL}, f"the registry has {thing}")
    kept = box.control("iot-data", "get-thing-shadow", "--thing-name", PROVISIONED)
    qemu.check(kept["state"]["reported"] == {"provisioned": True}, f"the cloud has {kept}")
    before = flash.read_bytes()
    with boot(flash=flash) as device:
        qemu.check(device.wait(SECONDS) == 0, "the second boot failed")
        qemu.check(f"this is {PROVISIONED} already" in device.output, "it forgot who it is")
    qemu.check(flash.read_bytes() == before, "the second boot wrote to flash")


DEMOS = {
    "provisioning": in_the_cloud(run_provisioning),
    "shadow": in_the_cloud(run_shadow),
    "jobs": in_the_cloud(run_jobs),
    "defender": in_the_cloud(run_defender),
    "greengrass": in_the_cloud(run_greengrass),
    "https_download": run_download,
    "http_methods": run_methods,
    "mqtt_plain": run_plain,
    "cli": run_cli,
    "posix": run_posix,
    "mqtt_agent": run_agent,
    "tcp_echo": lambda boot, spot: run_echo(boot, spot, False),
    "tls_echo": lambda boot, spot: run_echo(boot, spot, True),
    "sntp": run_sntp,
    "sntp_selected": run_sntp,
}


def air_of(board, folder):
    """The Wi-Fi module of a board that has one."""
    if "wifi" not in wifi_module.features(board):
        return contextlib.nullcontext()
    wifi_module.build_modem()
    return wifi_module.Home(Path(folder) / "module")


def keeps_flash(board):
    return "run_persistent" in json.loads((ROOT / "boards" / board / "board.json").read_text())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("demo", choices=sorted(DEMOS))
    parser.add_argument("image", type=Path)
    parser.add_argument("--board", required=True)
    options = parser.parse_args()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-demo-", dir=memory) as spot, \
            sntp_server.SntpServer() as sntp, air_of(options.board, spot) as module:
        spot = Path(spot)
        told = module.told if module else {}
        lab_credentials.make(spot / "credentials")

        def boot(port=None, https_port=None, box=None, claim=False, flash=None):
            if flash or not keeps_flash(options.board):
                pass
            elif box:
                flash = lab_credentials.flash_of_box(box, spot, options.board, sntp.port, SERIAL if claim else None, **told)
            else:
                flash = lab_credentials.flash(spot / "credentials", spot, options.board, port, sntp.port, https_port, **told)
            extra = ["--realtime"] if options.board == "sim" else []
            return qemu.Qemu(options.image, options.board, flash=flash, extra=extra, modem=module.serial if module else "null")

        def play():
            DEMOS[options.demo](boot, spot)
            blame = module.blamed() if module else []
            qemu.check(not blame, f"the module blames the firmware for {blame}")

        qemu.run_tests([(f"demo {options.demo}", play)])


if __name__ == "__main__":
    main()
