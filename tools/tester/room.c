/* SPDX-License-Identifier: MIT */
#include "room.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *room_grow(void *old, size_t bytes)
{
    void *const memory = realloc(old, bytes == 0 ? 1 : bytes);

    if (memory == NULL) {
        fputs("devicetester: no memory\n", stderr);
        abort();
    }
    return memory;
}

void *room_zero(size_t bytes)
{
    return memset(room_grow(NULL, bytes), 0, bytes);
}

char *room_copy(const char *text, size_t length)
{
    char *const copy = room_grow(NULL, length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *room_text(const char *format, ...)
{
    va_list values;
    char *text;
    int length;

    va_start(values, format);
    length = vasprintf(&text, format, values);
    va_end(values);
    if (length < 0) {
        abort();
    }
    return text;
}
