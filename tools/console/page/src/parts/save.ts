/* SPDX-License-Identifier: MIT */
/* Save: a new configuration, or the one that is edited. */
import { ApiError, ask, post } from "../api";
import { h } from "../dom";
import { icon } from "../icons";
import { toast } from "../live";
import type { Choice, Configuration } from "../types";
import { complain } from "./actions";
import type { Values } from "./name_fields";
import { worker } from "./state";

export function saveButton(values: () => Values & { choice: Choice }, saved: string | null, done: (id: string) => void): HTMLButtonElement {
    const button = h("button", { type: "button", class: "button" }, icon("save"), saved ? "Save changes" : "Save");
    return worker(button, async () => {
        const body = values();
        if (!body.name.trim()) throw new ApiError(422, "name", "It needs a name.");
        const kept = saved ? await (await ask("PUT", `/configurations/${encodeURIComponent(saved)}`, body)).json().catch(() => null) as Configuration | null
            : await post<Configuration>("/configurations", body);
        toast(`Saved ${body.name}`);
        if (!saved && kept) done(String(kept.id));
    }, complain);
}
