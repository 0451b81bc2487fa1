#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs a program that must find, or must not find, what was planted.

    expect.py found  <explorer> <scenario>      the race is found within 100 seeds
    expect.py clean  <explorer> <scenario>      none in more than a million points
    expect.py replay <explorer>                 the printed line fails at the same step again
    expect.py hash   <explorer>                 one hash for one seed, in any folder
    expect.py same   <command>..                two runs, one hash
    expect.py report <task> <text> <command>..  the report names the task and says this; the command fails
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

SEEDS = 100
POINTS = 1_000_000
HASHES = 50


def output_of(command, **options):
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                         errors="replace", check=False, **options)
    return run.returncode, run.stdout


def figures_of(command):
    run = subprocess.run(command + ["--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                         text=True, check=False)
    return {figure["name"]: figure["value"] for figure in json.loads(run.stdout)["figures"]}


def fail(text):
    print("FAIL", text)
    sys.exit(1)


def found(explorer, scenario):
    figures = figures_of([explorer, "--scenario", scenario, "--seeds", f"1..{SEEDS}"])
    print(f"{scenario}: {figures['sim.failures']} of {figures['sim.runs']} seeds find the race")
    if figures["sim.failures"] == 0:
        fail("no seed found it")


def clean(explorer, scenario):
    figures = figures_of([explorer, "--scenario", scenario, "--seeds", f"1..{SEEDS}", "--rounds", "1000"])
    print(f"{scenario}: {figures['sim.points']} points, {figures['sim.failures']} reports")
    if figures["sim.failures"] != 0 or figures["sim.points"] < POINTS:
        fail("a report, or too few points")


def line_of(text):
    lines = [line for line in text.splitlines() if line.startswith("replay: scenario=")]
    if not lines:
        fail("no line to replay in:\n" + text)
    return lines[0]


def replay(explorer):
    searches = (["--scenario", "race_plain", "--seeds", f"1..{SEEDS}"],
                ["--scenario", "race_volatile", "--systematic", "1"],
                ["--scenario", "race_volatile", "--systematic", "2", "--rounds", "1"])
    for search in searches:
        line = line_of(output_of([explorer] + search)[1])
        for _ in range(3):
            status, text = output_of([explorer, "--replay", line])
            if status != 1 or "the same step again" not in text or line not in text:
                fail(f"{line}\n{text}")
        print("three times again:", line)


def hashes(explorer, folder):
    return [output_of([explorer, "--seed", "7", "--hash"], cwd=folder)[1] for _ in range(HASHES)]


def one_hash(explorer):
    if open("/proc/sys/kernel/randomize_va_space", encoding="ascii").read().strip() == "0":
        print("address randomisation is off here")
    seen = hashes(explorer, "/")
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "a rather longer name of a program")
        shutil.copy(explorer, copy)
        seen += hashes(copy, folder)
    print(f"{len(seen)} runs, {len(set(seen))} hash: {seen[0].strip()}")
    if len(set(seen)) != 1 or not re.fullmatch(r"[0-9a-f]{16}\n", seen[0]):
        fail("not one hash")
    if output_of([explorer, "--seed", "8", "--hash"])[1] == seen[0]:
        fail("another seed has the same hash")


def same(*command):
    seen = [output_of([*command, "--hash"])[1].splitlines()[-1] for _ in range(2)]
    print("two runs:", *seen)
    if seen[0] != seen[1] or not re.fullmatch("[0-9a-f]{16}", seen[0]):
        fail("not one hash")


def report(task, text, *command):
    status, said = output_of(command)
    print(said)
    if status == 0 or task not in said or not re.search(text, said):
        fail(f"status {status}; wanted {task} and '{text}'")


CHECKS = {"found": found, "clean": clean, "replay": replay, "hash": one_hash, "same": same, "report": report}

if __name__ == "__main__":
    CHECKS[sys.argv[1]](*sys.argv[2:])
