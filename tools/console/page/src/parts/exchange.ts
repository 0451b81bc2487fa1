/* SPDX-License-Identifier: MIT */
/* What goes over MQTT, newest first, and the device's shadow. */
import { fill, h } from "../dom";
import { icon } from "../icons";
import type { Message } from "../types";

const KEPT = 100;

/* { "light": "on" } */
function oneLine(value: unknown): string {
    return JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
}

function pretty(payload: string): string {
    try {
        return JSON.stringify(JSON.parse(payload), null, 2);
    } catch {
        return payload;
    }
}

function tidy(payload: string): string {
    try {
        return JSON.stringify(JSON.parse(payload));
    } catch {
        return payload;
    }
}

export function exchange(): { element: HTMLElement[]; message(message: Message): void; shadow(document: unknown): void } {
    const list = h("ul", { class: "messages", "aria-label": "Messages" });
    const none = h("p", { class: "muted pad" }, "No message yet. A demo that connects shows what it says and hears.");
    const document = h("dl", { class: "facts shadow", "aria-label": "Shadow document" });
    const version = h("span", { class: "pill" });
    const shadow = h("section", { class: "panel", "aria-label": "Shadow", hidden: true }, h("div", { class: "panel-head" }, h("h2", {}, icon("tag"), "Shadow"), version), document);
    const count = h("span", { class: "pill", hidden: true });
    let seen = 0;
    const element = [shadow, h("section", { class: "panel", "aria-label": "Cloud" },
        h("div", { class: "panel-head" }, h("h2", {}, icon("cloud"), "Messages"), count), none, list)];
    return {
        element,
        message: ({ topic, payload, from }) => {
            none.hidden = true;
            count.hidden = false;
            count.textContent = String(++seen);
            list.prepend(h("li", {}, h("details", {}, h("summary", { title: topic }, h("span", { class: `way ${from ?? "device"}` }, from === "cloud" ? "to device" : "from device"),
                h("span", { class: "topic" }, topic.replace(/^\$aws\/things\/[^/]+\//, "")), h("code", {}, tidy(payload))), h("pre", { tabindex: "0", "aria-label": `Message of ${topic}` }, `${topic}\n${pretty(payload)}`))));
            while (list.children.length > KEPT) list.lastChild!.remove();
        },
        shadow: (said) => {
            const { state, version: number } = said as { state?: Record<string, unknown>; version?: number };
            shadow.hidden = false;
            version.textContent = number === undefined ? "" : `version ${number}`;
            fill(document, Object.entries(state ?? {}).map(([name, value]) => [h("dt", {}, name), h("dd", {}, h("code", {}, oneLine(value)))]));
        },
    };
}
