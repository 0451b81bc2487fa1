/* SPDX-License-Identifier: MIT */
/* Any bytes as a document, beside jansson, which reads into a tree what JSON_Validate only passes.
 * In what is valid, JSON_Iterate and JSON_SearchConst must find the same member. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "core_json.h"

#define INPUT_MAX 4096u

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

/* Not sure: numbers too large for a double and a NUL in a member's name are matters of the reader,
 * not of the grammar, and a NUL behind a number or a word is lost there (jansson 2.14). */
static bool is_matter_of_the_reader(const json_error_t *error)
{
    return json_error_code(error) == json_error_numeric_overflow ||
           json_error_code(error) == json_error_null_byte_in_key;
}

static bool second_opinion(const char *text, size_t length, bool *is_sure)
{
    json_error_t error;
    json_t *tree = json_loadb(text, length,
                              JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL, &error);

    *is_sure =
        (tree != NULL || !is_matter_of_the_reader(&error)) && memchr(text, '\0', length) == NULL;
    json_decref(tree);
    return tree != NULL;
}

static bool is_plain(const char *name, size_t length)
{
    return length > 0 && memchr(name, '.', length) == NULL && memchr(name, '[', length) == NULL;
}

/* The first member of its name is the one that a search finds. */
static void search_for(const char *text, size_t length, const JSONPair_t *pair)
{
    const char *value = NULL;
    size_t bytes = 0;
    JSONTypes_t type = JSONInvalid;

    if (pair->key == NULL || !is_plain(pair->key, pair->keyLength)) {
        return;
    }
    require(JSON_SearchConst(text, length, pair->key, pair->keyLength, &value, &bytes, &type) ==
            JSONSuccess);
    require(value <= pair->value && type != JSONInvalid);
    require(value != pair->value || (bytes == pair->valueLength && type == pair->jsonType));
}

static void iterate(const char *text, size_t length)
{
    size_t start = 0, next = 0;
    JSONPair_t pair;
    JSONStatus_t status;

    while ((status = JSON_Iterate(text, length, &start, &next, &pair)) == JSONSuccess) {
        require(pair.value >= text && pair.value + pair.valueLength <= text + next);
        if (pair.jsonType != JSONString) {
            require(JSON_Validate(pair.value, pair.valueLength) == JSONSuccess);
        }
        search_for(text, length, &pair);
    }
    require(status == JSONNotFound);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0 || size > INPUT_MAX) {
        return 0;
    }
    char *text = malloc(size); /* exactly its size, for the sanitizer */
    memcpy(text, bytes, size);
    const JSONStatus_t status = JSON_Validate(text, size);
    bool is_sure;
    const bool is_valid = second_opinion(text, size, &is_sure);

    require(!is_sure || status == JSONMaxDepthExceeded || is_valid == (status == JSONSuccess));
    if (status == JSONSuccess && (strchr(" \t\r\n[{", text[0]) != NULL)) {
        const char *first = text + strspn(text, " \t\r\n");
        if (*first == '[' || *first == '{') {
            iterate(text, size);
        }
    }
    /* What is cut off is never more wrong than the whole. */
    if (status == JSONSuccess && size > 1) {
        const JSONStatus_t cut = JSON_Validate(text, size - 1);
        require(cut == JSONPartial || cut == JSONSuccess);
    }
    free(text);
    return 0;
}
