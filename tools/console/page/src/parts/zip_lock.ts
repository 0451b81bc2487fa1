/* SPDX-License-Identifier: MIT */
/* package.lock.json out of a file: the file itself, or the member of a zip, found by the zip's central directory. */

declare const DecompressionStream: new (format: string) => GenericTransformStream; // newer than tsc's library

const CENTRAL = 0x02014b50, END = 0x06054b50;
const LIMIT = 64 << 20;

async function inflate(bytes: Uint8Array): Promise<string> {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).text();
}

/* end of central directory -> entries -> the local header's length -> the data */
async function member(view: DataView, name: string): Promise<string | null> {
    let end = view.byteLength - 22;
    while (end >= 0 && view.getUint32(end, true) !== END) end--;
    if (end < 0) return null;
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left && at + 46 <= end && view.getUint32(at, true) === CENTRAL; left--) {
        const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
        const path = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength));
        if (path === name || path.endsWith(`/${name}`) && path.split("/").length === 2) {
            const local = view.getUint32(at + 42, true);
            const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
            const data = new Uint8Array(view.buffer, begin, view.getUint32(at + 20, true));
            return view.getUint16(at + 10, true) === 0 ? new TextDecoder().decode(data) : inflate(data);
        }
        at += 46 + nameLength + extra + comment;
    }
    return null;
}

export async function lockOf(file: File): Promise<unknown> {
    if (file.size > LIMIT) throw new Error("That file is larger than any package.");
    const buffer = await file.arrayBuffer();
    const view = new DataView(buffer);
    const zip = buffer.byteLength > 4 && view.getUint32(0, true) === 0x04034b50;
    const text = zip ? await member(view, "package.lock.json") : new TextDecoder().decode(buffer);
    if (text === null) throw new Error("There is no package.lock.json in that zip.");
    try {
        return JSON.parse(text);
    } catch {
        throw new Error("That is no lock file: it is not JSON.");
    }
}
