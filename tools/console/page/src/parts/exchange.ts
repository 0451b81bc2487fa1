/* SPDX-License-Identifier: MIT */
/* What goes over MQTT, newest first, a line to say something there, and the device's shadow. */
import { fill, h } from "../dom";
import { icon } from "../icons";
import type { Message } from "../types";
import { complain } from "./actions";

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

export interface Exchange { element: HTMLElement[]; message(message: Message): void; shadow(document: unknown): void; live(yes: boolean): void }

interface Publisher { form: HTMLElement; suggest(topic: string): void; live(yes: boolean): void }

/** Topics that were seen are offered; those of services are the device's own. */
function publisher(send: (topic: string, payload: string) => Promise<unknown>): Publisher {
    const known = h("datalist", { id: "topics" });
    const topic = h("input", { "aria-label": "Topic", placeholder: "Topic", required: true, maxlength: 256, spellcheck: "false", autocomplete: "off" });
    topic.setAttribute("list", "topics");
    const payload = h("input", { "aria-label": "Message", placeholder: "Message", maxlength: 1500, spellcheck: "false", autocomplete: "off" });
    const go = h("button", { class: "button small" }, "Publish");
    const form = h("form", { class: "publish", "aria-label": "Publish a message", hidden: true, onsubmit: (event: Event) => {
        event.preventDefault();
        send(topic.value, payload.value).then(() => { payload.value = ""; }, complain);
    } }, topic, known, payload, go);
    const seen = new Set<string>();
    return {
        form,
        suggest: (name) => {
            if (name.startsWith("$") || seen.has(name) || seen.size >= 50) return;
            seen.add(name);
            known.append(h("option", { value: name }));
            if (!topic.value) topic.value = name;
        },
        live: (yes) => { form.hidden = !yes; },
    };
}

export function exchange(send: (topic: string, payload: string) => Promise<unknown>): Exchange {
    const list = h("ul", { class: "messages", "aria-label": "Messages" });
    const none = h("p", { class: "muted pad" }, "No message yet. A demo that connects shows what it says and hears.");
    const document = h("dl", { class: "facts shadow", "aria-label": "Shadow document" });
    const version = h("span", { class: "pill" });
    const shadow = h("section", { class: "panel", "aria-label": "Shadow", hidden: true }, h("div", { class: "panel-head" }, h("h2", {}, icon("tag"), "Shadow"), version), document);
    const count = h("span", { class: "pill", hidden: true });
    const say = publisher(send);
    let seen = 0;
    const element = [shadow, h("section", { class: "panel", "aria-label": "Cloud" },
        h("div", { class: "panel-head" }, h("h2", {}, icon("cloud"), "Messages"), count), none, list, say.form)];
    return {
        element,
        live: say.live,
        message: ({ topic, payload, from }) => {
            none.hidden = true;
            count.hidden = false;
            count.textContent = String(++seen);
            say.suggest(topic);
            const way = from === "cloud" || from === "console" ? h("span", { class: "way cloud" }, "to device") : h("span", { class: "way" }, "from device");
            list.prepend(h("li", {}, h("details", {}, h("summary", { title: topic }, way,
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
