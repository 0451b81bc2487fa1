/* SPDX-License-Identifier: MIT */
/* Download and Run, wherever a choice is shown. */
import { ApiError, clicked, post } from "../api";
import { commandOf } from "../choice";
import { h } from "../dom";
import { bytes } from "../format";
import { icon } from "../icons";
import { toast } from "../live";
import { go } from "../router";
import type { Choice } from "../types";
import { downloadPackage } from "./download";
import { worker } from "./state";

export function complain(error: unknown): void {
    const told = error as ApiError;
    toast([told.message, told.advice].filter(Boolean).join(" "), true);
}

interface Ready { choice: Choice; valid: boolean }

/** Download of what `ready` says; `extra` may do work first and give more of the request; `options` are that of its command. */
export function downloadButton(ready: () => Ready, extra?: () => Promise<Record<string, unknown>>, options: () => string = () => ""): HTMLButtonElement {
    const words = h("span", {}, "Download");
    const button = h("button", { type: "button", class: "button primary large" }, icon("download"), words);
    return worker(button, async () => {
        const { choice, valid } = ready();
        if (!valid) throw new ApiError(422, "invalid", "This choice cannot be built yet.", "See the problems in the summary.");
        try {
            words.textContent = "Preparing …";
            clicked(commandOf(choice) + options());
            const more = extra ? await extra() : {};
            await downloadPackage(choice, more, (received) => { words.textContent = bytes(received); });
        } finally {
            words.textContent = "Download";
        }
    }, complain);
}

/** Run of a choice; `extra` as for a download. */
export function runButton(choice: () => Choice, possible: boolean, valid: () => boolean = () => true,
    extra: () => Promise<Record<string, unknown>> = async () => ({})): HTMLButtonElement {
    const button = h("button", { type: "button", class: "button", disabled: !possible,
        title: possible ? "" : "This board has no emulator here" }, icon("play"), "Run");
    return worker(button, async () => {
        if (!valid()) throw new ApiError(422, "invalid", "This choice cannot be built yet.", "See the problems in the summary.");
        const { id } = await post<{ id: string }>("/runs", { ...choice(), ...await extra() });
        go(`/#/run/${encodeURIComponent(id)}`);
    }, complain);
}
