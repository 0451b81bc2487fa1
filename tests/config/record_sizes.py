#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Sizes of TLS records and profiles that cannot work stop the build with a sentence; those that can do not.

Usage: record_sizes.py
"""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PART = ROOT / "third_party/mbedtls"

# profile, bytes in, bytes out, what the compiler says; "": it compiles
SIZES = (
    ("default", 6144, 2048, ""),
    ("default", 4096, 512, ""),
    ("default", 16384, 4096, ""),
    ("small", 1700, 512, ""),
    ("small", 1536, 1024, ""),
    ("small", 2048, 2048, ""),
    ("default", 4095, 2048, "DUNLIN_TLS_IN_BYTES must be 4096 or more with TLS 1.3: large records would not fit"),
    ("default", 1700, 512, "DUNLIN_TLS_IN_BYTES must be 4096 or more with TLS 1.3: large records would not fit"),
    ("default", 16385, 2048, "DUNLIN_TLS_IN_BYTES must be 16384 or less: no TLS record is larger"),
    ("default", 6144, 1000, "DUNLIN_TLS_OUT_BYTES must be 512, 1024, 2048 or 4096: so it is asked of servers"),
    ("default", 6144, 16384, "DUNLIN_TLS_OUT_BYTES must be 512, 1024, 2048 or 4096: so it is asked of servers"),
    ("small", 1535, 512, "DUNLIN_TLS_IN_BYTES must be 1536 or more: a server's certificates would not fit"),
    ("small", 1700, 2048, "DUNLIN_TLS_IN_BYTES must be DUNLIN_TLS_OUT_BYTES or more: servers' records are as large"),
    ("small", None, 512, "DUNLIN_TLS_IN_BYTES and DUNLIN_TLS_OUT_BYTES are required: bytes of a TLS record"),
)

# option of CMake, what it says
OPTIONS = (
    ("-DDUNLIN_TLS_PROFILE=tiny", "DUNLIN_TLS_PROFILE is 'tiny': default or small"),
    ("-DDUNLIN_LWIP_PROFILE=large", "DUNLIN_LWIP_PROFILE is 'large': default or small"),
)


def compiler_says(profile, in_bytes, out_bytes):
    defines = [f"-DDUNLIN_TLS_OUT_BYTES={out_bytes}"]
    if in_bytes is not None:
        defines.append(f"-DDUNLIN_TLS_IN_BYTES={in_bytes}")
    done = subprocess.run(["gcc", "-fsyntax-only", "-x", "c", *defines, f"-I{PART}/include",
                           f"-I{PART}/profiles/{profile}/include", "-"],
                          input='#include "dunlin_mbedtls_config.h"\nint nothing;\n', capture_output=True, text=True)
    match = re.search(r'#error "(.*)"', done.stderr)
    return match.group(1) if match else done.stderr


def cmake_says(option, folder):
    done = subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja", option], capture_output=True, text=True)
    return " ".join(done.stderr.split()) if done.returncode != 0 else ""


def main():
    problems = []
    for profile, in_bytes, out_bytes, sentence in SIZES:
        said = compiler_says(profile, in_bytes, out_bytes)
        if said != sentence:
            problems.append(f"{profile}, {in_bytes} in, {out_bytes} out: {said!r}, want {sentence!r}")
    for option, sentence in OPTIONS:
        with tempfile.TemporaryDirectory() as folder:
            said = cmake_says(option, folder)
        if sentence not in said:
            problems.append(f"{option}: {said!r}, want {sentence!r}")
    for problem in problems:
        print(problem)
    print(f"{len(SIZES) + len(OPTIONS)} tried, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
