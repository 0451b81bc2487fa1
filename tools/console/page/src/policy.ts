/* SPDX-License-Identifier: MIT */
/* A user's policy as the form has it, and as the document that the server keeps. A document may say more than the form can show: then
 * formOf says what that is, and the document is edited as it is. */

export type Rule = "has" | "has-not" | "given" | "given-not" | "any-key" | "only-keys";
export interface TagRule { rule: Rule; key: string; value: string }
export interface Statement { effect: "Allow" | "Deny"; actions: string[]; names: string[]; tags: TagRule[] }

export const RULES: Record<Rule, string> = {
    has: "it has the tag", "has-not": "it has not the tag", given: "it is given the tag", "given-not": "it is not given the tag",
    "any-key": "it is given a tag with one of the keys", "only-keys": "it is given no tags but of the keys",
};
const ARN = "arn:aws:freertos:*:*:configuration/";
const ARN_SHAPE = /^arn:aws:freertos:[^:]*:[^:]*:configuration\/(.+)$/;
const OPERATORS: Record<string, boolean> = { StringEquals: false, StringLike: false, StringNotEquals: true, StringNotLike: true };

export class NotInForm extends Error {}

function listOf(value: unknown): string[] {
    return (Array.isArray(value) ? value : [value]).map((one) => {
        if (typeof one !== "string") throw new NotInForm("a list that is not of text");
        return one;
    });
}

function pattern(words: string): RegExp {
    return new RegExp(`^${words.replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "i");
}

function actionsOf(value: unknown, known: string[]): string[] {
    const found = new Set<string>();
    for (const word of listOf(value)) {
        const some = known.filter((one) => pattern(word).test(one));
        if (!some.length) throw new NotInForm(`the action ${word}`);
        some.forEach((one) => found.add(one));
    }
    return known.filter((one) => found.has(one));
}

function namesOf(value: unknown): string[] {
    const words = listOf(value);
    if (words.includes("*")) return [];
    return words.map((word) => {
        const name = ARN_SHAPE.exec(word)?.[1];
        if (!name) throw new NotInForm(`the resource ${word}`);
        return name;
    });
}

function tagsOf(condition: unknown): TagRule[] {
    return Object.entries((condition ?? {}) as Record<string, Record<string, unknown>>).flatMap(([operator, keys]) => Object.entries(keys).flatMap(([key, value]) => {
        const values = listOf(value);
        const [, kind, tag] = /^aws:(ResourceTag|RequestTag)\/(.+)$/.exec(key) ?? [];
        const exact = operator.endsWith("Equals");
        if (exact && values.some((one) => /[*?]/.test(one))) throw new NotInForm("a star that stands for itself");
        if (kind && operator in OPERATORS) {
            if (values.length > 1) throw new NotInForm(`several values of the tag ${tag}`);
            const rule = (kind === "ResourceTag" ? "has" : "given") + (OPERATORS[operator] ? "-not" : "") as Rule;
            return [{ rule, key: tag, value: values[0] }];
        }
        const keysRule = { ForAnyValue: "any-key", ForAllValues: "only-keys" }[operator.split(":")[0]] as Rule | undefined;
        if (key === "aws:TagKeys" && keysRule && ["StringEquals", "StringLike"].includes(operator.split(":")[1]))
            return [{ rule: keysRule, key: values.join(", "), value: "" }];
        throw new NotInForm(`the condition ${operator} of ${key}`);
    }));
}

/** The statements of a document; NotInForm when one says what the form has no place for. */
export function formOf(document: unknown, known: string[]): Statement[] {
    const { Statement: statements, Version: version, Id: identity } = (document ?? { Statement: [] }) as Record<string, unknown>;
    if (identity !== undefined || (version !== undefined && version !== "2012-10-17")) throw new NotInForm(identity ? "an Id" : `the version ${version}`);
    return (Array.isArray(statements) ? statements : [statements]).map((one: Record<string, unknown>) => {
        const { Effect, Action, Resource, Condition, ...rest } = one;
        if (Object.keys(rest).length) throw new NotInForm(Object.keys(rest).join(" and "));
        if (Effect !== "Allow" && Effect !== "Deny") throw new NotInForm(`the effect ${Effect}`);
        return { effect: Effect, actions: actionsOf(Action, known), names: namesOf(Resource), tags: tagsOf(Condition) };
    });
}

/** A rule of several keys, "a, b", and no value. */
export function isOfKeys(rule: Rule): boolean {
    return rule === "any-key" || rule === "only-keys";
}

function conditionOf(tags: TagRule[]): Record<string, Record<string, string | string[]>> {
    const made: Record<string, Record<string, string | string[]>> = {};
    for (const { rule, key, value } of tags) {
        const like = /[*?]/.test(isOfKeys(rule) ? key : value) ? "Like" : "Equals";
        if (isOfKeys(rule))
            (made[`${rule === "any-key" ? "ForAnyValue" : "ForAllValues"}:String${like}`] ??= {})["aws:TagKeys"] = key.split(",").map((one) => one.trim()).filter(Boolean);
        else
            (made[`String${rule.endsWith("-not") ? "Not" : ""}${like}`] ??= {})[`aws:${rule.startsWith("has") ? "ResourceTag" : "RequestTag"}/${key}`] = value;
    }
    return made;
}

/** The document of statements; null when there are none: then the user has no policy. */
export function documentOf(statements: Statement[], known: string[]): unknown {
    if (!statements.length) return null;
    return { Version: "2012-10-17", Statement: statements.map(({ effect, actions, names, tags }) => ({
        Effect: effect, Action: actions.length === known.length ? "*" : actions,
        Resource: names.length ? names.map((name) => ARN + name) : "*", ...tags.length ? { Condition: conditionOf(tags) } : {},
    })) };
}

/** What is wrong with statements that cannot be saved, each by its number; "" where nothing is. */
export function faultsOf(statements: Statement[]): string[] {
    return statements.map(({ actions, tags }) => {
        if (!actions.length) return "It says nothing yet: choose an action.";
        const seen = new Set<string>();
        for (const { rule, key } of tags) {
            if (!key.trim()) return "A tag has no key.";
            const one = isOfKeys(rule) ? rule : `${rule} ${key.trim()}`;
            if (seen.has(one)) return `${key.trim()} is there twice: make a statement for each.`;
            seen.add(one);
        }
        return "";
    });
}

export type May = "yes" | "some" | "no";

/** Of each action whether it is allowed: always, sometimes (by name or tag), or never. Deny wins. */
export function mayOf(statements: Statement[], action: string): May {
    const mine = statements.filter((one) => one.actions.includes(action));
    const always = (one: Statement) => !one.names.length && !one.tags.length;
    const allows = mine.filter((one) => one.effect === "Allow"), denies = mine.filter((one) => one.effect === "Deny");
    if (!allows.length || denies.some(always)) return "no";
    return allows.some(always) && !denies.length ? "yes" : "some";
}
