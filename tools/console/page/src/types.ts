/* SPDX-License-Identifier: MIT */
/* The documents of the API, as docs/design/console.md names their fields. */

export interface Size { flash: number; ram: number }
export interface Tag { key: string; value: string }
export interface Choice { board: string; demo?: string; modules: string[]; name: string }

export interface Qualification { status: "qualified" | "outdated" | "none"; release?: string; passed?: number; failed?: number; skipped?: number; tests?: number }
export interface Feature { id: string; name: string }

export interface Board {
    name: string; title: string; summary?: string; description?: string; vendor: string; arch: string; core?: string;
    clock_hz?: number; emulated?: boolean; picture?: string; memory: Partial<Size>; runs?: boolean;
    features: Feature[]; qualification: Qualification;
}

export interface Module {
    id: string; title: string; describes: string; category: string; visible: boolean; version: string;
    excludes: string[]; needs: string[];
}

export interface Demo { id: string; title: string; describes: string; cloud: boolean; default?: boolean }
export interface Predefined { id: string; title: string; describes?: string; board: string; choice: Choice; estimate?: Size }

export interface Catalogue {
    release: string; boards: Board[]; modules: Module[]; demos: Demo[]; predefined: Predefined[]; categories: string[];
}

export interface Here { available: boolean; reason?: string; flash?: number; ram?: number }
export interface BoardDetail extends Board { modules: Record<string, Here>; demos: Record<string, Here> }

export interface Reason { kind: "chosen" | "demo" | "needed" | "always"; by?: string[]; text: string }
export interface Included { id: string; title: string; version: string; visible: boolean; reason: Reason; flash: number; ram: number }
export interface Problem {
    code: string; severity: "error" | "warning"; text: string; advice?: string; needed?: number; available?: number; parts?: string[];
}
export interface Estimate { demo: Size; whole: Size; available: Partial<Size>; parts: { library: string; flash: number; ram: number }[];
    heap?: { peak?: number; size: number; measured_on?: string } }
export interface Resolved {
    valid: boolean; choice: Choice; modules: Included[]; estimate: Estimate | null; problems: Problem[]; command: string; address: string;
}

export interface Configuration { id: string; name: string; description: string; tags: Tag[]; choice: Choice; changed?: string }
export interface Session { token: string; user: string; release: string; actions: string[]; users?: boolean }
export interface User { name: string; owner: boolean; policy: boolean }
export interface Users { users: User[]; actions: string[] }

export interface Change { id: string; title?: string; version?: string; from?: string; to?: string }
export interface Difference { choice: Choice; from?: string; to?: string; added: Change[]; removed: Change[]; changed: Change[] }

export interface Step { text: string; done?: boolean; command?: string; paste?: string }
export interface QuickConnect { id: string; thing: string; certificateArn?: string; policy?: unknown; steps: Step[] }

export interface Run { id: string; state: RunState; why?: string; choice?: Choice; ahead?: number; limit_s?: number; network?: boolean }
export type RunState = "queued" | "building" | "running" | "ended";
export interface Progress { step: string; text?: string; done?: number; of?: number }
export interface Message { topic: string; payload: string; from?: "device" | "cloud" | "console" }
export interface Task { name: string; cpu?: number; stack_free: number; stack?: number }
/** `unavailable`: why there will be none. */
export interface Figures { unavailable?: string; ms: number; heap?: { free: number; least: number; size: number }; tasks?: Task[] }

export interface ReportEntry { release: string; passed: number; failed: number; skipped: number; tests: number; started?: string }
export interface QualifiedBoard {
    board: string; title: string; vendor: string; arch: string; picture?: string; features: Feature[];
    status: Qualification["status"]; reports: ReportEntry[];
}
export interface Qualified { release: string; boards: QualifiedBoard[] }

export interface Totals { tests: number; passed: number; failed: number; errors: number; skipped: number; notRun: number }
export interface Measure { name: string; value: number; unit: string; case?: string }
export interface Group {
    id: string; title: string; required: boolean; outcome: string; milliseconds: number; image: null | Record<string, number>;
    totals: Totals; message: string | null; measures: Measure[];
}
export interface Report {
    board: string; release: string; commit?: string; started?: string; milliseconds?: number; testerVersion?: string;
    suite?: { id: string; version: string }; features?: { name: string; value: string }[]; totals: Totals; groups: Group[];
}
