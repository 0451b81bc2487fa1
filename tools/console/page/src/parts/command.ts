/* SPDX-License-Identifier: MIT */
/* A command line, or any text to take along, with a button that copies it. */
import { fill, h } from "../dom";
import { icon } from "../icons";
import { toast } from "../live";

export async function copy(text: string): Promise<void> {
    try {
        await navigator.clipboard.writeText(text);
        toast("Copied");
    } catch {
        toast("The browser did not allow it: select the text and copy it", true);
    }
}

export function copyButton(text: () => string, label: string): HTMLButtonElement {
    return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: () => void copy(text()) }, icon("copy"));
}

export interface Shown { element: HTMLElement; set(text: string): void }

export function command(label: string, text = ""): Shown {
    const code = h("code", { tabindex: "0", role: "textbox", "aria-readonly": "true", "aria-label": label });
    const element = h("div", { class: "command" }, h("span", { class: "prompt", "aria-hidden": "true" }, "$"), code,
        copyButton(() => code.textContent ?? "", `Copy: ${label}`));
    /* A line is broken before an option or after a comma. */
    const set = (next: string) => fill(code, next.split(/ (?=--)/).flatMap((word, index) => [index ? " " : "", h("span", {}, word.split(/(?<=,)/).flatMap((part, at) => [at ? h("wbr") : null, part]))]));
    set(text);
    return { element, set };
}

export function textBlock(label: string, text: string): HTMLElement {
    return h("div", { class: "textblock" }, h("div", { class: "textblock-head" }, h("span", {}, label), copyButton(() => text, `Copy: ${label}`)),
        h("pre", { tabindex: "0", "aria-label": label }, text));
}
