/* SPDX-License-Identifier: MIT */
/* A question before something that cannot be taken back. Escape is no. */
import { h, unique } from "../dom";

export function confirm(question: string, text: string, yes: string): Promise<boolean> {
    return new Promise((answer) => {
        const id = unique("question");
        const dialog = h("dialog", { class: "dialog", "aria-labelledby": id, onclose: () => {
            dialog.remove();
            answer(dialog.returnValue === "yes");
        } }, h("form", { method: "dialog" }, h("h2", { id }, question), h("p", { class: "muted" }, text),
            h("div", { class: "actions end" }, h("button", { class: "button", value: "no", autofocus: true }, "Cancel"),
                h("button", { class: "button danger", value: "yes" }, yes))));
        document.body.append(dialog);
        dialog.showModal();
    });
}
