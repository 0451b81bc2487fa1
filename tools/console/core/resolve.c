/* SPDX-License-Identifier: MIT */
/* Everything that is wrong with a choice is said at once, each with what to do about it. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "availability.h"
#include "choice.h"
#include "closure.h"
#include "estimate.h"
#include "heap_need.h"
#include "nearest.h"
#include "problems.h"
#include "text.h"

#define NAME_MAX_LENGTH 40u
#define USERS_MAX       3u /* named in a reason */

static void add(json_t *problems, const char *code, const char *severity, char *text, char *advice,
                const char *part)
{
    json_array_append_new(problems,
                          json_pack("{s:s, s:s, s:s, s:s, s:[s]}", "code", code, "severity",
                                    severity, "text", text, "advice", advice, "parts", part));
    free(text);
    free(advice);
}

static char *did_you_mean(const json_t *object, const char *word, const char *list)
{
    const char *const nearest = nearest_key(object, word);

    return nearest != NULL ? text_make("Did you mean %s?", nearest)
                           : text_make("./run package --list %s shows them all", list);
}

static void check_name(const json_t *choice, json_t *problems)
{
    const char *const name = json_text(choice, "name");

    if (name[0] < 'a' || name[0] > 'z' || strlen(name) > NAME_MAX_LENGTH ||
        strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name)) {
        add(problems, "name", "error",
            text_make("'%s' cannot be the name of a package: it has 1 to %u of a-z, 0-9 and -, a "
                      "letter first",
                      name, NAME_MAX_LENGTH),
            text_make("Call it my-device, say"), name);
    }
}

/* False: there is no such board, so nothing else can be said of it. */
static bool check_board(const struct catalogue *catalogue, const json_t *choice, json_t *problems)
{
    const char *const board = json_text(choice, "board");

    if (json_object_get(catalogue->boards, board) != NULL) {
        return true;
    }
    add(problems, "unknown-board", "error", text_make("There is no board %s", board),
        did_you_mean(catalogue->boards, board, "boards"), board);
    return false;
}

/* A module or demo of which the board's own problem is to be told. */
static void add_found(const struct catalogue *catalogue, json_t *problems, json_t *found,
                      const char *kind, const char *id)
{
    char *const elsewhere = availability_elsewhere(catalogue, kind, id);

    json_object_set_new(
        found, "advice",
        elsewhere[0] == '\0'
            ? json_string("Leave it out")
            : json_sprintf("Leave it out, or take a board that has it: %s", elsewhere));
    json_array_append_new(problems, found);
    free(elsewhere);
}

static void check_modules(const struct catalogue *catalogue, const json_t *choice, bool is_board,
                          json_t *problems)
{
    const char *const board = json_text(choice, "board");
    const json_t *word;
    size_t i;

    json_array_foreach(json_object_get(choice, "modules"), i, word)
    {
        const char *const id = json_string_value(word);
        const json_t *const module = json_object_get(catalogue->modules, id);
        json_t *const found =
            module == NULL || !is_board ? NULL : availability_of_module(catalogue, board, id);

        if (module == NULL) {
            add(problems, "unknown-module", "error", text_make("There is no module %s", id),
                did_you_mean(catalogue->modules, id, "modules"), id);
        } else if (found != NULL) {
            add_found(catalogue, problems, found, "modules", id);
        } else if (json_is_false(json_object_get(module, "visible"))) {
            add(problems, "dependency-only", "warning",
                text_make("%s is there for other modules and is not chosen itself",
                          json_text(module, "title")),
                text_make("Leave it out: what needs it brings it"), id);
        }
    }
}

static void check_demo(const struct catalogue *catalogue, const json_t *choice, bool is_board,
                       json_t *problems)
{
    const char *const demo = json_text(choice, "demo"), *const board = json_text(choice, "board");

    if (demo[0] == '\0') {
        return;
    }
    if (json_object_get(catalogue->demos, demo) == NULL) {
        add(problems, "unknown-demo", "error", text_make("There is no demo %s", demo),
            did_you_mean(catalogue->demos, demo, "demos"), demo);
        return;
    }
    json_t *const found = is_board ? availability_of_demo(catalogue, board, demo) : NULL;

    if (found != NULL) {
        add_found(catalogue, problems, found, "demos", demo);
    }
}

/* Pairs of which an image has one or the other, each told once. */
static void check_excludes(const struct catalogue *catalogue, const struct closure *closure,
                           json_t *problems)
{
    const json_t *unused, *word;
    const char *id;
    size_t i;

    json_object_foreach(closure->modules, id, unused)
    {
        json_array_foreach(json_path(catalogue->modules, id, "excludes", NULL), i, word)
        {
            const char *const other = json_string_value(word);
            const bool is_mutual =
                json_has_text(json_path(catalogue->modules, other, "excludes", NULL), id);

            if (json_object_get(closure->modules, other) == NULL ||
                (is_mutual && strcmp(other, id) < 0)) {
                continue;
            }
            add(problems, "excludes", "error",
                text_make("%s and %s: an image has one or the other", problems_title(catalogue, id),
                          problems_title(catalogue, other)),
                advice_leave_out(catalogue, closure, id, other), id);
        }
    }
}

/* `heap`: the bytes of it that are in what is needed. */
static void check_size(const struct catalogue *catalogue, const json_t *choice, struct sizes needed,
                       const json_t *parts, long long heap, const char *severity, json_t *problems)
{
    const char *const board = json_text(choice, "board");

    for (int i = 0; i < 2; i++) {
        const bool is_ram = i == 0;
        const char *const kind = is_ram ? "ram" : "flash";
        const long long need = is_ram ? needed.ram : needed.flash;
        const long long has = catalogue_room(catalogue, board, json_text(choice, "demo"), kind);

        if (has < 0 || need <= has) {
            continue;
        }
        const struct taking taking = problems_takers(parts, kind, is_ram ? heap : 0);

        add(problems, kind, severity,
            text_make("%s needs %s bytes of %s, %s has %s: %s",
                      strcmp(severity, "error") == 0 ? "This"
                                                     : "Everything chosen, in use at once,",
                      text_count(need), is_ram ? "RAM" : "flash",
                      catalogue_title_of_board(catalogue, board), text_count(has), taking.text),
            advice_room(catalogue, choice, kind), "");
        json_t *const made = json_array_get(problems, json_array_size(problems) - 1);

        free(taking.text);
        json_object_set_new(made, "parts", taking.parts);
        json_object_set_new(made, "needed", json_integer(need));
        json_object_set_new(made, "available", json_integer(has));
    }
}

static json_t *pack_sizes(struct sizes sizes)
{
    return json_pack("{s:I, s:I}", "flash", (json_int_t)sizes.flash, "ram", (json_int_t)sizes.ram);
}

static json_t *pack_memory(const struct catalogue *catalogue, const char *board, const char *demo)
{
    const long long flash = catalogue_room(catalogue, board, demo, "flash");
    const long long ram = catalogue_room(catalogue, board, demo, "ram");

    return json_pack("{s:o*, s:o*}", "flash", flash < 0 ? NULL : json_integer(flash), "ram",
                     ram < 0 ? NULL : json_integer(ram));
}

static bool is_size_told(const json_t *problems)
{
    return problems_have(problems, "ram") || problems_have(problems, "flash") ||
           problems_have(problems, "heap");
}

/* The sizes of a choice, and what is wrong with them. */
static json_t *estimate(const struct catalogue *catalogue, const json_t *choice,
                        const struct closure *closure, const json_t *parts, json_t *problems)
{
    const char *const board = json_text(choice, "board"), *const id = json_text(choice, "demo");
    const json_t *const table = catalogue_table(catalogue, board);
    struct sizes whole = estimate_sum(parts);
    const json_t *const its = id[0] == '\0' ? json_path(table, "base", "parts", NULL)
                                            : json_path(table, "demos", id, "parts", NULL);
    const char *const profile = closure_profile(catalogue, choice, closure);
    const long long heap = estimate_heap(table, profile);
    struct sizes demo = estimate_demo_in(table, id, parts, profile);
    json_t *const list = json_array();
    const json_t *part;
    const char *library;

    demo.ram += heap;
    whole.ram += heap;
    if (!is_size_told(problems)) {
        check_size(catalogue, choice, demo, its, heap, "error", problems);
    }
    if (!is_size_told(problems)) {
        json_t *const found = heap_need_problem(catalogue, board, id, profile);

        if (found != NULL) {
            add_found(catalogue, problems, found, "demos", id);
        }
    }
    if (!is_size_told(problems)) {
        check_size(catalogue, choice, whole, parts, heap, "warning", problems);
    }
    json_object_foreach((json_t *)parts, library, part)
    {
        json_t *const row = json_pack("{s:s}", "library", library);

        json_object_update(row, (json_t *)part);
        json_array_append_new(list, row);
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o}", "demo", pack_sizes(demo), "whole",
                     pack_sizes(whole), "available", pack_memory(catalogue, board, id), "heap",
                     heap_need(table, id, profile), "parts", list);
}

static char *reason_text(const struct catalogue *catalogue, const json_t *reason,
                         const json_t *choice)
{
    const char *const kind = json_text(reason, "kind");
    const json_t *const by = json_object_get(reason, "by"), *word;
    /* Three and "1 other" would be four in more words. */
    const size_t named = json_array_size(by) <= USERS_MAX + 1 ? USERS_MAX + 1 : USERS_MAX;
    struct text text = {0};
    size_t i;

    if (strcmp(kind, "chosen") == 0) {
        return text_make("You chose it");
    }
    if (strcmp(kind, "always") == 0) {
        return text_make("Every image has it");
    }
    if (strcmp(kind, "demo") == 0) {
        return text_make(
            "The demo %s uses it",
            json_text(json_object_get(catalogue->demos, json_text(choice, "demo")), "title"));
    }
    if (json_array_size(by) == 0) {
        return text_make("%s needs it",
                         catalogue_title_of_board(catalogue, json_text(choice, "board")));
    }
    json_array_foreach(by, i, word)
    {
        if (i < named) {
            text_print(&text, "%s%s",
                       i == 0                         ? ""
                       : i + 1 == json_array_size(by) ? " and "
                                                      : ", ",
                       problems_title(catalogue, json_string_value(word)));
        }
    }
    if (named < json_array_size(by)) {
        text_print(&text, " and %zu others", json_array_size(by) - named);
    }
    text_print(&text, json_array_size(by) == 1 ? " needs it" : " need it");
    return text_take(&text);
}

static json_t *module_rows(const struct catalogue *catalogue, const json_t *choice,
                           const struct closure *closure, const json_t *parts)
{
    json_t *const rows = json_array();
    const json_t *module, *word;
    const char *id;
    size_t i;

    json_object_foreach(catalogue->modules, id, module)
    {
        const json_t *const reason = json_object_get(closure->modules, id);
        struct sizes sum = {0, 0};

        if (reason == NULL) {
            continue;
        }
        json_array_foreach(json_object_get(module, "libraries"), i, word)
        {
            const char *const library = json_string_value(word);

            if (strcmp(json_text(catalogue->owners, library), id) == 0) {
                sum.flash += json_integer_value(json_path(parts, library, "flash", NULL));
                sum.ram += json_integer_value(json_path(parts, library, "ram", NULL));
            }
        }
        char *const text = reason_text(catalogue, reason, choice);
        json_t *const why = json_deep_copy(reason);

        json_object_set_new(why, "text", json_string(text));
        json_array_append_new(
            rows, json_pack("{s:s, s:s, s:s, s:b, s:o, s:I, s:I}", "id", id, "title",
                            json_text(module, "title"), "version", json_text(module, "version"),
                            "visible", json_is_true(json_object_get(module, "visible")), "reason",
                            why, "flash", (json_int_t)sum.flash, "ram", (json_int_t)sum.ram));
        free(text);
    }
    return rows;
}

json_t *resolve(const struct catalogue *catalogue, const json_t *choice)
{
    json_t *const problems = json_array();
    json_t *modules = json_array(), *sizes = json_null();
    const bool is_board = check_board(catalogue, choice, problems);
    char *const query = choice_query(choice), *const command = choice_command(choice);

    check_name(choice, problems);
    check_demo(catalogue, choice, is_board, problems);
    check_modules(catalogue, choice, is_board, problems);
    if (is_board && catalogue_table(catalogue, json_text(choice, "board")) == NULL &&
        json_array_size(problems) == 0) {
        json_t *const found = availability_of_demo(catalogue, json_text(choice, "board"), "");

        add_found(catalogue, problems, found, "demos", "");
    }
    if (is_board && catalogue_table(catalogue, json_text(choice, "board")) != NULL) {
        struct closure closure;

        closure_make(catalogue, choice, &closure);
        json_t *const parts = estimate_whole(catalogue_table(catalogue, json_text(choice, "board")),
                                             choice, closure_profile(catalogue, choice, &closure));

        check_excludes(catalogue, &closure, problems);
        sizes = estimate(catalogue, choice, &closure, parts, problems);
        json_decref(modules);
        modules = module_rows(catalogue, choice, &closure, parts);
        closure_free(&closure);
        json_decref(parts);
    }
    json_t *const answer =
        json_pack("{s:b, s:O, s:o, s:o, s:O, s:s, s:o}", "valid", !problems_have_error(problems),
                  "choice", choice, "modules", modules, "estimate", sizes, "problems", problems,
                  "command", command, "address", json_sprintf("/?%s", query));

    json_decref(problems);
    free(query);
    free(command);
    return answer;
}
