#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tools/sign: images as the design page draws them, beside stock OpenSSL, and each fault with its text and status.

Usage: sign_test.py DUNLIN_SIGN
"""
import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEVELOPMENT = ROOT / "tools/sign/development"
SIGN = None
USAGE, READ, WRITE, KEY, CERTIFICATE, USAGES, PAIR, RELEASE, BINARY, ELF, VERSION, ADDRESS, LAYOUT, FIT = range(2, 16)
MAGIC, FLAG, SIZE, PLACE, HARDWARE, TYPE, SIGNATURE, DOWNGRADE, SAME, COUNTER = range(20, 30)

# Version 1.2.3 of the bytes 0 to 15 for 0x10000, hardware id 7, counter 5; the signature is random.
GOLDEN = """
40 41 46 52 54 4f 53 ff 03 00 02 01 00 00 01 00
10 00 01 00 04 00 01 00 07 00 00 00 05 00 00 00
00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f
73 69 67 2d 73 68 61 32 35 36 2d 65 63 64 73 61
00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
"""
LAYOUT_OBJECT = {
    "name": "small", "flash": {"bytes": 65536, "erase_bytes": 4096, "program_bytes": 4},
    "journal": {"offset": 8192, "bytes": 8192}, "progress": {"offset": 16384, "bytes": 8192},
    "slots": [{"offset": 24576, "bytes": 16384}, {"offset": 40960, "bytes": 16384}],
    "run": {"from": "copy", "address": "0x00010000", "bytes": 16384}, "hardware_id": 7}


def openssl(*words, text=None):
    return subprocess.run(["openssl", *map(str, words)], input=text, capture_output=True, check=True).stdout


def elf(machine=40, segments=((0x10000, b"\1" * 8), (0x10010, b"\2" * 4)), entry=0x10004, kind=2, bits=1):
    """A linked program whose segments lie at these addresses. Bits: 1 for 32, 2 for 64."""
    head, each = (64, 56) if bits == 2 else (52, 32)
    headers, data = b"", b""
    for address, content in segments:
        at = head + each * len(segments) + len(data)
        headers += (struct.pack("<2I6Q", 1, 5, at, address, address, len(content), len(content), 4) if bits == 2 else
                    struct.pack("<8I", 1, at, address, address, len(content), len(content), 5, 4))
        data += content
    words = struct.pack("<3Q" if bits == 2 else "<3I", entry, head, 0)
    return (b"\x7fELF" + bytes([bits, 1, 1]) + bytes(9) + struct.pack("<2HI", kind, machine, 1) + words +
            struct.pack("<I6H", 0, head, each, len(segments), 0, 0, 0) + headers + data)


class Case(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = Path(place.name)
        self.key, self.certificate = self.file("own.key"), self.file("own.crt")
        self.good("key", "--key", self.key, "--certificate", self.certificate)
        self.binary = self.file("binary", bytes(range(16)))

    def file(self, name, content=None):
        path = self.folder / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def run_sign(self, *words):
        return subprocess.run([SIGN, *map(str, words)], capture_output=True, text=True, timeout=30)

    def good(self, *words):
        done = self.run_sign(*words)
        self.assertEqual((done.returncode, done.stderr), (0, ""), words)
        return done.stdout

    def bad(self, status, text, *words):
        """It fails with this status and text, and the folder is as before."""
        before = {path.name: path.read_bytes() for path in self.folder.iterdir()}
        done = self.run_sign(*words)
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertIn(text, done.stderr)
        self.assertTrue(done.stderr.startswith("sign: "))
        self.assertEqual({path.name: path.read_bytes() for path in self.folder.iterdir()}, before)

    def signer(self):
        return "--key", self.key, "--certificate", self.certificate

    def image(self, *options, name="image", version="1.2.3", start="0x10000", source=None):
        path = self.file(name)
        start = () if start is None else ("--start", start)
        self.good("image", source or self.binary, "--output", path, "--version", version, *start, *self.signer(), *options)
        return path

    def extended(self, usages, name="other", key=None):
        """A certificate of stock OpenSSL with these extensions."""
        path = self.file(f"{name}.crt")
        config = self.file(f"{name}.cnf", f"[req]\ndistinguished_name=n\nx509_extensions=e\n[n]\n[e]\n{usages}\n")
        openssl("req", "-x509", "-new", "-key", key or self.key, "-subj", "/CN=x", "-days", "30", "-config", config, "-out", path)
        return path


class Keys(Case):
    def test_a_certificate_is_for_signing_code_and_nothing_else(self):
        text = openssl("x509", "-in", self.certificate, "-noout", "-text").decode()
        self.assertRegex(text, r"Key Usage: critical\s+Digital Signature\n")
        self.assertRegex(text, r"Extended Key Usage: *\s+Code Signing\n")
        self.assertIn("CA:FALSE", text)
        self.assertIn("prime256v1", text)
        openssl("verify", "-CAfile", self.certificate, self.certificate)
        self.assertEqual(self.key.stat().st_mode & 0o777, 0o600)

    def test_an_authority_signs_a_certificate(self):
        ca_key, ca = self.file("ca.key"), self.file("ca.crt")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", ca_key, "-subj",
                "/CN=Root", "-days", "30", "-out", ca)
        key, certificate = self.file("leaf.key"), self.file("leaf.crt")
        self.good("key", "--key", key, "--certificate", certificate, "--name", "Leaf", "--days", "20", "--ca", ca, "--ca-key", ca_key)
        self.assertIn(b"OK", openssl("verify", "-CAfile", ca, certificate))
        self.assertIn(b"CN = Leaf", openssl("x509", "-in", certificate, "-noout", "-subject"))
        self.bad(USAGES, "not the certificate of an authority", "key", "--key", self.file("n.key"), "--certificate",
                 self.file("n.crt"), "--ca", self.certificate, "--ca-key", self.key)
        self.bad(PAIR, "is not the key of", "key", "--key", self.file("n.key"), "--certificate", self.file("n.crt"), "--ca",
                 ca, "--ca-key", self.key)

    def test_a_key_that_is_there_is_not_overwritten(self):
        self.bad(WRITE, "exists; --force replaces it", "key", "--key", self.key, "--certificate", self.file("n.crt"))
        before = self.key.read_bytes()
        self.good("key", "--key", self.key, "--certificate", self.certificate, "--force")
        self.assertNotEqual(self.key.read_bytes(), before)

    def test_a_certificate_without_the_usages_is_refused(self):
        image = ("image", self.binary, "--output", self.file("image"), "--version", "1.0.0", "--start", "0", "--key", self.key)
        for name, usages, text in (
                ("none", "basicConstraints=CA:FALSE", "has no key usage digitalSignature"),
                ("server", "keyUsage=digitalSignature\nextendedKeyUsage=serverAuth", "has no extended key usage codeSigning"),
                ("authority", "keyUsage=keyCertSign\nextendedKeyUsage=codeSigning", "has no key usage digitalSignature"),
                ("device", "keyUsage=digitalSignature", "has no extended key usage codeSigning")):
            certificate = self.extended(usages, name)
            self.bad(USAGES, text, *image, "--certificate", certificate)
            self.bad(USAGES, text, "header", "--certificate", certificate, "--output", self.file("key.h"))
        good = self.extended("keyUsage=digitalSignature\nextendedKeyUsage=codeSigning", "good")
        self.good(*image, "--certificate", good)

    def test_keys_that_are_none_are_told_of(self):
        rsa, other = self.file("rsa.key"), self.file("other.key")
        openssl("genrsa", "-out", rsa, "2048")
        openssl("ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", other)
        image = ("image", self.binary, "--output", self.file("image"), "--version", "1.0.0", "--start", "0", "--certificate",
                 self.certificate)
        self.bad(KEY, "is not on the curve P-256", *image, "--key", rsa)
        self.bad(KEY, "is not on the curve P-256", *image, "--key", other)
        self.bad(KEY, "holds no private key", *image, "--key", self.certificate)
        self.bad(READ, "No such file", *image, "--key", self.file("nowhere"))
        self.bad(PAIR, "is not the key of", *image, "--key", DEVELOPMENT / "development.key")
        self.bad(CERTIFICATE, "holds no certificate", "header", "--certificate", self.key, "--output", self.file("key.h"))

    def test_a_header_holds_the_public_key(self):
        header = self.file("key.h")
        self.good("header", "--certificate", self.certificate, "--output", header)
        der = openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")
        numbers = re.findall(r"0x([0-9a-f]{2})", header.read_text())
        self.assertEqual(bytes.fromhex("".join(numbers)), der)
        self.assertIn("OTA_SIGNER_KEY_IS_DEVELOPMENT 0", header.read_text())
        subprocess.run(["cc", "-fsyntax-only", "-Wall", "-Wno-unused", "-Werror", "-x", "c", header], check=True)
        public = self.file("own.pub", openssl("pkey", "-in", self.key, "-pubout"))
        again = self.file("again.h")
        self.good("header", "--public", public, "--output", again)
        self.assertEqual(again.read_bytes(), header.read_bytes())

    def test_a_release_refuses_every_development_key(self):
        certificates = list(DEVELOPMENT.glob("*.crt"))
        self.assertTrue(certificates)
        for certificate in certificates:
            key = certificate.with_suffix(".key")
            signer = ("--key", key, "--certificate", certificate)
            text = "this is a development key of the source tree"
            self.bad(RELEASE, text, "image", self.binary, "--output", self.file("image"), "--version", "1.0.0", "--start", "0",
                     *signer, "--release")
            self.bad(RELEASE, text, "header", "--certificate", certificate, "--output", self.file("key.h"), "--release")
            self.good("image", self.binary, "--output", self.file("image"), "--version", "1.0.0", "--start", "0", *signer)
            self.bad(RELEASE, text, "update", self.file("image"), "--signature", self.file("s"), *signer, "--release")
            self.bad(RELEASE, text, "verify", self.file("image"), "--certificate", certificate, "--release")
            # Another certificate does not hide the key.
            other = self.extended("keyUsage=digitalSignature\nextendedKeyUsage=codeSigning", "hidden", key)
            self.bad(RELEASE, text, "header", "--certificate", other, "--output", self.file("key.h"), "--release")
        self.image("--release")

    def test_the_header_of_the_development_key_is_in_the_tree(self):
        header = self.file("key.h")
        self.good("header", "--certificate", DEVELOPMENT / "development.crt", "--output", header)
        self.assertEqual(header.read_text(), (DEVELOPMENT / "include/ota_signer_key.h").read_text())
        self.assertIn("OTA_SIGNER_KEY_IS_DEVELOPMENT 1", header.read_text())


class Images(Case):
    def test_an_image_is_what_the_page_draws(self):
        made = self.image("--exec", "0x10004", "--hardware-id", "7", "--counter", "5").read_bytes()
        golden = bytes.fromhex(GOLDEN)
        self.assertEqual(made[:len(golden)].hex(" "), golden.hex(" "))
        self.assertEqual(len(made), 324 + 16)
        length, signature = struct.unpack("<I", made[80:84])[0], made[84:]
        self.assertEqual(signature[length:], bytes(256 - length))
        der = self.file("der", signature[:length])
        public, body = self.file("pub", openssl("pkey", "-in", self.key, "-pubout")), self.file("body", made[8:48])
        self.assertIn(b"Verified OK", openssl("dgst", "-sha256", "-verify", public, "-signature", der, body))

    def test_an_image_made_by_openssl_alone_is_good(self):
        """The commands of the design page, as they stand there."""
        page = (ROOT / "docs/design/ota.md").read_text()
        commands = re.findall(r"^    (openssl dgst .*|\{ printf .*> image)$", page, re.M)
        self.assertEqual(len(commands), 2)
        self.file("body", struct.pack("<6I", 0x01020003, 0x10000, 0x10010, 0x10004, 7, 5) + bytes(range(16)))
        shutil.copy(self.key, self.file("key.pem"))
        subprocess.run(["sh", "-ec", commands[0]], cwd=self.folder, check=True)
        length = self.file("sig").stat().st_size
        second = commands[1].replace(r"\107", f"\\{length:o}").replace("185", str(256 - length))
        subprocess.run(["sh", "-ec", second], cwd=self.folder, check=True)
        image = self.file("image")
        self.good("verify", image, "--certificate", self.certificate, "--hardware-id", "7", "--start", "0x10000")
        self.assertEqual(json.loads(self.good("inspect", image, "--json"))["version"], "1.2.3")

    def test_an_image_made_here_is_verified_by_openssl_alone(self):
        """The other commands of the design page, as they stand there; each flipped byte of what is signed is seen."""
        page = (ROOT / "docs/design/ota.md").read_text()
        commands = re.findall(r"^    ((?:at=|tail |head ).*)$", page, re.M)
        self.assertEqual(len(commands), 3)
        image = self.image("--hardware-id", "7")
        self.file("public.pem", openssl("pkey", "-in", self.key, "-pubout"))

        def verifies():
            done = subprocess.run(["sh", "-c", "\n".join(commands)], cwd=self.folder, capture_output=True, text=True)
            return done.returncode == 0 and "Verified OK" in done.stdout

        self.assertTrue(verifies())
        content = image.read_bytes()
        for at in (8, 31, 32, len(content) - 293, len(content) - 250):
            image.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1:])
            self.assertFalse(verifies(), at)

    def test_an_elf_file_brings_its_addresses(self):
        for machine, bits, begin in ((40, 1, 0x10000), (243, 1, 0x10004), (243, 2, 0x10004)):
            image = self.image(source=self.file("elf", elf(machine, bits=bits)), start=None, name=f"image-{machine}-{bits}")
            about = json.loads(self.good("inspect", image, "--json"))
            self.assertEqual((about["start"], about["end"], about["exec"]), (0x10000, 0x10014, begin))
            self.assertEqual(image.read_bytes()[32:52], b"\1" * 8 + b"\xff" * 8 + b"\2" * 4)

    def test_elf_files_that_are_none_are_told_of(self):
        whole = elf()
        for text, status, content in (
                ("32 or 64 bits", ELF, elf(bits=3)), ("neither Arm nor RISC-V", ELF, elf(62)), ("not linked to run", ELF, elf(kind=1)),
                ("program headers are not in the file", ELF, whole[:60]), ("is cut", ELF, whole[:-1]),
                ("loads nothing", BINARY, elf(segments=())), ("32 or 64 bits", ELF, whole[:20]), ("32 or 64 bits", ELF, elf(bits=2)[:60]),
                ("more than 64 MB apart", BINARY, elf(segments=((0, b"1"), (0x8000000, b"2")))),
                ("goes past 2^32", ADDRESS, elf(segments=((0xfffffffe, b"1234"),))),
                ("goes past 2^32", ADDRESS, elf(243, segments=((1 << 32, b"1234"),), bits=2)),
                ("goes past 2^32", ADDRESS, elf(243, segments=(((1 << 64) - 2, b"1234"),), bits=2)),
                ("entry is past 2^32", ADDRESS, elf(243, entry=0x100010004, bits=2)),
                ("program headers are not in the file", ELF, elf(243, bits=2)[:100]),
                ("is no place to begin", ADDRESS, elf(243, entry=0x10002))):
            self.bad(status, text, "image", self.file("elf", content), "--output", self.file("image"), "--version", "1.0.0",
                     *self.signer())

    def test_what_cannot_become_an_image_is_told_of(self):
        def refused(status, text, source, *options, version="1.0.0", start="0x10000"):
            self.bad(status, text, "image", source, "--output", self.file("image"), "--version", version, "--start", start,
                     *self.signer(), *options)
        refused(BINARY, "4 bytes or more", self.file("none", b""))
        refused(BINARY, "4 bytes or more", self.file("three", b"123"))
        refused(BINARY, "the slot has 339", self.binary, "--slot-bytes", "339")
        refused(ADDRESS, "past 2^32", self.binary, start="0xfffffff0")
        for begin in ("0xfffc", "0x10010", "0x10001"):
            refused(ADDRESS, "no place to begin", self.binary, "--exec", begin)
        refused(ADDRESS, "no place to begin", self.file("six", b"123456"), "--exec", "0x10004")  # half a word
        for version in ("1.2", "1.2.3.4", "1.2.x", "256.0.0", "0.256.0", "0.0.65536", "1..2", "-1.0.0", "1.2.3 ", ""):
            refused(VERSION, "is no version", self.binary, version=version)
        refused(USAGE, "--counter is a number", self.binary, "--counter", "0x100000000")
        refused(USAGE, "--counter is a number", self.binary, "--counter", "-1")
        refused(USAGE, "--counter is a number", self.binary, "--counter", "010")
        refused(READ, "No such file", self.file("nowhere"))
        refused(READ, "is no file", self.folder)
        self.bad(USAGE, "--start says where it runs", "image", self.binary, "--output", self.file("i"), "--version", "1.0.0",
                 *self.signer())
        self.bad(USAGE, "has no option --colour", "image", self.binary, "--colour", "red")
        self.bad(USAGE, "there is no verb paint", "paint")

    def test_the_last_byte_of_the_slot_may_be_used(self):
        self.image("--slot-bytes", "340")

    def test_a_sequence_is_a_version_in_one_number(self):
        image = self.file("image")
        words = ("image", self.binary, "--output", image, "--start", "0x10000", *self.signer())
        self.good(*words, "--sequence", "0x01020003")
        self.assertEqual(json.loads(self.good("inspect", image, "--json"))["version"], "1.2.3")
        self.bad(USAGE, "either --version or --sequence", *words)
        self.bad(USAGE, "either --version or --sequence", *words, "--sequence", "1", "--version", "0.0.1")

    def test_an_output_is_replaced_whole_or_stays(self):
        image = self.image()
        before = image.read_bytes()
        keeper = open(image, "rb")
        self.addCleanup(keeper.close)
        self.image(version="1.2.4")
        self.assertNotEqual(image.read_bytes(), before)
        self.assertEqual(keeper.read(), before)  # who had it open still has the old one
        self.bad(WRITE, "nowhere", "image", self.binary, "--output", self.folder / "nowhere/image", "--version", "1.0.0",
                 "--start", "0", *self.signer())
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual(image.stat().st_mode & 0o777, 0o666 & ~mask)

    def test_inspect_tells_every_field(self):
        text = self.good("inspect", self.image("--hardware-id", "7", "--counter", "5"))
        for words in ("version 1.2.3", "0x00010000", "0x00010010: 16 bytes", "7 (0x00000007)", "5: a device", "sig-sha256-ecdsa",
                      "bytes 8 to 47", "340 bytes"):
            self.assertIn(words, text)


class Verify(Case):
    def setUp(self):
        super().setUp()
        self.whole = self.image("--exec", "0x10004", "--hardware-id", "7", "--counter", "5").read_bytes()

    def check(self, status, text, *options, at=None, value=None, content=None):
        changed = bytearray(content if content is not None else self.whole)
        if at is not None:
            value = struct.pack("<I", value) if isinstance(value, int) else value
            changed[at:at + len(value)] = value
        path = self.file("changed", bytes(changed))
        words = ("verify", path, "--certificate", self.certificate, *options)
        self.good(*words) if status == 0 else self.bad(status, text, *words)

    def test_each_rule_has_its_text_and_status(self):
        self.check(0, "")
        self.check(MAGIC, "magic: it does not begin with @AFRTOS", at=0, value=b"#")
        self.check(MAGIC, "magic:", content=b"")
        self.check(FLAG, "flag: it is 0xfc", at=7, value=b"\xfc")
        self.check(SIZE, "size: the file has 341 bytes", content=self.whole + b"\0")
        self.check(SIZE, "size: the file has 339 bytes", content=self.whole[:-1])
        self.check(SIZE, "size: an image has 328 bytes or more", content=self.whole[:100])
        self.check(SIZE, "size: end", at=16, value=0x10003)
        self.check(SIZE, "size: end", at=16, value=0)
        self.check(SIZE, "size: the file has", at=16, value=0xffffffff)
        self.check(SIZE, "the slot 339", "--slot-bytes", "339")
        self.check(SIZE, "the memory that it runs in 15", "--memory-bytes", "15")
        self.check(PLACE, "address: it is for 0x00010000", "--start", "0x20000")
        self.check(PLACE, "address: 0x00010001", at=20, value=0x10001)
        self.check(PLACE, "address: 0x00010010", at=20, value=0x10010)
        self.check(HARDWARE, "hardware id: the image's is 7, the board's 8", "--hardware-id", "8")
        self.check(TYPE, "signature type:", at=48, value=b"S")
        self.check(TYPE, "signature type:", at=48 + 31, value=b"\1")
        self.check(SIGNATURE, "its length is 73", at=80, value=73)
        self.check(SIGNATURE, "its length is 7", at=80, value=7)
        self.check(SIGNATURE, "there is something behind it", at=339, value=b"\1")
        self.check(COUNTER, "counter: the image's is 5, the device's 6", "--counter", "6")
        self.check(DOWNGRADE, "downgrade: 1.2.3 is older than 1.2.4", "--above", "1.2.4")
        self.check(SAME, "same version: 1.2.3 runs already", "--above", "1.2.3")
        self.check(0, "", "--above", "1.2.2", "--counter", "5", "--start", "0x10000", "--hardware-id", "7", "--slot-bytes", "340")

    def test_a_bit_that_is_flipped_anywhere_is_found(self):
        public = self.file("pub", openssl("pkey", "-in", self.key, "-pubout"))
        for at in range(len(self.whole)):
            changed = bytearray(self.whole)
            changed[at] ^= 1 << at % 8
            path = self.file("changed", bytes(changed))
            self.assertGreaterEqual(self.run_sign("verify", path, "--public", public).returncode, MAGIC, at)

    def test_another_key_is_not_good_enough(self):
        self.bad(SIGNATURE, "signature: it is not this key's", "verify", self.file("image"), "--certificate",
                 DEVELOPMENT / "development.crt")


class Factory(Case):
    def make(self, *options, layout=None):
        return ("factory", self.file("image"), "--layout", self.file("layout.json", json.dumps(layout or LAYOUT_OBJECT)),
                "--output", self.file("flash"), *options)

    def test_slot_0_holds_the_image_and_the_rest_is_erased(self):
        image = self.image("--hardware-id", "7").read_bytes()
        self.good(*self.make())
        flash = self.file("flash").read_bytes()
        self.assertEqual(len(flash), 65536)
        self.assertEqual(flash[24576:24576 + len(image)], image)
        self.assertEqual(set(flash[:24576] + flash[24576 + len(image):]), {0xff})
        self.good(*self.make("--slot-only"))
        self.assertEqual(self.file("flash").read_bytes(), flash[24576:40960])

    def test_a_bootloader_goes_before_the_regions(self):
        self.image("--hardware-id", "7")
        self.good(*self.make("--boot", self.file("boot", b"B" * 8192)))
        self.assertEqual(self.file("flash").read_bytes()[:8193], b"B" * 8192 + b"\xff")
        self.bad(FIT, "there are 8192 before the first region", *self.make("--boot", self.file("boot", b"B" * 8193)))
        self.bad(BINARY, "is empty: it is no bootloader", *self.make("--boot", self.file("empty", b"")))
        self.bad(USAGE, "--boot is not in slot 0", *self.make("--boot", self.file("boot"), "--slot-only"))

    def test_over_a_flash_all_outside_the_regions_stays(self):
        image = self.image("--hardware-id", "7").read_bytes()
        old = bytes(range(1, 129)) * 513  # 128 bytes more than the flash has
        self.good(*self.make("--over", self.file("old", old)))
        wanted = bytearray(old)
        for region in (LAYOUT_OBJECT["journal"], LAYOUT_OBJECT["progress"], *LAYOUT_OBJECT["slots"]):
            wanted[region["offset"]:region["offset"] + region["bytes"]] = b"\xff" * region["bytes"]
        slot = LAYOUT_OBJECT["slots"][0]["offset"]
        wanted[slot:slot + len(image)] = image
        self.assertEqual(self.file("flash").read_bytes(), wanted)
        self.bad(FIT, "has 65535 bytes, the flash has 65536", *self.make("--over", self.file("short", old[:65535])))
        self.bad(USAGE, "--over is not in slot 0", *self.make("--over", self.file("old"), "--slot-only"))

    def test_a_board_file_holds_a_layout(self):
        self.image("--hardware-id", "7")
        self.good(*self.make(layout={"name": "board", "ota": LAYOUT_OBJECT}))

    def test_the_boards_of_the_tree_have_layouts(self):
        boards = [path for path in (ROOT / "boards").glob("*/board.json") if "ota" in json.loads(path.read_text())]
        self.assertTrue(boards)
        for path in boards:
            ota = json.loads(path.read_text())["ota"]
            slot, address = ota["slots"][0], int(str(ota["run"]["address"]), 0)
            start = address if ota["run"]["from"] == "copy" else address + slot["offset"] + 32
            image = self.image("--hardware-id", str(ota["hardware_id"]), start=hex(start)).read_bytes()
            self.good("factory", self.file("image"), "--layout", path, "--output", self.file("flash"))
            self.assertEqual(self.file("flash").read_bytes()[slot["offset"]:][:len(image)], image, path)
            self.good("verify", self.file("image"), "--layout", path, "--certificate", self.certificate)

    def test_an_image_that_does_not_belong_there_is_refused(self):
        self.image("--hardware-id", "8")
        self.bad(HARDWARE, "hardware id", *self.make())
        self.image("--hardware-id", "7", start="0x20000")
        self.bad(PLACE, "the slot runs at 0x00010000", *self.make())
        self.image("--hardware-id", "7", source=self.file("large", bytes(16384 - 323)))
        self.bad(SIZE, "the slot 16384", *self.make())
        self.image("--hardware-id", "7", source=self.file("large", bytes(16384 - 324)))
        self.good(*self.make())
        in_place = dict(LAYOUT_OBJECT, run={"from": "in place", "address": "0x08000000", "bytes": 65536})
        self.bad(PLACE, "the slot runs at 0x08006020", *self.make(layout=in_place))

    def test_layouts_that_are_none_are_told_of(self):
        self.image("--hardware-id", "7")
        slots = LAYOUT_OBJECT["slots"]
        for text, change in (
                ("slots must be two", {"slots": slots[:1]}),
                ("must be equal in size", {"slots": [slots[0], {"offset": 40960, "bytes": 8192}]}),
                ("overlap", {"journal": {"offset": 16384, "bytes": 8192}}),
                ("journal must have two sectors", {"journal": {"offset": 8192, "bytes": 4096}}),
                ("progress must have two sectors", {"progress": {"offset": 16384, "bytes": 4096}}),
                ("is less than what has to run", {"run": {"from": "copy", "address": 0, "bytes": 16059}}),
                ("is less than what has to run", {"run": {"from": "in place", "address": 0, "bytes": 57343}}),
                ("is 0, which is how", {"run": {"from": "copy", "address": 0, "bytes": 16060}}),
                ("past 2^32", {"run": {"from": "copy", "address": "0xffffff00", "bytes": 16060}}),
                ("slot 1 is not within the flash", {"slots": [slots[0], {"offset": 57344, "bytes": 16384}]}),
                ("does not begin and end at a sector", {"progress": {"offset": 16385, "bytes": 4096}}),
                ("must be a number", {"hardware_id": -1}), ("must be a number", {"progress": {}}),
                ("run.from must be", {"run": {"from": "moon", "address": 0, "bytes": 65536}}),
                ("is whole sectors of whole program units", {"flash": {"bytes": 65536, "erase_bytes": 4096, "program_bytes": 64}}),
                ("is whole sectors of whole program units", {"flash": {"bytes": 65536, "erase_bytes": 4096, "program_bytes": 3}}),
                ("is whole sectors of whole program units", {"flash": {"bytes": 65537, "erase_bytes": 4096, "program_bytes": 4}}),
                ("one byte or more", {"flash": {"bytes": 65536, "erase_bytes": 0, "program_bytes": 4}})):
            self.bad(LAYOUT, text, *self.make(layout=dict(LAYOUT_OBJECT, **change)))
        self.file("layout.json", "{")
        self.bad(LAYOUT, "is no layout", "factory", self.file("image"), "--layout", self.file("layout.json"), "--output",
                 self.file("flash"))


class Updates(Case):
    def test_the_file_is_the_image_and_the_signature_is_over_it(self):
        image = self.image()
        update, signature = self.file("update"), self.file("signature")
        self.good("update", image, "--output", update, "--signature", signature, *self.signer())
        self.assertEqual(update.read_bytes(), image.read_bytes())
        der = self.file("der", base64.b64decode(signature.read_text(), validate=False))
        public = self.file("pub", openssl("pkey", "-in", self.key, "-pubout"))
        self.assertIn(b"Verified OK", openssl("dgst", "-sha256", "-verify", public, "-signature", der, update))
        self.assertRegex(self.good("update", image, *self.signer()), r"^[A-Za-z0-9+/]+=*\n$")

    def test_what_is_no_image_is_no_update(self):
        self.bad(MAGIC, "magic", "update", self.binary, "--output", self.file("u"), "--signature", self.file("s"), *self.signer())


if __name__ == "__main__":
    SIGN = sys.argv.pop(1)
    unittest.main()
