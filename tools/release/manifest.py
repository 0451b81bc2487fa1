# SPDX-License-Identifier: MIT
"""manifest.yml: the distribution, its parts and what it depends on.

The file is YAML of a simple shape, so that nothing but this is needed to read it: scalars at the top, and lists
whose items are maps on one line each.

    version: "202611.00"
    parts:
      - {name: lib_json, version: "1.0.0", path: libs/json, license: MIT}

A part's version is its own (X.Y.Z), or `release` where it has none but the distribution's. The part whose path is
`.` has what stands beside other parts: files in folders that hold parts, themselves in none.
"""
import re

ITEM = re.compile(r'(\w+): *("(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,{}"\[\]]+)(?:, *|$)')
RELEASED = ("type", "released", "line", "support")  # what a release adds behind its version
KEYS = {"parts": ("name", "version", "path", "license"), "dependencies": ("name", "version", "license", "pin")}
DISTRIBUTION = "distribution"


class Malformed(ValueError):
    pass


def value_of(text):
    text = text.strip()
    if text.startswith("["):
        return [value_of(word) for word in text[1:-1].split(",") if word.strip()]
    return re.sub(r'\\(.)', r"\1", text[1:-1]) if text.startswith('"') else text


def shown(key, value):
    if isinstance(value, list):
        return "[" + ", ".join(value) + "]"
    if key in ("version", "note", "since", "api", "url", "sha256") or not re.fullmatch(r"[\w./+-]+", value):
        return '"' + re.sub(r'(["\\])', r"\\\1", value) + '"'
    return value


def flow(item):
    return "{" + ", ".join(f"{key}: {shown(key, value)}" for key, value in item.items()) + "}"


def item_of(text, line):
    item, at = {}, 0
    while at < len(text):
        found = ITEM.match(text, at)
        if not found or found.group(1) in item:
            raise Malformed(f"manifest.yml:{line}: cannot be read from `{text[at:at + 30]}`")
        item[found.group(1)] = value_of(found.group(2))
        at = found.end()
    return item


class Manifest:
    def __init__(self, text):
        self.lines = []  # (kind, key or list, value): what the file is written from again
        self.scalars, self.lists = {}, {"parts": [], "dependencies": []}
        self.line_of = {}
        current = None
        for number, line in enumerate(text.splitlines(), 1):
            current = self.read_line(number, line, current)

    def read_line(self, number, line, current):
        if not line.strip() or line.startswith("#"):
            self.lines.append(("as it is", "", line))
            return current
        found = re.fullmatch(r"(\w+):(?: +(.+?))?", line)
        if found and found.group(2) is None:
            if found.group(1) not in self.lists:
                raise Malformed(f"manifest.yml:{number}: there is no list `{found.group(1)}`")
            self.lines.append(("list", found.group(1), None))
            return found.group(1)
        if found:
            self.scalars[found.group(1)] = value_of(re.sub(r'^("[^"]*"|[^"#]*?) +#.*', r"\1", found.group(2)))
            self.lines.append(("scalar", found.group(1), None))
            return None
        found = re.fullmatch(r"  - \{(.*)\}", line)
        if not found or current is None:
            raise Malformed(f"manifest.yml:{number}: cannot be read: `{line[:40]}`")
        item = item_of(found.group(1), number)
        for key in KEYS[current]:
            if not item.get(key):
                raise Malformed(f"manifest.yml:{number}: an item of `{current}` lacks `{key}`")
        self.lists[current].append(item)
        self.line_of[item["name"]] = number
        self.lines.append(("item", current, item))
        return current

    @property
    def parts(self):
        return self.lists["parts"]

    @property
    def dependencies(self):
        return self.lists["dependencies"]

    def part(self, name):
        return next((part for part in self.parts if part["name"] == name), None)

    def versioned(self):
        return [part for part in self.parts if part["version"] != "release"]

    def set_release(self, version, **more):
        """The distribution's version and what a release says beside it; what is None is left out."""
        self.scalars["version"] = version
        self.lines = [line for line in self.lines if line[0] != "scalar" or line[1] not in RELEASED]
        at = 1 + next(i for i, line in enumerate(self.lines) if line[:2] == ("scalar", "version"))
        for key in reversed(RELEASED):
            self.scalars.pop(key, None)
            if more.get(key) is not None:
                self.scalars[key] = more[key]
                self.lines.insert(at, ("scalar", key, None))

    def text(self):
        rows = []
        for kind, key, value in self.lines:
            if kind == "scalar":
                plain = self.scalars[key]
                quoted = key in ("version", "released", "line", "support")
                rows.append(f"{key}: " + (f'"{plain}"' if quoted else plain))
            elif kind == "list":
                rows.append(f"{key}:")
            elif kind == "item":
                rows.append(f"  - {flow(value)}")
            else:
                rows.append(value)
        return "\n".join(rows) + "\n"

    def owners(self):
        """path of a file -> the part that it belongs to, or None."""
        homes = {part["path"]: part for part in self.parts}
        above = {"/".join(path.split("/")[:depth]) for path in homes for depth in range(path.count("/") + 1)}

        def owner(path):
            folders = path.split("/")[:-1]
            for depth in range(len(folders), 0, -1):
                home = homes.get("/".join(folders[:depth]))
                if home is not None:
                    return home
            return homes.get(".") if "/".join(folders) in above else None
        return owner
