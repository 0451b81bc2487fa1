/* SPDX-License-Identifier: MIT */
/* One statement of a policy: effect, actions, which configurations, which tags. */
import { h } from "../dom";
import { icon } from "../icons";
import { RULES, isOfKeys, type Rule, type Statement, type TagRule } from "../policy";

export interface StatementForm { element: HTMLElement; value(): Statement; fault(text: string): void }

const WORDS: Record<string, string> = {
    "freertos:ListSoftwareConfigurations": "List configurations", "freertos:DescribeSoftwareConfiguration": "Read one",
    "freertos:CreateSoftwareConfiguration": "Save a new one", "freertos:UpdateSoftwareConfiguration": "Change one",
    "freertos:DeleteSoftwareConfiguration": "Delete one", "freertos:GetSoftwareURL": "Download any choice",
    "freertos:GetSoftwareURLForConfiguration": "Download a saved one", "dunlin:QuickConnect": "Quick Connect", "dunlin:Run": "Run beside the page",
    "dunlin:GetUserPolicy": "Read policies", "dunlin:PutUserPolicy": "Change policies",
};

export function actionWords(action: string): string {
    return WORDS[action] ?? action;
}

function tagRow(tag: TagRule, changed: () => void, gone: () => void): { element: HTMLElement; value(): TagRule } {
    const value = h("input", { "aria-label": "Tag's value", placeholder: "value", value: tag.value, maxlength: 256, oninput: changed });
    const key = h("input", { "aria-label": "Tag's key", value: tag.key, maxlength: 256, oninput: changed });
    const rule: HTMLSelectElement = h("select", { "aria-label": "Where", onchange: () => { draw(); changed(); } },
        Object.entries(RULES).map(([name, words]) => h("option", { value: name, selected: name === tag.rule }, words)));
    function draw(): void {
        const keys = isOfKeys(rule.value as Rule);
        value.hidden = keys;
        key.placeholder = keys ? "key, other key" : "key";
    }
    draw();
    return {
        element: h("li", { class: "rule-row" }, rule, key, value,
            h("button", { type: "button", class: "icon-button", "aria-label": "Remove this condition", onclick: gone }, icon("close"))),
        value: () => ({ rule: rule.value as Rule, key: key.value, value: isOfKeys(rule.value as Rule) ? "" : value.value }),
    };
}

function actionBoxes(chosen: string[], known: string[], changed: () => void): { element: HTMLElement; value(): string[] } {
    const boxes = known.map((action) => h("input", { type: "checkbox", value: action, checked: chosen.includes(action), onchange: () => { draw(); changed(); } }));
    const all = h("input", { type: "checkbox", onchange: () => { boxes.forEach((box) => { box.checked = all.checked; }); draw(); changed(); } });
    function draw(): void {
        const count = boxes.filter((box) => box.checked).length;
        all.checked = count === boxes.length;
        all.indeterminate = count > 0 && count < boxes.length;
    }
    draw();
    return {
        element: h("fieldset", { class: "bare" }, h("legend", {}, "Actions"),
            h("label", { class: "action-box every" }, all, h("span", {}, "Every action")),
            h("div", { class: "action-boxes" }, boxes.map((box, index) => h("label", { class: "action-box" }, box,
                h("span", {}, h("span", {}, actionWords(known[index])), h("code", { class: "muted" }, known[index])))))),
        value: () => boxes.filter((box) => box.checked).map((box) => box.value),
    };
}

export function statementForm(number: number, start: Statement, known: string[], changed: () => void, removed: () => void): StatementForm {
    const id = `statement-${number}`;
    const wrong = h("p", { class: "reason bad", role: "alert" });
    const effect = (value: Statement["effect"], text: string) => h("label", { class: `effect ${value.toLowerCase()}` },
        h("input", { type: "radio", name: id, value, checked: start.effect === value, onchange: changed }), h("span", {}, icon(value === "Allow" ? "check" : "close"), text));
    const effects = h("fieldset", { class: "effects" }, h("legend", { class: "quiet" }, "Effect"), effect("Allow", "Allow"), effect("Deny", "Deny"));
    const actions = actionBoxes(start.actions, known, changed);
    const names = h("input", { id: `${id}-names`, value: start.names.join(", "), placeholder: "all of them", spellcheck: "false", oninput: changed });
    let rules = start.tags.map(rowOf);
    const list = h("ul", { class: "tags" }, rules.map((row) => row.element));
    const more = h("button", { type: "button", class: "button small", onclick: () => {
        const row = rowOf({ rule: "has", key: "", value: "" });
        rules.push(row);
        list.append(row.element);
        row.element.querySelector("input")!.focus();
        changed();
    } }, icon("plus"), "Condition");
    function rowOf(tag: TagRule): ReturnType<typeof tagRow> {
        const row = tagRow(tag, changed, () => {
            rules = rules.filter((one) => one !== row);
            row.element.remove();
            more.focus();
            changed();
        });
        return row;
    }
    const element = h("section", { class: "panel statement", "aria-labelledby": id },
        h("div", { class: "statement-head" }, h("h2", { id, class: "h3" }, `Statement ${number}`), effects,
            h("button", { type: "button", class: "icon-button danger", "aria-label": `Remove statement ${number}`, title: "Remove", onclick: removed }, icon("trash"))),
        actions.element,
        h("div", { class: "field" }, h("label", { for: names.id }, "Configurations"), names,
            h("p", { class: "help" }, "Names, with a comma between them; * stands for any characters. Empty: all.")),
        h("fieldset", { class: "field bare" }, h("legend", {}, "Only where"), list, more), wrong);
    return {
        element,
        value: () => ({ effect: effects.querySelector<HTMLInputElement>("input:checked")!.value as Statement["effect"], actions: actions.value(),
            names: names.value.split(",").map((one) => one.trim()).filter(Boolean), tags: rules.map((row) => row.value()) }),
        fault: (text) => { wrong.textContent = text; },
    };
}
