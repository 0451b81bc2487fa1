/* SPDX-License-Identifier: MIT */
/* Qualified boards: filters, and a card for each board with its newest report. */
import { get } from "../api";
import { fill, h } from "../dom";
import { ARCHITECTURES, day, plural, verdict } from "../format";
import { say } from "../live";
import { badge, picture } from "../parts/board";
import type { Place, View } from "../router";
import type { Qualified, QualifiedBoard } from "../types";

type Filter = { name: string; label: string; of(board: QualifiedBoard): string[]; words?(value: string): string };

const STATUS: Record<string, string> = { qualified: "Qualified", outdated: "Out of date", none: "Not qualified" };

function filtersOf(boards: QualifiedBoard[]): Filter[] {
    const features = new Map(boards.flatMap((one) => one.features.map((feature) => [feature.id, feature.name.replace(/ \(.*/, "")])));
    return [
        { name: "vendor", label: "Vendor", of: (board) => [board.vendor] },
        { name: "arch", label: "Architecture", of: (board) => [board.arch], words: (value) => ARCHITECTURES[value] ?? value },
        { name: "feature", label: "Feature", of: (board) => board.features.map((one) => one.id), words: (value) => features.get(value) ?? value },
        { name: "release", label: "Release", of: (board) => board.reports.map((one) => one.release) },
        { name: "status", label: "State", of: (board) => [board.status], words: (value) => STATUS[value] },
    ];
}

function card(board: QualifiedBoard): HTMLElement {
    const newest = board.reports[0];
    return h("li", { class: "card" },
        h("div", { class: "card-top" }, picture(board)),
        h("div", { class: "card-body" }, h("div", { class: "card-title" },
            h("h2", { class: "h3" }, h("a", { class: "cover", href: `/#/boards/${board.board}` }, board.title)), badge({ status: board.status, release: newest?.release })),
            h("p", { class: "card-facts" }, `${board.vendor} · ${ARCHITECTURES[board.arch] ?? board.arch}`),
            h("div", { class: "chips" }, board.features.slice(0, 3).map((one) => h("span", { class: "chip" }, one.name))),
            newest ? h("p", { class: "verdict" }, h("a", { class: "over", href: `/#/boards/${board.board}/${newest.release}` }, `Report ${newest.release}`),
                newest.started ? ` of ${day(newest.started)}` : "", h("br"), verdict(newest))
                : h("p", { class: "verdict muted" }, "No report yet: ", h("code", {}, `./run tester --board ${board.board}`))));
}

export async function boardsView({ signal }: Place): Promise<View> {
    const { boards, release } = await get<Qualified>("/qualified", signal);
    const filters = filtersOf(boards);
    const list = h("ul", { class: "cards" });
    const count = h("p", { class: "muted count" });
    const selects = filters.map((filter) => {
        const values = [...new Set(boards.flatMap((board) => filter.of(board)))].sort();
        return h("select", { id: `filter-${filter.name}`, onchange: () => draw(true) }, h("option", { value: "" }, "All"),
            values.map((value) => h("option", { value }, filter.words?.(value) ?? value)));
    });
    function draw(spoken: boolean): void {
        const found = boards.filter((board) => filters.every((filter, index) => !selects[index].value || filter.of(board).includes(selects[index].value)));
        fill(list, found.map(card));
        if (!found.length) fill(list, h("li", { class: "nothing" }, h("p", {}, "No board is all of that."),
            h("button", { type: "button", class: "button", onclick: () => { selects.forEach((one) => { one.value = ""; }); draw(true); } }, "Show all")));
        count.textContent = `${plural(found.length, "board")}, ${found.filter((one) => one.status === "qualified").length} qualified for ${release}`;
        if (spoken) say(count.textContent);
    }
    draw(false);
    const content = h("div", { class: "page" },
        h("div", { class: "title-row" }, h("h1", {}, "Boards"), count),
        h("div", { class: "filters", role: "search", "aria-label": "Filters" }, filters.map((filter, index) => h("div", { class: "field" }, h("label", { for: selects[index].id }, filter.label), selects[index]))),
        list);
    return { title: "Boards", nav: "boards", content };
}
