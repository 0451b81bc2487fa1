# SPDX-License-Identifier: MIT
"""Flash and RAM of a Wi-Fi module on mps2_an385_wifi (Cortex-M3, -Os), of the link map of tests/wifi, which calls all of it:
`engine` is libs/at, `core` the commands and what recovers them, `tasks` turn, task and tables of hal/ (chips/esp_at/rtos), `service` is
WIFI_*. `ram` is the driver's: what it keeps of the module, with the stack of its task; the UART's ring is not in it."""
import re
from collections import Counter
from pathlib import Path

import figures

ROOT = Path(__file__).resolve().parents[1]
BOARD = "mps2_an385_wifi"
PARTS = {"engine": "libdunlin_lib_at", "core": "libdunlin_chip_esp_at", "tasks": "libdunlin_chip_esp_at_rtos",
         "service": "libdunlin_service_wifi"}

BACK_ENDS = {"lwip": "mps2_an385", "modem": "mps2_an385_wifi", "modem_tls": "microbit_wifi"}


def image_of(run, board, target, verbose):
    build = ROOT / "build" / board
    if not (build / "CMakeCache.txt").exists():
        run(["cmake", "--preset", board, "-S", ROOT], verbose)
    run(["cmake", "--build", build, "--target", target], verbose)
    return build / "demos" / target / f"{target}.elf"


def back_ends(run, image_parts, verbose):
    """demos/mqtt_hello, the same source, with each of the three back ends of sockets on the board that has it. `modem_tls` is
    a Cortex-M0 with the configuration of a small board; what both modems leave out is lwIP, and the latter Mbed TLS."""
    items = []
    for name, board in BACK_ENDS.items():
        flash, ram = image_parts(image_of(run, board, "mqtt_hello", verbose))
        items += [figures.figure(f"size.sockets.{name}", sum(flash.values()), "bytes"),
                  figures.figure(f"size.sockets.{name}.ram", sum(ram.values()), "bytes")]
    return items


def table(run, sections_of, kind_of, verbose):
    build = ROOT / "build" / BOARD
    if not (build / "CMakeCache.txt").exists():
        run(["cmake", "--preset", BOARD, "-S", ROOT], verbose)
    run(["cmake", "--build", build, "--target", "wifi_test"], verbose)
    text, ram = Counter(), Counter()
    for section, size, owner in sections_of((build / "tests/wifi/wifi_test.elf.map").read_text()):
        kind = kind_of(section)
        part = next((part for part, archive in PARTS.items() if re.search(archive + r"(\.\w+)?\.a", owner)), None)
        if section == ".bss.modem" and "board_radio" in owner:
            ram["driver"] += size
        if kind is None or part is None:
            continue
        text[part] += size if kind != "bss" else 0
        ram[part] += size if kind != "text" else 0
    return [*(figures.figure(f"size.wifi.{part}", text[part], "bytes") for part in PARTS),
            figures.figure("size.wifi.driver.ram", ram["driver"] + ram["core"] + ram["tasks"] + ram["engine"], "bytes"),
            figures.figure("size.wifi.service.ram", ram["service"], "bytes")]
