/* SPDX-License-Identifier: MIT */
/** Members of a document by the path to them, in one line: what clients of services ask most. */
#ifndef JSON_MEMBER_H
#define JSON_MEMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "core_json.h"
#include "lib_text.h"

/**
 * Find a value.
 *
 * @param json          A document; need not be valid, and not NULL.
 * @param length        Bytes of it.
 * @param path          As JSON_SearchConst(): "state.delta", "jobs[0]". 0-terminated.
 * @param[out] value    Where it is in the document; as it was when there is none. Not NULL.
 * @param[out] bytes    Bytes of it. Not NULL.
 * @return Whether there is one.
 *
 * Context: any.  Blocks: no.
 */
static inline bool json_member(const char *json, size_t length, const char *path,
                               const char **value, size_t *bytes)
{
    return length > 0 &&
           JSON_SearchConst(json, length, path, strlen(path), value, bytes, NULL) == JSONSuccess;
}

/**
 * Find a whole number.
 *
 * @param json    As json_member().
 * @param length  As there.
 * @param path    As there.
 * @return The number; 0 when there is none, or one that is no whole number below 2^32.
 *
 * Context: any.  Blocks: no.
 */
static inline uint32_t json_member_number(const char *json, size_t length, const char *path)
{
    const char *digits;
    size_t bytes;
    uint32_t number = 0;

    if (json_member(json, length, path, &digits, &bytes)) {
        (void)lib_text_to_number(digits, bytes, UINT32_MAX, &number);
    }
    return number;
}

#endif
