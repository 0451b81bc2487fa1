# SPDX-License-Identifier: MIT
"""Builds what the bench runs: programs for a board through CMake, in a tree of their own at -O2, and the
QEMU plugins that watch them."""
import json
import re
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "bench"
FLAGS = "-O2 -g -fstack-usage"
JOBS = "2"

verbose = False


def run(command, **options):
    """Runs a command to its end; when it fails, so do we, with what it said."""
    if verbose:
        print("+ " + " ".join(str(part) for part in command), file=sys.stderr)
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        sys.exit(f"bench: this command failed ({result.returncode}):\n"
                 f"  {' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


class Board:
    """A folder of boards/, and its tree of images under build/bench/."""

    def __init__(self, name):
        self.name = name
        self.folder = BUILD / name
        description = json.loads((ROOT / "boards" / name / "board.json").read_text())
        self.arch = description["arch"]
        self.core = description["core"]
        self.qemu = description["run"] + description.get("run_counted", [])
        # The other kernels, and the goals, are of a Cortex-M3; M4 and M7 run the same code.
        self.is_compared = self.arch == "armv7m"
        self.prefix = ("riscv64-unknown-elf-" if self.arch.startswith("riscv")
                       else "arm-none-eabi-")

    def is_configured(self):
        """With the flags of today."""
        cache = self.folder / "CMakeCache.txt"
        return ((self.folder / "build.ninja").exists()
                and re.search(rf"^CMAKE_C_FLAGS_MINSIZEREL:\w+={FLAGS}$", cache.read_text(), re.M))

    def configure(self):
        if not self.is_configured():
            say(f"configuring {self.name}")
            run(["cmake", "--preset", self.name, "-S", ROOT, "-B", self.folder,
                 f"-DCMAKE_C_FLAGS_MINSIZEREL={FLAGS}"], cwd=ROOT)
        else:
            run(["ninja", "-C", self.folder, "build.ninja"])

    def build(self, *targets):
        self.configure()
        run(["cmake", "--build", self.folder, "-j", JOBS, "--target", *targets])

    def build_what_fits(self, images):
        """Builds the images; those that do not link, on a small board, are left out. The rest."""
        names = [str(image.relative_to(self.folder)) for image in images]
        output = subprocess.run(["ninja", "-C", self.folder, "-j", JOBS, "-k", "0", *names],
                                capture_output=True, text=True).stdout
        failed = set(re.findall(r"^FAILED: (\S+)", output, re.M))
        built = [image for image, name in zip(images, names)
                 if name not in failed and image.exists()]
        left_out = sorted(image.stem for image in set(images) - set(built))
        if left_out:
            say(f"these do not link for {self.name}: {', '.join(left_out)}")
        return built

    def images(self, pattern):
        """Images of the tree whose path matches, whether built or not."""
        self.configure()
        text = run(["ninja", "-C", self.folder, "-t", "targets", "all"]).stdout
        found = re.findall(rf"^({pattern}\.elf): ", text, re.M)
        return [self.folder / name for name in sorted(found)]

    def program(self, name):
        """The image of bench/CMakeLists.txt's dunlin_add_bench(name), built."""
        self.build(f"bench_{name}")
        return self.folder / "bench" / f"bench_{name}.elf"


def plugin(source):
    """A QEMU plugin from one C file."""
    target = BUILD / f"{source.stem}.so"
    newest = max(p.stat().st_mtime for p in [source, *source.parent.glob("*.h")])
    if not target.exists() or target.stat().st_mtime < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        run(["gcc", "-shared", "-fPIC", "-O2", "-fvisibility=hidden", "-Wall", "-Wextra", "-Werror",
             "-o", target, source])
    return target
