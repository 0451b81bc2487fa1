#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Options of the bootloader that cannot be stop the build with a sentence; those that can do not.

Usage: boot_options.py
"""
import re
import subprocess
import sys
import tempfile
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


# The same of the bootloader itself: options, whose key, what is said.
SIGNERS = (
    ("", 1, ""),
    ("RELEASE=1", 0, ""),
    ("RELEASE=1", 1, "a release is signed with a key of your own: ./run sign key, ./run sign header"),
)
MAIN = ROOT / "bootloader/main.c"


def compiler_says(options, *words, text=None):
    defines = [f"-Dbootconfig{option}" for option in options.split()]
    done = subprocess.run(["gcc", "-x", "c", *defines, *words, f"-I{ROOT}/bootloader/include", "-"], input=text,
                          capture_output=True, text=True)
    match = re.search(r'#error "(.*)"', done.stderr)
    return match.group(1) if match else done.stderr


def defaults_say(options):
    return compiler_says(options, "-fsyntax-only", text='#include "boot_config_defaults.h"\nint nothing;\n')


def bootloader_says(options, is_development):
    """What the preprocessor says of the bootloader's main.c beside a signer's key of that kind."""
    with tempfile.TemporaryDirectory() as folder:
        for name in re.findall(r'#include "(.*)"', MAIN.read_text()):
            if name != "boot_config_defaults.h":
                (Path(folder) / name).write_text("")
        (Path(folder) / "ota_signer_key.h").write_text(f"#define OTA_SIGNER_KEY_IS_DEVELOPMENT {is_development}\n")
        return compiler_says(options, "-E", "-o/dev/null", f"-iquote{folder}", text=MAIN.read_text())


def main():
    problems = 0
    tried = [(options, sentence, defaults_say(options)) for options, sentence in OPTIONS]
    tried += [(f"main.c {options} development {kind}", sentence, bootloader_says(options, kind))
              for options, kind, sentence in SIGNERS]
    for options, sentence, said in tried:
        if said != sentence:
            problems += 1
            print(f"{options}: {said!r}, want {sentence!r}")
    print(f"{len(tried)} tried, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
