/* SPDX-License-Identifier: MIT */
/* Figures as people read them. */

/** 151000 -> "147 KB"; below 1 KB in bytes. */
export function bytes(count: number): string {
    if (count < 1024) return `${count} B`;
    const kilo = count / 1024;
    if (kilo < 1000) return `${kilo < 10 ? round(kilo, 1) : Math.round(kilo)} KB`;
    const mega = kilo / 1024;
    return `${mega < 10 ? round(mega, mega % 1 ? 1 : 0) : Math.round(mega)} MB`;
}

function round(value: number, digits: number): string {
    return value.toFixed(digits).replace(/\.0$/, "");
}

export function hertz(rate: number): string {
    return `${round(rate / 1e6, 1)}\u00a0MHz`;
}

export function plural(count: number, one: string, many = one + "s"): string {
    return `${count} ${count === 1 ? one : many}`;
}

interface Counts { passed?: number; failed?: number; skipped?: number }

/** What a report says: "539 passed, none failed, 66 do not apply"; of a part of it `none` is "". */
export function verdict({ passed = 0, failed = 0, skipped = 0 }: Counts, none = "none failed"): string {
    return [`${passed} passed`, failed ? `${failed} failed` : none, skipped ? `${skipped} ${skipped === 1 ? "does" : "do"} not apply` : ""].filter(Boolean).join(", ");
}

export function duration(milliseconds: number): string {
    if (milliseconds < 1000) return `${milliseconds} ms`;
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} min`;
}

export function day(stamp: string | undefined): string {
    return stamp ? stamp.slice(0, 10) : "";
}

export const ARCHITECTURES: Record<string, string> = {
    armv6m: "Armv6-M", armv7m: "Armv7-M", armv8m: "Armv8-M", riscv: "RISC-V", sim: "Host",
};

const CORES: Record<string, string> = {
    "cortex-m0": "Cortex-M0", "cortex-m3": "Cortex-M3", "cortex-m4": "Cortex-M4", "cortex-m7": "Cortex-M7", "cortex-m33": "Cortex-M33",
    rv32imac: "RV32IMAC", rv64imac: "RV64IMAC", host: "Host process",
};

export function core(name: string | undefined): string {
    return name ? CORES[name] ?? name : "";
}
