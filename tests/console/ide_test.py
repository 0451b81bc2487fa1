#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""ide_test.py DUNLIN-PACKAGE FOLDER: packages as editors open them, unzipped below a folder whose name has a space and a letter of
another alphabet. CMake's presets, Visual Studio Code's files (by its own parser, which FOLDER keeps), its tasks carried out and its
debugger brought to main; compile_commands.json in clangd, on every board; Eclipse's build command."""
import ctypes
import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import xml.etree.ElementTree
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "ide"))
from console_lab import Checks
from debugger import Session
from package_kit import ROOT, Maker

HERE = Path(__file__).resolve().parent
WHERE = "Mein Gerät"
DEBUGGED = {"mps2_an385": "hello", "virt_rv32": "hello", "sim": "hello"}
READ_BY_CLANGD = ["app/main.c", "dunlin/boards/{board}/board.c", "dunlin/kernel/src/mutex.c"]


def alone_with_loopback():
    """A network of this process's own, so that port 1234 is free; False: this user cannot have one."""
    if ctypes.CDLL(None).unshare(0x40000000) != 0:  # CLONE_NEWNET
        return False
    with socket.socket() as one:
        fcntl.ioctl(one, 0x8914, struct.pack("16sh", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP
    return True


def package(check, maker, choice):
    path, said = maker.zip(choice, choice["name"] + ".zip")
    if not check(said.returncode == 0, f"{choice} makes a package", said.stderr):
        return None
    return maker.unzip(path, f"{WHERE}/{choice['board']}")


def check_presets(check, maker, folder):
    presets = json.loads((folder / "CMakePresets.json").read_text())
    _, said = maker.cmake(folder, "--list-presets=all")
    names = {kind: [preset["name"] for preset in presets[kind]] for kind in ("configurePresets", "buildPresets")}
    check(all(re.findall(r'^  "([\w-]+)"', part, re.M) == wanted for part, wanted in zip(said.split("Available build"), names.values())),
          "CMake lists every preset", said)
    for name in names["configurePresets"]:
        code, said = maker.cmake(folder, "--preset", name)
        check(code == 0, f"preset {name} configures", said[-800:])
    for name in set(names["buildPresets"]) - {"run"}:
        code, said = maker.cmake(folder, "--build", "--preset", name, "-j2")
        check(code == 0, f"preset {name} builds", said[-800:])


def check_clangd(check, folder, board, environment):
    """No error in any file, and no option given: what editors start is `clangd`."""
    for name in READ_BY_CLANGD:
        file = name.format(board=board)
        if not (folder / file).exists():  # a board that is another's files
            continue
        done = subprocess.run(["clangd", f"--check={file}", "--check-lines=1-2"], cwd=folder, env=environment, capture_output=True, text=True,
                              timeout=120, check=False)
        errors = re.findall(r"^E\[.*", done.stderr, re.M)
        check("Loaded compilation database from" in done.stderr and "Generic fallback" not in done.stderr,
              f"{board}: clangd finds compile_commands.json", done.stderr[-400:])
        check(not errors and "All checks completed, 0 errors" in done.stderr, f"{board}: clangd reads {file}", errors or done.stderr[-400:])


def check_compile_commands(check, folder):
    commands = json.loads((folder / "build/compile_commands.json").read_text())
    check(all(Path(one["directory"]).is_dir() and Path(one["file"]).is_file() for one in commands) and len(commands) > 20,
          "every file of compile_commands.json is there")
    own = {str(file) for file in (folder / "app").glob("*.c")}
    check(own and own <= {one["file"] for one in commands}, "and the application's are in it", own)


def check_vscode(check, folder, environment):
    session = Session(folder, environment)
    code, said = session.run("build")
    check(code == 0, "task build builds", said[-800:])
    code, said = session.run("run in QEMU")
    check(code == 0 and "Hello from Dunlin on " in said, "task run in QEMU boots it", said[-800:])
    for configuration in session.launch:
        wrong = session.debug(configuration)
        check(wrong == "", f"{folder.parent.name}: F5 on \"{configuration['name']}\" stops at main", wrong)


def check_eclipse(check, maker, folder):
    """CDT runs `command arguments target` in the project's folder."""
    project = xml.etree.ElementTree.parse(folder / ".project").getroot()
    natures = [nature.text.rpartition(".")[2] for nature in project.iter("nature")]
    builders = [name.text.rpartition(".")[2] for name in project.iterfind("buildSpec/buildCommand/name")]
    check(project.findtext("name") == folder.name and natures == ["cnature", "managedBuildNature", "ScannerConfigNature"]
          and builders == ["genmakebuilder", "ScannerConfigBuilder"], "a C project that CDT builds", (natures, builders))
    text = (folder / ".cproject").read_text()
    settings = xml.etree.ElementTree.fromstring(re.sub(r"<\?.*?\?>", "", text))
    check(text.startswith('<?xml version="1.0"') and "\n<?fileVersion 4.0.0?>\n<cproject" in text, "the form is CDT's fourth")
    kinds = {module.get("moduleId") for module in settings.iter("storageModule")}
    check(kinds == {"org.eclipse.cdt.core.settings", "cdtBuildSystem"}, "settings and build system", kinds)
    builder = settings.find(".//builder")
    check(builder.get("managedBuildOn") == "false", "CDT makes no makefiles of its own")
    shutil.rmtree(folder / "build")
    program = folder / "build/app/hello.elf"
    for key, there in (("incrementalBuildTarget", True), ("cleanBuildTarget", False)):
        words = [*builder.get("arguments").split(), *builder.get(key).split()]
        code, said = maker.cmake(folder, *words)
        check(builder.get("command") == "cmake" and code == 0 and program.is_file() == there, f"Eclipse's {key} does what it says", said[-800:])


def check_schemas(check, folder, node):
    """The parser's checks, which are shown to find what is wrong."""
    run = [str(HERE / "page/run.sh"), node, str(HERE / "ide/check.js")]
    done = subprocess.run([*run, *map(str, folder)], capture_output=True, text=True, check=False)
    check(done.returncode == 0, "Visual Studio Code understands its files", done.stdout + done.stderr)
    tasks = folder[0] / ".vscode/tasks.json"
    text = tasks.read_text()
    for before, after, told in (('"dependsOn": "build"', '"dependsOn": "bild"', "that there are"), ('"version": "2.0.0",', '"version": "2.0.0"', "is JSON"),
                                ('"isBackground": true', '"isBackground": "yes"', "wants"), ('"debug"]', '"${workspace}"]', "a variable")):
        tasks.write_text(text.replace(before, after, 1))
        done = subprocess.run([*run, str(folder[0])], capture_output=True, text=True, check=False)
        check(done.returncode == 1 and told in done.stdout, f"it finds {after}", done.stdout)
    tasks.write_text(text)


def main(program, node):
    check, maker = Checks(), Maker(program)
    environment = {"PATH": str(maker.bin), "HOME": str(maker.folder), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    boards = sorted(path.parent.name for path in ROOT.glob("boards/*/board.json") if path.parent.name != "template")
    folders = {board: package(check, maker, {"board": board, "demo": DEBUGGED.get(board), "modules": [], "name": f"on-{board.replace('_', '-')}"})
               for board in boards}
    if None in folders.values():
        return check.close()
    check_schemas(check, list(folders.values()), node)
    if alone_with_loopback():
        maker.alone = []
    for board, folder in folders.items():
        code, said = maker.cmake(folder, "--preset", "default")
        check(code == 0, f"{board}: configures", said[-800:])
        check_clangd(check, folder, board, environment)
    for board in DEBUGGED:
        check_presets(check, maker, folders[board])
        check_compile_commands(check, folders[board])
        check_vscode(check, folders[board], environment)
    check_eclipse(check, maker, folders["mps2_an385"])
    return check.close()


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main(*sys.argv[1:]))
