# SPDX-License-Identifier: MIT
"""demos/mqtt_hello, without bootloader and updates: firmware connects over mutual TLS to a real broker, with a claim, so
that it makes its key and is provisioned, and exchanges messages. On mps2_an385, or in the simulator."""
import json
import re
import shutil
import sys
import time

from stage import (PUBLISHES, ROOT, SERIAL, WORK, Listener, build, build_cloud, collect, greet, how_to_talk, judge_hello,
                   run, say, verdict)
import air
import cloud_box
import credentials as lab_credentials
import figures
import qemu
import sntp_server

FIRST_PUBLISH = "demo_first_publish"  # a function of the demo; the instruction count stops at it
BOARDS = ["mps2_an385", "mps2_an385_wifi", "microbit_wifi", "sim"]


def is_ported(board):
    """A board of the tree that is emulated with its flash in a file can be told where the cloud is."""
    described = ROOT / "boards" / board / "board.json"
    return described.exists() and "{flash}" in " ".join(json.loads(described.read_text()).get("run_persistent", []))


def instruction_counter(elf, verbose):
    """QEMU options that write, to a file, the instructions executed until the first publish."""
    plugin, out = WORK / "insncount.so", WORK / "instructions.txt"
    out.unlink(missing_ok=True)
    run(["gcc", "-shared", "-fPIC", "-O2", "-o", plugin, ROOT / "tools/lab/insncount.c"], verbose)
    symbols = run(["arm-none-eabi-nm", elf], verbose)
    found = re.search(rf"^([0-9a-f]+) [tT] {FIRST_PUBLISH}$", symbols, re.M)
    if not found:
        sys.exit(f"demo: the image has no function {FIRST_PUBLISH}")
    return ["-plugin", f"{plugin},out={out},at=0x{int(found.group(1), 16) & ~1:x}"], out


def instructions(board, counter):
    found = re.search(r"^0x[0-9a-f]+ (\d+)$", counter.read_text(), re.M) if counter and counter.exists() else None
    return [figures.figure(f"demo.{board}.instructions_to_first_publish", int(found.group(1)), "instructions")] \
        if found else []


def converse(box, device, listener):
    device.wait_for("demo: connected", 120)
    device.wait_for("demo: waiting for a message from the host", 120)
    greet(box)
    device.wait_for("demo: done", 60)
    until = time.monotonic() + 5
    while listener.count("iotdemo/acknowledgements") < PUBLISHES and time.monotonic() < until:
        time.sleep(0.05)


def keep(box, device):
    how_to_talk(box)
    try:
        while device.read_some(time.monotonic() + 3600):
            pass
    except KeyboardInterrupt:
        print()


def play(options):
    board = options.board
    say(f"building demos/mqtt_hello for {board}, and the cloud in a box")
    build_cloud(options.verbose)
    folder = build(board, ["mqtt_hello"], options.verbose) / "demos/mqtt_hello"
    elf = folder / ("mqtt_hello" if board == "sim" else "mqtt_hello.elf")
    shutil.rmtree(WORK / "box", ignore_errors=True)
    with cloud_box.CloudBox(WORK / "box") as box, sntp_server.SntpServer() as sntp, air.air_of(board, box) as around:
        say(f"the cloud on {box.about['endpoint']}:{box.about['port']} (TLS, certificates demanded), time server on "
            f"127.0.0.1:{sntp.port}")
        flash = lab_credentials.flash_of_box(box, WORK, board, sntp.port, None if around.tls_inside else SERIAL,
                                             tls_inside=around.tls_inside, **around.told)
        listener = Listener(box)
        if board == "sim":
            extra, counter = ["--realtime"], None  # real servers keep real time
        else:
            extra, counter = instruction_counter(elf, options.verbose)
        say(f"booting {elf.name} on {board}, {'its identity is in the module' if around.tls_inside else 'with a claim'}")
        failure = None
        with qemu.Qemu(elf, board, flash=flash, extra=extra, modem=around.serial) as device:
            try:
                converse(box, device, listener)
                if options.keep:
                    keep(box, device)
            except qemu.TestFailure as trouble:
                failure = str(trouble)
            around.look()
        listener.stop()
    demands = [("the device says that it is done", "demo: done" in device.output), *around.judge_secured(device.output),
               *judge_hello(device.output, listener), *around.judge(device.output)]
    return verdict(demands, collect(board, device.output, elf) + instructions(board, counter), options, failure)
