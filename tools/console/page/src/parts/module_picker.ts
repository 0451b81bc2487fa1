/* SPDX-License-Identifier: MIT */
/* The modules by category: a box for each, its cost, and why it is in or cannot be. */
import { h } from "../dom";
import { bytes, plural } from "../format";
import { icon } from "../icons";
import type { BoardDetail, Catalogue, Module, Resolved } from "../types";

export interface ModulePicker { element: HTMLElement; mark(resolved: Resolved): void }

const ORDER = ["Kernel", "Connectivity", "AWS services", "Security", "Update", "System", "Compatibility"];

interface Row { module: Module; element: HTMLElement; box: HTMLInputElement; why: HTMLElement; text: string }

function costOf(flash: number | undefined, ram: number | undefined): HTMLElement | null {
    if (flash === undefined) return null;
    return h("span", { class: "cost" }, h("span", {}, `${bytes(flash)} flash`), h("span", {}, `${bytes(ram ?? 0)} RAM`));
}

function rowOf(module: Module, board: BoardDetail, chosen: boolean, toggled: () => void): Row {
    const here = board.modules[module.id];
    const why = h("span", { class: "reason", id: `why-${module.id}` });
    const box = h("input", { type: "checkbox", value: module.id, checked: chosen, "aria-describedby": why.id, onchange: toggled });
    const off = !here?.available;
    if (off) {
        why.textContent = here?.reason ?? "This board does not have it.";
        if (!chosen) box.disabled = true;
    }
    const element = h("label", { class: off ? "option off" : "option" }, box,
        h("span", { class: "option-words" }, h("span", { class: "option-title" }, h("b", {}, module.title), h("small", { class: "version" }, module.version)),
            h("span", { class: "muted" }, module.describes), why), costOf(here?.flash, here?.ram));
    return { module, element, box, why, text: `${module.id} ${module.title} ${module.describes} ${module.category}`.toLowerCase() };
}

export function modulePicker(all: Catalogue, board: BoardDetail, chosen: string[], changed: (ids: string[]) => void): ModulePicker {
    const rows: Row[] = [];
    const unknown = chosen.filter((id) => !all.modules.some((one) => one.id === id && one.visible));
    const told = () => changed([...unknown, ...rows.filter((row) => row.box.checked).map((row) => row.module.id)]);
    const categories = [...all.categories].sort((a, b) => (ORDER.indexOf(a) + 1 || 99) - (ORDER.indexOf(b) + 1 || 99));
    const groups = categories.map((category) => {
        const mine = all.modules.filter((one) => one.visible && one.category === category).map((one) => rowOf(one, board, chosen.includes(one.id), told));
        rows.push(...mine);
        const count = h("span", { class: "pill" });
        const set = h("details", { class: "group" }, h("summary", {}, category, count),
            h("fieldset", { class: "options" }, h("legend", { class: "quiet" }, category), mine.map((row) => row.element)));
        return { set, mine, count };
    }).filter((group) => group.mine.length);

    const filter = h("input", { type: "search", placeholder: "Filter modules", "aria-label": "Filter modules", oninput: sift });
    const only = h("input", { type: "checkbox", onchange: sift });
    const none = h("p", { class: "nothing", hidden: true }, "No module has that in it.");
    function sift(): void {
        const words = filter.value.trim().toLowerCase();
        for (const { set, mine } of groups) {
            for (const row of mine)
                row.element.hidden = !row.text.includes(words) || (only.checked && !row.box.checked && !row.element.classList.contains("in"));
            set.hidden = mine.every((row) => row.element.hidden);
            if (words || only.checked) set.open = true;
        }
        none.hidden = groups.some(({ set }) => !set.hidden);
    }
    let first = true;
    /* What one opens stays open; at the start those are open that have something in them, and the first. */
    function open(): void {
        for (const [index, { set, count }] of groups.entries()) set.open = index < 2 || count.classList.contains("some");
        first = false;
    }
    function mark(resolved: Resolved): void {
        const found = new Map(resolved.modules.map((one) => [one.id, one.reason]));
        for (const row of rows) {
            const reason = found.get(row.module.id);
            const along = !!reason && reason.kind !== "chosen";
            row.element.classList.toggle("in", along && !row.box.checked);
            row.box.indeterminate = along && !row.box.checked;
            if (board.modules[row.module.id]?.available) row.why.textContent = along ? `Included: ${reason!.text}` : "";
        }
        for (const { mine, count } of groups) {
            const inside = mine.filter((row) => found.has(row.module.id)).length;
            count.textContent = inside ? `${inside} of ${mine.length}` : plural(mine.length, "module");
            count.classList.toggle("some", inside > 0);
        }
        if (first) open();
    }
    const element = h("div", {},
        h("div", { class: "filter-row" }, h("span", { class: "search" }, icon("search"), filter), h("label", { class: "check" }, only, "Only what is in")),
        groups.map((group) => group.set), none);
    return { element, mark };
}
