# SPDX-License-Identifier: MIT
"""Dunlin's kernel in gdb: who runs, who waits for what, and where.

    (gdb) source tools/gdb/dunlin.py
    (gdb) dunlin tasks
    (gdb) dunlin bt <task>        by name, number or address
    (gdb) dunlin queues
    (gdb) dunlin timers
    (gdb) dunlin heap

For any gdb with Python, on QEMU and probes, on processes of board `sim` and on their core files. What the
kernel has is read by the names in the debug information, so it goes with every configuration; what is not in
there, as the list of all tasks without configUSE_TRACE_FACILITY, is not shown.
"""
import os
import sys

import gdb

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import dunlin_frames as frames  # noqa: E402
import dunlin_kernel as kernel  # noqa: E402


def table(rows):
    """Columns as wide as they have to be; the last as it is."""
    if len(rows) < 2:
        print("none")
        return
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows)]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def command(name, function, help_text):
    """`dunlin <name>`, which calls function(arguments) and says in one line what went wrong."""

    class Command(gdb.Command):
        __doc__ = help_text

        def __init__(self):
            super().__init__(f"dunlin {name}", gdb.COMMAND_STATUS)

        def invoke(self, argument, _from_tty):
            try:
                function(gdb.string_to_argv(argument))
            except kernel.Missing as missing:
                raise gdb.GdbError(f"dunlin {name}: {missing}")

    Command()


def tasks(_arguments):
    rows = [("task", "name", "state", "prio", "stack used/max/size", "waits for", "at")]
    for task in kernel.tasks():
        priority = str(task.priority)
        if task.priority != task.base_priority:
            priority += f" ({task.base_priority})"
        rows.append((hex(task.address), task.name, task.state, priority, stack_of(task), task.waits_for(),
                     frames.place_of(task)))
    table(rows)


def stack_of(task):
    used, most, size = task.stack_use()
    known = [str(number) if number is not None else "?" for number in (used, most, size)]
    return "/".join(known)


def backtrace(arguments):
    if len(arguments) != 1:
        raise gdb.GdbError("dunlin bt: which task? Its name, number or address: dunlin tasks")
    task = kernel.find_task(arguments[0])
    print(f"task {task.name} ({hex(task.address)}), {task.state}")
    for line in frames.backtrace(task):
        print(line)


def queues(_arguments):
    rows = [("object", "kind", "name", "holds", "waiting")]
    for item in kernel.objects():
        waiting = ", ".join(f"{task} ({role})" for task, role in item.waiters())
        rows.append((hex(item.address), item.kind, item.name, item.contents(), waiting or "-"))
    table(rows)


def timers(_arguments):
    rows = [("timer", "name", "due in", "period", "reload", "calls")]
    for timer in kernel.timers():
        rows.append((hex(timer.address), timer.name, timer.due_in, timer.period,
                     "auto" if timer.reloads else "once", timer.callback))
    table(rows)
    print(f"tick {kernel.tick()}")


def heap(_arguments):
    for key, value in kernel.heap().items():
        print(f"{key:<22}{value}")


class Dunlin(gdb.Command):
    """Dunlin's kernel: tasks, bt, queues, timers, heap."""

    def __init__(self):
        super().__init__("dunlin", gdb.COMMAND_STATUS, prefix=True)


Dunlin()
command("tasks", tasks, "Every task: state, priority (and its own, while it inherits one), stack in bytes, what "
                        "it waits for, and where it is outside the kernel.")
command("bt", backtrace, "dunlin bt TASK: backtrace of a task, by name, number or address.")
command("queues", queues, "Queues, semaphores and mutexes of the registry, and those that a task waits for.")
command("timers", timers, "Software timers that run.")
command("heap", heap, "The kernel's heap: what is used and free, and whose it is where blocks tell.")
