#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./run sim: run scenarios of the kernel under many schedules.

    ./run sim                               every scenario, seeds 1..20
    ./run sim --list                        the scenarios and what they claim
    ./run sim --scenario NAME,NAME          some of them
    ./run sim --seed N | --seeds A..B       one seed, or many
    ./run sim --seed N --hash               only the trace hash: equal for equal seeds, in any folder
    ./run sim --systematic K [--jobs N]     every schedule with up to K pre-emptions (K = 1 .. 4)
    ./run sim --replay "replay: ..."        what a failure has printed, again
    ./run sim --json                        figures for machines

    --rounds N            how long a scenario is (60; systematic 2)
    --gap N               points between two moves of the adversary, on average, for a middling seed (60)
    --points-per-tick N   how fast the simulated processor is (4000)
    --patience N          points that an actor may take without progress (300000)
    --steps N             end a run as failed after so many points

    --flavour 32|plain|asan|valgrind        which build (32); first of all options

A point is a memory access or a basic block of firmware code: the places where an interrupt may strike.
Exit status: 0 = nothing failed, 1 = something did, 2 = wrong use, 3 = a replay went another way.
"""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FLAVOURS = ("32", "plain", "asan", "valgrind")


def run(*command):
    """Run a step of the build; its output matters only when it fails."""
    if os.environ.get("DUNLIN_VERBOSE") == "1":
        print("+", *command, file=sys.stderr)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout)
        sys.exit(2)


def build(flavour):
    preset = "sim" if flavour == "plain" else f"sim-{flavour}"
    folder = os.path.join(ROOT, "build", preset)
    if not os.path.exists(os.path.join(folder, "build.ninja")):
        print(f"== configuring {preset}", file=sys.stderr)
        run("cmake", "--preset", preset)
    run("cmake", "--build", "--preset", preset, "--target", "explore")
    return os.path.join(folder, "tests", "sim", "explore")


def main(arguments):
    flavour = "32"
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return
    if arguments[:1] == ["--flavour"]:
        if len(arguments) < 2 or arguments[1] not in FLAVOURS:
            sys.exit("explore.py: --flavour is one of " + ", ".join(FLAVOURS))
        flavour = arguments[1]
        arguments = arguments[2:]
    program = build(flavour)
    if flavour == "valgrind":
        os.execvp("valgrind", ["valgrind", "-q", program] + arguments)
    os.execv(program, [program] + arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
