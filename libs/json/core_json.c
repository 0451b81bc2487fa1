/* SPDX-License-Identifier: MIT */
#include "core_json.h"

#include "lib_assert.h"

#include "json_scan.h"

JSONStatus_t JSON_Validate(const char *buf, size_t max)
{
    if (buf == NULL) {
        return JSONNullParameter;
    }
    if (max == 0) {
        return JSONBadParameter;
    }
    struct json_scan scan = {.end = (const uint8_t *)buf + max};
    const uint8_t *at = json_next(&scan, (const uint8_t *)buf);

    at = at == NULL ? NULL : json_skip_value(&scan, at);
    if (at == NULL) {
        return scan.why;
    }
    coreJSON_ASSERT(at <= scan.end);
    return json_skip_space(&scan, at) == scan.end ? JSONSuccess : JSONIllegalDocument;
}

/* Where the next key or element begins; NULL with `why` if there is none. `at`: behind the opening
 * bracket, or behind the last value. */
static const uint8_t *next_item(struct json_scan *scan, const uint8_t *at, uint8_t close,
                                bool is_first)
{
    at = json_next(scan, at);
    if (at != NULL && *at == close) {
        return json_fail(scan, JSONNotFound);
    }
    if (is_first || at == NULL) {
        return at;
    }
    return *at == ',' ? json_next(scan, at + 1) : json_fail(scan, JSONIllegalDocument);
}

JSONStatus_t JSON_Iterate(const char *buf, size_t max, size_t *start, size_t *next,
                          JSONPair_t *outPair)
{
    if (buf == NULL || start == NULL || next == NULL || outPair == NULL) {
        return JSONNullParameter;
    }
    if (max == 0 || *start >= max || *next > max) {
        return JSONBadParameter;
    }
    const uint8_t *bytes = (const uint8_t *)buf;
    struct json_scan scan = {.end = bytes + max, .depth = 1};
    const uint8_t *open = json_skip_space(&scan, bytes + *start);
    if (open == scan.end || !json_is_open(*open)) {
        return JSONIllegalDocument;
    }
    const bool is_first = bytes + *next <= open;
    const uint8_t *key =
        next_item(&scan, is_first ? open + 1 : bytes + *next, (uint8_t)(*open + 2), is_first);
    const uint8_t *key_end = key, *value = key;
    if (key != NULL && *open == '{') {
        value = json_skip_key(&scan, key, &key_end);
    }
    const uint8_t *behind = value == NULL ? NULL : json_skip_value(&scan, value);
    if (behind == NULL) {
        return scan.why;
    }
    coreJSON_ASSERT(behind > value && behind <= scan.end);
    *start = (size_t)(open - bytes);
    *next = (size_t)(behind - bytes);
    outPair->key = *open == '{' ? (const char *)key + 1 : NULL;
    outPair->keyLength = *open == '{' ? (size_t)(key_end - key) - 1u : 0;
    outPair->jsonType = json_present(value, behind, &outPair->value, &outPair->valueLength);
    return JSONSuccess;
}
