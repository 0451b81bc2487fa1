#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The distribution says one version wherever it says one, and its entries and licences are in order.

Usage: version_test.py CMAKE_CACHE [unittest's options]
"""
import datetime
import re
import subprocess
import sys
import unittest
from pathlib import Path

from kit import ROOT, Distribution

import changelog
import fragment
import manifest
import number
import semver
import support

CACHE = Path(sys.argv.pop(1)) if len(sys.argv) > 1 and sys.argv[1].endswith("CMakeCache.txt") else None


class Version(unittest.TestCase):
    def setUp(self):
        self.manifest = manifest.Manifest((ROOT / "manifest.yml").read_text())
        self.release = self.manifest.scalars["version"]

    def test_the_distribution_has_the_form(self):
        run = subprocess.run([sys.executable, "-B", str(ROOT / "tools/release/main.py"), "lint"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_firmware_is_compiled_with_the_number_of_the_manifest(self):
        said = subprocess.run(["gcc", "-E", "-P", "-I", str(ROOT / "libs/base/include"), "-I", str(ROOT / "kernel/include"), "-I",
                               str(ROOT / "arch/sim"), "-I", str(ROOT / "boards/config/full"), "-x", "c", "-"], text=True, check=True,
                              capture_output=True, input='#include "dunlin_version.h"\n#include "FreeRTOS.h"\n#include "task.h"\n'
                              "said DUNLIN_VERSION DUNLIN_VERSION_MONTH DUNLIN_VERSION_NUMBER tskKERNEL_VERSION_NUMBER\n").stdout
        month, count = self.release.split(".")
        wanted = f'said "{self.release}" {month} {int(count)} "{self.manifest.part("kernel")["api"]}"'
        self.assertEqual(said.strip().splitlines()[-1], wanted)

    @unittest.skipIf(CACHE is None, "no build")
    def test_the_package_of_cmake_has_the_number_of_the_manifest(self):
        cache = CACHE.read_text()
        self.assertEqual(re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.*)$", cache, re.M).group(1), self.release)
        package = CACHE.parent / "DunlinConfigVersion.cmake"
        self.assertIn(f'set(PACKAGE_VERSION "{self.release}")', package.read_text())

    def test_nobody_else_has_a_number_of_his_own(self):
        # Reports and tables say what they are of: they stay as they were made.
        listed = subprocess.run(["git", "-C", str(ROOT), "grep", "-lE", r'"[^"]*' + self.release.replace(".", r"\."), "--", ":!*.md",
                                 ":!tests", ":!tools/release", ":!docs/catalogue/reports", ":!tools/console/tables"], capture_output=True, text=True).stdout.split()
        self.assertEqual(listed, ["libs/base/include/dunlin_version.h", "manifest.yml"])


class Numbers(unittest.TestCase):
    def test_a_number_is_year_month_and_how_many_before(self):
        for text in ("202611.00", "202611.99", "203001.07"):
            self.assertEqual(str(number.parse(text)), text)
        for text in ("202613.00", "202600.00", "2026.11", "202611.0", "v202611.00", "202611.000", ""):
            self.assertIsNone(number.parse(text), text)
        self.assertTrue(number.parse("202612.00") > number.parse("202611.05") > number.parse("202611.04"))

    def test_the_next_number_counts_in_its_month(self):
        taken = [number.parse(text) for text in ("202610.07", "202611.00", "202611.01")]
        for day, wanted in ((datetime.date(2026, 11, 30), "202611.02"), (datetime.date(2026, 12, 1), "202612.00")):
            self.assertEqual(str(number.after(day, taken)), wanted)

    def test_steps_between_versions(self):
        for old, new, step in (("1.2.3", "1.2.3", "none"), ("1.2.3", "1.2.4", "patch"), ("1.2.3", "1.3.0", "minor"),
                               ("1.2.3", "2.0.0", "major"), ("1.2.3", "1.2.2", "down"), ("1.10.0", "1.9.9", "down")):
            self.assertEqual(semver.step(semver.parse(old), semver.parse(new)), step)
        self.assertEqual([semver.parse(text) for text in ("1.2", "01.2.3", "1.2.3.4", "V1.2.3")], [None] * 4)

    def test_long_term_is_three_whole_calendar_years_at_least(self):
        for day in (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31), datetime.date(2028, 2, 29)):
            until = datetime.date.fromisoformat(support.until("LTS", day).removeprefix("until "))
            self.assertGreaterEqual(until, datetime.date(day.year + 3, 12, 31))
            self.assertFalse(support.has_ended(support.until("LTS", day), until))
            self.assertTrue(support.has_ended(support.until("LTS", day), until + datetime.timedelta(1)))
        self.assertEqual(support.until("minor", datetime.date(2026, 1, 1)), support.NEXT)


class Texts(unittest.TestCase):
    def test_a_manifest_is_written_as_it_was_read(self):
        text = (ROOT / "manifest.yml").read_text()
        again = manifest.Manifest(text)
        self.assertEqual(manifest.Manifest(again.text()).parts, again.parts)
        self.assertEqual(again.text().replace('"release"', "release"), text.replace('"release"', "release"))

    def test_a_manifest_in_another_form_is_told_with_its_line(self):
        for line, said in (("more", ":2: cannot be read"), ("parts:\n  - {name: a}", ":3: an item of `parts` lacks `version`"),
                           ("others:", ":2: there is no list"), ("parts:\n  - {name: a, name: b}", ":3: cannot be read from"),
                           ("  - {name: a}", ":2: cannot be read")):
            with self.assertRaisesRegex(manifest.Malformed, re.escape("manifest.yml" + said)):
                manifest.Manifest("name: x\n" + line + "\n")

    def test_an_entry_has_a_kind_parts_and_lines(self):
        found, wrong = fragment.entries("a.md", "Fixed (lib_a, lib_b): one\ntwo\n\nSecurity: three: four\n")
        self.assertEqual([(entry.kind, entry.parts, entry.text, entry.where) for entry in found],
                         [("Fixed", ("lib_a", "lib_b"), "one\ntwo", "a.md:1"), ("Security", (), "three: four", "a.md:4")])
        self.assertEqual(wrong, [])
        self.assertEqual(fragment.entries("a.md", "")[1], [("a.md:1", "says nothing")])

    def test_a_section_of_the_same_number_takes_the_place_of_the_old(self):
        text = changelog.with_section("", "## 203001.00 (a, minor)\n\none\n")
        text = changelog.with_section(text, "## 203002.00 (b, minor)\n\ntwo\n")
        text = changelog.with_section(text, "## 203002.00 (c, minor)\n\nthree\n")
        self.assertEqual(changelog.numbers(text), ["203002.00", "203001.00"])
        self.assertNotIn("two", text)
        self.assertEqual(changelog.section_of(text, "203002.00").strip(), "## 203002.00 (c, minor)\n\nthree")

    def test_every_entry_of_the_distribution_that_names_a_part_is_in_its_section(self):
        with Distribution() as it:
            it.write("changelog.d/more.md", "Added (kernel, lib_bird): both.\nFixed (distribution): all.\n")
            it.commit("2030-01-11")
            it.released()
            text = (it.tree / "CHANGELOG.md").read_text()
            self.assertEqual(text.count("- Added: both."), 2)
            self.assertIn("### The distribution\n\n- Fixed: a crash.\n- Fixed: all.\n\n### kernel 1.0.0\n\n- Added: both.\n", text)


if __name__ == "__main__":
    unittest.main()
