/* SPDX-License-Identifier: MIT */
#include "lock.h"

#include <stdlib.h>
#include <string.h>

#include "hash.h"
#include "making.h"
#include "program.h"
#include "tree.h"

static void hash_folder(const struct catalogue *catalogue, const char *folder,
                        char digest[HASH_TEXT_BYTES])
{
    char *const full = text_make("%s/%s", catalogue->root, folder);
    json_t *const files = tree_walk(full), *file;
    struct text list = {0};
    size_t i;

    json_array_foreach(files, i, file)
    {
        char *const path = text_make("%s/%s", full, json_string_value(file));
        struct text content = {0};

        if (tree_read(path, &content)) {
            hash_sha256(content.length == 0 ? "" : content.bytes, content.length, digest);
            text_print(&list, "%s  %s\n", digest, json_string_value(file));
        }
        free(content.bytes);
        free(path);
    }
    hash_sha256(list.length == 0 ? "" : list.bytes, list.length, digest);
    free(list.bytes);
    json_decref(files);
    free(full);
}

static void add(const struct catalogue *catalogue, json_t *rows, const char *id, const char *title,
                const char *version, const char *folder)
{
    char digest[HASH_TEXT_BYTES];

    hash_folder(catalogue, folder, digest);
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s}", "id", id, "title", title,
                                          "version", version, "sha256", digest));
}

json_t *lock_parts(const struct catalogue *catalogue, const json_t *choice,
                   const struct closure *closure)
{
    const char *const board = json_text(choice, "board");
    const json_t *const demo = json_object_get(catalogue->demos, json_text(choice, "demo"));
    const char *const release = catalogue_release(catalogue);
    char *const folder = text_make("boards/%s", board);
    json_t *const rows = json_array();
    const json_t *module;
    const char *id;

    add(catalogue, rows, folder, catalogue_title_of_board(catalogue, board), release, folder);
    if (demo != NULL) {
        add(catalogue, rows, json_text(demo, "folder"), json_text(demo, "title"), release,
            json_text(demo, "folder"));
    }
    json_object_foreach(catalogue->modules, id, module)
    {
        if (json_object_get(closure->modules, id) != NULL) {
            add(catalogue, rows, id, json_text(module, "title"), json_text(module, "version"),
                json_text(module, "folder"));
        }
    }
    free(folder);
    return rows;
}

/* The commit of the checkout, "" where it is none. */
static char *find_commit(const struct catalogue *catalogue)
{
    const char *const words[] = {"git",  "-C", catalogue->root, "rev-parse", "--verify",
                                 "HEAD", NULL};
    char *const mark = text_make("%s/.git", catalogue->root);
    struct text output = {0};

    /* A tree inside another checkout is not of its commit. */
    if ((!tree_is_file(mark) && !tree_is_folder(mark)) || !program_run(words, &output, false)) {
        output.length = 0;
    }
    char *const commit = text_take(&output);

    commit[strspn(commit, "0123456789abcdef")] = '\0';
    free(mark);
    return commit;
}

void making_lock(struct making *making)
{
    char *const commit = find_commit(making->catalogue);
    json_t *const lock = json_pack(
        "{s:s, s:i, s:O, s:s, s:s*, s:s, s:o}", "format", LOCK_FORMAT, "version", LOCK_VERSION,
        "choice", making->choice, "release", catalogue_release(making->catalogue), "commit",
        commit[0] == '\0' ? NULL : commit, "profile", making->profile, "modules",
        lock_parts(making->catalogue, making->choice, &making->closure));
    char *const text = json_dumps(lock, JSON_INDENT(1));
    char *const lines = text_make("%s\n", text);

    content_print(&making->content, "package.lock.json", lines);
    free(lines);
    free(text);
    json_decref(lock);
    free(commit);
}
