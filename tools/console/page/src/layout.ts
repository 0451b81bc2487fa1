/* SPDX-License-Identifier: MIT */
/* What stands around every view: name, places, colours, and the banner of a server that is gone. */
import { catalogue, isOffline, knock, onCommand, onOffline } from "./api";
import { h } from "./dom";
import { bird, icon } from "./icons";
import { liveRegions, say } from "./live";
import { copyButton } from "./parts/command";
import { show } from "./router";
import { themeButton } from "./theme";

const PLACES: [string, string, string][] = [
    ["home", "/", "Start"], ["configure", "/#/new", "Configure"], ["saved", "/#/saved", "Saved"],
    ["boards", "/#/boards", "Boards"], ["tools", "/#/tools", "Tools"],
];
const RETRY_MS = 3000;

const links = new Map<string, HTMLAnchorElement>();

export function mark(nav: string): void {
    for (const [name, link] of links) {
        if (name === nav) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
}

function banner(): HTMLElement {
    const words = h("span", {});
    const button = h("button", { type: "button", class: "button small" }, "Try now");
    const place = h("div", { class: "banner", role: "alert", hidden: true }, icon("alert"), words, button);
    let timer = 0;
    let failed = false;
    async function tryAgain(): Promise<void> {
        window.clearTimeout(timer);
        try {
            await knock();
            say("The server is back");
            if (failed) void show();
        } catch {
            timer = window.setTimeout(() => void tryAgain(), RETRY_MS);
        }
    }
    button.addEventListener("click", () => void tryAgain());
    onOffline((offline) => {
        place.hidden = !offline;
        words.textContent = offline ? "The console's server is not there. What you chose is kept; the page goes on by itself when it is back." : "";
        window.clearTimeout(timer);
        if (offline) {
            failed = false;
            window.setTimeout(() => { failed = isOffline() && !!document.querySelector("main .state.bad"); }, 300);
            timer = window.setTimeout(() => void tryAgain(), RETRY_MS);
        }
    });
    return place;
}

function header(): HTMLElement {
    const release = h("span", { class: "release" });
    catalogue().then((found) => { release.textContent = found.release; }, () => undefined);
    return h("header", { class: "top" }, h("div", { class: "top-inner" },
        h("a", { class: "brand", href: "/" }, bird(), h("span", {}, "Dunlin"), h("span", { class: "brand-more" }, "console")),
        h("nav", { "aria-label": "Places" }, PLACES.map(([name, href, text]) => {
            const link = h("a", { href }, text);
            links.set(name, link);
            return link;
        })),
        h("div", { class: "top-end" }, release, themeButton())));
}

/* The foot of the window: whose it is, and the last click as a command. */
function footer(): HTMLElement {
    const words = h("span", {}, "Each click has its command: ");
    const line = h("code", {}, "./run package --help");
    const copy = copyButton(() => line.textContent ?? "", "Copy: the last click as a command");
    onCommand((command) => {
        words.textContent = "That was: ";
        line.textContent = line.title = command;
    });
    return h("footer", { class: "foot" }, h("span", { class: "foot-whose" }, "Dunlin, under the MIT licence. Local: nothing leaves this machine."),
        h("span", { class: "foot-command" }, words, line, copy));
}

/** Builds the frame; what it gives back is where views go. */
export function frame(): HTMLElement {
    const main = h("main", { id: "main", tabindex: "-1" });
    document.body.append(h("a", { class: "skip", href: "#main" }, "To the content"), header(), banner(), main,
        footer(), ...liveRegions());
    return main;
}
