/* SPDX-License-Identifier: MIT */
/* Every place of the page, and what is done there before it is looked at: the server is fixture.py. */
"use strict";

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

module.exports = { ACTS, PLACES };
