/* SPDX-License-Identifier: MIT */
/* A choice as an address, and back. The order is the canonical one, so equal choices have equal addresses. */
import type { Choice } from "./types";

export const NAME = /^[a-z][a-z0-9-]{0,39}$/;

export function canonical(choice: Choice): Choice {
    const made: Choice = { board: choice.board, modules: [...new Set(choice.modules)].sort(), name: choice.name };
    if (choice.demo) made.demo = choice.demo;
    return made;
}

/** The command that makes its package. */
export function commandOf(choice: Choice): string {
    const { board, demo, modules, name } = canonical(choice);
    return ["./run package", `--board ${board}`, demo ? `--demo ${demo}` : "", modules.length ? `--modules ${modules.join(",")}` : "", `--name ${name}`].filter(Boolean).join(" ");
}

/** The address; `saved` is the configuration it is being edited as, which is no part of the choice. */
export function addressOf(choice: Choice, saved = ""): string {
    const parts = [`board=${encodeURIComponent(choice.board)}`];
    const { demo, modules, name } = canonical(choice);
    if (demo) parts.push(`demo=${encodeURIComponent(demo)}`);
    if (modules.length) parts.push(`modules=${modules.map(encodeURIComponent).join(",")}`);
    parts.push(`name=${encodeURIComponent(name)}`);
    if (saved) parts.push(`saved=${encodeURIComponent(saved)}`);
    return `/?${parts.join("&")}`;
}

export function choiceOf(query: URLSearchParams): Choice | null {
    const board = query.get("board");
    if (!board) return null;
    const choice: Choice = { board, modules: (query.get("modules") ?? "").split(",").filter(Boolean), name: query.get("name") ?? nameFor(board) };
    const demo = query.get("demo");
    if (demo) choice.demo = demo;
    return canonical(choice);
}

/** A name that the server takes, made of any words. */
export function nameFor(words: string): string {
    const made = words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 40);
    return made || "my-device";
}

export function same(one: Choice, other: Choice): boolean {
    return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}
