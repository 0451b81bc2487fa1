#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Update a thing over the air: by the cloud in a box that runs, to the end.

Usage: ota --thing NAME --image FILE [--image FILE] [--protocol mqtt|http] [--profile NAME] [--file-path PATH]
           [--certificate-path PATH] [--id ID] [--description TEXT] [--wait SECONDS] [--force] [--json] [--dir FOLDER]

Uploads the image, has the service sign it for this job, creates the update, and follows the thing's job until it has
ended. Exit: 0 SUCCEEDED, 1 it ended otherwise, 2 it could not be created, 3 it still goes on.

  --thing NAME             who gets it
  --image FILE             a signed image (./run sign image); for a board that runs in place, one for each slot
  --protocol mqtt|http     how the blocks travel                          (mqtt; both: mqtt,http)
  --profile NAME           the signing profile                            (development: the key of tools/sign/development)
  --file-path PATH         the file's name for the device                 (/image)
  --certificate-path PATH  the certificate's name for the device, of the development profile  (/ota_signer.crt)
  --id ID                  of the update                                  (thing, version and time)
  --wait SECONDS           how long the thing may take                    (900; 0: do not follow)
  --force                  no look at image and version first: the device is to refuse
  --json                   the verdict as one line of JSON, and nothing else on standard output
  --dir FOLDER             the box's state                                (build/cloud)
"""
import argparse
import json
import re
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

import control

SIGN = control.ROOT / "build/tools/tools/sign/dunlin-sign"
DEVELOPMENT = control.ROOT / "tools/sign/development/development"
BUCKET = "updates"
ENDS = {"SUCCEEDED", "FAILED", "REJECTED", "TIMED_OUT", "CANCELED", "REMOVED"}
CREATE_S = 30
POLL_S = 0.3
SILENCE_S = 10
FAILED, NOT_CREATED, UNFINISHED = 1, 2, 3


class Stop(Exception):
    """It cannot go on; the text says why."""


def read_arguments(words):
    parser = argparse.ArgumentParser(prog="ota", add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--thing")
    parser.add_argument("--image", type=Path, action="append")
    parser.add_argument("--protocol", default="mqtt")
    parser.add_argument("--profile", default="development")
    parser.add_argument("--file-path", default="/image")
    parser.add_argument("--certificate-path", default="/ota_signer.crt")
    parser.add_argument("--id")
    parser.add_argument("--description")
    parser.add_argument("--wait", type=float, default=900)
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--dir", type=Path, default=control.DEFAULT_FOLDER)
    options = parser.parse_args(words)
    if options.help:
        print(__doc__.strip())
        sys.exit(0)
    if not options.thing or not options.image:
        parser.error("--thing and --image are needed; --help explains")
    options.protocols = options.protocol.upper().split(",")
    if not set(options.protocols) <= {"MQTT", "HTTP"}:
        parser.error(f"--protocol is mqtt, http or mqtt,http: {options.protocol}")
    return options


# ---- before anything is created ----

def inspect(path):
    """What the image says of itself; None: not an image."""
    done = subprocess.run([SIGN, "inspect", path, "--json"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Stop(f"not an image: {done.stderr.strip().removeprefix('sign: ')}\n"
                   "     make one: ./run sign image ELF --version 1.2.3 ...; --force sends it all the same")
    return json.loads(done.stdout)


def sequence(version):
    """A version as the number that images have; None: it is none."""
    if isinstance(version, int):
        return version
    parts = re.fullmatch(r"(\d{1,3})\.(\d{1,3})\.(\d{1,5})", str(version))
    return sum(int(part) << shift for part, shift in zip(parts.groups(), (24, 16, 0))) if parts else None


def reported_version(plane, thing):
    """The version that the thing's shadow reports, as `version` or `ota.version`; None: it reports none."""
    for name in ({}, {"shadowName": "ota"}):
        try:
            reported = plane.do("GetThingShadow", thingName=thing, **name)["state"].get("reported", {})
        except control.Refused:
            continue
        inner = reported.get("ota")
        for version in (reported.get("version"), inner.get("version") if isinstance(inner, dict) else None):
            if version is not None and sequence(version) is not None:
                return version
    return None


def check_version(about, running):
    if running is not None and about["sequence"] <= sequence(running):
        how = "the version" if about["sequence"] == sequence(running) else "older than the version"
        raise Stop(f"the image is {about['version']}, {how} that the thing reports ({running}): it would refuse; "
                   "--force sends it all the same")


def look_at_images(options, plane):
    """The version; None: nobody looks."""
    for path in options.image:
        if not path.is_file():
            raise Stop(f"there is no file {path}")
        if path.stat().st_size == 0:
            raise Stop(f"{path} is empty")
    if options.force:
        return None
    images = [inspect(path) for path in options.image]
    if len({about["version"] for about in images}) > 1:
        raise Stop("the images are not of one version: " + ", ".join(about["version"] for about in images))
    check_version(images[0], reported_version(plane, options.thing))
    return images[0]["version"]


def find_thing(plane, thing):
    try:
        return plane.do("DescribeThing", thingName=thing)["thingArn"]
    except control.Refused as error:
        if error.kind == "ResourceNotFoundException":
            raise Stop(f"there is no thing {thing}; ./run cloud iot list-things shows them") from None
        raise


# ---- the update ----

def ensure_profile(plane, options):
    try:
        plane.do("GetSigningProfile", profileName=options.profile)
        return
    except control.Refused as error:
        if error.kind != "ResourceNotFoundException" or options.profile != "development":
            raise
    imported = plane.do("ImportCertificate", certificate=DEVELOPMENT.with_suffix(".crt").read_text(),
                        privateKey=DEVELOPMENT.with_suffix(".key").read_text())
    plane.do("PutSigningProfile", profileName="development", platformId="AmazonFreeRTOS-Default",
             signingMaterial={"certificateArn": imported["certificateArn"]},
             signingParameters={"certname": options.certificate_path})


def files_of(plane, options, update):
    files = []
    for index, path in enumerate(options.image):
        key = f"{update}.{index}"
        plane.do("PutObject", bucket=BUCKET, key=key, path=str(path.resolve()))
        name = options.file_path if len(options.image) == 1 else f"{options.file_path}.{index}"
        files.append({"fileName": name, "fileLocation": {"s3Location": {"bucket": BUCKET, "key": key}},
                      "codeSigning": {"startSigningJobParameter": {"signingProfileName": options.profile}}})
    return files


def create(plane, options, thing_arn, update):
    """The job's id, once the service has made the update."""
    ensure_profile(plane, options)
    made = plane.do("CreateOTAUpdate", otaUpdateId=update, targets=[thing_arn], protocols=options.protocols,
                    files=files_of(plane, options, update), description=options.description or f"./run ota {update}")
    until = time.monotonic() + CREATE_S
    while time.monotonic() < until:
        about = plane.do("GetOTAUpdate", otaUpdateId=update)["otaUpdateInfo"]
        if about["otaUpdateStatus"] == "CREATE_COMPLETE":
            return made["awsIotJobId"]
        if about["otaUpdateStatus"] == "CREATE_FAILED":
            error = about["errorInfo"]
            raise Stop(f"the update could not be created: {error['code']}: {error['message']}")
        time.sleep(POLL_S)
    raise Stop(f"the update is still {about['otaUpdateStatus']} after {CREATE_S} s")


def describe(execution):
    """One line of what the device says of itself."""
    details = execution.get("statusDetails", {}).get("detailsMap", {})
    received = re.fullmatch(r"(\d+)/(\d+)", details.get("receive", ""))
    words = []
    for name, value in sorted(details.items()):
        share = ""
        if name == "receive" and received and int(received.group(2)) > 0:
            share = f" ({100 * int(received.group(1)) // int(received.group(2))} %)"
        words.append(f"{name}: {value}{share}")
    return " ".join([execution["status"], *([f"({', '.join(words)})"] if words else [])])


def follow(plane, options, job, tell):
    """The execution at its end, or when the time is over."""
    began, last, has_warned = time.monotonic(), None, False
    while True:
        execution = plane.do("DescribeJobExecution", thingName=options.thing, jobId=job)["execution"]
        line = describe(execution)
        if line != last:
            tell(f"{time.monotonic() - began:7.1f} s  {line}")
            last = line
        if execution["status"] in ENDS or time.monotonic() - began > options.wait:
            return execution, time.monotonic() - began
        if execution["status"] == "QUEUED" and not has_warned and time.monotonic() - began > SILENCE_S:
            has_warned = True
            tell(f"           {options.thing} has not asked for it yet: is it connected?")
        time.sleep(POLL_S)


def update_id(options, version):
    text = options.id or f"{options.thing}-{version or 'forced'}-{int(time.time())}"
    return re.sub(r"[^a-zA-Z0-9_-]", "-", text)[-56:]


def work(options):
    tell = (lambda text: None) if options.json else (lambda text: print(text, flush=True))
    try:
        state = control.running(options.dir.resolve())
    except SystemExit as error:
        raise Stop(str(error)) from None
    plane = control.Control(state["controlPort"])
    thing_arn = find_thing(plane, options.thing)
    version = look_at_images(options, plane)
    update = update_id(options, version)
    job = create(plane, options, thing_arn, update)
    size = sum(path.stat().st_size for path in options.image)
    tell(f"update {update}: {version or 'an unknown version'}, {size} bytes by {' or '.join(options.protocols)}, "
         f"signed by profile {options.profile}; job {job}")
    if options.wait <= 0:
        return 0
    try:
        execution, seconds = follow(plane, options, job, tell)
    except KeyboardInterrupt:
        tell(f"\nThe update goes on. To end it: ./run cloud iot cancel-job --job-id {job} --force")
        return UNFINISHED
    status = execution["status"]
    if options.json:
        print(json.dumps({"otaUpdateId": update, "jobId": job, "thing": options.thing, "version": version,
                          "status": status, "seconds": round(seconds, 1), "bytes": size,
                          "statusDetails": execution.get("statusDetails", {}).get("detailsMap", {})}), flush=True)
    if status not in ENDS:
        tell(f"verdict: {status}: not over after {options.wait:g} s; it goes on")
        return UNFINISHED
    good = status == "SUCCEEDED"
    tell(f"verdict: {status}: {options.thing} " + (f"runs {version or 'it'}" if good else "did not take it") +
         f", after {seconds:.1f} s")
    return 0 if good else FAILED


def main(words):
    options = read_arguments(words)
    try:
        return work(options)
    except Stop as error:
        print(f"ota: {error}", file=sys.stderr)
    except control.Refused as error:
        print(f"ota: {error.kind}: {error}", file=sys.stderr)
    except urllib.error.URLError as error:
        print(f"ota: the cloud does not answer: {error.reason}", file=sys.stderr)
    return NOT_CREATED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
