/* SPDX-License-Identifier: MIT */
/* At most one demo; those that the board cannot have say why. */
import { h } from "../dom";
import { bytes } from "../format";
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
    const element = h("fieldset", { class: "options pairs" }, h("legend", { class: "quiet" }, "Demo"),
        option("", "None", "A short program that starts the scheduler.", undefined, ""),
        sorted.map((demo) => {
            const here = board.demos[demo.id];
            return option(demo.id, demo.title, demo.describes, here?.available ? undefined : here?.reason ?? "This board does not have it.",
                here?.flash ? bytes(here.flash) : "");
        }));
    return { element };
}
