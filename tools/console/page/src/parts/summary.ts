/* SPDX-License-Identifier: MIT */
/* What a choice means: memory, problems, what is included and why, its command. Drawn anew for each answer of resolve. */
import { fill, h } from "../dom";
import { bytes, plural } from "../format";
import { command } from "./command";
import { meter } from "./meter";
import { notice } from "./state";
import type { Included, Problem, Resolved } from "../types";

export interface Summary { element: HTMLElement; show(resolved: Resolved): void; wait(): void }

function cost({ flash, ram }: { flash: number; ram: number }): string {
    return flash || ram ? `${bytes(flash)} · ${bytes(ram)}` : "";
}

export function problem(one: Problem): HTMLElement {
    const figures = one.needed !== undefined && one.available !== undefined
        ? h("p", { class: "figures" }, h("b", {}, bytes(one.needed)), " needed, ", h("b", {}, bytes(one.available)), " available") : null;
    return notice(one.severity === "error" ? "error" : "warning", one.text, figures, one.advice ? h("p", {}, one.advice) : null);
}

/* Each module stands below the first that needs it, so that one sees what a choice brought along. */
function tree(modules: Included[]): HTMLElement {
    const known = new Set(modules.map((one) => one.id));
    const below = new Map<string, Included[]>();
    const roots: Included[] = [];
    for (const one of modules) {
        const parent = one.reason.kind === "needed" ? one.reason.by?.find((id) => known.has(id) && id !== one.id) : undefined;
        if (parent) below.set(parent, [...(below.get(parent) ?? []), one]);
        else roots.push(one);
    }
    const seen = new Set<string>();
    function item(one: Included): HTMLElement | null {
        if (seen.has(one.id)) return null;
        seen.add(one.id);
        const children = (below.get(one.id) ?? []).map(item).filter(Boolean);
        return h("li", {}, h("div", { class: "leaf" }, h("span", { class: `why ${one.reason.kind}` }, one.title),
            h("span", { class: "leaf-cost" }, cost(one))), h("div", { class: "leaf-why" }, one.reason.text), children.length ? h("ul", {}, children) : null);
    }
    const order = { chosen: 0, demo: 1, needed: 2, always: 3 };
    roots.sort((a, b) => order[a.reason.kind] - order[b.reason.kind] || a.title.localeCompare(b.title));
    const items = roots.map(item).filter(Boolean);
    const lost = modules.filter((one) => !seen.has(one.id)).map(item).filter(Boolean); // two that need each other
    return h("ul", { class: "tree" }, items, lost);
}

function memories({ estimate }: Resolved): HTMLElement | null {
    if (!estimate) return null;
    const { demo, whole, available } = estimate;
    return h("div", { class: "memories" },
        meter("Flash", { demo: demo.flash, whole: whole.flash, available: available.flash || undefined }),
        meter("RAM", { demo: demo.ram, whole: whole.ram, available: available.ram || undefined }));
}

export function summary(): Summary {
    const place = h("div", { class: "summary-parts" }, h("div", { class: "skeleton tall" }), h("div", { class: "skeleton" }));
    const line = command("Equivalent command");
    const element = h("div", {}, place, h("div", { class: "equivalent" }, h("h3", {}, "The same as a command"), line.element));
    let open = true;
    return {
        element,
        wait: () => place.classList.add("stale"),
        show: (resolved) => {
            place.classList.remove("stale");
            const list = h("details", { class: "included", open, ontoggle: (event: Event) => { open = (event.target as HTMLDetailsElement).open; } },
                h("summary", {}, h("h3", {}, "Included, and why"), h("span", { class: "pill" }, plural(resolved.modules.length, "module"))),
                tree(resolved.modules));
            fill(place, memories(resolved), resolved.problems.map(problem), list);
            line.set(resolved.command);
        },
    };
}
