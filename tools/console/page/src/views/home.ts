/* SPDX-License-Identifier: MIT */
/* The start: what to build, then on which board. Two clicks to a zip. */
import { catalogue, clicked } from "../api";
import { addressOf, commandOf, nameFor } from "../choice";
import { fill, h } from "../dom";
import { bytes, plural } from "../format";
import { icon, type IconName } from "../icons";
import { say, toast } from "../live";
import { badge, facts, picture } from "../parts/board";
import { downloadPackage } from "../parts/download";
import { meter } from "../parts/meter";
import { worker } from "../parts/state";
import type { Place, View } from "../router";
import type { Board, Catalogue, Predefined } from "../types";

const EMPTY = "Any board";
const SIGNS: [RegExp, IconName][] = [[/greengrass/i, "network"], [/ota/i, "update"], [/kernel/i, "kernel"], [/./, "cloud"]];
const ABOUT: Record<string, string> = {
    "Kernel only": "Tasks, queues, timers. The smallest image.",
    "Connect to AWS IoT": "TLS, MQTT and the client library, connected.",
    "Connect through Greengrass": "Finds its core nearby, and talks to that.",
    "OTA device": "Signed updates over the air, with a way back.",
    [EMPTY]: "Start from a board and choose everything.",
};

interface Card { title: string; board: Board; predefined?: Predefined }

function sign(title: string): IconName {
    return title === EMPTY ? "board" : SIGNS.find(([pattern]) => pattern.test(title))![1];
}

function kinds(all: Catalogue): string[] {
    const titles = [...new Set(all.predefined.map((one) => one.title))];
    const order = ["Connect to AWS IoT", "OTA device", "Connect through Greengrass", "Kernel only"];
    titles.sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99));
    return [...titles, EMPTY];
}

function cardsOf(all: Catalogue, kind: string): Card[] {
    const order = { qualified: 0, outdated: 1, none: 2 };
    const cards = kind === EMPTY ? all.boards.map((board) => ({ title: board.title, board }))
        : all.predefined.filter((one) => one.title === kind).flatMap((predefined) => {
            const board = all.boards.find((one) => one.name === predefined.board);
            return board ? [{ title: board.title, board, predefined }] : [];
        });
    return cards.sort((a, b) => order[a.board.qualification.status] - order[b.board.qualification.status] || a.title.localeCompare(b.title));
}

function matches({ board, predefined }: Card, words: string): boolean {
    const text = [board.name, board.title, board.summary, board.vendor, board.core, board.arch, predefined?.title, ...board.features.map((one) => one.name)]
        .join(" ").toLowerCase();
    return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

function actions({ board, predefined }: Card): HTMLElement {
    if (!predefined) {
        const address = addressOf({ board: board.name, modules: [], name: nameFor(board.name) });
        return h("div", { class: "card-actions" }, h("a", { class: "button primary", href: address, "aria-label": `Configure ${board.title}` }, "Configure"),
            h("a", { class: "button", href: `/#/boards/${board.name}`, "aria-label": `About ${board.title}` }, "About"));
    }
    const words = `${predefined.title} for ${board.title}`;
    const button = h("button", { type: "button", class: "button primary", "aria-label": `Download ${words}` }, icon("download"), "Download");
    worker(button, () => {
        clicked(commandOf(predefined.choice));
        return downloadPackage(predefined.choice, {}, () => undefined);
    }, (error) => toast((error as Error).message, true));
    return h("div", { class: "card-actions" }, button,
        h("a", { class: "button", href: `/#/predefined/${predefined.id}`, "aria-label": `Review ${words}` }, "Review"));
}

function memory({ board, predefined }: Card): HTMLElement {
    const { flash, ram } = board.memory;
    const used = predefined?.estimate;
    if (used) return h("div", { class: "card-memory" }, meter("Flash", { demo: used.flash, available: flash }, true), meter("RAM", { demo: used.ram, available: ram }, true));
    const has = [flash ? `${bytes(flash)} flash` : "", ram ? `${bytes(ram)} RAM` : "", ...board.features.map((one) => one.name.replace(/ \(.*/, ""))].filter(Boolean);
    return h("div", { class: "card-memory" }, h("div", { class: "chips" }, has.map((text) => h("span", { class: "chip" }, text))));
}

function cardOf(card: Card): HTMLElement {
    const { board } = card;
    return h("li", { class: "card" },
        h("div", { class: "card-top" }, picture(board)),
        h("div", { class: "card-body" },
            h("div", { class: "card-title" }, h("h3", {}, card.title), badge(board.qualification)), h("p", { class: "card-facts" }, `${board.vendor} · ${facts(board)}`),
            board.summary ? h("p", { class: "card-text" }, board.summary) : null,
            memory(card), actions(card)));
}

function kindTile(title: string, count: number, chosen: boolean, choose: () => void): HTMLElement {
    return h("label", { class: "kind" },
        h("input", { type: "radio", name: "kind", value: title, checked: chosen, onchange: choose }),
        h("span", { class: "kind-head" }, h("span", { class: "kind-sign" }, icon(sign(title))), h("b", {}, title)),
        h("span", { class: "kind-about" }, ABOUT[title] ?? ""), h("small", {}, plural(count, "board")));
}

export async function homeView({ query }: Place): Promise<View> {
    const all = await catalogue();
    const titles = kinds(all);
    let kind = titles.includes(query.get("kind") ?? "") ? query.get("kind")! : titles[0];
    const list = h("ul", { class: "cards" });
    const search = h("input", { type: "search", id: "search", placeholder: "Board, vendor, core, Wi-Fi …", autocomplete: "off", value: query.get("q") ?? "" });
    const count = h("p", { class: "muted count" });

    function draw(spoken: boolean): void {
        const found = cardsOf(all, kind).filter((card) => matches(card, search.value.trim()));
        fill(list, found.map(cardOf));
        if (!found.length)
            fill(list, h("li", { class: "nothing" }, h("p", {}, `No board has “${search.value}” in it for ${kind}.`),
                h("button", { type: "button", class: "button", onclick: () => { search.value = ""; draw(true); search.focus(); } }, "Show all")));
        count.textContent = plural(found.length, "board");
        if (spoken) say(`${plural(found.length, "board")} for ${kind}`);
    }
    search.addEventListener("input", () => draw(true));
    draw(false);
    const content = h("div", { class: "page home" },
        h("section", { class: "hero" }, h("h1", {}, "Choose, see what it costs, download, run."),
            h("p", {}, "A folder with kernel, libraries, drivers and a demo that builds with CMake alone. No account, no internet.")),
        h("fieldset", { class: "kinds" }, h("legend", {}, "What do you want to build?"),
            titles.map((title) => kindTile(title, cardsOf(all, title).length, title === kind, () => { kind = title; draw(true); }))),
        h("section", { "aria-labelledby": "on" },
            h("div", { class: "section-head" }, h("h2", { id: "on" }, "On which board?"), count,
                h("label", { class: "search" }, h("span", { class: "quiet" }, "Search boards"), icon("search"), search)),
            list));
    return { title: "Start", nav: "home", content };
}
