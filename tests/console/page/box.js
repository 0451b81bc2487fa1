/* SPDX-License-Identifier: MIT */
/* The cloud in a box, for tests that connect. */
"use strict";
const assert = require("node:assert");
const { execFileSync, spawn } = require("node:child_process");
const net = require("node:net");
const path = require("node:path");
const { ROOT } = require("./kit");

const BOX = path.join(ROOT, "tools/cloud/box/box.py");
const READY_MS = 30000;

function freePort() {
    return new Promise((resolve) => {
        const server = net.createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** ./run cloud in `place`; resolves when it is ready. */
async function startBox(programs, place) {
    const child = spawn("/usr/bin/python3", [BOX, "--programs", programs, "--json", "--dir", place, "--port", await freePort(), "--https-port", await freePort()]);
    let said = "";
    child.stdout.on("data", (data) => { said += data; });
    child.stderr.on("data", (data) => { said += data; });
    for (const until = Date.now() + READY_MS; Date.now() < until && !said.includes("\n");) await new Promise((done) => setTimeout(done, 100));
    assert.match(said, /^\{.*\}\n/, said);
    return { stop: () => new Promise((done) => { child.once("exit", done); child.kill(); }) };
}

/** One of its commands: cloud(place, "iot", "list-things"). */
function cloud(place, ...words) {
    return JSON.parse(execFileSync("/usr/bin/python3", [BOX, "--dir", place, ...words], { encoding: "utf8" }));
}

module.exports = { cloud, startBox };
