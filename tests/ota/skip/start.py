# SPDX-License-Identifier: MIT
"""A start of one scene on one machine: recorded, and repeated with an instruction left out."""
import scenes
from gdb_remote import PC, Gone
from machine import VERIFY, skipped

SECONDS = 0.3  # a start takes a twentieth of that
NEAR = 3  # stops at the same instruction that are not worth a detour
READY = "boot_choose"  # the board is set up
KEPT_BYTES = 1024  # of each slot: its image; the rest is erased
BAD = "BAD IMAGE ENTERED"


class Start:
    def __init__(self, machine, scene, layout, good):
        self.machine, self.scene, self.layout, self.good = machine, scene, layout, good
        self.program = machine.program
        self.marker = machine.code + scenes.BINARY_BYTES - 2
        self.stops = {self.marker, self.program.symbol[VERIFY], self.program.reset, *self.program.faults,
                      *self.program.ends}
        journal = layout["journal"]
        self.kept = [(journal["offset"], journal["bytes"])] + [(place["offset"], KEPT_BYTES) for place in layout["slots"]]

    # ---- The flash, as far as a start changes it ----

    def flash(self):
        return [self.machine.flash[at:at + length] for at, length in self.kept]

    def set_flash(self, parts):
        for (at, length), part in zip(self.kept, parts):
            self.machine.flash[at:at + length] = part

    # ---- Whole starts ----

    def on(self):
        """Power on, and wait."""
        self.machine.reset()
        self.machine.remote.write(self.machine.code, bytes(self.machine.code_bytes))
        self.machine.set_breaks(self.stops)

    def outcome(self, at):
        if at is None:
            return "hang"
        if at == self.marker:
            entered = self.machine.remote.read(self.machine.code, scenes.BINARY_BYTES)
            return "good image" if entered == self.good else BAD
        if at == self.program.reset:
            return "starts again"
        return "fault" if at in self.program.faults else "no image"

    def record(self, first_function):
        """(its outcome, addresses of ours in their order from the first call of that function on)"""
        self.scene.fill(self.machine.flash, self.layout)
        self.on()
        self.machine.go(60)  # so that verifications are known, which take long one by one
        self.scene.fill(self.machine.flash, self.layout)
        self.on()
        at, trace = self.machine.traced(60)
        self.after = self.flash()
        self.begin = trace.index(self.program.symbol[first_function])
        return self.outcome(at), trace

    # ---- To a point of the recorded start ----

    def walk(self, trace, here, there):
        """From one index of the trace to a later one, with few stops."""
        while here < there:
            wanted = trace[there]
            ahead = trace[here + 1:there + 1]
            if ahead.count(wanted) > NEAR:
                seen = {}
                for at, address in enumerate(ahead):
                    seen.setdefault(address, at)
                wanted = ahead[max(seen.values())]
            self.machine.set_breaks(self.stops | {wanted})
            found = self.machine.go(10)
            if found != wanted:
                raise RuntimeError(f"at {found and self.program.place(found)} in place of "
                                   f"{self.program.place(wanted)}: two starts differ")
            here += 1 + ahead.index(wanted)

    # ---- One run ----

    def guarded(self, action):
        """A processor that locks up ends QEMU."""
        try:
            return action()
        except Gone:
            self.machine.start()
            return "lock-up"

    def without(self, registers, size):
        self.machine.remote.set_registers(skipped(registers, size))
        self.machine.set_breaks(self.stops)
        return self.outcome(self.machine.go(SECONDS))

    def next_start(self):
        self.on()
        return self.outcome(self.machine.go(SECONDS))

    def run(self, registers, size):
        result = self.guarded(lambda: self.without(registers, size))
        if result != BAD and self.flash() != self.after and self.guarded(self.next_start) == BAD:
            result = BAD + " at the next start"
        return result

    def runs(self, trace, indexes):
        """Yields (address, outcome) for each of these points of the trace."""
        self.scene.fill(self.machine.flash, self.layout)
        self.on()
        here, state, flash = -1, None, None
        for there in indexes:
            if state:
                self.machine.reset()
                self.machine.go_to(READY)
                self.machine.put(state)
                self.set_flash(flash)
            self.walk(trace, here, there)
            here, state, flash = there, self.machine.keep(), self.flash()
            address = trace[there]
            if state[0][PC] != address:
                raise RuntimeError("the recorded start and this one are apart")
            yield address, self.run(state[0], self.program.text[address][0])
