# SPDX-License-Identifier: MIT
"""The whole story of a device, under its bootloader: it is provisioned with a claim, takes its shadow through a round trip,
exchanges messages over mutual TLS; version 2 is built, signed, rolled out, downloaded, tried and confirmed; version 3 hangs in
its trial, and version 2 comes back. On mps2_an385, whose watchdog ends what hangs."""
import re
import shutil
import subprocess
import time

from stage import (PUBLISHES, ROOT, SERIAL, THING, WORK, Listener, build, build_cloud, collect, greet, how_to_talk,
                   judge_hello, judge_secured, reported, say, verdict)
import air
import cloud_box
import figures
import ota_device
import qemu
import sntp_server

BOARDS = ["mps2_an385", "mps2_an385_wifi"]
SECONDS = 120
WINDOW = 8  # blocks that are asked for at a time
# What of the console is for the verdict, or for ./run decode, and not for a reader.
QUIET = re.compile(r"^(figure |fault: (?!kind|task|cause)|State: (?!WaitingForFileBlock))|^\s*$")


class Console:
    """Shows what the device says, and when."""

    def __init__(self):
        self.began = time.monotonic()

    def seconds(self):
        return time.monotonic() - self.began

    def line(self, text):
        if not QUIET.search(text):
            print(f"  {self.seconds():6.1f}  {text}", flush=True)

    def job(self, _, text):
        print(f"  {self.seconds():6.1f}  cloud: the job is {text}", flush=True)


class Story:
    """One device and its cloud, chapter by chapter."""

    def __init__(self, options, console, box, device):
        self.options, self.console, self.box, self.device = options, console, box, device
        self.signer = ota_device.Signer(options.board, WORK)
        self.verdicts, self.bytes, self.shadows = {}, {}, {}

    def version(self, number, target):
        """Built and signed: the files of a version."""
        folder = build(self.options.board, [target], self.options.verbose)
        files = self.signer.image(f"{number}.0.0", [folder / f"demos/device/{target}.elf"])
        self.bytes[number] = files[0].stat().st_size
        return files

    def hello(self, listener, start):
        """The Hello World set, once more; where the log ends then."""
        at = self.device.wait_for("demo: waiting for a message from the host", SECONDS, start)
        greet(self.box)
        at = self.device.wait_for("figure reconnects", SECONDS, at)
        until = time.monotonic() + 5
        while listener.count("iotdemo/acknowledgements") < PUBLISHES and time.monotonic() < until:
            time.sleep(0.05)
        return at

    def roll_out(self, number, target):
        say(f"version {number}: building demos/device ({target}), signing it")
        files = self.version(number, target)
        say(f"version {number}: {self.bytes[number]} bytes, rolled out to {THING}")
        self.verdicts[number] = ota_device.RollOut(self.box.folder, THING, files).wait(SECONDS, self.console.job)

    def wait_for_shadow(self, number):
        """The shadow after a roll-out, when the device is at rest again."""
        until = time.monotonic() + SECONDS
        while True:
            found = ota_device.reported(self.box.folder, THING)
            self.shadows[number] = found
            if found.get("ota", {}).get("state") == "idle" or time.monotonic() > until:
                return
            time.sleep(0.1)

    def tell(self, listener):
        device = self.device
        say("version 1: the bootloader starts it from the factory's flash, with a claim and no identity")
        device.on()
        self.hello(listener, 0)
        self.wait_for_shadow(1)
        at = device.mark()
        self.roll_out(2, "device_v2")
        device.wait_for("ota: self-test passed", SECONDS, at)
        self.wait_for_shadow(2)
        at = device.mark()
        self.roll_out(3, "device_v3")
        at = device.wait_for("slot 1: runs\n", SECONDS, at)
        self.hello(listener, at)
        self.wait_for_shadow(3)


def judge(story, log):
    """What bootloader, agent and cloud have to have done: (what, met)."""
    second, third = (story.verdicts.get(number) for number in (2, 3))
    before, _, after = log.partition("slot 0: runs, on trial")
    version = {number: shadow.get("ota", {}).get("version") for number, shadow in story.shadows.items()}
    return [
        ("version 1 was verified and started", "slot 0: good" in before and "slot 0: runs\n" in before),
        ("version 2 ran on trial, passed its test and was confirmed",
         "slot 1: runs, on trial" in before and "ota: self-test passed" in before),
        ("its job is SUCCEEDED", second is not None and second.status == "SUCCEEDED"),
        ("the shadow has version 2, and its greeting",
         version.get(2) == "2.0.0" and story.shadows[2].get("greeting") == "Good evening"),
        ("version 3 ran on trial, and hung", "ota: version 3.0.0" in after and "fault: kind watchdog" in after),
        ("version 2 was rolled back to, and works", "slot 1: runs\n" in after and "from the host: Hello device" in after),
        ("the job of version 3 is FAILED, for its self-test",
         third is not None and (third.status, third.details.get("reason")) == ("FAILED", "self-test")),
        ("the shadow has version 2 again", version.get(3) == "2.0.0"),
    ]


def measure(story, log, elf, seconds):
    board = story.options.board
    values = {name: value for name, value, _ in reported(log)}
    items = collect(board, log, elf)
    for number, what in ((2, "update"), (3, "roll_back")):
        if number in story.verdicts:
            items.append(figures.figure(f"demo.{board}.{what}_image", story.bytes[number], "bytes"))
            items.append(figures.figure(f"demo.{board}.{what}_time", round(story.verdicts[number].seconds, 1), "s"))
    if "update_requests" in values:
        least = -(-values["update_blocks_received"] // WINDOW)
        items.append(figures.figure(f"demo.{board}.update_retries", values["update_requests"] - least, "messages"))
    items.append(figures.figure(f"demo.{board}.time", round(seconds, 1), "s"))
    return items


def keep(box):
    how_to_talk(box)
    where = box.folder.relative_to(ROOT)
    print(f"  ./run ota --dir {where} --thing {THING} --image FILE   (signed, version 3.0.1 or above: ./run sign image)\n"
          f"  ./run cloud --dir {where} iot-data get-thing-shadow --thing-name {THING}", flush=True)
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print()


def play(options):
    board = options.board
    say(f"building bootloader and demos/device for {board}, the signer, and the cloud in a box")
    build_cloud(options.verbose)
    folder = build(board, ["ota_demo_bootloader", "device"], options.verbose)
    shutil.rmtree(WORK / "box", ignore_errors=True)
    console, failure = Console(), None
    with cloud_box.CloudBox(WORK / "box") as box, sntp_server.SntpServer() as sntp, \
            air.air_of(board, box) as around, \
            ota_device.OtaDevice(board, folder / "demos/ota/ota_demo_bootloader.elf", WORK, console.line) as device:
        device.modem = around.serial
        say(f"the cloud on {box.about['endpoint']}:{box.about['port']} (TLS, certificates demanded), time server on "
            f"127.0.0.1:{sntp.port}")
        story, listener = Story(options, console, box, device), Listener(box)
        device.deliver(story.version(1, "device"), box, sntp.port, SERIAL, around.told)
        try:
            story.tell(listener)
        except (qemu.TestFailure, subprocess.SubprocessError) as trouble:
            failure = str(trouble)
        seconds = console.seconds()
        around.look()
        if options.keep:
            keep(box)
        device.cut()
        listener.stop()
        (WORK / "device.log").write_text(device.log)
    log = device.log.replace("\r", "")
    elf = folder / "demos/device/device.elf"
    return verdict(judge_secured(log) + judge_hello(log, listener) + judge(story, log) + around.judge(log), measure(story, log, elf, seconds), options, failure)
