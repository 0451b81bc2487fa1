/* SPDX-License-Identifier: MIT */
/* The policy of one user, as a form or as JSON; both are the same document, which is what is saved. */
import { ApiError, ask, get, openSession } from "../api";
import { fill, h } from "../dom";
import { plural } from "../format";
import { icon } from "../icons";
import { say, toast } from "../live";
import { complain } from "../parts/actions";
import { command } from "../parts/command";
import { confirm } from "../parts/confirm";
import { notice, worker } from "../parts/state";
import { actionWords, statementForm, type StatementForm } from "../parts/statement";
import { NotInForm, documentOf, faultsOf, formOf, mayOf, type May, type Statement } from "../policy";
import { show, type Place, type View } from "../router";
import type { Users } from "../types";

const MAY: Record<May, string> = { yes: "yes", some: "of some", no: "no" };
const READER = ["freertos:ListSoftwareConfigurations", "freertos:DescribeSoftwareConfiguration", "freertos:GetSoftwareURL", "freertos:GetSoftwareURLForConfiguration"];

function pretty(document: unknown): string {
    return document === null ? "null" : JSON.stringify(document, null, 2);
}

/* What the statements come to, action by action. */
function sumOf(name: string, statements: Statement[], known: string[]): HTMLElement {
    return h("section", { class: "panel may", "aria-label": `What ${name} may` }, h("h2", {}, `What ${name} may`),
        h("dl", { class: "may-list" }, known.map((action) => {
            const may = mayOf(statements, action);
            return h("div", {}, h("dt", {}, actionWords(action)), h("dd", { class: `may-${may}` }, MAY[may]));
        })));
}

interface Editor { element: HTMLElement; document(): unknown }

function formEditor(start: Statement[], known: string[], changed: (statements: Statement[]) => void): Editor & { check(): boolean } {
    let forms: StatementForm[] = [];
    const list = h("div", { class: "statements" });
    const more = h("button", { type: "button", class: "button", onclick: () => {
        draw([...values(), { effect: "Allow", actions: [], names: [], tags: [] }]);
        list.querySelector<HTMLElement>(".statement:last-of-type input")?.focus();
        changed(values());
    } }, icon("plus"), "Statement");
    const values = () => forms.map((one) => one.value());
    function draw(statements: Statement[]): void {
        forms = statements.map((one, index) => statementForm(index + 1, one, known, () => changed(values()), () => {
            draw(values().filter((_, at) => at !== index));
            more.focus();
            changed(values());
        }));
        fill(list, forms.length ? forms.map((one) => one.element)
            : notice("info", "No statement", h("p", {}, "A user without a policy may nothing. Add a statement that allows something.")));
    }
    draw(start);
    return {
        element: h("div", { class: "statements" }, list, h("div", { class: "actions" }, more)),
        document: () => documentOf(values(), known),
        check: () => {
            const faults = faultsOf(values());
            faults.forEach((fault, index) => forms[index].fault(fault));
            const first = faults.findIndex(Boolean);
            if (first >= 0) forms[first].element.scrollIntoView({ block: "center" });
            return first < 0;
        },
    };
}

function textEditor(document: unknown, changed: () => void): Editor & { fault(text: string): void; parsed(): unknown } {
    const wrong = h("p", { class: "reason bad", id: "policy-wrong", role: "alert" });
    const area = h("textarea", { id: "policy-text", class: "mono", rows: 22, spellcheck: "false", "aria-describedby": wrong.id, oninput: changed }, pretty(document));
    const fault = (text: string) => { wrong.textContent = text; area.setAttribute("aria-invalid", String(!!text)); };
    return {
        element: h("div", { class: "panel field" }, h("label", { for: area.id }, "Policy document"), area, wrong,
            h("p", { class: "help" }, "As AWS's policies are: Version, and statements of Effect, Action, Resource and Condition. null takes the policy away.")),
        parsed: () => JSON.parse(area.value),
        document: () => {
            try {
                fault("");
                return JSON.parse(area.value);
            } catch (error) {
                throw new ApiError(0, "json", `That is no JSON: ${(error as Error).message}`);
            }
        },
        fault,
    };
}

export async function policyView({ path, signal }: Place): Promise<View> {
    const name = path[0], address = `/users/${encodeURIComponent(path[0])}/policy`;
    const [{ actions: known, users }, { policy: kept }, session] = await Promise.all([get<Users>("/users", signal), get<{ policy: unknown }>(address, signal), openSession()]);
    const user = users.find((one) => one.name === name);
    if (!user) throw new ApiError(404, "unknown-user", `There is no user ${name}.`, "./run console password NAME makes a line for the password file.");
    const mayWrite = session.actions.includes("dunlin:PutUserPolicy");
    const place = h("div", {}), sum = h("div", {}), trouble = h("div", {});
    const line = command("Equivalent command", `./run console policy ${name} policy.json`);
    const tab = (mode: string, text: string) => h("input", { type: "radio", name: "mode", value: mode, "aria-label": text, onchange: () => turn(mode) });
    const tabs = { form: tab("form", "Form"), json: tab("json", "JSON") };
    let form: ReturnType<typeof formEditor> | null = null, text: ReturnType<typeof textEditor> | null = null;

    function told(statements: Statement[]): void {
        fill(sum, sumOf(name, statements, known));
        line.set(statements.length ? `./run console policy ${name} policy.json` : `echo null | ./run console policy ${name} -`);
    }
    function asText(document: unknown, why = ""): void {
        form = null;
        text = textEditor(document, () => { fill(trouble); text!.fault(""); sumText(); });
        tabs.json.checked = true;
        fill(place, why ? notice("warning", `The form cannot show ${why}`, h("p", {}, "It is kept as it is: edit the document.")) : null, text.element);
        sumText();
    }
    function sumText(): void {
        try {
            told(formOf(text!.parsed(), known));
        } catch (error) {
            fill(sum, h("section", { class: "panel may" }, h("h2", {}, `What ${name} may`),
                h("p", { class: "muted" }, error instanceof NotInForm ? `It is not summed up here: ${error.message}.` : "It is summed up here as soon as it is JSON.")));
        }
    }
    function asForm(document: unknown): void {
        try {
            const statements = formOf(document, known);
            form = formEditor(statements, known, (now) => { fill(trouble); told(now); });
            text = null;
            tabs.form.checked = true;
            fill(place, form.element);
            told(statements);
        } catch (error) {
            asText(document, error instanceof NotInForm ? error.message : "what is there");
        }
    }
    /* The other view of the same document; text that is no JSON stays where it is. */
    function turn(mode: string): void {
        fill(trouble);
        try {
            if (mode === "json") asText(form!.document());
            else asForm(text!.document());
            say(mode === "json" ? "The policy as JSON" : "The policy as a form");
        } catch (error) {
            text!.fault((error as Error).message);
            tabs.json.checked = true;
        }
    }
    async function put(document: unknown): Promise<void> {
        fill(trouble);
        try {
            await ask("PUT", address, { policy: document });
            toast(document === null ? `${name} has no policy any more` : `Saved the policy of ${name}`);
            await show();
        } catch (error) {
            const { message, advice } = error as ApiError;
            fill(trouble, notice("error", message, advice ? h("p", {}, advice) : null));
            say(message);
        }
    }
    const save = worker(h("button", { type: "button", class: "button primary", disabled: !mayWrite }, icon("save"), "Save"), async () => {
        if (form && !form.check()) throw new ApiError(422, "policy", "A statement is not finished.");
        if (text) {
            try {
                await put(text.document());
            } catch (error) {
                text.fault((error as Error).message);
            }
        } else await put(form!.document());
    }, complain);
    const clear = worker(h("button", { type: "button", class: "button", disabled: !mayWrite }, icon("trash"), "Take it away"), async () => {
        if (await confirm(`Take the policy of ${name} away?`, user.owner ? "The owner may everything then." : `${name} may nothing then.`, "Take it away")) await put(null);
    }, complain);
    const start = kept ?? (user.owner ? null : { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: READER, Resource: "*" }] });
    asForm(start);
    const content = h("div", { class: "page" }, h("a", { class: "back", href: "/#/users" }, icon("back"), "Users"),
        h("div", { class: "title-row" }, h("h1", {}, `Policy of ${name}`), h("span", { class: user.owner ? "badge good" : "badge" }, user.owner ? "Owner" : kept ? plural(1, "policy", "policies") : "No policy"),
            h("fieldset", { class: "tabs" }, h("legend", { class: "quiet" }, "Edit as"), h("label", {}, tabs.form, h("span", {}, "Form")), h("label", {}, tabs.json, h("span", {}, "JSON")))),
        kept === null && !user.owner ? notice("info", `${name} may nothing yet`, h("p", {}, "Below is what lets a user look around and download. It holds once it is saved.")) : null,
        h("div", { class: "policy" }, place, h("aside", { class: "policy-side" }, sum, trouble, h("div", { class: "actions" }, save, clear),
            h("div", { class: "equivalent" }, h("h2", { class: "h3" }, "The same as a command; policy.json is what JSON shows"), line.element))));
    return { title: `Policy of ${name}`, nav: "tools", content };
}
