/* SPDX-License-Identifier: MIT */
/* What CMake does not have for a board is not in its table's `libraries`; what could not be linked
 * is not in its `modules`. Why is found by asking, in this order: what of the board a library
 * stands on, which library is missing, and how large it is where it can be linked. */
#include "availability.h"

#include <stdlib.h>
#include <string.h>

#include "closure.h"
#include "estimate.h"
#include "heap_need.h"
#include "problems.h"
#include "text.h"

#define NAMED_MAX 3 /* boards named before "and more" */

/* Libraries that stand on something the board must have. */
static const struct {
    const char *library, *feature, *what;
} stands_on[] = {
    {"service_net", "ethernet", "an Ethernet port"},
    {"lwip", "ethernet", "an Ethernet port"},
    {"board_radio", "wifi", "a Wi-Fi radio"},
    {"ota_board", NULL, "flash laid out for updates (`ota` in its board.json)"},
};

static json_t *problem(const char *code, char *text, const char *part)
{
    json_t *const made = json_pack("{s:s, s:s, s:s, s:[s]}", "code", code, "severity", "error",
                                   "text", text, "parts", part);

    free(text);
    return made;
}

static bool has_feature(const struct catalogue *catalogue, const char *board, const char *feature)
{
    const json_t *const value =
        json_path(catalogue_board(catalogue, board), "features", feature, NULL);

    return value != NULL && !json_is_null(value) && !json_is_false(value);
}

/* What the board lacks of what these libraries stand on, or NULL. */
static const char *lacks(const struct catalogue *catalogue, const char *board,
                         const json_t *libraries)
{
    for (size_t i = 0; i < sizeof(stands_on) / sizeof(stands_on[0]); i++) {
        if (json_object_get(libraries, stands_on[i].library) == NULL) {
            continue;
        }
        if (stands_on[i].feature != NULL ? !has_feature(catalogue, board, stands_on[i].feature)
                                         : json_path(catalogue_table(catalogue, board), "libraries",
                                                     stands_on[i].library, NULL) == NULL) {
            return stands_on[i].what;
        }
    }
    return NULL;
}

/* The row of "modules" or "demos" on the board where it takes the least RAM; `where` gets its name.
 */
static const json_t *row_elsewhere(const struct catalogue *catalogue, const char *kind,
                                   const char *id, const char **where)
{
    const json_t *entry, *best = NULL;
    const char *board;
    long long least = 0;

    json_object_foreach(catalogue->boards, board, entry)
    {
        const json_t *const row = json_path(entry, "table", kind, id, NULL);
        const long long ram = estimate_sum(json_object_get(row, "parts")).ram;

        if (row != NULL && catalogue_memory(catalogue, board, "ram") >= 0 &&
            (best == NULL || ram < least)) {
            best = row;
            least = ram;
            *where = board;
        }
    }
    return best;
}

/* The problem of size, or NULL: it would fit. `where`: the board on which the row was measured, if
 * it is another one. */
static json_t *too_large(const struct catalogue *catalogue, const char *board, const char *title,
                         const char *demo, const json_t *row, const char *where)
{
    const json_t *const table = catalogue_table(catalogue, board);
    json_t *const parts = json_object();
    json_t *found = NULL;

    const char *const profile = json_text(row, "profile");

    if (demo[0] == '\0') { /* a demo's image is whole */
        estimate_join(parts, estimate_parts(json_object_get(table, "base"), profile));
    }
    estimate_join(parts, json_object_get(row, "parts"));
    const struct sizes sum = estimate_sum(parts);
    const long long heap = estimate_heap(table, profile[0] == '\0' ? "full" : profile);

    for (size_t i = 0; i < 2 && found == NULL; i++) {
        const char *const kind = i == 0 ? "ram" : "flash";
        const long long needed = i == 0 ? sum.ram + heap : sum.flash;
        const long long has = catalogue_room(catalogue, board, demo, kind);

        if (has < 0 || needed <= has) {
            continue;
        }
        const struct taking taking = problems_takers(parts, kind, i == 0 ? heap : 0);

        found = problem(kind,
                        text_make("%s needs %s%s bytes of %s with the kernel%s%s; %s has %s: %s",
                                  title, where == NULL ? "" : "about ", text_count(needed),
                                  i == 0 ? "RAM" : "flash", where == NULL ? "" : ", as on ",
                                  where == NULL ? "" : catalogue_title_of_board(catalogue, where),
                                  catalogue_title_of_board(catalogue, board), text_count(has),
                                  taking.text),
                        "");
        free(taking.text);
        json_object_set_new(found, "parts", taking.parts);
        json_object_set_new(found, "needed", json_integer(needed));
        json_object_set_new(found, "available", json_integer(has));
    }
    json_decref(parts);
    return found;
}

static json_t *unmeasured(const struct catalogue *catalogue, const char *board)
{
    if (catalogue_table(catalogue, board) != NULL) {
        return NULL;
    }
    return problem(
        "not-measured",
        text_make("%s has no table of sizes yet: ./run console measure --board %s makes it",
                  catalogue_title_of_board(catalogue, board), board),
        board);
}

/* Why libraries that are there, or should be, make no image here. `code`: of what is left. */
static json_t *explain(const struct catalogue *catalogue, const char *board, const char *kind,
                       const char *id, const char *title, const json_t *reached,
                       const json_t *missing, const char *code)
{
    const char *const name = catalogue_title_of_board(catalogue, board);
    const char *lacked = lacks(catalogue, board, reached), *where = "";
    const json_t *const row = row_elsewhere(catalogue, kind, id, &where);
    const char *const gone = json_object_iter_key(json_object_iter((json_t *)missing));

    if (lacked == NULL) {
        lacked = lacks(catalogue, board, missing);
    }
    if (lacked != NULL) {
        return problem(code, text_make("%s needs %s; %s has none", title, lacked, name), id);
    }
    if (gone != NULL) {
        return problem(
            code, text_make("%s needs the library %s, which %s does not have", title, gone, name),
            gone);
    }
    json_t *const large = row == NULL ? NULL
                                      : too_large(catalogue, board, title,
                                                  strcmp(kind, "demos") == 0 ? id : "", row, where);

    return large != NULL ? large
                         : problem(code, text_make("%s cannot be linked for %s", title, name), id);
}

json_t *availability_of_module(const struct catalogue *catalogue, const char *board, const char *id)
{
    const json_t *const table = catalogue_table(catalogue, board), *word;
    const json_t *const module = json_object_get(catalogue->modules, id);
    json_t *const reached = json_object(), *const missing = json_object();
    json_t *found = unmeasured(catalogue, board);
    size_t i;

    json_array_foreach(json_object_get(module, "libraries"), i, word)
    {
        if (json_path(table, "libraries", json_string_value(word), NULL) != NULL) {
            closure_reach(table, json_string_value(word), reached, missing);
        } else {
            json_object_set_new(missing, json_string_value(word), json_true());
        }
    }
    json_array_foreach(json_object_get(module, "needs"), i, word)
    {
        if (json_path(table, "libraries", json_string_value(word), NULL) == NULL) {
            json_object_set_new(missing, json_string_value(word), json_true());
        }
    }
    const json_t *const row = json_path(table, "modules", id, NULL);

    if (found == NULL && json_object_size(missing) == 0 && row != NULL) {
        found = too_large(catalogue, board, json_text(module, "title"), "", row, NULL);
    } else if (found == NULL) {
        found = explain(catalogue, board, "modules", id, json_text(module, "title"), reached,
                        missing, "no-port");
    }
    json_decref(reached);
    json_decref(missing);
    return found;
}

json_t *availability_of_demo(const struct catalogue *catalogue, const char *board, const char *id)
{
    const json_t *const table = catalogue_table(catalogue, board), *word;
    json_t *found = unmeasured(catalogue, board);
    const char *where = "";
    size_t i;

    if (found != NULL) {
        return found;
    }
    const json_t *const here = json_path(table, "demos", id, NULL);
    const json_t *const row = row_elsewhere(catalogue, "demos", id, &where);
    json_t *const reached = json_object(), *const missing = json_object();

    json_array_foreach(json_object_get(row, "libs"), i, word)
    {
        if (json_path(table, "libraries", json_string_value(word), NULL) != NULL) {
            closure_reach(table, json_string_value(word), reached, missing);
        } else {
            json_object_set_new(missing, json_string_value(word), json_true());
        }
    }
    char *const title =
        text_make("The demo %s", json_text(json_object_get(catalogue->demos, id), "title"));

    found = here != NULL
                ? too_large(catalogue, board, title, id, here, NULL)
                : explain(catalogue, board, "demos", id, title, reached, missing, "demo-not-here");
    if (found == NULL && here != NULL) {
        found = heap_need_problem(catalogue, board, id, json_text(here, "profile"));
    }
    free(title);
    json_decref(reached);
    json_decref(missing);
    return found;
}

char *availability_elsewhere(const struct catalogue *catalogue, const char *kind, const char *id)
{
    struct text text = {0};
    const json_t *unused;
    const char *board;
    unsigned count = 0;

    json_object_foreach(catalogue->boards, board, unused)
    {
        json_t *const lacking = strcmp(kind, "demos") == 0
                                    ? availability_of_demo(catalogue, board, id)
                                    : availability_of_module(catalogue, board, id);

        if (lacking == NULL && ++count <= NAMED_MAX) {
            text_print(&text, "%s%s", count > 1 ? ", " : "",
                       catalogue_title_of_board(catalogue, board));
        }
        json_decref(lacking);
    }
    if (count > NAMED_MAX) {
        text_print(&text, " and %u more", count - NAMED_MAX);
    }
    return text_take(&text);
}
