/* SPDX-License-Identifier: MIT */
/* module.json: libraries, services, the kernel; and demos. */
#include <stdlib.h>
#include <string.h>

#include "catalogue_read.h"
#include "tree.h"

static const char *const categories[] = {"Kernel", "Connectivity", "AWS services", "Security",
                                         "Update", "System",       "Compatibility"};

static bool is_id(const char *word)
{
    return word[0] != '\0' && strlen(word) <= 40 &&
           strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(word);
}

static bool is_category(const char *word)
{
    for (size_t i = 0; i < sizeof(categories) / sizeof(categories[0]); i++) {
        if (strcmp(word, categories[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void own(struct catalogue *catalogue, const json_t *module, const char *path,
                struct complaints *complaints)
{
    const char *const id = json_text(module, "id");
    const json_t *library;
    size_t i;

    json_array_foreach(json_object_get(module, "libraries"), i, library)
    {
        const char *const name = json_string_value(library);

        if (name == NULL) {
            complain(complaints, path, "%s: a library is not a word", id);
            continue;
        }
        /* Who names it first has it; that kits name parts of others is their sense. */
        if (json_object_get(catalogue->owners, name) == NULL) {
            json_object_set_new(catalogue->owners, name, json_string(id));
        }
    }
}

static void take_module(struct catalogue *catalogue, json_t *module, const char *folder,
                        const char *path, struct complaints *complaints)
{
    const char *const id = json_text(module, "id");

    if (!is_id(id)) {
        complain(complaints, path, "a module's id is '%s': a-z, 0-9 and _", id);
        return;
    }
    if (json_object_get(catalogue->modules, id) != NULL) {
        complain(complaints, path, "%s is in %s, too", id,
                 json_text(json_object_get(catalogue->modules, id), "folder"));
        return;
    }
    if (json_text(module, "title")[0] == '\0' || json_text(module, "describes")[0] == '\0') {
        complain(complaints, path, "%s has no title, or does not say what it is", id);
    }
    if (!is_category(json_text(module, "category"))) {
        complain(complaints, path, "%s: there is no category '%s'", id,
                 json_text(module, "category"));
    }
    if (!json_is_boolean(json_object_get(module, "visible"))) {
        complain(complaints, path, "%s: visible is not true or false", id);
    }
    if (json_array_size(json_object_get(module, "libraries")) == 0) {
        complain(complaints, path, "%s has no libraries", id);
    }
    own(catalogue, module, path, complaints);
    json_object_set_new(module, "folder", json_string(folder));
    json_object_set_new(
        module, "version",
        json_string(catalogue_version(
            catalogue->manifest,
            json_string_value(json_array_get(json_object_get(module, "libraries"), 0)), folder)));
    json_object_set(catalogue->modules, id, module);
}

static void take_demo(struct catalogue *catalogue, json_t *demo, const char *folder,
                      const char *path, struct complaints *complaints)
{
    const char *const id = json_text(demo, "id");

    if (!is_id(id)) {
        complain(complaints, path, "the demo's id is '%s': a-z, 0-9 and _", id);
    } else if (json_object_get(catalogue->demos, id) != NULL) {
        complain(complaints, path, "demo %s is in %s, too", id,
                 json_text(json_object_get(catalogue->demos, id), "folder"));
    } else if (json_text(demo, "title")[0] == '\0' || json_text(demo, "describes")[0] == '\0' ||
               json_array_size(json_object_get(demo, "images")) == 0) {
        complain(complaints, path, "demo %s has no title, description or images", id);
    } else {
        json_object_set_new(demo, "folder", json_string(folder));
        json_object_set(catalogue->demos, id, demo);
    }
}

static void read_folder(struct catalogue *catalogue, const char *folder,
                        struct complaints *complaints)
{
    char *const path = text_make("%s/module.json", folder);
    char *const file = text_make("%s/%s", catalogue->root, path);
    json_t *module;
    size_t i;

    if (tree_is_file(file)) {
        json_t *const document = read_json(catalogue, path, complaints);
        json_t *const demo = json_object_get(document, "demo");
        json_t *const modules = json_object_get(document, "modules");

        if (document != NULL && !json_is_array(modules) && !json_is_object(demo)) {
            complain(complaints, path, "it has neither modules nor a demo");
        }
        json_array_foreach(modules, i, module)
        {
            take_module(catalogue, module, folder, path, complaints);
        }
        if (json_is_object(demo)) {
            take_demo(catalogue, demo, folder, path, complaints);
        }
        json_decref(document);
    }
    free(path);
    free(file);
}

static void read_below(struct catalogue *catalogue, const char *parent, int depth,
                       struct complaints *complaints)
{
    char *const folder = text_make("%s/%s", catalogue->root, parent);
    json_t *const names = tree_folders(folder), *name;
    size_t i;

    json_array_foreach(names, i, name)
    {
        char *const inner = text_make("%s/%s", parent, json_string_value(name));

        read_folder(catalogue, inner, complaints);
        if (depth > 0) {
            read_below(catalogue, inner, depth - 1, complaints);
        }
        free(inner);
    }
    json_decref(names);
    free(folder);
}

/* What a module excludes must be there. */
static void check_excludes(const struct catalogue *catalogue, struct complaints *complaints)
{
    const json_t *module, *other;
    const char *id;
    size_t i;

    json_object_foreach(catalogue->modules, id, module)
    {
        json_array_foreach(json_object_get(module, "excludes"), i, other)
        {
            const char *const word = json_string_value(other);

            if (word == NULL || json_object_get(catalogue->modules, word) == NULL) {
                char *const path = text_make("%s/module.json", json_text(module, "folder"));

                complain(complaints, path, "%s excludes %s, which is not there", id,
                         word == NULL ? "something" : word);
                free(path);
            }
        }
    }
}

void read_modules(struct catalogue *catalogue, struct complaints *complaints)
{
    read_folder(catalogue, "kernel", complaints);
    read_below(catalogue, "libs", 0, complaints);
    read_below(catalogue, "services", 0, complaints);
    read_below(catalogue, "compat", 1, complaints);
    read_below(catalogue, "demos", 0, complaints);
    check_excludes(catalogue, complaints);
}
