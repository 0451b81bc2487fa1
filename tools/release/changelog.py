# SPDX-License-Identifier: MIT
"""CHANGELOG.md: releases, newest first; in each a section for every part that changed, with its version."""
import re

import fragment
import manifest

FILE = "CHANGELOG.md"
HEAD = """# Changelog

What each release changed, part by part; the newest is first. How releases are numbered and how long they get fixes is
in [docs/versions.md](docs/versions.md).
"""


def title(number, date, kind):
    return f"## {number} ({date}, {kind})"


def item(entry):
    first, *rest = entry.text.splitlines()
    return "\n".join([f"- {entry.kind}: {first}", *(f"  {line}" for line in rest)])


def section(number, date, kind, parts, entries):
    """The text of one release. `parts` are those of its manifest, in whose order they come."""
    order = {name: i for i, name in enumerate(fragment.KINDS)}
    rows = [title(number, date, kind), ""]
    whole = [entry for entry in entries if not entry.parts or manifest.DISTRIBUTION in entry.parts]
    listed = [(f"### {part['name']}" + ("" if part["version"] == "release" else f" {part['version']}"),
               [entry for entry in entries if {part["name"], *part.get("also", [])} & set(entry.parts)])
              for part in parts if part["name"] != manifest.DISTRIBUTION]
    for heading, those in [("### The distribution", whole), *listed]:
        if those:
            rows += [heading, ""]
            rows += [item(entry) for entry in sorted(those, key=lambda entry: (order[entry.kind], entry.where))]
            rows.append("")
    return "\n".join(rows)


def with_section(text, new):
    """The changelog with a section in front of the others; a section of the same number is replaced."""
    text = text or HEAD
    mine = new.splitlines()[0].split(" (")[0]
    text = re.sub(r"^%s \(.*?(?=^## |\Z)" % re.escape(mine), "", text, flags=re.M | re.S)
    head, mark, rest = text.partition("\n## ")
    return head.rstrip("\n") + "\n\n" + new.rstrip("\n") + "\n" + ("\n## " + rest if mark else "")


def numbers(text):
    return re.findall(r"^## (\d{6}\.\d\d) ", text, re.M)


def section_of(text, number):
    found = re.search(r"^## %s \(.*?(?=^## |\Z)" % re.escape(str(number)), text, re.M | re.S)
    return found.group(0) if found else ""
