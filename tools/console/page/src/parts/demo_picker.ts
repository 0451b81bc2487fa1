/* SPDX-License-Identifier: MIT */
/* At most one demo; those that the board cannot have say why. */
import { h } from "../dom";
import { bytes, plural } from "../format";
import type { BoardDetail, Demo } from "../types";

export interface DemoPicker { element: HTMLElement }

export function demoPicker(demos: Demo[], board: BoardDetail, chosen: string | undefined, choose: (id: string | undefined) => void): DemoPicker {
    function option(id: string, title: string, text: string, reason: string | undefined, cost: string): HTMLElement {
        return h("label", { class: reason ? "option off" : "option" },
            h("input", { type: "radio", name: "demo", value: id, checked: (chosen ?? "") === id, disabled: !!reason && chosen !== id,
                onchange: () => choose(id || undefined) }),
            h("span", { class: "option-words" }, h("b", {}, title), h("span", { class: "muted" }, text),
                reason ? h("span", { class: "reason" }, reason) : null),
            cost ? h("span", { class: "cost" }, cost) : null);
    }
    const sorted = [...demos].sort((a, b) => Number(!board.demos[a.id]?.available) - Number(!board.demos[b.id]?.available) || a.title.localeCompare(b.title));
    const optionOf = (demo: Demo) => {
        const here = board.demos[demo.id];
        if (here?.available) return option(demo.id, demo.title, demo.describes, undefined, here.flash ? bytes(here.flash) : "");
        return option(demo.id, demo.title, demo.describes, here?.reason ?? "This board does not have it.", "");
    };
    const off = sorted.filter((demo) => !board.demos[demo.id]?.available);
    const element = h("fieldset", {}, h("legend", { class: "quiet" }, "Demo"),
        h("div", { class: "options pairs" }, option("", "None", "A short program that starts the scheduler.", undefined, ""),
            sorted.filter((demo) => !off.includes(demo)).map(optionOf)),
        off.length ? h("details", { class: "more-off", open: off.some((demo) => demo.id === chosen) },
            h("summary", {}, `${plural(off.length, "demo")} that this board cannot have, and why`), h("div", { class: "options pairs" }, off.map(optionOf))) : null);
    return { element };
}
