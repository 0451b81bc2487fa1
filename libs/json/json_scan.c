/* SPDX-License-Identifier: MIT */
/* Values, in one pass and without recursion: a bit for each open collection says whether it is an
 * object. The current 32 levels are in a register; only a JSON_MAX_DEPTH above 32 keeps more.
 */
#include "json_scan.h"
#include "json_word.h"

#define WORDS ((JSON_MAX_DEPTH + 31) / 32)

_Static_assert(JSON_MAX_DEPTH >= 1, "JSON_MAX_DEPTH: at least one level");

struct nest {
    uint32_t open;    /* collections that were opened here */
    uint32_t objects; /* bit 0: the innermost; 1 if it is an object */
    uint32_t outer[WORDS];
};

static inline void nest_enter(struct nest *nest, bool is_object)
{
    if (WORDS > 1 && nest->open % 32u == 0 && nest->open != 0) {
        nest->outer[nest->open / 32u - 1u] = nest->objects;
    }
    nest->objects = nest->objects << 1 | is_object;
    nest->open++;
}

static inline void nest_leave(struct nest *nest)
{
    nest->open--;
    nest->objects >>= 1;
    if (WORDS > 1 && nest->open % 32u == 0 && nest->open != 0) {
        nest->objects = nest->outer[nest->open / 32u - 1u];
    }
}

static inline bool nest_is_object(const struct nest *nest)
{
    return (nest->objects & 1u) != 0;
}

const uint8_t *json_skip_space(const struct json_scan *scan, const uint8_t *at)
{
    for (; at < scan->end && *at <= ' '; at++) {
        if (*at == ' ') {
            continue;
        }
        if (*at == '\n') {
            while (json_words_left(scan, at + 1) && json_word(at + 1) == JSON_EACH(' ')) {
                at += 4; /* the line is indented */
            }
        } else if (*at != '\r' && *at != '\t') {
            break;
        }
    }
    return at;
}

const uint8_t *json_skip_space_to_next(struct json_scan *scan, const uint8_t *at)
{
    at = json_skip_space(scan, at);
    return at < scan->end ? at : json_fail(scan, JSONPartial);
}

static inline const uint8_t *skip_digits(const struct json_scan *scan, const uint8_t *at)
{
    while (at < scan->end && (uint8_t)(*at - '0') < 10u) {
        at++;
    }
    return at;
}

/* At least one. */
static const uint8_t *skip_some_digits(struct json_scan *scan, const uint8_t *at)
{
    if (at == scan->end) {
        return json_fail(scan, JSONPartial);
    }
    if ((uint8_t)(*at - '0') >= 10u) {
        return json_fail(scan, JSONIllegalDocument);
    }
    return skip_digits(scan, at + 1);
}

/* Behind the digits before the point. */
static const uint8_t *skip_fraction_and_exponent(struct json_scan *scan, const uint8_t *at)
{
    if (at < scan->end && *at == '.') {
        at = skip_some_digits(scan, at + 1);
        if (at == NULL) {
            return NULL;
        }
    }
    if (at < scan->end && (*at | 0x20u) == 'e') {
        at++;
        if (at < scan->end && (*at == '+' || *at == '-')) {
            at++;
        }
        at = skip_some_digits(scan, at);
    }
    return at;
}

static const uint8_t *skip_number(struct json_scan *scan, const uint8_t *at)
{
    if (*at == '-' && ++at == scan->end) {
        return json_fail(scan, JSONPartial);
    }
    if (*at == '0') {
        at++; /* and no digit behind it */
    } else {
        at = skip_some_digits(scan, at);
        if (at == NULL) {
            return NULL;
        }
    }
    return at < scan->end && (*at == '.' || (*at | 0x20u) == 'e')
               ? skip_fraction_and_exponent(scan, at)
               : at;
}

static const uint8_t *skip_word(struct json_scan *scan, const uint8_t *at)
{
    const char *word = *at == 't' ? "true" : *at == 'f' ? "false" : "null";

    for (; *word != '\0'; word++, at++) {
        if (at == scan->end) {
            return json_fail(scan, JSONPartial);
        }
        if (*at != (uint8_t)*word) {
            return json_fail(scan, JSONIllegalDocument);
        }
    }
    return at;
}

static inline const uint8_t *skip_scalar(struct json_scan *scan, const uint8_t *at)
{
    if (*at == '"') {
        return json_skip_string(scan, at + 1);
    }
    if ((uint8_t)(*at - '0') < 10u || *at == '-') {
        return skip_number(scan, at);
    }
    return skip_word(scan, at);
}

const uint8_t *json_skip_key(struct json_scan *scan, const uint8_t *at, const uint8_t **key_end)
{
    if (*at != '"') {
        return json_fail(scan, JSONIllegalDocument);
    }
    at = json_skip_string(scan, at + 1);
    if (at == NULL) {
        return NULL;
    }
    *key_end = at - 1;
    at = json_next(scan, at);
    if (at == NULL) {
        return NULL;
    }
    return *at == ':' ? json_next(scan, at + 1) : json_fail(scan, JSONIllegalDocument);
}

/* Behind a value: closes what ends here. Returns at the comma, at the end of the value that
 * json_skip_value began with, or NULL. */
static inline const uint8_t *leave_collections(struct json_scan *scan, struct nest *nest,
                                               const uint8_t *at)
{
    while (nest->open > 0) {
        at = json_next(scan, at);
        if (at == NULL || *at == ',') {
            return at;
        }
        if (*at != (nest_is_object(nest) ? '}' : ']')) {
            return json_fail(scan, JSONIllegalDocument);
        }
        at++;
        nest_leave(nest);
    }
    return at;
}

/* Behind the bracket, or the comma, of a collection: at its next value. */
static inline const uint8_t *next_value(struct json_scan *scan, const struct nest *nest,
                                        const uint8_t *at)
{
    const uint8_t *key_end;

    return nest_is_object(nest) ? json_skip_key(scan, at, &key_end) : at;
}

const uint8_t *json_skip_value(struct json_scan *scan, const uint8_t *at)
{
    struct nest nest;

    nest.open = nest.objects = 0;
    while (at != NULL) {
        if (json_is_open(*at)) {
            const uint8_t close = (uint8_t)(*at + 2);
            if (nest.open + scan->depth == JSON_MAX_DEPTH) {
                return json_fail(scan, JSONMaxDepthExceeded);
            }
            nest_enter(&nest, *at == '{');
            at = json_next(scan, at + 1);
            if (at != NULL && *at != close) {
                at = next_value(scan, &nest, at);
                continue;
            }
        } else {
            at = skip_scalar(scan, at);
        }
        at = at == NULL ? NULL : leave_collections(scan, &nest, at);
        if (nest.open == 0 || at == NULL) {
            return at;
        }
        at = json_next(scan, at + 1);
        at = at == NULL ? NULL : next_value(scan, &nest, at);
    }
    return NULL;
}

JSONTypes_t json_present(const uint8_t *at, const uint8_t *behind, const char **value,
                         size_t *length)
{
    const size_t quote = *at == '"' ? 1 : 0;

    *value = (const char *)at + quote;
    *length = (size_t)(behind - at) - 2u * quote;
    switch (*at) {
    case '"':
        return JSONString;
    case '{':
        return JSONObject;
    case '[':
        return JSONArray;
    case 't':
        return JSONTrue;
    case 'f':
        return JSONFalse;
    case 'n':
        return JSONNull;
    default:
        return JSONNumber;
    }
}
