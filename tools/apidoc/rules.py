# SPDX-License-Identifier: MIT
"""What a contract must say, and which names in it must exist."""
import re

from headers import parameters

# Names of the API have these shapes; whatever looks like one in a comment has to be one.
API_NAME = re.compile(r"\b(?:(?:x|v|ux|ul|uc|pc|pv|px|e)(?:Task|Queue|Semaphore|Timer|EventGroup|Stream|Message|"
                      r"Port|List|CoRoutine|Application)[A-Z]\w+|config[A-Z]\w{3,}|INCLUDE_\w{4,}|"
                      r"(?:task|tsk|queue|sem|tmr|event|sb|list|port|pd)[A-Z]{2}\w+|(?:MQTT|SOCKETS)_[A-Z]\w+)\b")
RULE = re.compile(r"docs/semantics\.md,? (K\d+)")
DOCUMENT = re.compile(r"\b((?:docs|kernel|arch|libs|services|hal)/[\w/.-]+\.(?:md|h|c))\b")


def wanted_fields(header, item):
    """Fields of house style: kernel calls say all four, those of our own have no source."""
    if not header.path.startswith("kernel/"):
        return ("Context",)
    ours = re.match(r"[a-z]+_", item.name)
    return ("Context", "Blocks", "Masked") if ours else ("Context", "Blocks", "Masked", "Source")


def contract_problems(header, item):
    contract, name = item.contract, item.name
    if not item.documented:
        yield f"{name} has no contract"
        return
    first = contract.prose.split()
    if not first or not first[0][:1].isupper() and first[0] != name and not re.match(r"[xvu]", first[0]):
        yield f"{name}: the contract does not begin with a sentence"
    for field in wanted_fields(header, item):
        if field not in contract.fields:
            yield f"{name}: the contract lacks '{field}:'"
    declared = parameters(item.text)
    told = [word for _, names, _ in contract.params for word in names]
    if told:
        for parameter in declared:
            if parameter not in told:
                yield f"{name}: the contract does not say what {parameter} is"
        for parameter in told:
            if parameter not in declared:
                yield f"{name}: there is no parameter {parameter}"
    elif declared and header.path.startswith("kernel/"):
        yield f"{name}: the contract has no @param"
    returns_nothing = re.match(r"[^(]*\bvoid \w+\(", item.text)
    if returns_nothing and contract.results:
        yield f"{name} returns nothing, its contract says what"
    elif not returns_nothing and not contract.results:
        yield f"{name}: the contract lacks @return or @retval"


def reference_problems(header, known, root, rules):
    """Names and files in comments that do not exist."""
    texts = [(1, header.about)]
    for item in header.items:
        contract = item.contract
        texts.append((item.line, "\n".join([contract.prose, *(p[2] for p in contract.params),
                                            *(f"{r[0]} {r[1]}" for r in contract.results),
                                            *contract.fields.values(), *(m[1] for m in item.members)])))
    for line, text in texts:
        for found in API_NAME.finditer(text):
            name = found.group(0)
            wildcard = text[found.end():found.end() + 1] in ("*", ".", "_") or name.endswith("_")
            if name not in known and not (wildcard and any(n.startswith(name) for n in known)):
                yield line, f"there is no {name}"
        for found in RULE.finditer(text):
            if found.group(1) not in rules:
                yield line, f"docs/semantics.md has no rule {found.group(1)}"
        for found in DOCUMENT.finditer(text):
            if not (root / found.group(1)).exists():
                yield line, f"there is no {found.group(1)}"


def problems(headers, root, extra_names):
    """(path, line, text) of everything that is wrong."""
    known = {item.name for header in headers for item in header.items} | extra_names
    rules = set(re.findall(r"^\*\*(K\d+) ", (root / "docs/semantics.md").read_text(), re.M))
    for header in headers:
        for item in header.items:
            if item.kind == "function" and not item.name.startswith("port_"):
                for text in contract_problems(header, item):
                    yield header.path, item.line, text
        for line, text in reference_problems(header, known, root, rules):
            yield header.path, line, text
