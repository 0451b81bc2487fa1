/* SPDX-License-Identifier: MIT */
/* The catalogue as the API shows it. */
#include <stdlib.h>
#include <string.h>

#include "availability.h"
#include "board_document.h"
#include "catalogue_data.h"
#include "choice.h"
#include "estimate.h"
#include "resolve.h"
#include "text.h"

static json_t *copy(const json_t *value)
{
    return value == NULL ? json_null() : json_deep_copy(value);
}

static json_t *module_rows(const struct catalogue *catalogue)
{
    json_t *const rows = json_array();
    const json_t *module;
    const char *id;

    json_object_foreach(catalogue->modules, id, module)
    {
        json_array_append_new(rows, json_deep_copy(module));
    }
    return rows;
}

static json_t *demo_rows(const struct catalogue *catalogue)
{
    json_t *const rows = json_array();
    const json_t *demo;
    const char *id;

    json_object_foreach(catalogue->demos, id, demo)
    {
        json_array_append_new(rows, json_deep_copy(demo));
    }
    return rows;
}

/* The categories that modules have, each once, in the order of the modules. */
static json_t *categories(const struct catalogue *catalogue)
{
    json_t *const names = json_array();
    const json_t *module;
    const char *id;

    json_object_foreach(catalogue->modules, id, module)
    {
        if (!json_has_text(names, json_text(module, "category"))) {
            json_array_append_new(names, json_string(json_text(module, "category")));
        }
    }
    return names;
}

/* The predefined configurations of one board that resolve, appended to `rows`. */
static void add_predefined(const struct catalogue *catalogue, const char *board, json_t *rows)
{
    const json_t *made;
    size_t i;

    json_array_foreach(json_object_get(catalogue->predefined, "predefined"), i, made)
    {
        json_t *const document = json_pack("{s:s, s:o}", "board", board, "modules",
                                           copy(json_object_get(made, "modules")));
        char error[200];

        if (json_is_null(json_object_get(document, "modules"))) {
            json_object_del(document, "modules");
        }
        if (json_text(made, "demo")[0] != '\0') {
            json_object_set_new(document, "demo", json_string(json_text(made, "demo")));
        }
        char *const plain = text_replace(board, "_", "-");

        json_object_set_new(document, "name", json_sprintf("%s-%s", plain, json_text(made, "id")));
        json_t *const choice = choice_read(document, error, sizeof(error));
        json_t *const answer = choice == NULL ? NULL : resolve(catalogue, choice);

        if (json_is_true(json_object_get(answer, "valid"))) {
            json_array_append_new(
                rows, json_pack("{s:o, s:s, s:s, s:s, s:O, s:O?}", "id",
                                json_sprintf("%s-%s", board, json_text(made, "id")), "title",
                                json_text(made, "title"), "describes", json_text(made, "describes"),
                                "board", board, "choice", choice, "estimate",
                                json_path(answer, "estimate", "demo", NULL)));
        }
        json_decref(answer);
        json_decref(choice);
        json_decref(document);
        free(plain);
    }
}

json_t *catalogue_document(const struct catalogue *catalogue)
{
    json_t *const boards = json_array(), *const predefined = json_array();
    const json_t *unused;
    const char *board;

    json_object_foreach(catalogue->boards, board, unused)
    {
        json_array_append_new(boards, board_row(catalogue, board));
        add_predefined(catalogue, board, predefined);
    }
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "release", catalogue_release(catalogue),
                     "boards", boards, "modules", module_rows(catalogue), "demos",
                     demo_rows(catalogue), "predefined", predefined, "categories",
                     categories(catalogue));
}

static json_t *availability_row(json_t *problem, struct sizes sizes)
{
    json_t *const row = json_pack("{s:b, s:I, s:I}", "available", problem == NULL, "flash",
                                  (json_int_t)sizes.flash, "ram", (json_int_t)sizes.ram);

    if (problem != NULL) {
        json_object_set_new(row, "reason", json_string(json_text(problem, "text")));
    }
    json_decref(problem);
    return row;
}

json_t *catalogue_board_document(const struct catalogue *catalogue, const char *board)
{
    const json_t *const table = catalogue_table(catalogue, board), *unused;
    const char *id;

    if (catalogue_board(catalogue, board) == NULL) {
        return NULL;
    }
    json_t *const row = board_row(catalogue, board);
    json_t *const modules = json_object(), *const demos = json_object();

    json_object_foreach(catalogue->modules, id, unused)
    {
        json_object_set_new(modules, id,
                            availability_row(availability_of_module(catalogue, board, id),
                                             estimate_module(table, id)));
    }
    json_object_foreach(catalogue->demos, id, unused)
    {
        json_object_set_new(
            demos, id,
            availability_row(availability_of_demo(catalogue, board, id), estimate_demo(table, id)));
    }
    json_object_set_new(row, "modules", modules);
    json_object_set_new(row, "demos", demos);
    return row;
}
