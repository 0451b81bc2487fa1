#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs mqtt5_peer.c against mosquitto: one broker as it comes, one with limits. Usage: run_mqtt5_peer.py PROGRAM"""
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "lab"))

import broker as lab_broker  # noqa: E402

LIMITS = """allow_anonymous true
max_qos 1
max_topic_alias 0
max_keepalive 30
retain_available false
max_inflight_messages 3
max_packet_size 500
acl_file {acl}
"""


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        acl = folder / "acl"
        acl.write_text("topic readwrite ok/#\n")
        acl.chmod(0o600)
        with lab_broker.PlainBroker(folder / "free") as free, \
                lab_broker.PlainBroker(folder / "limited", LIMITS.format(acl=acl)) as limited:
            return subprocess.run([sys.argv[1], str(free.port), str(limited.port)], timeout=50).returncode


if __name__ == "__main__":
    sys.exit(main())
