/* SPDX-License-Identifier: MIT */
/* What tests of the page share: servers, windows whose complaints are kept, and a list of tests that ends in "N passed, M failed".
 * Modules are taken from the folder of NODE_PATH, where run.sh has put what package-lock.json pins. */
"use strict";
const { spawn, execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { chromium } = require("playwright-core");

const ROOT = path.resolve(__dirname, "../../..");
const WAIT_MS = 45000;
const LOOKS = { light: { width: 1280, scheme: "light" }, dark: { width: 1280, scheme: "dark" }, phone: { width: 360, scheme: "light" } };

/** A program that serves until it is stopped; resolves when it has printed its address. */
function serve(program, words) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
        let said = "";
        const hear = (data) => {
            said += data;
            const found = /http:\/\/127\.0\.0\.1:(\d+)/.exec(said);
            if (found) resolve({ base: found[0], port: found[1], stop: () => new Promise((done) => { child.once("exit", done); child.kill(); }) });
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.once("exit", (code) => reject(new Error(`${program} ended (${code}): ${said}`)));
    });
}

function fixture(page, port = 0) {
    return serve("/usr/bin/python3", [path.join(__dirname, "fixture.py"), page, "--port", String(port)]);
}

/** The real one, with a folder of its own, and a cloud if there is one. */
function server(program, page, folder, port = 0, cloud = path.join(folder, "no-cloud"), more = []) {
    return serve(program, ["--root", ROOT, "--dir", folder, "--cloud", cloud, "--page", page, "--port", String(port), ...more]);
}

function chromiumPath() {
    return process.env.PATH.split(":").map((folder) => path.join(folder, "chromium")).find((file) => fs.existsSync(file));
}

async function browser() {
    return chromium.launch({ executablePath: chromiumPath(), args: ["--no-sandbox", "--no-proxy-server"] });
}

/** A window on `base`; what it writes to the console as an error is kept in `complaints`. */
async function window(opened, base, look = "light", extra = {}) {
    const { width, scheme } = LOOKS[look];
    const context = await opened.newContext({ baseURL: base, viewport: { width, height: 900 }, colorScheme: scheme, acceptDownloads: true, ...extra });
    const page = await context.newPage();
    page.setDefaultTimeout(WAIT_MS);
    page.complaints = [];
    page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.complaints.push(`${page.url()}: ${message.text()}`); });
    page.on("pageerror", (error) => page.complaints.push(`${page.url()}: ${error.message}`));
    return page;
}

/** Open a place of the page and wait until it is drawn. */
async function open(page, address) {
    await page.goto("about:blank");
    await page.goto(address);
    await page.waitForSelector("main h1");
}

/** Names of what a download has in it. */
async function zipOf(download, folder) {
    const file = path.join(folder, download.suggestedFilename());
    await download.saveAs(file);
    const listed = execFileSync("/usr/bin/python3", ["-m", "zipfile", "-l", file], { encoding: "utf8" }).split("\n").slice(1);
    return { file, names: listed.map((line) => line.split(/\s+/)[0]).filter(Boolean) };
}

function temporary() {
    return fs.mkdtempSync(path.join(os.tmpdir(), "console-page-"));
}

/** Runs what is asked for by name, or all; each prints a line. */
async function run(tests, only = []) {
    let passed = 0, failed = 0;
    for (const [name, test] of Object.entries(tests)) {
        if (only.length && !only.some((word) => name.includes(word))) continue;
        const begun = Date.now();
        try {
            const more = await test();
            passed++;
            console.log(`ok ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)${more ? `: ${more}` : ""}`);
        } catch (error) {
            failed++;
            console.log(`FAILED ${name}: ${error.stack.split("\n").slice(0, 12).join("\n    ")}`);
        }
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed ? 1 : 0;
}

module.exports = { ROOT, LOOKS, browser, fixture, open, run, server, temporary, window, zipOf };
