#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_token_test.py IMAGE PLANTED: token_test in QEMU against `openssl s_server`: the token's key signs TLS, and is
nowhere in RAM afterwards; in the planted image, whose storage does not wipe, it is found."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qemu import ROOT, Qemu, check, run_tests
from servers import MUTUAL, Server

IMAGE, PLANTED = sys.argv[1:3]
BOARD = os.environ.get("DUNLIN_BOARD", "mps2_an385")
MKCREDS = str(ROOT / "tools" / "mkcreds")
NAME = "broker.dunlin.test"


class Target:
    def __init__(self, board, credentials):
        self.board = board
        self.credentials = credentials
        board.wait_for("start ok\n", 60)
        check(self.ask("clock %d" % time.time()) == "clock ok", "clock")

    def ask(self, command, timeout=60):
        """The line that begins with the command's first word; what else is printed may come before."""
        at = len(self.board.output)
        self.board.send(command + "\n")
        word = command.split()[0] + " "
        begin = self.board.wait_for(word, timeout, at) - len(word)
        end = self.board.wait_for("\n", timeout, begin)
        return self.board.output[begin:end].strip()

    def talk(self, version):
        with Server(self.credentials, "broker", ("-tls" + version, *MUTUAL)) as server:
            result = self.ask("connect %d" % server.port)
            check(result == "connect ok TLS " + version.replace("_", "."), result)
            check(self.ask("say hello") == "say ok olleh", "echo")
            check(self.ask("close") == "close ok 0", "close")


def flash_hash(flash):
    return hashlib.sha256(Path(flash).read_bytes()).hexdigest()


def the_token_signs_both_versions_and_its_key_is_nowhere_in_ram(target):
    check(target.ask("provision") == "provision ok", "provision")
    for version in ("1_3", "1_2"):
        target.talk(version)
    check(target.ask("scan") == "scan ok 0", "the key is in RAM")


def two_tasks_sign_and_neither_gets_the_key(target):
    check(target.ask("both") == "both ok", "both")
    check(target.ask("scan") == "scan ok 0", "the key is in RAM")


def the_key_is_not_in_the_output(target):
    key = subprocess.run(["openssl", "ec", "-in", target.credentials / "device.key", "-noout", "-text"],
                         capture_output=True, text=True, check=True).stdout
    secret = "".join(key.split("priv:")[1].split("pub:")[0].split()).replace(":", "")
    check(len(secret) >= 60 and secret.lower() not in target.board.output.lower(), "the key was printed")


def what_is_left_in_memory_would_be_found(target):
    for where in ("heap", "task"):
        check(target.ask("leave " + where) == "leave ok", where)
        check(target.ask("scan") != "scan ok 0", "the search misses what is left: " + where)


def the_second_boot_writes_nothing(flash, credentials):
    before = flash_hash(flash)
    with Qemu(IMAGE, BOARD, flash=flash) as board:
        target = Target(board, credentials)
        check(target.ask("provision") == "provision ok", "provision")
        target.talk("1_3")
        board.send("end\n")
        board.wait(20)
    check(flash_hash(flash) == before, "the flash has changed")


def storage_that_does_not_wipe_is_caught(flash, credentials):
    with Qemu(PLANTED, BOARD, flash=flash) as board:
        target = Target(board, credentials)
        check(target.ask("provision") == "provision ok", "provision")
        target.talk("1_3")
        check(target.ask("scan") != "scan ok 0", "nothing was found")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        credentials, blob, flash = folder / "credentials", folder / "blob", folder / "flash"
        subprocess.run([MKCREDS, "make", credentials, "--name", NAME, "--servers"], check=True)
        subprocess.run([MKCREDS, "blob", credentials, blob, "--address", "10.0.2.2", "--port", "1", "--name", NAME],
                       check=True)
        subprocess.run([MKCREDS, "flash", blob, flash, "--board", BOARD], check=True)
        with Qemu(IMAGE, BOARD, flash=flash) as board:
            target = Target(board, credentials)
            first = (the_token_signs_both_versions_and_its_key_is_nowhere_in_ram,
                     two_tasks_sign_and_neither_gets_the_key, the_key_is_not_in_the_output,
                     what_is_left_in_memory_would_be_found)
            tests = [(test.__name__, lambda test=test: test(target)) for test in first]
            second = (the_second_boot_writes_nothing, storage_that_does_not_wipe_is_caught)

            def in_other_boots(test):
                board.kill()
                test(flash, credentials)

            run_tests(tests + [(test.__name__, lambda test=test: in_other_boots(test)) for test in second])


main()
