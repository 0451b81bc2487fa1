#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""FullCMake: the board's preset configures and builds from an empty folder without a warning, and a wrong name is told so.

Usage: QUALIFICATION_BOARD=mps2_an385 tests/qualification/cmake/run.py

Builds with the preset of the board's name; what it builds is gone afterwards. What the commands say goes to standard error.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "host"))

from host_cases import expect, run  # noqa: E402

NO_BOARD = "no_such_board"


class Build:
    """A folder that begins empty."""

    folder = None
    configured = None

    @classmethod
    def cmake(cls, place, *words):
        done = subprocess.run(["cmake", *map(str, words)], cwd=place.source, capture_output=True, text=True)
        sys.stderr.write(done.stdout + done.stderr)
        return done.returncode, done.stdout + done.stderr

    @classmethod
    def configure(cls, place):
        if cls.configured is None:
            cls.configured = cls.cmake(place, "--preset", place.board, "-B", cls.folder, "-DDUNLIN_QUALIFICATION_GROUPS=kernel")
        return cls.configured

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
            ("AFQP_CMAKE_BuildsItsTests", builds_its_tests),
            ("AFQP_CMAKE_BuildsADemo", builds_a_demo),
            ("AFQP_CMAKE_RefusesAnUnknownBoard", refuses_an_unknown_board),
        ])


main()
