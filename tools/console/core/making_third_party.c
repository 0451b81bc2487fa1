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

/* Whether a header is below one of the folders that compilers are given. */
static bool is_header(const json_t *folders, const char *file)
{
    const json_t *folder;
    size_t i;

    json_array_foreach(folders, i, folder)
    {
        if (text_ends(file, ".h") && text_starts(file, json_string_value(folder)) &&
            file[json_string_length(folder)] == '/') {
            return true;
        }
    }
    return false;
}

/* CMake knows what it compiles: the board's table has it. */
static void add_files(struct making *making, const char *name, const char *tree)
{
    const json_t *const library = json_path(making->table, "libraries", name, NULL);
    const json_t *const sources = json_object_get(library, "sources"), *file;
    json_t *const files = tree_walk(tree);
    size_t i;

    json_array_foreach(sources, i, file)
    {
        add(making, name, tree, json_string_value(file));
    }
    json_array_foreach(files, i, file)
    {
        if (is_header(json_object_get(library, "headers"), json_string_value(file))) {
            add(making, name, tree, json_string_value(file));
        }
    }
    if (json_array_size(sources) == 0) {
        content_fail(&making->content,
                     "the table of %s does not say what of %s is compiled: ./run console measure "
                     "--graph --board %s",
                     making->board, name, making->board);
    }
    json_decref(files);
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
    char *const tree = find_tree(making, name);

    if (tree != NULL) {
        add_files(making, name, tree);
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
