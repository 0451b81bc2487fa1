#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Updates over the air through the whole box: ./run ota's program on one side, a device in Python on the other, which
fetches by MQTT streams and by HTTPS ranges and checks what it got with stock OpenSSL.

Usage: ota_test.py PROGRAMS DUNLIN_SIGN       the folder with daemon/ and plugin/
"""
import base64
import http.client
import json
import os
import random
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse
from pathlib import Path

import mqtt_raw
from box_test import ROOT, Box
import box_test

SIGN = None
OTA = ROOT / "tools/cloud/box/ota.py"
DEVELOPMENT = ROOT / "tools/sign/development/development"
BLOCK = 1024
WINDOW = 8


def make_image(folder, version, content=b"", key=DEVELOPMENT):
    binary, image = folder / f"{version}.bin", folder / f"{version}.image"
    binary.write_bytes(content or random.Random(version).randbytes(20 * BLOCK + 100))
    subprocess.run([SIGN, "image", binary, "--output", image, "--version", version, "--start", "0x10000", "--hardware-id", "1",
                    "--key", key.with_suffix(".key"), "--certificate", key.with_suffix(".crt")], check=True)
    return image


def is_signed(data, signature, certificate=DEVELOPMENT.with_suffix(".crt")):
    """By OpenSSL alone."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").write_bytes(data)
        (folder / "der").write_bytes(base64.b64decode(signature))
        (folder / "key").write_bytes(subprocess.run(["openssl", "x509", "-in", certificate, "-noout", "-pubkey"],
                                                    capture_output=True, check=True).stdout)
        return subprocess.run(["openssl", "dgst", "-sha256", "-verify", folder / "key", "-signature", folder / "der",
                               folder / "data"], capture_output=True).returncode == 0


class Device:
    """What an agent does, and no more: takes the next job, fetches its file, says how it ended."""

    def __init__(self, box, drops=0.0):
        self.box, self.thing, self.drops = box, box.device["thing"], drops
        self.random = random.Random(1)
        self.client = mqtt_raw.Client(box.about["port"], box.device["cert"], box.device["key"], box.about["ca"])
        assert self.client.connect(f"{self.thing}-agent") == 0
        self.asked = 0

    def request(self, operation, payload):
        """The answer on accepted."""
        topic = f"$aws/things/{self.thing}/jobs/{operation}"
        self.client.publish(topic, json.dumps(payload).encode())
        return json.loads(self.message(f"{topic}/accepted"))

    def message(self, topic):
        while True:
            found, payload = self.client.message()
            if found == topic:
                return payload

    def job(self):
        """(job's id, document) of the next job, waited for."""
        self.client.subscribe(f"$aws/things/{self.thing}/jobs/notify-next")
        for _ in range(200):
            execution = self.request("$next/get", {}).get("execution")
            if execution:
                return execution["jobId"], execution["jobDocument"]["afr_ota"]
            time.sleep(0.05)
        raise AssertionError("no job came")

    def report(self, job, status, **details):
        self.request(f"{job}/update", {"status": status, "statusDetails": details})

    def fetch_by_mqtt(self, job, document):
        """Window by window, with a bitmap of what is missing, as long as something is."""
        file = document["files"][0]
        base = f"$aws/things/{self.thing}/streams/{document['streamname']}"
        self.client.subscribe(f"{base}/data/json")
        total = -(-file["filesize"] // BLOCK)
        blocks = {}
        for first in range(0, total, WINDOW):
            wanted = set(range(first, min(first + WINDOW, total)))
            while wanted - set(blocks):
                self.asked += 1
                bitmap = sum(1 << number - first for number in wanted - set(blocks))
                self.client.publish(f"{base}/get/json", json.dumps(
                    {"c": "t", "f": file["fileid"], "l": BLOCK, "o": first, "n": WINDOW, "b": f"{bitmap:02x}"}).encode())
                for _ in wanted - set(blocks):
                    block = json.loads(self.message(f"{base}/data/json"))
                    if self.random.random() >= self.drops:
                        blocks[block["i"]] = base64.b64decode(block["p"])
            self.report(job, "IN_PROGRESS", receive=f"{len(blocks)}/{total}")
        return b"".join(blocks[number] for number in range(total))

    def get(self, url, **headers):
        """(status, headers, body) without a certificate of the device."""
        parts = urllib.parse.urlsplit(url)
        link = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=10,
                                           context=ssl.create_default_context(cafile=self.box.about["ca"]))
        try:
            link.request("GET", f"{parts.path}?{parts.query}", headers=headers)
            answer = link.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            link.close()

    def fetch_by_https(self, job, document):
        file = document["files"][0]
        data = b""
        while len(data) < file["filesize"]:
            last = min(len(data) + 5 * BLOCK, file["filesize"]) - 1
            status, headers, body = self.get(file["update_data_url"], Range=f"bytes={len(data)}-{last}")
            assert (status, headers["Content-Range"]) == (206, f"bytes {len(data)}-{last}/{file['filesize']}"), (status, headers)
            data += body
            self.report(job, "IN_PROGRESS", receive=f"{len(data) // BLOCK}/{file['filesize'] // BLOCK}")
        return data


class Updates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.place.name)
        cls.box = Box(cls.folder / "box").ready()
        cls.thing = cls.box.device["thing"]

    @classmethod
    def tearDownClass(cls):
        cls.box.end()
        cls.place.cleanup()

    def ota(self, *words):
        return subprocess.Popen([sys.executable, OTA, "--dir", self.folder / "box", *map(str, words)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def device(self, drops=0.0):
        made = Device(self.box, drops)
        self.addCleanup(made.client.socket.close)
        return made

    def refused(self, *words):
        process = self.ota(*words)
        output, errors = process.communicate(timeout=30)
        self.assertEqual((process.returncode, output), (2, ""), errors)
        return errors

    def send(self, image, *words):
        """Created, not followed."""
        process = self.ota("--thing", self.thing, "--image", image, "--wait", "0", *words)
        _, errors = process.communicate(timeout=30)
        self.assertEqual((process.returncode, errors), (0, ""))

    def update(self, image, protocol, verdict="SUCCEEDED", drops=0.0, **details):
        """The device takes the update; ./run ota's exit code and words, and what the device got."""
        process = self.ota("--thing", self.thing, "--image", image, "--protocol", protocol, "--wait", "60")
        device = self.device(drops)
        job, document = device.job()
        device.report(job, "IN_PROGRESS", self_test="ready")
        data = (device.fetch_by_mqtt if protocol == "mqtt" else device.fetch_by_https)(job, document)
        device.report(job, verdict, **details)
        output, errors = process.communicate(timeout=30)
        self.assertEqual(errors, "")
        return process.returncode, output, data, document, device

    def test_a_device_updates_by_mqtt_and_by_https(self):
        for number, protocol in enumerate(("mqtt", "http")):
            image = make_image(self.folder, f"1.{number}.1")
            status, output, data, document, _ = self.update(image, protocol)
            self.assertEqual(data, image.read_bytes())
            self.assertTrue(is_signed(data, document["files"][0]["sig-sha256-ecdsa"]))
            self.assertFalse(is_signed(data + b"1", document["files"][0]["sig-sha256-ecdsa"]))
            self.assertEqual((status, "verdict: SUCCEEDED" in output), (0, True), output)
            self.assertIn(f"1.{number}.1, 20904 bytes by {protocol.upper()}", output)
            self.assertEqual(document["files"][0]["certfile"], "/ota_signer.crt")

    def test_blocks_that_are_lost_are_asked_for_again(self):
        image = make_image(self.folder, "1.2.1")
        status, _, data, _, device = self.update(image, "mqtt", drops=0.4)
        self.assertEqual((status, data), (0, image.read_bytes()))
        self.assertGreater(device.asked, 3)  # as many as there are windows

    def test_a_device_that_refuses_is_told_of_with_its_reason(self):
        image = make_image(self.folder, "1.3.1")
        status, output, *_ = self.update(image, "mqtt", "FAILED", reason="hardware id")
        self.assertEqual(status, 1)
        self.assertIn("FAILED (reason: hardware id)", output)
        self.assertIn("verdict: FAILED: device-1 did not take it", output)

    def test_an_address_that_was_changed_is_forbidden(self):
        image = make_image(self.folder, "1.4.1")
        self.send(image, "--protocol", "http")
        device = self.device()
        job, document = device.job()
        url = document["files"][0]["update_data_url"]
        self.assertEqual(device.get(url)[0], 200)
        self.assertEqual(device.get(url, Range="bytes=99999-")[0], 416)
        status, _, body = device.get(url[:-1] + ("1" if url[-1] == "0" else "0"))
        self.assertEqual((status, b"SignatureDoesNotMatch" in body), (403, True))
        self.assertEqual(device.get(url.replace(".0?", ".1?"))[0], 403)
        device.report(job, "REJECTED", reason="test")

    def test_what_cannot_be_updated_is_said_clearly(self):
        image = make_image(self.folder, "1.5.1")
        self.assertIn("there is no thing nobody", self.refused("--thing", "nobody", "--image", image))
        text = self.folder / "text"
        text.write_text("not an image")
        self.assertIn("not an image", self.refused("--thing", self.thing, "--image", text))
        self.assertIn("magic: it does not begin with @AFRTOS", self.refused("--thing", self.thing, "--image", text))
        self.assertIn("there is no file", self.refused("--thing", self.thing, "--image", self.folder / "nothing"))
        self.assertIn("no cloud runs in", self.refused("--thing", self.thing, "--image", image, "--dir", self.folder / "other"))
        self.assertIn("There is no signing profile other",
                      self.refused("--thing", self.thing, "--image", image, "--profile", "other"))

    def test_a_version_that_is_not_above_the_reported_one_is_not_sent(self):
        image = make_image(self.folder, "1.6.1")
        status, _, error = self.box.control("iot", "create-thing", "--thing-name", "old")
        self.assertEqual(status, 0, error)
        for reported, words in (("1.6.1", "the version that the thing reports"), ("1.7.0", "older than the version")):
            self.box.control("iot-data", "update-thing-shadow", "--thing-name", "old", "--payload",
                             json.dumps({"state": {"reported": {"version": reported}}}))
            self.assertIn(words, self.refused("--thing", "old", "--image", image))

    def test_keys_are_kept_for_their_owner_alone(self):
        keys = self.folder / "box/signing"
        own = self.folder / "own"
        subprocess.run([SIGN, "key", "--key", own.with_suffix(".key"), "--certificate", own.with_suffix(".crt")], check=True)
        status, made, error = self.box.control("acm", "import-certificate", "--certificate", f"file://{own}.crt",
                                               "--private-key", f"file://{own}.key")
        self.assertEqual(status, 0, error)
        kept = keys / f"{made['certificateArn'].rpartition('/')[2]}.key"
        self.assertEqual((kept.stat().st_mode & 0o777, keys.stat().st_mode & 0o777), (0o600, 0o700))
        # A job of stock options signs with it.
        status, _, error = self.box.control(
            "signer", "put-signing-profile", "--profile-name", "own", "--platform-id", "AmazonFreeRTOS-Default",
            "--signing-material", f"certificateArn={made['certificateArn']}", "--signing-parameters", "certname=/own.crt")
        self.assertEqual(status, 0, error)
        self.box.control("iot", "put-object", "--bucket", "b", "--key", "k", "--path", str(own.with_suffix(".crt")))
        status, job, error = self.box.control(
            "signer", "start-signing-job", "--source", "s3={bucketName=b,key=k,version=1}", "--destination",
            "s3={bucketName=b,prefix=signed-}", "--profile-name", "own")
        self.assertEqual(status, 0, error)
        status, about, error = self.box.control("signer", "describe-signing-job", "--job-id", job["jobId"])
        self.assertEqual((status, about["status"]), (0, "Succeeded"), error)
        # One that may not sign code, and a key of another, are refused.
        for certificate, key, words in ((self.box.about["ca"], f"{own}.key", "no key usage digitalSignature"),
                                        (f"{own}.crt", f"{DEVELOPMENT}.key", "is not the certificate's")):
            status, _, error = self.box.control("acm", "import-certificate", "--certificate", f"file://{certificate}",
                                                "--private-key", f"file://{key}")
            self.assertEqual((status, words in error), (254, True), error)

    def test_the_command_line_is_awss(self):
        image = make_image(self.folder, "1.9.1")
        signature = subprocess.run([SIGN, "update", image, "--key", DEVELOPMENT.with_suffix(".key"), "--certificate",
                                    DEVELOPMENT.with_suffix(".crt")], capture_output=True, text=True, check=True).stdout.strip()
        self.box.control("iot", "put-object", "--bucket", "b", "--key", "path/app.image", "--path", str(image))
        files = [{"fileName": "/image", "fileLocation": {"s3Location": {"bucket": "b", "key": "path/app.image"}}, "codeSigning": {
            "customCodeSigning": {"signature": {"inlineDocument": signature}, "certificateChain": {"certificateName": "/c.crt"},
                                  "hashAlgorithm": "SHA256", "signatureAlgorithm": "ECDSA"}}}]
        status, made, error = self.box.control(
            "iot", "create-ota-update", "--ota-update-id", "by-hand", "--targets",
            f"arn:aws:iot:us-east-1:000000000000:thing/{self.thing}", "--protocols", "MQTT", "HTTP", "--target-selection",
            "SNAPSHOT", "--role-arn", "arn:aws:iam::000000000000:role/ota", "--files", json.dumps(files),
            "--aws-job-executions-rollout-config", "maximumPerMinute=5", "--aws-job-presigned-url-config", "expiresInSec=60",
            "--tags", "Key=team,Value=red")
        self.assertEqual((status, made and made["otaUpdateStatus"]), (0, "CREATE_PENDING"), error)
        device = self.device()
        job, document = device.job()
        self.assertEqual(device.fetch_by_mqtt(job, document), image.read_bytes())
        self.assertEqual(device.fetch_by_https(job, document), image.read_bytes())
        self.assertTrue(is_signed(image.read_bytes(), document["files"][0]["sig-sha256-ecdsa"]))
        status, _, error = self.box.control("iot", "delete-ota-update", "--ota-update-id", "by-hand")
        self.assertEqual((status, "forceDeleteAWSJob" in error), (254, True), error)
        status, _, error = self.box.control("iot", "delete-ota-update", "--ota-update-id", "by-hand", "--delete-stream",
                                            "--force-delete-aws-job")
        self.assertEqual(status, 0, error)
        for _ in range(50):
            if self.box.control("iot", "get-ota-update", "--ota-update-id", "by-hand")[0] == 254:
                return
            time.sleep(0.1)
        self.fail("the update is still there")

    def test_an_option_that_is_misspelled_is_refused(self):
        """It would be a roll-out that nothing aborts."""
        status, _, error = self.box.control("iot", "create-ota-update", "--ota-update-id", "typo", "--targets", "arn:x",
                                            "--files", "[]", "--aws-job-abort-configuration", "{}")
        self.assertEqual((status, error.strip()), (252, "Unknown options: --aws-job-abort-configuration; "
                                                        "--aws-job-abort-config is one"))
        status, _, error = self.box.control("signer", "put-signing-profile", "--profile-name", "lab", "--platform", "none",
                                            "--signing-material", "certificateArn=a", "--signing-parameters", "certname=c")
        self.assertEqual((status, "platformId must be" in error), (254, True), error)

    def test_an_update_is_made_though_the_daemon_is_killed(self):
        image = make_image(self.folder, "1.10.1")
        self.box.control("iot", "put-object", "--bucket", "b", "--key", "killed", "--path", str(image))
        files = [{"fileName": "/image", "fileLocation": {"s3Location": {"bucket": "b", "key": "killed"}}}]
        status, _, error = self.box.control(
            "iot", "create-ota-update", "--ota-update-id", "killed", "--targets",
            f"arn:aws:iot:us-east-1:000000000000:thing/{self.thing}", "--files", json.dumps(files))
        os.kill(self.box.children()["dunlin-cloudd"], signal.SIGKILL)
        self.assertEqual(status, 0, error)
        found = None
        for _ in range(100):
            status, found, _ = self.box.control("iot", "get-ota-update", "--ota-update-id", "killed")
            if status == 0 and found["otaUpdateInfo"]["otaUpdateStatus"] == "CREATE_COMPLETE":
                break
            time.sleep(0.1)
        self.assertEqual((status, found and found["otaUpdateInfo"]["otaUpdateStatus"]), (0, "CREATE_COMPLETE"))
        for _ in range(100):  # the broker lets devices in again when it has found its services
            if self.box.control("iot", "delete-ota-update", "--ota-update-id", "killed", "--force-delete-aws-job")[0] == 0:
                return
            time.sleep(0.1)

    def test_both_logs_are_lines_of_json(self):
        self.box.control("iot", "get-ota-update", "--ota-update-id", "none")
        image = make_image(self.folder, "1.8.1")
        self.send(image, "--id", "logged")
        self.device().report("AFR_OTA-logged", "REJECTED", reason="test")
        lines = [json.loads(line) for line in (self.folder / "box/logs/service.log").read_text().splitlines()]
        mine = [line for line in lines if line.get("otaUpdateId") == "logged"]
        self.assertEqual([line["actionType"] for line in mine],
                         ["CreateOTAUpdate", "StartCodeSigning", "CreateStream", "CreateAWSJob", "CreateOTAUpdate"])
        for line in lines:
            self.assertLessEqual({"timestamp", "logLevel", "status", "actionType", "details"}, set(line))
        audited = [json.loads(line) for line in (self.folder / "box/logs/audit.log").read_text().splitlines()]
        self.assertIn(("GetOTAUpdate", "ResourceNotFoundException"),
                      [(line["eventName"], line.get("errorCode")) for line in audited])
        self.assertIn("CreateOTAUpdate", [line["eventName"] for line in audited])
        self.assertEqual((self.folder / "box/logs/audit.log").stat().st_mode & 0o77, 0)


if __name__ == "__main__":
    box_test.PROGRAMS = Path(sys.argv.pop(1))
    SIGN = sys.argv.pop(1)
    unittest.main()
