/* SPDX-License-Identifier: MIT */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

enum fault fail(enum fault fault, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    (void)fputs("sign: ", stderr);
    (void)vfprintf(stderr, text, arguments);
    (void)fputc('\n', stderr);
    va_end(arguments);
    return fault;
}
