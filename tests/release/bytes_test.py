#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The files of a release depend on its commit and on nothing else; and they hold what the commit held."""
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import unittest
import zipfile
from pathlib import Path

from kit import ROOT, Distribution


def digests(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in Path(folder).rglob("*") if path.is_file()}


def made_elsewhere(it, umask, **more):
    """The same release from another clone, with another umask and other surroundings."""
    there = it.folder / f"elsewhere-{umask:o}"
    it.git("clone", "-q", str(it.tree), str(there))
    for path in there.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (1, 1))
    tree, it.tree = it.tree, there
    out, it.out = it.out, there / "out of it"
    made = it.make(before=lambda: os.umask(umask), **more)
    found = digests(made["folder"])
    shutil.rmtree(it.out)
    it.tree, it.out = tree, out
    return found


class Bytes(unittest.TestCase):
    def test_another_folder_umask_time_user_and_language_make_the_same_bytes(self):
        with Distribution() as it:
            first = digests(it.make()["folder"])
            for umask, more in ((0o077, {"TZ": "Asia/Tokyo", "LC_ALL": "C", "HOME": "/nowhere", "USER": "other"}),
                                (0o000, {"TZ": "America/Lima", "PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"})):
                self.assertEqual(made_elsewhere(it, umask, **more), first)

    def test_another_commit_makes_others(self):
        with Distribution() as it:
            first = digests(it.make()["folder"])
            it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
            it.commit("2030-01-10")
            second = digests(it.make()["folder"])
            self.assertEqual([name for name in first if first[name] == second[name]],
                             ["dunlin-203001.00.md", "manifest.yml"])

    def test_candidate_release_and_what_the_tag_makes_later_are_the_same(self):
        with Distribution() as it:
            candidate = digests(it.make()["folder"])
            self.assertEqual(it.git("tag"), "")
            tagged = it.make("--tag")
            self.assertEqual(digests(tagged["folder"]), candidate)
            self.assertEqual(it.git("status", "--porcelain"), "")
            self.assertEqual(it.git("rev-parse", "203001.00^{commit}"), it.git("rev-parse", "HEAD"))
            self.assertEqual(made_elsewhere(it, 0o027), candidate)

    def test_a_later_date_may_be_asked_for_and_moves_the_month(self):
        with Distribution() as it:
            made = it.make(SOURCE_DATE_EPOCH="1901923200")  # April 2030
            self.assertEqual((made["release"], made["date"]), ("203004.00", "2030-04-09"))
            self.assertEqual(it.make(SOURCE_DATE_EPOCH="5")["date"], "2030-01-10")  # not before the commit

    def test_a_recorded_release_has_its_number_everywhere_and_no_fragments(self):
        with Distribution() as it:
            it.released()
            it.edit("libs/bird/bird.c", "#include", "int more;\n#include")
            it.version("lib_bird", "1.0.1")
            it.write("changelog.d/more.md", "Fixed (lib_birds): a crash.\nAnd a leak.\nSecurity (lib_bird): a hole.\n")
            it.commit("2030-02-01")
            self.assertEqual(it.released(), "203002.00")
            manifest, page, header, log = (it.git("show", f"HEAD:{path}") for path in (
                "manifest.yml", "docs/versions.md", "libs/base/include/dunlin_version.h", "CHANGELOG.md"))
            self.assertIn('version: "203002.00"\ntype: minor\nreleased: "2030-02-01"\nsupport: "until the next release"\n', manifest)
            self.assertRegex(manifest, r'name: lib_bird, version: "1.0.1".*since: "203002.00"')
            self.assertRegex(manifest, r'name: service_nest, version: "1.0.0".*since: "203001.00"')
            self.assertIn("release `203002.00`", page)
            self.assertRegex(header, r'"203002.00"\n#define DUNLIN_VERSION_MONTH  203002\n#define DUNLIN_VERSION_NUMBER 0')
            self.assertEqual(it.git("ls-files", "changelog.d"), "changelog.d/README.md")
            self.assertIn("## 203002.00 (2030-02-01, minor)\n\n### lib_bird 1.0.1\n\n- Security: a hole.\n- Fixed: a crash.\n"
                          "  And a leak.\n\n## 203001.00 (2030-01-10, major)\n\n### The distribution\n\n- Fixed: a crash.\n\n"
                          "### lib_bird 1.0.0\n\n- Added: birds.\n  They fly.", log)

    def test_archives_hold_the_commit_sorted_without_owner_and_with_two_modes(self):
        with Distribution() as it:
            made = it.make("--tag")
            folder, top = Path(made["folder"]), "dunlin-203001.00/"
            wanted = {path: (it.tree / path).read_bytes() for path in it.git("ls-files").split("\n")}
            with tarfile.open(folder / "dunlin-203001.00.tar.gz") as tar:
                members = tar.getmembers()
                held = {member.name.removeprefix(top): tar.extractfile(member).read() for member in members}
            self.assertEqual([m.name for m in members], sorted(m.name for m in members))
            self.assertEqual({(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in members}, {(0, 0, "", "", 1894276800)})
            self.assertEqual({m.name: oct(m.mode) for m in members if m.mode != 0o644}, {top + "libs/bird/build.sh": "0o755"})
            with zipfile.ZipFile(folder / "dunlin-203001.00.zip") as packed:
                self.assertIsNone(packed.testzip())
                infos = packed.infolist()
                zipped = {info.filename.removeprefix(top): packed.read(info) for info in infos}
            self.assertEqual({info.filename for info in infos if info.external_attr >> 16 == 0o100755}, {top + "libs/bird/build.sh"})
            self.assertEqual(held, zipped)
            self.assertEqual(set(held) - set(wanted), {"checksums.json", "dunlin.spdx.json"})
            self.assertEqual({path: held[path] for path in wanted}, wanted)
            self.assertEqual((folder / "manifest.yml").read_bytes(), wanted["manifest.yml"])

    def test_checksums_are_those_of_others_and_a_changed_copy_is_noticed(self):
        with Distribution() as it:
            folder = Path(it.make()["folder"])
            subprocess.run(["sha256sum", "--check", "--quiet", "dunlin-203001.00.sha256"], cwd=folder, check=True)
            shutil.unpack_archive(folder / "dunlin-203001.00.tar.gz", it.folder)
            copy = it.folder / "dunlin-203001.00"
            table = json.loads((copy / "checksums.json").read_text())["files"]
            self.assertEqual(table["LICENSE"], hashlib.sha256((copy / "LICENSE").read_bytes()).hexdigest())
            for place in (folder, copy):
                self.assertEqual(it.run("verify", str(place))[0], 0)
            (copy / "LICENSE").write_text("other\n")
            (copy / "libs/bird/bird.c").unlink()
            (copy / "more").write_text("x")
            status, out, _ = it.run("verify", str(copy))
            self.assertEqual((status, sorted(out.splitlines())), (1, [
                "LICENSE: is not what was released", "libs/bird/bird.c: is missing", "more: is not of the release"]))
            with open(folder / "dunlin-203001.00.zip", "ab") as stream:
                stream.write(b"x")
            self.assertEqual(it.run("verify", str(folder))[0], 1)

    def test_support_is_stated_in_notes_and_manifest(self):
        for kind, said in (("LTS", "until 2033-12-31"), ("minor", "until the next release")):
            with self.subTest(kind), Distribution() as it:
                folder = Path(it.make("--type", kind)["folder"])
                self.assertIn(f"\nSupported: {said}.\n", (folder / "dunlin-203001.00.md").read_text())
                self.assertIn(f'\nsupport: "{said}"\n', (folder / "manifest.yml").read_text())

    def test_the_distribution_itself_is_the_same_bytes_twice(self):
        if not (ROOT / ".git").exists():
            self.skipTest("no repository")
        with Distribution() as it:
            first, second = it.folder / "one", it.folder / "two"
            for place, umask in ((first, 0o022), (second, 0o077)):
                it.git("clone", "-q", "--shared", str(ROOT), str(place))
                it.tree, it.out = place, place.with_name(place.name + "-out")
                made = it.make(before=lambda: os.umask(umask), TZ=f"UTC{umask}")
            self.assertEqual(digests(str(first) + "-out"), digests(str(second) + "-out"))
            tar = gzip_of(Path(made["folder"]) / f"dunlin-{made['release']}.tar.gz")
            self.assertEqual(hashlib.sha256(tar).hexdigest(), made["files"][f"dunlin-{made['release']}.tar"]["sha256"])
            with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
                names = {name.split("/", 1)[1] for name in archive.getnames()}
            self.assertTrue({"run", "LICENSE", "CHANGELOG.md", "kernel/include/task.h", "checksums.json"} <= names)


def gzip_of(path):
    return subprocess.run(["gzip", "-dc", str(path)], check=True, capture_output=True).stdout


if __name__ == "__main__":
    unittest.main()
