/* SPDX-License-Identifier: MIT */
/* A choice being made: board, demo, modules, name; beside it what it means. The address is always the choice. */
import { ApiError, catalogue, get, resolve } from "../api";
import { addressOf, canonical, choiceOf, nameFor } from "../choice";
import { fill, h } from "../dom";
import { bytes, plural } from "../format";
import { icon } from "../icons";
import { say } from "../live";
import { downloadButton, runButton } from "../parts/actions";
import { boardPicker } from "../parts/board_picker";
import { demoPicker } from "../parts/demo_picker";
import { modulePicker } from "../parts/module_picker";
import { nameFields } from "../parts/name_fields";
import { quickConnect } from "../parts/quick_connect";
import { failure } from "../parts/state";
import { summary } from "../parts/summary";
import { saveButton } from "../parts/save";
import { go, type Place, type View } from "../router";
import type { BoardDetail, Configuration, Resolved } from "../types";

const PAUSE_MS = 140;

export async function newView(place: Place): Promise<View> {
    const { boards } = await catalogue();
    const wanted = boards.find((one) => one.name === place.path[0]) ?? boards.find((one) => one.name === "mps2_an385") ?? boards[0];
    history.replaceState(null, "", addressOf({ board: wanted.name, modules: [], name: "my-device" }));
    return configureView({ ...place, query: new URLSearchParams(location.search) });
}

function part(number: number, title: string, text: string, ...rest: HTMLElement[]): HTMLElement {
    const id = `part-${number}`;
    return h("section", { class: "part", "aria-labelledby": id },
        h("div", { class: "part-head" }, h("span", { class: "number", "aria-hidden": "true" }, number),
            h("div", {}, h("h2", { id }, title), h("p", { class: "muted" }, text))), rest);
}

export async function configureView({ query, signal }: Place): Promise<View> {
    const all = await catalogue();
    const choice = choiceOf(query)!;
    const board = all.boards.find((one) => one.name === choice.board);
    if (!board) throw new ApiError(404, "unknown-board", `There is no board ${choice.board}.`, "Choose another at the start.");
    const saved = query.get("saved");
    const [detail, kept] = await Promise.all([get<BoardDetail>(`/boards/${board.name}`, signal),
        saved ? get<Configuration>(`/configurations/${encodeURIComponent(saved)}`, signal) : null]);

    let now: Resolved | null = null;
    const panel = summary((id) => all.demos.find((each) => each.id === id)?.title ?? id);
    const trouble = h("div", {});
    const demos = demoPicker(all.demos, detail, choice.demo, (id) => { choice.demo = id; changed(); });
    const modules = modulePicker(all, detail, choice.modules, (ids) => { choice.modules = ids; changed(); });
    const names = nameFields(kept ?? { name: choice.name, description: "", tags: [] }, choice.name, (name) => { choice.name = name; changed(); });
    const connect = quickConnect(() => choice.name, () => panel.more(connect.words()));

    /* Where there is no room for the summary beside the parts: what it says, and the way to it. */
    const brief = h("span", { class: "jump-words" });
    const jump = h("a", { class: "jump", href: "#summary" }, brief, h("span", { class: "button primary" }, "Summary", icon("arrow")));
    function drawBrief({ estimate, problems }: Resolved): void {
        const errors = problems.filter((one) => one.severity === "error").length;
        fill(brief, errors ? h("b", { class: "bad" }, plural(errors, "problem")) : null,
            !errors && estimate ? [h("span", {}, h("b", {}, bytes(estimate.demo.flash)), " flash"), h("span", {}, h("b", {}, bytes(estimate.demo.ram)), " RAM")] : null);
    }

    let pause = 0;
    let asked: AbortController | null = null;
    function changed(): void {
        history.replaceState(null, "", addressOf(choice, saved ?? ""));
        panel.wait();
        window.clearTimeout(pause);
        pause = window.setTimeout(() => void work(), PAUSE_MS);
    }
    function draw(resolved: Resolved, spoken: boolean): void {
        const before = now;
        now = resolved;
        panel.show(resolved);
        drawBrief(resolved);
        modules.mark(resolved);
        connect.possible(!!all.demos.find((one) => one.id === choice.demo)?.cloud);
        panel.more(connect.words());
        element.classList.toggle("invalid", !resolved.valid);
        const errors = resolved.problems.filter((one) => one.severity === "error");
        if (!spoken) return;
        if (errors.length) say(`${errors.length === 1 ? "A problem" : `${errors.length} problems`}: ${errors[0].text}`);
        else say(before && !before.valid ? "No problems any more" : `${resolved.modules.length} modules included`);
    }
    async function work(spoken = true): Promise<void> {
        asked?.abort();
        asked = new AbortController();
        signal.addEventListener("abort", () => asked?.abort(), { once: true });
        try {
            const resolved = await resolve<Resolved>(canonical(choice), asked.signal);
            fill(trouble);
            draw(resolved, spoken);
        } catch (error) {
            if ((error as Error).name !== "AbortError") fill(trouble, failure(error, () => void work()));
        }
    }
    const ready = () => ({ choice: canonical(choice), valid: !!now?.valid });
    const side = h("aside", { class: "side panel", "aria-label": "Summary" },
        h("h2", { class: "side-title" }, "Summary"), h("div", { class: "side-scroll" }, trouble, panel.element, connect.element),
        h("div", { class: "actions stacked side-end" },
            downloadButton(ready, connect.request, connect.words),
            h("div", { class: "actions pair" }, saveButton(() => ({ ...names.values(), choice: canonical(choice) }), saved, (id) => go(addressOf(choice, id), true)),
                runButton(() => canonical(choice), board.runs !== false, () => !!now?.valid, connect.request))));
    jump.addEventListener("click", (event) => { event.preventDefault(); side.scrollIntoView(); side.querySelector("h2")?.focus(); });
    const element = h("div", { class: "page" },
        h("div", { class: "title-row" }, h("h1", {}, kept ? `Edit ${kept.name}` : "Configure"),
            h("a", { class: "button small", href: "/#/saved" }, icon("save"), "Saved")),
        h("div", { class: "configure" }, h("div", { class: "parts" },
            part(1, "Board", "What the package is for.", boardPicker(all.boards, board, (name) => go(addressOf({ ...choice, board: name }, saved ?? "")))),
            part(2, "Demo", "What app/ begins with; yours to change from then on.", demos.element),
            part(3, "Modules", "What your application links. What they need comes along.", modules.element),
            part(4, "Name", "The name is the folder of the zip; tags help to find it again.", names.element), jump), side));
    side.querySelector("h2")!.setAttribute("tabindex", "-1");
    await work(false);
    if (choice.name === board.name) choice.name = nameFor(board.name);
    return { title: kept ? `Edit ${kept.name}` : `Configure ${board.title}`, nav: "configure", content: element };
}
