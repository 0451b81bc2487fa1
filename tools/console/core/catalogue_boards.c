/* SPDX-License-Identifier: MIT */
/* board.json, hardware.json, the preset and the table of each board. */
#include <stdlib.h>
#include <string.h>

#include "catalogue_read.h"
#include "preset.h"
#include "tree.h"

#define TEMPLATE "template" /* what a new board is made of; it is none */

static void check_board(const json_t *board, const char *name, const char *path,
                        struct complaints *complaints)
{
    static const char *const texts[] = {"name", "description", "vendor", "chip", "core", "arch"};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (json_text(board, texts[i])[0] == '\0') {
            complain(complaints, path, "%s is missing", texts[i]);
        }
    }
    if (json_text(board, "name")[0] != '\0' && strcmp(json_text(board, "name"), name) != 0) {
        complain(complaints, path, "its name is %s, its folder %s", json_text(board, "name"), name);
    }
    if (!json_is_object(json_object_get(board, "memory")) ||
        !json_is_object(json_object_get(board, "features"))) {
        complain(complaints, path, "memory or features is missing");
    }
    if (json_array_size(json_object_get(board, "run")) == 0) {
        complain(complaints, path, "run is missing: how the board is started");
    }
}

static void check_sizes(const json_t *parts, const char *path, const char *of,
                        struct complaints *complaints)
{
    const json_t *part;
    const char *library;

    json_object_foreach((json_t *)parts, library, part)
    {
        if (!json_is_integer(json_object_get(part, "flash")) ||
            !json_is_integer(json_object_get(part, "ram"))) {
            complain(complaints, path, "%s: %s has no flash and ram", of, library);
        }
    }
}

static void check_table(const json_t *table, const char *name, const char *path,
                        struct complaints *complaints)
{
    const json_t *row;
    const char *id;

    if (strcmp(json_text(table, "format"), "dunlin-console-table") != 0 ||
        json_integer_value(json_object_get(table, "version")) != 1) {
        complain(complaints, path, "it is no table of version 1");
        return;
    }
    if (strcmp(json_text(table, "board"), name) != 0) {
        complain(complaints, path, "it is of board %s", json_text(table, "board"));
    }
    if (json_object_size(json_object_get(table, "libraries")) == 0 ||
        json_object_size(json_path(table, "base", "parts", NULL)) == 0) {
        complain(complaints, path, "libraries or base is missing");
    }
    check_sizes(json_path(table, "base", "parts", NULL), path, "base", complaints);
    json_object_foreach(json_object_get(table, "modules"), id, row)
    {
        check_sizes(json_object_get(row, "parts"), path, id, complaints);
    }
    json_object_foreach(json_object_get(table, "demos"), id, row)
    {
        check_sizes(json_object_get(row, "parts"), path, id, complaints);
        if (json_text(row, "image")[0] == '\0' || !json_is_array(json_object_get(row, "libs"))) {
            complain(complaints, path, "demo %s has no image or no libs", id);
        }
    }
}

static void read_board(struct catalogue *catalogue, const json_t *presets, const char *name,
                       struct complaints *complaints)
{
    char *const path = text_make("boards/%s/board.json", name);
    char *const hardware = text_make("boards/%s/hardware.json", name);
    char *const table = text_make("tools/console/tables/%s.json", name);
    char *const table_path = text_make("%s/%s", catalogue->root, table);
    char *const hardware_path = text_make("%s/%s", catalogue->root, hardware);
    json_t *const entry = json_object();
    json_t *const board = read_json(catalogue, path, complaints);
    json_t *const preset = preset_resolve(presets, name);

    if (board != NULL) {
        check_board(board, name, path, complaints);
        json_object_set_new(entry, "board", board);
    }
    if (preset == NULL) {
        complain(complaints, "CMakePresets.json", "there is no preset %s, or it inherits none",
                 name);
    } else {
        json_object_set_new(entry, "preset", preset);
    }
    if (tree_is_file(hardware_path)) {
        json_object_set_new(entry, "hardware", read_json(catalogue, hardware, complaints));
    }
    if (tree_is_file(table_path)) {
        json_t *const sizes = read_json(catalogue, table, complaints);

        if (sizes != NULL) {
            check_table(sizes, name, table, complaints);
            json_object_set_new(entry, "table", sizes);
        }
    }
    json_object_set_new(catalogue->boards, name, entry);
    free(path);
    free(hardware);
    free(table);
    free(table_path);
    free(hardware_path);
}

void read_boards(struct catalogue *catalogue, struct complaints *complaints)
{
    char *const folder = text_make("%s/boards", catalogue->root);
    json_t *const names = tree_folders(folder), *name;
    json_t *const presets = read_json(catalogue, "CMakePresets.json", complaints);
    size_t i;

    json_array_foreach(names, i, name)
    {
        const char *const word = json_string_value(name);
        char *const file = text_make("%s/%s/board.json", folder, word);

        if (tree_is_file(file) && strcmp(word, TEMPLATE) != 0) {
            read_board(catalogue, presets, word, complaints);
        }
        free(file);
    }
    if (json_object_size(catalogue->boards) == 0) {
        complain(complaints, "boards", "there is no board");
    }
    json_decref(presets);
    json_decref(names);
    free(folder);
}
