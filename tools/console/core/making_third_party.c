/* SPDX-License-Identifier: MIT */
/* Parts of others are not in the tree: tools/fetch-third-party finds them by hash and unpacks them
 * below build/console/third_party, once. */
#include <stdlib.h>
#include <string.h>

#include "making.h"
#include "program.h"
#include "tree.h"

#define CACHE "build/console/third_party"

/* The unpacked folder of a part, fetched if it is not there; the caller's, NULL after a problem. */
static char *find_tree(struct making *making, const char *name)
{
    char *const pin_path = text_make("%s/third_party/%s/pin.json", making->catalogue->root, name);
    char *const cache = text_make("%s/" CACHE, making->catalogue->root);
    char *const tool = text_make("%s/tools/fetch-third-party", making->catalogue->root);
    json_t *const pin = json_load_file(pin_path, 0, NULL);
    char *folder = text_make("%s/%s", cache, json_text(pin, "folder"));
    char *const proof = text_make("%s/%s", folder, json_text(pin, "proof"));
    const char *const words[] = {tool, "--unpack", cache, name, NULL};
    struct text output = {0};

    if (pin == NULL || (!tree_is_file(proof) && !program_run(words, &output, true)) ||
        !tree_is_file(proof)) {
        content_fail(&making->content, "the source of %s could not be fetched: %s", name,
                     output.length > 0 ? output.bytes : "no pin.json");
        free(folder);
        folder = NULL;
    }
    json_decref(pin);
    free(output.bytes);
    free(proof);
    free(tool);
    free(cache);
    free(pin_path);
    return folder;
}

static void add(struct making *making, const char *name, const char *tree, const char *file)
{
    char *const path = text_make("dunlin/third_party/%s/source/%s", name, file);
    char *const source = text_make("%s/%s", tree, file);

    if (!content_has(&making->content, path)) {
        content_file(&making->content, path, source);
    }
    free(path);
    free(source);
}

static void add_headers(struct making *making, const char *name, const char *tree,
                        const char *folder)
{
    char *const full = text_make("%s/%s", tree, folder);
    json_t *const files = tree_walk(full), *file;
    size_t i;

    json_array_foreach(files, i, file)
    {
        if (text_ends(json_string_value(file), ".h")) {
            char *const path = text_make("%s/%s", folder, json_string_value(file));

            add(making, name, tree, path);
            free(path);
        }
    }
    json_decref(files);
    free(full);
}

static void add_licences(struct making *making, const char *name, const char *tree)
{
    json_t *const files = tree_files(tree), *file;
    size_t i, found = 0;

    json_array_foreach(files, i, file)
    {
        const char *const word = json_string_value(file);

        if (text_starts(word, "LICENSE") || text_starts(word, "COPYING")) {
            add(making, name, tree, word);
            found++;
        }
    }
    if (found == 0) {
        content_fail(&making->content, "the source of %s has no licence", name);
    }
    json_decref(files);
}

static void add_part(struct making *making, const char *name)
{
    const json_t *const entry = json_path(making->table, "libraries", name, NULL), *word;
    char *const tree = find_tree(making, name);
    size_t i;

    if (json_array_size(json_object_get(entry, "sources")) == 0) {
        content_fail(&making->content,
                     "tools/console/tables/%s.json does not say what %s is made of", making->board,
                     name);
    }
    json_array_foreach(json_object_get(entry, "sources"), i, word)
    {
        if (tree != NULL && json_is_string(word)) {
            add(making, name, tree, json_string_value(word));
        }
    }
    json_array_foreach(json_object_get(entry, "headers"), i, word)
    {
        if (tree != NULL && json_is_string(word)) {
            add_headers(making, name, tree, json_string_value(word));
        }
    }
    if (tree != NULL) {
        add_licences(making, name, tree);
    }
    free(tree);
}

void making_third_party(struct making *making)
{
    const json_t *part;
    bool any = false;
    size_t i;

    json_array_foreach(json_object_get(making->catalogue->manifest, "dependencies"), i, part)
    {
        char *const list =
            text_make("dunlin/third_party/%s/CMakeLists.txt", json_text(part, "name"));

        if (content_has(&making->content, list)) {
            any = true;
            add_part(making, json_text(part, "name"));
        }
        free(list);
    }
    if (any) {
        char *const source = text_make("%s/third_party/CMakeLists.txt", making->catalogue->root);

        content_file(&making->content, "dunlin/third_party/CMakeLists.txt", source);
        free(source);
    }
}
