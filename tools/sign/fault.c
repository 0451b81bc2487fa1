/* SPDX-License-Identifier: MIT */
#include "fault.h"

#include <stdarg.h>
#include <stdio.h>

const char *fault_program = "sign";

enum fault fail(enum fault fault, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    (void)fprintf(stderr, "%s: ", fault_program);
    (void)vfprintf(stderr, text, arguments);
    (void)fputc('\n', stderr);
    va_end(arguments);
    return fault;
}
