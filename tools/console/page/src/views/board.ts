/* SPDX-License-Identifier: MIT */
/* One board: what it is and has, what is ready for it, which modules it can have. */
import { catalogue, get } from "../api";
import { addressOf, nameFor } from "../choice";
import { h } from "../dom";
import { ARCHITECTURES, bytes, core, hertz, verdict } from "../format";
import { icon } from "../icons";
import { badge, facts, picture } from "../parts/board";
import type { Place, View } from "../router";
import type { BoardDetail, Catalogue } from "../types";

function fact(term: string, value: string | undefined): (HTMLElement | null)[] {
    return value ? [h("dt", {}, term), h("dd", {}, value)] : [];
}

function modules(all: Catalogue, board: BoardDetail): HTMLElement {
    const rows = all.modules.filter((one) => one.visible).map((one) => {
        const here = board.modules[one.id];
        return h("tr", { class: here?.available ? "" : "off" }, h("th", { scope: "row" }, one.title), h("td", {}, one.category),
            here?.available ? [h("td", { class: "number" }, here.flash === undefined ? "" : bytes(here.flash)), h("td", { class: "number" }, here.ram === undefined ? "" : bytes(here.ram))]
                : h("td", { colspan: 2, class: "reason" }, here?.reason ?? "Not on this board."));
    });
    return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Modules on this board" }, h("table", { class: "table" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Module"), h("th", { scope: "col" }, "Category"),
            h("th", { scope: "col", class: "number" }, "Flash"), h("th", { scope: "col", class: "number" }, "RAM"))), h("tbody", {}, rows)));
}

export async function boardView({ path, signal }: Place): Promise<View> {
    const [all, board] = await Promise.all([catalogue(), get<BoardDetail>(`/boards/${encodeURIComponent(path[0])}`, signal)]);
    const ready = all.predefined.filter((one) => one.board === board.name);
    const { qualification } = board;
    const content = h("div", { class: "page" },
        h("a", { class: "back", href: "/#/boards" }, icon("back"), "Boards"),
        h("div", { class: "board-head" }, picture(board, true),
            h("div", {}, badge(qualification), h("h1", {}, board.title), h("p", { class: "lead" }, `${board.vendor} · ${facts(board)}`),
                h("p", {}, board.description ?? board.summary ?? ""),
                h("div", { class: "actions" }, h("a", { class: "button primary", href: addressOf({ board: board.name, modules: [], name: nameFor(board.name) }) }, "Configure"),
                    qualification.release ? h("a", { class: "button", href: `/#/boards/${board.name}/${qualification.release}` }, `Report ${qualification.release}`) : null))),
        h("div", { class: "two" },
            h("section", { class: "panel" }, h("h2", {}, "What it is"), h("dl", { class: "facts" },
                fact("Core", core(board.core)), fact("Architecture", ARCHITECTURES[board.arch] ?? board.arch), fact("Clock", board.clock_hz ? hertz(board.clock_hz) : ""),
                fact("Flash", board.memory.flash ? bytes(board.memory.flash) : ""), fact("RAM", board.memory.ram ? bytes(board.memory.ram) : ""),
                fact("Features", board.features.map((one) => one.name).join(", ")),
                fact("Qualification", qualification.tests ? `${verdict(qualification)} (${qualification.release})` : "no report yet"))),
            h("section", { class: "panel" }, h("h2", {}, "Ready to take"),
                ready.length ? h("ul", { class: "links" }, ready.map((one) => h("li", {}, h("a", { href: `/#/predefined/${one.id}` }, h("b", {}, one.title),
                    one.estimate ? h("span", { class: "muted" }, `${bytes(one.estimate.flash)} flash · ${bytes(one.estimate.ram)} RAM`) : null, icon("arrow")))))
                    : h("p", { class: "muted" }, "No predefined configuration fits this board."))),
        h("section", { class: "panel" }, h("h2", {}, "Modules"), modules(all, board)));
    return { title: board.title, nav: "boards", content };
}
