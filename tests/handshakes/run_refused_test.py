#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_refused_test.py CLIENT [--only NAME] [--planted] [--table]: servers that must be refused, each with its own text.

refused.txt has a line for each script of scripts.py, `name | text`. A text belongs to one script; lines that begin
with "also" are further ways to the same fault, or the same fault in the other version. --table prints the table as it would be now.
--planted: the client has a check taken out; it is a failure if no script notices.
"""
import argparse
import socket
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

import scripts
from certificates import Server as Identity
from server import Gone, Server

TABLE = Path(__file__).with_name("refused.txt")
LEAST = 60


class Client:
    """The program under test."""

    def __init__(self, program, folder, world):
        self.root = folder / "root"
        self.root.write_bytes(world.root.certificate)
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.PIPE if "--table" not in sys.argv else None)

    def connect(self, port, version):
        print("connect", port, scripts.NAME, version, self.root, "- - none", file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def end(self):
        """What is wrong with the way it ends, or None."""
        said, errors = self.process.communicate(timeout=10)
        return None if self.process.returncode == 0 else f"the client ended with {self.process.returncode}: {said}{errors}"


def play(listener, script):
    """One connection by the script; the client's last word, an alert's number, or None."""
    version, faults, identity = script
    connection, _ = listener.accept()
    connection.settimeout(5)
    with connection:
        server = Server(connection, identity, faults)
        try:
            if version == "1.3" and "12" not in faults:
                server.run13()
            else:
                server.run12()
            while True:
                server.read_record()
        except (Gone, OSError, ValueError):
            pass


def tried(client, listener, script):
    thread = threading.Thread(target=play, args=(listener, script), daemon=True)
    thread.start()
    said = client.connect(listener.getsockname()[1], script[0])
    thread.join(5)
    return said


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("client")
    parser.add_argument("--only")
    parser.add_argument("--planted", action="store_true")
    parser.add_argument("--table", action="store_true")
    options = parser.parse_args()
    world = scripts.World()
    todo = scripts.all_scripts(world)
    good = {"honest": ("1.2", {}, world.good), "honest in 1.3": ("1.3", {}, world.good),
            "honest with an issuer": ("1.2", {}, Identity(world.issuing, scripts.NAME, above=[world.issuing.certificate]))}
    if options.only:
        todo = {options.only: todo[options.only]}
    results = {}
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listener:
        client = Client(options.client, Path(folder), world)
        for name, script in {**good, **todo}.items():
            results[name] = tried(client, listener, script)
            if options.planted and name in todo and not is_as_it_should_be(name, results[name]):
                print(f"noticed by {name}: {results[name]}")
                return 0
        ended = client.end()
    return judge(options, good, results, ended)


def read_table():
    """(text of each script, scripts that a text belongs to)"""
    lines = [line.split(" | ") for line in TABLE.read_text().splitlines() if " | " in line]
    first = Counter(text for name, text in lines if not name.startswith("also "))
    return {name.removeprefix("also "): text for name, text in lines}, first


def is_as_it_should_be(name, said):
    return said == f"refused {read_table()[0].get(name)}"


def judge(options, good, results, ended):
    problems = [f"{name}: {results[name]}" for name in good if not results.pop(name).startswith("heard")]
    if options.table:
        said_before = set()
        for name, said in results.items():
            text = said.removeprefix("refused ")
            print(f"{'also ' if text in said_before else ''}{name} | {text}")
            said_before.add(text)
        return 0
    table, first = read_table()
    wrong = [f"{name}: {said!r}, want {table.get(name)!r}" for name, said in results.items()
             if not is_as_it_should_be(name, said)]
    if options.planted:
        print(f"none of {len(results)} scripts noticed it")
        return 1
    problems += wrong
    if not options.only:
        problems += [f"{name} of refused.txt is no script" for name in table if name not in results]
        problems += [f"{text!r} is said {count} times" for text, count in first.items() if count > 1]
        problems += [f"{text!r} is only of lines with also" for text in table.values() if text not in first]
        if len(first) < LEAST:
            problems.append(f"{len(first)} texts, {LEAST} wanted")
    if ended:
        problems.append(ended)
    for problem in problems:
        print(problem)
    print(f"{len(results)} servers refused, each in words: {len(first)} texts, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
