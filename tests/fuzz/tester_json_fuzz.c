/* SPDX-License-Identifier: MIT */
/* A document as people write it. What another implementation takes must be taken, with the same
 * values and without a complaint; what it does not take must be complained of. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "complaints.h"
#include "json_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

/* Every value and every key lies in the text. */
static void check_places(const struct json_value *value, unsigned lines, size_t size)
{
    require(value->line >= 1 && value->line <= lines);
    require(value->column >= 1 && value->column <= size + 1);
    require(value->text != NULL);
    for (size_t i = 0; i < value->count; i++) {
        const struct json_member *const member = &value->members[i];

        require((member->key != NULL) == (value->type == JSON_IS_OBJECT));
        require(member->line >= 1 && member->line <= lines && member->column <= size + 1);
        check_places(member->value, lines, size);
    }
}

/* What we refuse and JSON does not: keys that differ in letter case only, and depth. */
static bool is_ours_to_refuse(const json_t *value, unsigned depth)
{
    const char *key, *other;
    json_t *member, *unused;
    size_t index;

    if (depth > 60) {
        return true;
    }
    json_array_foreach(value, index, member)
    {
        if (is_ours_to_refuse(member, depth + 1)) {
            return true;
        }
    }
    json_object_foreach((json_t *)value, key, member)
    {
        json_object_foreach((json_t *)value, other, unused)
        {
            if (key != other && strcasecmp(key, other) == 0) {
                return true;
            }
        }
        if (is_ours_to_refuse(member, depth + 1)) {
            return true;
        }
    }
    return false;
}

static void check_same(const struct json_value *ours, const json_t *theirs)
{
    switch (json_typeof(theirs)) {
    case JSON_OBJECT:
        require(ours->type == JSON_IS_OBJECT && ours->count == json_object_size(theirs));
        for (size_t i = 0; i < ours->count; i++) {
            const json_t *const member = json_object_get(theirs, ours->members[i].key);

            require(member != NULL);
            check_same(ours->members[i].value, member);
        }
        break;
    case JSON_ARRAY:
        require(ours->type == JSON_IS_ARRAY && ours->count == json_array_size(theirs));
        for (size_t i = 0; i < ours->count; i++) {
            check_same(ours->members[i].value, json_array_get(theirs, i));
        }
        break;
    case JSON_STRING:
        require(ours->type == JSON_IS_STRING && strcmp(ours->text, json_string_value(theirs)) == 0);
        break;
    default:
        require(ours->type == JSON_IS_NUMBER || ours->type == JSON_IS_BOOLEAN ||
                ours->type == JSON_IS_NULL);
        break;
    }
}

/* Words are judged by the schema behind the reader. */
static bool has_word(const struct json_value *value)
{
    bool has = value->type == JSON_IS_WORD;

    for (size_t i = 0; i < value->count; i++) {
        has = has || has_word(value->members[i].value);
    }
    return has;
}

static void compare(const struct json_text *text, const struct complaints *complaints,
                    const char *bytes, size_t size)
{
    const struct json_value *const root = json_text_root(text);
    const bool fine = complaints_count(complaints) == 0 && root != NULL && !has_word(root);
    json_error_t error;
    json_t *const theirs =
        json_loadb(bytes, size, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);

    if (theirs != NULL && fine) {
        check_same(root, theirs);
    } else if (theirs != NULL) {
        require(is_ours_to_refuse(theirs, 0));
    } else if (json_error_code(&error) != json_error_numeric_overflow) {
        require(!fine);
    }
    json_decref(theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char *const copy = malloc(size + 1); /* of exactly its size */
    unsigned lines = 1;

    memcpy(copy, bytes, size);
    for (size_t i = 0; i < size; i++) {
        lines += copy[i] == '\n';
    }
    for (int manner = JSON_READ_TOLERANT; manner <= JSON_READ_STRICT; manner++) {
        char *const exact = malloc(size == 0 ? 1 : size);
        struct complaints *const complaints = complaints_new();

        memcpy(exact, bytes, size);
        struct json_text *const text =
            json_text_parse("fuzz", exact, size, (enum json_manner)manner, complaints);

        if (json_text_root(text) != NULL) {
            check_places(json_text_root(text), lines, size);
        } else {
            require(complaints_count(complaints) > 0);
        }
        if (manner == JSON_READ_STRICT && (size < 3 || memcmp(exact, "\xEF\xBB\xBF", 3) != 0)) {
            compare(text, complaints, exact, size);
        }
        json_text_free(text);
        complaints_free(complaints);
        free(exact);
    }
    free(copy);
    return 0;
}
