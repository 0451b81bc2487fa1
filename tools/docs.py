#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Documents tell the truth: links resolve, commands exist and are run by a test, no machine's paths.

Usage: docs.py [--commands]    --commands lists the commands of all documents with the stage that runs each

A command is what stands after `$` in a code block, or in backticks, and begins with ./run, cmake -- or
git clone. tests/docs/commands.txt says which stage runs it:  <stage> | <command>, `*` in the command matches
anything. Stages are those of tools/run/stages.txt and nightly.txt, `check`, `ci` (.ci/run) and `hand`, for
what needs a human's choice; at most a handful.
"""
import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = re.compile(r"^(?:\$ )?((?:\./run|cmake --|git clone )[^#]*)")
MACHINE = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|home|root|Users)/[A-Za-z.]")
HAND_MAX = 6
PRESETS = (ROOT / "CMakePresets.json", ROOT / "docs/guides/porting-architecture/template/CMakeUserPresets.json",
           ROOT / "docs/guides/porting/example/1-console/CMakeUserPresets.json")


def tracked(*patterns):
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", *patterns],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted(ROOT / name for name in set(listed) if name and (ROOT / name).exists())


def code_of(text):
    """Yield (line number, text) of the lines of code blocks and of inline code."""
    fenced = False
    blank = True
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
            continue
        if fenced or (line.startswith("    ") and (blank or line.strip())):
            yield number, line.strip()
        else:
            for inline in re.findall(r"`([^`]+)`", line):
                yield number, inline
        blank = not line.strip()


def commands(path):
    for number, code in code_of(path.read_text()):
        for piece in re.split(r"\s*&&\s*", code):
            found = COMMAND.match(piece.strip())
            if found and "/..." not in piece:
                yield number, re.sub(r"\s+", " ", found.group(1)).strip().rstrip(".;")


def help_text(verb):
    """What --help of a verb may mention: its own file, and the program that it hands over to."""
    script = ROOT / "tools/run" / verb
    text = script.read_text()
    for name in re.findall(r"part ([\w./-]+)", text):
        part = ROOT / name
        if part.is_file():
            text += part.read_text()
        elif part.is_dir():
            text += "".join(p.read_text(errors="replace") for p in part.iterdir() if p.is_file())
    return text


def check_command(command):
    """Why the command cannot work, or None."""
    words = command.split()
    if words[0] == "cmake" and "--preset" in words:
        name = words[words.index("--preset") + 1] if words[-1] != "--preset" else ""
        if not any(f'"configurePreset": "{name}"' in file.read_text() for file in PRESETS) and "<" not in name:
            return f"there is no preset {name}"
    if words[0] != "./run":
        return None
    rest = [w for w in words[1:] if w not in ("-v", "--verbose")]
    if not rest or rest[0].startswith("<") or rest[0] in ("help", "--help"):
        return None
    verb = rest[0]
    if not (ROOT / "tools/run" / verb).is_file() or "." in verb:
        return f"there is no verb {verb}"
    known = help_text(verb)
    for word in rest[1:]:
        option = word.split("=")[0].strip("[]")
        if re.fullmatch(r"--?[a-z][\w-]*", option) and option not in ("--help", "-h"):
            if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", known):
                return f"./run {verb} has no option {option}"
    return None


def anchors(path):
    text = re.sub(r"```.*?```", "", path.read_text(), flags=re.S)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")
            for title in re.findall(r"^#+ +(.*)$", text, re.M)}


def check_links(path):
    text = path.read_text()
    plain = re.sub(r"```.*?```|`[^`]*`", lambda m: re.sub(r"[^\n]", " ", m.group(0)), text, flags=re.S)
    for found in re.finditer(r"\[[^\]]*\]\(([^)\s]+)\)", plain):
        target = found.group(1)
        line = text.count("\n", 0, found.start()) + 1
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield line, f"the link {target} leads nowhere"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield line, f"the link {target}: no such heading"


def stages():
    names = {"check", "ci", "hand"}
    for table in ("stages.txt", "nightly.txt"):
        file = ROOT / "tools/run" / table
        names |= set(re.findall(r"^([a-z][\w-]*) ", file.read_text(), re.M)) if file.exists() else set()
    return names


def mapping():
    """[(stage, pattern)] of tests/docs/commands.txt."""
    file = ROOT / "tests/docs/commands.txt"
    rows = []
    for line in file.read_text().splitlines() if file.exists() else []:
        if line.strip() and not line.startswith("#"):
            stage, _, pattern = (part.strip() for part in line.partition("|"))
            rows.append((stage, pattern))
    return rows


def matches(command, pattern):
    return fnmatchcase(command, re.sub(r"([\[\]?])", r"[\1]", pattern))


def check_commands(files, listing):
    rows = mapping()
    used = set()
    for path in files:
        for line, command in commands(path):
            problem = check_command(command)
            stage = next((s for s, pattern in rows if matches(command, pattern)), None)
            used |= {(s, p) for s, p in rows if matches(command, p)}
            if listing:
                print(f"{stage or '-':<14} {command}    {path.relative_to(ROOT)}:{line}")
            elif problem:
                yield path, line, f"`{command}`: {problem}"
            elif stage is None:
                yield path, line, f"`{command}` is run by no test: add it to tests/docs/commands.txt"
    table = ROOT / "tests/docs/commands.txt"
    for stage, pattern in rows:
        if stage not in stages():
            yield table, 1, f"there is no stage {stage}"
        if (stage, pattern) not in used and not listing:
            yield table, 1, f"no document says `{pattern}` any more"
    if sum(stage == "hand" for stage, _ in rows) > HAND_MAX:
        yield table, 1, f"more than {HAND_MAX} commands are run by hand only"


def main():
    files = tracked("*.md")
    problems = list(check_commands(files, "--commands" in sys.argv))
    for path in files:
        problems += [(path, line, text) for line, text in check_links(path)]
    for path in tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        for found in MACHINE.finditer(text):
            problems.append((path, text.count("\n", 0, found.start()) + 1, "a path of somebody's machine"))
    for path, line, text in problems:
        print(f"{path.relative_to(ROOT)}:{line}: {text}")
    print(f"{len(files)} documents, {len(problems)} problems", file=sys.stderr)
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
