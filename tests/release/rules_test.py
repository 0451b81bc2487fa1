#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What a release is refused for: one thing is wrong with a good distribution, and that is said, and nothing is made."""
import unittest

from kit import BIRD, Distribution

# what is done, what is said; of the first release
FIRST = {
    "clean": (lambda it: it.write("README.md", "# other\n"), "changes that are not committed: README.md"),
    "clean, new file": (lambda it: it.write("more.md", "x\n"), "changes that are not committed: more.md"),
}
COMMITTED = {
    "manifest, a library that is not listed": (
        lambda it: it.write("libs/egg/egg.c", "/* SPDX-License-Identifier: MIT */\n"), "libs/egg/: is in no part"),
    "manifest, a folder that is not there": (
        lambda it: it.edit("manifest.yml", "path: services/nest", "path: services/rest"), "there is nothing in services/rest"),
    "manifest, a name twice": (
        lambda it: it.edit("manifest.yml", "also: [lib_birds]", "also: [kernel]"), "kernel is there twice"),
    "manifest, a folder twice": (
        lambda it: it.edit("manifest.yml", "path: services/nest", "path: libs/bird"), "several parts are in libs/bird"),
    "manifest, a version that is none": (
        lambda it: it.version("lib_bird", "1.0"), "1.0 is no version X.Y.Z"),
    "manifest, firmware says another release": (
        lambda it: it.edit("libs/base/include/dunlin_version.h", '"203001.00"', '"203001.01"'), "says 203001.01 where manifest.yml has"),
    "manifest, firmware's numbers are others": (
        lambda it: it.edit("libs/base/include/dunlin_version.h", "MONTH  203001", "MONTH  203002"), "says 203002 where"),
    "manifest, the page says another release": (
        lambda it: it.edit("docs/versions.md", "203001.00", "202912.00"), "docs/versions.md: says 202912.00"),
    "manifest, the kernel is another": (
        lambda it: it.edit("kernel/include/task_types.h", '"V11.3.0"', '"V11.2.0"'), "says V11.2.0 where manifest.yml has V11.3.0"),
    "manifest, the kernel's numbers are others": (
        lambda it: it.edit("kernel/include/task_types.h", "MINOR 3", "MINOR 4"), "its three numbers"),
    "manifest, a pin that is not listed": (
        lambda it: it.write("third_party/tail/pin.json", '{"version": "1"}'), "third_party/tail/pin.json: is pinned"),
    "manifest, a pin of another version": (
        lambda it: it.edit("manifest.yml", 'wing, version: "2.1"', 'wing, version: "2.2"'), "wing is 2.2 here and 2.1 in"),
    "licence, of a dependency": (
        lambda it: it.edit("manifest.yml", "Apache-2.0", "SSPL-1.0"), "SSPL-1.0 is not a licence"),
    "licence, a source without": (
        lambda it: it.write("libs/bird/more.c", "int more;\n"), "libs/bird/more.c: no line SPDX-License-Identifier"),
    "licence, a source that the table would excuse": (
        lambda it: (it.write("libs/bird/more.c", "int more;\n"),
                    it.edit("tools/release/licences.txt", "*.md MIT", "*.c MIT\n*.md MIT")), "no line SPDX-License-Identifier"),
    "licence, data without a row": (
        lambda it: it.write("docs/data.bin", "x"), "docs/data.bin: no line SPDX-License-Identifier among its first five, and no row"),
    "licence, another": (
        lambda it: it.edit("libs/bird/bird.c", "MIT", "GPL-2.0-or-later"), "its licence is GPL-2.0-or-later"),
    "licence, of somebody else": (
        lambda it: it.edit("libs/bird/bird.c", "*/", "*/\n/* Copyright (c) 2019 Somebody Else */"), "is somebody else's: Somebody Else"),
    "licence, the text": (lambda it: it.write("LICENSE", "All rights reserved\n"), "is not the text of the MIT licence"),
    "changelog, nothing": (lambda it: (it.tree / "changelog.d/first.md").unlink(), "there is no entry"),
    "changelog, an entry without a kind": (
        lambda it: it.write("changelog.d/more.md", "Better birds.\n"), "more.md:1: begins with none of Security"),
    "changelog, an entry of another form": (
        lambda it: it.write("changelog.d/more.md", "Added to lib_bird: eggs.\n"), "more.md:1: not `Kind (part, part): what`"),
    "changelog, a part that there is not": (
        lambda it: it.write("changelog.d/more.md", "Fixed (lib_fish): fins.\n"), "there is no part `lib_fish`"),
    "number, one that was released and has no tag here": (
        lambda it: it.write("CHANGELOG.md", "# Changelog\n\n## 202911.00 (2029-11-01, minor)\n"), "202911.00: CHANGELOG.md tells of it"),
    "manifest, one that cannot be read": (
        lambda it: it.edit("manifest.yml", "  - {name: docs", "  - [name: docs"), "manifest.yml:11: cannot be read"),
}
# A second release: 203001.00 is there. What is done, the options, what is said.
LATER = {
    "version, sources changed": (
        lambda it: it.edit("libs/bird/bird.c", "#include", "int more;\n#include"), (),
        "lib_bird changed since 203001.00 and is still 1.0.0. its change is patch: at least 1.0.1"),
    "version, a function is new and the step is too small": (
        lambda it: (it.edit("libs/bird/include/bird.h", "void bird_fly", "void bird_eat(void);\nvoid bird_fly"),
                    it.version("lib_bird", "1.0.1")), (),
        "its change is minor (libs/bird/include/bird.h:17: function bird_eat is new): at least 1.1.0"),
    "version, a function is gone and the step is too small": (
        lambda it: (it.edit("libs/bird/include/bird.h", "void bird_fly(struct bird *bird);\n", ""),
                    it.version("lib_bird", "1.1.0")), (),
        "its change is major (libs/bird/include/bird.h:17: function bird_fly is gone): at least 2.0.0"),
    "version, down": (lambda it: it.version("lib_bird", "0.9.0"), (), "lib_bird 0.9.0 does not go up"),
    "changelog, a part changed and no entry names it": (
        lambda it: (it.edit("libs/bird/bird.c", "#include", "int more;\n#include"), it.version("lib_bird", "1.0.1")), (),
        "lib_bird changed since 203001.00, and no entry says how"),
    "type, minor with a major step": (
        lambda it: it.version("lib_bird", "2.0.0"), (), "went from 1.0.0 to 2.0.0: the release is major"),
    "type, minor without a part": (
        lambda it: (it.git("rm", "-qr", "services"),
                    it.edit("manifest.yml", '  - {name: service_nest,', "# was {")),
        (), "service_nest: was in 203001.00 and is not here"),
    "number, taken": (lambda it: None, ("--number", "203001.00"), "the tag exists"),
    "number, lower": (lambda it: None, ("--number", "202912.05"), "does not go up: 203001.00 is released"),
    "number, of another month": (lambda it: None, ("--number", "203002.00"), "is not of the month of its commit, 2030-01-20"),
    "number, one left out": (lambda it: None, ("--number", "203001.02"), "the next one is 203001.01"),
    "number, none": (lambda it: None, ("--number", "203013.00"), "is no number of a release"),
    "number, of a fix": (lambda it: None, ("--lts-fix", "202512.00"), "is no release that this repository knows"),
    "type, a fix of what has no long-term support": (
        lambda it: None, ("--lts-fix", "203001.00"), "is no release with long-term support"),
}


class Rules(unittest.TestCase):
    def refused(self, it, name, said, words=()):
        found, texts = it.problems(*words)
        self.assertTrue(any(said in text for text in texts), f"{said!r} is not in {texts}")
        self.assertEqual(found, {name.split(",")[0]}, texts)
        self.assertEqual(it.left(), [])

    def test_what_is_not_committed_is_in_no_release(self):
        for name, (change, said) in FIRST.items():
            with self.subTest(name), Distribution() as it:
                change(it)
                self.refused(it, name, said)

    def test_each_fault_of_a_tree_is_told_and_no_other(self):
        with Distribution() as it:
            good = it.git("rev-parse", "HEAD")
            for name, (change, said) in COMMITTED.items():
                it.back_to(good)
                change(it)
                it.commit("2030-01-11")
                with self.subTest(name):
                    self.refused(it, name, said)

    def test_each_fault_of_a_later_release_is_told_and_no_other(self):
        with Distribution() as it:
            it.released()
            it.out = it.folder / "later"
            for name, (change, words, said) in LATER.items():
                it.back_to("203001.00")
                change(it)
                entry = "Changed (kernel): more.\n" if name.startswith(("changelog", "number")) else "Changed (lib_bird): more.\n"
                it.write("changelog.d/more.md", entry)
                it.commit("2030-01-20")
                with self.subTest(name):
                    self.refused(it, name, said, words)

    def test_all_faults_are_told_at_once(self):
        with Distribution() as it:
            it.write("libs/bird/more.c", "int more;\n")
            it.write("changelog.d/more.md", "Fixed (lib_fish): fins.\n")
            it.commit("2030-01-11")
            it.write("README.md", "x\n")
            found, _ = it.problems()
            self.assertEqual(found, {"clean", "changelog", "licence"})

    def test_steps_that_are_large_enough_pass(self):
        for change, version in (("", "1.0.1"), ("void bird_eat(void);\n", "1.1.0"), ("void bird_eat(void);\n", "2.0.0")):
            with self.subTest(version=version), Distribution() as it:
                it.released()
                it.write("libs/bird/include/bird.h", BIRD.replace("void bird_fly", "/* more */\n" + change + "void bird_fly"))
                it.version("lib_bird", version)
                it.write("changelog.d/more.md", "Changed (lib_birds): more.\n")
                it.commit("2030-01-20")
                self.assertEqual(it.make("--type", "major")["release"], "203001.01")

    def test_a_wrong_command_line_has_a_status_of_its_own(self):
        with Distribution() as it:
            for words in (("--type", "huge"), ("nothing",), ("--lts-fix", "203001.00", "--type", "LTS"), ("verify",),
                          ("verify", "/nowhere"), ("compare",), ("make", "what")):
                with self.subTest(words=words):
                    self.assertEqual(it.run(*words)[0], 2)
            self.assertEqual(it.run("--commit", "nothing")[0], 1)

    def test_check_writes_nothing(self):
        with Distribution() as it:
            self.assertEqual(it.run("--check")[0], 0)
            self.assertEqual(it.left(), [])


if __name__ == "__main__":
    unittest.main()
