#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Public headers compile alone as C11, by the first architecture that can read them; those of a folder together as C11 and as C++17,
for every architecture; those of client libraries as C90 and C++98, too, without extensions. Exit 1 when one does not.

Usage: headers.py [header...]

"Alone" means first in an otherwise empty file, with nothing but the public folders in the include path.
"""
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG = "boards/config/full"

# arch: compilers for C and C++, and what chooses the core
ARCHES = {
    "sim": ("gcc", "g++", []),
    "armv6m": ("arm-none-eabi-gcc", "arm-none-eabi-g++", ["-mcpu=cortex-m0", "-mthumb"]),
    "armv7m": ("arm-none-eabi-gcc", "arm-none-eabi-g++", ["-mcpu=cortex-m3", "-mthumb"]),
    "armv8m": ("arm-none-eabi-gcc", "arm-none-eabi-g++", ["-mcpu=cortex-m33", "-mthumb"]),
    "riscv": ("riscv64-unknown-elf-gcc", "riscv64-unknown-elf-g++",
              ["--specs=picolibc.specs", "-march=rv32imac_zicsr", "-mabi=ilp32"]),
}
# chip: the architectures that can read its headers
CHIPS = {"sim": ("sim",), "cortex_m": ("armv6m", "armv7m", "armv8m"), "mps2": ("armv7m", "armv8m"),
         "nrf51": ("armv6m",), "msf2": ("armv7m",), "common": ("armv6m", "armv7m", "armv8m", "riscv"), "riscv": ("riscv",),
         "virt_riscv": ("riscv",), "esp_at": ("sim", "armv7m", "riscv")}
# Libraries whose users may be bound to C90, and what of them is not for such users.
CLIENTS = ("backoff", "defender", "http", "jobs", "json", "pkcs11", "provisioning", "shadow", "sigv4", "sntp", "streams")
# Its headers have the names of the C library's: users name the folder above.
NEVER_A_PATH = "compat/posix/include/FreeRTOS_POSIX"
NOT_C90 = ("libs/json/include/json_member.h",)
AT_ONCE = 40  # compilations of one call
FLAGS = ["-fsyntax-only", "-Wall", "-Wextra", "-Werror"]


def public_headers():
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "*.h"],
                            capture_output=True, text=True, check=True).stdout.split()
    for name in sorted(set(listed)):
        parts = name.split("/")
        if name.startswith("compat/source_tree/"):
            continue  # other names of kernel/include, compiled by tests/source_tree
        if parts[0] in ("kernel", "hal", "libs", "services", "chips", "boards", "arch", "compat"):
            if "include" in parts or parts[-1] in ("portmacro.h", "arch_inline.h") or parts[:2] == ["boards", "config"]:
                if (ROOT / name).exists():
                    yield name


def standards(name, arch):
    """What a header is compiled as: language, standard."""
    yield "c", "c11"
    if not name.startswith("arch/include/"):  # between kernel and port: no application includes it
        yield "c++", "c++17"
    if arch == "sim" and name.startswith(tuple(f"libs/{client}/include/" for client in CLIENTS)) and name not in NOT_C90:
        yield "c", "c90"
        yield "c++", "c++98"


def belongs(name, arch):
    """Whether a build for `arch` can read the header."""
    parts = name.split("/")
    if parts[0] == "arch":
        return parts[1] in ("include", arch)
    if (parts[0] in ("libs", "services") or name.startswith("compat/afr201906/")) and arch in ("armv6m", "armv8m"):
        return False  # to them one Arm is like another
    return parts[0] != "chips" or arch in CHIPS[parts[1]]


def include_folder(name):
    """The folder that users name, where headers are in folders below it (platform/iot_network.h)."""
    parts = name.split("/")
    return "/".join(parts[:parts.index("include") + 1]) if "include" in parts else str(Path(name).parent)


def paths_for(name, folders):
    """Of two versions that have a header by the same name, the header's own is first."""
    is_5 = "/v5/" in name
    ordered = sorted(folders, key=lambda folder: (("/v5/" in folder) != is_5, folder))
    return [f"-I{folder}" for folder in [*ordered, CONFIG, "."]]


def third_party(arch):
    """Headers of fetched parts, where a service shows them to its users."""
    found = []
    for preset in ("host",) if arch == "sim" else ("mps2_an385",):
        found += sorted((ROOT / "build" / preset / "third_party").glob("*/include"))
        found += sorted((ROOT / "build" / preset / "third_party").glob("*/src/include"))
    ours = [ROOT / "third_party/lwip/include", ROOT / "third_party/mbedtls/include"]
    return [flag for folder in ours + found for flag in ("-isystem", str(folder))]


def compile_some(job):
    """Several headers by one call of the compiler, each in a file of its own."""
    arch, (language, standard), paths, files = job
    compiler = ARCHES[arch][0 if language == "c" else 1]
    pedantic = ["-pedantic"] if standard in ("c90", "c++98") else []
    command = [compiler, *ARCHES[arch][2], "-x", language, f"-std={standard}", *FLAGS, *pedantic, *paths, *files]
    run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    return None if run.returncode == 0 else f"for {arch} with {compiler} -std={standard}:\n{run.stderr.strip()}"


def parts(files):
    return (files[i:i + AT_ONCE] for i in range(0, len(files), AT_ONCE))


def jobs_of(headers, arch):
    """What is compiled together, and how: (language and standard, include path): {file: headers}."""
    folders = sorted({folder for h in public_headers() if belongs(h, arch) and not h.startswith("boards/config")
                      for folder in (str(Path(h).parent), include_folder(h)) if not folder.startswith(NEVER_A_PATH)})
    others = third_party(arch)
    ways = {}
    for name in headers:
        for standard in standards(name, arch) if belongs(name, arch) else ():
            # That it needs nothing before it is seen once, in C; else a folder is one file.
            is_alone = standard[0] == "c" and arch == next(known for known in ARCHES if belongs(name, known))
            file = name if is_alone else str(Path(name).parent)
            way = ways.setdefault((standard, tuple(paths_for(name, folders) + others)), {})
            way.setdefault(file, []).append(name)
    return ways


def write_source(folder, number, names):
    source = Path(folder) / f"{number}.c"
    source.write_text("".join(f'#include "{name}"\n' for name in names) + "extern int more;\n")
    return str(source)


def main():
    headers = sys.argv[1:] or list(public_headers())
    jobs, count = [], 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        for arch in ARCHES:
            for (standard, paths), files in jobs_of(headers, arch).items():
                sources = [write_source(folder, count + at, names) for at, names in enumerate(files.values())]
                count += len(sources)
                jobs += [(arch, standard, paths, some) for some in parts(sources)]
        failed = [text for text in pool.map(compile_some, jobs) if text]
    for text in failed:
        print(text)
    print(f"{len(headers)} headers, {count} compilations, {'some' if failed else 'none'} failed", file=sys.stderr)
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
