/* SPDX-License-Identifier: MIT */
/* What is said without being asked: to screen readers, and as a note at the foot of the window. */
import { h } from "./dom";
import { icon } from "./icons";

const polite = h("div", { class: "quiet", role: "status", "aria-live": "polite" });
const notes = h("div", { class: "toasts" });

export function liveRegions(): HTMLElement[] {
    return [polite, notes];
}

/** Say it to those who cannot see what changed. */
export function say(text: string): void {
    polite.textContent = "";
    window.setTimeout(() => { polite.textContent = text; }, 60);
}

/** Show it for some seconds, and say it. */
export function toast(text: string, bad = false): void {
    const note = h("div", { class: bad ? "toast bad" : "toast" }, icon(bad ? "alert" : "check"), h("span", {}, text));
    notes.append(note);
    say(text);
    window.setTimeout(() => note.remove(), bad ? 9000 : 4500);
}
