# SPDX-License-Identifier: MIT
"""Requests that mean harm, beside those of hostile_test.py: locks, runs, Quick Connect, certificates, and HTTP that is said twice."""
import json

from console_lab import CHOICE

HOST = "Host: HOST"
PART = {"id": "kernel", "title": "Kernel", "version": "1.0.0", "sha256": "0" * 64}
LOCK = {"format": "dunlin-package-lock", "version": 1, "choice": CHOICE, "release": "202611.00", "profile": "full", "modules": [PART]}


def line(text, *headers, body=b""):
    """A request of one line and headers; HOST, TOKEN and COOKIE stand for what is right."""
    return (text, headers, body)


def post(path, document, **changes):
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    headers = {"Host": "HOST", "X-Dunlin-Token": "TOKEN", "Cookie": "COOKIE", "Content-Length": str(len(body)), **changes}
    return (f"{changes.pop('METHOD', 'POST')} {path} HTTP/1.1",
            tuple(f"{name}: {value}" for name, value in headers.items() if value is not None and name != "METHOD"), body)


def lock(**changes):
    return post("/api/v1/packages/difference", {"lock": {**LOCK, **changes}})


def connect(**changes):
    return post("/api/v1/quick-connect", {"thing": "lamp", "by": "key", **changes})


def run(**changes):
    return post("/api/v1/runs", {**CHOICE, **changes})


# what it is, the request, the statuses that are right
MORE = [
    ("no lock", post("/api/v1/packages/difference", {}), 422),
    ("the name of a file as lock", post("/api/v1/packages/difference", {"lock": "/etc/passwd"}), 422),
    ("the lock of npm", post("/api/v1/packages/difference", {"lock": {"name": "x", "lockfileVersion": 3}}), 422),
    ("a lock of a newer form", lock(version=2), 422),
    ("a lock of form 1e400", post("/api/v1/packages/difference", json.dumps({"lock": LOCK}).replace('"version": 1,', '"version": 1e400,').encode()), 400),
    ("a lock whose release is markup and control", lock(release="<script>\u001b[2J"), 422),
    ("a lock with a module twice", lock(modules=[PART, PART]), 422),
    ("a lock with 501 modules", lock(modules=[{**PART, "id": str(n)} for n in range(501)]), 422),
    ("a lock whose module has a C1 control", lock(modules=[{**PART, "title": "a\u009bb"}]), 422),
    ("a lock whose modules are none", lock(modules=[None]), 422),
    ("a lock whose choice is a path", lock(choice="../../etc/passwd"), 422),
    ("a lock whose choice has more", lock(choice={**CHOICE, "output": "/etc/x"}), 422),
    ("a lock of a board that is a path", lock(choice={**CHOICE, "board": "../../etc"}), 200),
    ("a lock of a package that is a path", lock(choice={**CHOICE, "name": "../../evil"}), 200),
    ("a run on a board that is a path", run(board="../../etc"), (400, 422)),
    ("a run of a demo that is a path", run(demo="../hello"), (400, 422)),
    ("a run whose name is a command", run(name="$(touch evil)"), (400, 422)),
    ("a run whose name is an option", run(name="--root"), (400, 422)),
    ("a run with Quick Connect of nobody", run(quickConnect={"id": "0" * 32}), 410),
    ("a run with Quick Connect that is a path", run(quickConnect={"id": "../../console.db"}), 410),
    ("a thing that is a path", connect(thing="../../x"), 400),
    ("a thing with a line end", connect(thing="a\nb"), 400),
    ("a thing of 5 KB", connect(thing="a" * 5000), 400),
    ("a thing that is an object", connect(thing={"a": 1}), 400),
    ("Quick Connect by magic", connect(by="magic"), 400),
    ("an endpoint that is a file", connect(endpoint="file:///etc/passwd"), 400),
    ("an endpoint with a line end", connect(endpoint="x\r\ny"), 400),
    ("an endpoint that is an option", connect(endpoint="-oProxyCommand=x"), 400),
    ("an endpoint with quotes", connect(endpoint='x" y'), 400),
    ("a certificate that ends a comment", post("/api/v1/tools/credentials-header", {
        "certificate": "-----BEGIN CERTIFICATE-----\n*/ int x; /*\n-----END CERTIFICATE-----\n", "key": "x"}), 422),
    ("a PEM that is an object", post("/api/v1/tools/pem-to-c", {"pem": {"a": 1}}), 422),
    ("a PEM of 200 KB that is none", post("/api/v1/tools/pem-to-c", {"pem": "a" * 200_000}), 422),
    ("two hosts, ours first", line("GET /api/v1/session HTTP/1.1", HOST, "Host: evil.example"), 400),
    ("two hosts, ours last", line("GET /api/v1/session HTTP/1.1", "Host: evil.example", HOST), (400, 421)),
    ("two lengths", line("POST /api/v1/resolve HTTP/1.1", HOST, "Content-Length: 2", "Content-Length: 300", body=b"{}"), 400),
    ("a length and pieces, with a request inside", line(
        "POST /api/v1/resolve HTTP/1.1", HOST, "X-Dunlin-Token: TOKEN", "Cookie: COOKIE", "Content-Length: 50", "Transfer-Encoding: chunked",
        body=b"0\r\n\r\nDELETE /api/v1/configurations/1 HTTP/1.1\r\n\r\n"), 400),
    ("two encodings", line("POST /api/v1/resolve HTTP/1.1", HOST, "Transfer-Encoding: chunked", "Transfer-Encoding: identity", body=b"0\r\n\r\n"), (400, 0)),
    ("an encoding that nobody knows", line("POST /api/v1/resolve HTTP/1.1", HOST, "Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n"), (400, 403, 501, 0)),
    ("HTTP/2", line("PRI * HTTP/2.0"), (400, 505, 0)),
    ("HTTP of a version that is none", line("GET / HTTP/9.9", HOST), (400, 505)),
    ("another method by a header", line("GET /api/v1/configurations/1 HTTP/1.1", HOST, "X-HTTP-Method-Override: DELETE"), 404),
    ("another method in the query", post("/api/v1/configurations/1?_method=DELETE", {}), 405),
    ("the token in the query", post("/api/v1/resolve?X-Dunlin-Token=TOKEN", CHOICE, **{"X-Dunlin-Token": None}), 403),
    ("an empty token", post("/api/v1/resolve", CHOICE, **{"X-Dunlin-Token": ""}), 403),
    ("the token's beginning", post("/api/v1/resolve", CHOICE, **{"X-Dunlin-Token": "a"}), 403),
    ("the question of another page whether it may", line("OPTIONS /api/v1/resolve HTTP/1.1", HOST, "Origin: http://evil.example",
                                                         "Access-Control-Request-Method: POST"), 403),
    ("a body behind GET", line("GET /api/v1/session HTTP/1.1", HOST, "Content-Length: 300000", body=b"a" * 300_000), 413),
    ("dots of another alphabet", line("GET /pictures/%ef%bc%8e%ef%bc%8e/x HTTP/1.1", HOST), 404),
    ("the process itself", line("GET /proc/self/environ HTTP/1.1", HOST), 404),
    ("a user that is a path", post("/api/v1/users/..%2f..%2froot/policy", {"policy": None}, METHOD="PUT"), 404),
    ("an id that overflows", line("GET /api/v1/configurations/18446744073709551617 HTTP/1.1", HOST), 404),
    ("a number that overflows", post("/api/v1/resolve", b'{"board": 1e999}'), 400),
]

# Whatever changes or costs something: not without the token of its session.
CHANGES = [
    ("POST", "resolve", CHOICE), ("POST", "packages", CHOICE), ("POST", "packages/difference", {"lock": LOCK}),
    ("POST", "configurations", {"name": "evil", "choice": CHOICE}), ("PUT", "configurations/1", {"name": "evil", "choice": CHOICE}),
    ("DELETE", "configurations/1", {}), ("PUT", "users/owner/policy", {"policy": None}), ("POST", "quick-connect", {"thing": "evil", "by": "key"}),
    ("POST", "tools/credentials-header", {}), ("POST", "tools/pem-to-c", {}), ("POST", "runs", CHOICE), ("POST", "runs/1/input", {"text": "x"}),
    ("POST", "runs/1/reset", {}), ("POST", "runs/1/power-cut", {}), ("POST", "runs/1/network", {"up": False}), ("DELETE", "runs/1", {}),
    ("POST", "runs/1/message", {"topic": "a", "payload": "b"}),
]
MORE += [(f"{method} {path} without a token", post(f"/api/v1/{path}", document, METHOD=method, **{"X-Dunlin-Token": None}), 403)
         for method, path, document in CHANGES]
MORE += [(f"{method} {path} as a form of another page", post(f"/api/v1/{path}", b"a=b", METHOD=method, Origin="http://evil.example",
                                                               **{"Content-Type": "application/x-www-form-urlencoded"}), 403)
         for method, path, _ in CHANGES]
