#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Full_VERSION: what the source tree, its kernel, its suite and its parts say of their versions is one story.

Usage: QUALIFICATION_BOARD=mps2_an385 tests/qualification/version/run.py
"""
import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))

from host_cases import expect, run  # noqa: E402

PART = re.compile(r"^  - \{name: (\w+), version: \"([^\"]*)\"(?:, api: \"([^\"]*)\")?.*? path: ([\w/.]+)", re.MULTILINE)
THREE = re.compile(r"^\d+\.\d+\.\d+$")
PROBE = """#include "FreeRTOS.h"
#include "task.h"
number tskKERNEL_VERSION_NUMBER
parts tskKERNEL_VERSION_MAJOR tskKERNEL_VERSION_MINOR tskKERNEL_VERSION_BUILD
"""


def manifest_of(place):
    return (place.source / "manifest.yml").read_text()


def parts_of(place):
    parts = PART.findall(manifest_of(place))
    expect(parts, "manifest.yml has no parts")
    return parts


def release_has_a_number(place):
    found = re.search(r"^version: \"([^\"]*)\"", manifest_of(place), re.MULTILINE)
    expect(found, "manifest.yml has no version")
    expect(re.match(r"^20\d\d(0[1-9]|1[0-2])\.\d\d$", found[1]), f"manifest.yml: version is {found[1]}, want YYYYMM.NN")
    told = (place.source / "docs/versions.md").read_text()
    expect(f"`{found[1]}`" in told, f"docs/versions.md does not tell of {found[1]}")


def kernel_tells_its_api(place):
    api = {name: api for name, _, api, _ in parts_of(place)}.get("kernel")
    expect(api, "manifest.yml: part kernel has no api")
    config = place.source / "tests/qualification/config"
    asked = subprocess.run(["cc", "-E", "-P", "-I", place.source / "kernel/include", "-I", place.source / "arch/sim", "-I", config,
                            "-"], input=PROBE, capture_output=True, text=True)
    expect(asked.returncode == 0, asked.stderr)
    number = re.search(r'^number "([^"]*)"$', asked.stdout, re.MULTILINE)
    parts = re.search(r"^parts (\d+) (\d+) (\d+)$", asked.stdout, re.MULTILINE)
    expect(number and number[1] == api, f"tskKERNEL_VERSION_NUMBER is {number and number[1]}, manifest.yml says {api}")
    expect(parts and f"V{'.'.join(parts.groups())}" == api, f"major, minor and build are {parts and parts.groups()}, not those of {api}")


def parts_have_versions_and_places(place):
    for name, version, _, path in parts_of(place):
        expect(THREE.match(version) or version == "release", f"manifest.yml: {name} has version {version}, want X.Y.Z or release")
        expect((place.source / path).exists(), f"manifest.yml: {name} is in {path}, which is not there")


def suite_has_a_version(place):
    suite = json.loads((place.source / "tests/qualification/suite.json").read_text())
    expect(THREE.match(suite["version"]), f"suite.json: version is {suite['version']}, want X.Y.Z")
    for folder in suite["groups"]:
        expect((place.source / "tests/qualification" / folder / "group.json").exists(), f"suite.json: there is no group {folder}")


def board_has_its_name(place):
    described = json.loads((place.source / "boards" / place.board / "board.json").read_text())
    expect(described["name"] == place.board, f"board.json says {described['name']}, its folder {place.board}")
    expect(described.get("vendor") and described.get("description"), "board.json names no vendor, or describes nothing")


run("Full_VERSION", [
    ("AFQP_VERSION_ReleaseHasANumber", release_has_a_number),
    ("AFQP_VERSION_KernelTellsItsApi", kernel_tells_its_api),
    ("AFQP_VERSION_PartsHaveVersionsAndPlaces", parts_have_versions_and_places),
    ("AFQP_VERSION_SuiteHasAVersion", suite_has_a_version),
    ("AFQP_VERSION_BoardHasItsName", board_has_its_name),
])
