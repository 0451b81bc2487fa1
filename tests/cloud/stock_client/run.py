#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""AWS's library for Python, as Debian has it, against the control plane of the cloud in a box: updates, streams, signing, jobs.
An answer may have no member that the library's model of the service does not have, each of its type, and an error must be one
that the model gives the operation, with its status.

Prints a line for each case, and last "N passed, M failed".
"""
import json
import sys
import tempfile
import time
from pathlib import Path

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/lab"))
from cloud_box import CloudBox  # noqa: E402

DEVELOPMENT = ROOT / "tools/sign/development/development"
ROLE = "arn:aws:iam::000000000000:role/ota"
TYPES = {"string": str, "integer": int, "long": int, "boolean": bool, "double": (int, float), "timestamp": (int, float),
         "blob": str}


def misfits(shape, value, path):
    """What of an answer is not as the model has it."""
    if shape.type_name == "structure" and isinstance(value, dict):
        members = {one.serialization.get("name", name): one for name, one in shape.members.items()}
        for name, part in value.items():
            yield from misfits(members[name], part, f"{path}.{name}") if name in members else [f"{path}.{name} is unknown"]
    elif shape.type_name == "list" and isinstance(value, list):
        for part in value:
            yield from misfits(shape.member, part, path + "[]")
    elif shape.type_name == "map" and isinstance(value, dict):
        for name, part in value.items():
            yield from misfits(shape.value, part, f"{path}.{name}")
    elif not isinstance(value, TYPES.get(shape.type_name, ())) or (shape.type_name != "boolean" and isinstance(value, bool)):
        yield f"{path} is {value!r}, no {shape.type_name}"
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path} is {value!r}, none of {shape.enum}"


class Judge:
    """Listens to what the library gets."""

    def __init__(self):
        self.found, self.answers = [], 0

    def listen(self, client):
        service = client.meta.service_model

        def answered(event_name, response_dict, **_):
            self.judge(service.operation_model(event_name.split(".")[-1]), response_dict)
        client.meta.events.register(f"response-received.{service.service_id.hyphenize()}", answered)

    def judge(self, operation_model, response_dict):
        name, status = operation_model.name, response_dict["status_code"]
        self.answers += 1
        if status < 300:
            if operation_model.output_shape is not None:
                self.found += misfits(operation_model.output_shape, json.loads(response_dict["body"] or b"{}"), name)
            return
        kind = response_dict["headers"].get("x-amzn-ErrorType", "none").split(":")[0]
        known = {shape.name: shape.metadata.get("error", {}).get("httpStatusCode") for shape in operation_model.error_shapes}
        if kind not in known or known[kind] not in (None, status):
            self.found.append(f"{name}: {status} {kind} is not among {known}")


class Cases:
    def __init__(self, box, folder):
        self.box, self.judge, self.failed = box, Judge(), 0
        self.thing = box.control("iot", "describe-thing", "--thing-name", box.device["thing"])["thingArn"]
        port = json.loads((folder / "box/box.json").read_text())["controlPort"]
        # The library's own checks are off: the service has to say what is wrong.
        options = {"endpoint_url": f"http://127.0.0.1:{port}", "region_name": "us-east-1",
                   "aws_access_key_id": "any", "aws_secret_access_key": "any",
                   "config": Config(retries={"max_attempts": 0}, parameter_validation=False)}
        self.iot, self.signer = boto3.client("iot", **options), boto3.client("signer", **options)
        self.judge.listen(self.iot)
        self.judge.listen(self.signer)
        (folder / "file").write_bytes(bytes(range(256)) * 20)
        box.control("iot", "put-object", "--bucket", "b", "--key", "file", "--path", str(folder / "file"))
        self.certificate = box.control("acm", "import-certificate", "--certificate", f"file://{DEVELOPMENT}.crt", "--private-key",
                                       f"file://{DEVELOPMENT}.key")["certificateArn"]

    def run(self):
        cases = [name for name in dir(self) if name.startswith("test_")]
        for name in cases:
            self.judge.found, self.judge.answers = [], 0
            try:
                getattr(self, name)()
                problems = sorted(set(self.judge.found))
                assert self.judge.answers > 0, "no answer was looked at"
            except (AssertionError, ClientError) as error:
                problems = [repr(error), *self.judge.found]
            self.failed += bool(problems)
            print(f"{'FAILED' if problems else 'ok'}  {name[5:]}" + "".join(f"\n    {one}" for one in problems), flush=True)
        print(f"{len(cases) - self.failed} passed, {self.failed} failed")
        return self.failed

    def refused(self, kind, call, **parameters):
        try:
            answer = call(**parameters)
        except ClientError as error:
            assert error.response["Error"]["Code"] == kind, f"{parameters}: {error}, not {kind}"
            return
        raise AssertionError(f"{parameters} is accepted: {answer}")

    def profile(self, name):
        self.signer.put_signing_profile(profileName=name, signingMaterial={"certificateArn": self.certificate},
                                        platformId="AmazonFreeRTOS-Default", signingParameters={"certname": "/code.crt"})

    def create(self, update, **more):
        file = {"fileName": "/image", "fileLocation": {"s3Location": {"bucket": "b", "key": "file"}}}
        return self.iot.create_ota_update(**{"otaUpdateId": update, "targets": [self.thing], "files": [file], "roleArn": ROLE, **more})

    def settled(self, update):
        for _ in range(100):
            info = self.iot.get_ota_update(otaUpdateId=update)["otaUpdateInfo"]
            if info["otaUpdateStatus"] in ("CREATE_COMPLETE", "CREATE_FAILED"):
                return info
            time.sleep(0.05)
        raise AssertionError(f"{update} is not settled")

    # ---- the cases

    def test_profiles_and_platforms(self):
        self.profile("lab")
        for call, parameters in ((self.signer.get_signing_profile, {"profileName": "lab"}),
                                 (self.signer.list_signing_profiles, {}), (self.signer.list_signing_platforms, {}),
                                 (self.signer.get_signing_platform, {"platformId": "AmazonFreeRTOS-Default"})):
            call(**parameters)
        self.refused("ResourceNotFoundException", self.signer.get_signing_profile, profileName="none")
        self.refused("ResourceNotFoundException", self.signer.get_signing_platform, platformId="none")

    def test_signing_jobs(self):
        self.profile("jobs")
        asked = {"source": {"s3": {"bucketName": "b", "key": "file", "version": "1"}},
                 "destination": {"s3": {"bucketName": "b", "prefix": "signed/"}}, "profileName": "jobs", "clientRequestToken": "one"}
        job = self.signer.start_signing_job(**asked)["jobId"]
        assert self.signer.start_signing_job(**asked)["jobId"] == job
        assert self.signer.describe_signing_job(jobId=job)["status"] == "Succeeded"
        assert job in [one["jobId"] for one in self.signer.list_signing_jobs()["jobs"]]
        self.refused("ResourceNotFoundException", self.signer.describe_signing_job, jobId="none")
        # The job knows its file.
        self.create("of-job", files=[{"fileName": "/image", "codeSigning": {"awsSignerJobId": job}}])
        assert self.settled("of-job")["otaUpdateStatus"] == "CREATE_COMPLETE"

    def test_an_update_with_all_its_members(self):
        self.profile("whole")
        given = {"description": "d", "protocols": ["MQTT", "HTTP"], "targetSelection": "CONTINUOUS",
                 "awsJobExecutionsRolloutConfig": {"maximumPerMinute": 50, "exponentialRate": {
                     "baseRatePerMinute": 10, "incrementFactor": 1.5, "rateIncreaseCriteria": {"numberOfSucceededThings": 2}}},
                 "awsJobPresignedUrlConfig": {"expiresInSec": 900}, "additionalParameters": {"a": "b"}}
        file = {"fileName": "/image", "fileType": 5, "fileVersion": "7", "attributes": {"x": "y"},
                "fileLocation": {"s3Location": {"bucket": "b", "key": "file"}},
                "codeSigning": {"startSigningJobParameter": {"signingProfileName": "whole"}}}
        self.create("whole", files=[file], tags=[{"Key": "k", "Value": "v"}],
                    awsJobTimeoutConfig={"inProgressTimeoutInMinutes": 30}, awsJobAbortConfig={"abortCriteriaList": [
                        {"failureType": "FAILED", "action": "CANCEL", "thresholdPercentage": 25.5, "minNumberOfExecutedThings": 2}]},
                    **given)
        info = self.settled("whole")
        assert info["otaUpdateFiles"] == [file] and given.items() <= info.items(), info
        job = self.iot.describe_job(jobId=info["awsIotJobId"])["job"]
        assert job["abortConfig"]["criteriaList"][0]["thresholdPercentage"] == 25.5 and job["targetSelection"] == "CONTINUOUS", job
        assert self.iot.list_tags_for_resource(resourceArn=info["otaUpdateArn"])["tags"] == [{"Key": "k", "Value": "v"}]

    def test_updates_in_pages(self):
        for number in range(5):
            self.create(f"page-{number}")
        found, token = [], {}
        while token is not None:
            page = self.iot.list_ota_updates(maxResults=2, **token)
            assert len(page["otaUpdates"]) <= 2
            found += [one["otaUpdateId"] for one in page["otaUpdates"]]
            token = {"nextToken": page["nextToken"]} if "nextToken" in page else None
        assert len(set(found)) == len(found) and {f"page-{number}" for number in range(5)} <= set(found), found

    def test_what_is_wrong_is_said(self):
        wrong = ({"files": []}, {"targets": []}, {"targets": ["lamp"]}, {"targetSelection": "ALL"}, {"protocols": ["FTP"]},
                 {"roleArn": "short"}, {"description": "d" * 2029}, {"awsJobTimeoutConfig": {"inProgressTimeoutInMinutes": 0}},
                 {"awsJobPresignedUrlConfig": {"expiresInSec": 59}}, {"awsJobExecutionsRolloutConfig": {"maximumPerMinute": 1001}},
                 {"awsJobAbortConfig": {"abortCriteriaList": []}}, {"tags": [{"Key": "aws:k", "Value": "v"}]})
        for change in wrong:
            self.refused("InvalidRequestException", self.create, update="wrong", **change)
        self.refused("ResourceNotFoundException", self.iot.get_ota_update, otaUpdateId="none")
        self.refused("InvalidRequestException", self.iot.list_ota_updates, otaUpdateStatus="DONE")
        self.create("twice")
        self.refused("ResourceAlreadyExistsException", self.create, update="twice")

    def test_streams(self):
        files = [{"fileId": 0, "s3Location": {"bucket": "b", "key": "file"}}, {"fileId": 255, "s3Location": {"bucket": "b", "key": "file"}}]
        self.iot.create_stream(streamId="s", description="d", files=files, roleArn=ROLE)
        info = self.iot.describe_stream(streamId="s")["streamInfo"]
        assert info["files"] == files, info
        assert self.iot.update_stream(streamId="s", description="e")["streamVersion"] == info["streamVersion"] + 1
        self.iot.list_streams(maxResults=1)
        self.refused("InvalidRequestException", self.iot.create_stream, streamId="t", files=[], roleArn=ROLE)
        self.iot.delete_stream(streamId="s")
        self.refused("ResourceNotFoundException", self.iot.describe_stream, streamId="s")

    def test_a_job_in_progress_goes_by_force_only(self):
        self.create("force")
        job = self.settled("force")["awsIotJobId"]
        self.refused("InvalidRequestException", self.iot.delete_ota_update, otaUpdateId="force")
        self.refused("InvalidStateTransitionException", self.iot.delete_job, jobId=job)
        self.iot.cancel_job(jobId=job, comment="c", reasonCode="R")
        self.iot.delete_job(jobId=job)
        self.iot.delete_ota_update(otaUpdateId="force", deleteStream=True)


def main():
    with tempfile.TemporaryDirectory() as folder, CloudBox(Path(folder) / "box") as box:
        return 1 if Cases(box, Path(folder)).run() else 0


if __name__ == "__main__":
    sys.exit(main())
