# SPDX-License-Identifier: MIT
"""Release notes: what it is, how long it gets fixes, how to see that a copy is whole, what changed."""
import changelog

MEANING = {
    "major": "A major release: some of its parts changed in a way that programs may have to follow; their versions say which.",
    "minor": "A minor release: programs for the release before it compile and work unchanged.",
    "LTS": "A release with long-term support: its fixes come as releases of their own, which add nothing.",
    "LTS fix": "Fixes of a release with long-term support: its public headers declare what that one's declare.",
}


def text(number, manifest, log):
    said = manifest.scalars
    line = f" It is a fix of {said['line']}." if "line" in said else ""
    meaning = MEANING[said["type"]] if said["type"] != "major" or len(changelog.numbers(log)) > 1 else "The first release."
    rows = [f"# Dunlin {number}", "", f"Released {said['released']}. {meaning}{line}", "",
            f"Supported: {said['support']}.", "",
            "To see that a download is whole: `sha256sum --check dunlin-%s.sha256`. `checksums.json` inside has the SHA-256 of "
            "each file, `dunlin.spdx.json` (SPDX 2.3) is the bill of materials." % number, ""]
    changed = [part for part in manifest.versioned() if part.get("since") == str(number)]
    if changed:
        rows += ["| part | version |", "|---|---|", *(f"| {part['name']} | {part['version']} |" for part in changed), ""]
    unchanged = [part for part in manifest.versioned() if part.get("since") != str(number)]
    if unchanged:
        rows += ["Unchanged: " + ", ".join(f"{part['name']} {part['version']}" for part in unchanged) + ".", ""]
    rows += ["Made with: " + ", ".join(f"{item['name']} {item['version']}" for item in manifest.dependencies) + ".", ""]
    body = changelog.section_of(log, number).split("\n", 1)
    if len(body) == 2:
        rows += ["## Changes", "", body[1].strip(), ""]
    return "\n".join(rows)
