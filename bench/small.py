# SPDX-License-Identifier: MIT
"""The device of tests/small: kernel, network, TLS and MQTT in 64 KB of RAM. Its size, and what TLS takes when it
runs against mosquitto; beside it what the profile "default" takes over its record buffers, of tests/target."""
import re
import subprocess
import sys
from pathlib import Path

import figures

ROOT = Path(__file__).resolve().parents[1]
TEST = ROOT / "tests" / "small"
BOARD = "mps2_an385"
PRESET = "mps2_an385-small"
RAM_GOAL = 64 * 1024
HEAP = {  # blocks of heap_4, a mutual TLS 1.2 handshake with a chain of 1.6 KB; BearSSL's is static
    "tls.small.heap_peak": ({"mbedtls": 7664, "bearssl": 7906}, 8192),
    "tls.small.heap_connected": ({"mbedtls": 3388, "bearssl": 7906}, 4700),
    "tls.small.heap_data": ({}, 8192),
    "tls.default.1_3.heap_over_records": ({}, 12 * 1024),
    "tls.default.1_2.heap_over_records": ({}, 12 * 1024),
    "tls.default.1_3.heap_connected": ({}, None),
    "tls.default.1_2.heap_connected": ({}, None),
}


def image(preset=PRESET, target="small_device", folder="small"):
    """The ELF, built if it is not up to date."""
    print(f"bench: building {target}", file=sys.stderr, flush=True)
    build = ROOT / "build" / preset
    for command in (["cmake", "--preset", preset, "-S", ROOT], ["cmake", "--build", build, "--target", target]):
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        if done.returncode != 0:
            sys.exit(f"bench: this command failed:\n  {' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return build / "tests" / folder / f"{target}.elf"


def figures_of(test, elf):
    done = subprocess.run([sys.executable, test, elf, "--figures"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"bench: {test.name} failed:\n{done.stdout}{done.stderr}")
    return dict(re.findall(r"^(\S+) (\d+)$", done.stdout, re.M))


def heap_figures():
    found = figures_of(TEST / "run_small_test.py", image())
    found |= figures_of(ROOT / "tests/target/run_tls_test.py", image(BOARD, "tls_test", "target"))
    return [figures.figure(f"libs.{BOARD}.{name}", int(found[name]), "bytes", peers, goal)
            for name, (peers, goal) in HEAP.items()]


def size_figures(image_parts):
    """RAM with heap, stacks and buffers, all that is linked; `image_parts` splits an ELF."""
    flash, ram = image_parts(image())
    items = []
    for part in sorted(flash | ram):
        items.append(figures.figure(f"size.small.{part}", flash[part], "bytes"))
        items.append(figures.figure(f"size.small.{part}.ram", ram[part], "bytes"))
    sys.path.insert(0, str(TEST))
    import run_small_test  # noqa: E402, PLC0415
    items.append(figures.figure("size.small.total", sum(flash.values()), "bytes"))
    items.append(figures.figure("size.small.total.ram", run_small_test.ram_bytes(image()), "bytes", goal=RAM_GOAL))
    return items
