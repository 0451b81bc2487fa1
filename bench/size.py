#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Flash and RAM: of the kernel alone, its objects, the MQTT agent, each engine of libs/, each part of an image.

Usage: size.py [--json] [--gate] [--image ELF] [--functions] [-v]

Kernel: bench/footprint.c linked at -Os for a Cortex-M3, kernel objects only, from the link map after
garbage collection; the heap's array and the application are not counted. Engines: size_libs.py. Bootloader: size_boot.py. Update agent:
size_agent.py. Wi-Fi module: size_wifi.py. Image: an ELF built by CMake
(default: the demo for mps2_an385), its map split by library: bytes of flash, and of RAM (.ram).
"""
import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "size"
CPU = ["-mcpu=cortex-m3", "-mthumb"]
PEERS = {  # Cortex-M3, gcc 12.2 -Os, counted the same way
    "size.kernel.full.text": {"freertos": 10903, "threadx": 7018, "goal": 9500},
    "size.kernel.full.ram": {"freertos": 2280, "threadx": 380},
    "size.kernel.minimal.text": {"freertos": 2053, "threadx": 1996, "goal": 1500},
    "size.kernel.minimal.ram": {"freertos": 1340, "threadx": 340},
    "size.kernel.task": {"freertos": 84, "threadx": 176, "goal": 72},
    "size.kernel.semaphore": {"freertos": 72, "threadx": 28, "goal": 16},
    "size.kernel.mutex": {"freertos": 72, "threadx": 52, "goal": 20},
    "size.kernel.queue": {"freertos": 72, "threadx": 56, "goal": 48},
    "size.kernel.event_group": {"freertos": 28, "threadx": 36},
    "size.kernel.timer": {"freertos": 40, "threadx": 44},
    "size.kernel.stream_buffer": {"freertos": 36},
    "size.mqtt_agent.text": {"coreMQTT-Agent": 1840},
    "size.mqtt_agent.context": {"coreMQTT-Agent": 492, "goal": 400},  # 20 unanswered commands
    "size.mqtt_agent.command": {"coreMQTT-Agent": 16, "goal": 16},
}
PARTS = [  # first match wins: where an object in the link map belongs
    ("kernel", r"dunlin_(kernel|heap_)"),
    ("tls_mbedtls", r"mbed|everest|p256m"),
    ("tcpip_lwip", r"lwip"),
    ("libs", r"dunlin_lib_"),
    ("services", r"dunlin_service_"),
    ("board", r"dunlin_(chip_|board)"),
    ("libc", r"libc(_nano)?\.a|libg(_nano)?\.a|libgcc\.a|libm\.a|libnosys\.a|crt"),
]

sys.path.insert(0, str(BENCH))
import figures  # noqa: E402
import size_agent  # noqa: E402
import size_boot  # noqa: E402
import size_libs  # noqa: E402
import size_wifi  # noqa: E402
import small  # noqa: E402


def run(command, verbose):
    if verbose:
        print("+ " + " ".join(map(str, command)), file=sys.stderr)
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"size: this command failed:\n  {' '.join(map(str, command))}\n{result.stderr}")
    return result.stdout


def sections_of(map_text):
    """Yields (section, bytes, object file) of everything that was linked."""
    body = map_text.split("Linker script and memory map", 1)[1]
    body = re.sub(r"\n (\.\S+|COMMON)\n\s+", r"\n \1 ", body)
    for match in re.finditer(r"^ (\.\S+|COMMON)\s+0x[0-9a-f]+\s+0x([0-9a-f]+) (\S.*)$", body, re.M):
        size = int(match.group(2), 16)
        if size:
            yield match.group(1), size, match.group(3)


def kind_of(section):
    if section.startswith((".text", ".rodata", ".isr_vector", ".vectors")):
        return "text"
    if section.startswith((".bss", "COMMON", ".noinit")):
        return "bss"
    if section.startswith(".data"):
        return "data"
    return None


def kernel_footprint(profile, defines, verbose):
    folder = BUILD / profile
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted((ROOT / "kernel/src").glob("*.c")) + sorted((ROOT / "arch/armv7m").glob("*.c"))
    if "FP_MINIMAL" not in defines:
        sources.append(ROOT / "kernel/heap/heap_4.c")
    flags = [*CPU, "-Os", "-ffunction-sections", "-fdata-sections", "-fno-common", "-std=gnu11",
             *[f"-D{d}" for d in defines], f"-I{BENCH / 'micro'}", f"-I{ROOT / 'kernel/include'}",
             f"-I{ROOT / 'arch/armv7m'}", f"-I{ROOT / 'arch/include'}", f"-I{ROOT / 'kernel/src'}"]
    objects = []
    for source in [*sources, BENCH / "footprint.c"]:
        objects.append(folder / f"{source.stem}.o")
        warn = ["-w"] if source.stem == "footprint" else []
        run(["arm-none-eabi-gcc", *flags, *warn, "-c", source, "-o", objects[-1]], verbose)
    run(["arm-none-eabi-gcc", *CPU, "-nostartfiles", "--specs=nano.specs", "-Wl,--gc-sections",
         "-Wl,-e,main", "-Wl,-u,xPortPendSVHandler", "-Wl,-u,PendSV_Handler", "-Wl,-u,SysTick_Handler",
         "-Wl,-u,SVC_Handler", f"-Wl,-Map={folder / 'map'}", "-T", BENCH / "micro/link.ld", *objects,
         "-o", folder / "footprint.elf"], verbose)
    text, ram, functions = Counter(), Counter(), Counter()
    for section, size, owner in sections_of((folder / "map").read_text()):
        stem = Path(owner).stem
        kind = kind_of(section)
        if not kind or str(folder) not in owner or stem == "footprint" or section == ".bss.ucHeap":
            continue
        if kind != "bss":
            text[stem] += size
            functions[f"{stem} {section}"] += size
        if kind != "text":
            ram[stem] += size
    return text, ram, functions


def type_sizes(stem, header, names, folders, verbose):
    """What the types of a header take: {key: bytes} for {key: type}."""
    source, target = BUILD / f"{stem}.c", BUILD / f"{stem}.o"
    lines = [f'#include "{header}"']
    lines += [f"const char size_{key}[sizeof({name})] = {{1}};" for key, name in names.items()]
    source.write_text("\n".join(lines) + "\n")
    run(["arm-none-eabi-gcc", *CPU, "-std=gnu11", *[f"-I{ROOT / folder}" for folder in folders], "-c",
         source, "-o", target], verbose)
    symbols = run(["arm-none-eabi-nm", "-S", target], verbose)
    return {key: int(re.search(rf"^\S+ (\S+) \S size_{key}$", symbols, re.M).group(1), 16)
            for key in names}


def object_sizes(verbose):
    names = {"task": "StaticTask_t", "semaphore": "StaticSemaphore_t", "mutex": "StaticSemaphore_t",
             "queue": "StaticQueue_t", "event_group": "StaticEventGroup_t",
             "timer": "StaticTimer_t", "stream_buffer": "StaticStreamBuffer_t"}
    return type_sizes("objects", "FreeRTOS.h", names, ["bench/micro", "kernel/include", "arch/armv7m"],
                      verbose)


def agent_sizes(verbose):
    """The MQTT agent without message interface and life, which coreMQTT-Agent leaves to the application."""
    folders = ["services/mqtt_agent/include", "services/mqtt_agent/v3/include", "services/mqtt_agent/v3",
               "services/mqtt_agent", "services/mqtt_connection/v3/include", "libs/mqtt/include", "libs/base/include"]
    text = 0
    for stem in ("core_mqtt_agent", "core_mqtt_agent_command_functions", "mqtt_agent_acks",
                 "mqtt_agent_loop", "v3/mqtt_agent_calls_3"):
        target = BUILD / f"{Path(stem).name}.o"
        run(["arm-none-eabi-gcc", *CPU, "-Os", "-std=gnu11", "-DNDEBUG",
             *[f"-I{ROOT / folder}" for folder in folders], "-c",
             ROOT / f"services/mqtt_agent/{stem}.c", "-o", target], verbose)
        text += int(run(["arm-none-eabi-size", target], verbose).splitlines()[1].split()[0])
    names = {"context": "MQTTAgentContext_t", "command": "MQTTAgentCommand_t"}
    return {"text": text, **type_sizes("agent", "core_mqtt_agent.h", names, folders, verbose)}


def image_parts(elf):
    text, ram = Counter(), Counter()
    for section, size, owner in sections_of(Path(f"{elf}.map").read_text()):
        kind = kind_of(section)
        if kind is None:
            continue
        part = next((name for name, pattern in PARTS if re.search(pattern, owner)), "application")
        if kind != "bss":
            text[part] += size
        if kind != "text":
            ram[part] += size
    return text, ram


def demo_image(verbose):
    """The demo for mps2_an385, built if it is not up to date."""
    build = ROOT / "build/mps2_an385"
    print("size: building demos/mqtt_hello for mps2_an385", file=sys.stderr)
    if not (build / "CMakeCache.txt").exists():
        run(["cmake", "--preset", "mps2_an385", "-S", ROOT], verbose)
    run(["cmake", "--build", build, "--target", "mqtt_hello"], verbose)
    return build / "demos/mqtt_hello/mqtt_hello.elf"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--gate", action="store_true", help="a missed goal is an error")
    parser.add_argument("--image", metavar="ELF", help="image to split by part")
    parser.add_argument("--functions", action="store_true",
                        help="the kernel's sections alone, the largest first")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the commands")
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)

    items = []

    def add(name, value):
        known = dict(PEERS.get(name, {}))
        goal = known.pop("goal", None)
        items.append(figures.figure(name, value, "bytes", known, goal))

    for profile, defines in (("minimal", ["FP_MINIMAL"]), ("full", [])):
        print(f"size: linking the {profile} kernel", file=sys.stderr)
        text, ram, functions = kernel_footprint(profile, defines, options.verbose)
        if options.functions:
            print(f"{profile}: {sum(functions.values())} bytes")
            for name, size in functions.most_common():
                print(f"{size:6d}  {name}")
            continue
        add(f"size.kernel.{profile}.text", sum(text.values()))
        add(f"size.kernel.{profile}.ram", sum(ram.values()))
        for stem, size in text.most_common():
            add(f"size.kernel.{profile}.text.{stem}", size)
        for stem, size in ram.most_common():
            add(f"size.kernel.{profile}.ram.{stem}", size)
    if options.functions:
        return 0
    for key, size in object_sizes(options.verbose).items():
        add(f"size.kernel.{key}", size)
    for key, size in agent_sizes(options.verbose).items():
        add(f"size.mqtt_agent.{key}", size)
    items += size_libs.table(run, sections_of, kind_of, options.verbose)
    items += size_boot.table(run, sections_of, kind_of, options.verbose)
    items += size_agent.table(run, sections_of, kind_of, options.verbose)
    items += size_wifi.table(run, sections_of, kind_of, options.verbose)
    items += size_wifi.back_ends(run, image_parts, options.verbose)

    elf = Path(options.image) if options.image else demo_image(options.verbose)
    if not elf.exists():
        sys.exit(f"size: there is no {elf}: build it first")
    flash, ram = image_parts(elf)
    for part in sorted(flash | ram):
        add(f"size.image.{part}", flash[part])
        add(f"size.image.{part}.ram", ram[part])
    add("size.image.total", sum(flash.values()))
    add("size.image.total.ram", sum(ram.values()))
    items += small.size_figures(image_parts)
    return figures.report(items, options.json, options.gate)


if __name__ == "__main__":
    sys.exit(main())
