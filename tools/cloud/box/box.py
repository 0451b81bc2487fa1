#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The cloud in a box: AWS IoT's services for devices, on this machine.

Usage: cloud [--dir FOLDER] [--port N] [--https-port N] [--bind ADDRESS] [--endpoint NAME]
             [--name NAME] [--limits on|off] [--json]
       cloud [--dir FOLDER] [SERVICE] OPERATION [--option value ...]     the control plane; cloud iot help lists it
       cloud load [--help]                                             thousands of devices, measured

Starts the broker and the services, says how to reach them, and stays until Ctrl-C. The state (authority, database,
a first device with its certificate, a claim certificate with a provisioning template) is kept in the folder.

  --dir FOLDER      where the state is kept                       (build/cloud)
  --port N          MQTT with mutual TLS                          (8883, another when it is taken)
  --https-port N    HTTPS with mutual TLS: data plane, discovery  (8443, another when it is taken)
  --bind ADDRESS    listen there only                             (everywhere; every client needs a certificate)
  --endpoint NAME   what devices call this machine                (localhost)
  --name NAME       another name for the server's certificate     (this machine's own names are in it)
  --limits on|off   off: a device may send any number of requests (on)
  --json            once it is ready: one line of JSON for other programs, and nothing else on standard output
"""
import argparse
import fcntl
import json
import os
import shlex
import signal
import sys
import threading
import time
from pathlib import Path

import authority
import control
import parts

FIRST_DEVICE = "device-1"
FIRST_CORE = "core-1"
TEMPLATE = "fleet"
LEAVING_S = 15
POLICIES = {
    # For development: a device may do anything a device can do. A product's policy is narrower.
    "device": [{"Effect": "Allow", "Action": ["iot:*", "iotjobsdata:*", "greengrass:*"], "Resource": "*"}],
    "claim": [
        {"Effect": "Allow", "Action": "iot:Connect", "Resource": "*"},
        {"Effect": "Allow", "Action": ["iot:Publish", "iot:Receive"], "Resource": [
            "arn:aws:iot:*:*:topic/$aws/certificates/create/*",
            "arn:aws:iot:*:*:topic/$aws/certificates/create-from-csr/*",
            f"arn:aws:iot:*:*:topic/$aws/provisioning-templates/{TEMPLATE}/provision/*"]},
        {"Effect": "Allow", "Action": "iot:Subscribe", "Resource": [
            "arn:aws:iot:*:*:topicfilter/$aws/certificates/create/*",
            "arn:aws:iot:*:*:topicfilter/$aws/certificates/create-from-csr/*",
            f"arn:aws:iot:*:*:topicfilter/$aws/provisioning-templates/{TEMPLATE}/provision/*"]},
    ],
}
TEMPLATE_BODY = {
    "Parameters": {"SerialNumber": {"Type": "String"}, "AWS::IoT::Certificate::Id": {"Type": "String"}},
    "Resources": {
        "thing": {"Type": "AWS::IoT::Thing", "Properties": {
            "ThingName": {"Fn::Join": ["", ["device-", {"Ref": "SerialNumber"}]]},
            "AttributePayload": {"serialNumber": {"Ref": "SerialNumber"}}}},
        "certificate": {"Type": "AWS::IoT::Certificate", "Properties": {
            "CertificateId": {"Ref": "AWS::IoT::Certificate::Id"}, "Status": "Active"}},
        "policy": {"Type": "AWS::IoT::Policy", "Properties": {"PolicyName": "device"}}},
}


def port_number(text):
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is no port, 1 to 65535")
    return int(text)


def read_arguments():
    parser = argparse.ArgumentParser(prog="cloud", add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--dir", type=Path, default=control.DEFAULT_FOLDER)
    parser.add_argument("--port", type=port_number)
    parser.add_argument("--https-port", type=port_number)
    parser.add_argument("--bind")
    parser.add_argument("--endpoint", default="localhost")
    parser.add_argument("--name", action="append", default=[])
    parser.add_argument("--limits", choices=("on", "off"), default="on")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--programs", type=Path, default=control.ROOT / "build/tools/tools/cloud")
    options = parser.parse_args()
    if options.help:
        print(__doc__.strip())
        sys.exit(0)
    return options


def lock(folder):
    """Two boxes on one folder would spoil it. The lock goes with the last process of the box: those of one that was
    killed end within moments."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        handle = open(folder / "box.lock", "w")
    except OSError as error:
        raise SystemExit(f"cloud: the folder {folder} cannot be used: {error.strerror}") from None
    until = time.monotonic() + LEAVING_S
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            parts.Process.held = (handle.fileno(),)
            return handle
        except OSError:
            if control.is_running(folder) or time.monotonic() > until:
                raise SystemExit(f"cloud: a cloud runs already with the folder {folder}; another one needs another "
                                 "--dir") from None
            time.sleep(0.1)


def exists(plane, operation, **parameters):
    try:
        plane.do(operation, **parameters)
        return True
    except control.Refused as error:
        if error.kind != "ResourceNotFoundException":
            raise
        return False


def ensure_identity(plane, certificate, name, policy, thing=None):
    """A certificate that the registry knows, and its key, beside each other in files."""
    key, note = certificate.with_suffix(".key"), certificate.with_suffix(".id")
    if certificate.exists() and note.exists() and \
            exists(plane, "DescribeCertificate", certificateId=note.read_text()):
        return
    request = authority.make_request(key, name)
    made = plane.do("CreateCertificateFromCsr", certificateSigningRequest=request, setAsActive=True)
    plane.do("AttachPolicy", policyName=policy, target=made["certificateArn"])
    if thing is not None:
        plane.do("AttachThingPrincipal", thingName=thing, principal=made["certificateArn"])
    certificate.write_text(made["certificatePem"])
    note.write_text(made["certificateId"])


def furnish(plane, folder, endpoint, port):
    """What a newcomer needs, made when it is not there."""
    for name, statements in POLICIES.items():
        if not exists(plane, "GetPolicy", policyName=name):
            plane.do("CreatePolicy", policyName=name,
                     policyDocument=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    for thing in (FIRST_DEVICE, FIRST_CORE):
        if not exists(plane, "DescribeThing", thingName=thing):
            plane.do("CreateThing", thingName=thing)
    ensure_identity(plane, folder / "devices" / f"{FIRST_DEVICE}.crt", FIRST_DEVICE, "device", FIRST_DEVICE)
    ensure_identity(plane, folder / "claim.crt", "claim", "claim")
    if not exists(plane, "DescribeProvisioningTemplate", templateName=TEMPLATE):
        plane.do("CreateProvisioningTemplate", templateName=TEMPLATE, enabled=True,
                 provisioningRoleArn="arn:aws:iam::000000000000:role/provisioning",
                 templateBody=json.dumps(TEMPLATE_BODY))
    # The broker plays the first Greengrass core, so that discovery leads somewhere.
    plane.do("BatchAssociateClientDeviceWithCoreDevice", coreDeviceThingName=FIRST_CORE,
             entries=[{"thingName": FIRST_DEVICE}])
    plane.do("PutCertificateAuthorities", coreDeviceThingName=FIRST_CORE,
             certificateAuthorities=[(folder / "ca.crt").read_text()])
    plane.do("UpdateConnectivityInfo", thingName=FIRST_CORE, ConnectivityInfo=[
        {"Id": "broker", "HostAddress": endpoint, "PortNumber": port, "Metadata": ""}])


def describe(folder, endpoint, port, https_port):
    device = folder / "devices" / f"{FIRST_DEVICE}.crt"
    prefix = [sys.executable, str(Path(control.__file__).resolve()), "--dir", str(folder)]
    return {
        "endpoint": endpoint, "port": port, "ca": str(folder / "ca.crt"),
        "devices": [{"thing": FIRST_DEVICE, "cert": str(device), "key": str(device.with_suffix(".key"))}],
        "claim": {"cert": str(folder / "claim.crt"), "key": str(folder / "claim.key"), "template": TEMPLATE},
        "discovery": {"host": endpoint, "port": https_port},
        "https": {"host": endpoint, "port": https_port},
        "control": shlex.join(prefix),
    }


def tell(box, folder):
    device = box["devices"][0]
    client = shlex.join(["-h", box["endpoint"], "-p", str(box["port"]), "--cafile", box["ca"], "--cert", device["cert"],
                         "--key", device["key"]])
    topic = f"$aws/things/{device['thing']}/shadow"
    where = "" if folder == control.DEFAULT_FOLDER.resolve() else f"--dir {shlex.quote(str(folder))} "
    print(f"""The cloud is up; Ctrl-C ends it. Its state is in {folder}

  endpoint  {box['endpoint']}:{box['port']} (MQTT), https://{box['https']['host']}:{box['https']['port']} (HTTPS, discovery)
  CA        {box['ca']}
  device    {device['thing']}: {device['cert']} and .key
  claim     template {box['claim']['template']}: {box['claim']['cert']} and .key

Next, in other terminals:

1. Watch the device's shadow
     mosquitto_sub {client} -i watcher -v -t '{topic}/update/#'

2. Be the device: report a state
     mosquitto_pub {client} -i {device['thing']} -q 1 -t '{topic}/update' -m '{{"state":{{"reported":{{"light":"on"}}}}}}'

3. See what the cloud knows
     {shlex.quote(str(control.ROOT / 'run'))} cloud {where}iot-data get-thing-shadow --thing-name {device['thing']}
""", flush=True)


def serve(options, folder, ended):
    authority.ensure(folder, options.endpoint, *options.name)
    password = parts.ensure_password(folder)
    password.chmod(0o600)
    port = parts.choose_port(options.bind, options.port, 8883, "--port")
    https_port = parts.choose_port(options.bind, options.https_port, 8443, "--https-port")
    inner_port = parts.any_port()
    daemon = parts.daemon(folder, options.programs, options.bind, https_port, inner_port, options.endpoint,
                          options.limits)
    broker = parts.broker(folder, options.programs, options.bind, port, inner_port, options.limits)
    note = folder / "box.json"
    try:
        daemon.start()
        control_port = int(daemon.wait_for("control").split(" ")[1])
        broker.start()
        plane = control.Control(control_port)
        furnish(plane, folder, options.endpoint, port)
        daemon.wait_for("broker", broker)
        daemon.has_served = broker.has_served = True
        box = describe(folder, options.endpoint, port, https_port)
        note.write_text(json.dumps({"pid": os.getpid(), "controlPort": control_port, **box}))
        if options.json:
            print(json.dumps(box), flush=True)
        else:
            tell(box, folder)
        while not ended.wait(0.2):
            for part in (daemon, broker):
                if part.has_failed.is_set():
                    raise SystemExit(f"cloud: the {part.name} ends again and again:\n{part.last_words()}")
    except control.Refused as error:
        raise SystemExit(f"cloud: {error.kind}: {error}") from None
    finally:
        note.unlink(missing_ok=True)
        broker.end()
        daemon.end()


def main():
    words = sys.argv[1:]
    behind = words[2:] if words[:1] == ["--dir"] else words
    if behind and not behind[0].startswith("-"):
        return control.main(words)
    options = read_arguments()
    folder = options.dir.resolve()
    held = lock(folder)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *unused: ended.set())
    serve(options, folder, ended)
    held.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
