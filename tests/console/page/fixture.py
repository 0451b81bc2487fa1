#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A server that answers as docs/design/console.md says, out of files of the tree, in states that the real one is rarely in: a queue,
an older release, a run with every kind of event, a refusal.

    fixture.py PAGE-FOLDER [--port N]     prints its address

What it says of costs is not what resolve would say: tests of those drive the real server.
"""
import argparse
import io
import json
import sys
import time
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent))
import fixture_data as data  # noqa: E402
import fixture_run  # noqa: E402

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
TOKEN = "fixture"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def send(self, status, body, kind="application/json", **headers):
        body = body if isinstance(body, bytes) else (body if kind != "application/json" else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status, code, message, advice="", **more):
        self.send(status, {"error": {"code": code, "message": message, "advice": advice}, **more})

    def file(self, path):
        if not path.is_file() or path.suffix not in TYPES:
            return self.refuse(404, "unknown", "There is no such page.")
        return self.send(200, path.read_bytes(), TYPES[path.suffix])

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"null")

    def handle_any(self):
        path = unquote(urlsplit(self.path).path)
        if not path.startswith("/api/v1/"):
            name = "index.html" if path == "/" else path.rsplit("/", 1)[1]
            return self.file((data.PICTURES if path.startswith("/pictures/") else self.server.folder) / name)
        body = self.body() if self.command in ("POST", "PUT") else None
        if self.command != "GET" and self.headers.get("X-Dunlin-Token") != TOKEN:
            return self.refuse(403, "token", "The token is missing.")
        return self.api(path[len("/api/v1/"):].split("/"), body)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def api(self, path, body):
        name = f"{self.command.lower()}_{path[0].replace('-', '_')}"
        return getattr(self, name, self.unknown)(path[1:], body)

    def unknown(self, *_):
        self.refuse(404, "unknown", "There is no such thing.")

    def get_session(self, *_):
        self.send(200, {"token": TOKEN, "user": "me", "release": data.RELEASE, "actions": data.ACTIONS, "users": True})

    def get_catalogue(self, *_):
        self.send(200, data.CATALOGUE)

    def get_boards(self, path, _):
        found = data.board(path[0])
        self.send(200, found) if found else self.refuse(404, "unknown-board", f"There is no board {path[0]}.")

    def post_resolve(self, _, choice):
        self.send(200, data.resolve(choice))

    def post_packages(self, path, choice):
        if path:
            return self.send(200, data.difference(choice["lock"]))
        found = data.resolve(choice)
        if not found["valid"]:
            return self.refuse(422, "invalid", found["problems"][0]["text"], problems=found["problems"])
        return self.zip(choice)

    def zip(self, choice):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{choice['name']}/README.md", "# A package\n")
            archive.writestr(f"{choice['name']}/package.lock.json", json.dumps({"choice": choice, "release": data.RELEASE}))
        self.send(200, made.getvalue(), "application/zip", Content_Disposition=f'attachment; filename="{choice["name"]}.zip"')

    def get_configurations(self, path, _):
        if not path:
            return self.send(200, list(self.server.saved.values()))
        one = self.server.saved.get(path[0])
        if not one:
            return self.refuse(404, "unknown", "There is no such configuration.")
        return self.zip(one["choice"]) if path[1:] else self.send(200, one)

    def post_configurations(self, _, body):
        identity = str(len(self.server.saved) + 1)
        self.server.saved[identity] = {"id": identity, "changed": "2026-11-22T15:00:00Z", **body}
        self.send(201, self.server.saved[identity])

    def put_configurations(self, path, body):
        self.server.saved[path[0]].update(body)
        self.send(200, self.server.saved[path[0]])

    def delete_configurations(self, path, _):
        self.server.saved.pop(path[0], None)
        self.send(204, b"")

    def get_users(self, path, _):
        if not path:
            return self.send(200, {"users": data.USERS, "actions": data.ACTIONS})
        return self.send(200, {"user": path[0], "policy": data.POLICY if path[0] == "bob" else None})

    def put_users(self, path, body):
        self.send(200, {"user": path[0], "policy": body["policy"]})

    def post_quick_connect(self, _, body):
        self.send(200, data.quick_connect(body))

    def post_tools(self, path, body):
        if "BEGIN" not in (body.get("pem") or body.get("certificate") or ""):
            return self.refuse(422, "pem", "That is no PEM.", "It begins with -----BEGIN.")
        return self.send(200, "\n".join(f'"{line}\\n"' for line in (body.get("pem") or body["certificate"]).splitlines()), "text/plain")

    def get_qualified(self, path, _):
        found = data.report(*path) if len(path) == 2 else data.QUALIFIED
        self.send(200, found) if found else self.unknown()

    def post_runs(self, path, body):
        if path:
            return self.send(200, {})
        if body["name"] == "third":
            return self.refuse(429, "busy", "Two runs are under way.", "End one of them.")
        self.server.runs["1"] = body
        return self.send(201, {"id": "1"})

    def delete_runs(self, *_):
        self.send(200, {})

    def get_runs(self, path, _):
        if path[0] not in self.server.runs:
            return self.unknown()
        choice = self.server.runs[path[0]]
        if len(path) == 1:
            return self.send(200, {"id": path[0], "state": "queued", "choice": choice, "ahead": 1, "limit_s": 600})
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        for kind, event, pause in fixture_run.events(choice):
            self.wfile.write(f"event: {kind}\ndata: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()
            time.sleep(pause)
        self.close_connection = True
        return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    chosen = parser.parse_args()
    ThreadingHTTPServer.daemon_threads = True
    server = ThreadingHTTPServer(("127.0.0.1", chosen.port), Handler)
    server.folder, server.saved, server.runs = chosen.folder, data.saved(), {"demo": data.RUN}
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
