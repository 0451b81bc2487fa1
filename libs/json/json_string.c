/* SPDX-License-Identifier: MIT */
/* Strings. Most bytes are plain ASCII: they are passed four at a time where the machine loads words
 * from any address, and singly elsewhere and near the end.
 *
 *   plain      0x20 to 0x7F but " and \
 *   escape     \" \\ \/ \b \f \n \r \t \uXXXX, a high surrogate with its low one
 *   UTF-8      C2..DF 80..BF | E0 A0..BF . | E1..EC . . | ED 80..9F . | EE..EF . .
 *              | F0 90..BF . . | F1..F3 . . . | F4 80..8F . .            (RFC 3629)
 */
#include "json_scan.h"
#include "json_word.h"

/* A bit in each of the four bytes that is a quote, a backslash, a control character or above 0x7F.
 * The lowest bit is always right: what borrows from the byte above has a bit itself. */
static inline uint32_t not_plain(uint32_t four)
{
    const uint32_t quote = four ^ JSON_EACH('"'), slash = four ^ JSON_EACH('\\');

    return ((quote - JSON_EACH(1)) | (slash - JSON_EACH(1)) | (four - JSON_EACH(' ')) | four) &
           JSON_EACH(0x80);
}

/* The first byte that is not plain, or the end. */
static inline const uint8_t *skip_plain(const struct json_scan *scan, const uint8_t *at)
{
    while (json_words_left(scan, at)) {
        const uint32_t found = not_plain(json_word(at));
        if (found != 0) {
            return at + (uint32_t)__builtin_ctz(found) / 8u;
        }
        at += 4;
    }
    while (at < scan->end && *at >= ' ' && *at < 0x80u && *at != '"' && *at != '\\') {
        at++;
    }
    return at;
}

/* The bytes that continue a character. The first of them may be narrower than 80 to BF. */
static const uint8_t *skip_utf8(struct json_scan *scan, const uint8_t *at)
{
    const uint8_t lead = *at++;
    const uint32_t more = lead < 0xE0u ? 1 : lead < 0xF0u ? 2 : 3;
    uint8_t low = 0x80, high = 0xBF;

    if (lead < 0xC2u || lead > 0xF4u) {
        return json_fail(scan, JSONIllegalDocument);
    }
    if (lead == 0xE0u) {
        low = 0xA0;
    } else if (lead == 0xEDu) {
        high = 0x9F; /* surrogates */
    } else if (lead == 0xF0u) {
        low = 0x90;
    } else if (lead == 0xF4u) {
        high = 0x8F; /* above U+10FFFF */
    }
    for (uint32_t i = 0; i < more; i++, at++) {
        if (at == scan->end) {
            return json_fail(scan, JSONPartial);
        }
        if (*at < low || *at > high) {
            return json_fail(scan, JSONIllegalDocument);
        }
        low = 0x80;
        high = 0xBF;
    }
    return at;
}

static uint32_t digit_of(uint8_t byte)
{
    const uint32_t decimal = byte - (uint32_t)'0', letter = (byte | 0x20u) - (uint32_t)'a';
    return decimal < 10u ? decimal : letter < 6u ? letter + 10u : 16u;
}

/* A surrogate's second digit, behind its D: 8 to B for the first of a pair, C to F for the other.
 */
static bool digit_is_allowed(uint32_t place, uint32_t digit, uint32_t first, bool is_low)
{
    if (is_low) {
        return place == 0 ? digit == 0xDu : place != 1u || digit >= 0xCu;
    }
    return place != 1u || first != 0xDu || digit < 0xCu;
}

/* Behind `\u`: four digits. `*is_high`: they are the first half of a pair. */
static const uint8_t *skip_unit(struct json_scan *scan, const uint8_t *at, bool is_low,
                                bool *is_high)
{
    uint32_t first = 0;

    *is_high = false;
    for (uint32_t place = 0; place < 4; place++, at++) {
        if (at == scan->end) {
            return json_fail(scan, JSONPartial);
        }
        const uint32_t digit = digit_of(*at);
        if (digit > 15u || !digit_is_allowed(place, digit, first, is_low)) {
            return json_fail(scan, JSONIllegalDocument);
        }
        if (place == 0) {
            first = digit;
        } else if (place == 1) {
            *is_high = first == 0xDu && digit >= 8u && digit < 0xCu;
        }
    }
    return at;
}

/* What may stand behind a backslash. */
static inline bool is_escape(uint8_t byte)
{
    switch (byte) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return true;
    default:
        return false;
    }
}

/* At the backslash. */
static const uint8_t *skip_escape(struct json_scan *scan, const uint8_t *at)
{
    bool is_high = false;

    if (++at == scan->end) {
        return json_fail(scan, JSONPartial);
    }
    if (*at != 'u') {
        return is_escape(*at) ? at + 1 : json_fail(scan, JSONIllegalDocument);
    }
    at = skip_unit(scan, at + 1, false, &is_high);
    if (at == NULL || !is_high) {
        return at;
    }
    for (const char *want = "\\u"; *want != '\0'; want++, at++) {
        if (at == scan->end) {
            return json_fail(scan, JSONPartial);
        }
        if (*at != (uint8_t)*want) {
            return json_fail(scan, JSONIllegalDocument);
        }
    }
    return skip_unit(scan, at, true, &is_high);
}

/* A character that is not plain, nor a quote. */
static const uint8_t *skip_special(struct json_scan *scan, const uint8_t *at)
{
    if (*at >= 0x80u) {
        return skip_utf8(scan, at);
    }
    return *at == '\\' ? skip_escape(scan, at) : json_fail(scan, JSONIllegalDocument);
}

const uint8_t *json_skip_string(struct json_scan *scan, const uint8_t *at)
{
    while (at != NULL) {
        at = skip_plain(scan, at);
        if (at == scan->end) {
            return json_fail(scan, JSONPartial);
        }
        if (*at == '"') {
            return at + 1;
        }
        at = skip_special(scan, at);
    }
    return NULL;
}

bool json_is_content(struct json_scan *scan, const uint8_t *at)
{
    while (at != NULL) {
        at = skip_plain(scan, at);
        if (at == scan->end) {
            return true;
        }
        at = *at == '"' ? NULL : skip_special(scan, at);
    }
    return false;
}
