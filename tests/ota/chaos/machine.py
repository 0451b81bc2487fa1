# SPDX-License-Identifier: MIT
"""A device whose power is cut where an order says, and what its flash says of it meanwhile."""
import mmap
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import ota_device  # noqa: E402
import places  # noqa: E402
import qemu  # noqa: E402

PLACE, IS_CUT, AT, ENTRIES, BLOCKS, IS_ANYWHERE, HAS_BEGUN, FLASH_PLACES, SETTLE_MS = (4 * word for word in range(9))
TABLE_WORDS = 16
ENTRIES_OF, BLOCKS_OF = 36, 36 + 4 * TABLE_WORDS
SETTLES_MS = 100  # a drive that is a file: QEMU says that it is written before it is
NEW, PENDING, VALID = 0xFF, 0xFE, 0xFC


class Cutter:
    """cut.c beside a QEMU: `options` are QEMU's."""

    def __init__(self, folder, bootloader, application):
        plugin, self.path, regions = folder / "cut.so", folder / "shared", folder / "regions"
        subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", plugin, HERE / "cut.c"], check=True)
        places.write(regions, bootloader, application)
        self.path.write_bytes(bytes(mmap.PAGESIZE))
        with open(self.path, "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 0)
        self.put(FLASH_PLACES, sum(1 << places.INDEX[name] for name in places.FLASH))
        self.options = ["-plugin", f"{plugin},regions={regions},shared={self.path}"]

    def word(self, at):
        return struct.unpack_from("<I", self.memory, at)[0]

    def put(self, at, value):
        struct.pack_into("<I", self.memory, at, value)

    def order(self, place, entries, blocks, is_anywhere=False):
        """Cut in that place, after so many entries into it from now on, and so many blocks of instructions in it, or in
        whatever place is entered then."""
        self.put(AT, 0)
        self.put(IS_ANYWHERE, is_anywhere)
        self.put(HAS_BEGUN, 0)
        self.put(ENTRIES, entries)
        self.put(BLOCKS, blocks)
        self.put(IS_CUT, 0)
        self.put(AT, places.INDEX[place])

    def withdraw(self):
        self.put(AT, 0)

    def was_obeyed(self):
        return self.word(IS_CUT) != 0

    def place(self):
        return places.NAMES[self.word(PLACE)]

    def entries(self):
        """Since the beginning, by place."""
        return {name: self.word(ENTRIES_OF + 4 * index) for index, name in enumerate(places.NAMES)}

    def blocks(self):
        return {name: self.word(BLOCKS_OF + 4 * index) for index, name in enumerate(places.NAMES)}


class Machine(ota_device.OtaDevice):
    """With a cutter and a monitor. `where()` is its state by the table of docs/design/ota.md."""

    def __init__(self, board, bootloader, application, folder, tell=None):
        super().__init__(board, bootloader, folder, tell)
        self.cutter = Cutter(folder, bootloader, application)
        self.returns = False
        self.is_written_behind = "drive_bytes" in ota_device.board_of(board)["memory"]["flash"]
        self.cutter.put(SETTLE_MS, SETTLES_MS if self.is_written_behind else 0)
        self.monitor = None

    def start(self):
        self.cutter.put(PLACE, 0)
        self.monitor = qemu.Monitor(str(self.folder / "qmp"))
        self.extra = [*self.cutter.options, *self.monitor.option]
        super().start()

    def is_on(self):
        return self.machine is not None and self.machine.process.poll() is None

    def cut_now(self):
        """At any moment. What the flash has said that it has, it has."""
        if self.is_written_behind:
            self.tell_monitor("stop")
        self.cut()

    def tell_monitor(self, command, **arguments):
        """False: there is nobody to tell."""
        try:
            self.monitor.command(command, **arguments)
            return True
        except (OSError, ValueError, qemu.TestFailure):
            return False

    def set_link(self, is_up):
        """The cable. False: there is nobody to tell."""
        ethernet = ota_device.board_of(self.board)["features"]["ethernet"]
        return self.tell_monitor("set_link", name=f"{ethernet}.0", up=is_up)

    def where(self):
        record = ota_device.journal(self.flash, self.board)
        if record is None:
            return "new"
        if PENDING in record["flags"]:
            return "testing"
        if NEW in record["flags"]:
            return "staged"
        if record["job"]:
            return "refused" if record["reason"] else "accepted"
        return "receiving" if ota_device.downloading(self.flash, self.board) else "idle"

    def spoil_free_slot(self, rng):
        """What is in the slot that does not run is nobody's: as different as can be from what will be written there. QEMU
        reads a drive when it starts."""
        if self.is_written_behind:
            self.cut_now()
        flags = ota_device.journal(self.flash, self.board)["flags"]
        slot = ota_device.layout(self.board)["slots"][1 - flags.index(VALID)]
        with open(self.flash, "r+b") as file:
            file.seek(slot["offset"])
            file.write(rng.randbytes(slot["bytes"]))
        if self.is_written_behind:
            mark = self.mark()
            self.on()
            self.wait_for("demo: connected", 240, mark)

    def valid_image(self):
        """(sequence, bytes of the slot) of the one image that is accepted; None: there is not one."""
        record = ota_device.journal(self.flash, self.board)
        if record is None or record["flags"].count(VALID) != 1:
            return None
        slot = ota_device.layout(self.board)["slots"][record["flags"].index(VALID)]
        with open(self.flash, "rb") as file:
            file.seek(slot["offset"])
            content = file.read(slot["bytes"])
        return struct.unpack_from("<I", content, 8)[0], content
