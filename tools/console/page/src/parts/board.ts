/* SPDX-License-Identifier: MIT */
/* What a board looks like wherever it is shown: picture, badge, one line of facts. */
import { h } from "../dom";
import { ARCHITECTURES, core, hertz } from "../format";
import { icon } from "../icons";
import type { Board, Qualification } from "../types";

/* Boards that no catalogue describes yet have the drawing of their family. */
const FAMILIES: [RegExp, string][] = [[/^mps2.*(wifi|dual)/, "mps2_an385_wifi.svg"], [/^mps2/, "mps2.svg"], [/^virt/, "virt.svg"], [/^microbit/, "microbit.svg"], [/sf2/, "sf2.svg"], [/^sim/, "sim.svg"]];

export function picture(board: { name?: string; board?: string; picture?: string } | undefined, large = false): HTMLElement {
    const name = board?.name ?? board?.board ?? "";
    const file = board?.picture ?? FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
    const place = h("div", { class: large ? "picture large" : "picture", "aria-hidden": "true" });
    if (file && /^[a-z0-9_.-]+$/i.test(file))
        place.append(h("img", { src: `/pictures/${file}`, alt: "", width: 160, height: 100, loading: "lazy", decoding: "async" }));
    else place.append(icon("board"));
    return place;
}

export function badge({ status, release }: Qualification): HTMLElement {
    if (status === "qualified") return h("span", { class: "badge good" }, icon("check"), "Qualified");
    if (status === "outdated") return h("span", { class: "badge warn" }, `Qualified ${release ?? ""}`);
    return h("span", { class: "badge" }, "Not qualified");
}

export function facts(board: Board): string {
    return [core(board.core) || ARCHITECTURES[board.arch] || board.arch, board.clock_hz ? hertz(board.clock_hz) : ""].filter(Boolean).join(" · ");
}
