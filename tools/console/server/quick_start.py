#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A device in the cloud in a box by commands, with the names that quick starts have had since 2017.

Usage: console quick-start [--config configure.json] [--cloud FOLDER] VERB

    setup                prereq, then update_creds
    prereq               thing, key, certificate and policy, attached to each other; PEM files beside the configuration
    update_creds         aws_clientcredential.h and aws_clientcredential_keys.h, of what prereq has made
    cleanup              cleanup_creds, then delete_prereq
    delete_prereq        thing, certificate, policy and PEM files go
    cleanup_creds        the two headers say nothing any more
    list_certificates, list_things, list_policies

configure.json: {"thing_name", "output_folder"?: where the headers go, "wifi_ssid"?, "wifi_password"?, "wifi_security"?}
"""
import json
import sys
from pathlib import Path

import connect
from connect import control

WIFI = ("eWiFiSecurityOpen", "eWiFiSecurityWEP", "eWiFiSecurityWPA", "eWiFiSecurityWPA2")
PLACES = {"certificate": "_cert_pem_file", "key": "_private_key_pem_file", "note": "_cert_id_file"}


class Wrong(Exception):
    """Told to the user, with what to do."""


class QuickStart:
    """One thing, as its configuration names it."""

    def __init__(self, config, folder):
        try:
            read = json.loads(config.read_text())
            self.thing = read["thing_name"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Wrong(f"{config} is no configuration ({error}): it has {{\"thing_name\": ...}}") from None
        if not isinstance(self.thing, str) or not connect.THING.fullmatch(self.thing):
            raise Wrong(f"{config}: thing_name is 1 to 128 letters, digits and the characters : _ -")
        self.wifi = [read.get(f"wifi_{name}", other) for name, other in
                     (("ssid", ""), ("password", ""), ("security", "eWiFiSecurityWPA2"))]
        if self.wifi[2] not in WIFI:
            raise Wrong(f"{config}: wifi_security is one of {', '.join(WIFI)}")
        self.folder = folder
        self.output = config.parent / read.get("output_folder", ".")
        self.files = {name: config.parent / f"{self.thing}{ending}" for name, ending in PLACES.items()}

    def prereq(self):
        if self.files["note"].exists():
            raise Wrong(f"{self.thing} was made already: delete_prereq takes it away")
        made = connect.make(self.folder, {"thing": self.thing, "by": "key"})
        self.files["key"].touch(0o600)
        self.files["key"].write_text(made["files"]["device.key"])
        self.files["certificate"].write_text(made["files"]["device.crt"])
        self.files["note"].write_text(json.dumps({name: made[name] for name in ("thing", "certificateId", "policy")}))
        for step in made["steps"]:
            print(step["text"])

    def delete_prereq(self):
        try:
            note = json.loads(self.files["note"].read_text())
        except OSError:
            raise Wrong(f"{self.thing} was not made here: there is no {self.files['note'].name}") from None
        connect.forget(self.folder, note)
        for path in self.files.values():
            path.unlink(missing_ok=True)
        print(f"{self.thing}, its certificate and policy are gone.")

    def put(self, endpoint, port, thing, wifi, certificate, key):
        self.output.mkdir(parents=True, exist_ok=True)
        (self.output / "aws_clientcredential.h").write_text(
            "#ifndef AWS_CLIENTCREDENTIAL_H\n#define AWS_CLIENTCREDENTIAL_H\n\n"
            f"#define clientcredentialMQTT_BROKER_ENDPOINT {quoted(endpoint)}\n#define clientcredentialIOT_THING_NAME {quoted(thing)}\n"
            f"#define clientcredentialMQTT_BROKER_PORT {port}\n#define clientcredentialGREENGRASS_DISCOVERY_PORT {connect.HTTPS_PORT}\n"
            f"#define clientcredentialWIFI_SSID {quoted(wifi[0])}\n#define clientcredentialWIFI_PASSWORD {quoted(wifi[1])}\n"
            f"#define clientcredentialWIFI_SECURITY {wifi[2]}\n\n#endif\n")
        keys = self.output / "aws_clientcredential_keys.h"
        keys.touch(0o600)
        keys.write_text(
            "#ifndef AWS_CLIENT_CREDENTIAL_KEYS_H\n#define AWS_CLIENT_CREDENTIAL_KEYS_H\n\n"
            f"#define keyCLIENT_CERTIFICATE_PEM {literal(certificate)}\n\n#define keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM \"\"\n\n"
            f"#define keyCLIENT_PRIVATE_KEY_PEM {literal(key)}\n\n#endif\n")
        print(f"aws_clientcredential.h and aws_clientcredential_keys.h are in {self.output}")

    def update_creds(self):
        if not self.files["note"].exists():
            raise Wrong(f"{self.thing} was not made here yet: prereq makes it")
        box = connect.plane_of(self.folder)[0]
        self.put(box["endpoint"], box["port"], self.thing, self.wifi, self.files["certificate"].read_text(),
                 self.files["key"].read_text())

    def cleanup_creds(self):
        self.put("", connect.MQTT_PORT, "", ["", "", WIFI[0]], "", "")

    def setup(self):
        self.prereq()
        self.update_creds()

    def cleanup(self):
        self.cleanup_creds()
        self.delete_prereq()


def quoted(text):
    if not isinstance(text, str) or not text.isprintable():
        raise Wrong("a name or password of the configuration cannot be in a header")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?") + '"'


def literal(pem):
    return "".join(f'\\\n"{line}\\n"' for line in pem.splitlines()) or '""'


def show(folder, verb):
    plane = connect.plane_of(folder)[1]
    operation, member, name, more = {"list_certificates": ("ListCertificates", "certificates", "certificateArn", "marker"),
                                     "list_things": ("ListThings", "things", "thingName", "nextToken"),
                                     "list_policies": ("ListPolicies", "policies", "policyName", "marker")}[verb]
    answer = plane.do(operation)
    while True:
        for one in answer[member]:
            print(one[name])
        token = answer.get("nextToken") or answer.get("nextMarker")
        if not token:
            return
        answer = plane.do(operation, **{more: token})


def run(words):
    config, folder = Path("configure.json"), control.DEFAULT_FOLDER
    while words[:1] in (["--config"], ["--cloud"]) and len(words) > 1:
        if words[0] == "--config":
            config = Path(words[1])
        else:
            folder = Path(words[1])
        words = words[2:]
    verbs = ("setup", "prereq", "update_creds", "cleanup", "delete_prereq", "cleanup_creds")
    if len(words) == 1 and words[0] in verbs:
        getattr(QuickStart(config, folder), words[0])()
    elif words in (["list_certificates"], ["list_things"], ["list_policies"]):
        show(folder, words[0])
    else:
        print(__doc__.strip())
        return 0 if words in ([], ["--help"], ["-h"]) else 2
    return 0


def main(words):
    try:
        return connect.tell_refusals("quick-start", lambda: run(words))
    except Wrong as error:
        print(f"quick-start: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
