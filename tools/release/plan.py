# SPDX-License-Identifier: MIT
"""What is to be released: a commit, under which number, of which type, and what it is compared with."""
import datetime
import os
import sys
from dataclasses import dataclass, field

import changelog
import difference
import fragment
import number as numbering
import places
import support
import tree as trees
from history import History, day
from manifest import Malformed, Manifest
from number import Number
from problem import Problem, Refused

TYPES = ("major", "minor", "LTS")
FIX = "LTS fix"


@dataclass
class Plan:
    history: History
    commit: str
    epoch: int
    date: datetime.date
    number: Number
    kind: str                # one of TYPES, or FIX
    line: Number = None  # of an LTS fix: the release with long-term support that it fixes
    base: Number = None  # the release before, or None
    again: bool = False      # the commit is a release already
    tree: dict = None
    manifest: Manifest = None
    base_tree: dict = None
    base_manifest: Manifest = None
    entries: list = field(default_factory=list)
    malformed: list = field(default_factory=list)
    fragments: list = field(default_factory=list)
    changes: list = field(default_factory=list)  # of public headers since the base; of a fix: since its line
    unread: list = field(default_factory=list)   # headers compared as text only

    @property
    def support(self):
        if self.kind == FIX:
            return manifest_of(self.history, self.line).scalars.get("support", support.NEXT)
        return support.until(self.kind, self.date)


def manifest_of(history_of, tag):
    return Manifest(history_of.git("show", f"{tag}:manifest.yml"))


def refuse(rule, where, text, hint=""):
    raise Refused([Problem(rule, where, text, hint)])


def read_manifest(files, where):
    if "manifest.yml" not in files:
        refuse("manifest", where, "there is no manifest.yml")
    try:
        found = Manifest(files["manifest.yml"].text())
    except Malformed as error:
        refuse("manifest", where, str(error))
    if "version" not in found.scalars:
        refuse("manifest", "manifest.yml", "lacks `version`")
    return found


def fix_line(of, commit, text):
    """The LTS release that a fix is for, as the repository knows it."""
    line = numbering.parse(text)
    known = of.releases()
    if line is None or line not in known:
        refuse("number", text, "is no release that this repository knows", "git tag --list; git fetch --tags")
    if manifest_of(of, line).scalars.get("type") != "LTS":
        refuse("type", text, "is no release with long-term support: only such have fixes of their own")
    if not of.is_ancestor(known[line], commit):
        refuse("type", text, "is not what this commit was made from", f"begin with: git switch -c fix {text}")
    return line


def last_of(of, commit, line):
    """The release to compare with: the last that the commit has in its history; of a fix, the last of its line."""
    if line is None:
        return of.last_release(commit)
    fixes = [found for found, tagged in of.releases().items() if of.is_ancestor(tagged, commit)
             and manifest_of(of, found).scalars.get("line") == str(line)]
    return max(fixes, default=line)


def released_here(of, commit):
    return max((found for found, tagged in of.releases().items() if tagged == commit), default=None)


def make(repository, commit="HEAD", kind=None, wanted=None, fixes=None):
    """The plan. Raises Refused where there can be none."""
    of = History(repository)
    name, commit = commit, of.commit(commit)
    if commit is None:
        refuse("commit", name, "is no commit")
    files = trees.of_commit(repository, commit)
    found = read_manifest(files, name)
    done = released_here(of, commit)
    epoch = max(of.date(commit), int(os.environ.get("SOURCE_DATE_EPOCH", "0")))
    date = day(epoch)
    if done is not None:
        plan = Plan(of, commit, of.date(commit), day(of.date(commit)), done, found.scalars.get("type", ""),
                    again=True, tree=files, manifest=found)
        plan.line = numbering.parse(found.scalars.get("line", ""))
        for asked, is_so in ((wanted, str(done)), (kind, plan.kind), (fixes, str(plan.line))):
            if asked not in (None, is_so):
                refuse("number", asked, f"this commit is {done} already, {plan.kind}: it can be made again, and nothing else")
        return plan
    line = fix_line(of, commit, fixes) if fixes else None
    base = last_of(of, commit, line)
    plan = Plan(of, commit, epoch, date, numbering.after(date, of.releases()), FIX if fixes else kind, line, base,
                tree=files, manifest=found)
    if wanted is not None:
        plan.number = numbering.parse(wanted)
        if plan.number is None:
            refuse("number", wanted, "is no number of a release: YYYYMM.NN")
    if plan.kind is None:
        plan.kind = "major" if base is None else "minor"
    plan.entries, plan.malformed, plan.fragments = fragment.collect(files)
    if base is not None:
        plan.base_tree = trees.of_commit(repository, of.releases()[base])
        plan.base_manifest = read_manifest(plan.base_tree, str(base))
        print(f"== comparing public headers with {line or base}", file=sys.stderr)
        against = trees.of_commit(repository, of.releases()[line]) if line not in (None, base) else plan.base_tree
        plan.changes, plan.unread = difference.of_trees(against, files, leave_out=places.PLACES)
    return plan


def of_folder(repository):
    """What rules can be asked of a working folder: no number, no type, nothing to compare with."""
    of = History(repository)
    files = trees.of_folder(repository)
    plan = Plan(of, "", 0, day(0), None, "", tree=files, manifest=read_manifest(files, "the folder"))
    plan.entries, plan.malformed, plan.fragments = fragment.collect(files)
    return plan


def known_before(plan):
    """Releases that the changelog tells of."""
    file = plan.tree.get(changelog.FILE)
    return [numbering.parse(text) for text in changelog.numbers(file.text())] if file else []
