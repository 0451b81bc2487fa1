/* SPDX-License-Identifier: MIT */
/* Patterns. Variables are put in place first, so that what they stand for cannot be a wildcard: a
 * unit is a character, or one of two that no character is. */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "policy_parts.h"

#define ANY  0x100u /* any characters */
#define ONE  0x101u /* one character */
#define STOP 0x102u

#define UNITS_MAX          4096u
#define VARIABLE_BYTES_MAX 256u

struct units {
    size_t count;
    uint16_t unit[UNITS_MAX];
};

static bool add(struct units *units, uint16_t unit)
{
    if (units->count + 1u >= UNITS_MAX) {
        return false;
    }
    units->unit[units->count++] = unit;
    return true;
}

/* One variable: `name` up to `end`. "${*}", "${?}" and "${$}" are those characters. */
static bool add_variable(struct units *units, const char *name, const char *end,
                         const struct policy_question *question)
{
    char text[VARIABLE_BYTES_MAX];
    const size_t bytes = (size_t)(end - name);

    if (bytes == 1 && strchr("*?$", name[0]) != NULL) {
        return add(units, (unsigned char)name[0]);
    }
    if (bytes >= sizeof(text)) {
        return false;
    }
    memcpy(text, name, bytes);
    text[bytes] = '\0';
    const char *value =
        question->variable != NULL ? question->variable(question->context, text, 0) : NULL;
    if (value == NULL) {
        return false;
    }
    while (*value != '\0') {
        if (!add(units, (unsigned char)*value++)) {
            return false;
        }
    }
    return true;
}

static bool expand(struct units *units, const struct policy_pattern *pattern,
                   const struct policy_question *question)
{
    const char *p = pattern->text;
    bool is_added = true;

    units->count = 0;
    while (is_added && *p != '\0') {
        if (pattern->has_variables && p[0] == '$' && p[1] == '{') {
            const char *end = strchr(p, '}');
            is_added = end != NULL && add_variable(units, p + 2, end, question);
            p = end != NULL ? end + 1 : p;
        } else {
            const uint16_t unit = *p == '*'   ? (uint16_t)ANY
                                  : *p == '?' ? (uint16_t)ONE
                                              : (unsigned char)*p;
            is_added = add(units, pattern->is_literal ? (unsigned char)*p : unit);
            p++;
        }
    }
    units->unit[units->count] = STOP;
    return is_added;
}

static bool is_same(uint16_t unit, char c, bool ignores_case)
{
    return unit == ONE || unit == (unsigned char)c ||
           (ignores_case && unit < ANY && tolower((int)unit) == tolower((unsigned char)c));
}

/* The next character of UTF-8. */
static const char *next(const char *text)
{
    do {
        text++;
    } while (((unsigned char)*text & 0xc0u) == 0x80u);
    return text;
}

/* The last `*` seen may take one more character each time what follows it does not fit: no
 * recursion, at most text x pattern steps. */
static bool glob(const uint16_t *unit, const char *text, bool ignores_case)
{
    const uint16_t *behind_any = NULL;
    const char *resume = NULL;

    for (;;) {
        if (*unit == ANY) {
            behind_any = ++unit;
            resume = text;
        } else if (*text == '\0' && *unit == STOP) {
            return true;
        } else if (*text != '\0' && *unit != STOP && is_same(*unit, *text, ignores_case)) {
            text = *unit == ONE ? next(text) : text + 1;
            unit++;
        } else if (behind_any != NULL && *resume != '\0') {
            unit = behind_any;
            text = ++resume;
        } else {
            return false;
        }
    }
}

enum policy_fit policy_fits(const struct policy_pattern *pattern, const char *text,
                            const struct policy_question *question)
{
    struct units units;

    if (!expand(&units, pattern, question)) {
        return FIT_UNKNOWN;
    }
    return glob(units.unit, text, pattern->ignores_case) ? FIT_YES : FIT_NO;
}

const char *policy_check_variables(const char *text)
{
    for (const char *p = strstr(text, "${"); p != NULL; p = strstr(p, "${")) {
        const size_t bytes = strcspn(p + 2, "}{");
        if (p[2u + bytes] != '}') {
            return "a variable has no end";
        }
        if (bytes == 0) {
            return "a variable has no name";
        }
        if (bytes >= VARIABLE_BYTES_MAX) {
            return "the name of a variable is too long";
        }
        p += 2u + bytes;
    }
    return NULL;
}
