/* SPDX-License-Identifier: MIT */
/* Update: an older lock file, and what today's package has instead. */
import { clicked, post, quoted } from "../api";
import { addressOf } from "../choice";
import { fill, h } from "../dom";
import { plural } from "../format";
import { icon } from "../icons";
import { say } from "../live";
import { downloadButton } from "../parts/actions";
import { command } from "../parts/command";
import { notice } from "../parts/state";
import { lockOf } from "../parts/zip_lock";
import type { Place, View } from "../router";
import type { Change, Difference } from "../types";

function list(title: string, kind: string, changes: Change[]): HTMLElement | null {
    if (!changes.length) return null;
    return h("section", { class: `diff ${kind}` }, h("h3", {}, title, " ", h("span", { class: "pill" }, changes.length)),
        h("ul", {}, changes.map((one) => h("li", {}, h("b", {}, one.title ?? one.id),
            h("span", { class: "muted" }, one.from || one.to ? (one.from === one.to ? `${one.to}, other files` : `${one.from ?? "?"} → ${one.to ?? "?"}`) : one.version ?? "")))));
}

function shown(found: Difference): HTMLElement {
    const count = found.added.length + found.removed.length + found.changed.length;
    return h("section", { class: "panel" }, h("h2", {}, count ? plural(count, "difference") : "Nothing has changed"),
        h("p", { class: "muted" }, [found.choice.name, found.from && found.to ? `${found.from} → ${found.to}` : ""].filter(Boolean).join(" · ")),
        count ? [list("Changed", "changed", found.changed), list("Added", "added", found.added), list("Removed", "removed", found.removed)]
            : notice("good", "Your package is what would be made today."),
        h("div", { class: "actions" }, downloadButton(() => ({ choice: found.choice, valid: true })),
            h("a", { class: "button", href: addressOf(found.choice) }, icon("edit"), "Change the choice")));
}

export async function updateView(_place: Place): Promise<View> {
    const result = h("div", { class: "result", "aria-live": "polite" });
    const input = h("input", { type: "file", id: "lock", class: "quiet", accept: ".json,.zip,application/json,application/zip" });
    const drop = h("label", { class: "drop", for: "lock" }, icon("upload"), h("b", {}, "package.lock.json, or the whole zip"),
        h("span", { class: "muted" }, "Drop it here, or choose it. It is read on this page; only the lock file goes to the server."));
    async function take(file: File): Promise<void> {
        try {
            fill(result, h("div", { class: "skeleton" }));
            clicked(`./run package --update ${quoted(file.name)}`);
            fill(result, shown(await post<Difference>("/packages/difference", { lock: await lockOf(file) })));
            say("Compared");
        } catch (error) {
            fill(result, notice("error", (error as Error).message, h("p", {}, (error as { advice?: string }).advice ?? "")));
        }
    }
    input.addEventListener("change", () => { if (input.files?.[0]) void take(input.files[0]); });
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
        event.preventDefault();
        drop.classList.remove("over");
        if (event.dataTransfer?.files[0]) void take(event.dataTransfer.files[0]);
    });
    const content = h("div", { class: "page narrow" }, h("a", { class: "back", href: "/#/tools" }, icon("back"), "Tools"), h("h1", {}, "Update a package"),
        h("p", { class: "lead" }, "What would be added, removed and changed, and the package of today."), input, drop, result,
        h("div", { class: "equivalent" }, h("h2", { class: "h3" }, "The same as a command"), command("Equivalent command", "./run package --update package.lock.json").element));
    return { title: "Update a package", nav: "tools", content };
}
