/* SPDX-License-Identifier: MIT */
/* A line of at most LOG_LINE_BYTES, made piece by piece; what does not fit is cut off. */
#ifndef AFR201906_LINE_H
#define AFR201906_LINE_H

#include <stdarg.h>
#include <stdio.h>

#include "log.h"

struct line {
    size_t length;
    char text[LOG_LINE_BYTES];
};

static inline void line_add_values(struct line *line, const char *format, va_list values)
{
    const size_t room = sizeof line->text - line->length;
    const int wanted = vsnprintf(line->text + line->length, room, format, values);

    if (wanted > 0) {
        line->length += (size_t)wanted < room ? (size_t)wanted : room - 1;
    }
}

/* The log ends lines itself. */
static inline void line_drop_ends(struct line *line)
{
    while (line->length > 0 &&
           (line->text[line->length - 1] == '\n' || line->text[line->length - 1] == '\r')) {
        line->length--;
    }
    line->text[line->length] = '\0';
}

#endif
