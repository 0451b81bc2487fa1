#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""enrol.py CLOUD_FOLDER THING FOLDER HOST: the identities of a run, files of FOLDER, in the cloud in a box: a thing, and
certificates that may do what a device may. The thing has a Greengrass core, THING-core at HOST: nobody answers at its first
endpoint, the box's broker at the second."""
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cloud/box"))
import control  # noqa: E402

# Certificate, and the authority that signed it when it is not the box's.
IDENTITIES = {"device": None, "rsa": None, "own-authority": "own-root"}


NOBODY = 1  # tcpmux


def give_core(plane, thing, authority, host, port):
    core = f"{thing}-core"
    plane.do("CreateThing", thingName=core)
    plane.do("UpdateConnectivityInfo", thingName=core, ConnectivityInfo=[
        {"HostAddress": host, "PortNumber": number} for number in (NOBODY, port)])
    plane.do("PutCertificateAuthorities", coreDeviceThingName=core, certificateAuthorities=[authority.read_text()])
    plane.do("BatchAssociateClientDeviceWithCoreDevice", coreDeviceThingName=core, entries=[{"thingName": thing}])


def main():
    cloud, thing, folder, host = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), sys.argv[4]
    box = json.loads((cloud / "box.json").read_text())
    plane = control.Control(box["controlPort"])
    plane.do("CreateThing", thingName=thing)
    give_core(plane, thing, folder / "root.crt", host, box["port"])
    for name, authority in IDENTITIES.items():
        certificate = folder / f"{name}.crt"
        if not certificate.exists():
            continue
        told = {"certificatePem": certificate.read_text(), "status": "ACTIVE"}
        if authority:
            made = plane.do("RegisterCertificate", caCertificatePem=(folder / f"{authority}.crt").read_text(), **told)
        else:
            made = plane.do("RegisterCertificateWithoutCA", **told)
        plane.do("AttachPolicy", policyName="device", target=made["certificateArn"])
        plane.do("AttachThingPrincipal", thingName=thing, principal=made["certificateArn"])


main()
