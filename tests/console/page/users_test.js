#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* A server for several: its owner says by the page what others may, and it holds.
 *
 *     users_test.js SERVER PAGE-FOLDER [NAME ...] */
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const kit = require("./kit");

const [program, folder, ...only] = process.argv.slice(2);
const WORDS = { ann: "correct horse", bob: "battery staple" };
const CHOICE = { board: "mps2_an385", modules: ["mqtt"], name: "lamp" };

function usersFile(place) {
    const file = path.join(place, "users");
    fs.writeFileSync(file, Object.entries(WORDS).map(([name, input]) => execFileSync(program, ["--password", name], { input: `${input}\n`, encoding: "utf8" })).join(""), { mode: 0o600 });
    return file;
}

async function main() {
    const opened = await kit.browser();
    const place = kit.temporary();
    const server = await kit.server(program, folder, path.join(place, "store"), 0, path.join(place, "no-cloud"), ["--password-file", usersFile(place)]);
    const alone = await kit.server(program, folder, path.join(place, "alone"));

    async function visit(name, address, body, expected = /^$/) {
        const page = await kit.window(opened, name ? server.base : alone.base, "light", name ? { httpCredentials: { username: name, password: WORDS[name] } } : {});
        await kit.open(page, address);
        await body(page);
        assert.deepStrictEqual(page.complaints.filter((line) => !expected.test(line)), []);
        await page.context().close();
    }
    /* The API as the owner, from the page's own origin. */
    const call = (page, method, at, body) => page.evaluate(async ([verb, where, data]) => {
        const { token } = await (await fetch("/api/v1/session")).json();
        const answer = await fetch(`/api/v1${where}`, { method: verb, headers: { "X-Dunlin-Token": token }, body: data === undefined ? undefined : JSON.stringify(data) });
        return answer.json().catch(() => null);
    }, [method, at, body]);
    const policyOf = async (page) => (await call(page, "GET", "/users/bob/policy")).policy;
    const statement = (page, number) => page.locator(".statement").nth(number - 1);
    const may = (page, words) => page.locator(".may-list div", { hasText: words }).locator("dd").textContent();
    const save = async (page) => { await page.click(".policy-side .button.primary"); await page.waitForSelector(".toast >> text=Saved the policy"); };

    const tests = {
        async a_server_for_one_has_no_users_to_be_seen() {
            await visit("", "/#/tools", async (page) => {
                assert.strictEqual(await page.locator(".tool-card", { hasText: "Users" }).count(), 0);
                await kit.open(page, "/#/users");
                await page.waitForSelector("text=Nobody else comes in");
            });
        },
        async who_has_no_policy_is_told_that_they_may_not() {
            await visit("bob", "/#/tools", async (page) => {
                assert.strictEqual(await page.locator(".tool-card", { hasText: "Users" }).count(), 0);
                await kit.open(page, "/#/users");
                await page.waitForSelector("text=bob may not read policies");
                await kit.open(page, "/#/saved");
                await page.waitForSelector("text=/bob may not freertos:ListSoftware/");
            }, /403/);
        },
        async the_form_makes_a_policy_and_what_it_denies_wins() {
            await visit("ann", "/#/tools", async (page) => {
                await call(page, "POST", "/configurations", { name: "Red lamp", description: "", tags: [{ key: "team", value: "red" }], choice: CHOICE });
                await call(page, "POST", "/configurations", { name: "Blue lamp", description: "", tags: [{ key: "team", value: "blue" }], choice: CHOICE });
                await page.click("text=Users and policies");
                await page.click("[aria-label='Policy of bob']");
                await page.waitForSelector("text=bob may nothing yet");
                await statement(page, 1).getByText("Every action").click();
                assert.strictEqual(await may(page, "Delete one"), "yes");
                await page.click("text=Statement >> nth=-1");
                await statement(page, 2).getByRole("radio", { name: "Deny" }).check();
                await page.click(".policy-side .button.primary");
                await page.waitForSelector("text=It says nothing yet");
                await statement(page, 2).locator("[value='freertos:DeleteSoftwareConfiguration']").check();
                assert.strictEqual(await may(page, "Delete one"), "no");
                await statement(page, 2).getByText("Condition").click();
                await statement(page, 2).getByLabel("Tag's key").fill("team");
                await statement(page, 2).getByLabel("Tag's value").fill("red");
                assert.strictEqual(await may(page, "Delete one"), "of some");
                await save(page);
                assert.deepStrictEqual(await policyOf(page), { Version: "2012-10-17", Statement: [
                    { Effect: "Allow", Action: "*", Resource: "*" },
                    { Effect: "Deny", Action: ["freertos:DeleteSoftwareConfiguration"], Resource: "*", Condition: { StringEquals: { "aws:ResourceTag/team": "red" } } }] });
            });
            await visit("bob", "/#/saved", async (page) => {
                await page.click("[aria-label='Delete Blue lamp']");
                await page.click("dialog >> text=Delete >> nth=-1");
                await page.waitForSelector("[aria-label='Delete Blue lamp']", { state: "detached" });
                await page.click("[aria-label='Delete Red lamp']");
                await page.click("dialog >> text=Delete >> nth=-1");
                await page.waitForSelector(".toast.bad >> text=bob may not freertos:DeleteSoftwareConfiguration of Red lamp");
                assert.ok(await page.isVisible("text=Red lamp"));
            }, /403/);
        },
        async names_and_rules_of_tags_go_to_the_document_and_back() {
            await visit("ann", "/#/users/bob", async (page) => {
                await page.check("[aria-label=JSON]");
                const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["freertos:CreateSoftwareConfiguration"],
                    Resource: ["arn:aws:freertos:*:*:configuration/lamp-*", "arn:aws:freertos:*:*:configuration/quay"],
                    Condition: { StringEquals: { "aws:RequestTag/team": "red" }, StringNotLike: { "aws:ResourceTag/stage": "live*" },
                        "ForAnyValue:StringEquals": { "aws:TagKeys": ["team", "stage"] } } }] };
                await page.fill("#policy-text", JSON.stringify(document));
                assert.strictEqual(await may(page, "Save a new one"), "of some");
                await page.check("[aria-label=Form]");
                assert.strictEqual(await page.inputValue("#statement-1-names"), "lamp-*, quay");
                assert.strictEqual(await page.locator(".rule-row").count(), 3);
                await page.check("[aria-label=JSON]");
                assert.deepStrictEqual(JSON.parse(await page.inputValue("#policy-text")), document);
                await save(page);
                assert.deepStrictEqual(await policyOf(page), document);
            });
        },
        async what_is_no_policy_is_refused_in_words_and_changes_nothing() {
            await visit("ann", "/#/users/bob", async (page) => {
                const before = await policyOf(page);
                await page.check("[aria-label=JSON]");
                await page.fill("#policy-text", "{\"Statement\": [}");
                await page.click(".policy-side .button.primary");
                await page.waitForSelector("text=That is no JSON");
                assert.ok(await page.isChecked("[aria-label=JSON]"));
                await page.check("[aria-label=Form]", { force: true }).catch(() => undefined);
                assert.ok(await page.isVisible("#policy-text"), "text that is no JSON was lost");
                await page.fill("#policy-text", "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Maybe\"}]}");
                await page.click(".policy-side .button.primary");
                await page.waitForSelector(".policy-side .notice.error >> text=This is no policy");
                assert.deepStrictEqual(await policyOf(page), before);
            }, /400/);
        },
        async a_policy_that_says_more_than_the_form_is_kept_as_it_is() {
            await visit("ann", "/#/users/bob", async (page) => {
                const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", NotAction: "dunlin:*", Resource: "*" }] };
                await call(page, "PUT", "/users/bob/policy", { policy: document });
                await page.reload();
                await page.waitForSelector("text=The form cannot show NotAction");
                assert.deepStrictEqual(JSON.parse(await page.inputValue("#policy-text")), document);
            });
        },
        async a_policy_is_taken_away_after_a_question() {
            await visit("ann", "/#/users/bob", async (page) => {
                await page.click("text=Take it away");
                await page.keyboard.press("Escape");
                assert.notStrictEqual(await policyOf(page), null);
                await page.click("text=Take it away");
                await page.click("dialog >> text=Take it away >> nth=-1");
                await page.waitForSelector("text=bob may nothing yet");
                assert.strictEqual(await policyOf(page), null);
            });
        },
        async keys_alone_make_a_statement() {
            await visit("ann", "/#/users/bob", async (page) => {
                await page.focus(".effect.allow input");
                await page.keyboard.press("ArrowRight");
                assert.ok(await page.isChecked(".effect.deny input"));
                await page.focus(".action-box.every input");
                await page.keyboard.press("Space");
                assert.strictEqual(await page.locator(".may-no").count(), await page.locator(".may-list dd").count());
                await page.focus("[aria-label=Form]");
                await page.keyboard.press("ArrowRight");
                await page.waitForSelector("#policy-text");
            });
        },
    };
    const status = await kit.run(tests, only);
    await opened.close();
    await server.stop();
    await alone.stop();
    fs.rmSync(place, { recursive: true });
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
