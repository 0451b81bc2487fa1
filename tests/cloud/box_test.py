#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./run cloud as a newcomer meets it: stock clients of mosquitto, openssl and Python's ssl beside it.

Usage: box_test.py PROGRAMS       the folder with daemon/ and plugin/
"""
import http.client
import json
import os
import random
import shlex
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOX = ROOT / "tools/cloud/box/box.py"
sys.path.insert(0, str(BOX.parent))
import parts  # noqa: E402

PROGRAMS = None
START_S = 30
UPDATES = 50
UPDATES_S = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lives(pid):
    """Not one that only waits for its parent to take note."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Box:
    """One ./run cloud --json."""

    def __init__(self, folder, *options, front_door=False, form=("--json",)):
        self.folder = folder
        command = [ROOT / "run", "cloud"] if front_door else [sys.executable, BOX, "--programs", PROGRAMS]
        self.process = subprocess.Popen(
            [*command, *form, "--dir", folder, "--port", str(free_port()), "--https-port", str(free_port()),
             *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=parts.in_the_child)  # a test that is killed leaves no box

    def ready(self):
        self.line = self.process.stdout.readline()
        if not self.line:
            raise AssertionError(self.process.stderr.read())
        self.about = json.loads(self.line)
        self.device = self.about["devices"][0]
        return self

    def end(self):
        """Exit status and what else there was on standard output."""
        self.process.send_signal(signal.SIGTERM)
        rest, self.errors = self.process.communicate(timeout=15)
        return self.process.returncode, rest

    def children(self):
        found = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            if int(rest.split()[1]) == self.process.pid:
                found[name] = int(stat.parent.name)
        return found

    def client(self, program, *options, cert=None, key=None):
        about = self.about
        return [program, "-h", about["endpoint"], "-p", str(about["port"]), "--cafile", about["ca"], "--cert",
                cert or self.device["cert"], "--key", key or self.device["key"], *options]

    def publish(self, topic, message, name="publisher"):
        """Whether the broker has it. A broker that dies in the middle leaves mosquitto_pub waiting."""
        try:
            return subprocess.run(self.client("mosquitto_pub", "-i", name, "-q", "1", "-t", topic, "-m", message),
                                  capture_output=True, timeout=2).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def request(self, topic, message, kind="accepted", **identity):
        """Publish and wait for the answer, as an object."""
        done = subprocess.run(self.client("mosquitto_rr", "-V", "5", "-q", "1", "-W", "5", "-t", topic, "-e",
                                          f"{topic}/{kind}", "-m", message, **identity),
                              capture_output=True, text=True, timeout=20)
        return json.loads(done.stdout) if done.stdout.strip() else None

    def https(self, method, path, body=None, cert=None, key=None, with_certificate=True):
        context = ssl.create_default_context(cafile=self.about["ca"])
        if with_certificate:
            context.load_cert_chain(cert or self.device["cert"], key or self.device["key"])
        link = http.client.HTTPSConnection(self.about["https"]["host"], self.about["https"]["port"], context=context,
                                           timeout=10)
        try:
            link.request(method, path, body)
            answer = link.getresponse()
            return answer.status, json.loads(answer.read() or b"null")
        finally:
            link.close()

    def control(self, *words):
        done = subprocess.run([*shlex.split(self.about["control"]), *words], capture_output=True, text=True, timeout=20)
        return done.returncode, json.loads(done.stdout) if done.stdout.strip() else None, done.stderr


class TheBox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.place.name) / "box"
        cls.box = Box(cls.folder, front_door=True).ready()

    @classmethod
    def tearDownClass(cls):
        cls.box.end()
        cls.place.cleanup()

    def watch(self, *topics):
        """A mosquitto_sub that has subscribed, and its lines."""
        # Into a pipe it tells of a subscription only when its buffer is full.
        watcher = subprocess.Popen(["stdbuf", "-oL"] + self.box.client("mosquitto_sub", "-i", f"watcher-{random.random()}", "-q", "1", "-v", "-d",
                                                                       *[word for topic in topics for word in ("-t", topic)]),
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(watcher.stdout.close)
        self.addCleanup(watcher.wait)
        self.addCleanup(watcher.kill)
        for line in watcher.stdout:
            if line.startswith("Subscribed"):
                return watcher
        raise AssertionError("mosquitto_sub did not subscribe")

    def heard(self, watcher, count):
        lines = {}
        for line in watcher.stdout:
            if line.startswith("$aws"):
                topic, _, message = line.partition(" ")
                lines[topic] = json.loads(message)
            if len(lines) == count:
                return lines
        return lines

    def test_what_it_says_of_itself_is_complete(self):
        about = self.box.about
        self.assertEqual(set(about), {"endpoint", "port", "ca", "devices", "claim", "discovery", "https", "control"})
        for path in (about["ca"], self.box.device["cert"], self.box.device["key"], about["claim"]["cert"],
                     about["claim"]["key"]):
            self.assertTrue(Path(path).is_file(), path)
        self.assertEqual(Path(self.box.device["key"]).stat().st_mode & 0o77, 0)

    def test_a_device_updates_its_shadow(self):
        thing = self.box.device["thing"]
        topic = f"$aws/things/{thing}/shadow/update"
        watcher = self.watch(f"{topic}/#")
        self.assertEqual(self.box.publish(topic, '{"state":{"desired":{"a":1},"reported":{"a":2}},"clientToken":"t"}'), True)
        heard = self.heard(watcher, 3)
        self.assertEqual(heard[f"{topic}/accepted"]["clientToken"], "t")
        self.assertEqual(heard[f"{topic}/delta"]["state"], {"a": 1})
        self.assertEqual(heard[f"{topic}/documents"]["current"]["state"], {"desired": {"a": 1}, "reported": {"a": 2}})
        status, document, _ = self.box.control("iot-data", "get-thing-shadow", "--thing-name", thing)
        self.assertEqual((status, document["state"]["delta"]), (0, {"a": 1}))
        status, document = self.box.https("GET", f"/things/{thing}/shadow")
        self.assertEqual((status, document["state"]["delta"]), (200, {"a": 1}))

    def test_a_claim_makes_a_device(self):
        claim = self.box.about["claim"]
        identity = {"cert": claim["cert"], "key": claim["key"]}
        key, certificate = self.folder / "new.key", self.folder / "new.crt"
        csr = subprocess.run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                              "-keyout", key, "-subj", "/CN=new"], capture_output=True, text=True, check=True).stdout
        made = self.box.request("$aws/certificates/create-from-csr/json",
                                json.dumps({"certificateSigningRequest": csr}), **identity)
        certificate.write_text(made["certificatePem"])
        # Not active yet: it cannot connect.
        self.assertNotEqual(subprocess.run(self.box.client("mosquitto_pub", "-t", "a", "-m", "b", cert=certificate, key=key),
                                           capture_output=True, timeout=20).returncode, 0)
        topic = f"$aws/provisioning-templates/{claim['template']}/provision/json"
        refused = self.box.request(topic, json.dumps({"certificateOwnershipToken": "wrong"}), "rejected", **identity)
        self.assertEqual((refused["statusCode"], refused["errorCode"]), (400, "InvalidCertificateOwnershipToken"))
        done = self.box.request(topic, json.dumps({"certificateOwnershipToken": made["certificateOwnershipToken"],
                                                   "parameters": {"SerialNumber": "77"}}), **identity)
        self.assertEqual(done["thingName"], "device-77")
        update = "$aws/things/device-77/shadow/update"
        answer = self.box.request(update, '{"state":{"reported":{"born":true}}}', cert=certificate, key=key)
        self.assertEqual(answer["version"], 1)

    def test_keys_made_here_work(self):
        claim = self.box.about["claim"]
        made = self.box.request("$aws/certificates/create/json", "", cert=claim["cert"], key=claim["key"])
        self.assertEqual(set(made), {"certificateId", "certificatePem", "privateKey", "certificateOwnershipToken"})
        key, certificate = self.folder / "made.key", self.folder / "made.crt"
        key.write_text(made["privateKey"])
        certificate.write_text(made["certificatePem"])
        ssl.create_default_context().load_cert_chain(certificate, key)  # they are a pair

    def test_a_claim_may_nothing_else(self):
        claim = self.box.about["claim"]
        self.assertIsNone(self.box.request(f"$aws/things/{self.box.device['thing']}/shadow/get", "", cert=claim["cert"],
                                           key=claim["key"]))
        status, _ = self.box.https("GET", f"/things/{self.box.device['thing']}/shadow", cert=claim["cert"], key=claim["key"])
        self.assertEqual(status, 403)

    def test_a_device_discovers_its_core(self):
        path = f"/greengrass/discover/thing/{self.box.device['thing']}"
        status, document = self.box.https("GET", path)
        self.assertEqual(status, 200)
        connectivity = document["GGGroups"][0]["Cores"][0]["Connectivity"][0]
        self.assertEqual((connectivity["HostAddress"], connectivity["PortNumber"]),
                         (self.box.about["endpoint"], self.box.about["port"]))
        self.assertEqual(document["GGGroups"][0]["CAs"][0], Path(self.box.about["ca"]).read_text())
        self.assertEqual(self.box.https("GET", "/greengrass/discover/thing/nobody")[0], 404)
        self.assertEqual(self.box.https("GET", path, with_certificate=False)[0], 403)

    def test_a_job_goes_to_its_device_and_back(self):
        thing = self.box.device["thing"]
        base = f"$aws/things/{thing}/jobs"
        watcher = self.watch(f"{base}/notify", f"{base}/notify-next")
        status, thing_about, _ = self.box.control("iot", "describe-thing", "--thing-name", thing)
        self.assertEqual(status, 0)
        status, made, error = self.box.control(
            "iot", "create-job", "--job-id", "job-1", "--targets", json.dumps([thing_about["thingArn"]]), "--document",
            '{"operation":"test"}')
        self.assertEqual((status, made.get("jobId") if made else error), (0, "job-1"))
        told = self.heard(watcher, 2)
        self.assertEqual(told[f"{base}/notify-next"]["execution"]["jobDocument"], {"operation": "test"})
        self.assertEqual([job["jobId"] for job in told[f"{base}/notify"]["jobs"]["QUEUED"]], ["job-1"])
        started = self.box.request(f"{base}/start-next", '{"stepTimeoutInMinutes":5,"clientToken":"t"}')
        self.assertEqual((started["clientToken"], started["execution"]["status"]), ("t", "IN_PROGRESS"))
        self.assertIn(started["execution"]["approximateSecondsBeforeTimedOut"], range(290, 301))
        refused = self.box.request(f"{base}/job-1/update", '{"status":"SUCCEEDED","expectedVersion":7}', "rejected")
        self.assertEqual((refused["code"], refused["executionState"]["versionNumber"]), ("VersionMismatch", 2))
        self.assertEqual(self.box.https("POST", f"/things/{thing}/jobs/job-1",
                                        '{"status":"SUCCEEDED","statusDetails":{"a":"b"}}'), (200, {}))
        self.assertEqual(self.box.https("GET", f"/things/{thing}/jobs/job-1")[0], 410)
        for service, wanted in (("iot", 0), ("iot-jobs-data", 254)):  # finished: told to the operator, not to the device
            self.assertEqual(self.box.control(service, "describe-job-execution", "--job-id", "job-1", "--thing-name",
                                              thing)[0], wanted)
        status, about, _ = self.box.control("iot", "describe-job", "--job-id", "job-1")
        self.assertEqual((status, about["job"]["status"], about["job"]["jobProcessDetails"]["numberOfSucceededThings"]),
                         (0, "COMPLETED", 1))

    def test_a_message_by_https_reaches_a_subscriber(self):
        watcher = self.watch("$aws/things/device-1/shadow/name/by-https/update/accepted")
        status, _ = self.box.https("POST", "/topics/%24aws/things/device-1/shadow/name/by-https/update?qos=1",
                                   '{"state":{"reported":{"x":1}}}')
        self.assertEqual(status, 200)
        self.assertEqual(len(self.heard(watcher, 1)), 1)

    def test_the_control_plane_speaks_as_awss_does(self):
        status, made, _ = self.box.control("iot", "create-thing", "--thing-name", "lamp", "--attribute-payload",
                                           "attributes={colour=red,size=10}")
        self.assertEqual((status, made["thingName"]), (0, "lamp"))
        status, thing, _ = self.box.control("iot", "describe-thing", "--thing-name", "lamp")
        self.assertEqual(thing["attributes"], {"colour": "red", "size": "10"})
        status, _, error = self.box.control("iot", "describe-thing", "--thing-name", "nobody")
        self.assertEqual(status, 254)
        self.assertIn("An error occurred (ResourceNotFoundException) when calling the DescribeThing operation:", error)
        status, _, error = self.box.control("iot", "make-coffee")
        self.assertEqual(status, 252)
        status, _, _ = self.box.control("iot-data", "update-thing-shadow", "--thing-name", "lamp", "--shadow-name", "n",
                                        "--payload", '{"state":{"desired":{"on":true}}}')
        self.assertEqual(status, 0)
        status, shadow, _ = self.box.control("iot-data", "get-thing-shadow", "--thing-name", "lamp", "--shadow-name", "n")
        self.assertEqual(shadow["state"]["desired"], {"on": True})

    def test_shorthand_has_the_types_of_the_operation(self):
        status, _, error = self.box.control(
            "iot", "create-job", "--job-id", "typed", "--targets", "arn:aws:iot:us-east-1:000000000000:thing/core-1",
            "--document", "{}", "--timeout-config", "inProgressTimeoutInMinutes=5", "--job-executions-rollout-config",
            "exponentialRate={baseRatePerMinute=5,incrementFactor=1.5,rateIncreaseCriteria={numberOfNotifiedThings=5}}",
            "--abort-config", "criteriaList=[{failureType=FAILED,action=CANCEL,thresholdPercentage=50.5,"
            "minNumberOfExecutedThings=1}]", "--region", "us-east-1")
        self.assertEqual(status, 0, error)
        image = self.folder / "image"
        image.write_bytes(bytes(5))
        status, _, error = self.box.control("s3api", "put-object", "--bucket", "b", "--key", "fw/1/image", "--body",
                                            os.path.relpath(image))
        self.assertEqual(status, 0, error)
        status, _, error = self.box.control(
            "iot", "create-stream", "--stream-id", "typed", "--files", "fileId=7,s3Location={bucket=b,key=fw/1/image}",
            "--role-arn", "arn:aws:iam::1:role/r")
        self.assertEqual(status, 0, error)
        status, told, _ = self.box.control("iot", "describe-stream", "--stream-id", "typed")
        self.assertEqual(told["streamInfo"]["files"], [{"fileId": 7, "s3Location": {"bucket": "b", "key": "fw/1/image"}}])

    def test_the_service_may_be_left_out_and_options_be_one_object(self):
        status, made, error = self.box.control("create-thing", "--thing-name", "short", "--attribute-payload",
                                               "attributes={on=true,version=2},merge=true")
        self.assertEqual((status, error), (0, ""))
        status, made, _ = self.box.control("DescribeThing", "--cli-input-json", '{"thingName":"short"}')
        self.assertEqual((status, made["attributes"]), (0, {"on": "true", "version": "2"}))
        status, made, _ = self.box.control("iot", "DescribeThing", '{"thingName":"short"}')
        self.assertEqual((status, made["thingName"]), (0, "short"))

    def test_data_planes_are_at_the_command_line_too(self):
        self.assertEqual(self.box.control("iot-jobs-data", "get-pending-job-executions", "--thing-name", "nobody")[0], 254)
        status, answer, _ = self.box.control("iot-jobs-data", "describe-job-execution", "--thing-name", "core-1",
                                             "--job-id", "$next")
        self.assertEqual((status, answer), (0, {}))
        message = self.folder / "message"
        message.write_bytes(b'{"state":{"reported":{"by":"file"}}}')
        status, shadow, _ = self.box.control("iot-data", "update-thing-shadow", "--thing-name", "filed", "--payload",
                                             f"fileb://{message}")
        self.assertEqual((status, shadow["version"]), (0, 1))

    def test_a_new_certificate_goes_into_files(self):
        key, certificate, public = (self.folder / f"new.{end}" for end in ("key", "crt", "pub"))
        status, _, error = self.box.control(
            "iot", "create-keys-and-certificate", "--set-as-active", "--certificate-pem-outfile", str(certificate),
            "--private-key-outfile", str(key), "--public-key-outfile", str(public))
        self.assertEqual(status, 0, error)
        ssl.create_default_context().load_cert_chain(certificate, key)
        self.assertIn("PUBLIC KEY", public.read_text())

    def test_a_registered_certificate_of_another_authority_connects(self):
        key, certificate = self.folder / "own.key", self.folder / "own.crt"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                        "/CN=own", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        update = "$aws/things/own/shadow/update"
        ask = lambda: self.box.request(update, '{"state":{}}', cert=str(certificate), key=str(key))
        see = lambda: self.box.https("GET", "/things/own/shadow", cert=certificate, key=key)[0]
        self.assertEqual((ask(), see()), (None, 403))
        status, made, error = self.box.control("iot", "register-certificate-without-ca", "--certificate-pem",
                                               f"file://{certificate}", "--status", "ACTIVE")
        self.assertEqual(status, 0, error)
        self.assertEqual((ask(), see()), (None, 403))  # without a policy
        self.box.control("iot", "attach-policy", "--policy-name", "device", "--target", made["certificateArn"])
        self.assertEqual((ask()["version"], see()), (1, 200))

    def test_a_command_that_cannot_be_understood_is_told_so(self):
        for words in (["iot", "create-thing"], ["iot", "create-thing", "--thing-name"],
                      ["iot", "create-policy", "--policy-name", "p", "--policy-document", "file:///nowhere"],
                      ["iot", "create-thing", "--cli-input-json", "[]"], ["coffee", "brew"]):
            status, _, error = self.box.control(*words)
            self.assertEqual((status, error.count("\n")), (252, 1), error)

    def test_a_topic_that_is_no_operation_is_answered(self):
        for topic in ("jobs/toast", "jobs/job/toast", "jobs/$next/update"):
            self.assertEqual(self.box.request(f"$aws/things/device-1/{topic}", "{}", "rejected")["code"], "InvalidTopic")

    def plain(self, path, headers):
        """GET on the control plane."""
        port = json.loads((self.folder / "box.json").read_text())["controlPort"]
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            link.close()

    def test_pages_of_a_browser_get_nothing(self):
        for headers in ({"Origin": "https://example.com"}, {"Host": "example.com"}):
            self.assertEqual(self.plain("/things", headers)[0], 403)

    def test_a_signature_names_the_service_that_is_meant(self):
        path = f"/things/{self.box.device['thing']}/jobs"
        for service, member in (("iot", "executionSummaries"), ("iot-jobs-data", "queuedJobs")):
            status, answer = self.plain(path, {"Authorization": f"AWS4-HMAC-SHA256 Credential=k/d/r/{service}/aws4_request"})
            self.assertEqual((status, member in answer), (200, True), answer)

    def test_a_second_one_on_the_folder_is_refused(self):
        second = Box(self.folder)
        _, errors = second.process.communicate(timeout=START_S)
        self.assertNotEqual(second.process.returncode, 0)
        self.assertIn("runs already with the folder", errors)

    def test_a_taken_port_is_named(self):
        with tempfile.TemporaryDirectory() as place:
            second = Box(Path(place), "--port", str(self.box.about["port"]))
            _, errors = second.process.communicate(timeout=START_S)
        self.assertNotEqual(second.process.returncode, 0)
        self.assertIn(f"port {self.box.about['port']} is taken", errors)


class Accepted(threading.Thread):
    """Watches what is accepted, over any number of broker restarts."""

    def __init__(self, box):
        super().__init__(daemon=True)
        self.values = {}
        self.process = subprocess.Popen(
            box.client("mosquitto_sub", "-i", "accepted", "-c", "-q", "1", "-v", "-t",
                       "$aws/things/device-1/shadow/name/+/update/accepted"),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.start()

    def run(self):
        for line in self.process.stdout:
            topic, _, message = line.partition(" ")
            value = json.loads(message)["state"]["reported"]["n"]
            self.values[topic.split("/")[5]] = value

    def end(self):
        self.process.kill()
        self.process.wait()
        self.join()
        self.process.stdout.close()


class ABoxThatIsKilled(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name) / "box"
        self.addCleanup(self.place.cleanup)

    def kill(self, box, name, kills):
        pid = box.children().get(name)
        if pid:
            os.kill(pid, signal.SIGKILL)
            kills.append(name)

    def update(self, box, n, by_https):
        """One shadow over MQTT, one over HTTPS; an answer of 200 is an acknowledgement."""
        update = json.dumps({"state": {"reported": {"n": n}}})
        box.publish(f"$aws/things/device-1/shadow/name/m{n % 7}/update", update)
        try:
            if box.https("POST", f"/things/device-1/shadow?name=h{n % 7}", update)[0] == 200:
                by_https[f"h{n % 7}"] = n
        except OSError:
            pass  # it was killed: not acknowledged

    def shadow(self, box, name):
        until = time.monotonic() + START_S
        while True:
            try:
                status, document = box.https("GET", f"/things/device-1/shadow?name={name}")
                return document["state"]["reported"]["n"] if status == 200 else None
            except OSError:
                self.assertLess(time.monotonic(), until, "the box does not come back")
                time.sleep(0.1)

    def test_it_keeps_what_it_has_acknowledged(self):
        box = Box(self.folder).ready()
        self.addCleanup(box.process.kill)
        accepted, kills, by_https, n = Accepted(box), [], {}, 0
        until = time.monotonic() + UPDATES_S
        while time.monotonic() < until and (n < UPDATES or len(accepted.values) < 4 or len(by_https) < 4):
            n += 1
            # The broker more rarely: its clients wait a second before they come again.
            if n % 4 == 0:
                victim = "mosquitto" if n % 16 == 0 else "dunlin-cloudd"
                killer = threading.Timer(random.uniform(0, 0.1), self.kill, (box, victim, kills))
                killer.start()
            self.update(box, n, by_https)
        killer.join()
        self.shadow(box, "m0")
        time.sleep(0.5)
        accepted.end()
        self.assertIn("dunlin-cloudd", kills)
        self.assertIn("mosquitto", kills)
        self.assertGreater(len(accepted.values), 3)
        self.assertGreater(len(by_https), 3)
        for name, n in {**accepted.values, **by_https}.items():
            kept = self.shadow(box, name)
            self.assertTrue(kept is not None and kept >= n, f"{name} is {kept}, not {n}, after {kills}")
        self.assertEqual(box.end()[0], 0)

    def test_a_newcomer_copies_three_commands(self):
        box = Box(self.folder, form=())
        commands = []
        while len(commands) < 3:
            line = box.process.stdout.readline()
            self.assertTrue(line, "it ended")
            if line.startswith("     "):
                commands.append(line.strip())
        # The first one goes on; here it ends with what it has heard, or after a while.
        watcher = subprocess.Popen(commands[0] + " -C 1 -W 15 -F %j", shell=True, stdout=subprocess.PIPE, text=True)
        time.sleep(1)
        for command in commands[1:]:
            done = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=20)
            self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["state"]["reported"], {"light": "on"})
        self.assertIn("light", watcher.communicate(timeout=20)[0])
        self.assertEqual(box.end()[0], 0)

    def test_one_that_was_killed_is_followed_by_another(self):
        box = Box(self.folder).ready()
        pids = box.children()
        box.process.kill()
        box.process.communicate()
        box = Box(self.folder).ready()
        for pid in pids.values():
            self.assertFalse(lives(pid))
        self.assertEqual(box.end()[0], 0)

    def test_its_certificate_has_the_names_of_the_machine(self):
        box = Box(self.folder, "--endpoint", "cloud.test").ready()
        self.assertEqual(box.about["endpoint"], "cloud.test")
        context = ssl.create_default_context(cafile=box.about["ca"])
        context.load_cert_chain(box.device["cert"], box.device["key"])
        for name in ("localhost", "127.0.0.1", socket.gethostname(), "cloud.test"):
            for port in (box.about["port"], box.about["https"]["port"]):
                with socket.create_connection(("127.0.0.1", port), 5) as plain:
                    context.wrap_socket(plain, server_hostname=name).close()
        with socket.create_connection(("127.0.0.1", port), 5) as plain, self.assertRaises(ssl.SSLError):
            context.wrap_socket(plain, server_hostname="other.test")
        self.assertEqual(box.end()[0], 0)

    def test_it_goes_on_where_it_was(self):
        box = Box(self.folder).ready()
        first, pids = box.about, box.children()
        self.assertEqual(sorted(pids), ["dunlin-cloudd", "mosquitto"])
        answer = box.request("$aws/things/device-1/shadow/update", '{"state":{"reported":{"n":1}}}')
        self.assertEqual(answer["version"], 1)
        self.assertEqual(box.end(), (0, ""))
        for pid in pids.values():
            self.assertFalse(lives(pid))
        box = Box(self.folder).ready()
        self.assertEqual(box.about["devices"], first["devices"])
        answer = box.request("$aws/things/device-1/shadow/update", '{"state":{"reported":{"n":2}}}')
        self.assertEqual(answer["version"], 2)
        self.assertEqual(box.end()[0], 0)
        with sqlite3.connect(self.folder / "cloud.sqlite") as database:
            database.execute("PRAGMA user_version=9")
        newer = Box(self.folder)
        _, errors = newer.process.communicate(timeout=START_S)
        self.assertNotEqual(newer.process.returncode, 0)
        self.assertIn("the database is of a newer version: 9", errors)


if __name__ == "__main__":
    PROGRAMS = Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
