/* SPDX-License-Identifier: MIT */
/* What goes over MQTT, newest first, and the device's shadow. */
import { fill, h } from "../dom";
import { icon } from "../icons";
import type { Message } from "../types";

const KEPT = 100;

function tidy(payload: string): string {
    try {
        return JSON.stringify(JSON.parse(payload));
    } catch {
        return payload;
    }
}

export function exchange(): { element: HTMLElement; message(message: Message): void; shadow(document: unknown): void } {
    const list = h("ul", { class: "messages", "aria-label": "Messages", tabindex: "0" });
    const none = h("p", { class: "muted pad" }, "No message yet. A demo that connects shows what it says and hears.");
    const shadow = h("div", { hidden: true });
    const count = h("span", { class: "pill", hidden: true });
    let seen = 0;
    const element = h("section", { class: "panel", "aria-label": "Cloud" },
        h("div", { class: "panel-head" }, h("h2", {}, icon("cloud"), "Messages"), count), none, list, shadow);
    return {
        element,
        message: ({ topic, payload, from }) => {
            none.hidden = true;
            count.hidden = false;
            count.textContent = String(++seen);
            list.prepend(h("li", {}, h("div", { class: "topic" }, h("span", { class: `way ${from ?? "device"}` }, from === "cloud" ? "to device" : "from device"), topic),
                h("code", {}, tidy(payload))));
            while (list.children.length > KEPT) list.lastChild!.remove();
        },
        shadow: (document) => {
            shadow.hidden = false;
            const { metadata: _, timestamp: __, clientToken: ___, ...rest } = document as Record<string, unknown>;
            fill(shadow, h("h3", {}, "Shadow"), h("pre", { tabindex: "0", "aria-label": "Shadow document" }, JSON.stringify(rest, null, 2)));
        },
    };
}
