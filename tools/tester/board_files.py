#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""board_files.py BOARD FOLDER [--devices N] [--results FOLDER] [--source TREE]: config.json, device.json and userdata.json for
a board of the tree, from its board.json; the sockets of emulated boards are in FOLDER, too."""
import argparse
import json
import pathlib
import re
import secrets
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOST_SEEN_BY_EMULATED_BOARDS = "10.0.2.2"
WORDS = ("Yes", "No")


def features(described):
    """Values of device.json: who does TCP/IP and TLS stands in `sockets` of board.json."""
    said = described["features"]
    place = said.get("sockets", "lwip")
    return [{"name": "WIFI", "value": WORDS["wifi" not in said]}, {"name": "OTA", "value": WORDS["ota" not in described]},
            {"name": "BLE", "value": "No"},
            {"name": "TCP/IP", "value": "On-chip" if place == "lwip" else "Offloaded"},
            {"name": "TLS", "value": "Offloaded" if place == "modem_tls" else "On-chip"}]


def devices(described, folder, count):
    time = "counted" if described["arch"] == "sim" or "run_counted" in described else "real"  # without peers
    return [{"id": f"{described['name']}-{index + 1}" if count > 1 else described["name"],
             "connectivity": {"protocol": "unix", "serialPort": str(folder / f"{index + 1}")},
             "identifiers": [{"name": "time", "value": time}]} for index in range(count)]


def network(ssid):
    return {"wifiSSID": ssid, "wifiPassword": secrets.token_hex(8), "wifiSecurityType": "eWiFiSecurityWPA2"}


def presets(source):
    """{name: preset} of the tree and of its user."""
    paths = [source / name for name in ("CMakePresets.json", "CMakeUserPresets.json") if (source / name).exists()]
    return {preset["name"]: preset for path in paths for preset in json.loads(path.read_text()).get("configurePresets", [])}


def said_by(known, name, what):
    """What a preset says, or the first of those that it inherits from."""
    preset = known.get(name, {})
    parents = preset.get("inherits", [])
    parents = [parents] if isinstance(parents, str) else parents
    found = [what(preset), *(said_by(known, parent, what) for parent in parents)]
    return next((value for value in found if value), None)


def build_of(described, source):
    """cmakeConfiguration: what the board's preset builds with."""
    said = {"boardName": described["name"], "vendorName": described["vendor"]}
    known, name = presets(source), described["name"]
    file = said_by(known, name, lambda preset: preset.get("toolchainFile"))
    compiler = said_by(known, name, lambda preset: preset.get("cacheVariables", {}).get("CMAKE_C_COMPILER"))
    path = pathlib.Path(file.replace("${sourceDir}", str(source))) if file else None
    if path and path.exists():
        said["cmakeToolchainPath"] = file.replace("${sourceDir}", "{{testData.sourcePath}}")
        found = re.search(r"set\(CMAKE_C_COMPILER (\S+)\)", path.read_text())
        compiler = found[1] if found else compiler
    program = shutil.which(compiler) if compiler else None
    if program:
        said["compilerName"] = "clang" if "clang" in compiler else "gcc" if "gcc" in compiler else compiler
        said["afrToolchainPath"] = str(pathlib.Path(program).parent.parent)
    return said


def userdata(described, source):
    tester = "{{config.idtRootPath}}/tools/tester/emulated.py"  # beside the emulator of modules that was built there
    name = described["name"]
    image = "{{testData.sourcePath}}/build/" + name + "/tests/qualification/{{buildImageName}}" + ("" if described["arch"] == "sim" else ".elf")
    return {
        "sourcePath": str(source),
        "buildTool": {"name": "CMake", "version": "3.25", "command": [
            # Configured once a run: it takes ten times as long as the build of another group, and Ninja knows when again.
            "sh", "-c", f"{{ [ -f build/{name}/build.ninja ] || cmake --preset {name} -DDUNLIN_BUILD_TESTS=ON >/dev/null; }} && "
            f"cmake --build --preset {name} --target {{{{buildImageName}}}}"]},
        "flashTool": {"name": "emulated", "version": "1", "command": [
            tester, "flash", "--board", name, "--boards", "{{testData.sourcePath}}/boards", "--image", image, "--socket", "{{device.connectivity.serialPort}}",
            "--time", "{{device.identifiers[?(@.name == 'time')].value}}"]},
        "stopTool": {"name": "emulated", "version": "1", "command": [
            tester, "stop", "--socket", "{{device.connectivity.serialPort}}"]},
        "clientWifiConfig": network("dunlin-client"),
        "testWifiConfig": network("dunlin-test"),
        "cmakeConfiguration": build_of(described, source),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("board")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--devices", type=int, default=1)
    parser.add_argument("--results", type=pathlib.Path)
    parser.add_argument("--source", type=pathlib.Path, default=ROOT)
    options = parser.parse_args()
    path = options.source / "boards" / options.board / "board.json"
    if not path.exists():
        boards = sorted(each.parent.name for each in options.source.glob("boards/*/board.json"))
        parser.exit(2, f"tester: there is no board {options.board}; there are {', '.join(boards)}\n")
    described = json.loads(path.read_text())
    folder = options.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "config.json": {"reportPath": str((options.results or folder / "results").resolve()),
                        "peerHost": HOST_SEEN_BY_EMULATED_BOARDS},
        "device.json": [{"id": described["name"], "sku": described["name"], "features": features(described),
                         "devices": devices(described, folder, options.devices)}],
        "userdata.json": userdata(described, options.source.resolve()),
    }
    for name, content in files.items():
        (folder / name).touch(0o600)
        (folder / name).write_text(json.dumps(content, indent=4) + "\n")


main()
