/* SPDX-License-Identifier: MIT */
/* Light, dark, or as the system says. */
import { h } from "./dom";
import { icon } from "./icons";

const KEY = "dunlin-theme";
type Theme = "auto" | "light" | "dark";
const NEXT: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const SIGN = { auto: "auto", light: "sun", dark: "moon" } as const;

function read(): Theme {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
}

function apply(theme: Theme): void {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
}

export function themeButton(): HTMLButtonElement {
    let theme = read();
    const button = h("button", { class: "icon-button", type: "button", onclick: () => {
        theme = NEXT[theme];
        localStorage.setItem(KEY, theme);
        draw();
    } });
    function draw(): void {
        apply(theme);
        const words = `Colours: ${theme === "auto" ? "as the system" : theme}`;
        button.setAttribute("aria-label", words);
        button.title = words;
        button.replaceChildren(icon(SIGN[theme]));
    }
    draw();
    return button;
}
