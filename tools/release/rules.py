# SPDX-License-Identifier: MIT
"""What a release is refused for. Each rule yields problems; all are told at once."""
import json

import fragment
import licence
import number as numbering
import places
import plan as plans
import semver
import support
from problem import Problem

# Of a part's folder: what says nothing about how it behaves.
NOT_SOURCES = (".md",)


def clean(plan):
    changed = plan.history.uncommitted()
    if changed:
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        yield Problem("clean", "the tree", f"has changes that are not committed: {', '.join(changed[:5])}{more}",
                      "a release is made from a commit: commit or stash them")


def numbers(plan):
    known = plan.history.releases()
    wanted = plan.number
    if wanted in known:
        yield Problem("number", str(wanted), f"the tag exists; it is {known[wanted][:12]}",
                      f"a release is never changed; the next one is {numbering.after(plan.date, known)}")
    elif known and wanted < max(known):
        yield Problem("number", str(wanted), f"does not go up: {max(known)} is released",
                      f"the next one is {numbering.after(plan.date, known)}")
    elif (wanted.year, wanted.month) != (plan.date.year, plan.date.month):
        yield Problem("number", str(wanted), f"is not of the month of its commit, {plan.date}")
    elif wanted != numbering.after(plan.date, known):
        yield Problem("number", str(wanted), f"leaves a number out: the next one is {numbering.after(plan.date, known)}")
    told = [number for number in plans.known_before(plan) if number not in known]
    if told:
        hint = "git fetch --unshallow --tags" if plan.history.is_shallow() else "git fetch --tags"
        yield Problem("number", str(max(told)), "CHANGELOG.md tells of it, and this repository lacks its tag", hint)


def outermost(folders):
    """Of folders those that are in no other, sorted."""
    kept = []
    for folder in sorted(set(folders)):
        if not kept or not (folder + "/").startswith(kept[-1] + "/"):
            kept.append(folder)
    return kept


def manifests(plan):
    seen = {}
    for part in plan.manifest.parts:
        where = f"manifest.yml:{plan.manifest.line_of[part['name']]}"
        for name in [part["name"], *part.get("also", [])]:
            if name in seen:
                yield Problem("manifest", where, f"{name} is there twice")
            seen[name] = part
        if part["version"] != "release" and semver.parse(part["version"]) is None:
            yield Problem("manifest", where, f"{part['name']}: {part['version']} is no version X.Y.Z, and not `release`")
        if part["path"] != "." and not any(path.startswith(part["path"] + "/") for path in plan.tree):
            yield Problem("manifest", where, f"{part['name']}: there is nothing in {part['path']}")
    paths = [part["path"] for part in plan.manifest.parts]
    for path in sorted({path for path in paths if paths.count(path) > 1}):
        yield Problem("manifest", "manifest.yml", f"several parts are in {path}", "name one, the others with `also: [...]`")
    owner = plan.manifest.owners()
    for folder in outermost(path.rpartition("/")[0] for path in plan.tree if owner(path) is None):
        yield Problem("manifest", folder + "/", "is in no part of manifest.yml", "every library of the tree is listed there")
    kernel = plan.manifest.part("kernel") or {}
    for place, text in places.disagreements(plan.tree, plan.manifest.scalars["version"], kernel.get("api", "")):
        yield Problem("manifest", place, text)


def dependencies(plan):
    pins = [path for path in plan.tree if path.startswith("third_party/") and path.endswith("/pin.json")]
    listed = {item["pin"]: item for item in plan.manifest.dependencies}
    for path in sorted(set(pins) - set(listed)):
        yield Problem("manifest", path, "is pinned, and not among the dependencies of manifest.yml")
    for path, item in listed.items():
        where = f"manifest.yml:{plan.manifest.line_of[item['name']]}"
        if path not in plan.tree:
            yield Problem("manifest", where, f"{item['name']}: there is no {path}")
        elif (pinned := json.loads(plan.tree[path].text())["version"]) != item["version"]:
            yield Problem("manifest", where, f"{item['name']} is {item['version']} here and {pinned} in {path}")
        if item["license"] not in licence.KNOWN:
            yield Problem("licence", where, f"{item['name']}: {item['license']} is not a licence that is known here")


def sources_of(tree, owner, name):
    return {path: file for path, file in tree.items() if path not in places.PLACES and not path.endswith(NOT_SOURCES)
            and (part := owner(path)) is not None and part["name"] == name}


def touched(plan):
    """{name of a part with a version: its change that asks for most, or None} of what changed since the base."""
    old, new = plan.base_manifest.owners(), plan.manifest.owners()
    found = {}
    for part in plan.manifest.versioned():
        name = part["name"]
        if plan.base_manifest.part(name) is None:
            continue
        if sources_of(plan.base_tree, old, name) != sources_of(plan.tree, new, name):
            mine = [change for change in plan.changes if (owner := new(change.header) or old(change.header)) is not None
                    and owner["name"] == name]
            found[name] = max(mine, key=lambda change: semver.STEPS.index(change.step), default=None)
    return found


def versions(plan):
    if plan.base is None:
        return
    changed = touched(plan)
    for part in plan.manifest.versioned():
        name, before = part["name"], plan.base_manifest.part(part["name"])
        if before is None or before["version"] == "release" or semver.parse(part["version"]) is None:
            continue
        where = f"manifest.yml:{plan.manifest.line_of[name]}"
        taken = semver.step(semver.parse(before["version"]), semver.parse(part["version"]))
        needed = (changed[name].step if changed[name] and plan.kind != plans.FIX else "patch") if name in changed else "none"
        if taken == "down":
            yield Problem("version", where, f"{name} {part['version']} does not go up: {plan.base} has {before['version']}")
        elif plan.kind == plans.FIX and taken not in ("none", "patch"):
            yield Problem("version", where, f"{name} went from {before['version']} to {part['version']}, a {taken} step",
                          f"a fix is a patch step: {semver.raised(semver.parse(before['version']), 'patch')}")
        elif not semver.reaches(taken, needed):
            why = f" ({changed[name].header}:{changed[name].line}: {changed[name]})" if changed[name] and needed != "patch" else ""
            yield Problem("version", where, f"{name} changed since {plan.base} and is still {part['version']}"
                          if taken == "none" else f"{name} went from {before['version']} to {part['version']}, a {taken} step",
                          f"its change is {needed}{why}: at least {semver.raised(semver.parse(before['version']), needed)}")
    for before in plan.base_manifest.versioned():
        if plan.manifest.part(before["name"]) is None and plan.kind not in ("major", "LTS"):
            yield Problem("type", before["name"], f"was in {plan.base} and is not here: the release is major", "--type major")


def names_of(plan):
    """Every name that an entry may use -> the part's."""
    return {name: part["name"] for part in plan.manifest.parts for name in [part["name"], *part.get("also", [])]}


def form(plan):
    for where, text in plan.malformed:
        yield Problem("changelog", where, text, "changelog.d/README.md has the form")
    names = names_of(plan)
    for entry in plan.entries:
        for name in entry.parts:
            if name not in names:
                yield Problem("changelog", entry.where, f"there is no part `{name}`", "the parts are those of manifest.yml")


def entries(plan):
    if not plan.entries and not plan.malformed:
        yield Problem("changelog", fragment.FOLDER + "/", "there is no entry: nothing would be said of this release")
    if plan.base is not None:
        names = names_of(plan)
        told = {names.get(name, name) for entry in plan.entries for name in entry.parts}
        for name in sorted(set(touched(plan)) - told):
            yield Problem("changelog", fragment.FOLDER + "/", f"{name} changed since {plan.base}, and no entry says how",
                          f"an entry `Fixed ({name}): ...`")


def licences(plan):
    for path, text in licence.of_files(plan.tree)[1]:
        yield Problem("licence", path, text)
    if "LICENSE" not in plan.tree or not plan.tree["LICENSE"].text().startswith("MIT License"):
        yield Problem("licence", "LICENSE", "is not the text of the MIT licence")


def types(plan):
    if plan.base is None or plan.kind not in ("minor",):
        return
    for part in plan.manifest.versioned():
        before = plan.base_manifest.part(part["name"])
        old, new = (semver.parse(side["version"]) if side else None for side in (before, part))
        if old and new and semver.step(old, new) == "major":
            yield Problem("type", part["name"], f"went from {before['version']} to {part['version']}: the release is major",
                          "--type major")


def long_term(plan):
    """An LTS fix is a fix: what it declares is what its line declared, and it tells of nothing but fixes."""
    if plan.kind != plans.FIX:
        return
    for change in plan.changes:
        where = f"{change.header}:{change.line}"
        yield Problem("api", where if change.what != "lost" else f"{where} of {plan.line}", str(change),
                      f"a fix of {plan.line} leaves its public headers as they are")
    for entry in plan.entries:
        if entry.kind not in fragment.FIXES:
            yield Problem("changelog", entry.where, f"`{entry.kind}` is no fix", f"only {' and '.join(fragment.FIXES)} are")
    if support.has_ended(plan.support, plan.date):
        yield Problem("type", str(plan.line), f"was supported {plan.support}")


TREE = (manifests, dependencies, licences)  # what holds for every commit
FOLDER = (*TREE, form)
RELEASE = (clean, numbers, *TREE, versions, form, entries, types, long_term)
AGAIN = (clean, *TREE)


def problems(plan, of=None):
    found = []
    for rule in of or (AGAIN if plan.again else RELEASE):
        found += rule(plan)
    return found


