/* SPDX-License-Identifier: MIT */
/* Quick Connect in three steps: what, who, done. */
import { catalogue, clicked, post } from "../api";
import { commandOf } from "../choice";
import { fill, h } from "../dom";
import { icon } from "../icons";
import { say } from "../live";
import { complain, downloadButton } from "../parts/actions";
import { command, textBlock } from "../parts/command";
import { connectFields, connectWords } from "../parts/quick_connect";
import { worker } from "../parts/state";
import type { Place, View } from "../router";
import type { Predefined, QuickConnect, Step } from "../types";

const STEPS = ["Package", "Thing", "Connect"];

function stepOf(step: Step): HTMLElement {
    return h("li", { class: step.done ? "done" : "" }, icon(step.done ? "check" : "arrow"), h("div", {}, h("p", {}, step.text),
        step.command ? command("Command", step.command).element : null, step.paste ? textBlock("To paste", step.paste) : null));
}

export async function connectView(_place: Place): Promise<View> {
    const all = await catalogue();
    const cloud = all.predefined.filter((one) => all.demos.find((demo) => demo.id === one.choice.demo)?.cloud);
    const rail = h("ol", { class: "rail" });
    const body = h("div", { class: "panel wizard" });
    let one: Predefined | undefined = cloud[0];

    function at(index: number, ...content: HTMLElement[]): void {
        fill(rail, STEPS.map((title, number) => h("li", { class: number < index ? "done" : number === index ? "now" : "", "aria-current": number === index ? "step" : null },
            h("span", { class: "number" }, number < index ? icon("check") : number + 1), title)));
        const heading = h("h2", { tabindex: "-1" }, `${index + 1}. ${STEPS[index]}`);
        fill(body, heading, content);
        if (body.isConnected) heading.focus();
        say(`Step ${index + 1} of ${STEPS.length}: ${STEPS[index]}`);
    }
    function choose(): void {
        const select = h("select", { id: "what", onchange: () => { one = cloud.find((each) => each.id === select.value); } },
            cloud.map((each) => h("option", { value: each.id, selected: each === one }, `${each.title} · ${all.boards.find((board) => board.name === each.board)?.title ?? each.board}`)));
        at(0, h("div", { class: "field" }, h("label", { for: "what" }, "Configuration"), select,
            h("p", { class: "help" }, "Those whose demo connects. For another choice, switch on Quick Connect where you configure it.")),
            h("div", { class: "actions end" }, h("button", { type: "button", class: "button primary", onclick: name, disabled: !one }, "Next", icon("arrow"))));
    }
    function name(): void {
        const fields = connectFields("wizard", one!.choice.name);
        const go = worker(h("button", { type: "button", class: "button primary" }, "Make it"), async () => {
            const request = fields.values();
            clicked(commandOf(one!.choice) + connectWords(request));
            connected(await post<QuickConnect>("/quick-connect", request), connectWords(request));
        }, complain);
        const line = command("Equivalent command");
        const draw = () => line.set(commandOf(one!.choice) + connectWords(fields.values()));
        fields.element.addEventListener("input", draw);
        draw();
        at(1, fields.element, h("div", { class: "actions end" }, h("button", { type: "button", class: "button", onclick: choose }, "Back"), go),
            h("div", { class: "equivalent" }, h("h3", {}, "All three steps as a command"), line.element));
    }
    function connected(made: QuickConnect, options: string): void {
        const line = command("Equivalent command", commandOf(one!.choice) + options);
        at(2, h("ul", { class: "steps" }, made.steps.map(stepOf)),
            made.certificateArn ? h("p", { class: "muted" }, "Certificate ", h("code", {}, made.certificateArn)) : h("p", {}),
            h("div", { class: "actions" }, downloadButton(() => ({ choice: one!.choice, valid: true }), async () => ({ quickConnect: { id: made.id } }), () => options)),
            h("p", { class: "muted small" }, "The key is in this one zip, and forgotten ten minutes from now at the latest."),
            h("div", { class: "equivalent" }, h("h3", {}, "All three steps as a command"), line.element));
    }
    choose();
    const content = h("div", { class: "page narrow" }, h("a", { class: "back", href: "/#/tools" }, icon("back"), "Tools"), h("h1", {}, "Quick Connect"),
        h("p", { class: "lead" }, "A device in the cloud in three steps, and a package that connects unedited."), rail, body);
    return { title: "Quick Connect", nav: "tools", content };
}
