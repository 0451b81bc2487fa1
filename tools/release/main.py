#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Make a release of Dunlin.

  ./run release                      the release of HEAD, in build/release/<number>; the tree stays as it is
  ./run release --type LTS --tag     and the commit and the tag that record it
  ./run release --lts-fix 202611.00  a fix of a release with long-term support
  ./run release --check              what stands against it, and nothing is written
  ./run release verify FOLDER        whether a copy, unpacked or not, is what was released
  ./run release compare OLD [NEW]    what public headers declare that they did not, and the other way round
  ./run release lint                 what can be said of the working folder without a release

On a commit that has its tag, the same files are made again, byte for byte.

Exit status: 0 done; 1 refused by a rule, or `verify` or `lint` found something; 2 the command line is wrong;
3 the machine cannot (no git, no room on the disk, no permission). Refused or not able, nothing is left behind.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import checksums
import difference
import manifest
import places
import plan as plans
import product
import rules
import tree
from history import History
from problem import Problem, Refused, Unable

ROOT = Path(__file__).resolve().parent.parent.parent
DONE, REFUSED, USAGE, UNABLE = 0, 1, 2, 3


def parser():
    words = argparse.ArgumentParser(prog="run release", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("verb", nargs="?", choices=("make", "verify", "compare", "lint"), default="make", metavar="VERB",
                       help="make (default), verify, compare or lint")
    words.add_argument("names", nargs="*", metavar="NAME", help="what the verb is about")
    words.add_argument("--type", choices=plans.TYPES, help="minor by default, major for the first")
    words.add_argument("--lts-fix", metavar="BASE", help="a fix of this release with long-term support")
    words.add_argument("--number", metavar="YYYYMM.NN", help="refuse when it is not this one")
    words.add_argument("--commit", default="HEAD", help="what is released; HEAD by default")
    words.add_argument("--output", metavar="FOLDER", help="a folder <number> is made in it; build/release by default")
    words.add_argument("--tag", action="store_true", help="record the release: commit, annotated tag")
    words.add_argument("--check", action="store_true", help="only say what stands against it")
    words.add_argument("--json", action="store_true", help="the result, or the problems, as JSON on standard output")
    words.add_argument("--repository", default=str(ROOT), metavar="FOLDER", help="whose release; this one by default")
    return words


def show(args, text, **result):
    """To whoever called: JSON, or text."""
    print(json.dumps(result, indent=1, default=str) if args.json else text)


def make(args):
    plan = plans.make(args.repository, args.commit, args.type, args.number, args.lts_fix)
    if args.tag and plan.commit != plan.history.commit():
        raise Refused([Problem("commit", args.commit, "only what is checked out can be tagged", f"git switch --detach {args.commit}")])
    found = rules.problems(plan)
    if found:
        raise Refused(found)
    place = Path(args.output or Path(args.repository, "build/release")) / str(plan.number)
    if plan.unread:
        print(f"run release: compared as text only, as clang cannot read them here: {', '.join(plan.unread)}", file=sys.stderr)
    about = {"release": str(plan.number), "type": plan.kind, "date": str(plan.date), "support": plan.support,
             "base": str(plan.base) if plan.base else None, "line": str(plan.line) if plan.line else None}
    if args.check:
        show(args, f"Dunlin {plan.number} ({plan.kind}) may be made; supported {plan.support}", ok=True, **about)
        return DONE
    made, commit = product.make(plan, place, args.tag)
    rows = [f"Dunlin {plan.number} ({plan.kind}), {plan.date}, supported {plan.support}", f"in {place}:"]
    rows += [f"  {item['sha256']}  {name}" + (" (inside the .gz)" if "inside" in item else "") for name, item in made.items()]
    if args.tag and not plan.again:
        rows.append(f"tagged {plan.number}; to publish: git push origin HEAD {plan.number}")
    elif not plan.again:
        rows.append("a candidate: nothing is recorded; --tag does")
    show(args, "\n".join(rows), ok=True, commit=commit, folder=str(place), files=made, **about)
    return DONE


def verify(args):
    if len(args.names) != 1 or not Path(args.names[0]).is_dir():
        raise SystemExit(usage("verify wants one folder: an unpacked release, or the folder of its archives"))
    lies = list(checksums.lies(args.names[0]))
    text = "\n".join(f"{path}: {what}" for path, what in lies) or f"{args.names[0]} is what was released"
    show(args, text, ok=not lies, problems=[{"where": path, "text": what} for path, what in lies])
    return REFUSED if lies else DONE


def compare(args):
    if len(args.names) not in (1, 2):
        raise SystemExit(usage("compare wants one or two commits"))
    of = History(args.repository)
    trees = []
    for name in [*args.names, "HEAD"][:2]:
        if of.commit(name) is None:
            raise Refused([Problem("commit", name, "is no commit")])
        trees.append(tree.of_commit(args.repository, name))
    changes, unread = difference.of_trees(*trees, leave_out=places.PLACES)
    text = "\n".join(f"{change.header}:{change.line}: {change} [{change.step}]" for change in changes) or "no difference"
    show(args, text, ok=True, changes=[vars(change) for change in changes], as_text=unread)
    return DONE


def lint(args):
    plan = plans.of_folder(args.repository)
    found = rules.problems(plan, rules.FOLDER)
    if found:
        raise Refused(found)
    show(args, f"{len(plan.tree)} files, {len(plan.manifest.parts)} parts, {len(plan.entries)} entries, 0 problems", ok=True)
    return DONE


def usage(text):
    print(f"run release: {text}; see --help", file=sys.stderr)
    return USAGE


def refused(args, rows):
    if args.json:
        print(json.dumps({"ok": False, "problems": [problem.as_dict() for problem in rows]}, indent=1))
    for problem in rows:
        print(problem, file=sys.stderr)
    print(f"run release: refused, {len(rows)} problem{'s' if len(rows) > 1 else ''}; nothing was made", file=sys.stderr)
    return REFUSED


def main():
    args = parser().parse_args()
    if args.lts_fix and args.type:
        return usage("a fix is of the type of what it fixes: --type says nothing beside --lts-fix")
    if args.verb == "make" and args.names:
        return usage(f"what is {args.names[0]}")
    try:
        return {"make": make, "verify": verify, "compare": compare, "lint": lint}[args.verb](args)
    except Refused as error:
        return refused(args, error.problems)
    except (manifest.Malformed, ValueError) as error:
        return refused(args, [Problem("tree", str(args.commit), str(error))])
    except (Unable, OSError, subprocess.CalledProcessError) as error:
        if isinstance(error, subprocess.CalledProcessError):
            said = error.stderr.decode(errors="replace") if isinstance(error.stderr, bytes) else error.stderr
            error = f"{' '.join(error.cmd[:6])} failed ({error.returncode}): {(said or '').strip()}"
        if args.json:
            print(json.dumps({"ok": False, "unable": str(error)}, indent=1))
        print(f"run release: {error}", file=sys.stderr)
        return UNABLE


if __name__ == "__main__":
    sys.exit(main())
