#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* axe-core on every place, in light, in dark and at the width of a phone; nothing is wider than its window, and nothing complains. Against
 * fixture.py, whose answers have every state in them.
 *
 *     looks_test.js PAGE-FOLDER [NAME ...] */
"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const kit = require("./kit");
const { ACTS, PLACES } = require("./places");

const [folder, ...only] = process.argv.slice(2);
async function main() {
    const opened = await kit.browser();
    const server = await kit.fixture(folder);
    const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    const tests = {};
    for (const [place, address] of Object.entries(PLACES))
        for (const look of Object.keys(kit.LOOKS))
            tests[`${place}_in_${look}`] = async () => {
                const page = await kit.window(opened, server.base, look, { bypassCSP: true, reducedMotion: "reduce" });
                await kit.open(page, address);
                await ACTS[place]?.(page);
                await page.waitForTimeout(120);
                const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                assert.ok(wide <= 1, `wider than the window by ${wide}`);
                await page.evaluate(axe);
                const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
                const say = (one) => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 140) + (node.any[0]?.message ?? "")).join(" | ")}`;
                assert.deepStrictEqual(violations.filter((one) => ["serious", "critical"].includes(one.impact)).map(say), []);
                assert.deepStrictEqual(page.complaints, []);
                await page.context().close();
                return violations.map((one) => `${one.id} (${one.impact})`).join(", ");
            };
    const status = await kit.run(tests, only);
    await opened.close();
    await server.stop();
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
