# SPDX-License-Identifier: MIT
"""The catalogue as a page, from its index. Static: it needs nothing but itself; the script only filters."""
from html import escape
from pathlib import Path

from index import STATUS

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent / "tester/page"
SIGNS = {"qualified": ("passed", "✓"), "outdated": ("error", "!"), "none": ("skipped", "–")}
HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>Boards that run Dunlin</title>
<style>
"""


def size(count):
    if count is None:
        return None
    for unit, step in (("MB", 1 << 20), ("KB", 1 << 10)):
        if count >= step:
            return f"{count / step:.4g} {unit}"
    return f"{count} bytes"


def clock(hertz):
    return f"{hertz / 1e6:.4g} MHz" if hertz else None


def took(milliseconds):
    seconds = round(milliseconds / 1000)
    return f"{seconds // 60} min {seconds % 60:02} s" if seconds >= 100 else f"{milliseconds / 1000:.1f} s"


def facts(rows):
    return '<dl class="facts">' + "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(str(value))}</dd></div>"
                                          for name, value in rows if value) + "</dl>"


def links(hardware):
    rows = ((hardware["companyUrl"], hardware["company"]), (hardware["dataSheet"], "Data sheet"), (hardware["purchase"], "Buy it"))
    found = [f'<a href="{escape(url)}" rel="noreferrer">{escape(name)}</a>' for url, name in rows if url]
    return f'<p class="links">{" ".join(found)}</p>' if found else ""


def picture(hardware):
    return f'<img class="picture" src="{escape(hardware["picture"])}" alt="">' if hardware["picture"] else ""


def mark(status):
    look, sign = SIGNS[status]
    return f'<span class="mark {look}"><span aria-hidden="true">{sign}</span> {STATUS[status]}</span>'


def group_rows(report):
    rows = []
    for group in report["groups"]:
        totals = group["totals"]
        words = f"{totals['passed']} of {totals['tests'] + totals['notRun']} passed"
        if group["outcome"] == "skipped":
            words = "skipped" + (f": {group['message']}" if group["message"] else "")
        rows.append(f'<tr><th scope="row">{escape(group["id"])} <span class="soft">{escape(group["title"])}</span></th>'
                    f'<td>{escape(words)}</td><td class="number">{took(group["milliseconds"])}</td></tr>')
    return "".join(rows)


def measures(report):
    found = [measure for group in report["groups"] for measure in group["measures"]]
    if not found:
        return ""
    rows = "".join(f'<tr><th scope="row"><code>{escape(one["name"])}</code></th><td class="soft">{escape(one["case"])}</td>'
                   f'<td class="number">{one["value"]:,} {escape(one["unit"])}</td></tr>' for one in found)
    return f'<h4>Measured on the board</h4><div class="wide"><table><tbody>{rows}</tbody></table></div>'


def report_of(entry):
    report = entry["report"]
    if report is None:
        return ""
    totals = report["totals"]
    earlier = f'<p class="soft">Qualified before: {escape(", ".join(entry["earlier"]))}.</p>' if entry["earlier"] else ""
    about = facts((("Release", report["release"]), ("Tested", report["started"][:10]), ("Took", took(report["milliseconds"])),
                   ("Suite", f"{report['suite']['id']} {report['suite']['version']}"),
                   ("Device tester", report["testerVersion"]), ("Commit", report["commit"])))
    return (f'<details><summary>{totals["passed"]} cases passed, {totals["skipped"]} skipped, in {len(report["groups"])} groups'
            f'<span class="aside"> on {escape(entry["name"])}</span></summary>{about}'
            f'<div class="wide"><table><thead><tr><th scope="col">Group</th><th scope="col">Result</th>'
            f'<th scope="col" class="number">Time</th></tr></thead><tbody>{group_rows(report)}</tbody></table></div>'
            f'{measures(report)}{earlier}</details>')


def advice(entry, release):
    if entry["obstacle"]:
        return f'<p class="soft">{escape(entry["obstacle"])}</p>'
    if not entry["qualify"]:
        return ""
    words = "No report was accepted yet. To qualify it for" if entry["status"] == "none" else \
        f"Its report is of {entry['report']['release']}. To qualify it again for"
    commands = "\n".join(entry["qualify"])
    return f'<p class="soft">{escape(words)} {escape(release)}:</p><pre>{escape(commands)}</pre>'


def title(entry):
    name, folder = entry["hardware"]["name"], escape(entry["name"])
    return f'<a href="#{folder}">{escape(name) or folder}</a>' + (f' <code class="soft">{folder}</code>' if name else "")


def card(entry, release):
    hardware = entry["hardware"]
    words = " ".join((entry["name"], entry["description"], entry["vendor"], entry["core"], entry["chip"], entry["architecture"],
                      hardware["company"], hardware["name"], hardware["family"], *(feature["name"] for feature in entry["features"])))
    chips = "".join(f"<li>{escape(feature['name'])}</li>" for feature in entry["features"])
    ids = " ".join(feature["id"] for feature in entry["features"])
    return (f'<li class="panel board" id="{escape(entry["name"])}" data-item data-text="{escape(words)}" '
            f'data-architecture="{escape(entry["architecture"])}" data-vendor="{escape(slug(entry["vendor"]))}" '
            f'data-feature="{escape(ids)}" data-status="{entry["status"]}">'
            f'<div class="top"><h3>{title(entry)}</h3>{mark(entry["status"])}</div>'
            + picture(hardware)
            + f'<p>{escape(hardware["description"] or entry["description"])}</p>'
            + facts((("Vendor", entry["vendor"]), ("Family", hardware["family"]), ("Core", entry["core"]),
                     ("Architecture", entry["architecture"]), ("Clock", clock(entry["clockHz"])),
                     ("Memory for code", size(entry["codeBytes"])), ("RAM", size(entry["ramBytes"]))))
            + f'<ul class="features" aria-label="Features of {escape(entry["name"])}">{chips}</ul>'
            + links(hardware) + report_of(entry) + advice(entry, release) + "</li>\n")


def slug(text):
    return "".join(char.lower() if char.isalnum() else "-" for char in text).strip("-")


def select(name, label, options):
    rows = "".join(f'<option value="{escape(value)}">{escape(words)}</option>' for value, words in options)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{rows}</select></label>'


def form(index):
    boards = index["boards"]
    vendors = sorted({(slug(entry["vendor"]), entry["vendor"]) for entry in boards}, key=lambda pair: pair[1].lower())
    architectures = sorted({entry["architecture"] for entry in boards})
    features = {feature["id"]: feature["name"].split(" (")[0] for entry in boards for feature in entry["features"]}
    boxes = "".join(f'<label class="choice"><input type="checkbox" name="feature" value="{escape(key)}">'
                    f"<span>{escape(name)}</span></label>" for key, name in sorted(features.items(), key=lambda one: one[1]))
    return ('<form class="filter" role="search" aria-label="Boards" hidden>\n'
            '<input type="search" name="q" aria-label="Search boards" placeholder="Board, chip, vendor, feature">\n'
            + select("architecture", "Architecture", [(name, name) for name in architectures])
            + select("vendor", "Vendor", vendors)
            + select("status", "Status", STATUS.items())
            + f'\n<fieldset data-match="all"><legend>Has</legend>{boxes}</fieldset>\n'
            + '<button type="reset">Show all</button><output aria-live="polite"></output>\n</form>\n')


def page(index):
    counts = {status: sum(entry["status"] == status for entry in index["boards"]) for status in STATUS}
    summary = f"{counts['qualified']} of {len(index['boards'])} boards are qualified for release {index['release']}"
    if counts["outdated"]:
        summary += f", {counts['outdated']} for an earlier one"
    style = (SHARED / "base.css").read_text() + (HERE / "catalogue.css").read_text()
    script = (SHARED / "filter.js").read_text()
    cards = "".join(card(entry, index["release"]) for entry in index["boards"])
    return (HEAD + style + '</style>\n</head>\n<body>\n<a class="skip" href="#boards">To the boards</a>\n<div class="page">\n'
            f"<header><h1>Boards that run Dunlin</h1><p>{escape(summary)}.</p></header>\n<main>\n"
            '<section aria-labelledby="boards">\n<h2 id="boards" tabindex="-1">Boards</h2>\n'
            + form(index) + f'<ul class="boards">\n{cards}</ul>\n</section>\n</main>\n'
            "<footer><p>A board is qualified when the device tester found every required group good, on that release, and its report was "
            "accepted. The same as data: <a href=\"index.json\">index.json</a>.</p></footer>\n</div>\n"
            f"<script>\n{script}</script>\n</body>\n</html>\n")
