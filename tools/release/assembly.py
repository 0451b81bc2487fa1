# SPDX-License-Identifier: MIT
"""The tree of a release: that of its commit, with its number, its changelog put together, and what tells a user what
he has: manifest, bill of materials, checksums."""
import json

import changelog
import checksums
import licence
import manifest
import places
import sbom
from tree import PLAIN, File


def since(plan, part):
    """The release that first had this version of a part."""
    before = plan.base_manifest.part(part["name"]) if plan.base_manifest else None
    if before is not None and before["version"] == part["version"]:
        return before.get("since", str(plan.base))
    return str(plan.number)


def complete_manifest(plan):
    """manifest.yml as it is in the release."""
    whole = manifest.Manifest(plan.tree["manifest.yml"].text())
    whole.set_release(str(plan.number), type=plan.kind, released=str(plan.date),
                      line=str(plan.line) if plan.line else None, support=plan.support)
    for part in whole.versioned():
        part["since"] = since(plan, part)
    for item in whole.dependencies:
        pin = json.loads(plan.tree[item["pin"]].text())
        upstream = pin.get("upstream", pin)
        item["sha256"] = upstream["sha256"]
        if "url" in upstream:
            item["url"] = upstream["url"]
    return whole


def committed(plan):
    """{path: File} of what the release changes in the tree; the fragments go."""
    if plan.again:
        return {}
    number = str(plan.number)
    old = plan.tree[changelog.FILE].text() if changelog.FILE in plan.tree else ""
    whole = complete_manifest(plan)
    section = changelog.section(number, plan.date, plan.kind, whole.parts, plan.entries)
    changed = {changelog.FILE: File(PLAIN, changelog.with_section(old, section).encode()),
               "manifest.yml": File(PLAIN, whole.text().encode())}
    for path in places.PLACES:
        if path in plan.tree:
            changed[path] = File(plan.tree[path].mode, places.written(path, plan.tree[path].text(), plan.number).encode())
    return changed


def distribution(plan):
    """(tree as it is committed, tree as it is handed out)."""
    files = {path: file for path, file in plan.tree.items() if path not in plan.fragments}
    files.update(committed(plan))
    files = dict(sorted(files.items()))
    whole = manifest.Manifest(files["manifest.yml"].text())
    licences, _ = licence.of_files(files)
    out = dict(files)
    text = sbom.of_release(files, whole, licences, plan.epoch, (sbom.FILE, checksums.FILE))
    out[sbom.FILE] = File(PLAIN, text.encode())
    out[checksums.FILE] = File(PLAIN, checksums.of_tree(str(plan.number), dict(sorted(out.items()))).encode())
    return files, dict(sorted(out.items()))
