/* SPDX-License-Identifier: MIT */
#include "closure.h"

#include <string.h>

/* In every image, if the board has it. */
static const char *const always[] = {"board", "kernel", "heap_4", "hal"};

#define ALWAYS_COUNT (sizeof(always) / sizeof(always[0]))

void closure_reach(const json_t *table, const char *library, json_t *found, json_t *missing)
{
    const json_t *const entry = json_path(table, "libraries", library, NULL), *needed;
    size_t i;

    if (json_object_get(found, library) != NULL) {
        return;
    }
    json_object_set_new(found, library, json_true());
    json_array_foreach(json_object_get(entry, "depends"), i, needed)
    {
        const char *const name = json_string_value(needed);

        if (name == NULL) {
            continue;
        }
        if (json_path(table, "libraries", name, NULL) != NULL) {
            closure_reach(table, name, found, missing);
        } else if (missing != NULL) {
            json_object_set_new(missing, name, json_string(library));
        }
    }
}

static void take(struct closure *closure, const json_t *table, const json_t *libraries,
                 const char *wanted_by)
{
    const json_t *library;
    size_t i;

    json_array_foreach(libraries, i, library)
    {
        const char *const name = json_string_value(library);

        if (name != NULL && json_path(table, "libraries", name, NULL) != NULL) {
            closure_reach(table, name, closure->libraries, closure->missing);
        } else if (name != NULL) {
            json_object_set_new(closure->missing, name, json_string(wanted_by));
        }
    }
}

/* The modules that use `library` without another module between, added to `by`. */
static void users_of(const struct catalogue *catalogue, const json_t *table,
                     const struct closure *closure, const char *library, json_t *by, json_t *seen)
{
    const json_t *unused;
    const char *user;
    const char *const owner = json_string_value(json_object_get(catalogue->owners, library));

    json_object_set_new(seen, library, json_true());
    json_object_foreach(closure->libraries, user, unused)
    {
        const json_t *const entry = json_path(table, "libraries", user, NULL);

        if (json_object_get(seen, user) != NULL ||
            !json_has_text(json_object_get(entry, "depends"), library)) {
            continue;
        }
        const char *const its = json_string_value(json_object_get(catalogue->owners, user));

        if (its == NULL) {
            users_of(catalogue, table, closure, user, by, seen);
        } else if ((owner == NULL || strcmp(its, owner) != 0) && !json_has_text(by, its)) {
            json_array_append_new(by, json_string(its));
        }
    }
}

static bool is_any(const json_t *libraries, const json_t *of_module)
{
    const json_t *library;
    size_t i;

    json_array_foreach(libraries, i, library)
    {
        if (json_is_string(library) && json_has_text(of_module, json_string_value(library))) {
            return true;
        }
    }
    return false;
}

static bool is_always(const json_t *libraries)
{
    for (size_t i = 0; i < ALWAYS_COUNT; i++) {
        if (json_has_text(libraries, always[i])) {
            return true;
        }
    }
    return false;
}

/* {"kind", "by"} of a module of which the image has a library. */
static json_t *reason_of(const struct catalogue *catalogue, const json_t *choice,
                         const json_t *table, const struct closure *closure, const char *id)
{
    const json_t *const libraries = json_path(catalogue->modules, id, "libraries", NULL), *library;
    const json_t *const demo = json_path(table, "demos", json_text(choice, "demo"), "libs", NULL);
    json_t *const by = json_array();
    const char *kind = "needed";
    size_t i;

    if (is_always(libraries)) {
        kind = "always";
    } else if (json_has_text(json_object_get(choice, "modules"), id)) {
        kind = "chosen";
    } else if (is_any(libraries, demo)) {
        kind = "demo";
    }
    if (strcmp(kind, "needed") == 0) {
        json_t *const seen = json_object();

        json_array_foreach(libraries, i, library)
        {
            const char *const name = json_string_value(library);

            if (name != NULL && json_object_get(closure->libraries, name) != NULL) {
                users_of(catalogue, table, closure, name, by, seen);
            }
        }
        json_decref(seen);
    }
    return json_pack("{s:s, s:o}", "kind", kind, "by", by);
}

void closure_make(const struct catalogue *catalogue, const json_t *choice, struct closure *closure)
{
    const json_t *const table = catalogue_table(catalogue, json_text(choice, "board"));
    const char *const demo = json_text(choice, "demo");
    const json_t *module, *unused;
    const char *library;
    size_t i;

    closure->libraries = json_object();
    closure->missing = json_object();
    closure->modules = json_object();
    for (i = 0; i < ALWAYS_COUNT; i++) {
        if (json_path(table, "libraries", always[i], NULL) != NULL) {
            closure_reach(table, always[i], closure->libraries, closure->missing);
        }
    }
    if (demo[0] != '\0') {
        take(closure, table, json_path(table, "demos", demo, "libs", NULL), demo);
    }
    json_array_foreach(json_object_get(choice, "modules"), i, module)
    {
        const char *const id = json_string_value(module);

        take(closure, table, json_path(catalogue->modules, id, "libraries", NULL), id);
        take(closure, table, json_path(catalogue->modules, id, "needs", NULL), id);
    }
    json_object_foreach(closure->libraries, library, unused)
    {
        const char *const id = json_string_value(json_object_get(catalogue->owners, library));

        if (id != NULL && json_object_get(closure->modules, id) == NULL) {
            json_object_set_new(closure->modules, id,
                                reason_of(catalogue, choice, table, closure, id));
        }
    }
    /* A module may name a library that another owns: chosen, it is there. */
    json_array_foreach(json_object_get(choice, "modules"), i, module)
    {
        const char *const id = json_string_value(module);

        if (json_object_get(catalogue->modules, id) != NULL &&
            json_object_get(closure->modules, id) == NULL) {
            json_object_set_new(closure->modules, id,
                                json_pack("{s:s, s:[]}", "kind", "chosen", "by"));
        }
    }
}

void closure_free(struct closure *closure)
{
    json_decref(closure->libraries);
    json_decref(closure->missing);
    json_decref(closure->modules);
}

const char *closure_profile(const struct catalogue *catalogue, const json_t *choice,
                            const struct closure *closure)
{
    const json_t *const table = catalogue_table(catalogue, json_text(choice, "board"));
    const char *const own =
        json_text(json_path(table, "demos", json_text(choice, "demo"), NULL), "profile");
    const json_t *unused;
    const char *id;

    json_object_foreach(closure->modules, id, unused)
    {
        const char *const only = json_text(json_object_get(catalogue->modules, id), "profile");

        if (only[0] != '\0') {
            return only;
        }
    }
    return own[0] == '\0' ? "full" : own;
}
