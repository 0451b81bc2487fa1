# SPDX-License-Identifier: MIT
"""The kernel's data as Python objects, by the names of kernel/src/*.h."""
from collections import Counter

import re

import gdb

STACK_FILL = 0xA5  # TASK_STACK_FILL
ROLES = {"WAIT_TAKE": "take", "WAIT_PERMIT": "take", "WAIT_PEEK": "peek", "WAIT_SEND": "send",
         "WAIT_MUTEX": "lock", "WAIT_EVENT": "bits"}
KINDS = {"OBJECT_SEMAPHORE": "semaphore", "OBJECT_MUTEX": "mutex", "OBJECT_RECURSIVE_MUTEX": "recursive mutex",
         "OBJECT_QUEUE": "queue", "OBJECT_DEAD": "deleted"}


class Missing(Exception):
    """Something that this program, or this moment, does not have."""


def lookup_type(name):
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        raise Missing(f"the program has no debug information about {name}: compile the kernel with -g")


def lookup_if(name):
    """The type, or None where the program has no such."""
    try:
        return gdb.lookup_type(name)
    except gdb.error:
        return None


def has(value, field):
    return any(each.name == field for each in value.type.strip_typedefs().fields())


def static_variable(name, field):
    """A static variable of the kernel's, which has this field; None when it is not linked."""
    for symbol in gdb.lookup_static_symbols(name):
        value = symbol.value()
        inner = value.type.strip_typedefs()
        inner = inner.target() if inner.code == gdb.TYPE_CODE_ARRAY else inner
        if inner.code == gdb.TYPE_CODE_STRUCT and any(each.name == field for each in inner.fields()):
            return value
    return None


def enum_name(enum, value):
    for field in lookup_type(f"enum {enum}").fields():
        if field.enumval == int(value):
            return field.name
    return None


def field_offset(struct, path):
    """Bytes from the start of the struct to path, as 'object.takers'."""
    inner = lookup_type(f"struct {struct}")
    offset = 0
    for part in path.split("."):
        field = next(each for each in inner.fields() if each.name == part)
        offset += field.bitpos // 8
        inner = field.type
    return offset


def at(address, struct):
    return gdb.Value(address).cast(lookup_type(f"struct {struct}").pointer()).dereference()


def state():
    symbol = gdb.lookup_global_symbol("dunlin_kernel")
    if symbol is None:
        raise Missing("there is no kernel in this program")
    return symbol.value()


def tick():
    return int(state()["tick"])


def ticks_until(due):
    """The tick count wraps."""
    return (int(due) - tick()) % (1 << 8 * state()["tick"].type.sizeof)


def text(pointer):
    try:
        return pointer.string("latin-1") if int(pointer) != 0 else ""
    except gdb.error:
        return "?"


class Task:
    def __init__(self, address):
        self.address = int(address)
        self.value = at(self.address, "task")
        self.priority = int(self.value["priority"])
        self.base_priority = int(self.value["base_priority"])
        self.sp = int(self.value["context"]["sp"])
        self.is_current = self.address == current_address()
        self.state = self._state()

    def __eq__(self, other):
        return self.address == other.address

    def __hash__(self):
        return self.address

    @property
    def name(self):
        return self.value["name"].string("latin-1") or "-"

    @property
    def number(self):
        return int(self.value["number"]) if has(self.value, "number") else None

    def _state(self):
        if self.is_current and bool(state()["running"]):
            return "running"
        return (enum_name("task_state", self.value["state"]) or "?").replace("TASK_", "").lower()

    def stack_bounds(self):
        """Lowest and one past the highest address; the latter None where it is not kept."""
        low = int(self.value["stack"])
        high = int(self.value["stack_end"]) if has(self.value, "stack_end") else None
        return low, high

    def live_frame(self):
        """The innermost of gdb's own frames that is on this task's stack; None if it does not run."""
        if not self.is_current or not bool(state()["running"]):
            return None
        low, high = self.stack_bounds()
        frame = gdb.newest_frame()
        for _ in range(64):
            sp = int(frame.read_register("sp")) & (1 << 64) - 1
            if low <= sp and high is not None and sp <= high:
                return frame
            try:
                frame = frame.older()
            except gdb.error:
                return None
            if frame is None:
                return None
        return None

    def has_saved_frame(self):
        """Whether its port has left its registers on its stack. An interrupt does that only on sim."""
        return not self.is_current or lookup_if("struct sim_port") is not None

    def stack_use(self):
        """Bytes used now, at most, and in all; None for what is not known."""
        low, high = self.stack_bounds()
        if high is None:
            return None, None, None
        size = high - low
        frame = self.live_frame()
        if frame is not None:
            used = high - (int(frame.read_register("sp")) & (1 << 64) - 1)
        else:
            used = high - (self.sp & ~7) if self.has_saved_frame() else None
        stack = bytes(gdb.selected_inferior().read_memory(low, size))
        untouched = len(stack) - len(stack.lstrip(bytes([STACK_FILL])))
        # Some of what was written may look like the fill.
        most = max(size - untouched, used or 0) if untouched else None
        return used, most, size

    def waits_for(self):
        if self.state == "suspended":
            return "to be resumed"
        if self.state != "blocked":
            return ""
        wait = self.value["wait"]
        notification = self._notification()
        if int(wait) == 0:
            return notification or "?"
        what = [notification or self._line(wait)]
        if int(wait["sleep"]["next"]) != 0:
            what.append(f"{ticks_until(wait['sleep']['due'])} ticks")
        elif not notification and int(wait["line"]) == 0:
            what.append("for ever")
        return ", ".join(part for part in what if part)

    def _notification(self):
        if not has(self.value, "notify_state"):
            return ""
        states = self.value["notify_state"]
        low, high = states.type.range()
        for index in range(low, high + 1):
            if enum_name("notify_state", states[index]) in ("NOTIFY_WAITING", "NOTIFY_ASLEEP"):
                return f"notification {index}"
        return ""

    def _line(self, wait):
        if int(wait["line"]) == 0:
            return ""
        role = enum_name("wait_role", wait["role"])
        return f"{ROLES.get(role, role)} {object_of_line(int(wait['line']), role).title()}"


def current_address():
    return int(state()["core"][0]["current"])


def ring(first):
    """Tasks of a ring of the ready set."""
    task = first
    while int(task) != 0:
        yield int(task)
        task = task["next"]
        if int(task) == int(first):
            return


def ready_addresses():
    ready = state()["ready"]
    _, words = ready["map"].type.range()
    for word in range(words + 1):
        bits = int(ready["map"][word])
        for bit in range(32):
            if bits >> bit & 1:
                yield from ring(ready["head"][word * 32 + bit])


def leaves(tree):
    """struct timeout pointers of a tree: leaves are tagged by bit 0."""
    branch = lookup_type("struct timeout_branch").pointer()
    leaf = lookup_type("struct timeout").pointer()
    waiting = [int(tree["top"]["below"][side]) for side in (0, 1)]
    while waiting:
        node = waiting.pop()
        if node & 1:
            first = gdb.Value(node & ~1).cast(leaf)
            each = first
            while True:
                yield int(each)
                each = each["next"]
                if int(each) in (0, int(first)):
                    break
        elif node != 0:
            below = gdb.Value(node).cast(branch)["below"]
            waiting += [int(below[side]) for side in (0, 1)]


def known_addresses():
    """Tasks without the list of all: the ready ones, those that wait, and those the former wait with."""
    yield from ready_addresses()
    yield current_address()
    sleep = field_offset("wait", "sleep")
    for timeout in leaves(state()["sleepers"]):
        yield int(at(timeout - sleep, "wait")["task"])
    for item in registered():
        for task, _ in item.waiting_tasks():
            yield task


def tasks():
    if not has(state(), "all"):
        return [Task(address) for address in dict.fromkeys(known_addresses()) if address]
    found = []
    task = state()["all"]
    while int(task) != 0:
        found.append(Task(int(task)))
        task = task["all_next"]
    return sorted(found, key=lambda task: task.number)


def find_task(what):
    everyone = tasks()
    for task in everyone:
        if what == task.name:
            return task
    try:
        number = int(what, 0)
    except ValueError:
        raise Missing(f"there is no task {what}: dunlin tasks")
    for task in everyone:
        if number in (task.address, task.number):
            return task
    raise Missing(f"there is no task {what}: dunlin tasks")


class Line:
    """A line of waiting tasks that is not a queue's, semaphore's or mutex's."""

    def __init__(self, address, kind):
        self.address = address
        self.kind = kind
        self.name = ""

    def title(self):
        return f"{self.kind} {hex(self.address)}"

    def contents(self):
        return ""

    def waiting_tasks(self):
        yield from tasks_in_line(at(self.address, "line"))

    def waiters(self):
        return [(Task(task).name, role) for task, role in self.waiting_tasks()]


def tasks_in_line(line):
    """(address of the task, role) in the order of service."""
    leader = line["first"]
    while int(leader) != 0:
        wait = leader
        while True:
            role = enum_name("wait_role", wait["role"])
            yield int(wait["task"]), ROLES.get(role, role)
            wait = wait["next"]
            if int(wait) == 0:
                return  # alone in the line
            if int(wait) == int(leader):
                break
        leader = leader["lower"]


class Object(Line):
    def __init__(self, address, name=None):
        super().__init__(int(address), "")
        self.value = at(self.address, "object")
        kind = enum_name("object_kind", self.value["kind"])
        self.kind = KINDS.get(kind, "object")
        self.name = registry().get(self.address, "") if name is None else name
        self.is_queue = kind == "OBJECT_QUEUE"
        self.is_mutex = "mutex" in self.kind

    def title(self):
        return f"{self.kind} {self.name or hex(self.address)}"

    def contents(self):
        if self.is_queue:
            queue = at(self.address, "queue")
            return f"{int(queue['count'])} of {int(queue['length'])} x {int(queue['item_bytes'])} bytes"
        if self.is_mutex:
            holder = int(self.value["holder"])
            depth = int(self.value["limit"])
            return "free" if holder == 0 else "held by " + Task(holder).name + (f", {depth + 1} times" if depth else "")
        if self.kind == "semaphore":
            return f"{int(self.value['count'])} of {int(self.value['limit'])}"
        return ""

    def waiting_tasks(self):
        yield from tasks_in_line(self.value["takers"])
        if self.is_queue:
            yield from tasks_in_line(at(self.address, "queue")["senders"])


def object_of_line(line, role):
    """What stands around a struct line, by the role of who waits in it."""
    if role == "WAIT_EVENT":
        return Line(line, "event flags")
    if role == "WAIT_SEND":
        address = line - field_offset("queue", "senders")
    else:
        address = line - field_offset("object", "takers")
    found = Object(address)
    return found if found.kind != "object" else Line(line, "line")


def registry():
    """Names by address; empty without configQUEUE_REGISTRY_SIZE."""
    entries = static_variable("registry", "handle")
    if entries is None:
        return {}
    low, high = entries.type.range()
    return {int(entries[index]["handle"]): text(entries[index]["name"]) for index in range(low, high + 1)
            if int(entries[index]["handle"]) != 0}


def registered():
    return [Object(address, name) for address, name in registry().items()]


def objects():
    found = {item.address: item for item in registered()}
    for task in tasks():
        wait = task.value["wait"]
        if task.state == "blocked" and int(wait) != 0 and int(wait["line"]) != 0:
            item = object_of_line(int(wait["line"]), enum_name("wait_role", wait["role"]))
            found.setdefault(item.address, item)
    return list(found.values())


class Timer:
    def __init__(self, address):
        value = at(address, "timer")
        self.address = address
        self.name = text(value["name"]) or "-"
        self.due_in = ticks_until(value["sleep"]["due"])
        self.period = int(value["period"])
        self.reloads = int(value["status"]) & 2 != 0  # TIMER_AUTORELOAD
        # By the linker's symbol: functions that were left out of an image still claim addresses from 0.
        found = re.match(r"(\w+)", gdb.execute(f"info symbol {int(value['callback']) & ~1:#x}", to_string=True))
        missing = found is None or found.group(1) == "No"
        self.callback = hex(int(value["callback"])) if missing else found.group(1)


def timers():
    state_of_timers = static_variable("timers", "daemon")
    if state_of_timers is None:
        raise Missing("there are no software timers in this program")
    offset = field_offset("timer", "sleep")
    found = [Timer(timeout - offset) for timeout in leaves(state_of_timers["tree"])]
    return sorted(found, key=lambda timer: timer.due_in)


def heap():
    """Figures of heap_4 or heap_5, by a walk over the blocks."""
    value = static_variable("heap", "least_free_bytes")
    if value is None:
        raise Missing("heap_4 or heap_5 is not in this program")
    if int(value["top"]) == 0:
        return {"heap": "nothing was allocated yet"}
    word = lookup_type("size_t").sizeof
    guarded = lookup_if("struct heap_guard") is not None
    used, holes, owners = [], [], Counter()
    address = int(value["low"])
    while address < int(value["top"]):
        head = int(gdb.Value(address).cast(lookup_type("size_t").pointer()).dereference())
        size = head & ~3
        if size == 0 or size > int(value["high"]) - address:
            raise Missing(f"the block at {hex(address)} is damaged: its size is {size}")
        if head & 1:
            holes.append(size)
        else:
            used.append(size)
            if guarded:
                guard = at(address + word, "heap_guard")
                owners[guard["owner"].string("latin-1", "replace")] += size
        address += size
    figures = {"used": f"{sum(used)} bytes in {len(used)} blocks",
               "free": f"{int(value['free_bytes'])} bytes",
               "least ever free": f"{int(value['least_free_bytes'])} bytes",
               "largest free": f"{max(holes + [int(value['top_bytes'])])} bytes",
               "holes": f"{sum(holes)} bytes in {len(holes)} blocks",
               "allocations, frees": f"{int(value['allocations'])}, {int(value['frees'])}"}
    for owner, size in owners.most_common():
        figures[f"of {owner}"] = f"{size} bytes"
    return figures
