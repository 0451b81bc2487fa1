#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The bill of materials by the rules of SPDX 2.3 (clauses 6 to 11), and by what is in the release."""
import base64
import copy
import hashlib
import json
import re
import unittest
from pathlib import Path

from kit import ROOT, Distribution

import licence
import manifest
import sbom
import tree as trees

HEX = {"SHA1": 40, "SHA256": 64, "SHA384": 96, "SHA512": 128, "MD5": 32}
RELATIONS = {"DESCRIBES", "CONTAINS", "DEPENDS_ON", "TEST_DEPENDENCY_OF"}
PURPOSES = {"OTHER", "INSTALL", "ARCHIVE", "FIRMWARE", "APPLICATION", "FRAMEWORK", "LIBRARY", "CONTAINER", "SOURCE", "DEVICE",
            "OPERATING_SYSTEM", "FILE"}
# All keys that the format's schema has for these, of which a document uses some; it allows no others.
KEYS = {
    "document": "SPDXID annotations comment creationInfo dataLicense externalDocumentRefs hasExtractedLicensingInfos name revieweds"
                " spdxVersion documentNamespace documentDescribes packages files snippets relationships",
    "package": "SPDXID annotations attributionTexts builtDate checksums comment copyrightText description downloadLocation"
               " externalRefs filesAnalyzed hasFiles homepage licenseComments licenseConcluded licenseDeclared licenseInfoFromFiles"
               " name originator packageFileName packageVerificationCode primaryPackagePurpose releaseDate sourceInfo summary"
               " supplier validUntilDate versionInfo",
    "file": "SPDXID annotations artifactOfs attributionTexts checksums comment copyrightText fileContributors fileDependencies"
            " fileName fileTypes licenseComments licenseConcluded licenseInfoInFiles noticeText",
    "relationship": "spdxElementId comment relatedSpdxElement relationshipType",
    "checksum": "algorithm checksumValue",
    "reference": "comment referenceCategory referenceLocator referenceType",
}
DATE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
PACKAGE = ("SPDXID", "name", "downloadLocation", "licenseConcluded", "licenseDeclared", "copyrightText", "versionInfo")
FILE = ("SPDXID", "fileName", "checksums", "licenseConcluded", "licenseInfoInFiles", "copyrightText")


def expression(text):
    return text in ("NOASSERTION", "NONE") or all(word in licence.KNOWN for word in re.split(r" (?:OR|AND) ", text.strip("()")))


def unknown_keys(document):
    items = [("document", document), *(("package", item) for item in document["packages"]), *(("file", item) for item in document["files"]),
             *(("relationship", item) for item in document["relationships"])]
    items += [("checksum", row) for _, item in items for row in item.get("checksums", ())]
    items += [("reference", row) for _, item in items for row in item.get("externalRefs", ())]
    for kind, item in items:
        yield from (f"{kind}: there is no {key}" for key in set(item) - set(KEYS[kind].split()))


def checksums(where, rows):
    for row in rows:
        if not re.fullmatch("[0-9a-f]{%d}" % HEX.get(row.get("algorithm"), 0), row.get("checksumValue", "")):
            yield f"{where}: checksum {row}"


def faults(document):
    """What is wrong with a document, by its form."""
    for key, wanted in (("spdxVersion", "SPDX-2.3"), ("dataLicense", "CC0-1.0"), ("SPDXID", "SPDXRef-DOCUMENT")):
        if document.get(key) != wanted:
            yield key
    if not document.get("name"):
        yield "name"
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s#]+", document.get("documentNamespace", "")):
        yield "documentNamespace"
    made = document.get("creationInfo", {})
    if not re.fullmatch(DATE, made.get("created", "")):
        yield "created"
    yield from unknown_keys(document)
    if not made.get("creators") or not all(re.match(r"(Tool|Organization|Person): \S", who) for who in made["creators"]):
        yield "creators"
    everything = [document, *document["packages"], *document["files"]]
    names = [item.get("SPDXID", "") for item in everything]
    for name in {name for name in names if names.count(name) > 1 or not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", name)}:
        yield f"SPDXID {name}"
    for row in document["relationships"]:
        if row["relationshipType"] not in RELATIONS or not {row["spdxElementId"], row["relatedSpdxElement"]} <= set(names):
            yield f"relationship {row}"
    yield from package_faults(document)
    for item in document["files"]:
        yield from (f"{item.get('fileName')}: {key}" for key in FILE if not item.get(key))
        if "SHA1" not in {row["algorithm"] for row in item.get("checksums", ())} or not item.get("fileName", "").startswith("./"):
            yield f"{item.get('fileName')}: name or SHA1"
        yield from checksums(item.get("fileName"), item.get("checksums", ()))


def package_faults(document):
    sums = {item["SPDXID"]: item["checksums"][0]["checksumValue"] for item in document["files"] if item.get("checksums")}
    for item in document["packages"]:
        where = item.get("name")
        yield from (f"{where}: {key}" for key in PACKAGE if not item.get(key))
        yield from (f"{where}: {key}" for key in ("licenseConcluded", "licenseDeclared") if not expression(item.get(key, "")))
        yield from checksums(where, item.get("checksums", ()))
        if item.get("primaryPackagePurpose", "OTHER") not in PURPOSES:
            yield f"{where}: purpose"
        for key in ("releaseDate", "validUntilDate"):
            if not re.fullmatch(DATE, item.get(key, "2030-01-01T00:00:00Z")):
                yield f"{where}: {key}"
        for row in item.get("externalRefs", ()):
            if row["referenceCategory"] != "PACKAGE-MANAGER" or row["referenceType"] != "purl" or not re.fullmatch(r"pkg:[a-z]+/\S+@\S+", row["referenceLocator"]):
                yield f"{where}: {row}"
        if item.get("filesAnalyzed", True):
            held = [row["relatedSpdxElement"] for row in document["relationships"]
                    if row["spdxElementId"] == item["SPDXID"] and row["relationshipType"] == "CONTAINS"]
            mine = sums if item["SPDXID"] == sbom.ROOT else {name: sums[name] for name in held if name in sums}
            code = hashlib.sha1("".join(sorted(mine.values())).encode()).hexdigest()
            if item["packageVerificationCode"]["packageVerificationCodeValue"] != code:
                yield f"{where}: verification code"


BREAKS = {
    "a version of the format": lambda it: it.update(spdxVersion="SPDX-2.2"),
    "no namespace": lambda it: it.update(documentNamespace="here"),
    "a date": lambda it: it["creationInfo"].update(created="today"),
    "an identifier twice": lambda it: it["files"][1].update(SPDXID=it["files"][0]["SPDXID"]),
    "an identifier with a blank": lambda it: it["files"][0].update(SPDXID="SPDXRef a"),
    "a relationship to nothing": lambda it: it["relationships"][0].update(relatedSpdxElement="SPDXRef-None"),
    "a relationship that there is not": lambda it: it["relationships"][0].update(relationshipType="LIKES"),
    "a licence that there is not": lambda it: it["packages"][0].update(licenseConcluded="Mine"),
    "a package without licence": lambda it: it["packages"][1].pop("licenseDeclared"),
    "a package without version": lambda it: it["packages"][1].pop("versionInfo"),
    "a purpose that there is not": lambda it: it["packages"][0].update(primaryPackagePurpose="OPERATING-SYSTEM"),
    "a day without its time": lambda it: it["packages"][0].update(validUntilDate="2033-12-31"),
    "a key that there is not": lambda it: it["packages"][0].update(license="MIT"),
    "a short checksum": lambda it: it["files"][0]["checksums"][1].update(checksumValue="ab"),
    "a file that another code was made of": lambda it: it["files"][0]["checksums"][0].update(checksumValue="0" * 40),
    "a file without its place": lambda it: it["files"][0].update(fileName="LICENSE"),
}


def of_tree(files):
    whole = manifest.Manifest(files["manifest.yml"].text())
    return json.loads(sbom.of_release(files, whole, licence.of_files(files)[0], 0, (sbom.FILE,)))


class Bill(unittest.TestCase):
    def test_the_form_is_that_of_spdx_2_3(self):
        with Distribution() as it:
            document = json.loads(Path(it.make("--type", "LTS")["folder"], sbom.FILE).read_text())
            self.assertEqual(list(faults(document)), [])
            self.assertEqual(document["packages"][0]["validUntilDate"], "2033-12-31T23:59:59Z")
            for name, change in BREAKS.items():
                with self.subTest(name):
                    broken = copy.deepcopy(document)
                    change(broken)
                    self.assertNotEqual(list(faults(broken)), [])

    def test_every_file_of_the_release_is_in_it_with_its_hashes(self):
        with Distribution() as it:
            folder = Path(it.make("--tag")["folder"])
            document = json.loads((folder / sbom.FILE).read_text())
            table = json.loads((folder / "checksums.json").read_text())["files"]
            told = {item["fileName"][2:]: item["checksums"][1]["checksumValue"] for item in document["files"]}
            self.assertEqual(told, {path: digest for path, digest in table.items() if path != sbom.FILE})
            self.assertEqual(document["packages"][0]["packageVerificationCode"]["packageVerificationCodeExcludedFiles"],
                             ["./dunlin.spdx.json", "./checksums.json"])

    def test_parts_pins_and_who_needs_whom_are_told(self):
        with Distribution() as it:
            document = json.loads(Path(it.make()["folder"], sbom.FILE).read_text())
            packages = {item["name"]: item for item in document["packages"]}
            wing = packages["wing"]
            self.assertEqual((wing["versionInfo"], wing["licenseDeclared"], wing["downloadLocation"], wing["checksums"]),
                             ("2.1", "Apache-2.0", "https://example.org/wing-2.1.tar",
                              [{"algorithm": "SHA256", "checksumValue": "cd" * 32}]))
            self.assertEqual((packages["lib_bird"]["versionInfo"], packages["docs"]["versionInfo"]), ("1.0.0", "203001.00"))
            needs = {(row["spdxElementId"], row["relatedSpdxElement"]) for row in document["relationships"]
                     if row["relationshipType"] == "DEPENDS_ON"}
            self.assertEqual(needs, {("SPDXRef-Part-lib-bird", "SPDXRef-Pinned-wing"),
                                     ("SPDXRef-Part-service-nest", "SPDXRef-Part-lib-bird")})

    def test_what_a_test_installs_by_its_lock_file_is_told(self):
        lock = {"packages": {"": {}, "node_modules/@a/b": {"version": "1.2.3", "license": "ISC", "integrity":
                                                           "sha512-" + base64.b64encode(b"x" * 64).decode()}}}
        with Distribution() as it:
            it.write("docs/package-lock.json", json.dumps(lock))
            it.write("libs/package-lock.json", json.dumps(lock))  # of another test: told once
            it.commit("2030-01-11")
            document = json.loads(Path(it.make()["folder"], sbom.FILE).read_text())
            self.assertEqual(list(faults(document)), [])
            found = next(item for item in document["packages"] if item["name"] == "@a/b")
            self.assertEqual(found["checksums"], [{"algorithm": "SHA512", "checksumValue": "78" * 64}])
            self.assertIn({"spdxElementId": found["SPDXID"], "relationshipType": "TEST_DEPENDENCY_OF",
                           "relatedSpdxElement": sbom.ROOT}, document["relationships"])

    def test_that_of_the_distribution_itself_has_the_form_and_its_pins(self):
        document = of_tree(trees.of_folder(ROOT))
        self.assertEqual(list(faults(document)), [])
        pinned = {item["name"]: item for item in document["packages"] if item["SPDXID"].startswith("SPDXRef-Pinned")}
        for path in ROOT.glob("third_party/*/pin.json"):
            pin = json.loads(path.read_text())
            self.assertEqual(pinned[pin["name"]]["versionInfo"], pin["version"])
            self.assertEqual(pinned[pin["name"]]["checksums"][0]["checksumValue"], pin["upstream"]["sha256"])
        needs = {(row["spdxElementId"], row["relatedSpdxElement"]) for row in document["relationships"]}
        self.assertTrue({("SPDXRef-Part-lib-tls", "SPDXRef-Pinned-mbedtls"), ("SPDXRef-Part-service-net", "SPDXRef-Pinned-lwip"),
                         ("SPDXRef-Part-lib-shadow", "SPDXRef-Part-lib-base")} <= needs)


if __name__ == "__main__":
    unittest.main()
