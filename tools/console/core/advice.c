/* SPDX-License-Identifier: MIT */
#include "advice.h"

#include <string.h>

#include "availability.h"
#include "estimate.h"
#include "heap_need.h"
#include "problems.h"
#include "text.h"

#define BOARDS_MAX 3

/* " (MQTT agent brings it)" of a module that was not chosen. */
static void add_bringer(struct text *text, const struct catalogue *catalogue,
                        const struct closure *closure, const char *id)
{
    const json_t *const by = json_path(closure->modules, id, "by", NULL);
    const char *const first = json_string_value(json_array_get(by, 0));

    text_print(text, "%s", problems_title(catalogue, id));
    if (first != NULL) {
        text_print(text, " (%s brings it)", problems_title(catalogue, first));
    } else if (strcmp(json_text(json_object_get(closure->modules, id), "kind"), "demo") == 0) {
        text_print(text, " (the demo brings it)");
    }
}

char *advice_leave_out(const struct catalogue *catalogue, const struct closure *closure,
                       const char *one, const char *other)
{
    struct text text = {0};

    text_print(&text, "Leave out ");
    add_bringer(&text, catalogue, closure, one);
    text_print(&text, " or ");
    add_bringer(&text, catalogue, closure, other);
    return text_take(&text);
}

/* The configuration that a package of the choice has on a board. */
static const char *profile_on(const struct catalogue *catalogue, const json_t *choice,
                              const char *board)
{
    json_t *const there = json_copy((json_t *)choice);
    struct closure closure;

    json_object_set_new(there, "board", json_string(board));
    closure_make(catalogue, there, &closure);
    const char *const profile = closure_profile(catalogue, there, &closure);

    closure_free(&closure);
    json_decref(there);
    return profile;
}

static bool fits(const struct catalogue *catalogue, const json_t *choice, const char *board)
{
    const json_t *const table = catalogue_table(catalogue, board), *word;
    const char *const demo = json_text(choice, "demo");
    size_t i;

    if (table == NULL || (demo[0] != '\0' && json_path(table, "demos", demo, NULL) == NULL)) {
        return false;
    }
    json_array_foreach(json_object_get(choice, "modules"), i, word)
    {
        if (json_path(table, "modules", json_string_value(word), NULL) == NULL) {
            return false;
        }
    }
    const char *const profile = profile_on(catalogue, choice, board);
    json_t *const parts = estimate_whole(table, choice, profile);
    struct sizes whole = estimate_sum(parts);
    const long long flash = catalogue_room(catalogue, board, demo, "flash");
    const long long ram = catalogue_room(catalogue, board, demo, "ram");

    json_decref(parts);
    whole.ram += estimate_heap(table, profile);
    json_t *const short_of = heap_need_problem(catalogue, board, demo, profile);
    const bool is_short = short_of != NULL;

    json_decref(short_of);
    return !is_short && (flash < 0 || whole.flash <= flash) && (ram < 0 || whole.ram <= ram);
}

/* The chosen module whose absence saves most, or NULL if none saves anything. */
static const char *heaviest(const struct catalogue *catalogue, const json_t *choice,
                            const char *kind, long long *saves)
{
    const char *const board = json_text(choice, "board");
    const json_t *const table = catalogue_table(catalogue, board);
    const json_t *const modules = json_object_get(choice, "modules");
    const bool is_ram = strcmp(kind, "ram") == 0;
    const char *const profile = profile_on(catalogue, choice, board);
    json_t *const all = estimate_whole(table, choice, profile);
    struct sizes whole = estimate_sum(all);
    const char *found = NULL;

    *saves = 0;
    whole.ram += estimate_heap(table, profile);
    for (size_t i = 0; i < json_array_size(modules); i++) {
        json_t *const without = json_deep_copy(choice);

        json_array_remove(json_object_get(without, "modules"), i);
        const char *const its = profile_on(catalogue, without, board);
        json_t *const parts = estimate_whole(table, without, its);
        struct sizes less = estimate_sum(parts);

        less.ram += estimate_heap(table, its);
        const long long saved = is_ram ? whole.ram - less.ram : whole.flash - less.flash;

        if (saved > *saves) {
            *saves = saved;
            found = json_string_value(json_array_get(modules, i));
        }
        json_decref(parts);
        json_decref(without);
    }
    json_decref(all);
    return found;
}

char *advice_room(const struct catalogue *catalogue, const json_t *choice, const char *kind)
{
    struct text text = {0};
    const json_t *unused;
    const char *board;
    unsigned count = 0;
    long long saves;
    const char *const heavy = heaviest(catalogue, choice, kind, &saves);

    if (heavy != NULL) {
        text_print(&text, "Without %s it is %s bytes less", problems_title(catalogue, heavy),
                   text_count(saves));
    }
    json_object_foreach(catalogue->boards, board, unused)
    {
        if (fits(catalogue, choice, board) && ++count <= BOARDS_MAX) {
            text_print(&text, "%s%s",
                       count > 1       ? ", "
                       : heavy != NULL ? "; it fits on "
                                       : "It fits on ",
                       catalogue_title_of_board(catalogue, board));
        }
    }
    if (heavy == NULL && count == 0) {
        text_print(&text, "Take another demo: this one fits on no other board either");
    }
    return text_take(&text);
}
