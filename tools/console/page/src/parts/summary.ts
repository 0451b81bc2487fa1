/* SPDX-License-Identifier: MIT */
/* What a choice means: memory, problems, what is included and why, its command. Drawn anew for each answer of resolve. */
import { fill, h } from "../dom";
import { bytes, plural } from "../format";
import { command } from "./command";
import { meter } from "./meter";
import { notice } from "./state";
import type { Problem, Resolved } from "../types";

export interface Summary { element: HTMLElement; show(resolved: Resolved): void; wait(): void; more(words: string): void }

function cost({ flash, ram }: { flash: number; ram: number }): string {
    return flash || ram ? `${bytes(flash)} · ${bytes(ram)}` : "";
}

interface Taker { title: string; bytes: number }

const TAKERS = 5;
const NO_MODULE: Record<string, string> = { app: "The application", libc: "C library", mbedtls: "Mbed TLS", lwip: "lwIP" };

/* Who takes the memory, largest first; none where the need is of something that was measured elsewhere. */
function takersOf(one: Problem, { estimate, modules, choice }: Resolved): Taker[] {
    const kind = one.code === "ram" || one.code === "flash" ? one.code : null;
    if (!kind || !estimate || !one.needed) return [];
    const whole = estimate.whole[kind];
    const parts = estimate.parts.reduce((sum, part) => sum + part[kind], 0);
    const told: Taker[] = modules.map((each) => ({ title: each.title, bytes: each[kind] }));
    for (const part of estimate.parts)
        if (NO_MODULE[part.library]) told.push({ title: part.library === "app" && choice.demo ? "The demo itself" : NO_MODULE[part.library], bytes: part[kind] });
    told.push({ title: "Board support", bytes: parts - told.reduce((sum, each) => sum + each.bytes, 0) }, { title: "Kernel's heap", bytes: whole - parts });
    return whole < 0.9 * one.needed ? [] : told.filter((each) => each.bytes > 0).sort((a, b) => b.bytes - a.bytes);
}

function takers(one: Problem, resolved: Resolved): HTMLElement | null {
    const all = takersOf(one, resolved);
    if (!all.length) return null;
    const rest = all.slice(TAKERS).reduce((sum, each) => sum + each.bytes, 0);
    const shown = [...all.slice(0, TAKERS), ...rest ? [{ title: plural(all.length - TAKERS, "other"), bytes: rest }] : []];
    return h("ul", { class: "takers", "aria-label": "What takes it" }, shown.map((each) => {
        const bar = h("span", { class: "taker-bar", "aria-hidden": "true" });
        bar.style.setProperty("--share", String(Math.min(1, each.bytes / all[0].bytes)));
        return h("li", {}, h("span", {}, each.title), h("b", {}, bytes(each.bytes)), bar);
    }));
}

export function problem(one: Problem, resolved: Resolved): HTMLElement {
    const figures = one.needed !== undefined && one.available !== undefined
        ? h("p", { class: "figures" }, h("b", {}, bytes(one.needed)), " needed, ", h("b", {}, bytes(one.available)), " available") : null;
    return notice(one.severity === "error" ? "error" : "warning", one.text, figures, takers(one, resolved), one.advice ? h("p", {}, one.advice) : null);
}

const DEMO = " demo"; // no module's id

interface Node { key: string; title: string; kind: string; flash: number; ram: number; text: string; children: Node[] }

/* Each module stands below the first that needs it, so that one sees what a choice brought along; what the demo uses, below the demo. */
function nodes({ modules, choice }: Resolved, demoTitle: (id: string) => string): Node[] {
    const made = new Map<string, Node>(modules.map((one) => [one.id, { key: one.id, title: one.title, kind: one.reason.kind, flash: one.flash, ram: one.ram,
        text: one.reason.text, children: [] }]));
    const roots: Node[] = [];
    const demo: Node = { key: DEMO, title: choice.demo ? demoTitle(choice.demo) : "", kind: "demo", flash: 0, ram: 0, text: "The demo that you chose", children: [] };
    const above = (one: Node, other: Node): boolean => one === other || other.children.some((child) => above(one, child));
    for (const one of modules) {
        const node = made.get(one.id)!;
        const parent = one.reason.kind === "demo" ? demo
            : one.reason.kind === "needed" ? one.reason.by?.map((id) => made.get(id)).find((each) => each && !above(each, node)) : undefined;
        (parent ? parent.children : roots).push(node);
    }
    if (choice.demo) roots.push(demo);
    const order: Record<string, number> = { chosen: 0, demo: 1, needed: 2, always: 3 };
    return roots.sort((a, b) => order[a.kind] - order[b.kind] || a.title.localeCompare(b.title));
}

function inside(node: Node): number {
    return node.children.reduce((sum, child) => sum + 1 + inside(child), 0);
}

function item(node: Node, opened: Set<string>): HTMLElement {
    const more = inside(node);
    const below = more ? h("details", { class: "brought", open: opened.has(node.key),
        ontoggle: (event: Event) => { (event.target as HTMLDetailsElement).open ? opened.add(node.key) : opened.delete(node.key); event.stopPropagation(); } },
        h("summary", {}, `brings ${plural(more, "module")} along`), h("ul", {}, node.children.map((child) => item(child, opened)))) : null;
    return h("li", {}, h("div", { class: "leaf" }, h("span", { class: `why ${node.kind}` }, node.title, node.key === DEMO ? h("span", { class: "pill" }, "demo") : null), h("span", { class: "leaf-cost" }, cost(node))),
        h("div", { class: "leaf-why" }, node.text), below);
}

/* An image has flash: a demo without was not measured on this board, as it cannot be there. The heap is a part of the RAM. */
function memories({ estimate, choice }: Resolved): HTMLElement | null {
    if (!estimate) return null;
    const { demo, whole, available, heap } = estimate;
    const known = demo.flash > 0;
    return h("div", { class: "memories" },
        meter("Flash", { demo: known ? demo.flash : undefined, whole: whole.flash, available: available.flash || undefined }),
        meter("RAM", { demo: known ? demo.ram : undefined, whole: whole.ram, available: available.ram || undefined }),
        heap?.peak ? meter("Heap, at most", { demo: heap.peak, available: heap.size || undefined }, true) : null,
        heap?.peak && heap.measured_on !== choice.board ? h("p", { class: "muted small" }, "Measured on a board that is like this one.") : null);
}

export function summary(demoTitle: (id: string) => string): Summary {
    const place = h("div", { class: "summary-parts" }, h("div", { class: "skeleton tall" }), h("div", { class: "skeleton" }));
    const line = command("Equivalent command");
    const element = h("div", {}, place, h("div", { class: "equivalent" }, h("h3", {}, "The same as a command"), line.element));
    let open = true, own = "", besides = "";
    const opened = new Set<string>();
    return {
        element,
        wait: () => place.classList.add("stale"),
        show: (resolved) => {
            place.classList.remove("stale");
            const list = h("details", { class: "included", open, ontoggle: (event: Event) => { open = (event.target as HTMLDetailsElement).open; } },
                h("summary", {}, h("h3", {}, "Included, and why"), h("span", { class: "pill" }, plural(resolved.modules.length, "module"))),
                h("p", { class: "tree-head", "aria-hidden": "true" }, "flash · RAM"),
                h("ul", { class: "tree" }, nodes(resolved, demoTitle).map((node) => item(node, opened))));
            fill(place, memories(resolved), resolved.problems.map((one) => problem(one, resolved)), list);
            own = resolved.command;
            line.set(own + besides);
        },
        more: (words) => {
            besides = words;
            line.set(own + besides);
        },
    };
}
