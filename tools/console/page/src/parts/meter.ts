/* SPDX-License-Identifier: MIT */
/* How much of a memory is used: the demo as it is (solid), everything in use (light), all there is (the bar). */
import { h } from "../dom";
import { bytes } from "../format";

export interface Use { demo: number; whole?: number; available?: number }

function share(part: number, of: number): string {
    return String(Math.min(1, part / of));
}

function words({ demo, whole, available }: Use): string {
    const more = whole !== undefined && whole > demo ? `, ${bytes(whole)} with everything in use` : "";
    return `${bytes(demo)}${more}${available ? `, ${bytes(available)} available` : ""}`;
}

/** A bar with its figures. Without `available` (a process on the host) it has figures only. */
export function meter(label: string, use: Use, small = false): HTMLElement {
    const most = Math.max(use.demo, use.whole ?? 0);
    const over = use.available !== undefined && use.demo > use.available;
    const tight = !over && use.available !== undefined && most > use.available;
    const near = use.available !== undefined && use.demo > 0.9 * use.available;
    const all = use.available ?? Infinity;
    const bar = h("div", { class: "bar", "aria-hidden": "true" }, h("span", { class: "bar-whole" }), h("span", { class: "bar-demo" }));
    const [whole, demo] = bar.children as unknown as HTMLElement[];
    whole.style.setProperty("--share", share(most, all));
    demo.style.setProperty("--share", share(use.demo, all));
    const figures = h("span", { class: "meter-figures" }, h("b", {}, bytes(use.demo)), use.available ? ` of ${bytes(use.available)}` : " of the host's");
    return h("div", { class: `meter${use.available ? "" : " endless"}${over ? " over" : tight ? " tight" : near ? " near" : ""}${small ? " small" : ""}`, role: "group", "aria-label": `${label}: ${words(use)}` },
        h("div", { class: "meter-head" }, h("span", { class: "meter-label" }, label), figures), bar,
        !small && use.whole !== undefined && use.whole > use.demo
            ? h("div", { class: "meter-note" }, `${bytes(use.whole)} with everything in use${tight ? ": more than there is" : ""}`) : null);
}
