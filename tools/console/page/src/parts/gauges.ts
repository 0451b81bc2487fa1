/* SPDX-License-Identifier: MIT */
/* Heap over time, and each task's processor time and stack. */
import { fill, h, svg } from "../dom";
import { bytes, duration } from "../format";
import { icon } from "../icons";
import type { Figures, Task } from "../types";

const KEPT = 120, FEWEST = 24; // figures that a plot is wide: it grows from the one to the other
const WIDE = 320, HIGH = 84;

function curve(values: number[], most: number): string {
    const wide = Math.max(FEWEST, values.length);
    const step = WIDE / (wide - 1);
    const from = wide - values.length;
    return values.map((value, index) => `${((from + index) * step).toFixed(1)},${(HIGH - (value / most) * (HIGH - 4)).toFixed(1)}`).join(" ");
}

function plot(kept: Figures[]): HTMLElement {
    const heaps = kept.flatMap((one) => one.heap ? [one.heap] : []);
    const now = heaps[heaps.length - 1];
    const used = heaps.map((one) => one.size - one.free);
    const points = curve(used, now.size);
    const first = points.split(" ")[0].split(",")[0];
    const least = HIGH - ((now.size - now.least) / now.size) * (HIGH - 4);
    const words = `${bytes(now.size - now.free)} of ${bytes(now.size)} used, at most ${bytes(now.size - now.least)}`;
    return h("div", { class: "plot" },
        h("div", { class: "meter-head" }, h("span", { class: "meter-label" }, "Heap"), h("span", { class: "meter-figures" }, h("b", {}, bytes(now.size - now.free)), ` of ${bytes(now.size)}`)),
        svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", role: "img", "aria-label": `Heap: ${words}` },
            svg("line", { class: "plot-grid", x1: 0, x2: WIDE, y1: HIGH / 2, y2: HIGH / 2 }),
            svg("polygon", { class: "plot-area", points: `${first},${HIGH} ${points} ${WIDE},${HIGH}` }),
            svg("polyline", { class: "plot-line", points }),
            svg("line", { class: "plot-most", x1: 0, x2: WIDE, y1: least, y2: least })),
        h("div", { class: "meter-note" }, `at most ${bytes(now.size - now.least)} in ${duration(kept[kept.length - 1].ms)}`));
}

function cell(value: string, share: number, warn: boolean): HTMLElement {
    const bar = h("span", { class: warn ? "mini warn" : "mini", "aria-hidden": "true" }, h("span", {}));
    (bar.firstChild as HTMLElement).style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
    return h("td", {}, h("span", { class: "mini-row" }, bar, value));
}

function table(tasks: Task[]): HTMLElement {
    const rows = [...tasks].sort((a, b) => (b.cpu ?? 0) - (a.cpu ?? 0)).map((task) => {
        const used = task.stack ? (task.stack - task.stack_free) / task.stack : 0;
        return h("tr", {}, h("th", { scope: "row" }, task.name), task.cpu === undefined ? h("td", {}, "\u2013") : cell(`${task.cpu.toFixed(task.cpu < 10 ? 1 : 0)} %`, task.cpu / 100, false),
            cell(task.stack ? `${bytes(task.stack - task.stack_free)} of ${bytes(task.stack)}` : `${bytes(task.stack_free)} free`, used, used > 0.85));
    });
    return h("table", { class: "tasks" }, h("caption", { class: "quiet" }, "Tasks"),
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Task"), h("th", { scope: "col" }, "CPU"), h("th", { scope: "col" }, "Stack, most used"))),
        h("tbody", {}, rows));
}

/* What demos print of themselves: "figure heap_peak 52000 bytes". */
const LINE = /^figure (\w+) (\d+)(?: (\w+))?$/;

function told(facts: Map<string, string>): HTMLElement {
    return h("dl", { class: "facts told" }, [...facts].map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

export function gauges(): { element: HTMLElement; add(figures: Figures): void; line(text: string): void; end(): void } {
    const facts = new Map<string, string>();
    const below = h("div", {});
    const body = h("div", {}, h("p", { class: "muted pad" }, "Heap, stacks and processor time, as soon as the device tells them."));
    const kept: Figures[] = [];
    return {
        element: h("section", { class: "panel", "aria-label": "Figures" }, h("div", { class: "panel-head" }, h("h2", {}, icon("chip"), "Figures")), body, below),
        end: () => {
            if (!kept.length && !facts.size) fill(body, h("p", { class: "muted pad" }, "None: they come once a second, from boards of Cortex-M3 and later with 1 MB of RAM, while a run lasts."));
        },
        line: (text) => {
            const [, name, value, unit] = LINE.exec(text.trim()) ?? [];
            if (!name) return;
            facts.set(name.replace(/_/g, " "), unit === "bytes" ? bytes(Number(value)) : `${value} ${unit ?? ""}`);
            if (!kept.length) fill(body);
            fill(below, told(facts));
        },
        add: (figures) => {
            if (figures.unavailable) {
                fill(body, h("p", { class: "muted pad" }, figures.unavailable));
                return;
            }
            kept.push(figures);
            if (kept.length > KEPT) kept.shift();
            fill(body, figures.heap ? plot(kept) : null, figures.tasks?.length ? table(figures.tasks) : null);
        },
    };
}
