/* SPDX-License-Identifier: MIT */
/* The server, asked. A request that reached nobody marks the console as offline until one gets through. */
import type { Catalogue, Choice, Problem, Session } from "./types";

const BASE = "/api/v1";

export class ApiError extends Error {
    constructor(readonly status: number, readonly code: string, message: string, readonly advice = "", readonly problems: Problem[] = []) {
        super(message);
    }
}

type Listener = (offline: boolean) => void;
let offline = false;
const listeners = new Set<Listener>();

export function onOffline(listener: Listener): void {
    listeners.add(listener);
}

export function isOffline(): boolean {
    return offline;
}

function reached(yes: boolean): void {
    if (offline === !yes) return;
    offline = !yes;
    listeners.forEach((listener) => listener(offline));
}

let tell: (command: string) => void = () => undefined;

/** Who shows what the last click was as a command. */
export function onCommand(listener: typeof tell): void {
    tell = listener;
}

/** The last click was this. */
export function clicked(command: string): void {
    tell(command);
}

/** A word of a command, quoted where a shell would take it apart. */
export function quoted(word: string): string {
    return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}

/* Choices have commands of their own, resolving is no click, and keys are in no command. */
const OWN = /^\/(resolve|packages|tools|quick-connect)\b/;

async function send(path: string, init: RequestInit): Promise<Response> {
    let answer: Response;
    try {
        answer = await fetch(BASE + path, { credentials: "same-origin", ...init });
    } catch (error) {
        if ((error as Error).name === "AbortError") throw error;
        reached(false);
        throw new ApiError(0, "offline", "The console's server does not answer.", "Start it again with ./run console.");
    }
    reached(true);
    return answer;
}

async function refusal(answer: Response): Promise<ApiError> {
    const said = await answer.json().catch(() => ({}));
    const error = said.error ?? {};
    const problems: Problem[] = said.problems ?? error.problems ?? [];
    return new ApiError(answer.status, error.code ?? "error", error.message ?? problems[0]?.text ?? `The server answered ${answer.status}.`,
        error.advice ?? problems[0]?.advice ?? "", problems);
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
    const answer = await send(path, { signal });
    if (!answer.ok) throw await refusal(answer);
    return answer.json();
}

let session: Promise<Session> | null = null;

export function openSession(): Promise<Session> {
    if (!session) {
        session = get<Session>("/session");
        session.catch(() => { session = null; });
    }
    return session;
}

/** A request that changes something, or has a body: with the session's token, and once more when the server was started anew. */
export async function ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    if (!OWN.test(path)) clicked(["./run console api", method, path, ...body === undefined ? [] : [quoted(JSON.stringify(body))]].join(" "));
    for (let attempt = 0; ; attempt++) {
        const { token } = await openSession();
        const headers: Record<string, string> = { "X-Dunlin-Token": token };
        if (body !== undefined) headers["Content-Type"] = "application/json";
        const answer = await send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), signal });
        if (answer.ok) return answer;
        if (attempt || (answer.status !== 401 && answer.status !== 403)) throw await refusal(answer);
        session = null;
    }
}

export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
    return (await ask("POST", path, body, signal)).json();
}

let known: Promise<Catalogue> | null = null;

/** The catalogue, asked for once. */
export function catalogue(): Promise<Catalogue> {
    if (!known) {
        known = get<Catalogue>("/catalogue");
        known.catch(() => { known = null; });
    }
    return known;
}

/** Is somebody there? */
export async function knock(): Promise<void> {
    session = null;
    await openSession();
}

export async function resolve<T>(choice: Choice, signal?: AbortSignal): Promise<T> {
    return post<T>("/resolve", choice, signal);
}
