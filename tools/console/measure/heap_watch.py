#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a demo takes of the kernel's heap at its most, while something plays with it.

Usage: heap_watch.py FIGURE IMAGE -- PROGRAM [ARGUMENTS]

PROGRAM is a test of demos, and is run as it is. The boards that it boots in QEMU are held wherever they end, or start anew, and the
heap's own record of its least free bytes is read then: the image is not changed for it. FIGURE is a file to write:
{"peak": bytes of configTOTAL_HEAP_SIZE, "size"}; there is none when PROGRAM failed, or no boot was seen to its end.
"""
import json
import re
import runpy
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests/target"), str(ROOT / "tools/lab")]
import gdb_remote  # noqa: E402
import qemu  # noqa: E402

ENDS = ("board_exit", "board_reset")
FIELDS = ("low", "high", "least_free_bytes")
LOOK_S = 0.1


def ask(image, *expressions):
    """What a debugger says of each; None: there is no such thing in the image."""
    words = [word for number, expression in enumerate(expressions) for word in ("-ex", f"printf \"%d: %ld\\n\", {number}, {expression}")]
    said = subprocess.run(["gdb-multiarch", "-batch", "-nx", *words, str(image)], capture_output=True, text=True, check=False).stdout
    found = dict(re.findall(r"^(\d+): (-?\d+)$", said, re.M))
    return [int(found[str(number)]) if str(number) in found else None for number in range(len(expressions))]


class Heap:
    """Where an image has its heap, and what was read of it."""

    def __init__(self, image):
        said = ask(image, "sizeof(void *)", "(long)&ucHeap", "sizeof(ucHeap)", *(f"(long)&'heap_4.c'::heap.{field}" for field in FIELDS))
        self.word, array, self.size = said[:3]
        self.peak = None if self.size else 0  # nobody in it asks for memory
        mask = (1 << 8 * self.word) - 1
        self.array = (array or 0) & mask
        self.fields = [(number or 0) & mask for number in said[3:]]
        self.ends = [number & mask & ~1 for number in ask(image, *(f"(long)&{name}" for name in ENDS)) if number is not None]

    def read(self, remote):
        """Of a board that is held. Another program in its memory, such as a bootloader, has no heap here."""
        if not self.size:
            return
        low, high, least = (int.from_bytes(remote.read(at, self.word) or b"", "little") for at in self.fields)
        if low == 0:
            self.peak = self.peak or 0  # nobody has asked for memory
        elif self.array <= low < high <= self.array + self.size and least <= high - low:
            self.peak = max(self.peak or 0, self.size - least)


class Watched(qemu.Qemu):
    """A board whose heap is read before it is gone."""
    heap = None

    def __init__(self, *words, extra=(), **options):
        self.place = tempfile.TemporaryDirectory(prefix="heap-")
        path = f"{self.place.name}/gdb"
        super().__init__(*words, extra=[*extra, "-S", "-chardev", f"socket,path={path},server=on,wait=off,id=heap", "-gdb", "chardev:heap"], **options)
        self.is_over = threading.Event()
        self.kill_process, self.process.kill = self.process.kill, self.end
        self.watcher = threading.Thread(target=self.watch, args=(gdb_remote.Remote(path),), daemon=True)
        self.watcher.start()

    def watch(self, remote):
        try:
            self.set_breaks(remote)
            remote.send("c")
            while True:
                said = remote.receive(LOOK_S)
                if said is None and self.is_over.is_set():
                    remote.socket.sendall(b"\x03")
                    remote.receive(10)
                    self.heap.read(remote)
                    return
                if said is not None and said[0] not in "TS":
                    return  # it has ended, after a breakpoint
                if said is not None:
                    self.heap.read(remote)
                    self.pass_breaks(remote)
        except gdb_remote.Gone:
            pass

    def set_breaks(self, remote):
        for at in self.heap.ends:
            remote.set_break(at)

    def pass_breaks(self, remote):
        for at in self.heap.ends:
            remote.clear_break(at)
        remote.step()
        self.set_breaks(remote)
        remote.send("c")

    def end(self):
        self.is_over.set()
        self.watcher.join(30)
        self.kill_process()

    def kill(self):
        if self.process.poll() is None:
            self.end()
        super().kill()
        self.place.cleanup()


def main():
    figure, image, split, program = sys.argv[1:5]
    if split != "--":
        sys.exit(__doc__)
    Path(figure).unlink(missing_ok=True)
    Watched.heap = Heap(image)
    qemu.Qemu = Watched
    sys.argv = sys.argv[4:]
    sys.path.insert(0, str(Path(program).resolve().parent))
    try:
        runpy.run_path(program, run_name="__main__")
        status = 0
    except SystemExit as end:
        status = end.code
    if not status and Watched.heap.peak is not None:
        Path(figure).write_text(json.dumps({"peak": Watched.heap.peak, "size": Watched.heap.size or 0}))
    sys.exit(status)


if __name__ == "__main__":
    main()
