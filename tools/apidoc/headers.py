# SPDX-License-Identifier: MIT
"""Read a public header: what it declares, in order, each with the comment in front of it."""
import re
from dataclasses import dataclass, field

FIELDS = ("Context", "Blocks", "Masked", "Source")


@dataclass
class Contract:
    """A comment, taken apart: prose, parameters, results, and the four fields."""
    prose: str = ""
    params: list = field(default_factory=list)   # (direction, [names], text)
    results: list = field(default_factory=list)  # (value or "", text)
    fields: dict = field(default_factory=dict)


@dataclass
class Item:
    kind: str        # function, macro, constant, type, option
    name: str
    line: int
    text: str        # the declaration
    contract: Contract
    documented: bool
    condition: str = ""
    members: list = field(default_factory=list)  # (declaration, text) of structs and enumerations


@dataclass
class Header:
    path: str
    about: str
    items: list


def plain(comment):
    """The text of a comment, without its frame."""
    body = re.sub(r"^/\*+<?|\*/$", "", comment.strip())
    return "\n".join(re.sub(r"^[ \t]*\*?[ ]?", "", line, count=1).rstrip() for line in body.splitlines()).strip()


def contract_of(text):
    contract = Contract()
    parts = re.split(r"^(?=@param\b)|(?:^|(?<=\s))(?=@(?:return|retval)\b)|^(?=(?:%s):)|(?<=\s)(?=(?:%s):\s)" %
                     ("|".join(FIELDS), "|".join(FIELDS)), text, flags=re.M)
    for part in parts:
        part = part.strip()
        found = re.match(r"@param(\[[^\]]*\])?\s+(\w+(?:,\s*\w+)*(?:\s*\.\.\.)?)\s*(.*)", part, re.S)
        if found:
            contract.params.append((found.group(1) or "", re.findall(r"\w+", found.group(2)), found.group(3)))
            continue
        found = re.match(r"@(return|retval)\s+(.*)", part, re.S)
        if found:
            value, text_of = ("", found.group(2))
            if found.group(1) == "retval":
                value, _, text_of = found.group(2).partition(" ")
            contract.results.append((value, text_of.strip()))
            continue
        found = re.match(r"(%s):\s*(.*)" % "|".join(FIELDS), part, re.S)
        if found:
            contract.fields[found.group(1)] = found.group(2).strip()
        elif part:
            contract.prose += ("\n\n" if contract.prose else "") + part
    return contract


def parameters(declaration):
    """Names of the parameters of a prototype; unnamed ones are left out."""
    inside = declaration[declaration.index("(") + 1:declaration.rindex(")")]
    names, depth, current = [], 0, ""
    for char in inside + ",":
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            pointer = re.search(r"\(\*(\w+)\)", current)
            last = re.search(r"(\w+)(?:\s*\[[^\]]*\])*\s*$", current.strip())
            words = re.findall(r"\w+", current)
            if pointer:
                names.append(pointer.group(1))
            elif last and len(words) > 1 and words != ["void"]:
                names.append(last.group(1))
            current = ""
        else:
            current += char
    return names


def members_of(code):
    """(declaration, comment) of what stands between the braces."""
    body = code[code.index("{") + 1:code.rindex("}")]
    rows = []
    for found in re.finditer(r"(?P<before>/\*.*?\*/\s*)?(?P<decl>[^,;/{}]+?(?:\{[^{}]*\}[^,;]*)?)[,;]?[ \t]*"
                             r"(?P<after>/\*.*?\*/)?\s*(?:\n|$)", body, re.S):
        declaration = re.sub(r"\s+", " ", found.group("decl")).strip()
        comment = plain((found.group("after") or found.group("before") or "").strip())
        if declaration and not declaration.startswith("#"):
            rows.append((declaration, comment))
    return rows


def declare(code, line, doc, documented, condition):
    """The item that a piece of code declares, or None."""
    flat = re.sub(r"(?:__attribute__\s*\(\(.*?\)\)|POSIX_NOTHROW|POSIX_LINK_NAME\(\w+\))\s*", "", code, flags=re.S).strip()
    contract = contract_of(doc)
    if re.match(r"typedef\b", flat):
        name = (re.search(r"\(\*\s*(\w+)\s*\)", flat) or re.search(r"(\w+)\s*(?:\[[^\]]*\])?;$", flat))
        item = Item("type", name.group(1), line, code, contract, documented, condition)
    elif re.match(r"(struct|enum|union)\s+\w+\s*(\{|;)", flat):
        item = Item("type", flat.split()[1].rstrip("{;"), line, code, contract, documented, condition)
    elif re.match(r"(static|extern)\b", flat) and "{" in flat:
        found = re.search(r"(\w+)\s*\([^{]*\)\s*\{", flat)
        if not found:
            return None
        head = re.sub(r"\s+", " ", flat[:flat.index("{")]).strip() + ";"
        return Item("function", found.group(1), line, head, contract, documented, condition)
    else:
        found = re.match(r"[\w][\w \t\n*]*?\b(\w+)\s*\([^;{}]*\)\s*;$", flat)
        if not found:
            return None
        return Item("function", found.group(1), line, flat, contract, documented, condition)
    if "{" in code:
        item.members = members_of(code)
    return item


def macro(text, line, doc, condition):
    found = re.match(r"[ \t]*#[ \t]*define[ \t]+(\w+)(\([^)]*\))?[ \t\\\n]*(.*)", text, re.S)
    name, arguments, value = found.groups()
    if re.match(r"_|.*_H_?$|.*_$", name):
        return None
    kind = "macro" if arguments is not None else "constant"
    shown = "#define " + name + (arguments or "")
    value_shown = re.sub(r"/\*.*?\*/", "", value, flags=re.S).strip()
    shown += (" " + re.sub(r"[ \t]*\\\n", "\n", value_shown)) if value_shown else ""
    if kind == "constant":
        doc = doc or " ".join(plain(c) for c in re.findall(r"/\*.*?\*/", value, re.S))
    return Item(kind, name, line, shown, contract_of(doc), bool(doc), condition)


def directive_end(text, at):
    """Behind a preprocessor line and its continuations."""
    return re.compile(r"(?:[^\n]*\\\n)*[^\n]*").match(text, at).end()


def declaration_end(text, at):
    """Behind a declaration: its semicolon, or the brace that closes a function."""
    depth = 0
    while at < len(text):
        if text.startswith("/*", at):
            at = text.index("*/", at) + 2
            continue
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
        if depth == 0 and text[at - 1] == ";":
            return at
        if depth == 0 and text[at - 1] == "}" and not re.match(r"\s*[\w;*\[]+[^(){}]*;", text[at:at + 200]):
            return at
    return at


def tokens(text):
    """(kind, text, line) of comments, preprocessor lines and declarations."""
    cplusplus = r"^#ifdef __cplusplus\n(?:[^#\n][^\n]*\n)*#endif"
    text = re.sub(cplusplus, lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.M)
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        line = text.count("\n", 0, at) + 1
        if text.startswith("/*", at):
            end, kind = text.index("*/", at) + 2, "doc" if text.startswith("/**", at) else "note"
        elif text[at] == "#":
            end = directive_end(text, at)
            kind = "define" if re.match(r"#\s*define\b", text[at:]) else "directive"
        else:
            end, kind = declaration_end(text, at), "code"
        yield kind, text[at:end], line
        at = end


class Reader:
    """Walks the tokens of one header; keeps the last comment and the conditions."""

    def __init__(self, shown):
        self.header = Header(shown, "", [])
        self.comment, self.comment_end, self.documented = "", -9, False
        self.conditions = []

    def on_comment(self, kind, text, line):
        comment = plain(text)
        if comment.startswith("SPDX"):
            return
        if not self.header.about and line <= 3:
            self.header.about = comment
        else:
            self.comment, self.comment_end = comment, line + text.count("\n")
            self.documented = kind == "doc"

    def on_directive(self, text, line):
        word = text.split("#", 1)[1].split(None, 1)
        if word[0].startswith("if"):
            self.conditions.append(word[1].strip() if len(word) > 1 else "")
        elif word[0] in ("else", "elif") and self.conditions:
            self.conditions[-1] = "otherwise"
        elif word[0] == "endif" and self.conditions:
            self.conditions.pop()
        if line <= self.comment_end + 1:
            self.comment_end = line + text.count("\n")  # a comment in front of an #if is about what is inside

    def on_declaration(self, kind, text, line):
        near = self.comment if line <= self.comment_end + 1 else ""
        condition = " and ".join(c for c in self.conditions[1:] if c)
        if kind == "define":
            item = macro(text, line, near, condition)
        else:
            item = declare(text, line, near, self.documented and near != "", condition)
        if item is None:
            return
        if kind == "define" and near:
            self.comment_end = line + text.count("\n")  # one comment for a row of them
        same = [i for i, other in enumerate(self.header.items) if other.name == item.name]
        if not same:
            self.header.items.append(item)
        elif item.members:  # it was announced before
            self.header.items[same[0]] = item


def read(path, shown):
    reader = Reader(shown)
    for kind, text, line in tokens(path.read_text()):
        if kind in ("doc", "note"):
            reader.on_comment(kind, text, line)
        elif kind == "directive":
            reader.on_directive(text, line)
        else:
            reader.on_declaration(kind, text, line)
    return reader.header
