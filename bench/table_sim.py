# SPDX-License-Identifier: MIT
"""Switches a second on the host (board sim, flavour fast): the one table that is timed, not counted, and
so not the same on every run. Processor time of bench/sim/switches.c, the best of some runs."""
import os
import resource
import subprocess

import figures
import toolchain
from toolchain import ROOT, run, say

SWITCHES = 20_000_000
RUNS = 5
PEERS = {"yields": {"freertos": 250_000, "threadx": 36_000},
         "semaphores": {"freertos": 139_000, "threadx": 36_000}}
GOALS = {"yields": 20_000_000}


def seconds(image, extra, switches):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(image)], env={**os.environ, **extra, "SWITCHES": str(switches)}, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(_):
    folder = toolchain.BUILD / "sim"
    say("building for sim")
    if not (folder / "build.ninja").exists():
        run(["cmake", "--preset", "sim-fast", "-S", ROOT, "-B", folder], cwd=ROOT)
    run(["cmake", "--build", folder, "-j", toolchain.JOBS, "--target", "bench_switches"])
    image = folder / "bench/bench_switches"
    say("switching")
    items = []
    for name, extra in (("yields", {}), ("semaphores", {"SEMAPHORE": "1"})):
        best = min(seconds(image, extra, SWITCHES) for _ in range(RUNS))
        best -= min(seconds(image, extra, 0) for _ in range(RUNS))
        items.append(figures.figure(f"sim.{name}", int(round(SWITCHES / best, -5)), "switches/s",
                                    PEERS[name], GOALS.get(name)))
    return items
