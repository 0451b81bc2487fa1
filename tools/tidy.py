#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The house style as a test: layers, contracts, shape. Usage: tidy.py [root]; exit 1 when untidy."""
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

FUNCTION_LINES_MAX = 70
BRACE_DEPTH_MAX = 4
FILE_LINES_MAX = 1000
LINE_COLUMNS_MAX = 100

# Marks of unfinished work, in two halves so that no search finds them here.
UNFINISHED = re.compile(r"\b(%s)\b(?!\(#\d+\))" % "|".join(("TO" "DO", "FIX" "ME", "XX" "X")))


def blank(match):
    """Same text with everything but newlines turned to spaces, so line numbers survive."""
    return re.sub(r"[^\n]", " ", match.group(0))


def code_only(text):
    """Without comments, strings and preprocessor lines."""
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])*\'', blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", blank, text, flags=re.M)


def functions(code):
    """Yield (name, first line, line count, brace depth) of every function body."""
    depth = deepest = start = 0
    head = ""
    line = 1
    for char in code:
        line += char == "\n"
        if char == "{":
            depth += 1
            deepest = max(deepest, depth)
            if depth == 1:
                start = line
                # A linkage block holds functions, it is not one.
                if re.search(r"\bextern\s*$", head):
                    depth, head, deepest = 0, "", 0
        elif char == "}" and depth:
            depth -= 1
            if depth == 0:
                name = re.search(r"(\w+)\s*\([^;]*\)\s*$", head, re.S)
                if name:
                    yield name.group(1), start, line - start + 1, deepest
                head, deepest = "", 0
        elif depth == 0:
            head = "" if char == ";" else head + char


def check_shape(path, text):
    if "SPDX-License-Identifier: MIT" not in text[:200]:
        yield 1, "the first line must be the SPDX line"
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_COLUMNS_MAX:
            yield number, f"{len(line)} columns, limit {LINE_COLUMNS_MAX}"
        if UNFINISHED.search(line):
            yield number, "unfinished work needs an issue's number: (#123)"
    if text.count("\n") > FILE_LINES_MAX:
        yield 1, f"{text.count(chr(10))} lines, limit {FILE_LINES_MAX}"


def check_aims(text):
    """Aims with a reason, not rules: they are noted and fail nothing."""
    for name, line, count, depth in functions(code_only(text)):
        if count > FUNCTION_LINES_MAX:
            yield line, f"{name} is {count} lines, limit {FUNCTION_LINES_MAX}"
        if depth > BRACE_DEPTH_MAX:
            yield line, f"{name} nests {depth} deep, limit {BRACE_DEPTH_MAX}"


def check_contracts(path, text):
    """Every prototype in a public header has a doc comment that states its context. What has no type before its
    name is a macro that expands."""
    if path.suffix != ".h" or "include" not in path.parts or path.parts[0] == "third_party":
        return
    text = re.sub(r"__attribute__\s*\(\(.*?\)\)", blank, text, flags=re.S)
    for match in re.finditer(r"(/\*\*(?:(?!\*/).)*\*/)?\s*^(?!typedef|extern \")(\w[\w \t*]*?[ \t*](\w+)\([^;{}]*\));",
                             text, re.S | re.M):
        line = text.count("\n", 0, match.start(2)) + 1
        doc, name = match.group(1), match.group(3)
        if doc is None:
            yield line, f"{name} has no contract"
        elif "Context:" not in doc:
            yield line, f"{name}: the contract lacks 'Context:'"
        elif not re.match(r"(\w*(?i:noreturn|NO_RETURN) )?void \w", match.group(2)) and "@ret" not in doc:
            yield line, f"{name}: the contract lacks @return or @retval"


class Layers:
    """tools/layers.toml and where each header of the tree lives."""

    def __init__(self, table, files):
        self.allowed = table["layers"]
        self.outside = table["outside"]
        self.system = table["system"]
        self.homes = defaultdict(list)
        for path in files:
            if path.suffix == ".h":
                self.homes[path.name].append(path)

    def of(self, path):
        """The longest folder of the table that `path` is in, and that folder's real name."""
        for depth in range(len(path.parts) - 1, 0, -1):
            folder = "/".join(path.parts[:depth])
            names = [key for key in self.allowed if fnmatch_parts(folder, key)]
            if names:
                return min(names, key=lambda key: key.count("*")), folder
        return None, str(path.parent)

    def public(self, header):
        return "include" in header.parts or header.parts[0] == "arch" or header.parts[:2] == ("boards", "config")

    def check_quoted(self, path, name, layer, folder):
        """Why `path` may not include "name", or None."""
        allowed = self.allowed[layer]
        if "*" in allowed:
            return None
        homes = [h for h in self.homes[PurePosixPath(name).name] if str(h).endswith("/" + name.lstrip("./"))]
        if not homes:
            return self.check_outside(name, folder)
        for header in homes:
            home = self.of(header)[1]
            if home == folder and (self.public(header) or "include" not in path.parts):
                return None
            if self.public(header) and any(fnmatch_parts(home, key) for key in allowed):
                return None
            if home in allowed:
                return None
        where = ", ".join(sorted({str(h.parent) for h in homes}))
        return f"{folder} may not include {name} from {where}"

    def check_outside(self, name, folder):
        first = name.split("/")[0]
        allowed = self.outside.get(first)
        if "/" not in name or allowed is None:
            return None
        if "*" in allowed or any(fnmatch_parts(folder, key) for key in allowed):
            return None
        return f"{folder} may not include {name}: it is not among the users of {first}"

    def check_system(self, name, folder):
        """The most specific line of [system] decides."""
        keys = sorted((key for key in self.system if fnmatch_parts(folder, key)), key=lambda key: key.count("*"))
        if keys and "/" not in name and name not in self.system[keys[0]] and "*" not in self.system[keys[0]]:
            return f"{folder} may not include <{name}>"
        return None

    def check(self, path, text):
        layer, folder = self.of(path)
        if layer is None:
            yield 1, f"{path.parent} is in no layer; add it to tools/layers.toml"
            return
        free = "*" in self.allowed[layer]
        for number, line in enumerate(text.splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
            if not found or free:
                continue
            name = found.group(2)
            if f'__has_include("{name}")' in text:
                continue  # an application's, if it has one
            if found.group(1) == '"':
                problem = self.check_quoted(path, name, layer, folder)
            else:
                problem = self.check_outside(name, folder) or self.check_system(name, folder)
            if problem:
                yield number, problem


def fnmatch_parts(folder, pattern):
    """fnmatch by path component: "libs/*" matches libs/mqtt, not libs/mqtt/include."""
    a, b = folder.split("/"), pattern.split("/")
    return len(a) == len(b) and all(fnmatchcase(x, y) for x, y in zip(a, b))


def sources(root):
    """All C of the tree that git knows or would add."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "*.c", "*.h", ":!bench/micro"],  # a bench shared with other kernels
                            capture_output=True, text=True, check=True).stdout.split()
    return sorted(PurePosixPath(name) for name in set(listed) if (root / name).exists())


def check_source_tree(root):
    """compat/source_tree leaves no module of the kernel out: each is in one of its files, so that no two
    modules may give a static function the same name."""
    thin = "".join(path.read_text() for path in (root / "compat/source_tree").glob("*.c"))
    homes = {}
    for module in sorted((root / "kernel/src").glob("*.c")):
        for name in re.findall(r"^(?:SLOW_PATH )?static\b[^;={}()]*?(\w+)\(", module.read_text(), re.M):
            if homes.setdefault(name, module) != module and name != "__attribute__":
                yield f"kernel/src/{module.name}:1: {homes[name].name} has a static function {name}, too"
        count = thin.count(f'"../../kernel/src/{module.name}"')
        if thin and count != 1:
            yield f"kernel/src/{module.name}:1: is in {count} files of compat/source_tree, must be in one"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent).resolve()
    files = sources(root)
    layers = Layers(tomllib.loads((root / "tools/layers.toml").read_text()), files)
    failures = 0
    for path in files:
        text = (root / path).read_text()
        for line, remark in check_aims(text):
            print(f"{path}:{line}: note: {remark}")
        for check in (check_shape(path, text), check_contracts(path, text), layers.check(path, text)):
            for line, problem in check:
                print(f"{path}:{line}: {problem}")
                failures += 1
    for problem in check_source_tree(root):
        print(problem)
        failures += 1
    print(f"{len(files)} files, {failures} problems", file=sys.stderr)
    return 1 if failures or not files else 0


if __name__ == "__main__":
    sys.exit(main())
