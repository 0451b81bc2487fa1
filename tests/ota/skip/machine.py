# SPDX-License-Identifier: MIT
"""One QEMU that is kept: set to a state, let go, looked at, reset."""
import mmap
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests/target"), str(ROOT / "tools/lab")]
import qemu  # noqa: E402
from gdb_remote import PC, XPSR, Remote  # noqa: E402

FLASH_FILE = 16 << 20
KEY_BYTES, SIGNATURE_BYTES, DIGEST_BYTES, RESULT_BYTES = 64, 64, 32, 32
VERIFY = "p256_equation"


def skipped(registers, size):
    """Registers behind an instruction that was not executed. An IT block goes on counting."""
    after = list(registers)
    after[PC] += size
    state = (registers[XPSR] >> 8 & 0xFC) | (registers[XPSR] >> 25 & 3)
    if state & 0xF:
        state = (state & 0xE0 | state << 1 & 0x1F) if state & 7 else 0
        after[XPSR] = registers[XPSR] & ~0x0600FC00 | (state & 0xFC) << 8 | (state & 3) << 25
    return after


class Machine:
    """`known`: what p256_equation() has answered to which bytes; it is a function of them, and takes most of the time."""

    def __init__(self, elf, program, folder, code, code_bytes):
        self.elf, self.program, self.folder = elf, program, Path(folder)
        self.code, self.code_bytes = code, code_bytes
        self.ram = program.symbol["__ram_start"], program.symbol["__bss_end"]
        self.flash_path = self.folder / "flash.bin"
        self.flash_path.write_bytes(b"")
        with self.flash_path.open("r+b") as file:
            file.truncate(FLASH_FILE)
            self.flash = mmap.mmap(file.fileno(), FLASH_FILE)
        self.known, self.breaks, self.process = {}, set(), None
        self.start()

    def start(self):
        self.close()
        path, log = self.folder / "gdb", self.folder / "trace"
        self.monitor = qemu.Monitor(str(self.folder / "qmp"))
        ranges = ",".join(f"{first:#x}..{end - 1:#x}" for first, end in self.program.ranges())
        extra = ("-S", "-serial", "null", "-monitor", "none", "-chardev", f"socket,path={path},server=on,wait=off,id=gdb", "-gdb", "chardev:gdb",
                 *self.monitor.option, "-dfilter", ranges, "-D", str(log))
        self.process = qemu.Qemu(self.elf, flash=self.flash_path, without="-nic", extra=("-nic", "none", *extra), echo=False)
        self.remote = Remote(str(path))
        breaks, self.breaks = self.breaks, set()
        self.set_breaks(breaks)

    def close(self):
        if self.process:
            self.process.kill()
            for name in ("gdb", "qmp"):
                (self.folder / name).unlink(missing_ok=True)

    def human(self, line):
        return self.monitor.command("human-monitor-command", **{"command-line": line})

    def reset(self):
        registers = self.remote.registers()
        registers[PC] = self.program.reset + 2  # to see it change
        self.remote.set_registers(registers)
        self.human("system_reset")
        for _ in range(2000):
            if self.remote.registers()[PC] == self.program.reset:
                return
        raise RuntimeError("QEMU does not reset")

    def set_breaks(self, wanted):
        for address in self.breaks - set(wanted):
            self.remote.clear_break(address)
        for address in set(wanted) - self.breaks:
            self.remote.set_break(address)
        self.breaks = set(wanted)

    # ---- All that a start changes ----

    def keep(self):
        """What a state is: registers, RAM, image memory; the flash is kept apart."""
        first, end = self.ram
        return self.remote.registers(), self.remote.read(first, end - first), self.remote.read(self.code, self.code_bytes)

    def put(self, state):
        registers, ram, code = state
        self.remote.write(self.ram[0], ram)
        self.remote.write(self.code, code)
        self.remote.set_registers(registers)

    # ---- Running ----

    def answer_verify(self):
        """At the first instruction of p256_equation(): its answer, when these bytes have been asked before."""
        registers = self.remote.registers()
        result = registers[3]
        parts = [self.remote.read(at, length) for at, length in
                 zip(registers, (SIGNATURE_BYTES, KEY_BYTES, DIGEST_BYTES, RESULT_BYTES))]
        key = None if None in parts else b"".join(parts[:3])
        if key not in self.known:
            back = registers[14] & ~1
            kept = self.breaks
            self.set_breaks({back} | self.program.faults)
            stopped = self.remote.go(10)
            after = self.remote.registers()
            self.set_breaks(kept)
            if key and stopped and after[PC] == back and after[13] == registers[13]:
                self.known[key] = after[0], self.remote.read(result, RESULT_BYTES)
            return stopped
        registers[0], x = self.known[key]
        registers[PC] = registers[14] & ~1
        self.remote.write(result, x)
        self.remote.set_registers(registers)
        return True

    def go(self, seconds):
        """Until a breakpoint that is not the verification's: its address, or None."""
        while True:
            at = self.remote.registers()[PC]
            if at == self.program.symbol[VERIFY]:
                if not self.answer_verify():
                    return None
                at = self.remote.registers()[PC]
                if at in self.breaks:
                    return at
                continue
            if at in self.breaks:  # it is where we stand
                self.remote.step()
                at = self.remote.registers()[PC]
                if at in self.breaks and at != self.program.symbol[VERIFY]:
                    return at
                continue
            if not self.remote.go(seconds):
                return None
            at = self.remote.registers()[PC]
            if at != self.program.symbol[VERIFY]:
                return at

    def go_to(self, name):
        self.set_breaks({self.program.symbol[name]})
        if self.go(10) is None:
            raise RuntimeError(f"the board does not come to {name}")

    def traced(self, seconds):
        """Addresses of ours in the order of their execution, from here to the next breakpoint."""
        log = self.folder / "trace"
        log.write_text("")
        self.human("singlestep on")
        self.human(f"logfile {log}")
        self.human("log exec,nochain")
        at = self.go(seconds)
        self.human("log none")
        self.human("singlestep off")
        return at, [int(found, 16) for found in re.findall(r"\[[0-9a-f]+/([0-9a-f]+)/", log.read_text())]
