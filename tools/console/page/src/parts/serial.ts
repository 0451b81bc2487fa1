/* SPDX-License-Identifier: MIT */
/* The serial line: what the device says, and a line to say something to it. Follows the end unless one has scrolled up. */
import { h } from "../dom";
import { icon } from "../icons";
import { copyButton } from "./command";
import { complain } from "./actions";

const KEPT = 200000;
const COLOUR = /\x1b\[[0-9;?]*[A-Za-z]/g;

export interface Serial { element: HTMLElement; add(text: string): void; live(yes: boolean): void }

function kindOf(line: string): string {
    if (/\b(error|failed|fault|assert)/i.test(line)) return "line bad";
    if (/\b(warn|retry|lost|timeout)/i.test(line)) return "line warn";
    return "line";
}

/** `told` hears each whole line. */
export function serial(send: (text: string) => Promise<unknown>, told: (line: string) => void): Serial {
    const lines = h("div", { class: "terminal", role: "log", "aria-label": "Serial log", "aria-live": "off", tabindex: "0" });
    const waiting = h("div", { class: "terminal-wait" }, "Nothing yet. What the device prints stands here.");
    lines.append(waiting);
    let last: HTMLElement | null = null;
    let length = 0;
    function add(text: string): void {
        waiting.remove();
        const end = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 30;
        for (const piece of text.replace(COLOUR, "").replace(/\r/g, "").split(/(\n)/)) {
            if (piece === "\n") {
                if (last) told(last.textContent ?? "");
                last = null;
            } else if (piece) {
                if (!last) lines.append(last = h("div", { class: "line" }));
                last.append(piece);
                last.className = kindOf(last.textContent ?? "");
                length += piece.length;
            }
        }
        while (length > KEPT && lines.firstChild) {
            length -= lines.firstChild.textContent!.length;
            lines.firstChild.remove();
        }
        if (end) lines.scrollTop = lines.scrollHeight;
    }
    const input = h("input", { "aria-label": "Say to the device", placeholder: "Type a line for the device, and Enter", spellcheck: "false", autocomplete: "off", disabled: true });
    const go = h("button", { class: "button small", disabled: true }, "Send");
    const form = h("form", { class: "terminal-input", onsubmit: (event: Event) => {
        event.preventDefault();
        add(`${input.value}\n`); // devices do not say again what they hear
        send(`${input.value}\n`).catch(complain);
        input.value = "";
    } }, h("span", { class: "prompt", "aria-hidden": "true" }, ">"), input, go);
    const text = () => [...lines.querySelectorAll(".line")].map((line) => line.textContent).join("\n");
    const element = h("section", { class: "panel run-log", "aria-label": "Serial line" },
        h("div", { class: "panel-head" }, h("h2", {}, icon("terminal"), "Serial"), copyButton(text, "Copy the log")), lines, form);
    return { element, add, live: (yes) => { input.disabled = go.disabled = !yes; } };
}
