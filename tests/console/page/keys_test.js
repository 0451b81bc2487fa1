#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* Every place by Tab alone, at both widths: whatever has the focus has a name, is to be seen and is not behind a bar; the way leads through
 * and back. Against fixture.py.
 *
 *     keys_test.js PAGE-FOLDER [NAME ...] */
"use strict";
const assert = require("node:assert");
const kit = require("./kit");
const { ACTS, PLACES } = require("./places");

const [folder, ...only] = process.argv.slice(2);
const TABS_MAX = 260;

/* In the page: what is wrong with where the focus is; null: the document has it again. */
function look() {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const told = at.outerHTML.slice(0, 120);
    const named = at.getAttribute("aria-label") || at.getAttribute("aria-labelledby") || at.labels?.length || at.textContent.trim() || at.title;
    if (!named) return { told, wrong: "has no name" };
    const outlined = (one) => one && getComputedStyle(one).outlineStyle !== "none";
    const looks = [at, at.parentElement, at.nextElementSibling, at.closest(".card, .kind")];
    if (!looks.some(outlined)) return { told, wrong: "shows no focus" };
    const shown = at.getBoundingClientRect().width > 2 ? at : at.closest("label") ?? at.nextElementSibling ?? at.parentElement;
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    const [head, foot] = [".top", ".foot, .jump"].map((name) => [...document.querySelectorAll(name)].filter((one) => !one.contains(at) && one.offsetParent !== null)
        .map((one) => one.getBoundingClientRect()));
    const above = Math.max(0, ...head.map((one) => one.bottom)), below = Math.min(innerHeight, ...foot.filter((one) => one.bottom >= innerHeight - 1).map((one) => one.top));
    const bar = at.closest(".top, .foot, .jump, .skip, .banner");
    if (right <= 0 || left >= innerWidth) return { told, wrong: `is beside the window (${left} to ${right})` };
    if (!bar && (bottom <= above + 2 || top >= below - 2)) return { told, wrong: `is behind a bar (${top} to ${bottom}, free are ${above} to ${below})` };
    return { told };
}

async function main() {
    const opened = await kit.browser();
    const server = await kit.fixture(folder);
    const tests = {};
    for (const [place, address] of Object.entries(PLACES))
        for (const width of ["light", "phone"])
            tests[`${place}_in_${width}`] = async () => {
                const page = await kit.window(opened, server.base, width, { reducedMotion: "reduce", viewport: { width: kit.LOOKS[width].width, height: 640 } });
                await kit.open(page, address);
                await ACTS[place]?.(page);
                await page.evaluate(() => { document.querySelector(".skip").focus(); scrollTo(0, 0); });
                const seen = [];
                for (let left = TABS_MAX; left; left--) {
                    await page.keyboard.press("Tab");
                    const found = await page.evaluate(look);
                    if (!found) break;
                    assert.ok(!found.wrong, `${found.told} ${found.wrong}`);
                    seen.push(found.told);
                }
                assert.ok(seen.length < TABS_MAX, "the way has no end");
                assert.ok(seen.length > 8, `only ${seen.length} stops`);
                await page.context().close();
                return `${seen.length} stops`;
            };
    const status = await kit.run(tests, only);
    await opened.close();
    await server.stop();
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
