#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Runs mqtt5_agent_peer.c against mosquitto: one broker as it comes, one that guards its topics.
Usage: run_mqtt5_agent_peer.py PROGRAM"""
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "lab"))

import broker as lab_broker  # noqa: E402


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        acl = folder / "acl"
        acl.write_text("topic readwrite ok/#\n")
        acl.chmod(0o600)
        with lab_broker.PlainBroker(folder / "free") as free, \
                lab_broker.PlainBroker(folder / "guarded", f"allow_anonymous true\nacl_file {acl}\n") as guarded:
            return subprocess.run([sys.argv[1], str(free.port), str(guarded.port)], timeout=50).returncode


if __name__ == "__main__":
    sys.exit(main())
