/* SPDX-License-Identifier: MIT */
/* A zip from the server to the person's disk, with progress on the way. */
import { ask } from "../api";
import { h } from "../dom";
import { bytes } from "../format";
import { toast } from "../live";
import type { Choice } from "../types";

function fileName(answer: Response, otherwise: string): string {
    return /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? otherwise;
}

async function read(answer: Response, told: (received: number) => void): Promise<Blob> {
    const reader = answer.body?.getReader();
    if (!reader) return answer.blob();
    const pieces: Uint8Array[] = [];
    let received = 0;
    for (;;) {
        const { done, value } = await reader.read();
        if (done) return new Blob(pieces, { type: "application/zip" });
        pieces.push(value);
        received += value.length;
        told(received);
    }
}

/** Ask, receive, hand over. */
export async function download(method: string, path: string, body: unknown, otherwise: string, told: (received: number) => void): Promise<void> {
    const answer = await ask(method, path, body);
    const blob = await read(answer, told);
    const name = fileName(answer, otherwise);
    const link = h("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 30000);
    toast(`Downloaded ${name}, ${bytes(blob.size)}`);
}

export function downloadPackage(choice: Choice, extra: Record<string, unknown>, told: (received: number) => void): Promise<void> {
    return download("POST", "/packages", { ...choice, ...extra }, `${choice.name}.zip`, told);
}
