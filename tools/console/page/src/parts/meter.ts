/* SPDX-License-Identifier: MIT */
/* How much of a memory is used: the demo as it is (solid), everything in use (light), all there is (the bar). */
import { h } from "../dom";
import { bytes } from "../format";

/** Without `demo` nobody has measured it here: `whole` is what is known of the rest. */
export interface Use { demo?: number; whole?: number; available?: number }

function share(part: number, of: number): string {
    return String(Math.min(1, part / of));
}

function more({ demo, whole }: Use): string {
    if (whole === undefined || (demo !== undefined && bytes(whole) === bytes(demo))) return "";
    return `${bytes(whole)} ${demo === undefined ? "without the demo" : "with everything in use"}`;
}

function words(use: Use): string {
    const { demo, available } = use;
    return `${[demo === undefined ? "" : bytes(demo), more(use)].filter(Boolean).join(", ")}${available ? `, ${bytes(available)} available` : ""}`;
}

/** A bar with its figures. Without `available` (a process on the host) it has figures only. */
export function meter(label: string, use: Use, small = false): HTMLElement {
    const known = use.demo ?? 0;
    const most = Math.max(known, use.whole ?? 0);
    const over = use.available !== undefined && known > use.available;
    const tight = !over && use.available !== undefined && most > use.available;
    const near = use.available !== undefined && known > 0.9 * use.available;
    const all = use.available ?? Infinity;
    const bar = h("div", { class: "bar", "aria-hidden": "true" }, h("span", { class: "bar-whole" }), h("span", { class: "bar-demo" }));
    const [whole, demo] = bar.children as unknown as HTMLElement[];
    whole.style.setProperty("--share", share(most, all));
    demo.style.setProperty("--share", share(known, all));
    const figures = h("span", { class: "meter-figures" }, h("b", {}, use.demo === undefined ? "\u2013" : bytes(use.demo)), use.available ? ` of ${bytes(use.available)}` : " of the host's");
    const note = small ? "" : more(use);
    if (use.demo === undefined) demo.remove();
    return h("div", { class: `meter${use.available ? "" : " endless"}${over ? " over" : tight ? " tight" : near ? " near" : ""}${small ? " small" : ""}`, role: "group", "aria-label": `${label}: ${words(use)}` },
        h("div", { class: "meter-head" }, h("span", { class: "meter-label" }, label), figures), bar,
        note ? h("div", { class: "meter-note" }, `${note}${tight ? ": more than there is" : ""}`) : null);
}
