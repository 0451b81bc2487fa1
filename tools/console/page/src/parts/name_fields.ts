/* SPDX-License-Identifier: MIT */
/* Name, description and tags. */
import { NAME } from "../choice";
import { h } from "../dom";
import { icon } from "../icons";
import type { Tag } from "../types";

const TAGS_MAX = 50;

export interface Values { name: string; description: string; tags: Tag[] }
export interface NameFields { element: HTMLElement; values(): Values }

function tagRow(tag: Tag, gone: () => void): HTMLElement {
    const row = h("li", { class: "tag-row" },
        h("input", { "aria-label": "Tag's key", placeholder: "project", value: tag.key, maxlength: 128 }),
        h("input", { "aria-label": "Tag's value", placeholder: "lamp", value: tag.value, maxlength: 256 }),
        h("button", { type: "button", class: "icon-button", "aria-label": "Remove this tag", onclick: () => { row.remove(); gone(); } }, icon("close")));
    return row;
}

export function nameFields(start: Values, name: string, named: (name: string) => void): NameFields {
    const wrong = h("p", { class: "reason bad", id: "name-wrong", role: "alert" });
    const input = h("input", { id: "name", value: name, maxlength: 40, spellcheck: "false", autocomplete: "off", "aria-describedby": "name-wrong name-help",
        oninput: () => {
            const good = NAME.test(input.value);
            input.setAttribute("aria-invalid", String(!good));
            wrong.textContent = good ? "" : "1 to 40 small letters, digits and dashes, a letter first.";
            named(input.value);
        } });
    const description = h("textarea", { id: "description", rows: 2, maxlength: 1000 }, start.description);
    const list = h("ul", { class: "tags" });
    const more = h("button", { type: "button", class: "button small", onclick: () => add({ key: "", value: "" }, true) }, icon("plus"), "Tag");
    function add(tag: Tag, focus = false): void {
        const row = tagRow(tag, () => { more.disabled = false; more.focus(); });
        list.append(row);
        more.disabled = list.children.length >= TAGS_MAX;
        if (focus) row.querySelector("input")!.focus();
    }
    start.tags.forEach((tag) => add(tag));
    const element = h("div", { class: "fields" },
        h("div", { class: "field" }, h("label", { for: "name" }, "Name"), input, wrong,
            h("p", { class: "help", id: "name-help" }, "Small letters, digits and dashes. Nothing personal: it stands in the files.")),
        h("div", { class: "field" }, h("label", { for: "description" }, "Description"), description),
        h("fieldset", { class: "field bare" }, h("legend", {}, "Tags"), list, more));
    return {
        element,
        values: () => ({
            name: input.value, description: description.value,
            tags: [...list.children].map((row) => {
                const [key, value] = [...row.querySelectorAll("input")].map((one) => one.value.trim());
                return { key, value };
            }).filter((tag) => tag.key),
        }),
    };
}
