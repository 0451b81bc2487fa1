/* SPDX-License-Identifier: MIT */
/* A predefined configuration before its download. It stays as it is: Customise starts from a copy. */
import { ApiError, catalogue, resolve } from "../api";
import { addressOf, nameFor } from "../choice";
import { h } from "../dom";
import { icon } from "../icons";
import { badge, facts, picture } from "../parts/board";
import { downloadButton, runButton } from "../parts/actions";
import { summary } from "../parts/summary";
import type { Place, View } from "../router";
import type { Resolved } from "../types";

export async function predefinedView({ path, signal }: Place): Promise<View> {
    const all = await catalogue();
    const one = all.predefined.find((each) => each.id === path[0]);
    const board = one && all.boards.find((each) => each.name === one.board);
    if (!one || !board) throw new ApiError(404, "unknown", `There is no predefined configuration ${path[0]}.`);
    const panel = summary((id) => all.demos.find((each) => each.id === id)?.title ?? id);
    const resolved = await resolve<Resolved>(one.choice, signal);
    panel.show(resolved);
    const copy = { ...one.choice, name: nameFor(`my-${one.choice.name}`) };
    const demo = all.demos.find((each) => each.id === one.choice.demo);
    const content = h("div", { class: "page" },
        h("a", { class: "back", href: "/" }, icon("back"), "Start"),
        h("div", { class: "review" },
            h("section", { class: "review-main" },
                picture(board, true),
                h("div", { class: "review-words" }, badge(board.qualification), h("h1", {}, one.title), h("p", { class: "lead" }, `for ${board.title}`),
                    h("p", { class: "muted" }, `${board.vendor} · ${facts(board)}`)),
                one.describes ? h("p", {}, one.describes) : null,
                demo ? h("div", { class: "row-card" }, icon("play"), h("div", {}, h("b", {}, `Demo: ${demo.title}`), h("p", {}, demo.describes))) : null,
                h("div", { class: "actions wide" }, downloadButton(() => ({ choice: one.choice, valid: resolved.valid })),
                    h("a", { class: "button", href: addressOf(copy) }, icon("edit"), "Customise a copy"),
                    runButton(() => one.choice, board.runs !== false)),
                h("p", { class: "muted small" }, "The zip has its own README: two commands build and boot it.")),
            h("section", { class: "panel", "aria-labelledby": "costs" }, h("h2", { id: "costs" }, "What it costs"), panel.element)));
    return { title: `${one.title} for ${board.title}`, nav: "home", content };
}
