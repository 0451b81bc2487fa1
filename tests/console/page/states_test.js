#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* States in which the real server is rarely: it goes away and comes back, a queue, a run with all that can happen, a refusal, nothing
 * saved. Against fixture.py.
 *
 *     states_test.js PAGE-FOLDER [NAME ...] */
"use strict";
const assert = require("node:assert");
const kit = require("./kit");

const [folder, ...only] = process.argv.slice(2);
const RUN = "/?board=mps2_an385&demo=shadow&modules=mqtt_agent&name=";
const GONE = /ERR_(CONNECTION_[A-Z]+|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/; // what Chromium says of a server that is gone

async function main() {
    const opened = await kit.browser();
    let server = await kit.fixture(folder);
    const base = server.base;

    /* Quiet but for what the test expects. */
    async function visit(address, body, { look = "light", expected } = {}) {
        const page = await kit.window(opened, base, look);
        await kit.open(page, address);
        const more = await body(page);
        const said = page.complaints.filter((line) => !expected?.test(line));
        assert.deepStrictEqual(said, []);
        await page.context().close();
        return more;
    }

    const tests = {
        async a_server_that_is_gone_is_told_and_when_it_is_back_the_page_goes_on() {
            await visit("/", async (page) => {
                await server.stop();
                await page.click("text=Boards");
                await page.waitForSelector(".banner:not([hidden])");
                assert.match(await page.textContent(".banner"), /not there/);
                assert.match(await page.textContent("main"), /server is not there/i);
                server = await kit.fixture(folder, new URL(base).port);
                await page.waitForSelector(".banner", { state: "hidden" });
                await page.waitForSelector("main .card");
            }, { expected: GONE });
        },
        async a_choice_survives_a_server_that_is_gone() {
            await visit(`${RUN}lamp`, async (page) => {
                await server.stop();
                await page.fill("#name", "lamp-two");
                await page.waitForSelector(".banner:not([hidden])");
                assert.match(page.url(), /name=lamp-two/);
                server = await kit.fixture(folder, new URL(base).port);
                await page.waitForSelector(".banner", { state: "hidden" });
                await page.waitForFunction(() => !document.querySelector(".side .state"));
                await page.waitForFunction(() => document.querySelector(".side .command code").textContent.includes("--name lamp-two"));
            }, { expected: GONE });
        },
        async a_run_shows_its_log_its_figures_its_messages_and_its_shadow() {
            await visit(`${RUN}greenhouse`, async (page) => {
                await page.click(".side-end >> text=Run");
                await page.waitForSelector(".state-badge >> text=Running");
                await page.waitForSelector(".terminal >> text=reported, version 4");
                assert.match(await page.textContent(".plot"), /of 160 KB/);
                assert.strictEqual(await page.locator(".tasks tbody tr").count(), 5);
                assert.strictEqual(await page.locator(".messages li").count(), 3);
                await page.click(".messages summary >> nth=0");
                assert.match(await page.textContent(".messages details[open] pre"), /^\$aws\/things\/greenhouse-lamp\/shadow\/update\n\{\n/);
                assert.match(await page.textContent(".told"), /heap peak72 KB/);
                assert.match(await page.textContent("[aria-label='Shadow document']"), /"light": "on"/);
                await page.fill("[aria-label='Say to the device']", "help");
                await page.keyboard.press("Enter");
                await page.fill("[aria-label='Topic']", "lamp/say");
                await page.fill("[aria-label='Message']", "good evening");
                const published = page.waitForRequest((request) => request.url().endsWith("/message"));
                await page.keyboard.press("Enter");
                assert.deepStrictEqual((await published).postDataJSON(), { topic: "lamp/say", payload: "good evening" });
                await page.click("text=Drop the network");
                await page.waitForSelector("text=Bring it back");
            });
        },
        async a_run_in_the_queue_says_how_many_are_before_it() {
            await visit(`${RUN}waits`, async (page) => {
                await page.click(".side-end >> text=Run");
                await page.waitForSelector("text=1 before this one");
                assert.ok(await page.isDisabled("text=Cut power"));
            });
        },
        async a_run_that_ended_says_why_and_takes_no_more_input() {
            await visit(`${RUN}ends`, async (page) => {
                await page.click(".side-end >> text=Run");
                await page.waitForSelector("text=The time is up");
                assert.ok(await page.isDisabled("[aria-label='Say to the device']"));
                assert.ok(!await page.isVisible("[aria-label='Topic']"));
            });
        },
        async a_third_run_is_refused_in_words() {
            await visit(`${RUN}third`, async (page) => {
                await page.click(".side-end >> text=Run");
                await page.waitForSelector(".toast >> text=Two runs are under way");
            }, { expected: /429/ });
        },
        async nothing_saved_shows_a_way_on() {
            await visit("/#/saved", async (page) => {
                for (const name of ["Greenhouse lamp", "Tide gauge"]) {
                    await page.click(`[aria-label="Delete ${name}"]`);
                    await page.click("dialog >> text=Delete >> nth=-1");
                    await page.waitForSelector(`[aria-label="Delete ${name}"]`, { state: "detached" });
                }
                await page.waitForSelector("text=Nothing saved yet");
                await page.click("text=Configure one");
                await page.waitForSelector("text=Included, and why");
            });
        },
        async escape_is_no_to_a_question() {
            await server.stop();
            server = await kit.fixture(folder, new URL(base).port);
            await visit("/#/saved", async (page) => {
                await page.click("[aria-label='Delete Tide gauge']");
                await page.keyboard.press("Escape");
                await page.waitForSelector("dialog", { state: "detached" });
                assert.ok(await page.isVisible("[aria-label='Delete Tide gauge']"));
            });
        },
        async quick_connect_for_an_account_shows_what_to_paste() {
            await visit("/#/tools/connect", async (page) => {
                await page.click("text=Next");
                await page.fill("#wizard-endpoint", "abc-ats.iot.eu-west-1.amazonaws.com");
                await page.click("text=Make it");
                await page.waitForSelector("text=aws iot create-thing");
            });
        },
        async a_newer_release_shows_what_is_different() {
            await visit("/#/tools/update", async (page) => {
                const lock = { choice: { board: "mps2_an385", modules: ["mqtt"], name: "old" }, release: "202610.00" };
                await page.setInputFiles("#lock", { name: "package.lock.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(lock)) });
                await page.waitForSelector("text=2 differences");
                assert.match(await page.textContent(".diff.changed"), /0\.9\.0 → 1\.0\.0/);
                await page.setInputFiles("#lock", { name: "x.json", mimeType: "application/json", buffer: Buffer.from("no") });
                await page.waitForSelector("text=it is not JSON");
            });
        },
        async a_place_that_is_not_there_is_a_page_with_a_way_back() {
            await visit("/?board=none&name=x", async (page) => {
                await page.waitForSelector("text=There is no board none");
                await page.click("text=To the start");
                await page.waitForSelector("text=On which board?");
            });
        },
    };
    const status = await kit.run(tests, only);
    await opened.close();
    await server.stop();
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
