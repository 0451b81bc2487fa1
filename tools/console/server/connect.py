#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Quick Connect, as the console's server calls it: a JSON document on standard input, one on standard output.

Usage: connect.py make --cloud FOLDER     {"thing", "by": "key" or "claim", "endpoint"?}: asks the cloud in a box, or, for another
                                          endpoint, says what is to be done there; answers with files, steps and what a device is told
       connect.py flash                   {"board", "told", "files", "timePort", "air"?}: the board's flash image, as bytes;
                                          "air": the network and the name of the time server that a Wi-Fi module finds in a run
       connect.py forget --cloud FOLDER   {"thing", "certificateId", "policy"}: takes away what `make` has made

Exit code 3: the request cannot be met, and standard output says why, as {"code", "message", "advice"}. Keys are in memory files only.
"""
import json
import re
import subprocess
import sys
import tempfile
import urllib.error
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/cloud/box"))
import control  # noqa: E402

HOST_FROM_DEVICE = "10.0.2.2"  # this machine's loopback, as a device behind user networking sees it
THING = re.compile(r"[a-zA-Z0-9:_-]{1,128}")
ENDPOINT = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9.-]{0,252}")
MQTT_PORT, HTTPS_PORT = 8883, 8443
STATEMENTS = [{"Effect": "Allow", "Action": ["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"], "Resource": "*"}]
POLICY = json.dumps({"Version": "2012-10-17", "Statement": STATEMENTS})


class Refused(Exception):
    """The request cannot be met: code, message, advice."""


def tell_refusals(program, work):
    """The exit code of a command: what the cloud refuses is said in words."""
    try:
        return work()
    except Refused as error:
        why = f"{error.args[1]}. {error.args[2]}"
    except control.Refused as error:
        why = f"the cloud has refused: {error.kind}: {error}"
    except (urllib.error.URLError, OSError) as error:
        why = str(error)
    print(f"{program}: {why}", file=sys.stderr)
    return 1


def memory():
    """A folder that is on no disk where the machine has one."""
    return tempfile.TemporaryDirectory(prefix="dunlin-connect-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    if done.returncode != 0:
        raise Refused("tool", f"{Path(command[0]).name} {command[1]} has failed", done.stderr.strip()[-300:] or "Try again")
    return done.stdout


def step(text, **more):
    return {"text": text, "done": "paste" not in more, **more}


def plane_of(folder):
    box = control.is_running(folder)
    if box is None:
        raise Refused("no-cloud", "No cloud in a box runs on this machine", "Start one in another terminal: ./run cloud")
    return box, control.Control(box["controlPort"])


def make_once(plane, operation, **parameters):
    """False: it was there already."""
    try:
        plane.do(operation, **parameters)
        return True
    except control.Refused as error:
        if error.kind not in ("ResourceAlreadyExistsException", "ResourceConflictException"):
            raise
        return False


def certify(plane, thing):
    """(key, what the cloud answered): the key is made here, and the cloud never sees it."""
    with memory() as folder:
        key = Path(folder) / "device.key"
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
        request = run("openssl", "req", "-new", "-key", key, "-subj", f"/CN={thing}")
        made = plane.do("CreateCertificateFromCsr", certificateSigningRequest=request, setAsActive=True)
        return key.read_text(), made


def told_by(box, thing, **more):
    return {"address": HOST_FROM_DEVICE, "port": box["port"], "https": box["https"]["port"], "name": box["endpoint"],
            "thing": thing, **more}


def make_with_key(box, plane, thing):
    policy = f"console-{thing}"
    is_new = make_once(plane, "CreateThing", thingName=thing)
    has_policy = make_once(plane, "CreatePolicy", policyName=policy, policyDocument=POLICY)
    key, made = certify(plane, thing)
    plane.do("AttachPolicy", policyName=policy, target=made["certificateArn"])
    plane.do("AttachThingPrincipal", thingName=thing, principal=made["certificateArn"])
    iot = "./run cloud iot"
    steps = [
        step(f"The thing {thing} is made." if is_new else f"The thing {thing} was there; it has one more certificate.",
             command=f"{iot} create-thing --thing-name {thing}"),
        step("A key was made here, and the cloud has signed its certificate.",
             command=f"{iot} create-certificate-from-csr --certificate-signing-request file://device.csr --set-as-active"),
        step(f"The policy {policy} lets it connect, publish, subscribe and receive." if has_policy
             else f"The policy {policy} was there, and is used as it is.",
             command=f"{iot} create-policy --policy-name {policy} --policy-document '{POLICY}'"),
        step("The policy is the certificate's.",
             command=f"{iot} attach-policy --policy-name {policy} --target {made['certificateArn']}"),
        step("The certificate is the thing's.",
             command=f"{iot} attach-thing-principal --thing-name {thing} --principal {made['certificateArn']}")]
    files = {"ca.crt": Path(box["ca"]).read_text(), "device.crt": made["certificatePem"], "device.key": key}
    return {"thing": thing, "certificateArn": made["certificateArn"], "certificateId": made["certificateId"], "policy": policy,
            "steps": steps, "files": files, "told": told_by(box, thing)}


def make_with_claim(box, plane, serial):
    claim = box["claim"]
    thing = f"device-{serial}"
    plane.do("DescribeProvisioningTemplate", templateName=claim["template"])
    steps = [step(f"The claim of template {claim['template']} is in the package."),
             step(f"With it the device asks for a certificate of its own, for a key that it makes; its thing is {thing}."),
             step("The policy is the template's: device.")]
    files = {"ca.crt": Path(box["ca"]).read_text(), "claim.crt": Path(claim["cert"]).read_text(),
             "claim.key": Path(claim["key"]).read_text()}
    return {"thing": thing, "certificateArn": "", "policy": "device", "steps": steps, "files": files,
            "told": told_by(box, serial, template=claim["template"])}


def make_elsewhere(thing, endpoint):
    """Nothing is asked of an account that is not ours: the lines that its owner pastes."""
    policy, folder = f"console-{thing}", "credentials"
    steps = [
        step("Make the thing and a policy for it.",
             paste=f"aws iot create-thing --thing-name {thing}\n"
                   f"aws iot create-policy --policy-name {policy} --policy-document '{POLICY}'"),
        step("Make a key, and let AWS sign a certificate for it.",
             paste=f"mkdir -p {folder}\nopenssl ecparam -name prime256v1 -genkey -noout -out {folder}/device.key\n"
                   f"openssl req -new -key {folder}/device.key -subj /CN={thing} -out {folder}/device.csr\n"
                   f"ARN=$(aws iot create-certificate-from-csr --certificate-signing-request file://{folder}/device.csr "
                   f"--set-as-active --certificate-pem-outfile {folder}/device.crt --query certificateArn --output text)"),
        step("Attach both.",
             paste=f"aws iot attach-policy --policy-name {policy} --target $ARN\n"
                   f"aws iot attach-thing-principal --thing-name {thing} --principal $ARN"),
        step("Get the authority that signs the endpoint's certificate.",
             paste=f"curl -fo {folder}/ca.crt https://www.amazontrust.com/repository/AmazonRootCA3.pem"),
        step("Write what the device is told, in the folder of Dunlin's sources; BOARD is the board's name.",
             paste=f"tools/mkcreds blob {folder} {folder}/blob.bin --address {endpoint} --port {MQTT_PORT} --name {endpoint} "
                   f"--thing {thing} --https-port {HTTPS_PORT} --sntp time.aws.com\n"
                   f"tools/mkcreds flash {folder}/blob.bin {folder}/flash.bin --board BOARD")]
    return {"thing": thing, "certificateArn": "", "policy": policy, "steps": steps, "files": {}, "told": {}}


def make(folder, request):
    thing, way, endpoint = request.get("thing"), request.get("by", "key"), request.get("endpoint")
    if not isinstance(thing, str) or not THING.fullmatch(thing):
        raise Refused("thing", "\"thing\" is 1 to 128 letters, digits and the characters : _ -", "Choose another name")
    if way not in ("key", "claim"):
        raise Refused("by", "\"by\" is \"key\" or \"claim\"", "\"key\" puts certificate and key into the package")
    if endpoint is not None:
        if not isinstance(endpoint, str) or not ENDPOINT.fullmatch(endpoint):
            raise Refused("endpoint", "\"endpoint\" is the name of a host", "aws iot describe-endpoint --endpoint-type iot:Data-ATS")
        return make_elsewhere(thing, endpoint)
    box, plane = plane_of(folder)
    return make_with_key(box, plane, thing) if way == "key" else make_with_claim(box, plane, thing)


def secrets_of(features, files, told, folder):
    """Words of mkcreds: what the board shows the cloud. Where TLS is in its module, the module has that, by these numbers."""
    if features.get("sockets") == "modem_tls":
        return ["--module", 0, 0]
    stem = "claim" if "claim.key" in files else "device"
    for path, text in files.items():
        (folder / path).write_text(text)
    return ["--ca", folder / "ca.crt", "--cert", folder / f"{stem}.crt", "--key", folder / f"{stem}.key",
            *(["--template", told["template"]] if "template" in told else [])]


def flash(request):
    files, told, board, air = request["files"], request["told"], request["board"], request.get("air")
    features = json.loads((ROOT / "boards" / board / "board.json").read_text())["features"]
    asks_module = air is not None and not features.get("ethernet")
    with memory() as name:
        folder = Path(name)
        run(ROOT / "tools/mkcreds", "blob", folder, folder / "blob.bin", "--address", told["address"], "--port", told["port"],
            "--https-port", told["https"], "--name", told["name"], "--thing", told["thing"],
            "--sntp", air["time"] if asks_module else f"{HOST_FROM_DEVICE}:{request['timePort']}",
            *secrets_of(features, files, told, folder))
        run(ROOT / "tools/mkcreds", "flash", folder / "blob.bin", folder / "flash.bin", "--board", board,
            *(["--wifi", air["network"], air["passphrase"]] if air is not None else []))
        return (folder / "flash.bin").read_bytes()


def forget(folder, request):
    plane = plane_of(folder)[1]
    identifier, thing = request["certificateId"], request["thing"]
    arn = plane.do("DescribeCertificate", certificateId=identifier)["certificateDescription"]["certificateArn"]
    plane.do("DetachThingPrincipal", thingName=thing, principal=arn)
    plane.do("DetachPolicy", policyName=request["policy"], target=arn)
    plane.do("UpdateCertificate", certificateId=identifier, newStatus="INACTIVE")
    plane.do("DeleteCertificate", certificateId=identifier)
    plane.do("DeletePolicy", policyName=request["policy"])
    plane.do("DeleteThing", thingName=thing)
    return {}


def main(words):
    folder = Path(words[words.index("--cloud") + 1]) if "--cloud" in words else control.DEFAULT_FOLDER
    request = json.load(sys.stdin)
    try:
        answer = {"make": lambda: make(folder, request), "flash": lambda: flash(request),
                  "forget": lambda: forget(folder, request)}[words[0]]()
    except Refused as error:
        code, message, advice = error.args
        print(json.dumps({"code": code, "message": message, "advice": advice}))
        return 3
    except control.Refused as error:
        print(json.dumps({"code": "cloud", "message": f"The cloud has refused: {error.kind}: {error}",
                          "advice": "./run cloud iot help lists what there is"}))
        return 3
    except (urllib.error.URLError, OSError) as error:
        print(json.dumps({"code": "no-cloud", "message": f"The cloud in a box does not answer: {error}",
                          "advice": "Start it again: ./run cloud"}))
        return 3
    sys.stdout.buffer.write(answer if isinstance(answer, bytes) else json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
