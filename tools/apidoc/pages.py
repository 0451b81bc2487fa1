# SPDX-License-Identifier: MIT
"""HTML of the API reference: one page for each header, and an index of all names."""
import re
from html import escape

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1b1f24; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .3rem; border-top: 1px solid #d0d7de; padding-top: .8rem; }
pre { background: #f6f8fa; padding: .6rem .8rem; overflow-x: auto; border-radius: 6px; font-size: .85rem; }
code { font-size: .9em; } a { color: #0b5cad; text-decoration: none; } a:hover { text-decoration: underline; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .4rem 0; }
dt { font-family: ui-monospace, monospace; font-size: .85rem; } dd { margin: 0; }
.when { color: #57606a; font-size: .85rem; } .kind { color: #57606a; font-weight: normal; font-size: .8rem; }
nav { font-size: .9rem; } .names { columns: 3 16rem; font-size: .85rem; }
@media (prefers-color-scheme: dark) { body { background: #0d1117; color: #d6dde4; } pre { background: #161b22; }
  a { color: #6cb0f5; } h2 { border-color: #30363d; } }
"""
WORD = re.compile(r"\b[A-Za-z_]\w{2,}\b")


def file_of(path):
    """The page of a header: include folders do not matter, their owner does."""
    parts = [part for part in path.split("/") if part not in ("include", "src")]
    return "-".join(parts).replace(".h", ".html")


class Linker:
    """Turns names into links."""

    def __init__(self, headers):
        self.homes = {}
        for header in headers:
            for item in header.items:
                self.homes.setdefault(item.name, file_of(header.path))

    def text(self, text, own=""):
        def link(found):
            name = found.group(0)
            if name == own or name not in self.homes:
                return name
            return f'<a href="{self.homes[name]}#{name}">{name}</a>'
        return WORD.sub(link, escape(text))

    def prose(self, text, own=""):
        out = []
        for block in re.split(r"\n\s*\n", text):
            if not block.strip():
                continue
            drawing = any(line.startswith(("   ", "\t")) for line in block.splitlines())
            body = self.text(block if drawing else re.sub(r"\s+", " ", block), own)
            body = re.sub(r"`([^`]+)`", r"<code>\1</code>", body)
            out.append(f"<pre>{body}</pre>" if drawing else f"<p>{body}</p>")
        return "\n".join(out)

    def line(self, text, own=""):
        return re.sub(r"`([^`]+)`", r"<code>\1</code>", self.text(re.sub(r"\s+", " ", text), own))


def page(title, body):
    return (f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width"><title>{escape(title)}</title><style>{STYLE}</style>\n{body}\n</html>\n')


def definitions(rows):
    if not rows:
        return ""
    return "<dl>" + "".join(f"<dt>{left}</dt><dd>{right}</dd>" for left, right in rows) + "</dl>"


def item_html(item, linker):
    contract = item.contract
    out = [f'<h2 id="{item.name}">{item.name} <span class="kind">{item.kind}</span></h2>']
    out.append(f"<pre>{linker.text(item.text, item.name)}</pre>")
    if item.condition:
        out.append(f'<p class="when">Where {linker.line(item.condition)}.</p>')
    out.append(linker.prose(contract.prose, item.name))
    out.append(definitions([(f"{', '.join(names)} {escape(way)}".strip(), linker.line(text, item.name))
                            for way, names, text in contract.params]))
    out.append(definitions([(escape(value) or "returns", linker.line(text, item.name))
                            for value, text in contract.results]))
    out.append(definitions([(name, linker.line(contract.fields[name], item.name)) for name in contract.fields]))
    out.append(definitions([(escape(declaration), linker.line(text, item.name))
                            for declaration, text in item.members if text]))
    return "\n".join(part for part in out if part)


def header_html(header, linker):
    names = " · ".join(f'<a href="#{item.name}">{item.name}</a>' for item in header.items)
    body = [f'<nav><a href="index.html">API reference</a></nav><h1>{escape(header.path.split("/")[-1])}</h1>',
            f'<p class="when">{escape(header.path)}</p>', linker.prose(header.about)]
    if len(header.items) > 4:
        body.append(f"<p>{names}</p>")
    body += [item_html(item, linker) for item in header.items]
    return page(header.path, "\n".join(body))


def index_html(headers, linker):
    groups = {}
    for header in headers:
        groups.setdefault("/".join(header.path.split("/")[:-2]) or ".", []).append(header)
    body = ["<h1>API reference</h1>",
            "<p>From the contracts in the public headers. Every call says from where it may be made, whether it blocks "
            "and for how long it masks interrupts.</p>"]
    for group, members in groups.items():
        body.append(f"<h2>{escape(group)}</h2>")
        body.append(definitions([(f'<a href="{file_of(h.path)}">{escape(h.path.split("/")[-1])}</a>',
                                  linker.line(h.about.split("\n\n")[0])) for h in members]))
    names = sorted(linker.homes, key=str.lower)
    body.append(f"<h2>All {len(names)} names</h2><p class=\"names\">" +
                "<br>".join(f'<a href="{linker.homes[n]}#{n}">{n}</a>' for n in names) + "</p>")
    return page("API reference", "\n".join(body))
