# SPDX-License-Identifier: MIT
"""What the demos of this folder share: how they talk, what they build, what they judge by."""
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "demo"
SERIAL = "0042"
THING = f"device-{SERIAL}"
PUBLISHES = 100
PROGRESS_S = 5

sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target"), str(ROOT / "bench")]
import figures  # noqa: E402
import size  # noqa: E402


def say(text):
    print(f"\033[1m== {text}\033[0m" if sys.stdout.isatty() else f"== {text}", flush=True)


def run(command, verbose=False):
    if verbose:
        print("+ " + " ".join(map(str, command)), flush=True)
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"demo: this command failed:\n  {' '.join(map(str, command))}\n"
                 f"{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout


def build(preset, targets, verbose):
    """The folder of what is built. What takes long says how far it is."""
    folder = ROOT / "build" / preset
    if not (folder / "CMakeCache.txt").exists():
        run(["cmake", "--preset", preset], verbose)
    command = ["cmake", "--build", str(folder), "--target", *targets]
    if verbose:
        print("+ " + " ".join(command), flush=True)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines, told = [], time.monotonic()
    for line in process.stdout:
        lines.append(line)
        if time.monotonic() - told > PROGRESS_S:
            print("   " + line.rstrip()[:100], flush=True)
            told = time.monotonic()
    if process.wait() != 0:
        sys.exit(f"demo: this command failed:\n  {' '.join(command)}\n{''.join(lines)[-3000:]}")
    return folder


def build_cloud(verbose):
    """The cloud in a box, and tools/sign."""
    build("tools", ["dunlin-cloudd", "dunlin_cloud_plugin", "dunlin-sign"], verbose)


class Listener:
    """mosquitto_sub on the Hello World set's topics, counting what passes the broker."""

    def __init__(self, box):
        self.messages = []
        self.process = subprocess.Popen(
            ["mosquitto_sub", *box.client_options(), "-i", "operator-sub", "-q", "1", "-v", "-t",
             "iotdemo/#"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.messages.append(line.rstrip("\n").split(" ", 1))

    def count(self, prefix):
        return len([m for m in self.messages if m[0].startswith(prefix)])

    def stop(self):
        """Asked first: but a mosquitto_sub that is told while it holds its own lock never ends."""
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def greet(box):
    """The message from the host that ends the Hello World set."""
    run(["mosquitto_pub", *box.client_options(), "-i", "operator-pub", "-q", "1", "-t", "iotdemo/topic/1", "-m",
         "Hello device"])


def reported(output):
    """Lines `figure NAME VALUE UNIT` of the firmware's log; of a name that came twice, the first."""
    found = {}
    for name, value, unit in re.findall(r"^figure (\S+) (\d+) (\S+)\s*$", output, re.M):
        found.setdefault(name, (int(value), unit))
    return [(name, value, unit) for name, (value, unit) in found.items()]


def collect(board, output, elf):
    """Figures of the log, and of the image."""
    items = [figures.figure(f"demo.{board}.{name}", value, unit) for name, value, unit in reported(output)]
    if board != "sim":
        text, ram = size.image_parts(elf)
        items.append(figures.figure(f"demo.{board}.flash", sum(text.values()), "bytes"))
        items.append(figures.figure(f"demo.{board}.ram", sum(ram.values()), "bytes"))
    return items


def judge_secured(output):
    """TLS on the device, with a key that it made: (what, met)."""
    return [("certificates were demanded and checked", "tls: TLSv1." in output),
            ("the device made its key and was provisioned", f"this is {THING} from now on" in output)]


def judge_hello(output, listener):
    """What a device with the Hello World set has to have done: (what, met)."""
    values = {name: value for name, value, _ in reported(output)}
    host = [m[1] for m in listener.messages if m[0].startswith("iotdemo/topic/")]
    return [
        ("its shadow made a round trip", "shadow: reported" in output),
        (f"{PUBLISHES} messages of the set published at QoS 1", values.get("messages_of_the_set") == PUBLISHES),
        ("everything published was acknowledged",
         values.get("messages_sent", 0) >= 2 * PUBLISHES
         and values.get("messages_acknowledged") == values.get("messages_sent")),
        ("all of them seen by an independent client",
         len({m for m in host if m.startswith("Hello world ")}) == PUBLISHES),
        ("the device got its own messages back", values.get("messages_received", 0) >= PUBLISHES),
        ("the device acknowledged what it got", listener.count("iotdemo/acknowledgements") >= PUBLISHES),
        ("the device got the message from the host", "from the host: Hello device" in output),
    ]


def verdict(demands, items, options, failure=None):
    """Tell it; the exit status."""
    say("verdict")
    for what, met in demands:
        print(f"  {'yes' if met else 'NO '}  {what}")
    output, sys.stdout = sys.stdout, options.output
    if items:
        figures.report(items, options.json, False)
    sys.stdout = output
    failed = [what for what, met in demands if not met]
    if failure or failed:
        print(f"demo: FAILED: {failure or failed[0]}. Logs: {WORK.relative_to(ROOT)}", file=sys.stderr)
        return 1
    print("demo: PASSED", flush=True)
    return 0


def how_to_talk(box):
    words = " ".join(box.client_options())
    say("it stays up; Ctrl-C ends it. Talk to it from another terminal:")
    print(f"  mosquitto_sub {words} -v -t 'iotdemo/#'")
    print(f"  mosquitto_pub {words} -q 1 -t iotdemo/topic/1 -m 'Hello device'", flush=True)
