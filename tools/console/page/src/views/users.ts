/* SPDX-License-Identifier: MIT */
/* Who may come in to this server, and what each may. */
import { get, openSession } from "../api";
import { h } from "../dom";
import { icon } from "../icons";
import { command } from "../parts/command";
import { empty, notice } from "../parts/state";
import type { Place, View } from "../router";
import type { User, Users } from "../types";

export const MAY_READ = "dunlin:GetUserPolicy";

function words({ owner, policy }: User): string {
    if (owner) return policy ? "Owner; a policy of their own says what else they may" : "Owner: may everything";
    return policy ? "What the policy says" : "Nothing yet: a user without a policy may nothing";
}

function row(user: User): HTMLElement {
    return h("li", { class: "user-row" }, h("span", { class: "user-sign", "aria-hidden": "true" }, user.name.slice(0, 1).toUpperCase()),
        h("div", { class: "saved-words" }, h("h2", { class: "h3" }, user.name), h("p", { class: "muted" }, words(user))),
        h("span", { class: user.owner ? "badge good" : user.policy ? "badge" : "badge warn" }, user.owner ? "Owner" : user.policy ? "Policy" : "No policy"),
        h("a", { class: "button small", href: `/#/users/${encodeURIComponent(user.name)}`, "aria-label": `Policy of ${user.name}` }, icon("shield"), "Policy"));
}

function alone(): HTMLElement {
    return h("div", {}, empty("Nobody else comes in", "This server is for you alone, so there is nobody to allow or deny anything. For others, make a file of users and listen on an address of this machine."),
        h("div", { class: "panel equivalent spaced" }, h("h2", { class: "h3" }, "As commands"), command("Command that makes a user", "./run console password ann >>users; chmod 600 users").element,
            command("Command that starts for others", "./run console --listen 192.0.2.7 --password-file users").element));
}

export async function usersView({ signal }: Place): Promise<View> {
    const { actions, users, user } = await openSession();
    const page = (...content: HTMLElement[]) => ({ title: "Users", nav: "tools", content: h("div", { class: "page narrow" },
        h("a", { class: "back", href: "/#/tools" }, icon("back"), "Tools"), h("h1", {}, "Users"),
        h("p", { class: "lead" }, "What each may do with configurations, packages and runs. What denies wins over what allows."), content) });
    if (!users) return page(alone());
    if (!actions.includes(MAY_READ)) return page(notice("warning", `${user} may not read policies`, h("p", {}, "The owner of this server says who may what.")));
    const all = await get<Users>("/users", signal);
    return page(h("ul", { class: "saved" }, all.users.map(row)));
}
