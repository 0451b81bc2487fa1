#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* The pictures of README.md: what the real server says of this tree, and a run in QEMU with the cloud in a box.
 *
 *     screenshots.js SERVER PAGE-FOLDER CLOUD-PROGRAMS [FOLDER]     into docs/console
 *
 * Ends in "N passed, M failed": one for each picture that is small enough and stands in README.md. */
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const { startBox } = require("./box");
const kit = require("./kit");

const [program, folder, programs, target = path.join(kit.ROOT, "docs/console")] = process.argv.slice(2);
const BYTES_MAX = 200 << 10;
const RUN_MS = 600000, FIGURES = 22;
const CHOICE = "/?board=mps2_an385&demo=shadow&modules=defender_client,mqtt_agent,shadow_client&name=harbour-lamp";

/* Until the device has said, sent, and told of itself for a while: heap, tasks, messages and shadow are there. */
async function run(page) {
    await page.click(".switch");
    await page.click(".side-end >> text=Run");
    await page.waitForSelector(".terminal >> text=burst 10", { timeout: RUN_MS });
    await page.waitForSelector("[aria-label='Shadow document']");
    await page.waitForFunction((count) => (document.querySelector(".plot-line")?.getAttribute("points").split(" ").length ?? 0) >= count, FIGURES);
    await page.waitForSelector(".toast", { state: "detached" });
}

const PICTURES = {
    start: { at: "/", ready: ".card", height: 950 },
    configure: { at: CHOICE, ready: ".side .tree", height: 1000 },
    explained: { at: "/?board=microbit_wifi&demo=greengrass&modules=mqtt_agent&name=harbour-lamp", ready: ".side .takers", look: "dark", height: 1000 },
    run: { at: "/?board=mps2_an385&demo=mqtt_hello&modules=mqtt_agent&name=harbour-lamp", ready: ".side .tree", act: run, look: "dark", height: 1000 },
    board: { at: "/#/boards/mps2_an385", ready: ".table", height: 900 },
    phone: { at: CHOICE, ready: ".side .tree", look: "phone", height: 780 },
};

async function main() {
    const opened = await kit.browser();
    const place = kit.temporary();
    const box = await startBox(programs, path.join(place, "cloud"));
    const server = await kit.server(program, folder, path.join(place, "store"), 0, path.join(place, "cloud"));
    const readme = fs.readFileSync(path.join(kit.ROOT, "README.md"), "utf8");
    fs.mkdirSync(target, { recursive: true });
    const tests = {};
    for (const [name, { at, ready, act, look = "light", height }] of Object.entries(PICTURES))
        tests[name] = async () => {
            const page = await kit.window(opened, server.base, look,
                { reducedMotion: "reduce", viewport: { width: kit.LOOKS[look].width, height }, deviceScaleFactor: look === "phone" ? 2 : 1 });
            await kit.open(page, at);
            await page.waitForSelector(ready);
            await page.waitForLoadState("networkidle");
            await act?.(page);
            await page.waitForTimeout(500); // transitions of bars
            const file = path.join(target, `${name}.png`);
            await page.screenshot({ path: file });
            assert.deepStrictEqual(page.complaints, []);
            await page.context().close();
            const { size } = fs.statSync(file);
            assert.ok(size < BYTES_MAX, `${size} bytes`);
            assert.ok(readme.includes(`docs/console/${name}.png`), "README.md does not show it");
            return `${size >> 10} KB`;
        };
    const status = await kit.run(tests);
    await opened.close();
    await server.stop();
    await box.stop();
    fs.rmSync(place, { recursive: true, force: true });
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
