# SPDX-License-Identifier: MIT
"""The files of a release in a folder: archives, manifest, bill of materials, notes, and their checksums."""
import hashlib
import io

import archive
import assembly
import changelog
import checksums
import manifest
import notes
import outlet
import sbom


def fill(folder, plan, out):
    """Write all files; returns {name: {"bytes", "sha256"}}."""
    top = f"dunlin-{plan.number}"
    whole = manifest.Manifest(out["manifest.yml"].text())
    tar = io.BytesIO()
    archive.write_tar(tar, top, out, plan.epoch)
    with open(folder / f"{top}.tar.gz", "wb") as stream:
        archive.write_tar_gz(stream, tar.getvalue())
    with open(folder / f"{top}.zip", "wb") as stream:
        archive.write_zip(stream, top, out, plan.epoch)
    log = out[changelog.FILE].text() if changelog.FILE in out else ""
    (folder / f"{top}.md").write_text(notes.text(plan.number, whole, log))
    for name in ("manifest.yml", sbom.FILE, checksums.FILE):
        (folder / name).write_bytes(out[name].data)
    names = [path.name for path in folder.iterdir()]
    (folder / f"{top}.sha256").write_text(checksums.listing(folder, names))
    made = {path.name: {"bytes": path.stat().st_size, "sha256": checksums.of_file(path)} for path in sorted(folder.iterdir())}
    made[f"{top}.tar"] = {"bytes": len(tar.getvalue()), "sha256": hashlib.sha256(tar.getvalue()).hexdigest(), "inside": True}
    return made


def make(plan, place, tag):
    """The release in `place`; with `tag`, its commit and tag too. Returns (files made, commit)."""
    files, out = assembly.distribution(plan)
    commit = plan.commit
    with outlet.filling(place) as folder:
        made = fill(folder, plan, out)
        if tag and not plan.again:
            message = f"release: {plan.number}\n\n{plan.kind}; supported {plan.support}."
            commit = plan.history.write_commit(plan.commit, assembly.committed(plan), plan.fragments, message, plan.epoch)
            plan.history.adopt(commit, str(plan.number), f"Dunlin {plan.number} ({plan.kind})", plan.epoch)
    return made, commit
