# SPDX-License-Identifier: MIT
"""One update under its plan: what happens is made to happen, and two oracles look on.

content   only the old and the new version ever run, byte for byte as they were signed; a job that is SUCCEEDED has the
          new one accepted, one that is FAILED or REJECTED the old one, from the moment on that the service has it; in the
          end the shadow says the same; and a good image fails only where its trial was cut
progress  so many starts as were cut and two more; something goes on all the time
"""
import os
import re
import signal
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import plan as plans
from machine import ota_device

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import images  # noqa: E402

ota_device.ota.POLL_S = 0.02  # an update takes a second
POLL_S = 0.015
ASK_S = 0.15
HANGS_S = 1.5       # then somebody switches off what has no watchdog
BEHIND_S = 5        # so late may a file be that QEMU writes behind the board's back
STANDSTILL_S = 240  # nothing at all happens
LONGEST_S = 1800
OWN_STARTS = 2      # into the new image, and back
ENDS = {"SUCCEEDED", "FAILED", "REJECTED", "CANCELED"}
RUNS = re.compile(r"^slot \d: runs", re.M)
PLACE_OF_STATE = {"receiving": "download-wait", "staged": "staged", "testing": "self-test", "accepted": "confirm",
                  "refused": "confirm", "idle": "idle", "new": "boot decide"}


class Failed(Exception):
    """An oracle says no."""


@dataclass
class Outcome:
    end: str = ""     # "new" or "old"
    job: str = ""
    status: str = ""
    reason: str = ""
    starts: int = 0
    seconds: float = 0.0
    cuts: Counter = field(default_factory=Counter)    # by place
    others: Counter = field(default_factory=Counter)  # by what and state
    excuses: set = field(default_factory=set)         # what may cost a good image its trial


def text_of(sequence):
    return f"{sequence >> 24}.{sequence >> 16 & 0xFF}.{sequence & 0xFFFF}"


class Update:
    def __init__(self, device, box, old, new, plan):
        """`old`, `new`: (version, bytes of the image file)."""
        self.device, self.box, self.plan = device, box, plan
        self.old, self.new = old, new
        self.outcome = Outcome()
        self.mark = device.mark()
        self.line_mark, self.is_fresh = self.mark, False  # of the last time that it was switched on, if it was
        self.programs = device.cutter.entries()["program"]
        self.state, self.since = None, {}
        self.status, self.details = "", {}
        self.asked = 0.0
        self.roll_out, self.fault = None, None
        self.link_up_at = None
        self.hangs_since = None
        self.unsaid_starts = 0  # cut before the bootloader has said what it runs
        self.goes_on = (None, time.monotonic())

    # ---- what happens ----

    def is_connected(self):
        return "demo: connected" in self.device.log[self.line_mark:]

    def place(self):
        """Where a device was that is dead now."""
        place = self.device.cutter.place()
        if place.startswith("boot") or place in ("erase", "program", "verify"):
            return place
        state = self.device.where()
        if self.is_fresh and not self.is_connected() and state in ("idle", "receiving"):
            return "connect"
        return PLACE_OF_STATE[state]

    def on_dead(self):
        """The power is away: by order, by us, or since the board ended itself (a fault does that in QEMU)."""
        was_ordered = self.device.cutter.was_obeyed()
        self.device.cut()
        if was_ordered:
            self.device.cutter.order("(called)", 0, 0)
            self.next_cut().is_done = True
            self.note_cut()
        self.switch_on()

    def note_cut(self):
        place = self.place()
        self.outcome.cuts[place] += 1
        start = re.split(r"chaos: reset|fault: end", self.device.log[self.line_mark:])[-1]
        if place.startswith("boot") and not RUNS.search(start):
            self.unsaid_starts += 1
        if self.device.where() == "testing":
            self.outcome.excuses.add("cut")

    def switch_on(self):
        self.hangs_since = self.link_up_at = None
        self.line_mark = self.device.mark()
        self.is_fresh = True
        self.device.on()
        self.since["@start"] = time.monotonic()
        self.arm()

    def next_cut(self):
        return next((event for event in self.plan.cuts if not event.is_done), None)

    def arm(self):
        event = self.next_cut()
        if event and not event.where.startswith("@"):
            self.device.cutter.order(event.where, event.entries, event.blocks, event.where in plans.BEHIND)
        else:
            self.device.cutter.withdraw()

    def is_time(self, event):
        if event.where.startswith("@"):
            begun = self.since.get(event.where)
            return begun is not None and time.monotonic() - begun >= event.ms / 1000
        return self.device.cutter.entries()["program"] - self.programs >= event.entries

    def do(self, event):
        event.is_done = True
        what = event.what
        if what == "link":
            if not self.device.set_link(False):
                return
            self.link_up_at = time.monotonic() + event.down_ms / 1000
        elif what == "cancel":
            try:
                ota_device.ask(self.box.folder, "CancelJob", jobId=self.roll_out.job, force=True)
            except ota_device.control.Refused:
                return  # it has ended
        else:
            process = self.box.part({"broker": "mosquitto", "daemon": "dunlin-cloudd"}[what])
            if process is None:
                return
            os.kill(process, signal.SIGKILL)
        self.outcome.others[what, PLACE_OF_STATE[self.device.where()]] += 1
        self.outcome.excuses.add(what)

    def make_it_happen(self):
        if self.link_up_at is not None and time.monotonic() > self.link_up_at:
            self.device.set_link(True)
            self.link_up_at = None
        for event in self.plan.others if self.roll_out else []:
            if not event.is_done and self.is_time(event):
                self.do(event)
        event = self.next_cut()
        if event and event.where.startswith("@") and self.is_time(event):
            event.is_done = True
            self.device.cut_now()
            self.note_cut()
            self.switch_on()
        self.help_what_hangs()

    def help_what_hangs(self):
        """Somebody presses the button of a board that nothing resets."""
        if "chaos: hangs" not in self.device.log[self.line_mark:]:
            return
        if ota_device.board_of(self.device.board)["features"]["watchdog"] is not None:
            return
        self.hangs_since = self.hangs_since or time.monotonic()
        if time.monotonic() - self.hangs_since > HANGS_S:
            self.device.cut()
            self.switch_on()

    # ---- what is seen ----

    def look(self):
        state = self.device.where()
        if state != self.state:
            self.state = state
            self.since["@" + state] = time.monotonic()
        if self.fault:
            raise Failed(self.fault)
        if self.roll_out and time.monotonic() - self.asked > ASK_S:
            self.asked = time.monotonic()
            execution = self.roll_out.execution()
            if execution:
                self.see_status(execution)

    def see_status(self, execution):
        before, self.status = self.status, execution["status"]
        self.details = execution.get("statusDetails", {}).get("detailsMap", {})
        if before in ENDS and self.status != before:
            raise Failed(f"the job was {before} and is {self.status}")
        if self.status == "SUCCEEDED":
            self.check_image(self.new)
        elif self.status in ("FAILED", "REJECTED"):
            self.check_image(self.old)

    def fault_of_image(self, wanted):
        """Why the one image that is accepted is not this one, whole; None: it is."""
        found = self.device.valid_image()
        if found is None:
            return f"the job is {self.status}, and no image is accepted"
        version = text_of(found[0])
        if version != wanted[0]:
            return f"the job is {self.status}, and {version} is accepted"
        if found[1][:len(wanted[1])] != wanted[1]:
            return f"the image of {version} is not as it was signed"
        return None

    def check_image(self, wanted):
        until = time.monotonic() + (BEHIND_S if self.device.is_written_behind else 0)
        while fault := self.fault_of_image(wanted):
            if time.monotonic() > until:
                raise Failed(fault)
            time.sleep(POLL_S)

    def versions(self, log):
        return re.findall(r"^chaos: version ([0-9.]+)\r?\n", log, re.M)

    def check_log(self):
        log = self.device.log[self.mark:]
        strange = set(self.versions(log)) - {self.old[0], self.new[0]}
        if strange:
            raise Failed(f"{strange.pop()} runs: {self.old[0]} and {self.new[0]} may")
        if "no image may run" in log:
            raise Failed("the bootloader has no image that may run")
        if "fault: kind" in log and self.plan.worth not in (plans.HANGS, plans.FAULTS):
            raise Failed("a good image has a fault")
        self.outcome.starts = len(RUNS.findall(log)) + self.unsaid_starts
        allowed = sum(self.outcome.cuts.values()) + OWN_STARTS + (self.plan.worth == plans.HANGS)
        if self.outcome.starts > allowed:
            raise Failed(f"{self.outcome.starts} starts, {allowed} would do")

    def check_progress(self):
        blocks = self.device.cutter.blocks()
        blocks["agent"] = 0  # it may ask for ever
        seen = (len(self.device.log), self.status, str(self.details), sum(blocks.values()))
        if seen != self.goes_on[0]:
            self.goes_on = seen, time.monotonic()
        elif time.monotonic() - self.goes_on[1] > STANDSTILL_S:
            raise Failed(f"nothing has happened for {STANDSTILL_S} s: state {self.state}, job {self.status}")
        if time.monotonic() - self.began > LONGEST_S:
            raise Failed(f"it takes longer than {LONGEST_S} s: state {self.state}, job {self.status}")

    def is_over(self):
        """The job has ended, the device is quiet, and says by log and shadow what it runs."""
        if self.status not in ENDS or self.state != "idle" or (self.is_fresh and not self.is_connected()):
            return False
        found = self.device.valid_image()
        runs = self.versions(self.device.log[self.mark:])[-1:] or [self.old[0]]
        shadow = ota_device.ask(self.box.folder, "GetThingShadow", thingName=self.device.thing, shadowName="ota") or {}
        reported = shadow.get("state", {}).get("reported", {})
        return found is not None and reported.get("state") == "idle" and \
            [text_of(found[0])] == runs == [reported.get("version")]

    # ---- the verdict ----

    def judge(self):
        outcome = self.outcome
        outcome.job = self.roll_out.job
        outcome.status, outcome.reason = self.status, self.details.get("reason", "")
        version = text_of(self.device.valid_image()[0])
        outcome.end = "new" if version == self.new[0] else "old"
        self.check_image(self.new if outcome.end == "new" else self.old)
        is_cancelled = self.status == "CANCELED"
        if is_cancelled and "cancel" not in outcome.excuses:
            raise Failed("nobody has cancelled the job")
        if not is_cancelled and (self.status == "SUCCEEDED") != (outcome.end == "new"):
            raise Failed(f"the job is {self.status}, and the {outcome.end} version runs")
        if outcome.end == "new" and self.plan.worth != plans.GOOD:
            raise Failed("a bad image was accepted")
        if self.plan.worth == plans.GOOD and not is_cancelled and outcome.end == "old":
            may_be = outcome.reason == "self-test" and "cut" in outcome.excuses or \
                outcome.reason == "timeout" and outcome.excuses & {"link", "broker", "daemon"}
            if not may_be:
                raise Failed(f"a good image ended {self.status}: {self.details}")

    def run(self):
        """Its outcome; raises Failed."""
        self.began = time.monotonic()
        self.arm()
        maker = threading.Thread(target=self.make_roll_out)  # the device does not wait for it
        maker.start()
        if not self.device.is_on():
            self.switch_on()
        try:
            while True:
                if not self.device.is_on():
                    self.on_dead()
                self.make_it_happen()
                self.look()
                self.check_log()
                self.check_progress()
                if self.is_over():
                    break
                time.sleep(POLL_S)
            self.judge()
        finally:
            maker.join()
            self.outcome.seconds = time.monotonic() - self.began
            self.device.cutter.withdraw()
            if self.link_up_at is not None:
                self.device.set_link(True)
        return self.outcome

    def make_roll_out(self):
        path = self.device.folder / "new.image"
        path.write_bytes(self.new[1])
        try:
            self.roll_out = ota_device.RollOut(self.box.folder, self.device.thing, [path],
                                               ["--force", "--protocol", self.plan.protocol])
        except Exception as error:  # of whatever kind: it ends the update, in its own thread
            self.fault = f"the update could not be made: {error}"
