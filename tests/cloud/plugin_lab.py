# SPDX-License-Identifier: MIT
"""What the tests of the broker's plugin share: a broker with the plugin, a registry, devices with certificates of their own,
and statements of policies."""
import hashlib
import json
import os
import ssl
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab")]
import broker as lab_broker  # noqa: E402
from mqtt_raw import DISCONNECT, Client, packet, text  # noqa: E402

ARN = "arn:aws:iot:us-east-1:000000000000:"
PASSWORD = "opensesame"


def openssl(*arguments, **options):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **options)


class Lab:
    """The broker, its database, an authority, and connections."""

    def __init__(self, folder, plugin, control_file):
        self.folder = folder
        self.port, self.inner_port = lab_broker.free_port(), lab_broker.free_port()
        self.control = subprocess.Popen([control_file, str(folder / "cloud.db")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.make_authority()
        self.certify("broker", "/CN=localhost")
        (folder / "password").write_text(PASSWORD + "\n")
        user = "user root\n" if os.geteuid() == 0 else ""
        self.configuration = (
            f"{user}listener {self.inner_port} 127.0.0.1\n"
            f"listener {self.port} 127.0.0.1\n"
            f"cafile {folder}/ca.crt\ncertfile {folder}/broker.crt\nkeyfile {folder}/broker.key\n"
            "require_certificate true\nmax_qos 1\nmax_topic_alias 8\nset_tcp_nodelay true\n"
            f"plugin {plugin}\nplugin_opt_database {folder}/cloud.db\nplugin_opt_user cloud\n"
            f"plugin_opt_password_file {folder}/password\nallow_anonymous false\nmax_keepalive 1200\n"
            f"persistence true\npersistence_location {folder}/\nmax_packet_size 132096\nlog_dest file {folder}/mosquitto.log\nlog_type all\n")
        self.log = folder / "mosquitto.log"
        self.open = []
        self.start()
        self.run("POST", "/policies/all", {"policyDocument": document(allow("*", "*"))})

    def start(self, more=""):
        (self.folder / "mosquitto.conf").write_text(self.configuration + more)
        begun = self.read_log().count(" running")
        self.broker = subprocess.Popen(
            [*os.environ.get("CLOUD_TEST_WRAP", "").split(), lab_broker.mosquitto_program(), "-c",
             str(self.folder / "mosquitto.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for(lambda: self.read_log().count(" running") > begun, 30)

    def restart(self, more=""):
        """An orderly end, and a beginning with what was kept; more lines of configuration."""
        self.broker.terminate()
        self.broker.wait()
        self.start(more)

    def make_authority(self):
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.folder / "ca.key")
        openssl("req", "-x509", "-new", "-key", self.folder / "ca.key", "-subj", "/CN=test", "-days", "2",
                "-out", self.folder / "ca.crt")

    def certify(self, name, subject):
        key, request, out = (self.folder / f"{name}.{kind}" for kind in ("key", "csr", "crt"))
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
        openssl("req", "-new", "-key", key, "-subj", subject, "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", self.folder / "ca.crt", "-CAkey", self.folder / "ca.key",
                "-CAcreateserial", "-days", "2", "-out", out)
        return out.read_text()

    def run(self, method, path, body=None, status=200):
        self.control.stdin.write(f"{method} {path} {json.dumps(body) if body is not None else ''}\n")
        self.control.stdin.flush()
        code, _, answer = self.control.stdout.readline().partition(" ")
        assert int(code) == status, f"{method} {path}: {code} {answer}"
        return json.loads(answer) if answer.strip() else None

    def device(self, name, policy="all", subject=None, status="ACTIVE"):
        """A certificate with a policy; its id."""
        pem = self.certify(name, subject or f"/CN={name}")
        identifier = self.run("POST", "/certificate/register-no-ca",
                              {"certificatePem": pem, "status": status})["certificateId"]
        assert identifier == hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
        if policy is not None:
            self.attach(identifier, policy)
        return identifier

    def attach(self, identifier, policy):
        if not isinstance(policy, str):
            name = f"policy-{time.monotonic_ns()}"
            self.run("POST", f"/policies/{name}", {"policyDocument": document(*policy)})
            policy = name
        self.run("PUT", f"/target-policies/{policy}", {"target": f"{ARN}cert/{identifier}"})

    def client(self, name, version=4):
        made = Client(self.port, self.folder / f"{name}.crt", self.folder / f"{name}.key", self.folder / "ca.crt",
                      version)
        self.open.append(made)
        return made

    def connected(self, name, client=None, version=4, **options):
        made = self.client(name, version)
        code = made.connect(client or name, **options)
        assert code == 0, f"CONNACK {code}"
        return made

    def cloud(self, *filters):
        """A connection of the daemon's account, which may do everything."""
        made = Client(self.inner_port, version=5)
        self.open.append(made)
        assert made.connect(f"cloud-{time.monotonic_ns()}", user="cloud", password=PASSWORD) == 0
        if filters:
            assert made.subscribe(*filters) == [1] * len(filters)
        return made

    def read_log(self):
        return self.log.read_text() if self.log.exists() else ""

    @staticmethod
    def wait_for(condition, timeout=5):
        until = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.02)

    def end_test(self):
        for one in self.open:
            one.close()
        self.open = []

    def close(self):
        self.end_test()
        self.broker.terminate()
        self.broker.wait()
        self.control.stdin.close()
        self.control.wait()


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource, **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action, resource):
    return {"Effect": "Deny", "Action": action, "Resource": resource}


def same(have, want):
    assert have == want, f"have {have!r}, want {want!r}"


def event(client):
    topic, payload = client.message()
    return topic, json.loads(payload)
