/* SPDX-License-Identifier: MIT */
/* Search: one pass over the document. At each level the members are passed one by one, each once,
 * until one fits the next step of the query; then the search goes on inside it.
 *
 *   query    a.b[2].c        step: a name, or an index
 */
#include <string.h>

#include "lib_assert.h"

#include "json_scan.h"

/* One step. `name` NULL: the element `index`. */
struct step {
    const char *name;
    size_t length;
    uint32_t index;
};

static size_t name_length(const char *query, size_t length)
{
    size_t i = 0;

    /* Small letters are above both separators. */
    while (i < length && (query[i] > '[' || (query[i] != '.' && query[i] != '['))) {
        i++;
    }
    return i;
}

/* Behind `[`: digits and `]`. Returns the bytes they take, 0 if they are not that. */
static size_t read_index(const char *query, size_t length, uint32_t *index)
{
    uint32_t value = 0;
    size_t i = 0;

    for (; i < length && query[i] >= '0' && query[i] <= '9'; i++) {
        if (value > (uint32_t)MAX_INDEX_VALUE / 10u) {
            return 0;
        }
        value = value * 10u + (uint32_t)(query[i] - '0');
    }
    *index = value;
    return i > 0 && i < length && query[i] == ']' && value <= (uint32_t)MAX_INDEX_VALUE ? i + 1 : 0;
}

/* Takes the next step from the query. Returns the bytes it takes with the separator before it, 0
 * for a query that has not the form. */
static size_t take_step(const char *query, size_t length, bool is_first, struct step *step)
{
    if (query[0] == '[') {
        const size_t digits = read_index(query + 1, length - 1, &step->index);
        step->name = NULL;
        return digits == 0 ? 0 : digits + 1;
    }
    const size_t dot = is_first ? 0 : 1;
    if (dot == 1 && query[0] != '.') {
        return 0;
    }
    step->name = query + dot;
    step->length = name_length(query + dot, length - dot);
    return step->length == 0 ? 0 : step->length + dot;
}

static bool query_is_valid(const char *query, size_t length)
{
    struct step step;

    for (size_t at = 0, taken; at < length; at += taken) {
        taken = take_step(query + at, length - at, at == 0, &step);
        if (taken == 0) {
            return false;
        }
    }
    return length > 0;
}

/* Behind a value in a collection that `close` ends: at the next key or value, NULL if there is
 * none. */
static const uint8_t *pass_comma(struct json_scan *scan, const uint8_t *at)
{
    at = at == NULL ? NULL : json_next(scan, at);
    return at != NULL && *at == ',' ? json_next(scan, at + 1) : NULL;
}

static const uint8_t *find_member(struct json_scan *scan, const uint8_t *at,
                                  const struct step *step)
{
    const uint8_t *key_end;

    for (at = json_next(scan, at + 1); at != NULL; at = pass_comma(scan, at)) {
        const uint8_t *key = at + 1;
        at = json_skip_key(scan, at, &key_end);
        if (at == NULL) {
            return NULL;
        }
        if ((size_t)(key_end - key) == step->length && memcmp(key, step->name, step->length) == 0) {
            return at;
        }
        at = json_skip_value(scan, at);
    }
    return NULL;
}

static const uint8_t *find_element(struct json_scan *scan, const uint8_t *at, uint32_t index)
{
    at = json_next(scan, at + 1);
    while (at != NULL && index-- > 0) {
        at = pass_comma(scan, json_skip_value(scan, at));
    }
    return at; /* the bracket of an empty array is no value: the caller will see */
}

static const uint8_t *find(struct json_scan *scan, const uint8_t *at, const char *query,
                           size_t length)
{
    struct step step;

    for (size_t done = 0; at != NULL && done < length;) {
        done += take_step(query + done, length - done, done == 0, &step);
        if (*at != (step.name != NULL ? '{' : '[') || scan->depth == JSON_MAX_DEPTH) {
            return NULL;
        }
        scan->depth++;
        at = step.name != NULL ? find_member(scan, at, &step) : find_element(scan, at, step.index);
    }
    return at;
}

JSONStatus_t JSON_SearchConst(const char *buf, size_t max, const char *query, size_t queryLength,
                              const char **outValue, size_t *outValueLength, JSONTypes_t *outType)
{
    if (buf == NULL || query == NULL || outValue == NULL || outValueLength == NULL) {
        return JSONNullParameter;
    }
    if (max == 0 || !query_is_valid(query, queryLength)) {
        return JSONBadParameter;
    }
    struct json_scan scan = {.end = (const uint8_t *)buf + max};
    const uint8_t *value = json_next(&scan, (const uint8_t *)buf);

    value = value == NULL ? NULL : find(&scan, value, query, queryLength);
    const uint8_t *behind = value == NULL ? NULL : json_skip_value(&scan, value);
    if (behind == NULL) {
        return JSONNotFound;
    }
    coreJSON_ASSERT(behind > value && behind <= scan.end);
    const JSONTypes_t type = json_present(value, behind, outValue, outValueLength);
    if (outType != NULL) {
        *outType = type;
    }
    return JSONSuccess;
}

JSONStatus_t JSON_SearchT(char *buf, size_t max, const char *query, size_t queryLength,
                          char **outValue, size_t *outValueLength, JSONTypes_t *outType)
{
    const char *value = NULL;

    if (outValue == NULL) {
        return JSONNullParameter;
    }
    const JSONStatus_t status =
        JSON_SearchConst(buf, max, query, queryLength, &value, outValueLength, outType);
    if (status == JSONSuccess) {
        *outValue = buf + (value - buf);
    }
    return status;
}
