/* SPDX-License-Identifier: MIT */
/* An older lock beside what the same choice is made of today. */
#include "difference.h"

#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "lock.h"
#include "resolve.h"
#include "text.h"

#define PARTS_MAX 500u
#define TEXT_MAX  200u

static json_t *refuse(char *error, size_t error_bytes, const char *why)
{
    snprintf(error, error_bytes, "%s", why);
    return NULL;
}

/* A text of one line, which may be shown. */
static bool is_line(const json_t *value)
{
    return json_is_string(value) && json_string_length(value) <= TEXT_MAX &&
           text_is_plain(json_string_value(value));
}

/* NULL: the parts are in their form. */
static const char *check_parts(const json_t *parts)
{
    static const char *const keys[] = {"id", "title", "version", "sha256"};
    const json_t *part;
    size_t i;

    if (!json_is_array(parts) || json_array_size(parts) > PARTS_MAX) {
        return "modules is no list, or is too long";
    }
    json_array_foreach(parts, i, part)
    {
        for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
            if (!is_line(json_object_get(part, keys[k]))) {
                return "a module has no id, title, version or sha256, or one that is no line of "
                       "text";
            }
        }
        if (json_row(parts, "id", json_text(part, "id")) != part) {
            return "a module is in it twice";
        }
    }
    return NULL;
}

static json_t *row(const json_t *part)
{
    return json_pack("{s:s, s:s, s:s}", "id", json_text(part, "id"), "title",
                     json_text(part, "title"), "version", json_text(part, "version"));
}

/* Those of `parts` that are not in `others`. */
static json_t *only_in(const json_t *parts, const json_t *others)
{
    json_t *const rows = json_array();
    const json_t *part;
    size_t i;

    json_array_foreach(parts, i, part)
    {
        if (json_row(others, "id", json_text(part, "id")) == NULL) {
            json_array_append_new(rows, row(part));
        }
    }
    return rows;
}

static json_t *changed_in(const json_t *before, const json_t *now)
{
    json_t *const rows = json_array();
    const json_t *part;
    size_t i;

    json_array_foreach(now, i, part)
    {
        const json_t *const old = json_row(before, "id", json_text(part, "id"));

        if (old != NULL && (strcmp(json_text(old, "sha256"), json_text(part, "sha256")) != 0 ||
                            strcmp(json_text(old, "version"), json_text(part, "version")) != 0)) {
            json_array_append_new(
                rows, json_pack("{s:s, s:s, s:s, s:s}", "id", json_text(part, "id"), "title",
                                json_text(part, "title"), "from", json_text(old, "version"), "to",
                                json_text(part, "version")));
        }
    }
    return rows;
}

json_t *package_difference(const struct catalogue *catalogue, const json_t *lock, char *error,
                           size_t error_bytes)
{
    const json_t *const before = json_object_get(lock, "modules");
    const char *wrong = NULL;
    struct closure closure;

    if (strcmp(json_text(lock, "format"), LOCK_FORMAT) != 0) {
        return refuse(error, error_bytes, "it is no package.lock.json of Dunlin");
    }
    if (json_integer_value(json_object_get(lock, "version")) > LOCK_VERSION) {
        return refuse(error, error_bytes, "it is of a newer Dunlin: update this one first");
    }
    if (json_integer_value(json_object_get(lock, "version")) != LOCK_VERSION) {
        return refuse(error, error_bytes, "its version is no version of a package.lock.json");
    }
    if (json_text(lock, "release")[0] == '\0' || !is_line(json_object_get(lock, "release"))) {
        return refuse(error, error_bytes, "release is missing, or is no line of text");
    }
    if ((wrong = check_parts(before)) != NULL) {
        return refuse(error, error_bytes, wrong);
    }
    json_t *const choice = choice_read(json_object_get(lock, "choice"), error, error_bytes);

    if (choice == NULL) {
        return NULL;
    }
    json_t *const answer = resolve(catalogue, choice);
    json_t *now = json_array();

    if (catalogue_table(catalogue, json_text(choice, "board")) != NULL) {
        closure_make(catalogue, choice, &closure);
        json_decref(now);
        now = lock_parts(catalogue, choice, &closure);
        closure_free(&closure);
    }
    json_t *const difference =
        json_pack("{s:o, s:s, s:s, s:o, s:o, s:o, s:O}", "choice", choice, "from",
                  json_text(lock, "release"), "to", catalogue_release(catalogue), "added",
                  only_in(now, before), "removed", only_in(before, now), "changed",
                  changed_in(before, now), "problems", json_object_get(answer, "problems"));

    json_decref(answer);
    json_decref(now);
    return difference;
}
