/* SPDX-License-Identifier: MIT */
#include "complaints.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void complain(struct complaints *complaints, const char *path, const char *format, ...)
{
    va_list arguments;
    char *line = NULL;

    va_start(arguments, format);
    if (vasprintf(&line, format, arguments) < 0) {
        abort();
    }
    va_end(arguments);
    text_print(&complaints->text, "%s%s: %s", complaints->count++ > 0 ? "\n" : "", path, line);
    free(line);
}
