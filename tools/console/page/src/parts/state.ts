/* SPDX-License-Identifier: MIT */
/* What stands where something else should: nothing there yet, an error, waiting. */
import { ApiError } from "../api";
import { h, type Child } from "../dom";
import { bird, icon, type IconName } from "../icons";

export function empty(title: string, text: string, ...actions: Child[]): HTMLElement {
    return h("div", { class: "state" }, bird(), h("h2", {}, title), h("p", {}, text), h("div", { class: "actions" }, actions));
}

export function failure(error: unknown, again?: () => void): HTMLElement {
    const told = error instanceof ApiError ? error : new ApiError(0, "page", error instanceof Error ? error.message : String(error));
    return h("div", { class: "state bad", role: "alert" }, icon("alert"),
        h("h1", {}, told.status === 404 ? "There is no such thing" : told.code === "offline" ? "The server is not there" : "That did not work"),
        h("p", {}, told.message), told.advice ? h("p", { class: "muted" }, told.advice) : null,
        h("div", { class: "actions" },
            again ? h("button", { type: "button", class: "button primary", onclick: again }, icon("reset"), "Try again") : null,
            h("a", { class: "button", href: "/" }, "To the start")));
}

export function notice(kind: "error" | "warning" | "info" | "good", title: string, ...rest: Child[]): HTMLElement {
    const sign: IconName = kind === "info" ? "info" : kind === "good" ? "check" : "alert";
    return h("div", { class: `notice ${kind}` }, icon(sign), h("div", {}, h("strong", {}, title), rest));
}

/** A button that is busy while its work is under way; what fails is given to `failed`. */
export function worker(button: HTMLButtonElement, work: () => Promise<void>, failed: (error: unknown) => void): HTMLButtonElement {
    button.addEventListener("click", async () => {
        if (button.getAttribute("aria-busy")) return;
        button.setAttribute("aria-busy", "true");
        try {
            await work();
        } catch (error) {
            failed(error);
        }
        button.removeAttribute("aria-busy");
    });
    return button;
}
