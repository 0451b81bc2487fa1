#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* The whole way: choose in the page, with Quick Connect, download, unzip elsewhere, build with CMake alone, boot in QEMU, and the cloud in a
 * box has heard of it.
 *
 *     whole_test.js SERVER PAGE-FOLDER CLOUD-PROGRAMS */
"use strict";
const assert = require("node:assert");
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { cloud, startBox } = require("./box");
const kit = require("./kit");

const [program, folder, programs] = process.argv.slice(2);
const PREDEFINED = "mps2_an385-connect", NAME = "quay-light";
const CONNECTED = ["/usr/bin/python3", "-B", path.join(kit.ROOT, "tools/console/server/connected_package.py")];
/* Of two zips: the names in each, and those whose bytes are others. */
const COMPARE = `import json, sys, zipfile
one, other = ({i.filename.split("/", 1)[1]: z.read(i) for i in z.infolist()} for z in map(zipfile.ZipFile, sys.argv[1:]))
print(json.dumps({"names": [sorted(one), sorted(other)], "others": [n for n in one if one[n] != other.get(n)]}))`;
const BOOT_MS = 120000, BUILD_MS = 900000;

/** Boots what is built until it says `words`; what it has said. */
function boot(where, words) {
    return new Promise((resolve, reject) => {
        const child = spawn("cmake", ["--build", "--preset", "default", "--target", "run"], { cwd: where, detached: true });
        let said = "";
        const end = (done) => {
            clearTimeout(limit);
            try { process.kill(-child.pid, "SIGKILL"); } catch { /* it has ended */ }
            done();
        };
        const limit = setTimeout(() => end(() => reject(new Error(`it never said ${words}: ${said.slice(-2000)}`))), BOOT_MS);
        const hear = (data) => {
            said += data;
            if (words.test(said)) end(() => resolve(said));
        };
        child.stdout.on("data", hear);
        child.stderr.on("data", hear);
        child.once("exit", () => { if (!words.test(said)) end(() => reject(new Error(`it ended: ${said.slice(-2000)}`))); });
    });
}

async function choose(page, place) {
    await kit.open(page, `/#/predefined/${PREDEFINED}`);
    await page.click("text=Customise a copy");
    await page.fill("#name", NAME);
    await page.click(".switch");
    await page.waitForSelector("#qc-thing");
    assert.strictEqual(await page.inputValue("#qc-thing"), NAME);
    const [download] = await Promise.all([page.waitForEvent("download", { timeout: 60000 }), page.click(".side-end >> text=Download")]);
    return kit.zipOf(download, place);
}

async function main() {
    const place = kit.temporary();
    const box = await startBox(programs, path.join(place, "cloud"));
    const server = await kit.server(program, folder, path.join(place, "store"), 0, path.join(place, "cloud"));
    const opened = await kit.browser();
    const where = path.join(place, "elsewhere", NAME);
    const status = await kit.run({
        async a_choice_with_quick_connect_is_downloaded_and_has_its_credentials() {
            const page = await kit.window(opened, server.base);
            const { file, names } = await choose(page, place);
            assert.deepStrictEqual(page.complaints, []);
            assert.ok(names.some((name) => name.startsWith(`${NAME}/credentials/`)), "no credentials");
            execFileSync("/usr/bin/python3", ["-m", "zipfile", "-e", file, path.join(place, "elsewhere")]);
            execFileSync("sha256sum", ["--quiet", "-c", "SHA256SUMS"], { cwd: where, stdio: "pipe" });
        },
        async the_wizard_and_its_command_make_the_same() {
            const page = await kit.window(opened, server.base);
            await kit.open(page, "/#/tools/connect");
            await page.selectOption("#what", PREDEFINED);
            await page.click("text=Next");
            await page.fill("#wizard-thing", "wizard-lamp");
            const told = (await page.textContent(".wizard .command code")).split(" ").slice(2);
            await page.click("text=Make it");
            await page.waitForSelector(".steps .done >> nth=4");
            const [download] = await Promise.all([page.waitForEvent("download"), page.click(".wizard >> text=Download")]);
            const one = await kit.zipOf(download, place);
            assert.deepStrictEqual(page.complaints, []);
            const [port] = server.base.split(":").slice(-1);
            const words = told.map((word) => word === "wizard-lamp" ? "command-lamp" : word);
            execFileSync(CONNECTED[0], [...CONNECTED.slice(1), program.replace("server/dunlin-console", "command/dunlin-package"), kit.ROOT, ...words,
                "--cloud", path.join(place, "cloud"), "--time-port", port, "-o", path.join(place, "command.zip")], { stdio: "pipe" });
            const said = JSON.parse(execFileSync("/usr/bin/python3", ["-c", COMPARE, one.file, path.join(place, "command.zip")], { encoding: "utf8" }));
            assert.deepStrictEqual(said.names[0], said.names[1]);
            assert.deepStrictEqual(said.others.sort(), ["SHA256SUMS", "credentials/device.crt", "credentials/device.key", "credentials/flash.bin", "sbom.spdx.json"]);
            const documents = ["wizard-lamp", "command-lamp"].map((thing) => cloud(path.join(place, "cloud"), "iot", "get-policy", "--policy-name", `console-${thing}`).policyDocument);
            assert.strictEqual(documents[0], documents[1]);
            for (const thing of ["wizard-lamp", "command-lamp"])
                assert.strictEqual(cloud(path.join(place, "cloud"), "iot", "list-thing-principals", "--thing-name", thing).principals.length, 1);
            return `${said.names[0].length} files`;
        },
        async it_builds_elsewhere_with_cmake_alone() {
            const words = { cwd: where, stdio: "pipe", timeout: BUILD_MS, env: { PATH: "/usr/bin:/bin", HOME: place } };
            execFileSync("cmake", ["--preset", "default"], words);
            execFileSync("cmake", ["--build", "--preset", "default"], words);
        },
        async it_boots_connects_and_the_cloud_has_heard_it() {
            const said = await boot(where, /burst 6: 60 published, 60 received back/);
            const shadow = cloud(path.join(place, "cloud"), "iot-data", "get-thing-shadow", "--thing-name", NAME);
            assert.ok(JSON.stringify(shadow).includes("reported"), JSON.stringify(shadow));
            return said.trim().split("\n").pop();
        },
    });
    await opened.close();
    await server.stop();
    await box.stop();
    fs.rmSync(place, { recursive: true, force: true });
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
