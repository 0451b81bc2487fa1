/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "text.h"

bool tree_is_file(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool tree_is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool tree_read(const char *path, struct text *content)
{
    FILE *const file = fopen(path, "rb");
    char block[16384];
    size_t got;

    if (file == NULL) {
        return false;
    }
    while ((got = fread(block, 1, sizeof(block), file)) > 0) {
        text_add(content, block, got);
    }
    const bool whole = ferror(file) == 0;

    fclose(file);
    return whole;
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **one, const struct dirent **other)
{
    return strcmp((*one)->d_name, (*other)->d_name);
}

typedef bool (*kind_of_file)(const char *path);

static json_t *list(const char *folder, kind_of_file is_wanted)
{
    json_t *const names = json_array();
    struct dirent **entries;
    const int count = scandir(folder, &entries, is_shown, by_bytes);

    for (int i = 0; i < count; i++) {
        char *const path = text_make("%s/%s", folder, entries[i]->d_name);

        if (is_wanted(path)) {
            json_array_append_new(names, json_string(entries[i]->d_name));
        }
        free(path);
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
    return names;
}

json_t *tree_folders(const char *folder)
{
    return list(folder, tree_is_folder);
}

json_t *tree_files(const char *folder)
{
    return list(folder, tree_is_file);
}

static void walk(const char *folder, const char *below, json_t *paths)
{
    json_t *const files = tree_files(folder), *const folders = tree_folders(folder);
    const json_t *name;
    size_t i;

    json_array_foreach(files, i, name)
    {
        json_array_append_new(paths, json_sprintf("%s%s", below, json_string_value(name)));
    }
    json_array_foreach(folders, i, name)
    {
        char *const inner = text_make("%s/%s", folder, json_string_value(name));
        char *const prefix = text_make("%s%s/", below, json_string_value(name));

        walk(inner, prefix, paths);
        free(inner);
        free(prefix);
    }
    json_decref(files);
    json_decref(folders);
}

json_t *tree_walk(const char *folder)
{
    json_t *const paths = json_array();

    walk(folder, "", paths);
    return paths;
}
