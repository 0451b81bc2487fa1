/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "service.h"

bool levels_cut(struct levels *levels, const char *topic)
{
    const char *from = topic[0] == '/' ? topic + 1 : topic;
    const size_t bytes = strlen(from);

    levels->count = 0;
    if (bytes >= sizeof(levels->text)) {
        return false;
    }
    memcpy(levels->text, from, bytes + 1u);
    char *next = levels->text;
    while (next != NULL) {
        if (levels->count == LEVELS_MAX) {
            return false;
        }
        levels->level[levels->count++] = next;
        next = strchr(next, '/');
        if (next != NULL) {
            *next++ = '\0';
        }
    }
    return true;
}

bool levels_match(const struct levels *levels, const char *pattern)
{
    struct levels wanted;

    if (!levels_cut(&wanted, pattern) || wanted.count != levels->count) {
        return false;
    }
    for (size_t i = 0; i < wanted.count; i++) {
        const bool any = strcmp(wanted.level[i], "+") == 0 && levels->level[i][0] != '\0';
        if (!any && strcmp(wanted.level[i], levels->level[i]) != 0) {
            return false;
        }
    }
    return true;
}
