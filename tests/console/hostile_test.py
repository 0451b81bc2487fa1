#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Requests that mean harm: each has its status, and the server serves as before after it.
Usage: hostile_test.py CONSOLE"""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from console_lab import CHOICE, ROOT, Checks, Console
from hostile_requests import HOST, MORE, line, post

KEPT_OUT = (b"root:", b"SQLite", b"cmake_minimum")
PROTECTING = (b"Content-Security-Policy: default-src 'none'; script-src 'self'", b"X-Content-Type-Options: nosniff", b"X-Frame-Options: DENY")


def configuration(**changes):
    return post("/api/v1/configurations", {"name": "evil", "choice": CHOICE, **changes})


DEEP = b'{"a":' + b"[" * 100000 + b"]" * 100000 + b"}"

# what it is, the request, the statuses that are right
REQUESTS = [
    ("traversal", line("GET /../../../../etc/passwd HTTP/1.1", HOST), 404),
    ("traversal, encoded", line("GET /%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", HOST), 404),
    ("traversal, encoded slashes", line("GET /..%2f..%2f..%2fetc%2fpasswd HTTP/1.1", HOST), 404),
    ("traversal, encoded twice", line("GET /%252e%252e%252fetc%252fpasswd HTTP/1.1", HOST), 404),
    ("traversal, backslashes", line("GET /..\\..\\etc\\passwd HTTP/1.1", HOST), 404),
    ("traversal in overlong UTF-8", line("GET /%c0%ae%c0%ae/etc/passwd HTTP/1.1", HOST), 400),
    ("traversal below the page's pictures", line("GET /pictures/../../../CMakeLists.txt HTTP/1.1", HOST), 404),
    ("traversal to a board", line("GET /api/v1/boards/..%2f..%2fCMakeLists.txt HTTP/1.1", HOST), 404),
    ("traversal to a report", line("GET /api/v1/qualified/mps2_an385/..%2f..%2f..%2fREADME.md HTTP/1.1", HOST), 404),
    ("a report above its folder", line("GET /api/v1/qualified/../mps2_an385 HTTP/1.1", HOST), 404),
    ("the database by its name", line("GET /console.db HTTP/1.1", HOST), 404),
    ("an absolute path", line("GET //etc/passwd HTTP/1.1", HOST), 404),
    ("a NUL in the path", line("GET /api/v1/boards/mps2_an385%00.html HTTP/1.1", HOST), 400),
    ("an escape that does not end", line("GET /api/v1/boards/mps2%2 HTTP/1.1", HOST), 400),
    ("an escape that is none", line("GET /api/v1/boards/%zz HTTP/1.1", HOST), 400),
    ("a line end in the path", line("GET /api/v1/boards/a%0d%0aSet-Cookie:%20x=y HTTP/1.1", HOST), 400),
    ("UTF-8 that is none in the path", line("GET /api/v1/boards/%ff%fe HTTP/1.1", HOST), 400),
    ("too many levels", line("GET /api/v1" + "/a" * 40 + " HTTP/1.1", HOST), 400),
    ("an empty level", line("GET /api/v1/boards// HTTP/1.1", HOST), 404),
    ("a path of 8 KB", line("GET /" + "a" * 8000 + " HTTP/1.1", HOST), 400),
    ("a path of 60 KB", line("GET /" + "a" * 60000 + " HTTP/1.1", HOST), (400, 414, 431, 0)),
    ("a query of 8 KB", line("GET /?a=" + "b" * 8000 + " HTTP/1.1", HOST), 400),
    ("a query of 2000 members", line("GET /?" + "a=b&" * 2000 + " HTTP/1.1", HOST), (400, 413, 414, 431, 0)),
    ("an address without a slash", line("GET etc/passwd HTTP/1.1", HOST), (400, 404)),
    ("a whole address of elsewhere", line("GET http://example.com/ HTTP/1.1", HOST), 400),
    ("another host", line("GET /api/v1/session HTTP/1.1", "Host: evil.example"), 421),
    ("another host with our port", line("GET /api/v1/session HTTP/1.1", "Host: evil.example:PORT"), 421),
    ("our name as part of another", line("GET /api/v1/session HTTP/1.1", "Host: localhost.evil.example:PORT"), 421),
    ("our name with another port", line("GET /api/v1/session HTTP/1.1", "Host: localhost:1"), 421),
    ("no host", line("GET /api/v1/session HTTP/1.1"), (400, 421)),
    ("HTTP/1.0 without a host", line("GET /api/v1/session HTTP/1.0"), 421),
    ("a page of elsewhere asks", line("GET /api/v1/session HTTP/1.1", HOST, "Origin: http://evil.example"), 403),
    ("a page of elsewhere, as the browser says", line("GET /api/v1/catalogue HTTP/1.1", HOST, "Sec-Fetch-Site: cross-site"), 403),
    ("a page of no origin", post("/api/v1/resolve", CHOICE, Origin="null"), 403),
    ("a page of our name on another port", post("/api/v1/resolve", CHOICE, Origin="http://localhost:1"), 403),
    ("no token", post("/api/v1/resolve", CHOICE, **{"X-Dunlin-Token": None}), 403),
    ("no cookie", post("/api/v1/resolve", CHOICE, Cookie=None), 403),
    ("a token of nobody", post("/api/v1/resolve", CHOICE, **{"X-Dunlin-Token": "0" * 64}), 403),
    ("the token of another cookie", post("/api/v1/resolve", CHOICE, Cookie="dunlin_PORT=" + "0" * 32), 403),
    ("a cookie of another name", post("/api/v1/resolve", CHOICE, Cookie="dunlin_1=" + "0" * 32), 403),
    ("a form of another page", line("POST /api/v1/packages HTTP/1.1", HOST, "Content-Type: text/plain", "Content-Length: 2",
                                    body=b"{}"), 403),
    ("a body of 300 KB", post("/api/v1/resolve", b" " * 300_000), 413),
    ("a body that says 10 GB", line("POST /api/v1/resolve HTTP/1.1", HOST, "Content-Length: 10000000000"), 413),
    ("a length that is no number", line("POST /api/v1/resolve HTTP/1.1", HOST, "Content-Length: many"), (400, 403, 0)),
    ("a negative length", line("POST /api/v1/resolve HTTP/1.1", HOST, "Content-Length: -1"), (400, 413, 0)),
    ("pieces without end", line("POST /api/v1/resolve HTTP/1.1", HOST, "Transfer-Encoding: chunked",
                                body=b"10000\r\n" + b"a" * 65536 + b"\r\n" + (b"10000\r\n" + b"a" * 65536 + b"\r\n") * 60), (413, 0)),
    ("a piece of no size", line("POST /api/v1/resolve HTTP/1.1", HOST, "Transfer-Encoding: chunked", body=b"zz\r\n"), (400, 0)),
    ("no JSON", post("/api/v1/resolve", b"board=mps2"), 400),
    ("JSON that ends too soon", post("/api/v1/resolve", b'{"board": "mps2'), 400),
    ("deep JSON", post("/api/v1/resolve", DEEP[:250_000]), 400),
    ("deep JSON of a legal depth", post("/api/v1/resolve", b'{"board":' + b"[" * 2000 + b"]" * 2000 + b"}"), 400),
    ("UTF-8 that is none in JSON", post("/api/v1/resolve", b'{"board": "\xff\xfe"}'), 400),
    ("a NUL in JSON", post("/api/v1/resolve", b'{"board": "a\\u0000b"}'), 400),
    ("a member twice", post("/api/v1/resolve", b'{"board": "a", "board": "b"}'), 400),
    ("JSON of another type", post("/api/v1/resolve", b"[1, 2]"), 400),
    ("a number as board", post("/api/v1/resolve", {"board": 7}), 400),
    ("an object as modules", post("/api/v1/packages", {**CHOICE, "modules": {"a": 1}}), 400),
    ("a board that is a path", post("/api/v1/packages", {**CHOICE, "board": "../../etc"}), (400, 422)),
    ("a module that is a path", post("/api/v1/packages", {**CHOICE, "modules": ["../../../etc/passwd"]}), (400, 422)),
    ("a zip named as a path", post("/api/v1/packages", {**CHOICE, "name": "../../evil"}), (400, 422)),
    ("a zip named absolutely", post("/api/v1/packages", {**CHOICE, "name": "/tmp/evil"}), (400, 422)),
    ("a zip whose name has a line end", post("/api/v1/packages", {**CHOICE, "name": "a\r\nSet-Cookie: x=y"}), (400, 422)),
    ("a zip whose name has quotes", post("/api/v1/packages", {**CHOICE, "name": 'a"; filename="evil.exe'}), (400, 422)),
    ("a zip of a long name", post("/api/v1/packages", {**CHOICE, "name": "a" * 5000}), (400, 422)),
    ("Quick Connect of nobody", post("/api/v1/packages", {**CHOICE, "quickConnect": {"id": "0" * 32}}), (410, 422)),
    ("Quick Connect of another type", post("/api/v1/packages", {**CHOICE, "quickConnect": {"id": [1]}}), (410, 422)),
    ("a lock that is none", post("/api/v1/packages/difference", {"lock": {"choice": "../"}}), 422),
    ("a name with a line end", configuration(name="a\r\nX: y"), 400),
    ("a name of control characters", configuration(name="a\u0007\u009b"), 400),
    ("a name that is a path", configuration(name="../../evil"), 400),
    ("a name of 1 MB, nearly", configuration(name="a" * 200_000), 400),
    ("no name", configuration(name=""), 400),
    ("100 tags", configuration(tags=[{"key": f"k{n}", "value": ""} for n in range(100)]), 400),
    ("two tags of one key", configuration(tags=[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]), 400),
    ("a tag of AWS's own", configuration(tags=[{"key": "aws:x", "value": "1"}]), 400),
    ("a tag that is none", configuration(tags=["a"]), 400),
    ("SQL as id", line("GET /api/v1/configurations/1%20OR%201=1 HTTP/1.1", HOST), 404),
    ("SQL as id of what is deleted", post("/api/v1/configurations/1;DROP%20TABLE%20configuration", b"", METHOD="DELETE"), 409),
    ("an id of 40 digits", line("GET /api/v1/configurations/" + "9" * 40 + " HTTP/1.1", HOST), 404),
    ("a negative id", line("GET /api/v1/configurations/-1 HTTP/1.1", HOST), 404),
    ("an id that nothing has", line("GET /api/v1/configurations/999999 HTTP/1.1", HOST), 404),
    ("SQL as user", line("GET /api/v1/users/a'--/policy HTTP/1.1", HOST), 404),
    ("a policy that is none", post("/api/v1/users/bob/policy", {"policy": {"Statement": "all"}}, METHOD="PUT"), 400),
    ("a policy of 100 KB", post("/api/v1/users/bob/policy", {"policy": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "*", "Resource": ["*"] * 20000}]}}, METHOD="PUT"), 400),
    ("a run that nobody started", line("GET /api/v1/runs/..%2f1 HTTP/1.1", HOST), 404),
    ("events of a run that nobody started", line("GET /api/v1/runs/77/events HTTP/1.1", HOST), 404),
    ("input for a run that nobody started", post("/api/v1/runs/77/input", {"text": "\u0001x"}), 404),
    ("a method that nobody knows", line("BREW /api/v1/catalogue HTTP/1.1", HOST), 405),
    ("TRACE", line("TRACE / HTTP/1.1", HOST, "Cookie: COOKIE"), (405, 501)),
    ("CONNECT", line("CONNECT example.com:443 HTTP/1.1", HOST), (400, 405)),
    ("DELETE of what is only read", post("/api/v1/catalogue", b"", METHOD="DELETE"), 405),
    ("PUT of a file", post("/app.js", b"alert(1)", METHOD="PUT"), 405),
    ("a header of 60 KB", line("GET / HTTP/1.1", HOST, "X-Long: " + "a" * 60000), (400, 413, 431, 0)),
    ("1000 headers", line("GET / HTTP/1.1", HOST, *[f"X-{n}: {n}" for n in range(4000)]), (400, 413, 431, 0)),
    ("a header that goes on in the next line", line("GET /api/v1/session HTTP/1.1", "Host: HOST", "Cookie: a", " b"), (200, 400)),
    ("no HTTP", line("\x16\x03\x01\x02\x00\x01\x00\x01"), (400, 0)),
    ("a certificate that is none", post("/api/v1/tools/pem-to-c", {"pem": "-----BEGIN CERTIFICATE-----\nAAAA\n"}), 422),
    *MORE,
]


def shape(console, request):
    """The request's bytes, with what is right in its places."""
    first, headers, body = request
    text = "\r\n".join([first, *headers, "Connection: close", "", ""])
    host = f"127.0.0.1:{console.port}"
    for place, value in (("HOST", host), ("TOKEN", console.token), ("COOKIE", console.cookie), ("PORT", str(console.port))):
        text = re.sub(rf"(?<=[ :_]){place}(?=\r|:|=)", value, text)
    return text.encode("latin-1") + body


def status_of(answer):
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(match.group(1)) if match else 0


def judge(console, check, what, request, wanted):
    answer = console.send(shape(console, request))
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    status = status_of(answer)
    head, _, body = answer.partition(b"\r\n\r\n")
    check(status in wanted, f"{what}: {status} instead of {wanted}", answer[-300:])
    check(not any(word in answer for word in KEPT_OUT), f"{what}: shows a file", answer)
    if status and b"application/json" in head:
        check(all(header in head for header in PROTECTING), f"{what}: an answer has the headers that protect the page", head)
    check(b"evil.exe" not in head and b"Set-Cookie: x=y" not in head, f"{what}: a header was made", head)
    if status >= 400 and b"application/json" in head:
        error = json.loads(body)["error"]
        check(all(error[name] for name in ("code", "message", "advice")), f"{what}: an error says all", error)
    serves(console, check, f"after {what}")


def serves(console, check, when):
    status, answer = console.call("GET", "/session")
    check(status == 200 and answer["user"] == "owner", f"it serves {when}", answer)


def one_byte_at_a_time(console, check):
    """A request that never ends, on many connections: others are served, and it is shut in the end."""
    slow = [socket.create_connection(("127.0.0.1", console.port)) for _ in range(40)]
    begun = time.monotonic()
    for one in slow:
        one.sendall(b"GET / HTTP/1.1\r\nX-Slow: ")
    serves(console, check, "while forty requests drip")
    left = list(slow)
    while left and time.monotonic() - begun < 40:
        time.sleep(1)
        for one in list(left):
            try:
                one.sendall(b"a")
                one.setblocking(False)
                if one.recv(1) == b"":
                    left.remove(one)
            except BlockingIOError:
                one.setblocking(True)
            except OSError:
                left.remove(one)
    check(not left, f"requests that drip are shut after {time.monotonic() - begun:.0f} s", f"{len(left)} are not")
    for one in slow:
        one.close()


def many_connections(console, check):
    """More connections than are served: the rest is refused, and the server comes back."""
    crowd = []
    for _ in range(300):
        try:
            crowd.append(socket.create_connection(("127.0.0.1", console.port), timeout=2))
        except OSError:
            break
    for one in crowd:
        one.close()
    time.sleep(0.5)
    serves(console, check, "after three hundred connections")


def check_addresses(console, check):
    """It listens on the loopback and nowhere else, over TCP and UDP."""
    own = {os.readlink(file) for file in Path(f"/proc/{console.process.pid}/fd").iterdir() if file.is_symlink()}
    found = []
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/{console.process.pid}/net/{kind}").read_text().splitlines()[1:]:
            words = row.split()
            if f"socket:[{words[9]}]" in own and (words[3] == "0A" or kind.startswith("udp")):
                found.append((kind, words[1].split(":")[0]))
    check(("tcp", "0100007F") in found and {address for _, address in found} == {"0100007F"}, "it listens on the loopback alone", found)


def check_listening(program, check):
    """Others are let in with passwords only, in a file that is the owner's."""
    with tempfile.TemporaryDirectory(prefix="console-") as folder:
        empty, users = Path(folder) / "empty", Path(folder) / "users"
        empty.touch(0o600)
        users.write_text("ann:nonsense\n")
        users.chmod(0o600)
        for what, words in (("all addresses", ["--listen", "0.0.0.0"]), ("all of IPv6", ["--listen", "::"]), ("0", ["--listen", "0"]),
                            ("a name that begins like the loopback", ["--listen", "127.0.0.1.example"]),
                            ("an address in hexadecimal", ["--listen", "0x00000000"]), ("a file that is not there", ["--listen", "0.0.0.0", "--password-file", folder + "/no"]),
                            ("a file without users", ["--listen", "0.0.0.0", "--password-file", str(empty)]),
                            ("a file of something else", ["--listen", "0.0.0.0", "--password-file", str(users)])):
            done = subprocess.run([program, "--root", str(ROOT), "--dir", folder + "/state", "--port", "0", *words], capture_output=True, text=True,
                                  timeout=20, check=False)
            check(done.returncode != 0 and "http://" not in done.stdout and done.stderr, f"{what}: it does not listen", done)


def main(program):
    check = Checks()
    check_listening(program, check)
    with Console(program) as console:
        console.session()
        check_addresses(console, check)
        for what, request, wanted in REQUESTS:
            judge(console, check, what, request, wanted)
        many_connections(console, check)
        one_byte_at_a_time(console, check)
        listed = console.call("GET", "/configurations")
        check(listed == (200, {"configurations": []}), "nothing was saved", listed)
        check(console.stop() == 0, "it ends cleanly")
        log = (console.folder / "stderr").read_text()
        check("Sanitizer" not in log and "runtime error" not in log, "no fault was found", log)
    print(f"{len(REQUESTS)} hostile requests")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
