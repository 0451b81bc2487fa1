/* SPDX-License-Identifier: MIT */
/* Certificate tools: what goes in stays between this page and the server on this machine. */
import { ask, clicked, openSession } from "../api";
import { fill, h } from "../dom";
import { icon, type IconName } from "../icons";
import { say } from "../live";
import { complain } from "../parts/actions";
import { command, textBlock } from "../parts/command";
import { worker } from "../parts/state";
import type { Place, View } from "../router";
import { MAY_READ } from "./users";

const CARDS: [string, IconName, string, string][] = [
    ["connect", "cloud", "Quick Connect", "A thing, its certificate, key and policy, and a package that connects unedited."],
    ["header", "key", "Credentials header", "Certificate and key as aws_clientcredential_keys.h."],
    ["pem", "quote", "PEM to C string", "Any PEM as a string that a C compiler takes."],
    ["update", "update", "Update a package", "An older package.lock.json, and what has changed since."],
];

/* Users are for whoever may read what they may, on a server that has them. */
async function cardsOf(): Promise<typeof CARDS> {
    const session = await openSession().catch(() => null);
    if (!session) return CARDS;
    const { users, actions } = session;
    return users && actions.includes(MAY_READ) ? [...CARDS, ["users", "shield", "Users and policies", "Who may do what: allow and deny by action, name and tag."]] : CARDS;
}

export async function toolsView(_place: Place): Promise<View> {
    const cards = await cardsOf();
    return { title: "Tools", nav: "tools", content: h("div", { class: "page narrow" }, h("h1", {}, "Tools"),
        h("ul", { class: "tool-cards" }, cards.map(([path, sign, title, text]) => h("li", {}, h("a", { class: "tool-card", href: path === "users" ? "/#/users" : `/#/tools/${path}` },
            h("span", { class: "kind-sign" }, icon(sign)), h("span", {}, h("b", {}, title), h("span", { class: "muted" }, text)), icon("arrow")))))) };
}

/** A field for a PEM: pasted, or read from a file. */
export function pemField(id: string, label: string, begin: string): { element: HTMLElement; text(): string; area: HTMLTextAreaElement } {
    const area = h("textarea", { id, rows: 7, spellcheck: "false", class: "mono", placeholder: `-----BEGIN ${begin}-----` });
    const file = h("input", { type: "file", accept: ".pem,.crt,.key,.cer,.txt", class: "quiet", id: `${id}-file`, onchange: async () => {
        if (file.files?.[0]) area.value = await file.files[0].text();
    } });
    return { element: h("div", { class: "field" }, h("div", { class: "label-row" }, h("label", { for: id }, label), file,
        h("label", { class: "button small file", for: `${id}-file` }, icon("upload"), "From a file")), area), text: () => area.value, area };
}

async function textOf(answer: Response): Promise<string> {
    const text = await answer.text();
    if (!(answer.headers.get("Content-Type") ?? "").includes("json")) return text;
    const said = JSON.parse(text);
    return typeof said === "string" ? said : said.text ?? said.header ?? said.string ?? text;
}

function tool(title: string, lead: string, line: string, fields: HTMLElement[], button: string, request: () => [string, unknown], file: string): View {
    const result = h("div", { class: "result" });
    const go = worker(h("button", { type: "button", class: "button primary" }, button), async () => {
        const [path, body] = request();
        clicked(line);
        const text = await textOf(await ask("POST", path, body));
        const link = h("a", { class: "button", download: file, href: URL.createObjectURL(new Blob([text], { type: "text/plain" })) }, icon("download"), "Save as a file");
        fill(result, textBlock(file, text), h("div", { class: "actions" }, link));
        say("Made");
    }, complain);
    const shown = command("Equivalent command", line);
    const content = h("div", { class: "page narrow" }, h("a", { class: "back", href: "/#/tools" }, icon("back"), "Tools"), h("h1", {}, title), h("p", { class: "lead" }, lead),
        h("section", { class: "panel" }, fields, h("div", { class: "actions" }, go), h("div", { class: "equivalent" }, h("h2", { class: "h3" }, "The same as a command"), shown.element)), result);
    return { title, nav: "tools", content };
}

export async function headerView(_place: Place): Promise<View> {
    const certificate = pemField("certificate", "Certificate", "CERTIFICATE");
    const key = pemField("key", "Private key", "PRIVATE KEY");
    return tool("Credentials header", "Certificate and key as aws_clientcredential_keys.h, for a demo that has them compiled in.",
        "./run console credentials-header device.crt device.key", [certificate.element, key.element], "Make the header",
        () => ["/tools/credentials-header", { certificate: certificate.text(), key: key.text() }], "aws_clientcredential_keys.h");
}

export async function pemView(_place: Place): Promise<View> {
    const pem = pemField("pem", "PEM", "CERTIFICATE");
    return tool("PEM to C string", "Each line quoted, with its line end: to paste into a program.", "./run console pem-to-c device.crt", [pem.element], "Make the string",
        () => ["/tools/pem-to-c", { pem: pem.text() }], "pem.txt");
}
