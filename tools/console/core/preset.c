/* SPDX-License-Identifier: MIT */
#include "preset.h"

#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 16 /* who inherits from itself is refused */

static const json_t *find(const json_t *presets, const char *name)
{
    const json_t *preset;
    size_t i;

    json_array_foreach(json_object_get(presets, "configurePresets"), i, preset)
    {
        const char *const its = json_string_value(json_object_get(preset, "name"));

        if (its != NULL && name != NULL && strcmp(its, name) == 0) {
            return preset;
        }
    }
    return NULL;
}

/* What is set already stays: the nearest preset wins. */
static bool merge(json_t *into, const json_t *presets, const char *name, int depth)
{
    static const char *const plain[] = {"displayName", "generator", "toolchainFile"};
    const json_t *const preset = find(presets, name), *parent;
    json_t *const parents = json_object_get(preset, "inherits");
    size_t i;

    if (preset == NULL || depth > DEPTH_MAX) {
        return false;
    }
    for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
        json_t *const value = json_object_get(preset, plain[i]);

        if (value != NULL && json_object_get(into, plain[i]) == NULL) {
            json_object_set(into, plain[i], value);
        }
    }
    json_object_update_missing(json_object_get(into, "cacheVariables"),
                               json_object_get(preset, "cacheVariables"));
    if (json_is_string(parents)) {
        return merge(into, presets, json_string_value(parents), depth + 1);
    }
    json_array_foreach(parents, i, parent)
    {
        if (!merge(into, presets, json_string_value(parent), depth + 1)) {
            return false;
        }
    }
    return true;
}

json_t *preset_resolve(const json_t *presets, const char *name)
{
    json_t *const resolved = json_object();

    json_object_set_new(resolved, "cacheVariables", json_object());
    if (!merge(resolved, presets, name, 0)) {
        json_decref(resolved);
        return NULL;
    }
    return resolved;
}
