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

/* The words of the part's CMakeLists.txt, as keys. */
static json_t *words_of(struct making *making, const char *name)
{
    char *const path = text_make("%s/third_party/%s/CMakeLists.txt", making->catalogue->root, name);
    json_t *const words = json_object();
    struct text text = {0};

    if (!tree_read(path, &text)) {
        content_fail(&making->content, "%s cannot be read", path);
    }
    for (const char *at = text.bytes; at != NULL && *at != '\0';) {
        const size_t length = strcspn(at, " \t\n\"'();${}");

        if (length > 0) {
            json_object_setn_new(words, at, length, json_true());
        }
        at += length + (at[length] != '\0');
    }
    free(text.bytes);
    free(path);
    return words;
}

static bool is_source(const json_t *words, const char *file)
{
    const char *const slash = strrchr(file, '/');
    const char *const name = slash == NULL ? file : slash + 1;
    char *const stem = text_make("%.*s", (int)strcspn(name, "."), name);
    const bool found = text_ends(file, ".c") && (json_object_get(words, file) != NULL ||
                                                 json_object_get(words, name) != NULL ||
                                                 json_object_get(words, stem) != NULL);

    free(stem);
    return found;
}

/* "library/" of library/aes.c; the caller's to free. */
static char *folder_of(const char *file)
{
    const char *const slash = strrchr(file, '/');

    return text_make("%.*s", slash == NULL ? 0 : (int)(slash - file) + 1, file);
}

static bool is_header(const json_t *words, const json_t *folders, const char *file)
{
    char *const folder = folder_of(file);
    const json_t *unused;
    const char *word;
    bool found = text_ends(file, ".h") && json_object_get(folders, folder) != NULL;

    json_object_foreach((json_t *)words, word, unused)
    {
        const size_t length = strlen(word);

        found = found || (text_ends(file, ".h") && text_ends(word, "include") &&
                          text_starts(file, word) && file[length] == '/');
    }
    free(folder);
    return found;
}

static void add_files(struct making *making, const char *name, const char *tree)
{
    json_t *const words = words_of(making, name), *const files = tree_walk(tree), *file;
    json_t *const folders = json_object();
    size_t i;

    json_array_foreach(files, i, file)
    {
        if (is_source(words, json_string_value(file))) {
            char *const folder = folder_of(json_string_value(file));

            json_object_set_new(folders, folder, json_true());
            add(making, name, tree, json_string_value(file));
            free(folder);
        }
    }
    json_array_foreach(files, i, file)
    {
        if (is_header(words, folders, json_string_value(file))) {
            add(making, name, tree, json_string_value(file));
        }
    }
    if (json_object_size(folders) == 0) {
        content_fail(&making->content, "nothing of the source of %s is compiled", name);
    }
    json_decref(folders);
    json_decref(files);
    json_decref(words);
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
