/* SPDX-License-Identifier: MIT */
/* Search: one pass over the document. At each level the members are passed one by one, each once,
 * until one fits the next step of the query; then the search goes on inside it.
 *
 *   query    a.b[2].c        step: a name, or an index
 */
#include "lib_assert.h"

#include "json_scan.h"
#include "json_word.h"

/* One step. `name` NULL: the element `index`. */
struct step {
    const char *name;
    size_t length;
    uint32_t index;
};

static const char *skip_name(const char *at, const char *end)
{
    /* Small letters are above both separators. */
    while (at < end && (*at > '[' || (*at != '.' && *at != '['))) {
        at++;
    }
    return at;
}

/* Behind `[`: digits and `]`. Returns behind them, NULL if they are not that. */
static const char *read_index(const char *at, const char *end, uint32_t *index)
{
    const char *const first = at;
    uint32_t value = 0;

    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        if (value > (uint32_t)MAX_INDEX_VALUE / 10u) {
            return NULL;
        }
        value = value * 10u + (uint32_t)(*at - '0');
    }
    *index = value;
    return at > first && at < end && *at == ']' && value <= (uint32_t)MAX_INDEX_VALUE ? at + 1
                                                                                      : NULL;
}

/* Takes the next step from the query, which does not end at `at`. Returns behind the step, NULL for
 * a query that has not the form. */
static const char *take_step(const char *at, const char *end, bool is_first, struct step *step)
{
    if (*at == '[') {
        step->name = NULL;
        return read_index(at + 1, end, &step->index);
    }
    if (!is_first && *at++ != '.') {
        return NULL;
    }
    const char *const behind = skip_name(at, end);
    step->name = at;
    step->length = (size_t)(behind - at);
    return behind > at ? behind : NULL;
}

static bool query_is_valid(const char *query, const char *end)
{
    struct step step;

    for (const char *at = query; at < end;) {
        at = take_step(at, end, at == query, &step);
        if (at == NULL) {
            return false;
        }
    }
    return end > query;
}

/* Behind a value in a collection that `close` ends: at the next key or value, NULL if there is
 * none. */
static const uint8_t *pass_comma(struct json_scan *scan, const uint8_t *at)
{
    at = at == NULL ? NULL : json_next(scan, at);
    return at != NULL && *at == ',' ? json_next(scan, at + 1) : NULL;
}

/* Whether a key of the name's length is the name: from the end. */
static bool is_named(const struct step *step, const uint8_t *key)
{
    const uint8_t *const name = (const uint8_t *)step->name;
    size_t left = step->length;

    while (JSON_LOADS_ANY_WORD && left >= 4 &&
           json_word(key + left - 4) == json_word(name + left - 4)) {
        left -= 4;
    }
    while (left > 0 && key[left - 1] == name[left - 1]) {
        left--;
    }
    return left == 0;
}

/* `at`: the bracket of a collection of the step's kind. Where the value begins, NULL if there is
 * none; the bracket of an empty array is no value: the caller will see. */
static const uint8_t *find_child(struct json_scan *scan, const uint8_t *at, const struct step *step)
{
    uint32_t index = step->index;

    for (at = json_next(scan, at + 1); at != NULL; at = pass_comma(scan, at)) {
        if (step->name != NULL) {
            const uint8_t *const key = at + 1;
            const uint8_t *key_end;
            at = json_skip_key(scan, at, &key_end);
            if (at == NULL || ((size_t)(key_end - key) == step->length && is_named(step, key))) {
                return at;
            }
        } else if (index-- == 0) {
            return at;
        }
        at = json_skip_value(scan, at);
    }
    return NULL;
}

static const uint8_t *find(struct json_scan *scan, const uint8_t *at, const char *query,
                           const char *query_end)
{
    struct step step = {0};

    for (const char *rest = query; at != NULL && rest < query_end;) {
        rest = take_step(rest, query_end, rest == query, &step);
        if (*at != (step.name != NULL ? '{' : '[') || scan->depth == JSON_MAX_DEPTH) {
            return NULL;
        }
        scan->depth++;
        at = find_child(scan, at, &step);
    }
    return at;
}

JSONStatus_t JSON_SearchConst(const char *buf, size_t max, const char *query, size_t queryLength,
                              const char **outValue, size_t *outValueLength, JSONTypes_t *outType)
{
    if (buf == NULL || query == NULL || outValue == NULL || outValueLength == NULL) {
        return JSONNullParameter;
    }
    const char *const query_end = query + queryLength;
    if (max == 0 || !query_is_valid(query, query_end)) {
        return JSONBadParameter;
    }
    struct json_scan scan = {.end = (const uint8_t *)buf + max};
    const uint8_t *value = json_next(&scan, (const uint8_t *)buf);

    value = value == NULL ? NULL : find(&scan, value, query, query_end);
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
