/* SPDX-License-Identifier: MIT */
/* Which view an address is. Views are made anew at each visit; one that is left is told by its signal. */
import { h } from "./dom";
import { say } from "./live";
import { failure } from "./parts/state";

export interface Place { path: string[]; query: URLSearchParams; signal: AbortSignal }
export interface View { title: string; nav: string; content: HTMLElement }
type Maker = (place: Place) => Promise<View>;

let find: (first: string, query: URLSearchParams) => Maker;
let main: HTMLElement;
let leave = new AbortController();
let shown: (nav: string) => void;

/** Go to an address of this page. */
export function go(address: string, replace = false): void {
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    void show();
}

/** The same address again, as after an error. */
export async function show(): Promise<void> {
    leave.abort();
    leave = new AbortController();
    const { signal } = leave;
    const path = location.hash.startsWith("#/") ? location.hash.slice(2).split("/").filter(Boolean).map(decodeURIComponent) : [];
    const query = new URLSearchParams(path.length ? "" : location.search);
    const maker = find(path[0] ?? "", query);
    const wait = window.setTimeout(() => main.setAttribute("aria-busy", "true"), 150);
    let view: View;
    try {
        view = await maker({ path: path.slice(1), query, signal });
    } catch (error) {
        view = { title: "Something went wrong", nav: "", content: h("div", { class: "page" }, failure(error, () => void show())) };
    }
    window.clearTimeout(wait);
    if (signal.aborted) return;
    main.removeAttribute("aria-busy");
    main.replaceChildren(view.content);
    document.title = `${view.title} · Dunlin console`;
    shown(view.nav);
    window.scrollTo(0, 0);
    settle(view.title);
}

let first = true;
/* After a change of view the focus is on its heading, so that the next Tab is in it. */
function settle(title: string): void {
    if (!first) {
        const heading = main.querySelector("h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
        say(title);
    }
    first = false;
}

function follow(event: MouseEvent): void {
    const link = (event.target as Element).closest?.("a");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.origin !== location.origin || link.hasAttribute("download") || link.target || link.pathname !== "/") return;
    event.preventDefault();
    if (link.hash === "#main") main.focus();
    else go(link.href);
}

export function startRouter(place: HTMLElement, finder: typeof find, told: typeof shown): void {
    main = place;
    find = finder;
    shown = told;
    document.addEventListener("click", follow);
    window.addEventListener("popstate", () => void show());
    void show();
}
