#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Deletes the checks of the bootloader one at a time, and has otaprove find each.

Usage: mutants.py [--list] [--build DIR] [name...]

A mutant is bootloader/boot.c or libs/ota/ota_image.c with one thing left out: an operand of a condition, a condition, or
a call that verifies, with what it would have said of a good image in its place. They are made from the text as it is, so
what is added to it is deleted, too. otaprove is linked with each, once more from its own objects, and has to fail: first
without cuts, then with those of --quick. SPARED has what may stay unnoticed, and why. Ends in: N passed, M failed
"""
import argparse
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("bootloader/boot.c", "libs/ota/ota_image.c")
LAYOUTS = [str(ROOT / "tools/otaprove/layouts" / name) for name in ("small.json", "lines.json")]
SECONDS = 120
# Calls that verify, and what they say of what is good.
GOOD = {"load": "OTA_REFUSED_NOT", "verdict": "OTA_VERIFIED", "ota_image_check": "OTA_REFUSED_NOT",
        "ota_image_fits": "OTA_REFUSED_NOT", "journal_is": "true", "may_run": "true", "follows": "true",
        "keeps_valid": "true", "ota_layout_check": "OTA_LAYOUT_OK", "crypto->verify": "OTA_VERIFIED"}
ONLY_WHEN_ASKED = "is reached only where an option for debugging is on, which the product has not"
BY_VERIFIER = "who verifies refuses such a signature, too; its form is unit.ota_image's"
BY_AGENT = "of a file that the agent checks, not of a start: unit.ota_refuse"
BY_LAYOUT = "no layout has so small a slot, which is asked first"
SPARED = {
    "ota_image_parse_trailer: length < OTA_SIGNATURE_MIN": BY_VERIFIER,
    "ota_image_parse_trailer: length > OTA_SIGNATURE_MAX": BY_VERIFIER,
    "ota_image_parse_trailer: signature[0] != 0x30u": BY_VERIFIER,
    "ota_image_parse_trailer: signature[1] != length - DER_PREFIX": BY_VERIFIER,
    "ota_image_parse_head: image_bytes_max < OTA_IMAGE_EXTRA_BYTES": BY_LAYOUT,
    "check_head: target->image_bytes_max < OTA_IMAGE_EXTRA_BYTES": BY_LAYOUT,
    "check_head: (file != 0 && file < OTA_IMAGE_EXTRA_BYTES)": BY_AGENT,
    "ota_image_check: refusal != OTA_REFUSED_NOT": "no digest is made or no signature found, and the verifier refuses that",
    "check_head: refusal == OTA_REFUSED_NOT": "then what is refused is refused for another reason",
    "target_of: read_head(boot, slot, &image) != OTA_REFUSED_NOT": ONLY_WHEN_ASKED,
    "start_default: read_head(boot, 0, image) != OTA_REFUSED_NOT": ONLY_WHEN_ASKED,
    "start_default: !read_slot(boot, at, boot->scratch, part)": ONLY_WHEN_ASKED,
    "boot_entry: choice->unverified": ONLY_WHEN_ASKED,
    "boot_entry: choice->slot >= OTA_SLOTS": "a bound; the byte behind the flags counts trials and is never `valid`",
    "chosen: boot->loaded != step->slot": "then a good image is looked at once more, and that is all",
    "erase_refused: was_image": "then the head of an invalid slot is erased once more, and that is all",
    "erase_head: at == head_of(boot, slot)": "a number asked for twice, against an instruction left out: tests/ota/skip",
    "ota_image_parse_head: image->end < image->start": "a size that wraps is larger than any slot",
    "ota_image_parse_head: image->binary_bytes < OTA_IMAGE_BINARY_MIN": "an entry has no room in fewer bytes, which is asked, too",
    "follows: facts->checked": "what was not checked has no refusal",
}


def closing(text, at):
    """Where the bracket at `at` closes."""
    depth = 0
    for i in range(at, len(text)):
        depth += text[i] in "([{"
        depth -= text[i] in ")]}"
        if depth == 0:
            return i
    raise SystemExit("mutants: a bracket is open to the end")


def operands(text, begin, end):
    """Ranges between || or && that are not inside brackets, and the operator."""
    for operator in ("||", "&&"):
        parts, last, i = [], begin, begin
        while i < end:
            if text[i] in "([{":
                i = closing(text, i)
            elif text.startswith(operator, i):
                parts.append((last, i))
                last = i + 2
                i += 1
            i += 1
        if parts:
            return operator, parts + [(last, end)]
    return None, [(begin, end)]


def conditions(text):
    """Ranges of conditions: of if, and of return."""
    for match in re.finditer(r"\bif \(", text):
        at = match.end() - 1
        yield at + 1, closing(text, at)
    for match in re.finditer(r"\breturn ([^;]*?(?:\|\||&&)[^;]*);", text):
        yield match.start(1), match.end(1)
    for match in re.finditer(r"\breturn ([^;?(]*[^;?( ])\s+\?", text):
        yield match.start(1), match.end(1)


def leave_out(text, begin, end):
    """(range, what takes its place) for each operand, and those inside of it."""
    operator, parts = operands(text, begin, end)
    for left, right in parts:
        part = text[left:right]
        if "bootconfig" in part:
            continue
        if operator:
            yield left, right, " true " if operator == "&&" else " false "
        body = part.strip()
        if body.startswith("(") and closing(text, text.index("(", left)) == left + len(part.rstrip()) - 1:
            inner = text.index("(", left)
            yield from leave_out(text, inner + 1, closing(text, inner))
    if not operator and "bootconfig" not in text[begin:end]:
        yield begin, end, " false "


def is_in_function(text, at):
    return text.rfind("\n}\n", 0, at) < text.rfind("\n{\n", 0, at)


def name_of(text, begin, end):
    """Function, and what is left out."""
    head = text.rfind("\n{\n", 0, begin)
    signature = text[text.rfind("\n\n", 0, head):head]
    function = re.findall(r"(\w+)\(", signature)
    what = re.sub(r"\s+", " ", text[begin:end]).strip()
    return f"{function[-1] if function and function[-1] != 'noinline' else '?'}: {what}"


def mutants_of(path):
    text = (ROOT / path).read_text()
    seen = set()

    def one(begin, end, instead, name):
        if (begin, end, instead) not in seen and is_in_function(text, begin):
            seen.add((begin, end, instead))
            return [(name, path, text[:begin] + instead + text[end:])]
        return []

    for begin, end in conditions(text):
        for left, right, instead in leave_out(text, begin, end):
            yield from one(left, right, instead, name_of(text, left, right))
    for call, good in GOOD.items():
        for match in re.finditer(r"(?<![\w>])" + re.escape(call) + r"\(", text):
            end = closing(text, match.end() - 1) + 1
            if text[end:end + 2] != "\n{":
                yield from one(match.start(), end, good, name_of(text, match.start(), end) + " = " + good)


def command_of(lines, path):
    """The command that compiles it, its output, and the link's."""
    line = next(line for line in lines if line.endswith("/" + path) and "dunlin-otaprove.dir" in line)
    words = shlex.split(line)
    return words, words[words.index("-o") + 1]


class Builder:
    def __init__(self, build):
        self.build = build
        self.folder = tempfile.TemporaryDirectory()
        self.work = Path(self.folder.name)
        self.lines = subprocess.run(["ninja", "-C", build, "-t", "commands", "dunlin-otaprove"], check=True,
                                    capture_output=True, text=True).stdout.splitlines()
        link = next(line for line in self.lines if "-o tools/otaprove/dunlin-otaprove " in line)
        self.link = shlex.split(link.removeprefix(": && ").removesuffix(" && :"))

    def make(self, path, text):
        """The mutant; None: it does not compile."""
        words, output = command_of(self.lines, path)
        source, made, program = self.work / Path(path).name, self.work / "mutant.o", self.work / "mutant"
        source.write_text(text)
        words[words.index("-o") + 1] = str(made)
        words[-1] = str(source)
        for flag in ("-MF", "-MT"):
            del words[words.index(flag):words.index(flag) + 2]
        words.remove("-MD")
        words += ["-I" + str((ROOT / path).parent), "-O1", "-w"]
        link = [str(made) if word == output else word for word in self.link]
        link[link.index("-o") + 1] = str(program)
        for command in (words, link):
            done = subprocess.run(command, cwd=self.build, capture_output=True, text=True)
            if done.returncode != 0:
                return None
        return program


def failure_of(program, *options):
    """What otaprove says; None: it found nothing."""
    try:
        done = subprocess.run([str(program), *options, *LAYOUTS], capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return "it never came to an end"
    if done.returncode == 0:
        return None
    said = [line for line in done.stderr.splitlines() if line.startswith("otaprove: ")]
    return said[0].removeprefix("otaprove: ") if said else f"it ended with {done.returncode}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--build", default=ROOT / "build/tools", type=Path)
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    mutants = [mutant for path in SOURCES for mutant in mutants_of(path)
               if not options.names or any(name in mutant[0] for name in options.names)]
    if options.list:
        print("\n".join(f"{path}: {name}" for name, path, _ in mutants))
        return 0
    builder = Builder(options.build.resolve())
    whole = builder.make(SOURCES[0], (ROOT / SOURCES[0]).read_text())
    if whole is None or failure_of(whole, "--uncut") is not None:
        raise SystemExit("mutants: without a deletion it is no better")
    passed = failed = spared = 0
    for name, path, text in mutants:
        program = builder.make(path, text)
        found = program and (failure_of(program, "--uncut") or failure_of(program, "--quick"))
        reason = SPARED.get(name)
        if found is None and reason is not None:
            spared += 1
            print(f"spared {name}: {reason}", flush=True)
        elif found is None:
            failed += 1
            print(f"not ok {name}: {'nothing is noticed' if program else 'it does not compile'}", flush=True)
        else:
            passed += 1
            print(f"ok {name}: {found}", flush=True)
    for name in sorted(set(SPARED) - {mutant[0] for mutant in mutants}) if not options.names else []:
        failed += 1
        print(f"not ok {name}: it is spared, and is not there")
    print(f"{spared} spared\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
