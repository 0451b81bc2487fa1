#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""FullCMake: the board's preset configures and builds from an empty folder without a warning, with the compiler and the tool
chain of cmakeConfiguration, and a wrong name is told so.

Usage: QUALIFICATION_BOARD=mps2_an385 tests/qualification/cmake/run.py

Builds with the preset of the board's name; what it builds is gone afterwards. What the commands say goes to standard error.
QUALIFICATION_TOOLCHAIN_FILE takes the place of the preset's tool chain file, QUALIFICATION_TOOLCHAIN/bin is the first place
where the compiler is looked for.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))

from host_cases import expect, run, skip  # noqa: E402

NO_BOARD = "no_such_board"
COMPILERS = {"gcc": "GNU", "armclang": "ARMClang", "keil": "ARMClang", "clang": "Clang", "iar": "IAR", "ti": "TI"}


class Build:
    """A folder that begins empty."""

    folder = None
    configured = None

    @classmethod
    def cmake(cls, place, *words):
        folders = [f"{place.toolchain}/bin", place.toolchain] if place.toolchain else []
        path = os.pathsep.join(folders + [os.environ.get("PATH", os.defpath)])
        done = subprocess.run(["cmake", *map(str, words)], cwd=place.source, capture_output=True, text=True,
                              env=os.environ | {"PATH": path})
        sys.stderr.write(done.stdout + done.stderr)
        return done.returncode, done.stdout + done.stderr

    @classmethod
    def configure(cls, place):
        if cls.configured is None:
            words = [f"-DCMAKE_TOOLCHAIN_FILE={place.toolchain_file}"] if place.toolchain_file else []
            cls.configured = cls.cmake(place, "--preset", place.board, "-B", cls.folder, "-DDUNLIN_QUALIFICATION_GROUPS=kernel",
                                       *words)
        return cls.configured

    @classmethod
    def value(cls, pattern, name):
        """A variable of a file that CMake has written, or ''."""
        text = "".join(path.read_text() for path in cls.folder.glob(pattern))
        found = re.search(rf'^(?:set\({name} "([^"]*)"\)|{name}:\w+=(.*))$', text, re.MULTILINE)
        return (found[1] or found[2] or "") if found else ""

    @classmethod
    def target(cls, place, name):
        status, text = cls.configure(place)
        expect(status == 0, "it cannot be configured: see the case before")
        status, text = cls.cmake(place, "--build", cls.folder, "--target", name)
        expect(status == 0, last_lines(text))
        found = re.search(r"^.*\bwarning\b.*$", text, re.MULTILINE | re.IGNORECASE)
        expect(not found, found and found[0])
        return next((path for path in cls.folder.rglob(f"{name}*") if path.is_file() and path.suffix in ("", ".elf")), None)


def last_lines(text):
    return "\n".join(text.strip().splitlines()[-8:])


def configures_from_an_empty_folder(place):
    status, text = Build.configure(place)
    expect(status == 0, last_lines(text))
    found = re.search(r"CMake (?:Deprecation )?Warning.*(?:\n.+)*", text)
    expect(not found, found and found[0])


def compiler_id(name):
    """What CMake calls a compiler of cmakeConfiguration: arm-gcc, xtensa-esp32-gcc, arm-iar ..."""
    return next((known for word, known in COMPILERS.items() if word in re.split(r"[^a-z]+", name.lower())), None)


def uses_the_configured_toolchain(place):
    if not (place.compiler or place.toolchain or place.toolchain_file):
        skip("cmakeConfiguration names no compiler and no tool chain: the preset's are used")
    status, _ = Build.configure(place)
    expect(status == 0, "it cannot be configured: see the case before")
    compiler = Build.value("CMakeFiles/*/CMakeCCompiler.cmake", "CMAKE_C_COMPILER")
    known = Build.value("CMakeFiles/*/CMakeCCompiler.cmake", "CMAKE_C_COMPILER_ID")
    file = Build.value("CMakeCache.txt", "CMAKE_TOOLCHAIN_FILE")
    expect(not place.toolchain_file or file == place.toolchain_file,
           f"the tool chain file is {file or 'none'}, cmakeToolchainPath is {place.toolchain_file}")
    expect(not place.toolchain or pathlib.Path(compiler).is_relative_to(place.toolchain),
           f"the compiler is {compiler}, which is not below afrToolchainPath, {place.toolchain}")
    wanted = compiler_id(place.compiler)
    expect(not place.compiler or wanted is None or wanted == known,
           f"the compiler is {compiler} ({known}), compilerName is {place.compiler} ({wanted})")
    described = place.source / "boards" / place.board / "board.json"
    vendor = json.loads(described.read_text()).get("vendor", "") if described.exists() else ""
    expect(not place.vendor or not vendor or plain(place.vendor) == plain(vendor),
           f"vendorName is {place.vendor}, {described.name} of the board says {vendor}")


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def builds_its_tests(place):
    image = Build.target(place, "aws_tests")
    expect(image, "aws_tests was built, and there is no such file")
    place.measure("image.aws_tests", image.stat().st_size, "bytes")


def builds_a_demo(place):
    image = Build.target(place, "hello")
    expect(image, "hello was built, and there is no such file")


def refuses_an_unknown_board(place):
    with tempfile.TemporaryDirectory(prefix="dunlin-cmake-") as folder:
        status, text = Build.cmake(place, "-G", "Ninja", "-S", place.source, "-B", folder, f"-DDUNLIN_BOARD={NO_BOARD}")
    expect(status != 0, f"DUNLIN_BOARD={NO_BOARD} is configured as if there were such a board")
    expect(f"There is no board '{NO_BOARD}'" in text, "the error does not say that there is no such board: " + last_lines(text))


def main():
    with tempfile.TemporaryDirectory(prefix="dunlin-cmake-") as folder:
        Build.folder = pathlib.Path(folder)
        run("FullCMake", [
            ("AFQP_CMAKE_ConfiguresFromAnEmptyFolder", configures_from_an_empty_folder),
            ("AFQP_CMAKE_UsesTheConfiguredToolchain", uses_the_configured_toolchain),
            ("AFQP_CMAKE_BuildsItsTests", builds_its_tests),
            ("AFQP_CMAKE_BuildsADemo", builds_a_demo),
            ("AFQP_CMAKE_RefusesAnUnknownBoard", refuses_an_unknown_board),
        ])


main()
