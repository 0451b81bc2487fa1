#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""kill -9 of the console between requests and during them: what was answered as saved is there afterwards, what was not is
there whole or not at all. Usage: kill_test.py CONSOLE [TIMES]"""
import http.client
import random
import signal
import sqlite3
import sys
import threading
import time

from console_lab import CHOICE, Checks, Console

LOST = (OSError, http.client.HTTPException, AssertionError)


def document(number, version):
    return {"name": f"c{number}", "description": f"v{version}", "choice": CHOICE,
            "tags": [{"key": "version", "value": str(version)}, {"key": "number", "value": str(number)}]}


class Writer(threading.Thread):
    """Saves, changes and deletes until the server is gone; knows what was answered."""

    def __init__(self, console, known, numbers):
        super().__init__()
        self.console, self.known, self.numbers = console, known, numbers
        self.open = {}  # number: what it may be besides what is known

    def run(self):
        seed = random.Random(self.numbers.start)
        try:
            self.console.session()
            while True:
                self.one(seed.choice(self.numbers), seed.random())
        except LOST:
            pass

    def one(self, number, what):
        before = self.known.get(number)
        after = None if before and what < 0.2 else (before[0] if before else None, (before[1] if before else 0) + 1)
        self.open[number] = (before, after)
        if before is None:
            status, answer = self.console.call("POST", "/configurations", document(number, after[1]))
            assert status == 201, answer
            after = (answer["id"], after[1])
        elif after is None:
            status, answer = self.console.call("DELETE", f"/configurations/{before[0]}")
            assert status == 204, answer
        else:
            status, answer = self.console.call("PUT", f"/configurations/{before[0]}", document(number, after[1]))
            assert status == 200, answer
        if after is None:
            self.known.pop(number, None)
        else:
            self.known[number] = after
        del self.open[number]


def judge(check, listed, writers, known, when):
    """Each configuration is at what was answered, or at the one change that was under way."""
    found = {int(one["name"][1:]): one for one in listed}
    under_way = {number: both for writer in writers for number, both in writer.open.items()}
    for number in sorted(set(found) | set(known) | set(under_way)):
        version = int(found[number]["description"][1:]) if number in found else None
        allowed = [state and state[1] for state in under_way.get(number, (known.get(number),))]
        if not check(version in allowed, f"configuration {number} {when}", f"{version}, not {allowed}"):
            continue
        if number in found:
            tags = {tag["key"]: tag["value"] for tag in found[number]["tags"]}
            check(tags == {"version": str(version), "number": str(number)}, f"tags of {number} {when}", tags)
            known[number] = (found[number]["id"], version)
        else:
            known.pop(number, None)


def main(program, times):
    check, known = Checks(), {}
    with Console(program) as console:
        for round_number in range(times):
            clients = [Console(program, console.folder) for _ in range(3)]
            for client in clients:
                client.port = console.port
            writers = [Writer(client, known, range(100 * n, 100 * n + 8)) for n, client in enumerate(clients)]
            for writer in writers:
                writer.start()
            time.sleep(random.Random(round_number).uniform(0.005, 0.25))
            console.stop(signal.SIGKILL)
            for writer in writers:
                writer.join(30)
            console.start()
            status, answer = console.call("GET", "/configurations")
            check(status == 200, f"it serves after kill {round_number}", answer)
            judge(check, answer["configurations"], writers, known, f"after kill {round_number}")
        console.stop()
        with sqlite3.connect(console.folder / "state/console.db") as database:
            whole = database.execute("PRAGMA integrity_check").fetchone()[0]
        check(whole == "ok", "the database is whole", whole)
        check(len(known) > 4, "something was saved at all", known)
    print(f"{times} kills, {len(known)} configurations at the end")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20))
