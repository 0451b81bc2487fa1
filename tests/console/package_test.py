#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""package_test.py DUNLIN-PACKAGE: packages of several choices on several boards. Unzipped elsewhere they build with CMake alone, without
Python in PATH and without a network; the same choice is the same zip; nothing of other boards is in it; hello boots in QEMU."""
import json
import os
import sys
import zipfile

from console_lab import Checks
from package_kit import ROOT, Maker, check_documents, check_names, check_sums, program_of

BUILT = [
    {"board": "mps2_an385", "demo": "hello", "modules": [], "name": "greeting"},
    {"board": "microbit", "modules": [], "name": "least"},
    {"board": "mps2_an385_dual", "demo": "cli", "modules": ["mqtt", "json", "mqtt"], "name": "likeness"},
    {"board": "virt_rv32", "demo": "shadow", "modules": ["jobs_client"], "name": "my-lamp"},
    {"board": "emcraft_sf2", "demo": "ota", "modules": [], "name": "updates"},
]
LOOKED_AT = [
    {"board": "sim", "demo": "mqtt_hello", "modules": ["http"], "name": "host"},
]
REFUSED = [  # a choice, and what its answer has
    ({"board": "mps2_an358"}, "Did you mean mps2_an385?"),
    ({"board": "microbit", "demo": "shadow"}, "micro:bit has none"),
    ({"board": "mps2_an385", "modules": ["mqtt", "mqtt5"]}, "one or the other"),
    ({"board": "mps2_an385", "modules": ["shado_client"]}, "Did you mean shadow_client?"),
    ({"board": "mps2_an385", "modules": ["wifi"]}, "Wi-Fi radio"),
    ({"board": "mps2_an385", "name": "../up"}, "cannot be the name"),
]

CLOSURES = {  # a module, what comes with it, and libraries of others below
    "shadow_client": ({"mqtt", "json", "mqtt_connection", "mqtt_link"}, set()),
    "defender_client": ({"mqtt", "cbor", "json", "mqtt_connection"}, set()),
    "ota_agent": ({"mqtt", "cbor", "json", "jobs", "streams", "signature", "ota_image", "sockets", "tls"}, {"mbedtls"}),
    "discovery_client": ({"sockets", "json", "http"}, {"lwip", "mbedtls"}),
    "sockets": ({"net", "tls"}, {"lwip", "mbedtls"}),
    "mqtt_connection": ({"mqtt", "backoff"}, set()),
    "afr_shadow": ({"afr_mqtt", "afr_common", "mqtt", "json"}, set()),
    "afr_greengrass": ({"sockets", "json", "tls"}, {"lwip"}),
}
NO_PORT = {"ota_agent": "mps2_an386", "wifi": "mps2_an385", "sockets": "microbit", "mqtt_agent": None}


def check_same(check, maker, choice, path):
    again = {**choice, "modules": list(reversed(choice["modules"])) + choice["modules"]}
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"}
    other, _ = maker.zip(again, "again.zip", cwd="/", env=environment, umask=0o077)
    check(path.read_bytes() == other.read_bytes(), "the same choice is the same zip, in another place and zone")


def check_package(check, maker, choice):
    path, said = maker.zip(choice, choice["name"] + ".zip")
    if not check(said.returncode == 0, f"{choice} makes a package", said.stderr):
        return None
    check_same(check, maker, choice, path)
    check_names(check, path, choice)
    folder = maker.unzip(path, "elsewhere-" + choice["name"])
    lock = check_documents(check, folder, choice, check_sums(check, folder))
    unchanged = maker.run("--update", str(path), "--json")
    difference = json.loads(unchanged.stdout)
    check(not difference["added"] + difference["removed"] + difference["changed"], "nothing has changed since", difference)
    lock["modules"] = [part for part in lock["modules"] if part["id"] != "kernel"]
    (folder.parent / "old.lock.json").write_text(json.dumps(lock))
    difference = json.loads(maker.run("--update", str(folder.parent / "old.lock.json"), "--json").stdout)
    check([part["id"] for part in difference["added"]] == ["kernel"], "what an older lock lacks is added", difference)
    return folder


def check_refused(check, maker):
    for choice, told in REFUSED:
        path, said = maker.zip(choice, "refused.zip")
        check(said.returncode == 1 and told in said.stderr and not path.exists(), f"{choice} says {told}", said.stderr)
    for words, told in ((["--bord", "x"], "--bord"), ([], "which board"), (["--list", "toys"], "--list boards"),
                        (["--update", "/etc/passwd"], "no JSON"), (["--board"], "wants a value")):
        said = maker.run(*words)
        check(said.returncode == 2 and told in said.stderr, f"{words} is not understood", said.stderr)


def check_closures(check, maker):
    """Row 181: what a module stands on comes along and says why; a board without a port of it refuses it with the reason."""
    for module, (needed, below) in CLOSURES.items():
        answer = json.loads(maker.run("--board", "mps2_an385", "--modules", module, "--json").stdout)
        reasons = {row["id"]: row["reason"] for row in answer["modules"]}
        check(answer["valid"] and needed <= set(reasons), f"{module} brings {needed}", needed - set(reasons))
        check(reasons["kernel"]["kind"] == "always" and all(reasons[name]["kind"] == "needed" and "need" in reasons[name]["text"] for name in needed & set(reasons)),
              f"{module}: each says why", reasons)
        check(below <= {part["library"] for part in answer["estimate"]["parts"]}, f"{module} stands on {below}")
    path, _ = maker.zip({"board": "mps2_an385", "modules": ["sockets"], "name": "headers"}, "headers.zip")
    with zipfile.ZipFile(path) as archive:
        check([name for name in archive.namelist() if "/libs/mqtt/include/" in name], "folders whose headers alone are used are in it")
    for module, board in NO_PORT.items():
        answer = json.loads(maker.run("--board", board or "microbit", "--modules", module, "--json").stdout)
        codes = [problem["code"] for problem in answer["problems"]]
        check(codes == (["no-port"] if board else []), f"{module} on {board}", answer["problems"])


def check_lists(check, maker):
    boards = maker.run("--list", "boards").stdout.splitlines()
    there = {path.parent.name for path in ROOT.glob("boards/*/board.json")} - {"template"}
    check({line.split()[0] for line in boards} == there, "all boards are listed", boards)
    explained = maker.run("--board", "mps2_an385", "--demo", "shadow", "--explain").stdout
    check("The demo Device Shadow uses it" in explained and "\nwhole" in explained, "reasons and sizes are told", explained)


def check_update(check, maker, folder):
    """Signed by a signer that the package brings; booted only with credentials."""
    wrong = maker.build(folder, "image")
    image = folder / "build/ota_demo.image"
    check(wrong == "" and image.is_file() and image.read_bytes()[:7] == b"@AFRTOS", "what updates take is made", wrong)
    code, said = maker.cmake(folder, "--build", "--preset", "default", "--target", "run")
    check(code != 0 and "comes with Quick Connect" in said, "it wants to know who it is", said[-800:])


def main(program):
    check, maker = Checks(), Maker(program)
    check_lists(check, maker)
    check_refused(check, maker)
    check_closures(check, maker)
    for choice in LOOKED_AT + BUILT:
        folder = check_package(check, maker, choice)
        if folder is None or choice in LOOKED_AT:
            continue
        wrong = maker.build(folder, *(["all", "app_whole"] if choice["modules"] else []))
        check(wrong == "" and program_of(folder).is_file(), f"{choice['name']} builds with CMake alone", wrong)
        check((folder / "build/compile_commands.json").is_file(), "editors find compile_commands.json")
        if choice.get("demo") == "ota":
            check_update(check, maker, folder)
        if choice["demo" if "demo" in choice else "name"] == "hello":
            _, said = maker.cmake(folder, "--build", "--preset", "run", timeout=60)
            check("Hello from Dunlin on mps2_an385" in said, "hello boots in QEMU", said[-800:])
    if not maker.alone:
        print("this user cannot be without a network: the builds had one")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
