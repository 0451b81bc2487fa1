#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* The pictures of README.md: what the real server says of this tree; a run is fixture.py's, so that it is the same each time.
 *
 *     screenshots.js SERVER PAGE-FOLDER [FOLDER]     into docs/console
 *
 * Ends in "N passed, M failed": one for each picture that is small enough and stands in README.md. */
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const kit = require("./kit");

const [program, folder, target = path.join(kit.ROOT, "docs/console")] = process.argv.slice(2);
const BYTES_MAX = 200 << 10;
const CHOICE = "/?board=mps2_an385&demo=shadow&modules=defender_client,mqtt_agent,shadow_client&name=harbour-lamp";

const PICTURES = {
    start: { at: "/", ready: ".card", height: 900 },
    configure: { at: CHOICE, ready: ".side .tree", height: 960 },
    explained: { at: "/?board=microbit&demo=shadow&modules=mqtt_agent&name=harbour-lamp", ready: ".side .notice", look: "dark", height: 860 },
    run: { at: "/#/run/demo", ready: "[aria-label='Shadow document']", look: "dark", fixed: true, height: 960 },
    board: { at: "/#/boards/mps2_an385", ready: ".table", height: 860 },
    phone: { at: CHOICE, ready: ".side .tree", look: "phone", height: 780 },
};

async function main() {
    const opened = await kit.browser();
    const place = kit.temporary();
    const servers = { real: await kit.server(program, folder, path.join(place, "store")), fixed: await kit.fixture(folder) };
    const readme = fs.readFileSync(path.join(kit.ROOT, "README.md"), "utf8");
    fs.mkdirSync(target, { recursive: true });
    const tests = {};
    for (const [name, { at, ready, look = "light", height, fixed }] of Object.entries(PICTURES))
        tests[name] = async () => {
            const page = await kit.window(opened, servers[fixed ? "fixed" : "real"].base, look,
                { reducedMotion: "reduce", viewport: { width: kit.LOOKS[look].width, height }, deviceScaleFactor: look === "phone" ? 2 : 1 });
            await kit.open(page, at);
            await page.waitForSelector(ready);
            await page.waitForLoadState(fixed ? "load" : "networkidle");
            await page.waitForTimeout(500); // transitions of bars
            const file = path.join(target, `${name}.png`);
            await page.screenshot({ path: file });
            await page.context().close();
            const { size } = fs.statSync(file);
            assert.ok(size < BYTES_MAX, `${size} bytes`);
            assert.ok(readme.includes(`docs/console/${name}.png`), "README.md does not show it");
            return `${size >> 10} KB`;
        };
    const status = await kit.run(tests);
    await opened.close();
    await Promise.all(Object.values(servers).map((one) => one.stop()));
    fs.rmSync(place, { recursive: true });
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
