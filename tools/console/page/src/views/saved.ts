/* SPDX-License-Identifier: MIT */
/* Configurations that were saved: find, edit, download, delete. */
import { ask, catalogue, clicked, get } from "../api";
import { addressOf, commandOf } from "../choice";
import { fill, h } from "../dom";
import { day, plural } from "../format";
import { icon } from "../icons";
import { say, toast } from "../live";
import { complain } from "../parts/actions";
import { picture } from "../parts/board";
import { confirm } from "../parts/confirm";
import { download } from "../parts/download";
import { empty, worker } from "../parts/state";
import type { Place, View } from "../router";
import type { Board, Configuration } from "../types";

type List = Configuration[] | { configurations: Configuration[] };

function tagWords(tag: { key: string; value: string }): string {
    return tag.value ? `${tag.key}: ${tag.value}` : tag.key;
}

function rowOf(one: Configuration, board: Board | undefined, demo: string, removed: () => void): HTMLElement {
    const path = `/configurations/${encodeURIComponent(one.id)}`;
    const load = h("button", { type: "button", class: "button small primary", "aria-label": `Download ${one.name}` }, icon("download"), "Download");
    worker(load, () => {
        clicked(commandOf(one.choice));
        return download("GET", `${path}/package`, undefined, `${one.choice.name}.zip`, () => undefined);
    }, complain);
    const away = h("button", { type: "button", class: "icon-button danger", "aria-label": `Delete ${one.name}`, title: "Delete", onclick: async () => {
        if (!await confirm(`Delete ${one.name}?`, "The configuration is gone then. Packages that were downloaded stay as they are.", "Delete")) return;
        try {
            await ask("DELETE", path);
            toast(`Deleted ${one.name}`);
            removed();
        } catch (error) {
            complain(error);
        }
    } }, icon("trash"));
    return h("li", { class: "saved-row" }, picture(board),
        h("div", { class: "saved-words" }, h("h2", {}, h("a", { href: addressOf(one.choice, one.id) }, one.name)),
            h("p", { class: "muted" }, [board?.title ?? one.choice.board, plural(one.choice.modules.length, "module"),
                demo ? `demo ${demo}` : "no demo", day(one.changed)].filter(Boolean).join(" · ")),
            one.description ? h("p", {}, one.description) : null,
            one.tags.length ? h("div", { class: "chips" }, one.tags.map((tag) => h("span", { class: "chip" }, tagWords(tag)))) : null),
        h("div", { class: "actions" }, load,
            h("a", { class: "button small", href: addressOf(one.choice, one.id), "aria-label": `Edit ${one.name}` }, icon("edit"), "Edit"), away));
}

export async function savedView({ signal }: Place): Promise<View> {
    const [all, answer] = await Promise.all([catalogue(), get<List>("/configurations", signal)]);
    let kept = Array.isArray(answer) ? answer : answer.configurations;
    const list = h("ul", { class: "saved" });
    const select = h("select", { id: "tag", onchange: () => draw(true) });
    const filter = h("div", { class: "field inline" }, h("label", { for: "tag" }, "Tag"), select);
    const place = h("div", {});

    function drawFilter(): void {
        const words = [...new Set(kept.flatMap((one) => one.tags.map(tagWords)))].sort();
        const before = select.value;
        fill(select, h("option", { value: "" }, "All"), words.map((word) => h("option", { value: word, selected: word === before }, word)));
        filter.hidden = !words.length;
    }
    function draw(spoken: boolean): void {
        const found = kept.filter((one) => !select.value || one.tags.some((tag) => tagWords(tag) === select.value));
        fill(list, found.map((one) => rowOf(one, all.boards.find((board) => board.name === one.choice.board),
            all.demos.find((demo) => demo.id === one.choice.demo)?.title ?? one.choice.demo ?? "", () => {
            kept = kept.filter((each) => each !== one);
            drawFilter();
            draw(true);
        })));
        fill(place, kept.length ? list : empty("Nothing saved yet", "A configuration that you save stands here, to edit, to download again, and to compare.",
            h("a", { class: "button primary", href: "/#/new" }, icon("plus"), "Configure one"),
            h("a", { class: "button", href: "/" }, "Take a predefined one")));
        if (spoken) say(plural(found.length, "configuration"));
    }
    drawFilter();
    draw(false);
    const content = h("div", { class: "page narrow" },
        h("div", { class: "title-row" }, h("h1", {}, "Saved configurations"), filter,
            h("a", { class: "button small", href: "/#/tools/update" }, icon("update"), "Update a package")), place);
    return { title: "Saved", nav: "saved", content };
}
