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

const [folder, ...only] = process.argv.slice(2);
const CHOICE = "/?board=mps2_an385&demo=shadow&modules=mqtt_agent&name=my-lamp";
const PLACES = {
    start: "/", any_board: "/?kind=Any+board", review: "/#/predefined/mps2_an385-connect", configure: CHOICE,
    problem: "/?board=microbit&demo=shadow&modules=mqtt_agent&name=x", saved: "/#/saved", boards: "/#/boards", board: "/#/boards/mps2_an385",
    report: "/#/boards/mps2_an385/202611.00", tools: "/#/tools", header: "/#/tools/header", pem: "/#/tools/pem", connect: "/#/tools/connect",
    update: "/#/tools/update", users: "/#/users", policy: "/#/users/bob", policy_text: "/#/users/bob", no_policy: "/#/users/carol",
    run: "/#/run/demo", wrong: "/?board=none",
};
const ACTS = {
    configure: async (page) => { await page.click(".switch"); await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; })); },
    report: (page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; })),
    policy_text: async (page) => { await page.check("[aria-label=JSON]"); await page.fill("#policy-text", "{"); await page.click(".policy-side .button.primary"); },
    run: (page) => page.waitForSelector("[aria-label='Shadow document']"),
    connect: async (page) => { await page.click("text=Next"); await page.click("text=Make it"); await page.waitForSelector(".steps"); },
};

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
