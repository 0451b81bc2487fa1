/* SPDX-License-Identifier: MIT */
#include "catalogue.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue_read.h"
#include "manifest.h"
#include "tree.h"

#define TITLE_MAX 32u /* of a board, as a card or a message has room for */

#define PREDEFINED "tools/console/package/predefined.json"

const char *json_text(const json_t *object, const char *key)
{
    const char *const text = json_string_value(json_object_get(object, key));

    return text == NULL ? "" : text;
}

json_t *json_path(const json_t *object, ...)
{
    const json_t *at = object;
    va_list keys;
    const char *key;

    va_start(keys, object);
    while ((key = va_arg(keys, const char *)) != NULL) {
        at = json_object_get(at, key);
    }
    va_end(keys);
    return (json_t *)at;
}

bool json_has_text(const json_t *array, const char *word)
{
    const json_t *item;
    size_t i;

    json_array_foreach(array, i, item)
    {
        if (json_is_string(item) && strcmp(json_string_value(item), word) == 0) {
            return true;
        }
    }
    return false;
}

const json_t *json_row(const json_t *array, const char *key, const char *text)
{
    const json_t *row;
    size_t i;

    json_array_foreach(array, i, row)
    {
        if (strcmp(json_text(row, key), text) == 0) {
            return row;
        }
    }
    return NULL;
}

json_t *read_json(const struct catalogue *catalogue, const char *path,
                  struct complaints *complaints)
{
    char *const file = text_make("%s/%s", catalogue->root, path);
    json_error_t error;
    json_t *const document = json_load_file(file, JSON_REJECT_DUPLICATES, &error);

    if (document == NULL && error.line > 0) {
        complain(complaints, path, "line %d: %s", error.line, error.text);
    } else if (document == NULL) {
        complain(complaints, path, "it cannot be read");
    }
    free(file);
    return document;
}

void read_manifest(struct catalogue *catalogue, struct complaints *complaints)
{
    char *const file = text_make("%s/manifest.yml", catalogue->root);
    struct text content = {0};
    int line;

    if (!tree_read(file, &content)) {
        complain(complaints, "manifest.yml", "it cannot be read");
    } else {
        catalogue->manifest = manifest_parse(content.bytes == NULL ? "" : content.bytes, &line);
        if (catalogue->manifest == NULL) {
            complain(complaints, "manifest.yml", "line %d has another form than expected", line);
        } else if (json_text(catalogue->manifest, "version")[0] == '\0') {
            complain(complaints, "manifest.yml", "version is missing");
        }
    }
    free(content.bytes);
    free(file);
}

void read_reports(struct catalogue *catalogue, struct complaints *complaints)
{
    char *const folder = text_make("%s/docs/catalogue/reports", catalogue->root);
    json_t *const boards = tree_folders(folder), *board, *file;
    size_t i, k;

    json_array_foreach(boards, i, board)
    {
        char *const inner = text_make("%s/%s", folder, json_string_value(board));
        json_t *const files = tree_files(inner), *const its = json_object();

        json_array_foreach(files, k, file)
        {
            const char *const name = json_string_value(file);
            char *const path =
                text_make("docs/catalogue/reports/%s/%s", json_string_value(board), name);
            json_t *const report =
                text_ends(name, ".json") ? read_json(catalogue, path, complaints) : NULL;

            if (report != NULL) {
                json_object_setn_new(its, name, strlen(name) - strlen(".json"), report);
            }
            free(path);
        }
        json_object_set_new(catalogue->reports, json_string_value(board), its);
        json_decref(files);
        free(inner);
    }
    json_decref(boards);
    free(folder);
}

static void read_predefined(struct catalogue *catalogue, struct complaints *complaints)
{
    char *const file = text_make("%s/" PREDEFINED, catalogue->root);

    if (tree_is_file(file)) {
        catalogue->predefined = read_json(catalogue, PREDEFINED, complaints);
    }
    free(file);
}

struct catalogue *catalogue_load(const char *root, char *error, size_t error_bytes)
{
    struct catalogue *const catalogue = calloc(1, sizeof(*catalogue));
    struct complaints complaints = {0};

    if (catalogue == NULL) {
        abort();
    }
    catalogue->root = text_make("%s", root);
    catalogue->boards = json_object();
    catalogue->modules = json_object();
    catalogue->demos = json_object();
    catalogue->owners = json_object();
    catalogue->reports = json_object();
    read_manifest(catalogue, &complaints);
    read_boards(catalogue, &complaints);
    read_modules(catalogue, &complaints);
    read_reports(catalogue, &complaints);
    read_predefined(catalogue, &complaints);
    if (complaints.count > 0) {
        snprintf(error, error_bytes, "%s", complaints.text.bytes);
        free(complaints.text.bytes);
        catalogue_free(catalogue);
        return NULL;
    }
    return catalogue;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (catalogue == NULL) {
        return;
    }
    json_decref(catalogue->manifest);
    json_decref(catalogue->boards);
    json_decref(catalogue->modules);
    json_decref(catalogue->demos);
    json_decref(catalogue->owners);
    json_decref(catalogue->reports);
    json_decref(catalogue->predefined);
    free(catalogue->root);
    free(catalogue);
}

const char *catalogue_root(const struct catalogue *catalogue)
{
    return catalogue->root;
}

const char *catalogue_release(const struct catalogue *catalogue)
{
    return json_text(catalogue->manifest, "version");
}

const json_t *catalogue_board(const struct catalogue *catalogue, const char *board)
{
    return json_path(catalogue->boards, board, "board", NULL);
}

const json_t *catalogue_table(const struct catalogue *catalogue, const char *board)
{
    return json_path(catalogue->boards, board, "table", NULL);
}

const char *catalogue_title_of_board(const struct catalogue *catalogue, const char *board)
{
    const json_t *const about = json_path(catalogue->boards, board, "hardware", "board", NULL);
    const char *const titles[] = {json_text(about, "abbreviation"), json_text(about, "name"),
                                  json_text(catalogue_board(catalogue, board), "description")};

    for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
        if (titles[i][0] != '\0' && strlen(titles[i]) <= TITLE_MAX) {
            return titles[i];
        }
    }
    return board;
}

long long catalogue_memory(const struct catalogue *catalogue, const char *board, const char *kind)
{
    const json_t *const bytes =
        json_path(catalogue_board(catalogue, board), "memory", kind, "bytes", NULL);

    return json_is_integer(bytes) ? json_integer_value(bytes) : -1;
}

long long catalogue_room(const struct catalogue *catalogue, const char *board, const char *demo,
                         const char *kind)
{
    const json_t *const run =
        json_path(catalogue_board(catalogue, board), "ota", "run", "bytes", NULL);
    const bool is_flash = strcmp(kind, "flash") == 0;

    return is_flash && json_is_integer(run) &&
                   json_has_text(json_path(catalogue->demos, demo, "images", NULL), "bootloader")
               ? json_integer_value(run)
               : catalogue_memory(catalogue, board, is_flash ? "code" : kind);
}

const char *catalogue_version(const json_t *manifest, const char *library, const char *folder)
{
    const json_t *part, *nearest = NULL;
    size_t i, longest = 0;

    json_array_foreach(json_object_get(manifest, "parts"), i, part)
    {
        const char *const path = json_text(part, "path");
        const size_t length = strlen(path);

        if (library != NULL && (strcmp(json_text(part, "name"), library) == 0 ||
                                json_has_text(json_object_get(part, "also"), library))) {
            nearest = part;
            break;
        }
        if (length > longest && strncmp(folder, path, length) == 0 &&
            (folder[length] == '/' || folder[length] == '\0')) {
            nearest = part;
            longest = length;
        }
    }
    const char *const version = json_text(nearest, "version");

    return version[0] == '\0' || strcmp(version, "release") == 0 ? json_text(manifest, "version")
                                                                 : version;
}
