#!/usr/bin/env node
/* SPDX-License-Identifier: MIT */
/* The page on the real server, as an engineer uses it.
 *
 *     page_test.js SERVER PAGE-FOLDER [--few] [NAME ...]     --few: of every board and configuration some */
"use strict";
const assert = require("node:assert");
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const kit = require("./kit");

const few = process.argv.includes("--few");
const [program, folder, ...only] = process.argv.slice(2).filter((word) => word !== "--few");
const some = (list) => few ? list.filter((_, index) => index % 6 === 2) : list;
const API = ["/usr/bin/python3", "-B", path.join(kit.ROOT, "tools/console/server/api.py")];
const INTERACTIVE_MS = 1000, LOADS = 5;
const REQUESTS_MAX = 16, BYTES_MAX = 256 << 10;

async function main() {
    const opened = await kit.browser();
    const place = kit.temporary();
    const server = await kit.server(program, folder, path.join(place, "store"));
    const catalogue = await (await fetch(`${server.base}/api/v1/catalogue`)).json();

    /* A window of its own for each test, which must not complain. */
    async function visit(address, body, look = "light", expected = /^$/) {
        const page = await kit.window(opened, server.base, look);
        await kit.open(page, address);
        const more = await body(page);
        assert.deepStrictEqual(page.complaints.filter((line) => !expected.test(line)), []);
        await page.context().close();
        return more;
    }
    async function downloadBy(page, act) {
        const [download] = await Promise.all([page.waitForEvent("download"), act()]);
        return kit.zipOf(download, place);
    }
    function identity() {
        const [key, certificate] = ["device.key", "device.crt"].map((name) => path.join(place, name));
        execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=device",
            "-keyout", key, "-out", certificate], { stdio: "ignore" });
        return [key, certificate].map((file) => fs.readFileSync(file, "utf8"));
    }
    function isPackage({ names }, name) {
        for (const file of ["README.md", "CMakeLists.txt", "CMakePresets.json", "package.lock.json", "SHA256SUMS"])
            assert.ok(names.includes(`${name}/${file}`), `${name}/${file} is not in the zip`);
        assert.ok(names.every((one) => one.startsWith(`${name}/`)));
    }
    const lamp = "/?board=mps2_an385&demo=shadow&modules=mqtt_agent&name=my-lamp";

    const tests = {
        async the_start_asks_for_little_and_is_soon_there() {
            const page = await kit.window(opened, server.base);
            const asked = [];
            page.on("response", async (response) => asked.push({ url: response.url(), size: (await response.body().catch(() => "")).length }));
            await page.goto("/");
            await page.waitForSelector(".card button");
            await page.waitForLoadState("networkidle");
            const bytes = asked.reduce((sum, one) => sum + one.size, 0);
            assert.ok(asked.length <= REQUESTS_MAX, `${asked.length} requests`);
            assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`);
            assert.strictEqual(asked.filter((one) => one.url.includes("/api/")).length, 1, "one request for the catalogue and no other");
            assert.ok(asked.every((one) => one.url.startsWith(server.base)), "another server is asked");
            assert.ok(fs.statSync(path.join(folder, "app.js")).size < 100 << 10, "app.js is large");
            await page.context().close();
            return `${asked.length} requests, ${bytes >> 10} KB`;
        },
        /* From the address to a card after a click, without a cache, the soonest of some. On a machine that has other work than it can do, time says
         * nothing of the page: then it is the processor time of the page's own thread alone that counts. */
        async the_page_is_interactive_within_a_second() {
            const took = [], busy = [];
            for (let left = LOADS; left; left--) {
                const page = await kit.window(opened, server.base);
                const client = await page.context().newCDPSession(page);
                await client.send("Performance.enable", { timeDomain: "threadTicks" });
                const begun = Date.now();
                await page.goto("/", { waitUntil: "commit" });
                await page.waitForSelector(".card button");
                await page.click("input[value='Kernel only']", { force: true });
                await page.waitForSelector("[aria-label^='Download Kernel only']");
                took.push(Date.now() - begun);
                const { metrics } = await client.send("Performance.getMetrics");
                busy.push(Math.round(1000 * metrics.find((one) => one.name === "TaskDuration").value));
                await page.context().close();
            }
            const [load] = os.loadavg();
            const said = `${Math.min(...took)} ms with a load of ${load.toFixed(1)}, ${Math.min(...busy)} ms of them the page's own`;
            assert.ok(Math.min(...busy) > 0 && Math.min(...busy) <= INTERACTIVE_MS / 2, said);
            assert.ok(load > os.cpus().length || Math.min(...took) <= INTERACTIVE_MS, said);
            return said;
        },
        async a_card_is_one_click_from_its_zip() {
            await visit("/", async (page) => {
                const { choice } = catalogue.predefined.find((one) => one.title === "Connect to AWS IoT");
                const title = catalogue.boards.find((one) => one.name === choice.board).title;
                isPackage(await downloadBy(page, () => page.click(`[aria-label="Download Connect to AWS IoT for ${title}"]`)), choice.name);
            });
        },
        async card_review_download_are_three_clicks() {
            await visit("/", async (page) => {
                await page.check("input[value='Kernel only']");
                await page.fill("#search", "an385");
                await page.click("text=Review >> nth=0");
                await page.waitForSelector("text=Included, and why");
                const { names } = await downloadBy(page, () => page.click(".review-main >> text=Download"));
                assert.ok(names.length > 20);
            });
        },
        async an_address_reproduces_its_choice_and_a_choice_its_address() {
            await visit("/#/new/mps2_an385", async (page) => {
                await page.check("input[name=demo][value=shadow]");
                await page.check("input[type=checkbox][value=mqtt_agent]");
                await page.fill("#name", "my-lamp");
                await page.waitForFunction((text) => location.search === text, lamp.slice(1));
                await page.waitForFunction(() => document.querySelector(".side .command code").textContent.includes("--name my-lamp"));
                const line = await page.textContent(".side .command code");
                assert.strictEqual(line, "./run package --board mps2_an385 --demo shadow --modules mqtt_agent --name my-lamp");
                await page.reload();
                await page.waitForSelector("text=Included, and why");
                assert.ok(await page.isChecked("input[type=checkbox][value=mqtt_agent]"));
                assert.ok(await page.isChecked("input[name=demo][value=shadow]"));
                assert.strictEqual(await page.inputValue("#name"), "my-lamp");
                isPackage(await downloadBy(page, () => page.click(".side-end >> text=Download")), "my-lamp");
            });
        },
        async a_module_that_the_board_cannot_have_is_grey_and_says_why() {
            await visit(lamp, async (page) => {
                const box = page.locator(".option:has(input[value=wifi])");
                assert.ok(await box.locator("input").isDisabled());
                assert.match(await box.locator(".reason").textContent(), /radio/);
            });
        },
        async a_choice_that_does_not_fit_says_numbers_and_cannot_be_downloaded() {
            await visit("/?board=microbit_wifi&demo=greengrass&modules=mqtt_agent&name=x", async (page) => {
                const text = await page.textContent(".side .notice.error");
                assert.match(text, /\d KB needed, 16 KB available/);
                const takers = await page.locator(".side .notice.error .takers li").allTextContents();
                assert.match(takers[0], /^The demo itself\d+ KB$/);
                assert.ok(takers.some((one) => one.startsWith("Kernel's heap")), takers.join());
                let asked = false;
                page.on("request", (request) => { asked = asked || request.url().endsWith("/packages"); });
                await page.click(".side-end >> text=Download");
                await page.waitForSelector(".toast.bad");
                assert.ok(!asked, "a package was asked for");
            });
        },
        async what_a_board_cannot_have_has_no_figures_and_boards_have_their_titles() {
            await visit("/?board=microbit&demo=shadow&modules=mqtt_agent&name=x", async (page) => {
                assert.deepStrictEqual(await page.locator(".side .meter-figures b").allTextContents(), ["\u2013", "\u2013"]);
                assert.match(await page.textContent(".side .meter-note"), /KB without the demo/);
                const text = await page.textContent(".side .notice.error");
                assert.match(text, /micro:bit has none.*micro:bit Wi-Fi, MPS2 AN385 and/);
                for (const { name, title } of catalogue.boards) assert.ok(name === title || !text.includes(name), name);
            });
        },
        async a_demo_is_told_from_the_module_of_its_name() {
            await visit("/?board=mps2_an385&demo=shadow&modules=shadow_client&name=x", async (page) => {
                const roots = await page.locator(".tree > li > .leaf > .why").allTextContents();
                assert.deepStrictEqual(roots.filter((one) => one.startsWith("Device Shadow")), ["Device Shadow", "Device Shadowdemo"]);
            });
        },
        async what_a_demo_takes_of_its_heap_is_told() {
            await visit("/?board=mps2_an386&demo=shadow&name=x", async (page) => {
                await page.waitForSelector("[aria-label^='Heap, at most: 39 KB, 160 KB available']");
                assert.ok(await page.isVisible("text=Measured on a board that is like this one"));
            });
            await visit("/?board=mps2_an385&name=x", async (page) => {
                await page.waitForSelector("[aria-label^='RAM: ']");
                assert.strictEqual(await page.locator("[aria-label^='Heap']").count(), 0);
            });
        },
        async every_click_has_its_command() {
            await visit("/", async (page) => {
                const last = () => page.textContent(".foot-command code");
                await page.click("[aria-label^='Download Connect to AWS IoT for MPS2 AN385']");
                assert.match(await last(), /^\.\/run package --board mps2_an385 --demo mqtt_hello /);
                await page.goto(lamp);
                await page.waitForSelector("text=Included, and why");
                await page.click(".switch");
                await page.fill("#qc-thing", "quay");
                await page.check("[name=qc-by][value=claim]");
                assert.match(await page.textContent(".side .command code"), /--name my-lamp --quick-connect quay --claim$/);
                await page.click(".switch");
                assert.match(await page.textContent(".side .command code"), /--name my-lamp$/);
                await page.fill("#name", "it-s-mine");
                await page.fill("#description", "it's mine");
                await page.click(".side-end >> text=Save");
                await page.waitForSelector("text=Save changes");
                const line = (await last()).replace("./run console api", "");
                const words = execFileSync("/bin/sh", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" }).trim().split("\n");
                assert.deepStrictEqual(words.slice(0, 2), ["POST", "/configurations"]);
                assert.strictEqual(JSON.parse(words[2]).description, "it's mine");
                const { configurations: [made] } = JSON.parse(execFileSync(API[0], [...API.slice(1), "--url", server.base, "GET", "/configurations"], { encoding: "utf8" }));
                await page.goto("/#/saved");
                await page.click("[aria-label='Delete it-s-mine']");
                await page.click("dialog >> button >> text=Delete");
                await page.waitForSelector("text=Nothing saved yet");
                assert.strictEqual(await last(), `./run console api DELETE /configurations/${made.id}`);
            });
        },
        async everything_that_needs_it_is_told_in_the_tree() {
            await visit("/?board=mps2_an385&modules=mqtt_agent&name=x", async (page) => {
                await page.click(".included >> text=along >> nth=0");
                await page.waitForSelector(".tree ul li");
                assert.match(await page.textContent(".tree"), /needs? it/);
            });
        },
        async keys_alone_lead_to_a_zip() {
            await visit("/", async (page) => {
                const { names } = await downloadBy(page, async () => {
                    for (let left = 120; left; left--) {
                        await page.keyboard.press("Tab");
                        const at = await page.evaluate(() => {
                            const box = document.activeElement.getBoundingClientRect();
                            return { label: document.activeElement.getAttribute("aria-label") ?? "", seen: box.width > 0 };
                        });
                        if (at.label.startsWith("Download")) return page.keyboard.press("Enter");
                    }
                    throw new Error("no Download in 120 tabs");
                });
                assert.ok(names.length > 20);
            });
        },
        async keys_alone_choose_a_module_and_a_demo() {
            await visit("/?board=mps2_an385&name=x", async (page) => {
                await page.focus("input[name=demo][value='']");
                await page.keyboard.press("ArrowDown");
                await page.waitForFunction(() => location.search.includes("demo="));
                await page.focus("input[type=checkbox][value=mqtt]");
                await page.keyboard.press("Space");
                await page.waitForFunction(() => /modules=.*mqtt/.test(location.search));
            });
        },
        async the_focus_is_always_to_be_seen() {
            await visit(lamp, async (page) => {
                for (let left = 25; left; left--) {
                    await page.keyboard.press("Tab");
                    const seen = await page.evaluate(() => {
                        const shown = (element) => getComputedStyle(element).outlineStyle !== "none";
                        let at = document.activeElement;
                        if (shown(at)) return true;
                        return [at.parentElement, at.nextElementSibling].some((one) => one && shown(one));
                    });
                    assert.ok(seen, await page.evaluate(() => document.activeElement.outerHTML.slice(0, 160)));
                }
            });
        },
        async a_configuration_is_saved_found_by_its_tag_edited_downloaded_and_deleted() {
            await visit(lamp, async (page) => {
                await page.click("text=Tag >> nth=-1");
                await page.fill("[aria-label=\"Tag's key\"]", "project");
                await page.fill("[aria-label=\"Tag's value\"]", "harbour");
                await page.click(".side-end >> text=Save");
                await page.waitForSelector("text=Save changes");
                await page.fill("#description", "Light at the pier");
                await page.click("text=Save changes");
                await page.waitForSelector(".toast >> text=Saved >> nth=-1");
                await page.click("nav >> text=Saved");
                await page.selectOption("#tag", "project: harbour");
                await page.waitForSelector("text=Light at the pier");
                isPackage(await downloadBy(page, () => page.click("[aria-label='Download my-lamp']")), "my-lamp");
                await page.click("[aria-label='Edit my-lamp']");
                await page.waitForSelector("h1 >> text=Edit my-lamp");
                assert.strictEqual(await page.inputValue("#description"), "Light at the pier");
                await page.click("nav >> text=Saved");
                await page.click("[aria-label='Delete my-lamp']");
                await page.click("dialog >> button >> text=Delete");
                await page.waitForSelector("text=Nothing saved yet");
            });
        },
        async a_zip_of_today_has_no_difference() {
            await visit(lamp, async (page) => {
                const { file } = await downloadBy(page, () => page.click(".side-end >> text=Download"));
                await page.goto("/#/tools/update");
                await page.setInputFiles("#lock", file);
                await page.waitForSelector("text=Nothing has changed");
            });
        },
        async a_pem_becomes_a_string_of_c_and_a_pair_becomes_a_header() {
            const [key, certificate] = identity();
            await visit("/#/tools/pem", async (page) => {
                await page.fill("#pem", certificate);
                await page.click("text=Make the string");
                assert.match(await page.textContent(".result pre"), /"-----BEGIN CERTIFICATE-----\\n"/);
                await page.click("text=Tools >> nth=-1");
                await page.click("text=Credentials header");
                await page.fill("#certificate", certificate);
                await page.setInputFiles("#key-file", { name: "device.key", mimeType: "text/plain", buffer: Buffer.from(key) });
                await page.click("text=Make the header");
                const header = await page.textContent(".result pre");
                assert.match(header, /keyCLIENT_PRIVATE_KEY_PEM/);
                const command = path.resolve(path.dirname(program), "../pem/dunlin-pem");
                const said = execFileSync(command, ["credentials-header", ...["device.crt", "device.key"].map((name) => path.join(place, name))], { encoding: "utf8" });
                assert.strictEqual(header.trim(), said.trim(), "the command says something else");
            });
        },
        async what_is_no_pem_is_refused_in_words() {
            await visit("/#/tools/pem", async (page) => {
                await page.fill("#pem", "hello");
                await page.click("text=Make the string");
                await page.waitForSelector(".toast.bad");
            }, "light", /40[0-9]|422/);
        },
        async every_predefined_configuration_opens_without_a_problem() {
            await visit("/", async (page) => {
                for (const one of some(catalogue.predefined)) {
                    await kit.open(page, `/#/predefined/${one.id}`);
                    await page.waitForSelector(".review .tree");
                    assert.strictEqual(await page.textContent("h1"), one.title);
                    assert.strictEqual(await page.locator(".notice.error").count(), 0, one.id);
                    assert.ok(await page.isVisible("text=Customise a copy"));
                }
            });
            return `${some(catalogue.predefined).length} of ${catalogue.predefined.length}`;
        },
        async every_board_and_every_report_opens() {
            const { boards } = await (await fetch(`${server.base}/api/v1/qualified`)).json();
            await visit("/", async (page) => {
                for (const one of some(boards)) {
                    await kit.open(page, `/#/boards/${one.board}`);
                    await page.waitForSelector(".board-head");
                    await kit.open(page, `/?board=${one.board}&name=x`);
                    await page.waitForSelector(".side .meter, .side .notice");
                    for (const report of one.reports) {
                        await kit.open(page, `/#/boards/${one.board}/${report.release}`);
                        assert.match(await page.textContent(".tiles"), new RegExp(`^${report.passed}passed${report.failed}failed${report.skipped}do(es)? not apply`));
                    }
                }
            });
            return `${some(boards).length} of ${boards.length}`;
        },
        async filters_leave_what_they_say() {
            await visit("/#/boards", async (page) => {
                const all = await page.locator(".card").count();
                await page.selectOption("#filter-arch", "riscv");
                const found = await page.locator(".card").count();
                assert.ok(found > 0 && found < all);
                assert.match(await page.textContent(".count"), new RegExp(`^${found} board`));
            });
        },
        async colours_are_kept_and_follow_the_system_until_then() {
            await visit("/", async (page) => {
                const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
                const dark = await ground();
                await page.click("[aria-label^=Colours]");
                assert.notStrictEqual(await ground(), dark);
                await page.reload();
                await page.waitForSelector("[aria-label='Colours: light']");
                assert.notStrictEqual(await ground(), dark);
            }, "dark");
        },
    };
    const status = await kit.run(tests, only);
    await opened.close();
    await server.stop();
    fs.rmSync(place, { recursive: true });
    return status;
}

main().then((status) => process.exit(status), (error) => { console.error(error); process.exit(1); });
