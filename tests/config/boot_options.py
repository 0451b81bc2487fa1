#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Options of the bootloader that cannot be stop the build with a sentence; those that can do not.

Usage: boot_options.py
"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIGNATURES = "bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION: a release checks signatures"
DEFAULT_START = "bootconfigENABLE_DEFAULT_START: a release runs nothing unverified"
TRIALS = "bootconfigSELF_TEST_BOOTS: 1 to 255"

# options, what the compiler says; "": it compiles
OPTIONS = (
    ("", ""),
    ("RELEASE=1", ""),
    ("RELEASE=1 ENABLE_HWID_CHECK=0 ENABLE_ADDRESS_CHECK=0 ENABLE_ERASE_INVALID=0", ""),
    ("ENABLE_CRYPTO_SIGNATURE_VERIFICATION=0 ENABLE_DEFAULT_START=1", ""),
    ("SELF_TEST_BOOTS=255", ""),
    ("RELEASE=1 ENABLE_CRYPTO_SIGNATURE_VERIFICATION=0", SIGNATURES),
    ("RELEASE=1 ENABLE_DEFAULT_START=1", DEFAULT_START),
    ("SELF_TEST_BOOTS=0", TRIALS),
    ("SELF_TEST_BOOTS=256", TRIALS),
)


def compiler_says(options):
    defines = [f"-Dbootconfig{option}" for option in options.split()]
    done = subprocess.run(["gcc", "-fsyntax-only", "-x", "c", *defines, f"-I{ROOT}/bootloader/include", "-"],
                          input='#include "boot_config_defaults.h"\nint nothing;\n', capture_output=True, text=True)
    match = re.search(r'#error "(.*)"', done.stderr)
    return match.group(1) if match else done.stderr


def main():
    problems = 0
    for options, sentence in OPTIONS:
        said = compiler_says(options)
        if said != sentence:
            problems += 1
            print(f"{options}: {said!r}, want {sentence!r}")
    print(f"{len(OPTIONS)} tried, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
