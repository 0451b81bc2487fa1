/* SPDX-License-Identifier: MIT */
/* One board of all: what it is, and a list to change it. */
import { h } from "../dom";
import { bytes, plural } from "../format";
import type { Board } from "../types";
import { badge, facts, picture } from "./board";

export function boardPicker(boards: Board[], board: Board, choose: (name: string) => void): HTMLElement {
    const select: HTMLSelectElement = h("select", { id: "board", onchange: () => choose(select.value) },
        boards.map((one) => h("option", { value: one.name, selected: one.name === board.name }, one.title)));
    const memory = [board.memory.flash ? `${bytes(board.memory.flash)} flash` : "", board.memory.ram ? `${bytes(board.memory.ram)} RAM` : ""].filter(Boolean).join(", ");
    return h("div", { class: "board-picker" }, picture(board),
        h("div", { class: "board-words" },
            h("div", { class: "field" }, h("label", { for: "board" }, `Board, of ${plural(boards.length, "board")}`), select),
            h("p", { class: "muted" }, [board.vendor, facts(board), memory].filter(Boolean).join(" · ")),
            h("div", { class: "chips" }, badge(board.qualification), board.features.map((one) => h("span", { class: "chip" }, one.name)))));
}
