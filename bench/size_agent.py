# SPDX-License-Identifier: MIT
"""Text and static RAM of the update agent on mps2_an385 (Cortex-M3, -Os), of the link map of its test on the board:
`machine` is job protocol, document, blocks and reports (services/ota_agent, the library service_ota_core without its store),
`task` is the task, its inbox and OTA_*, `store` is slots, journal and the checks of a file, `pal` the platform's names of 2019
and an application's own callbacks. Not counted: libs/json, cbor, jobs, streams, ota; the task's stack and buffers, which are the
application's. The peer's figure is its agent with the default configuration (MQTT data), without JSON, CBOR and platform."""
import re
from collections import Counter
from pathlib import Path

import figures

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/mps2_an385"
PEER = "OTA v3"
PARTS = {
    "machine": re.compile(r"ota_(answer|core|offer|receive|report|say|shadow|timer)\.c\.obj"),
    "task": re.compile(r"ota_(agent|inbox)\.c\.obj"),
    "store": re.compile(r"ota_(check|flash)\.c\.obj"),
    "pal": re.compile(r"ota_(pal|callbacks)\.c\.obj"),
}


def table(run, sections_of, kind_of, verbose):
    if not (BUILD / "CMakeCache.txt").exists():
        run(["cmake", "--preset", "mps2_an385", "-S", ROOT], verbose)
    run(["cmake", "--build", BUILD, "--target", "ota_agent"], verbose)
    text, ram = Counter(), 0
    for section, size, owner in sections_of((BUILD / "tests/clients/ota_agent.elf.map").read_text()):
        kind = kind_of(section)
        part = next((name for name, objects in PARTS.items() if kind and "service_ota" in owner and objects.search(owner)), None)
        if part is None:
            continue
        text[part] += size if kind != "bss" else 0
        ram += size if kind != "text" else 0
    return [
        figures.figure("size.ota_agent.machine", text["machine"], "bytes", goal=8192),
        figures.figure("size.ota_agent.machine_and_task", text["machine"] + text["task"], "bytes", {PEER: 10372}),
        figures.figure("size.ota_agent.store", text["store"], "bytes"),
        figures.figure("size.ota_agent.pal", text["pal"], "bytes"),
        figures.figure("size.ota_agent.static", ram, "bytes", {PEER: 1507}),
    ]
