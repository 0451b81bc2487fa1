/* SPDX-License-Identifier: MIT */
/* A qualification report: totals, groups, measures. */
import { catalogue, get } from "../api";
import { h } from "../dom";
import { bytes, day, duration, plural, verdict } from "../format";
import { icon } from "../icons";
import type { Place, View } from "../router";
import type { Group, Measure, Report, Totals } from "../types";

const LOOK: Record<string, string> = { passed: "good", failed: "bad", error: "bad", skipped: "" };

function measure({ name, value, unit }: Measure): HTMLElement {
    return h("tr", {}, h("th", { scope: "row" }, h("code", {}, name)), h("td", { class: "number" }, unit === "bytes" ? bytes(value) : `${value.toLocaleString("en")} ${unit}`));
}

function tile(value: string | number, words: string, kind = ""): HTMLElement {
    return h("div", { class: `tile ${kind}` }, h("b", {}, value), h("span", {}, words));
}

function totals({ passed, failed, errors, skipped }: Totals, milliseconds: number | undefined): HTMLElement {
    return h("div", { class: "tiles" }, tile(passed, "passed", "good"), tile(failed + errors, "failed", failed + errors ? "bad" : "none"),
        tile(skipped, skipped === 1 ? "does not apply" : "do not apply"), milliseconds ? tile(duration(milliseconds), "took") : null);
}

function group(one: Group): HTMLElement {
    const size = one.image ? Object.entries(one.image).map(([name, value]) => `${name} ${bytes(value)}`).join(" · ") : "";
    const head = [h("span", { class: `dot ${LOOK[one.outcome] ?? ""}`, "aria-hidden": "true" }), h("h3", {}, one.title),
        h("span", { class: "muted" }, one.outcome === "passed" ? verdict(one.totals, "") : one.outcome),
        h("span", { class: "muted time" }, duration(one.milliseconds))];
    if (!one.measures.length && !one.message && !size) return h("div", { class: "group-row flat" }, head);
    return h("details", { class: "group-row" }, h("summary", {}, head),
        h("div", { class: "group-body" }, one.message ? h("p", {}, one.message) : null, size ? h("p", { class: "muted" }, size) : null,
            one.measures.length ? h("table", { class: "table" }, h("caption", { class: "quiet" }, `Measures of ${one.title}`),
                h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Measure"), h("th", { scope: "col", class: "number" }, "Value"))),
                h("tbody", {}, one.measures.map(measure))) : null));
}

export async function reportView({ path, signal }: Place): Promise<View> {
    const [all, report] = await Promise.all([catalogue(), get<Report>(`/qualified/${encodeURIComponent(path[0])}/${encodeURIComponent(path[1])}`, signal)]);
    const board = all.boards.find((one) => one.name === report.board);
    const title = board?.title ?? report.board;
    const good = report.totals.failed + report.totals.errors === 0;
    const content = h("div", { class: "page narrow" },
        h("a", { class: "back", href: `/#/boards/${report.board}` }, icon("back"), title),
        h("div", { class: "title-row" }, h("h1", {}, `Report ${report.release}`), h("span", { class: good ? "badge good" : "badge bad" }, icon(good ? "check" : "close"), good ? "Qualified" : "Not qualified")),
        h("p", { class: "muted" }, [title, day(report.started), report.suite ? `suite ${report.suite.id} ${report.suite.version}` : "", report.testerVersion ? `tester ${report.testerVersion}` : "",
            report.commit ? `commit ${report.commit.slice(0, 10)}` : ""].filter(Boolean).join(" · ")),
        totals(report.totals, report.milliseconds),
        report.features?.length ? h("div", { class: "chips" }, report.features.map((one) => h("span", { class: "chip" }, `${one.name}: ${one.value}`))) : null,
        h("section", { class: "panel groups" }, h("h2", {}, plural(report.groups.length, "group")), report.groups.map(group)));
    return { title: `Report ${report.release} of ${title}`, nav: "boards", content };
}
