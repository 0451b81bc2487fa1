#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tools/gdb against gdb_target.c: what its commands print at two stops has to be what the program is known to
do there. Usage: run_gdb_test.py <board> live|core <image>

live: QEMU's gdb server, or a process of sim. core: a core file of that process, without it.
"""
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = ["dunlin tasks", "dunlin queues", "dunlin timers", "dunlin heap", "dunlin bt receiver",
            "dunlin bt busy", "dunlin bt IDLE", "dunlin bt leader", "dunlin bt nobody", "dunlin bt",
            "print (unsigned long)free_heap", "print (unsigned long)receiver_unused_bytes", "ptype struct heap_guard", "bt 1"]


def gdb(image, *commands):
    words = ["gdb-multiarch", "-nx", "-batch", str(image)]
    for command in ("set pagination off", "set confirm off", "set debuginfod enabled off", "set width 0", *commands):
        words += ["-ex", command]
    run = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=90,
                         stdin=subprocess.DEVNULL)
    return run.stdout


def marked(commands):
    """Each command behind a line that names it, so that its output can be found; `echo` cannot fail."""
    for command in commands:
        yield f"echo @@ {command}\\n"
        yield command


def sections(output):
    """{command: its output} for each stop, in order."""
    stops = []
    for part in re.split(r"^@@ ", output, flags=re.M)[1:]:
        name, _, text = part.partition("\n")
        if name == COMMANDS[0]:
            stops.append({})
        stops[-1][name] = text
    return stops


def stop_commands():
    return [f"source {ROOT / 'tools/gdb/dunlin.py'}", "break stop_here", "break stop_in_isr"]


def run_in_qemu(board, image, place):
    described = json.loads((ROOT / "boards" / board / "board.json").read_text())
    server = place / "gdb"
    command = [part.format(image=image, modem="null") for part in described["run"]] + described.get("run_counted", [])
    command += ["-S", "-chardev", f"socket,path={server},server=on,wait=off,id=gdb", "-gdb", "chardev:gdb"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as qemu:
        try:
            for _ in range(100):
                if server.exists():
                    break
                subprocess.run(["sleep", "0.05"], check=True)
            return gdb(image, *stop_commands(), f"target remote {server}", "continue", *marked(COMMANDS), "continue",
                       *marked(COMMANDS), "kill")
        finally:
            qemu.kill()


def run_process(image):
    return gdb(image, *stop_commands(), "run", *marked(COMMANDS), "continue", *marked(COMMANDS), "kill")


def run_core(image, place):
    core = place / "core"
    gdb(image, "break stop_here", "run", f"generate-core-file {core}", "kill")
    return gdb(image, f"core-file {core}", stop_commands()[0], *marked(COMMANDS))


class Judge:
    def __init__(self, text):
        self.text = text
        self.failures = 0

    def expect(self, pattern, text, what):
        if not re.search(pattern, text, re.M | re.S):
            self.failures += 1
            print(f"FAIL {what}: no /{pattern}/ in\n{text}")

    def equal(self, actual, expected, what):
        if actual != expected:
            self.failures += 1
            print(f"FAIL {what}: {actual}, want {expected}")


def number(text):
    return int(re.search(r"= (\d+)", text).group(1))


def judge_task_list(judge, stop, in_isr):
    rows = stop["dunlin tasks"]
    running = r"running|ready" if in_isr else "running"
    for name, state, priority, waits, place in (
            ("receiver", "blocked", "3", "take queue orders", r"wait_for_order gdb_target\.c"),
            ("sender", "blocked", "3", r"send queue 0x[0-9a-f]+, 59\d\d\d ticks", r"sender gdb_target\.c"),
            ("locker", "blocked", r"4 \(2\)", r"59\d\d\d ticks", r"locker gdb_target\.c"),
            ("waiter", "blocked", "4", "lock mutex lock", r"waiter gdb_target\.c"),
            ("noted", "blocked", "3", "notification 0", r"noted gdb_target\.c"),
            ("bits", "blocked", "3", r"bits event flags 0x[0-9a-f]+", r"bits gdb_target\.c"),
            ("parked", "suspended", "3", "to be resumed", r"parked gdb_target\.c"),
            ("busy", running if in_isr else "ready", "1", "", r"\? \(interrupted|(deepen|busy|__\w+) "),
            ("IDLE", "ready", "0", "", r"idle task\.c"),
            ("Tmr Svc", "blocked", r"\d+", r"take queue 0x[0-9a-f]+, \d+ ticks", r"timer_task timer\.c"),
            ("leader", "blocked" if in_isr else "running", "5", r"\d ticks" if in_isr else "",
             r"leader gdb_target\.c" if in_isr else r"stop_here gdb_target\.c")):
        stack = r"(\d+|\?)/(\d+|\?)/\d+"
        judge.expect(rf"^0x[0-9a-f]+ +{name} +({state}) +{priority} +{stack} +{waits} *({place})", rows, f"row of {name}")
    for used, most, size in re.findall(r" (\d+)/(\d+)/(\d+) ", rows):
        if not int(used) <= int(most) <= int(size):
            judge.expect("never", f"{used}/{most}/{size}", "order of the stack's figures")


def judge_stop(judge, stop, in_isr):
    judge_task_list(judge, stop, in_isr)
    found = re.search(r"receiver .*? \d+/(\d+)/(\d+) ", stop["dunlin tasks"])
    most, size = map(int, found.groups()) if found else (0, 0)
    unused = number(stop["print (unsigned long)receiver_unused_bytes"])
    # The kernel counts fill; registers that were saved below may look like it.
    judge.equal(0 <= unused - (size - most) <= 32, True, f"stack never used: {size - most} and {unused}")

    queues = stop["dunlin queues"]
    judge.expect(r"^0x\S+ +queue +orders +0 of 4 x 4 bytes +receiver \(take\)", queues, "queue orders")
    judge.expect(r"^0x\S+ +mutex +lock +held by locker +waiter \(lock\)", queues, "mutex lock")
    judge.expect(r"^0x\S+ +semaphore +permits +2 of 9 +-", queues, "semaphore permits")
    judge.expect(r"^0x\S+ +queue +1 of 1 x 4 bytes +sender \(send\)", queues, "queue without a name")
    judge.expect(r"^0x\S+ +event flags +bits \(bits\)", queues, "event group")

    timers = stop["dunlin timers"]
    judge.expect(r"^0x\S+ +blink +49\d\d +5000 +auto +expire$.*^0x\S+ +once +89\d\d +9000 +once +expire$", timers,
                 "timers in order")
    judge.expect(r"^tick \d\d?$", timers, "tick behind the wrap")

    heap = stop["dunlin heap"]
    judge.equal(int(re.search(r"^free +(\d+) bytes", heap, re.M).group(1)),
                number(stop["print (unsigned long)free_heap"]), "free bytes")
    judge.expect(r"^used +\d+ bytes in \d\d blocks", heap, "used blocks")
    if "No struct type named heap_guard" not in stop["ptype struct heap_guard"]:
        judge.expect(r"^of (leader|main) +\d+ bytes", heap, "owners")

    judge.expect(r"^task receiver .*?wait_for_order \(number=(7|<optimized out>)\) at .*gdb_target\.c:\d+\n"
                 r"#\d+ .* in receiver \(", stop["dunlin bt receiver"], "backtrace of a blocked task")
    if not in_isr:
        # Above: the compiler's arithmetic, where there is no FPU; the simulator.
        judge.expect(r"^task busy [^\n]*\n(#\d+ [^\n]*\n){0,6}?(#\d+ [^\n]* in deepen [^\n]*\n){4}#\d+ [^\n]* in busy \(",
                     stop["dunlin bt busy"], "backtrace of an interrupted task")
    judge.expect(r" in idle \(.*task\.c:\d+", stop["dunlin bt IDLE"], "backtrace of the idle task")
    judge.expect(r"there is no task nobody", stop["dunlin bt nobody"], "unknown task")
    judge.expect(r"which task\?", stop["dunlin bt"], "no task named")
    judge.expect(r"stop_in_isr" if in_isr else "stop_here", stop["bt 1"], "gdb's own frames afterwards")


def judge_guide(judge):
    """What the guide shows is what was run."""
    guide = (ROOT / "docs/guides/debugging.md").read_text()
    shown = set(re.findall(r"^ *\(gdb\) (dunlin .*)$", guide, re.M))
    judge.equal(sorted(shown - set(COMMANDS)), [], "commands of the guide that are not run here")
    judge.equal(len(shown) >= 5, True, "commands in the guide")


def main():
    board, way, image = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if way == "core":
            output = run_core(image, place)
        elif board == "sim":
            output = run_process(image)
        else:
            output = run_in_qemu(board, image, place)
    judge = Judge(output)
    judge_guide(judge)
    stops = sections(output)
    judge.equal(len(stops), 1 if way == "core" else 2, "stops")
    for index, stop in enumerate(stops):
        judge_stop(judge, stop, in_isr=index == 1)
    if judge.failures:
        print(output)
        return 1
    print(f"ok: {board}, {way}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
