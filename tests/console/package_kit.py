# SPDX-License-Identifier: MIT
"""Packages made by dunlin-package, unzipped elsewhere and built with nothing but CMake, for the tests of this folder."""
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("cmake ninja sh cp rm mkdir clang gcc as pkg-config gdb gdb-multiarch clangd qemu-system-arm qemu-system-riscv32 qemu-system-riscv64 nm ar ranlib ld ld.gold".split()
         + [f"{prefix}-{tool}" for prefix in ("arm-none-eabi", "riscv64-unknown-elf")
            for tool in ("gcc", "g++", "as", "ld", "ar", "nm", "ranlib", "objcopy", "objdump", "readelf", "strip", "size")])


class Maker:
    """The program, and a folder in which packages come to be and are built."""

    def __init__(self, program, keep=None, remembers=False):
        """`remembers`: what was compiled once in the folder, in whatever package, is compiled once; if there is ccache."""
        self.program = program
        self.own = tempfile.TemporaryDirectory(prefix="package-")
        self.folder = Path(keep or self.own.name)
        self.bin = self.folder / "bin"
        self.bin.mkdir(exist_ok=True)
        for tool in TOOLS:  # what a user needs: no Python, no git, nothing that fetches
            if found := shutil.which(tool, path="/usr/bin:/bin"):
                wrapper = self.bin / tool
                wrapper.write_text(f'#!/bin/sh\nexec {found} "$@"\n')
                wrapper.chmod(0o755)
        self.cache = {}
        if remembers and (found := shutil.which("ccache")):
            self.cache = {"CMAKE_C_COMPILER_LAUNCHER": found, "CCACHE_DIR": str(self.folder / "ccache"), "CCACHE_BASEDIR": str(self.folder),
                          "CCACHE_NOHASHDIR": "1", "CCACHE_COMPILERCHECK": "content"}
        alone = subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False)
        self.alone = ["unshare", "-n"] if alone.returncode == 0 else []

    def run(self, *words, **options):
        return subprocess.run([self.program, "--root", str(ROOT), *words], capture_output=True, text=True, check=False, **options)

    def zip(self, choice, name, **options):
        """(path of the zip, what the program said)"""
        words = [word for key in ("board", "demo", "name") if choice.get(key) for word in (f"--{key}", choice[key])]
        if choice.get("modules"):
            words += ["--modules", ",".join(choice["modules"])]
        path = self.folder / name
        return path, self.run(*words, "-o", str(path), **options)

    def unzip(self, path, where):
        where = self.folder / where
        shutil.rmtree(where, ignore_errors=True)
        with zipfile.ZipFile(path) as archive:
            archive.extractall(where)
        return next(where.iterdir())

    def cmake(self, folder, *words, timeout=600):
        """CMake as a user has it; without a network where this machine lets us."""
        environment = {"PATH": str(self.bin), "HOME": str(self.folder), "LC_ALL": "C", **self.cache}
        done = subprocess.run([*([shutil.which("unshare"), "-n"] if self.alone else []), str(self.bin / "cmake"), *words], cwd=folder,
                              env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, check=False)
        return done.returncode, done.stdout + done.stderr

    def build(self, folder, *targets, timeout=900):
        """The error's end, or "": it is built."""
        code, said = self.cmake(folder, "--preset", "default")
        if code == 0:
            more = ["--target", *targets] if targets else []
            code, said = self.cmake(folder, "--build", "--preset", "default", "-j", os.environ.get("DUNLIN_JOBS", "2"), *more, timeout=timeout)
        return "" if code == 0 else said[-3000:]


def board_files(board):
    """Files of other boards that this one is made of, as its CMakeLists.txt says."""
    text = (ROOT / "boards" / board / "CMakeLists.txt").read_text()
    files = {f"boards/{file}" for file in re.findall(r"\.\./([\w./]+)", text)}
    for like in re.findall(r"LIKE (\w+)", text):
        files |= {f"boards/{like}/board.c", f"boards/{like}/memory.ld"}
    return files


def check_names(check, path, choice):
    boards = {folder.name for folder in (ROOT / "boards").iterdir() if (folder / "board.json").exists()} - {choice["board"]}
    chips = {folder.name for folder in (ROOT / "chips").iterdir() if folder.is_dir()}
    board = json.loads((ROOT / "boards" / choice["board"] / "board.json").read_text())
    own = {"common", "cortex_m", "riscv", board["chip"], (board["features"].get("wifi") or {}).get("chip")}
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    check(names == sorted(names) and len(set(names)) == len(names), "the entries are sorted, each once")
    check(all(name.startswith(choice["name"] + "/") and ".." not in name.split("/") and len(name) < 120 for name in names),
          "every name is below the package's folder and short", max(names, key=len))
    check(len({(entry.date_time, entry.external_attr >> 16) for entry in entries}) == 1, "one time and one mode")
    inside = [name.split("/", 2)[2] for name in names if name.startswith(choice["name"] + "/dunlin/")]
    foreign = [name for name in inside if set(name.split("/")[:2]) & boards and name.startswith("boards/")]
    check(set(foreign) <= board_files(choice["board"]), "nothing of other boards", foreign)
    check(not [name for name in inside if name.startswith("chips/") and name.split("/")[1] in chips - own], "nothing of other chips")
    arches = {name.split("/")[1] for name in inside if name.startswith("arch/")}
    check(arches <= {board["arch"], "include", "cortex_m"} and board["arch"] in arches, "one architecture", arches)
    return set(names)


def check_sums(check, folder):
    files = {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
             for file in folder.rglob("*") if file.is_file()}
    said = dict(reversed(line.split("  ", 1)) for line in (folder / "SHA256SUMS").read_text().splitlines())
    del files["SHA256SUMS"]
    check(files == said, "SHA256SUMS has every file with its sum", set(files.items()) ^ set(said.items()))
    return files


def check_documents(check, folder, choice, sums):
    """Lock, bill of materials, and the files of editors, by their parsers."""
    manifest = (ROOT / "manifest.yml").read_text()
    release = re.search(r'^version: "([\d.]+)"', manifest, re.M).group(1)
    lock = json.loads((folder / "package.lock.json").read_text())
    check(lock["choice"] == {"board": choice["board"], **({"demo": choice["demo"]} if choice.get("demo") else {}),
                             "modules": sorted(set(choice.get("modules", []))), "name": choice["name"]}, "the lock has the choice", lock["choice"])
    check(lock["release"] == release and "kernel" in [part["id"] for part in lock["modules"]]
          and all(re.fullmatch("[0-9a-f]{64}", part["sha256"]) for part in lock["modules"]), "the lock has release and modules")
    check(set(choice.get("modules", [])) <= {part["id"] for part in lock["modules"]}, "what was chosen is in the lock")
    bill = json.loads((folder / "sbom.spdx.json").read_text())
    listed = {file["fileName"].removeprefix("./"): {sum_["algorithm"]: sum_["checksumValue"] for sum_ in file["checksums"]}
              for file in bill["files"]}
    check(bill["spdxVersion"] == "SPDX-2.3" and set(listed) == set(sums) - {"sbom.spdx.json"}, "the bill lists every file",
          set(listed) ^ set(sums))
    check(all(sums[name] == values["SHA256"] for name, values in listed.items()), "with its sum")
    known = {package["SPDXID"] for package in bill["packages"]} | {file["SPDXID"] for file in bill["files"]} | {"SPDXRef-DOCUMENT"}
    check(all({row["spdxElementId"], row["relatedSpdxElement"]} <= known for row in bill["relationships"]), "relations are of what is in it")
    code = hashlib.sha1("".join(sorted(values["SHA1"] for values in listed.values())).encode()).hexdigest()
    check(bill["packages"][0]["packageVerificationCode"]["packageVerificationCodeValue"] == code, "the bill's verification code is right")
    others = {name for name in ("mbedtls", "lwip") if (folder / "dunlin/third_party" / name).exists()}
    check(others == {package["name"] for package in bill["packages"]} & {"mbedtls", "lwip"}, "parts of others are in the bill", others)
    libraries = json.loads((ROOT / "tools/console/tables" / f"{choice['board']}.json").read_text())["libraries"]
    for name in others:
        source = folder / "dunlin/third_party" / name / "source"
        code = {str(file.relative_to(source)) for file in source.rglob("*.c")}
        check(code == set(libraries[name]["sources"]), f"of {name} it has what CMake compiles and no more", code ^ set(libraries[name]["sources"]))
        check(list((folder / "dunlin/third_party" / name / "source").glob("LICENSE*"))
              + list((folder / "dunlin/third_party" / name / "source").glob("COPYING*")), f"{name} has its licence")
    for file in [*folder.glob(".vscode/*.json"), folder / "CMakePresets.json"]:
        json.loads(file.read_text())
    for file in (".project", ".cproject"):
        xml.etree.ElementTree.parse(folder / file)
    tasks = {task["label"] for task in json.loads((folder / ".vscode/tasks.json").read_text())["tasks"]}
    launch = json.loads((folder / ".vscode/launch.json").read_text())["configurations"][0]
    check({"build", "run in QEMU", launch["preLaunchTask"]} <= tasks, "the debugger's task exists", tasks)
    check("@" not in re.sub(r"\S*@\d\S*", "", (folder / "README.md").read_text() + (folder / "CMakeLists.txt").read_text()),
          "no place of a text was left open")
    return lock


def program_of(folder):
    """What the debugger starts."""
    launch = json.loads((folder / ".vscode/launch.json").read_text())["configurations"][0]
    return Path(launch["program"].replace("${workspaceFolder}", str(folder)))
