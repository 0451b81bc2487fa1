# SPDX-License-Identifier: MIT
"""The scenarios, in an order in which each finds the device idle. Every one of them can be had alone."""
import base64
import subprocess

import lab
import qemu
from jobs_by_hand import Job, signature_of, without

SMALL = bytes(range(256)) * 12 + b"odd"  # a binary that is not meant to run
AT = 1000  # a byte in its middle


def flipped(content, at=AT):
    changed = bytearray(content)
    changed[at] ^= 4
    return bytes(changed)


def strange_key(place):
    key = place.folder / "stranger.key"
    if not key.exists():
        subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key], check=True)
    return key


def a_job_that_is_no_update_is_rejected(place):
    place.is_refused("dummy", Job(SMALL, "REJECTED", "no afr_ota", change=lambda text: '{"operation": "nothing"}'))


def the_same_version_is_refused(place):
    place.is_refused("same", Job(place.image(SMALL, f"{place.version}.0.0"), reason="same version"))


def a_previous_version_is_refused(place):
    place.is_refused("previous", Job(place.image(SMALL, f"{place.version - 1}.9.9"), reason="downgrade"))


def an_unsigned_image_is_refused(place):
    place.is_refused("unsigned", Job(place.image(SMALL)[:-292] + bytes(292), reason="signature type"))


def a_signer_that_is_not_trusted_is_refused(place):
    good, key = place.image(SMALL), strange_key(place)
    place.is_refused("untrusted-image", Job(place.image(SMALL, key=key), reason="signature"))
    place.is_refused("untrusted-job", Job(good, key=key, reason="job signature"))
    place.is_refused("unknown-certificate", Job(good, certfile="/nobody.crt", reason="certfile"))


def a_signature_that_was_changed_is_refused(place):
    good = place.image(SMALL)
    job = Job(good, reason="job signature")
    job.signature = base64.b64encode(flipped(signature_of(good), 20)).decode()
    place.is_refused("signature-changed", job)


def an_image_that_was_changed_is_refused(place):
    good = place.image(SMALL)
    place.is_refused("changed-after", Job(flipped(good), signed=good, reason="job signature"))
    place.is_refused("changed-before", Job(flipped(good), reason="signature"))


def an_image_for_another_platform_is_refused(place):
    start = lab.images.start(place.layout, 1 - place.running_slot())
    place.is_refused("other-platform", Job(place.image(SMALL, start=start + 4096), reason="address"))


def an_image_for_other_hardware_is_refused(place):
    place.is_refused("other-hardware", Job(place.image(SMALL, hardware_id=place.layout["hardware_id"] + 1), reason="hardware id"))


def an_image_of_one_byte_is_refused(place):
    place.is_refused("single-byte", Job(b"@", "REJECTED", "filesize"))


def a_document_without_a_file_name_is_rejected(place):
    place.is_refused("no-name", Job(place.image(SMALL), "REJECTED", "no filepath", change=without("filepath")))


def a_greater_version_is_taken(place):
    at, version = place.device.mark(), place.version + 1
    place.is_taken(place.roll_out(version), version, at)


def two_versions_back_to_back_are_taken(place):
    at, first, second = place.device.mark(), place.version + 1, place.version + 2
    roll_outs = place.roll_out(first), place.roll_out(second)
    at = place.is_taken(roll_outs[0], first, at)
    place.is_taken(roll_outs[1], second, at)


def a_version_that_cannot_join_the_network_is_rolled_back(place):
    if not place.has_wifi:
        lab.skip("the board has no Wi-Fi")
    module, device, at, version = place.module, place.device, place.device.mark(), place.version
    roll_out = place.roll_out(version + 1)
    at = device.wait_for("ota: reset", lab.SECONDS, at)
    module.ask(f"ap {module.NAME} lost")
    module.ask(f"ap {module.NAME} password of-somebody-else")
    module.ask(f"ap {module.NAME} back")
    try:
        at = device.wait_for("runs, on trial", lab.SECONDS, at)
        at = device.wait_for(": runs\n", lab.SECONDS, at)
    finally:
        module.ask(f"ap {module.NAME} password {module.passphrase}")
    device.wait_for(f"ota: version {version}.0.0", lab.SECONDS, at)
    verdict = roll_out.wait(lab.SECONDS)
    qemu.check(verdict.status == "FAILED" and verdict.details.get("reason") in ("timeout", "self-test"), f"the job is {verdict}")


CASES = [(f"AFQP_OTA_E2E_{name}", scenario) for name, scenario in (
    ("DummyJob", a_job_that_is_no_update_is_rejected),
    ("SameVersion", the_same_version_is_refused),
    ("PreviousVersion", a_previous_version_is_refused),
    ("UnsignedImage", an_unsigned_image_is_refused),
    ("UntrustedSigner", a_signer_that_is_not_trusted_is_refused),
    ("CorruptSignatureAfterSigning", a_signature_that_was_changed_is_refused),
    ("CorruptImage", an_image_that_was_changed_is_refused),
    ("IncorrectPlatform", an_image_for_another_platform_is_refused),
    ("IncorrectHardwareId", an_image_for_other_hardware_is_refused),
    ("SingleByteImage", an_image_of_one_byte_is_refused),
    ("MissingFileName", a_document_without_a_file_name_is_rejected),
    ("GreaterVersion", a_greater_version_is_taken),
    ("BackToBackDownloads", two_versions_back_to_back_are_taken),
    ("WrongWifiPassword", a_version_that_cannot_join_the_network_is_rolled_back),
)]
