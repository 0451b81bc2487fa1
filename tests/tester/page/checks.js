/* SPDX-License-Identifier: MIT */
/* What keeps people from using a page, as it can be seen from inside: run as a function's body, returns
 * a list of findings. Names, headings, landmarks, tables, contrast; axe.py looks deeper. */
var found = [];
function say(what, element) {
    found.push(what + (element ? ": " + element.outerHTML.slice(0, 120).replace(/\s+/g, " ") : ""));
}
function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
function shown(element) { return element.getClientRects().length > 0; }
function name(element) {
    var label = element.labels && element.labels[0];
    return (element.getAttribute("aria-label") || (label && label.textContent) || element.textContent || "").trim();
}

if (!document.documentElement.lang) { say("no language"); }
if (!document.title.trim()) { say("no title"); }
if (!/width=device-width/.test((document.querySelector("meta[name=viewport]") || {}).content || "")) { say("no viewport"); }
if (all("main").length !== 1) { say("not one main"); }
if (all("h1").filter(shown).length !== 1) { say("not one h1"); }
all("h1,h2,h3,h4").filter(shown).reduce(function (before, heading) {
    var level = Number(heading.tagName[1]);
    if (level > before + 1) { say("a level of headings is left out", heading); }
    if (!heading.textContent.trim()) { say("an empty heading", heading); }
    return level;
}, 0);
var ids = {};
all("[id]").forEach(function (element) {
    if (ids[element.id]) { say("an id twice", element); }
    ids[element.id] = true;
});
all("a[href^='#']").forEach(function (link) { if (!ids[link.getAttribute("href").slice(1)]) { say("leads nowhere", link); } });
all("a,button,summary,input,select").forEach(function (element) { if (!name(element)) { say("no name", element); } });
all("fieldset").forEach(function (set) { if (!set.querySelector("legend")) { say("no legend", set); } });
all("svg").forEach(function (svg) { if (svg.getAttribute("aria-hidden") !== "true" && !svg.getAttribute("aria-label")) { say("no words", svg); } });
all("ul,ol").forEach(function (list) {
    Array.prototype.forEach.call(list.children, function (child) { if (child.tagName !== "LI") { say("no list item", child); } });
});
all("table").forEach(function (table) {
    if (!table.querySelector("th")) { say("no headers", table); }
    all.call(null, "th").forEach(function (th) { if (!th.scope) { say("no scope", th); } });
    Array.prototype.forEach.call(table.tBodies, function (body) {
        Array.prototype.forEach.call(body.rows, function (row) { if (!row.querySelector("th")) { say("a row without a header", row); } });
    });
});
all("[aria-labelledby]").forEach(function (element) {
    if (!ids[element.getAttribute("aria-labelledby")]) { say("labelled by nothing", element); }
});
if (document.documentElement.scrollWidth > innerWidth + 1) { say("wider than the window by " + (document.documentElement.scrollWidth - innerWidth)); }

function colour(text) {
    var parts = text.match(/[\d.]+/g).map(Number);
    return parts.length < 4 ? parts.concat(1) : parts;
}
function light(rgb) {
    return [0.2126, 0.7152, 0.0722].reduce(function (sum, share, index) {
        var value = rgb[index] / 255;
        return sum + share * (value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }, 0);
}
function ground(element) {
    for (; element; element = element.parentElement) {
        var found = colour(getComputedStyle(element).backgroundColor);
        if (found[3] > 0.99) { return found; }
    }
    return [255, 255, 255, 1];
}
var seen = {}, walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), node;
while ((node = walker.nextNode())) {
    var element = node.parentElement;
    if (!node.data.trim() || !shown(element) || /^(SCRIPT|STYLE|OPTION)$/.test(element.tagName)) { continue; }
    var style = getComputedStyle(element), under = ground(element), ink = colour(style.color);
    var key = ink + "/" + under, pair = [light(ink), light(under)].sort();
    var ratio = (Math.max(pair[0], pair[1]) + 0.05) / (Math.min(pair[0], pair[1]) + 0.05);
    if (ratio < 4.5 && !seen[key]) { say("contrast " + ratio.toFixed(2), element); }
    seen[key] = true;
}
return found;
