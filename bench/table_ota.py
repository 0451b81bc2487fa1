# SPDX-License-Identifier: MIT
"""Updates: what a start of the bootloader costs, and a download of the agent beside a plain one over TLS. Images as they
are shipped (-Os), against the cloud in a box; instructions, so that how long the other end takes does not count."""
import http.server
import re
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import figures
import toolchain
from toolchain import BENCH, ROOT, say
from watch import marks
from watch.elf import Elf

sys.path[:0] = [str(ROOT / folder) for folder in ("tests/ota", "tests/target", "tools/lab")]
import images  # noqa: E402
import qemu  # noqa: E402

BOARD = "mps2_an385"
BUILD = ROOT / "build" / BOARD
BOOTLOADER = BUILD / "bootloader/bootloader.elf"
DEVICE = BUILD / "tests/ota/chaos/ota_chaos.elf"  # an agent with both planes
PLAIN = BUILD / "bench/ota/bench_ota_plain.elf"
KB = 1024
START_KB = 256
STACK = 0x20004000
EXIT = struct.pack("<6H", 0x2018, 0x4901, 0xBEAB, 0xE7FE, 0x0026, 0x0002)  # semihosting: the end, well
DOWNLOAD_BYTES = 256 * KB
SECONDS = 120
SEALED = {"progress": 128 + 2 * 4, "journal": 84 + 2 * 4}  # bytes of a record with its seals, units of 4
GOALS = {
    "boot.start_256k": {"MCUboot's parts, estimated": 15700000, "goal": 16000000},
    "boot.verify": {"Mbed TLS": 22600000, "TinyCrypt": 14300000, "micro-ecc": 5300000, "p256-m": 56000000,
                    "goal": 7500000},
    "boot.check_kb": {"Mbed TLS, hash alone": 40833},
    "download.mqtt_of_plain": {"goal": 70},
    "download.http_of_plain": {"goal": 70},
}


def figure(name, value, unit):
    known = dict(GOALS.get(name, {}))
    goal = known.pop("goal", None)
    return figures.figure(f"ota.{BOARD}.{name}", value, unit, known, goal)


def build(*targets):
    if not (BUILD / "CMakeCache.txt").exists():
        toolchain.run(["cmake", "--preset", BOARD, "-S", ROOT])
    toolchain.run(["cmake", "--build", BUILD, "-j", toolchain.JOBS, "--target", *targets])


class Watch:
    """Marks at addresses of one or more images; `rows` when the board has ended."""

    def __init__(self, folder, *placed):
        """`placed`: (address, kind, name)"""
        self.names = list(dict.fromkeys(name for _, _, name in placed))
        self.out, table = folder / "rows", folder / "marks"
        table.write_text("".join(f"m {at:x} {kind} {self.names.index(name)}\n" for at, kind, name in placed))
        plugin = toolchain.plugin(BENCH / "watch/marks.c")
        self.option = ["-plugin", f"{plugin},table={table},out={self.out}"]

    def rows(self):
        found = {name: marks.Row() for name in self.names}
        for line in self.out.read_text().splitlines():
            op, count, times, *_ = line.split()
            found[self.names[int(op)]].counts[int(count)] = int(times)
        return found


def address(elf, name):
    return next(at for at, found in elf.functions if found == name)


# ---- A start ----

def behind_call(elf, name):
    """The address behind the one call of a function."""
    target = address(elf, name)
    calls = [at + size for at, (mnemonic, operands, size) in elf.instructions.items()
             if mnemonic.startswith("bl") and re.match(rf"{target:x}\b", operands)]
    if len(calls) != 1:
        raise SystemExit(f"bench: {name} is called in {len(calls)} places")
    return calls[0]


def start(kilobytes, folder):
    """{row: instructions} of a start with an image whose binary is that large."""
    layout = images.layout(BOARD)
    first = images.start(layout, 0)
    code = struct.pack("<2I", STACK, first + 8 | 1) + EXIT
    code += bytes(range(256)) * (kilobytes * 4)
    flash = images.Flash(folder / "flash", BOARD)
    flash.put(0, images.image(code[:kilobytes * KB], first, images.version("1.0.0"), layout["hardware_id"]))
    elf = Elf(BOOTLOADER, "arm-none-eabi-", ROOT)
    watch = Watch(folder, (address(elf, "Reset_Handler"), "F", "start"), (first + 8, "E", "start"),
                  (address(elf, "p256_equation"), "F", "verify"), (behind_call(elf, "p256_equation"), "E", "verify"))
    for _ in range(2):  # the first one writes the journal of a new device
        with qemu.Qemu(BOOTLOADER, BOARD, flash=flash.path, without="-nic",
                       extra=("-nic", "none", "-monitor", "none", *watch.option), echo=False) as machine:
            if machine.wait(SECONDS) != 0:
                raise SystemExit(f"bench: the image was not started:\n{machine.output}")
    return {name: row.median for name, row in watch.rows().items()}


def boot_figures(folder):
    say(f"starts of the bootloader on {BOARD}")
    build("bootloader")
    large, half = start(START_KB, folder), start(START_KB // 2, folder)
    check = large["start"] - large["verify"] - half["start"] + half["verify"]
    return [figure("boot.start_256k", large["start"], "instructions"),
            figure("boot.verify", large["verify"], "instructions"),
            figure("boot.check_kb", check // (START_KB - START_KB // 2), "instructions")]


# ---- A download ----

class Source(http.server.BaseHTTPRequestHandler):
    """Answers anything with the same bytes."""

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(bytes(range(256)) * (DOWNLOAD_BYTES // 256))

    def log_message(self, *unused):
        pass


def plain(folder):
    """Instructions for each KB of a plain download."""
    import credentials
    import sntp_server

    credentials.make(folder / "credentials")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "credentials/broker.crt", folder / "credentials/broker.key")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Source)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    watch = Watch(folder, *marks.marks_of(Elf(PLAIN, "arm-none-eabi-", ROOT)))
    with sntp_server.SntpServer() as sntp:
        flash = credentials.flash(folder / "credentials", folder, BOARD, 1, sntp.port, server.server_address[1])
        with qemu.Qemu(PLAIN, BOARD, flash=flash, extra=watch.option, echo=False) as machine:
            if machine.wait(SECONDS) != 0 or "bench: " not in machine.output:
                raise SystemExit(f"bench: nothing was downloaded:\n{machine.output[-2000:]}")
    server.shutdown()
    return watch.rows()["plain_tls"].median / 8


def update(folder, protocol):
    """(instructions for each KB of an update's download, bytes of flash written for each of the image)"""
    import cloud_box
    import ota_device
    import sntp_server

    ota_device.build_signer()
    signer = ota_device.Signer(BOARD, folder)
    elf = Elf(DEVICE, "arm-none-eabi-", ROOT)
    watch = Watch(folder, (address(elf, "ota_progress_mark"), "T", "window"),
                  (address(elf, "ota_journal_write"), "T", "journal"))
    monitor = qemu.Monitor(str(folder / "qmp"))
    with cloud_box.CloudBox(folder / "box", "10.0.2.2") as box, sntp_server.SntpServer() as sntp, \
            ota_device.OtaDevice(BOARD, BOOTLOADER, folder) as device:
        device.extra, device.returns = [*watch.option, *monitor.option], False
        device.deliver(signer.image("1.0.0", [DEVICE]), box, sntp.port)
        device.on()
        device.wait_for("demo: connected", SECONDS)
        files = signer.image("2.0.0", [DEVICE])
        done = ota_device.RollOut(box.folder, device.thing, files, ["--protocol", protocol]).wait(SECONDS)
        if done.status != "SUCCEEDED":
            raise SystemExit(f"bench: the update ended {done}:\n{device.log[-2000:]}")
        monitor.command("quit")
        device.machine.process.wait(20)
    row = watch.rows()
    length = Path(files[0]).stat().st_size
    windows = row["window"].times + 1
    sector = images.layout(BOARD)["flash"]["erase_bytes"]
    window = -(-length // (windows * sector)) * sector
    records = (windows + 2) * SEALED["progress"] + (row["journal"].times + 1) * SEALED["journal"]
    return row["window"].median * KB / window, (length + records) / length


def memory(name):
    """Bytes of a variable in a function of the device's main.c."""
    symbols = toolchain.run(["arm-none-eabi-nm", "-S", DEVICE]).stdout
    return int(re.search(rf"^\S+ (\S+) b {name}\.\d+$", symbols, re.M)[1], 16)


def download_figures(folder):
    build("bootloader", "ota_chaos", "bench_ota_plain")
    say(f"a plain download on {BOARD}")
    (folder / "plain").mkdir()
    of_plain = plain(folder / "plain")
    items = [figure("download.plain_kb", round(of_plain), "instructions")]
    for protocol in ("mqtt", "http"):
        say(f"an update over {protocol}")
        (folder / protocol).mkdir()
        count, writes = update(folder / protocol, protocol)
        items += [figure(f"download.{protocol}_kb", round(count), "instructions"),
                  figure(f"download.{protocol}_of_plain", round(100 * of_plain / count, 1), "% of its speed"),
                  figure(f"download.{protocol}_writes", round(writes, 3), "bytes of flash a byte")]
    return items + [figure("download.memory", memory("memory"), "bytes"),
                    figure("download.memory_https", memory("https"), "bytes")]


def table(name):
    if name != BOARD:
        return []
    with tempfile.TemporaryDirectory(prefix="dunlin-bench-") as folder:
        return boot_figures(Path(folder)) + download_figures(Path(folder))
