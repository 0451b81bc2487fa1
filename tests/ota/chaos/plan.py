# SPDX-License-Identifier: MIT
"""What is to happen to one update: a function of seed, number, and what an update without cuts was seen to do."""
import random
from dataclasses import dataclass, field

GOOD, REJECTS, HANGS, FAULTS = range(4)  # build number % 4 of a version; main.c does it
WORTH = ["good", "rejects", "hangs", "faults"]
WORTHS = [87, 6, 3, 4]
CANCELLED_PERCENT = 6
PROTOCOLS = {"mqtt": 65, "http": 35}
CUTS = {0: 5, 1: 63, 2: 26, 3: 6}  # how many, and how often
OTHERS = {0: 45, 1: 40, 2: 15}

# Where the power is cut: in a place of the code, or some time behind the beginning of a state.
# In the order in which they come; a start is that behind another cut.
AIMS = {"@receiving": 3, "agent": 5, "erase": 18, "program": 24, "verify": 5, "boot program": 12,
        "boot erase": 1, "boot copy": 6, "boot verify": 5, "boot decide": 4, "@testing": 6, "accept": 6, "@refused": 2, "@start": 5}
BY_OPERATION = {"erase", "program", "boot program"}  # each as likely as the others; else each instruction
BEHIND = {"accept": 4}  # or that later in agent and flash, in what the bootloader's records take
WITHIN_MS = {"@start": 400, "@testing": 500, "@accepted": 40, "@receiving": 1000, "@refused": 300}
OTHER = {"link": 40, "broker": 30, "daemon": 30}
LINK_DOWN_MS = 4000
TAIL_BYTES_MAX = 65536


@dataclass
class Event:
    """Something that happens once. In a place of the code: after so many entries into it and then blocks of instructions
    (what is no power cut: after so many programs of the flash). Behind the beginning of a state (@...): after ms."""
    what: str
    where: str
    entries: int = 0
    blocks: int = 0
    ms: int = 0
    down_ms: int = 0  # a link's
    is_done: bool = False

    def __str__(self):
        what = f"{self.what} for {self.down_ms} ms" if self.down_ms else self.what
        if self.where.startswith("@"):
            return f"{what} {self.ms} ms behind {self.where[1:]}"
        return f"{what} in {self.where}, {self.entries} entries and {self.blocks} blocks later"


@dataclass
class Plan:
    worth: int
    tail_bytes: int
    protocol: str = "mqtt"
    cuts: list = field(default_factory=list)    # one after the other
    others: list = field(default_factory=list)  # each for itself

    def __str__(self):
        return "; ".join([f"{WORTH[self.worth]} by {self.protocol}", *map(str, self.cuts + self.others)])


def choose(rng, weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def draw_cut(rng, seen):
    """`seen`: (entries, blocks) of each place in an update without cuts."""
    where = choose(rng, AIMS)
    if where in WITHIN_MS:
        return Event("power", where, ms=rng.randrange(WITHIN_MS[where]))
    if where in BEHIND:
        return Event("power", where, 0, rng.randrange(1 + BEHIND[where] * seen["boot program"][1]))
    entries, blocks = (1 + most * 9 // 10 for most in seen[where])  # what is planned is to happen
    if where in BY_OPERATION:
        return Event("power", where, rng.randrange(entries), rng.randrange(1 + blocks // entries))
    return Event("power", where, 0, rng.randrange(blocks))


def draw_other(rng, seen, what):
    if rng.randrange(3) == 0:
        where = rng.choice(["@start", "@testing", "@accepted"])
        event = Event(what, where, ms=rng.randrange(WITHIN_MS[where]))
    else:
        event = Event(what, "program", rng.randrange(max(seen["program"][0], 1)))
    if what == "link":
        event.down_ms = 1 + rng.randrange(LINK_DOWN_MS)
    return event


def draw(seed, number, seen):
    rng = random.Random(f"{seed}/{number}")
    plan = Plan(rng.choices(range(4), WORTHS)[0], 4 * rng.randrange(TAIL_BYTES_MAX // 4), choose(rng, PROTOCOLS))
    cuts = [draw_cut(rng, seen) for _ in range(choose(rng, CUTS))]
    if cuts and {event.where for event in cuts} == {"@start"}:
        cuts.append(Event("power", "program", rng.randrange(max(seen["program"][0], 1))))
    plan.cuts = sorted(cuts, key=lambda event: list(AIMS).index(event.where))
    plan.others = [draw_other(rng, seen, choose(rng, OTHER)) for _ in range(choose(rng, OTHERS))]
    if rng.randrange(100) < CANCELLED_PERCENT:
        plan.others.append(draw_other(rng, seen, "cancel"))
    return plan
