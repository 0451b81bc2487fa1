/* SPDX-License-Identifier: MIT */
/* A lock file that somebody sends. What is taken for one has an answer whose parts are in the lock
 * or in the tree; what is not says why. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static bool has(const json_t *parts, const char *id)
{
    const json_t *part;
    size_t i;

    json_array_foreach(parts, i, part)
    {
        if (strcmp(fixture_text(part, "id"), id) == 0) {
            return true;
        }
    }
    return false;
}

/* Each row of a kind is of a part that the lock has, or has not. */
static void check_rows(const json_t *difference, const char *kind, const json_t *lock,
                       bool expected)
{
    const json_t *row;
    size_t i;

    json_array_foreach(json_object_get(difference, kind), i, row)
    {
        require(has(json_object_get(lock, "modules"), fixture_text(row, "id")) == expected);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct catalogue *catalogue;
    json_t *const lock = json_loadb((const char *)bytes, size, 0, NULL);
    char error[300] = "";

    if (catalogue == NULL) {
        catalogue = fixture_catalogue(CONSOLE_FIXTURE_TREE);
    }
    if (lock == NULL) {
        return 0;
    }
    json_t *const difference = package_difference(catalogue, lock, error, sizeof(error));

    require((difference != NULL) == (error[0] == '\0'));
    if (difference != NULL) {
        check_rows(difference, "added", lock, false);
        check_rows(difference, "removed", lock, true);
        check_rows(difference, "changed", lock, true);
    }
    json_decref(difference);
    json_decref(lock);
    return 0;
}
