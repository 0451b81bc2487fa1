/* SPDX-License-Identifier: MIT */
#include "arguments.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* '=': takes a value, ' ': a switch, NUL: unknown. */
static char kind_of(const char *known, const char *name)
{
    const size_t bytes = strlen(name);

    for (const char *at = known; (at = strstr(at, name)) != NULL; at += bytes) {
        if ((at == known || at[-1] == ' ') && (at[bytes] == '=' || at[bytes] == ' ')) {
            return at[bytes];
        }
    }
    return '\0';
}

enum fault arguments_read(struct arguments *arguments, const char *verb, const char *known,
                          int count, char **words)
{
    *arguments = (struct arguments){0};
    for (int i = 0; i < count; i++) {
        if (strncmp(words[i], "--", 2) != 0) {
            if (arguments->file != NULL) {
                return fail(FAULT_USAGE, "%s: one file is enough: %s, %s", verb, arguments->file,
                            words[i]);
            }
            arguments->file = words[i];
            continue;
        }
        const char *name = words[i] + 2;
        const char kind = kind_of(known, name);
        if (kind == '\0') {
            return fail(FAULT_USAGE, "%s has no option --%s; sign --help shows them", verb, name);
        }
        if (is_given(arguments, name) || arguments->count == ARGUMENTS_MAX) {
            return fail(FAULT_USAGE, "--%s was given twice", name);
        }
        if (kind == '=' && i + 1 == count) {
            return fail(FAULT_USAGE, "--%s needs a value", name);
        }
        arguments->given[arguments->count].name = name;
        arguments->given[arguments->count++].value = kind == '=' ? words[++i] : NULL;
    }
    return FAULT_NONE;
}

bool is_given(const struct arguments *arguments, const char *name)
{
    for (unsigned i = 0; i < arguments->count; i++) {
        if (strcmp(arguments->given[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

const char *argument(const struct arguments *arguments, const char *name)
{
    for (unsigned i = 0; i < arguments->count; i++) {
        if (strcmp(arguments->given[i].name, name) == 0) {
            return arguments->given[i].value;
        }
    }
    return NULL;
}

enum fault argument_need(const struct arguments *arguments, const char *name, const char **value)
{
    *value = argument(arguments, name);
    return *value != NULL ? FAULT_NONE : fail(FAULT_USAGE, "--%s is needed", name);
}

enum fault argument_number(const struct arguments *arguments, const char *name, uint32_t *number)
{
    const char *text = argument(arguments, name);
    char *rest = NULL;

    if (text == NULL) {
        return FAULT_NONE;
    }
    errno = 0;
    const unsigned long long value = strtoull(text, &rest, text[0] == '0' ? 16 : 10);
    if (text[0] == '0' && text[1] != 'x' && text[1] != '\0') {
        rest = NULL; /* octal to some, decimal to others */
    }
    if (rest == NULL || !isdigit((unsigned char)text[0]) || *rest != '\0' || errno != 0 ||
        value > UINT32_MAX) {
        return fail(FAULT_USAGE, "--%s is a number from 0 to 0xffffffff: %s", name, text);
    }
    *number = (uint32_t)value;
    return FAULT_NONE;
}

enum fault argument_version(const struct arguments *arguments, const char *name, uint32_t *sequence)
{
    static const unsigned long most[] = {255, 255, 65535};
    const char *text = argument(arguments, name), *at = text;
    unsigned long parts[3] = {0};
    bool is_good = true;

    if (text == NULL) {
        return FAULT_NONE;
    }
    for (unsigned i = 0; is_good && i < 3; i++) {
        char *rest = NULL;
        is_good = isdigit((unsigned char)at[0]);
        parts[i] = is_good ? strtoul(at, &rest, 10) : 0;
        is_good = is_good && rest - at <= 5 && parts[i] <= most[i] && *rest == (i < 2 ? '.' : '\0');
        at = is_good ? rest + 1 : at;
    }
    if (!is_good) {
        return fail(FAULT_VERSION,
                    "%s is no version: it is major.minor.build, at most 255.255.65535", text);
    }
    *sequence = (uint32_t)(parts[0] << 24 | parts[1] << 16 | parts[2]);
    return FAULT_NONE;
}
