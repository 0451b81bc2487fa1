/* SPDX-License-Identifier: MIT */
/* A run on the server: how far it is, what it says, how it does; and what can be done to it. */
import { ask, catalogue, get } from "../api";
import { addressOf } from "../choice";
import { fill, h } from "../dom";
import { duration } from "../format";
import { icon, type IconName } from "../icons";
import { say } from "../live";
import { complain, runButton } from "../parts/actions";
import { exchange } from "../parts/exchange";
import { gauges } from "../parts/gauges";
import { serial } from "../parts/serial";
import { notice, worker } from "../parts/state";
import type { Place, View } from "../router";
import type { Figures, Message, Progress, Run, RunState } from "../types";

const WORDS: Record<RunState, string> = { queued: "Waiting", building: "Building", running: "Running", ended: "Ended" };
const STEPS = ["queue", "unfold", "configure", "build", "boot"];
const STEP_WORDS: Record<string, string> = { queue: "In the queue", unfold: "Unfolding the package", configure: "Configuring", build: "Compiling", boot: "Booting" };

interface Track { element: HTMLElement; progress(progress: Progress): void; state(run: Pick<Run, "state" | "why" | "ahead">): void }

function track(): Track {
    const bar = h("progress", { max: 1, "aria-label": "Progress of the build" });
    const words = h("span", { class: "muted" });
    const element = h("div", { class: "track-row" }, bar, words);
    return {
        element,
        progress: ({ step, text, done, of }) => {
            const at = Math.max(0, STEPS.indexOf(step));
            if (done !== undefined && of) bar.value = (at + done / of) / STEPS.length;
            else bar.value = at / STEPS.length;
            words.textContent = [STEP_WORDS[step] ?? step, of ? `${done} of ${of}` : "", text ?? ""].filter(Boolean).join(" · ");
        },
        state: ({ state, why, ahead }) => {
            element.hidden = state === "running" || state === "ended";
            if (state === "queued") {
                bar.removeAttribute("value");
                words.textContent = ahead ? `${ahead} before this one; two run at once.` : why || "Two run at once; this one is next.";
            }
        },
    };
}

function button(name: IconName, words: string, work: () => Promise<unknown>): HTMLButtonElement {
    return worker(h("button", { type: "button", class: "button small" }, icon(name), words), async () => { await work(); }, complain);
}

function listen(path: string, signal: AbortSignal, told: Record<string, (data: any) => void>): EventSource {
    const source = new EventSource(`/api/v1${path}/events`);
    for (const [kind, handler] of Object.entries(told))
        source.addEventListener(kind, (event) => handler(JSON.parse((event as MessageEvent).data)));
    signal.addEventListener("abort", () => source.close());
    return source;
}

export async function runView({ path, signal }: Place): Promise<View> {
    const base = `/runs/${encodeURIComponent(path[0])}`;
    const [all, run] = await Promise.all([catalogue(), get<Run>(base, signal)]);
    const board = all.boards.find((one) => one.name === run.choice?.board);
    const plots = gauges();
    const log = serial((text) => ask("POST", `${base}/input`, { text }), plots.line);
    const cloud = exchange((topic, payload) => ask("POST", `${base}/message`, { topic, payload }));
    const connects = all.demos.some((one) => one.id === run.choice?.demo && one.cloud);
    const steps = track();
    const badge = h("span", { class: "badge state-badge", role: "status" });
    const why = h("div", {});
    const again = runButton(() => run.choice!, !!run.choice);
    again.classList.add("small");
    again.lastChild!.textContent = "Run again";
    let up = true;
    const network = button("network", "Drop the network", async () => {
        await ask("POST", `${base}/network`, { up: !up });
        up = !up;
        network.lastChild!.textContent = up ? "Drop the network" : "Bring it back";
        network.setAttribute("aria-pressed", String(!up));
        say(up ? "The network is back" : "The network is gone");
    });
    network.hidden = run.network === false;
    const controls = [button("reset", "Reset", () => ask("POST", `${base}/reset`)),
        button("power", "Cut power", () => ask("POST", `${base}/power-cut`)), network];
    const end = button("close", "End", () => ask("DELETE", base));
    let now: RunState | "" = "";

    function state(said: Pick<Run, "state" | "why" | "ahead">): void {
        if (now !== said.state) say(WORDS[said.state]);
        now = said.state;
        badge.className = `badge state-badge ${said.state === "running" ? "good" : said.state === "ended" ? "" : "warn"}`;
        fill(badge, said.state === "running" ? h("span", { class: "pulse", "aria-hidden": "true" }) : null, WORDS[said.state]);
        fill(why, said.state === "ended" ? notice("info", "The run has ended", h("p", {}, said.why || "Everything of it is removed.")) : null);
        again.hidden = said.state !== "ended";
        steps.state(said);
        log.live(said.state === "running");
        cloud.live(connects && said.state === "running");
        [...controls].forEach((one) => { one.disabled = said.state !== "running"; });
        end.disabled = said.state === "ended";
        if (said.state !== "ended") return;
        plots.end();
        source.close();
    }
    const source = listen(base, signal, {
        progress: (data: Progress) => steps.progress(data),
        serial: (data: { text: string }) => log.add(data.text),
        state: (data) => state(data),
        message: (data: Message) => cloud.message(data),
        shadow: (data: { document: unknown }) => cloud.shadow(data.document ?? data),
        figures: (data: Figures) => plots.add(data),
    });
    const title = run.choice ? `${run.choice.name} on ${board?.title ?? run.choice.board}` : "Run";
    const content = h("div", { class: "page wide" },
        run.choice ? h("a", { class: "back", href: addressOf(run.choice) }, icon("back"), "Configuration") : null,
        h("div", { class: "title-row" }, h("h1", {}, title), badge, h("div", { class: "actions" }, controls, end, again)),
        why, steps.element,
        h("div", { class: "run" }, log.element, h("div", { class: "run-side" }, plots.element, cloud.element)),
        run.limit_s ? h("p", { class: "muted small" }, `A run ends by itself after ${duration(run.limit_s * 1000)}; two run at once.`) : null);
    state(run);
    return { title, nav: "configure", content };
}
