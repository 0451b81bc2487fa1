# SPDX-License-Identifier: MIT
"""A small distribution in a repository of its own, of which releases are made."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOL = ROOT / "tools/release/main.py"
sys.path.insert(0, str(ROOT / "tools/release"))
sys.dont_write_bytecode = True

MANIFEST = """# SPDX-License-Identifier: MIT
name: Dunlin
version: "203001.00"
license: MIT

parts:
  - {name: kernel, version: "1.0.0", api: "V11.3.0", path: kernel, license: MIT}
  - {name: lib_base, version: "1.0.0", path: libs/base, license: MIT}
  - {name: lib_bird, version: "1.0.0", path: libs/bird, license: MIT, also: [lib_birds]}
  - {name: service_nest, version: "1.0.0", path: services/nest, license: MIT}
  - {name: docs, version: release, path: docs, license: MIT}
  - {name: tools, version: release, path: tools, license: MIT}
  - {name: changelog, version: release, path: changelog.d, license: MIT}
  - {name: third_party, version: release, path: third_party, license: MIT}
  - {name: distribution, version: release, path: ., license: MIT}

dependencies:
  - {name: wing, version: "2.1", license: Apache-2.0, pin: third_party/wing/pin.json}
"""
BIRD = """/* SPDX-License-Identifier: MIT */
/** Birds. */
#ifndef BIRD_H
#define BIRD_H
#include <stdint.h>
/** Toes of a foot. */
#define BIRD_TOES 4
#define BIRD_PAIR(bird) (2 * (bird))
/** What it does. */
typedef enum { BIRD_SITS = 0, BIRD_FLIES } bird_state_t;
struct bird {
    uint32_t grams;
    bird_state_t state;
};
/** Count. */
int bird_count(const struct bird *flock, unsigned length);
void bird_fly(struct bird *bird);
/** Twice. */
static inline int bird_twice(int birds)
{
    return birds + birds;
}
extern const uint8_t bird_song[4];
#endif
"""
FILES = {
    "LICENSE": "MIT License\n\nCopyright (c) 2026 The Dunlin authors\n",
    "README.md": "# A distribution\n",
    "manifest.yml": MANIFEST,
    "changelog.d/README.md": "# Entries\n",
    "changelog.d/first.md": "Added (lib_bird): birds.\nThey fly.\nFixed: a crash.\n",
    "docs/versions.md": "This tree is release `203001.00`, with the kernel API `V11.3.0`.\n",
    "kernel/include/task_types.h": '/* SPDX-License-Identifier: MIT */\n#define tskKERNEL_VERSION_NUMBER "V11.3.0"\n'
                                   "#define tskKERNEL_VERSION_MAJOR 11\n#define tskKERNEL_VERSION_MINOR 3\n"
                                   "#define tskKERNEL_VERSION_BUILD 0\n",
    "libs/README.md": "# libs\n",
    "libs/base/include/dunlin_version.h": '/* SPDX-License-Identifier: MIT */\n#define DUNLIN_VERSION        "203001.00"\n'
                                          "#define DUNLIN_VERSION_MONTH  203001\n#define DUNLIN_VERSION_NUMBER 0\n",
    "libs/bird/include/bird.h": BIRD,
    "libs/bird/bird.c": '/* SPDX-License-Identifier: MIT */\n#include "bird.h"\n#include "wing/wing.h"\n',
    "libs/bird/build.sh": "#!/bin/sh\n# SPDX-License-Identifier: MIT\n",
    "services/nest/nest.c": '/* SPDX-License-Identifier: MIT */\n#include "bird.h"\n',
    "third_party/wing/pin.json": json.dumps({"name": "wing", "version": "2.1", "file": "wing.tar", "sha256": "ab" * 32,
                                             "upstream": {"url": "https://example.org/wing-2.1.tar", "sha256": "cd" * 32}}),
    "tools/release/licences.txt": "# SPDX-License-Identifier: MIT\nLICENSE MIT\n*.md MIT\n*.json MIT\n",
}


class Distribution:
    """`with Distribution() as it`: a repository with one commit, of January 2030."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="dunlin-release-"))
        self.tree = self.folder / "tree"
        self.out = self.folder / "out"
        self.tree.mkdir()
        self.git("init", "-q", "-b", "main")
        for path, text in FILES.items():
            self.write(path, text)
        (self.tree / "libs/bird/build.sh").chmod(0o755)
        self.commit("2030-01-10")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, **more):
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "SOURCE_DATE"))}
        who = {f"GIT_{role}_{what}": text for role in ("AUTHOR", "COMMITTER")
               for what, text in (("NAME", "A Maintainer"), ("EMAIL", "maintainer@example.org"))}
        return {**clean, **who, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", **more}

    def git(self, *words, **more):
        return subprocess.run(["git", "-C", str(self.tree), *words], check=True, capture_output=True, text=True,
                              env=self.environment(**more)).stdout.strip()

    def write(self, path, text):
        place = self.tree / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)

    def edit(self, path, was, now):
        text = (self.tree / path).read_text()
        assert was in text, f"{path} has no {was}"
        self.write(path, text.replace(was, now, 1))

    def version(self, part, now):
        text, count = re.subn(rf'(name: {part}, version: )"[^"]*"', rf'\g<1>"{now}"', (self.tree / "manifest.yml").read_text())
        assert count == 1, part
        self.write("manifest.yml", text)

    def commit(self, day):
        when = {f"GIT_{role}_DATE": f"{day}T12:00:00Z" for role in ("AUTHOR", "COMMITTER")}
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a change", "--allow-empty", **when)

    def back_to(self, commit):
        """As it was; what was made since is gone."""
        self.git("reset", "-q", "--hard", commit)
        shutil.rmtree(self.out, ignore_errors=True)

    def run(self, *words, before=None, **more):
        """(status, standard output, standard error)."""
        run = subprocess.run([sys.executable, "-B", str(TOOL), "--repository", str(self.tree), "--output", str(self.out), *words],
                             capture_output=True, text=True, env=self.environment(**more), preexec_fn=before)
        return run.returncode, run.stdout, run.stderr

    def make(self, *words, **more):
        """The result of a release that is made."""
        status, out, err = self.run("--json", *words, **more)
        assert status == 0, err
        return json.loads(out)

    def problems(self, *words):
        """{rule}, [texts] of a release that is refused."""
        status, out, err = self.run("--json", *words)
        assert status == 1, f"{status}: {out}{err}"
        rows = json.loads(out)["problems"]
        return {row["rule"] for row in rows}, [f"{row['where']}: {row['text']}. {row['hint']}" for row in rows]

    def released(self, *words):
        """A release that is recorded; its number."""
        return self.make("--tag", *words)["release"]

    def left(self):
        """Whatever is in the folder of releases."""
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []
