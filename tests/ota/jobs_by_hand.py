# SPDX-License-Identifier: MIT
"""Jobs of updates made by hand: their files signed with stock OpenSSL, stream, job and document by the services' own operations,
the document in the form that the guide of 2019 shows. For a device in the lab (tools/lab/ota_device.py)."""
import base64
import json
import subprocess
import time
from pathlib import Path

import images
import ota_device

ENDS = {"SUCCEEDED", "FAILED", "REJECTED", "TIMED_OUT", "CANCELED"}
CERTFILE = "/ota_signer.crt"


def signature_of(content, key=images.KEY):
    return subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=content, capture_output=True, check=True).stdout


class Job:
    """A file, what it is signed as, and what is wrong with its document."""

    def __init__(self, content, status="FAILED", reason=None, key=images.KEY, signed=None, certfile=CERTFILE, change=None):
        self.content, self.status, self.reason = content, status, reason
        self.signature = base64.b64encode(signature_of(content if signed is None else signed, key)).decode()
        self.certfile, self.change = certfile, change

    def document(self, stream):
        """As the guide shows it; `change` gets its text."""
        text = json.dumps({"afr_ota": {"streamname": stream, "files": [
            {"filepath": "/device/image.bin", "filesize": len(self.content), "fileid": 0, "certfile": self.certfile,
             "sig-sha256-ecdsa": self.signature}]}}, indent=4)
        return self.change(text) if self.change else text


def without(member):
    """For `change`: the document lacks it."""
    return lambda text: text.replace(f'"{member}"', f'"not-{member}"')


class Service:
    """Streams and jobs of the box, by their own operations."""

    def __init__(self, box, thing):
        self.plane, self.thing = ota_device.plane_of(box.folder), thing
        self.arn = self.plane.do("DescribeThing", thingName=thing)["thingArn"]
        self.spot = Path(box.folder).parent

    def create(self, name, job):
        path = self.spot / f"{name}.bin"
        path.write_bytes(job.content)
        self.plane.do("PutObject", bucket="files", key=name, path=str(path))
        self.plane.do("CreateStream", streamId=f"s-{name}", roleArn="arn:aws:iam::000000000000:role/any",
                      files=[{"fileId": 0, "s3Location": {"bucket": "files", "key": name}}])
        self.plane.do("CreateJob", jobId=name, targets=[self.arn], document=job.document(f"s-{name}"))

    def end_of(self, name, seconds):
        """(status, reason) of a job that has ended."""
        until = time.monotonic() + seconds
        while True:
            execution = self.plane.do("DescribeJobExecution", thingName=self.thing, jobId=name)["execution"]
            if execution["status"] in ENDS or time.monotonic() > until:
                return execution["status"], execution.get("statusDetails", {}).get("detailsMap", {}).get("reason")
            time.sleep(0.1)
