/* SPDX-License-Identifier: MIT */
/* Filters of a page. Without this script all is shown, and the form is not.
 *
 *   <form class="filter" hidden>            an input or select named X narrows what has data-X;
 *     <input type="search" name="q">        q: all words occur in data-text
 *     <fieldset data-match="all">           several checkboxes of a name: all of them, or any
 *   <li data-item data-text data-verdict>   in <details data-group>, which are hidden when empty
 *
 * The choice is in the address, so that it can be shared. */
(function () {
    "use strict";
    var form = document.querySelector("form.filter");
    if (!form) { return; }
    var items = Array.prototype.slice.call(document.querySelectorAll("[data-item]"));
    var groups = Array.prototype.slice.call(document.querySelectorAll("[data-group]"));
    var status = form.querySelector("output");
    var opened = groups.map(function (group) { return group.open; });

    function wishes() {
        var found = {};
        new FormData(form).forEach(function (value, name) {
            if (value.trim()) { (found[name] = found[name] || []).push(value.trim()); }
        });
        return found;
    }
    function wantsAll(name) {
        var field = form.querySelector("[name=\"" + name + "\"]");
        return !!field.closest("[data-match=all]");
    }
    function fits(item, wanted) {
        return Object.keys(wanted).every(function (name) {
            if (name === "q") {
                return wanted.q[0].toLowerCase().split(/\s+/).every(function (word) {
                    return (item.dataset.text || "").toLowerCase().indexOf(word) >= 0;
                });
            }
            var has = (item.dataset[name] || "").split(" ");
            var test = function (value) { return has.indexOf(value) >= 0; };
            return wantsAll(name) ? wanted[name].every(test) : wanted[name].some(test);
        });
    }
    function share(wanted) {
        var query = new URLSearchParams();
        Object.keys(wanted).forEach(function (name) {
            wanted[name].forEach(function (value) { query.append(name, value); });
        });
        var text = query.toString();
        try {
            history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + location.hash);
        } catch (unused) { /* a page without an address of its own */ }
    }
    function apply() {
        var wanted = wishes(), narrowed = Object.keys(wanted).length > 0, shown = 0;
        items.forEach(function (item) {
            item.hidden = !fits(item, wanted);
            shown += item.hidden ? 0 : 1;
        });
        groups.forEach(function (group, index) {
            var some = group.querySelector("[data-item]:not([hidden])");
            group.hidden = narrowed && !some;
            group.open = narrowed ? !!some : opened[index];
        });
        status.textContent = narrowed ? shown + " of " + items.length + " shown" : items.length + " shown";
        form.querySelector("button").hidden = !narrowed;
        share(wanted);
    }
    function restore() {
        new URLSearchParams(location.search).forEach(function (value, name) {
            Array.prototype.forEach.call(form.elements, function (field) {
                if (field.name !== name) { return; }
                if (field.type === "checkbox") {
                    field.checked = field.checked || field.value === value;
                } else {
                    field.value = value;
                }
            });
        });
    }
    form.hidden = false;
    restore();
    apply();
    form.addEventListener("input", apply);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    window.addEventListener("beforeprint", function () {
        groups.forEach(function (group) { group.open = true; });
    });
    window.addEventListener("hashchange", show);
    function show() {
        var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
        if (!target) { return; }
        if (target.hidden) { form.reset(); apply(); }
        var group = target.closest("[data-group]");
        if (group) { group.open = true; }
        target.scrollIntoView();
    }
    show();
})();
