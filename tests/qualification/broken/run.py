#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs qualification cases on ports and libraries in which one thing is broken, and prints the table case x patch.

Usage: run.py [--check] [--tester] [--group g] [--board b | --all-boards] [--json] [-j n] [patch...]

A patch is good when every case that it names fails, and no other but the collateral that it lists. Without a patch all cases
must pass. --tester hands the patched tree to devicetester and judges by its report; without a patch those of tester.txt.
--check looks at the patches only: that they apply, that the cases exist, that every case has a patch.
Exit 0: all patches are good. README.md says how a patch is written.
"""
import argparse
import concurrent.futures
import json
import pathlib
import signal
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/qualification/broken"), str(ROOT / "tools/lab")]

import matrix  # noqa: E402
import patches as patch_files  # noqa: E402
from by_tester import TesterBench  # noqa: E402
from patches import Trouble  # noqa: E402
from workbench import PLAYED, Workbench, end_all  # noqa: E402


USUAL = "mps2_an385"  # where devicetester judges what can be broken there: one build serves nearly all


def check():
    patches, found = patch_files.complaints()
    for line in found:
        print(f"broken: {line}")
    print(f"{len(patches)} patches, {len(found)} complaints")
    return 1 if found else 0


def choose(options, say):
    """{(board, whether devicetester judges): [patch]} of what is to be run."""
    groups = patch_files.read_groups()
    patches, bad = patch_files.read_patches(groups)
    names = {pathlib.Path(name).stem for name in options.patches}
    unknown = names - {patch.name for patch in patches} | ({options.group} - set(groups) if options.group else set())
    if bad or unknown:
        raise SystemExit("\n".join(bad + [f"broken: there is no '{name}'" for name in sorted(unknown)]))
    if options.tester and not names and not options.group:
        names = set(patch_files.read_tester_set())
    plan = {}
    for patch in patches:
        if (names and patch.name not in names) or (options.group and patch.group.folder != options.group):
            continue
        tester = options.tester or patch.needs_tester()
        missing = set() if tester else set(patch.group.needs) - PLAYED
        if missing:
            say(f"skip   {patch.name}: group '{patch.group.folder}' needs {', '.join(sorted(missing))}")
            continue
        first = USUAL if tester and USUAL in patch.boards else patch.boards[0]
        boards = patch.boards if options.all_boards else [first]
        if options.board:
            boards = [board for board in patch.boards if board == options.board]
        for board in boards:
            plan.setdefault((board, tester), []).append(patch)
    return plan, list(groups.values())


def run_alone(bench, patch):
    """Real time is for cases that need it: on a busy machine others would fail of themselves."""
    return bench.run(patch.group, patch.name, patch.fails, real=True)


def run_patch(bench, patch):
    kept = bench.keep(patch.files)
    trouble = patch.apply(bench.tree)
    try:
        if trouble:
            raise Trouble(f"does not apply: {trouble}")
        verdicts = run_alone(bench, patch) if patch.time == "real" else bench.run(patch.group, patch.name, patch.fails)
        return matrix.Result(patch, bench.board, verdicts, troubles=bench.troubles)
    except Trouble as error:
        return matrix.Result(patch, bench.board, {}, str(error))
    finally:
        bench.mend(kept)


def run_board(board, tester, patches, jobs, say):
    """All patches of a board, one after another; a list of results."""
    folders = {patch.group.folder for patch in patches if patch.group.kind != "host"}
    bench, results = TesterBench(board, jobs, folders) if tester else Workbench(board, jobs), []
    try:
        bench.prepare()
        for group, verdicts in bench.unbroken(list({patch.group.folder: patch.group for patch in patches}.values())):
            bad = [case for case in group.clause_of if verdicts.get(case, ("", ""))[0] not in ("passed", "ignored")]
            if bad:
                raise Trouble(f"{group.name} does not pass without a patch: {', '.join(bad)}: {bench.log}")
        for patch in patches:
            if patch.time == "real":
                bad = [case for case, verdict in run_alone(bench, patch).items() if verdict[0] != "passed"]
                if bad:
                    raise Trouble(f"{', '.join(bad)} does not pass in real time without a patch: {bench.log}")
            begun = time.monotonic()
            results.append(run_patch(bench, patch))
            say(f"{'WRONG' if results[-1].wrong else 'good '}  {board}: {patch.name} ({time.monotonic() - begun:.1f} s)")
            for line in results[-1].wrong:
                say(f"         {line}")
    except Trouble as error:
        say(f"WRONG  {board}: {error}")
        results += [matrix.Result(patch, board, {}, str(error)) for patch in patches[len(results):]]
    finally:
        bench.close()
    return results


def interrupted(number, frame):
    """Nothing is left running."""
    end_all(f"interrupted by {signal.Signals(number).name}")


def main():
    parser = argparse.ArgumentParser(prog="tests/qualification/broken/run.py", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only whether the patches can be used")
    parser.add_argument("--tester", action="store_true", help="devicetester judges; without a patch or a group those of tester.txt")
    parser.add_argument("--group", help="folder of tests/qualification")
    parser.add_argument("--board", help="one board of those that a patch names")
    parser.add_argument("--all-boards", action="store_true", help="each board that a patch names; otherwise its first one")
    parser.add_argument("--json", action="store_true", help="the table as JSON on standard output")
    parser.add_argument("-j", type=int, default=2, help="boards at a time, jobs of a build")
    parser.add_argument("patches", nargs="*", help="names of patches; all")
    options = parser.parse_args()
    if options.check:
        return check()

    def say(line):
        print(line, file=sys.stderr if options.json else sys.stdout, flush=True)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupted)
    plan, groups = choose(options, say)
    with concurrent.futures.ThreadPoolExecutor(max(1, options.j)) as pool:
        jobs = [pool.submit(run_board, *key, patches, options.j, say) for key, patches in plan.items()]
        results = [result for job in jobs for result in job.result()]
    wrong = [result for result in results if result.wrong]
    if options.json:
        print(json.dumps(matrix.as_json(results), indent=1))
    elif options.tester:
        print("\n".join(matrix.text(results, groups, all_cases=False) + matrix.clauses(results)))
    else:
        print("\n".join(matrix.text(results, groups)))
    say(f"{len(results) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not results else 0


if __name__ == "__main__":
    sys.exit(main())
