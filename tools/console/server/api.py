#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""One request to a console that runs, with the session and token that it wants: what a click on the page is, as a command.

Usage: console api [--url http://127.0.0.1:8090] [--user NAME] [-o FILE] METHOD PATH [BODY]

    console api GET /configurations
    console api DELETE /configurations/3
    console api POST /runs '{"board": "mps2_an385", "demo": "shadow", "modules": [], "name": "lamp"}'
    console api POST /runs/1/power-cut
    console api GET /runs/1/events

PATH is below /api/v1. BODY is JSON, @FILE, or - for standard input. With --user the password comes from the terminal, or from
DUNLIN_CONSOLE_PASSWORD. Exit code 1: the console has refused, and says why.
"""
import argparse
import base64
import getpass
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path

URL = "http://127.0.0.1:8090"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Console:
    """A session."""

    def __init__(self, url, user):
        self.base, self.headers = f"{url.rstrip('/')}/api/v1", {}
        if user:
            password = os.environ.get("DUNLIN_CONSOLE_PASSWORD") or getpass.getpass(f"Password of {user}: ")
            self.headers["Authorization"] = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()

    def send(self, method, path, body=None):
        request = urllib.request.Request(self.base + path, data=body, method=method, headers=self.headers)
        return DIRECT.open(request)

    def ask(self, method, path, body):
        if method == "GET":
            return self.send(method, path)
        with self.send("GET", "/session") as session:
            self.headers["Cookie"] = session.headers["Set-Cookie"].split(";")[0]
            self.headers["X-Dunlin-Token"] = json.load(session)["token"]
        self.headers["Content-Type"] = "application/json"
        return self.send(method, path, body)


def body_of(word):
    if word is None:
        return None
    return sys.stdin.buffer.read() if word == "-" else Path(word[1:]).read_bytes() if word.startswith("@") else word.encode()


def main():
    parser = argparse.ArgumentParser(prog="console api", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                                     usage="console api [--url URL] [--user NAME] [-o FILE] METHOD PATH [BODY]")
    for words in (["--user"], ["-o", "--output"], ["method"], ["path"]):
        parser.add_argument(*words)
    parser.add_argument("--url", default=URL)
    parser.add_argument("body", nargs="?")
    chosen = parser.parse_args()
    try:
        with Console(chosen.url, chosen.user).ask(chosen.method.upper(), "/" + chosen.path.lstrip("/"), body_of(chosen.body)) as answer, \
                open(chosen.output or sys.stdout.fileno(), "wb", closefd=bool(chosen.output)) as out:
            while piece := answer.read1():  # events come one by one
                out.write(piece)
                out.flush()
    except urllib.error.HTTPError as refused:
        text = refused.read().decode(errors="replace")
        try:
            error = json.loads(text)["error"]
            text = " ".join(filter(None, (error["message"] + ".", error.get("advice"))))
        except (ValueError, KeyError, TypeError):
            pass
        print(f"console api: {refused.code}: {text}", file=sys.stderr)
        return 1
    except (urllib.error.URLError, OSError) as error:
        print(f"console api: {chosen.url} does not answer ({error}): ./run console starts one", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
