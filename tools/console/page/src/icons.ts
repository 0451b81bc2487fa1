/* SPDX-License-Identifier: MIT */
/* Line icons of 24 by 24, drawn here; never the only word of a control that has no label. */
import { svg } from "./dom";

const PATHS = {
    download: "M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14",
    upload: "M12 15.5V4.5m0 0L7.5 9M12 4.5 16.5 9M5 19.5h14",
    play: "M8 5.2v13.6L18.5 12z",
    copy: "M9 9h10v11H9zM5 15V4h10",
    check: "m5 12.5 4.5 4.5L19 7.5",
    search: "M11 4.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm5 11.5 4 4",
    sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5V5m0 14v2.5M2.5 12H5m14 0h2.5M5.3 5.3 7 7m10 10 1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7",
    moon: "M20 14.2A8.2 8.2 0 0 1 9.8 4 8.2 8.2 0 1 0 20 14.2z",
    auto: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zm0 0v17",
    alert: "M12 4 2.8 19.5h18.4zM12 10v4.5m0 2.3v.2",
    info: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.6v.2",
    close: "m6 6 12 12M18 6 6 18",
    trash: "M5 7h14M10 7V4.5h4V7m-7.5 0 .8 12.5h9.4L17.5 7M10.5 10.5v5.5m3-5.5v5.5",
    edit: "m4.5 19.5 1-4.2L16.2 4.6l3.2 3.2L8.7 18.5zM14 6.8l3.2 3.2",
    plus: "M12 5v14M5 12h14",
    reset: "M19.5 12a7.5 7.5 0 1 1-2.4-5.5M19.5 4v4h-4",
    power: "M12 3.5v8M7 6.5a7.5 7.5 0 1 0 10 0",
    network: "M3.5 9.5a12.5 12.5 0 0 1 17 0M6.5 13a8 8 0 0 1 11 0m-8 3.5a3.8 3.8 0 0 1 5 0M12 19.5v.2",
    terminal: "M4 5h16v14H4zM7.5 9.5 10.5 12l-3 2.5M12.5 15h4",
    chip: "M7.5 7.5h9v9h-9zM10 3.5v4m4-4v4m-4 9v4m4-4v4m-10.5-10.5h4m-4 4h4m9-4h4m-4 4h4",
    cloud: "M7.5 18.5a4 4 0 0 1-.4-8 5.5 5.5 0 0 1 10.5-.3 4.2 4.2 0 0 1-.6 8.3z",
    branch: "M7 4.5v15M7 13c0-3.5 10-1 10-6.5M7 4.5v0m10 2V5M7 21v-1.5",
    update: "M4.5 12A7.5 7.5 0 0 1 18 7.5l1.5 1.7M19.5 4.5v4.7h-4.7M19.5 12A7.5 7.5 0 0 1 6 16.5l-1.5-1.7M4.5 19.5v-4.7h4.7",
    board: "M4 5.5h16v13H4zM8.5 9h5v6h-5zM16.5 9v2m0 2v2",
    key: "M14.5 4.5a5 5 0 1 1-4.2 7.7L4.5 18v2h3v-2.5H10V15l1.5-1.5a5 5 0 0 1 3-9zm1.2 4.3v.2",
    shield: "M12 3.5 5 6v5.5c0 4.2 2.8 7.3 7 9 4.2-1.7 7-4.8 7-9V6zM9 12l2.2 2.2L15.2 10",
    quote: "M8 8.5 4.5 12 8 15.5m8-7 3.5 3.5-3.5 3.5M13.5 6l-3 12",
    tag: "M4.5 4.5h7l8 8-7 7-8-8zM8.5 8.5v.1",
    arrow: "M5 12h13.5m-5-5 5 5-5 5",
    back: "M19 12H5.5m5-5-5 5 5 5",
    save: "M5 4.5h11l3 3v12H5zM8.5 4.5v5h6v-5M8 19.5v-6h8v6",
    kernel: "M12 3.5 19.5 8v8L12 20.5 4.5 16V8zM12 12l7.5-4M12 12v8.5M12 12 4.5 8",
};

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGElement {
    return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

/** The bird: brown back, black belly, bill that bends down. */
export function bird(): SVGElement {
    return svg("svg", { class: "bird", viewBox: "0 0 48 36", "aria-hidden": "true" },
        svg("path", { class: "bird-back", d: "M16 12.5c7-2.5 19 1 29 9.5-5.5 1-9.5.8-13 .2C25 23.5 17 20 16 12.5z" }),
        svg("path", { class: "bird-body", d: "M8.5 11.5a6 6 0 0 1 10.3-3.2c1.7 1.7 2 3.6 1.7 5.7 3.5 5 8 7.7 12.5 8.2-2.5 3.8-6.5 5.6-11 5.2-6.8-.6-9.5-5-10-10.2-.2-2-1.6-3.4-3.5-5.7z" }),
        svg("path", { class: "bird-belly", d: "M14.5 21c3.5 2.6 9 3.6 15.5 2.7-2.2 2.6-5 3.8-8.5 3.6-3.4-.3-5.7-2.6-7-6.3z" }),
        svg("path", { class: "bird-bill", d: "M8.8 10.5C5 11.2 2.8 13 1 16.5" }),
        svg("circle", { class: "bird-eye", cx: 12.2, cy: 9.6, r: 1 }),
        svg("path", { class: "bird-legs", d: "M20 27.3 19.2 34h-2.4M25 27l-.3 7h-2.4" }));
}
