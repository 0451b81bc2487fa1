/* SPDX-License-Identifier: MIT */
/* Quick Connect: the download asks the cloud for a thing, certificate, key and policy, and has them inside. */
import { post, quoted } from "../api";
import { h } from "../dom";
import { toast } from "../live";
import type { QuickConnect } from "../types";

export interface ConnectRequest { thing: string; by: "key" | "claim"; endpoint?: string }

export interface ConnectFields { element: HTMLElement; values(): ConnectRequest; thing(name: string): void }

/** Thing, way and endpoint, as the wizard and the configuration ask for them. */
export function connectFields(prefix: string, thing: string): ConnectFields {
    const name = h("input", { id: `${prefix}-thing`, value: thing, maxlength: 128, spellcheck: "false" });
    const endpoint = h("input", { id: `${prefix}-endpoint`, placeholder: "the cloud in a box", spellcheck: "false", inputmode: "url" });
    const way = (by: string, title: string, text: string, checked: boolean) => h("label", { class: "option" },
        h("input", { type: "radio", name: `${prefix}-by`, value: by, checked }), h("span", { class: "option-words" }, h("b", {}, title), h("span", { class: "muted" }, text)));
    const ways = h("fieldset", { class: "options bare" }, h("legend", {}, "How it gets its key"),
        way("key", "In the package", "Key and certificate are made now, and are in this one zip.", true),
        way("claim", "By a claim", "The device makes its key, and changes a claim for its certificate.", false));
    const element = h("div", { class: "fields" },
        h("div", { class: "field" }, h("label", { for: name.id }, "Thing"), name), ways,
        h("div", { class: "field" }, h("label", { for: endpoint.id }, "Endpoint"), endpoint,
            h("p", { class: "help" }, "Empty: the cloud in a box. A real account's: you get what you must paste.")));
    return {
        element,
        thing: (text) => { name.value = text; },
        values: () => {
            const request: ConnectRequest = { thing: name.value.trim(), by: (ways.querySelector("input:checked") as HTMLInputElement).value as "key" | "claim" };
            if (endpoint.value.trim()) request.endpoint = endpoint.value.trim();
            return request;
        },
    };
}

/** The same as options of ./run package. */
export function connectWords({ thing, by, endpoint }: ConnectRequest): string {
    return ` --quick-connect ${quoted(thing)}${by === "claim" ? " --claim" : ""}${endpoint ? ` --endpoint ${quoted(endpoint)}` : ""}`;
}

export interface Connect { element: HTMLElement; possible(yes: boolean): void; words(): string; request(): Promise<Record<string, unknown>> }

/** `changed` hears when its words are others. */
export function quickConnect(name: () => string, changed: () => void): Connect {
    const fields = connectFields("qc", "");
    let touched = false;
    fields.element.addEventListener("input", () => { touched = true; changed(); });
    const body = h("div", { class: "connect-body", hidden: true }, fields.element);
    const help = h("span", { class: "muted small" });
    const box = h("input", { type: "checkbox", role: "switch", onchange: () => {
        body.hidden = !box.checked;
        if (box.checked && !touched) fields.thing(name());
        changed();
    } });
    const element = h("div", { class: "connect" }, h("label", { class: "switch" }, box, h("span", { class: "track", "aria-hidden": "true" }),
        h("span", {}, h("b", {}, "Quick Connect"), help)), body);
    return {
        element,
        possible: (yes) => {
            box.disabled = !yes;
            if (!yes) { box.checked = false; body.hidden = true; }
            help.textContent = yes ? "Credentials in the zip: it connects unedited." : "For a demo that connects to the cloud.";
        },
        words: () => box.checked ? connectWords(fields.values()) : "",
        request: async () => {
            if (!box.checked) return {};
            const made = await post<QuickConnect>("/quick-connect", fields.values());
            toast(`${made.thing} is made`);
            return { quickConnect: { id: made.id } };
        },
    };
}
