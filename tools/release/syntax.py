# SPDX-License-Identifier: MIT
"""What clang says a header declares: its syntax tree, down to what a caller sees.

Clang leaves a file and a line out where they are those of the place before, so the whole tree is walked in order.
"""
import json
import subprocess

HOST = []
TARGETS = {
    "sim": HOST,
    "armv7m": ["--target=armv7m-none-eabi", "-mcpu=cortex-m3", "-isystem", "/usr/lib/arm-none-eabi/include"],
    "armv8m": ["--target=armv8m.main-none-eabi", "-mcpu=cortex-m33", "-isystem", "/usr/lib/arm-none-eabi/include"],
    "armv6m": ["--target=armv6m-none-eabi", "-mcpu=cortex-m0", "-isystem", "/usr/lib/arm-none-eabi/include"],
    "riscv": ["--target=riscv32-unknown-elf", "-march=rv32imac", "-isystem",
              "/usr/lib/picolibc/riscv64-unknown-elf/include"],
}
KINDS = {"FunctionDecl": "function", "TypedefDecl": "type", "RecordDecl": "type", "EnumDecl": "type", "VarDecl": "variable"}


class Walk:
    """Where each node of the tree is."""

    def __init__(self):
        self.file, self.line = "", 0

    def place(self, location):
        for inner in ("spellingLoc", "expansionLoc"):  # of a macro; what counts is where it is used
            if inner in location:
                self.place(location[inner])
        self.file = location.get("file", self.file)
        self.line = location.get("line", self.line)
        return self.file, self.line

    def through(self, node):
        """Note the places in a node and what is in it; where the node itself is."""
        here = self.place(node.get("loc", {}))
        for end in ("begin", "end"):
            self.place(node.get("range", {}).get(end, {}))
        for inner in node.get("inner", ()):
            self.through(inner)
        return here


def constant(node):
    """Of an enumerator: its value as written, or nothing."""
    if node.get("kind") == "ConstantExpr" and "value" in node:
        return " = " + node["value"]
    return next((found for found in map(constant, node.get("inner", ())) if found), "")


def width(node):
    return ":" + constant(node).removeprefix(" = ") if node.get("isBitfield") else ""


def members(node):
    """Fields and enumerators in their order, unnamed structures inside taken apart."""
    rows = []
    for inner in node.get("inner", ()):
        if inner["kind"] == "FieldDecl":
            rows.append(f"{inner['type']['qualType']} {inner.get('name', '')}{width(inner)}")
        elif inner["kind"] == "EnumConstantDecl":
            rows.append(inner["name"] + constant(inner))
        elif inner["kind"] == "RecordDecl":
            rows.append(f"{inner.get('tagUsed', '')} {inner.get('name', '')} {{{'; '.join(members(inner))}}}")
    return rows


def declarations(tree, path):
    """Yield (kind, name, text, line) of what stands in `path` itself."""
    walk, unnamed = Walk(), ""
    for node in tree.get("inner", ()):
        file, line = walk.through(node)
        kind = KINDS.get(node.get("kind"))
        if kind is None or file != path or node.get("isImplicit"):
            continue
        if node["kind"] in ("RecordDecl", "EnumDecl"):
            rows = members(node)
            text = f"{node.get('tagUsed', 'enum')} {{{'; '.join(rows)}}}"
            if "name" not in node:
                unnamed = text
            elif rows:
                yield kind, f"{node.get('tagUsed', 'enum')} {node['name']}", text, line
            if rows and node["kind"] == "EnumDecl" and "name" not in node:
                yield kind, "enum of " + rows[0].split(" ")[0], text, line
        else:
            said = node.get("type", {}).get("qualType", "")
            text = f"{said} {unnamed}".strip() if unnamed and node["kind"] == "TypedefDecl" and "(" not in said else said
            unnamed = ""
            yield kind, node["name"], text, line


def read(folder, path, arch, include):
    """[(kind, name, text, line)] of a header in `folder`, or None when it does not compile by itself."""
    command = ["clang", "-x", "c", "-std=gnu11", "-w", "-fsyntax-only", "-Xclang", "-ast-dump=json", *TARGETS[arch], *include, path]
    run = subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
    if run.returncode != 0:
        return None
    return list(declarations(json.loads(run.stdout), path))
