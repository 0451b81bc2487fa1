# SPDX-License-Identifier: MIT
"""What was seen, as lines and a verdict."""
from collections import Counter

from update import Failed

PLACES = ["idle", "connect", "download-wait", "erase", "program", "verify", "staged", "boot decide", "boot erase",
          "boot program", "boot copy", "boot verify", "self-test", "confirm"]
COUNTED = {"erase", "program", "boot decide", "boot erase", "boot program", "boot copy", "boot verify"}
WANTED_PER_UPDATE = 0.6  # cuts in erase, program or boot
A_SAMPLE = 30            # updates; in fewer anything may be missing
BAR = 40


def name_of(key):
    return " in ".join(key) if isinstance(key, tuple) else key


def listed(counter):
    return ", ".join(f"{count} x {name_of(key)}" if count > 1 else name_of(key) for key, count in counter.items())


def tell(number, plan, outcome):
    happened = listed(outcome.cuts + outcome.others) or "nothing"
    reason = f" ({outcome.reason})" if outcome.reason else ""
    print(f"ok   {number:3}: {outcome.end} {outcome.status}{reason}, {outcome.starts} starts, {outcome.seconds:.1f} s; cut: "
          f"{happened}; planned: {plan}", flush=True)


def histogram(title, counter, names):
    print(f"\n{title}")
    most = max(counter.values(), default=1)
    for name in names:
        count = counter[name]
        print(f"  {name_of(name):28} {count:4} {'#' * -(-count * BAR // most)}")


def figures(options, done, outcomes, seconds):
    ends = Counter((outcome.end, outcome.status) for outcome in outcomes)
    print(f"\n{options.board}, seed {options.seed}: {len(done)} updates in {seconds:.0f} s")
    for (end, status), count in sorted(ends.items()):
        print(f"  {count:4} ended {status}, the {end} version runs")
    print(f"  {max((outcome.starts for outcome in outcomes), default=0):4} starts at most in an update, "
          f"{max((outcome.seconds for outcome in outcomes), default=0):.1f} s at most")


def verdict(options, done, seconds):
    """Prints the table; the exit status."""
    outcomes = [outcome for _, _, outcome in done if not isinstance(outcome, Failed)]
    cuts = sum((outcome.cuts for outcome in outcomes), Counter())
    others = sum((outcome.others for outcome in outcomes), Counter())
    failures = len(done) - len(outcomes)
    counted = sum(cuts[place] for place in COUNTED)
    figures(options, done, outcomes, seconds)
    histogram("where the power was cut", cuts, PLACES)
    histogram("what else was cut, and where the update was", others, sorted(others))
    print(f"\n{sum(cuts.values())} power cuts, {counted} of them in erase, program or boot; "
          f"{sum(others.values())} other cuts; {failures} failures")
    tests = [("every update ends in the new or the old version, running and reported right", failures == 0)]
    if len(done) >= A_SAMPLE:
        wanted = int(WANTED_PER_UPDATE * len(done))
        tests.append((f"{wanted} cuts or more fall in erase, program or boot", counted >= wanted))
    for name, is_good in tests:
        print(f"{'ok' if is_good else 'FAIL'} {name}")
    bad = sum(not is_good for _, is_good in tests)
    print(f"{len(tests) - bad} passed, {bad} failed")
    return 1 if bad else 0
