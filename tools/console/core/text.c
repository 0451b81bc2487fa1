/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void make_room(struct text *text, size_t length)
{
    size_t capacity = text->capacity == 0 ? 256 : text->capacity;

    while (capacity <= text->length + length) {
        capacity *= 2;
    }
    if (capacity != text->capacity) {
        text->bytes = realloc(text->bytes, capacity);
        if (text->bytes == NULL) {
            abort();
        }
        text->capacity = capacity;
    }
}

void text_add(struct text *text, const void *bytes, size_t length)
{
    make_room(text, length);
    if (length > 0) {
        memcpy(text->bytes + text->length, bytes, length);
    }
    text->length += length;
    text->bytes[text->length] = '\0';
}

static void print(struct text *text, const char *format, va_list arguments)
{
    char *line = NULL;
    const int length = vasprintf(&line, format, arguments);

    if (length < 0) {
        abort();
    }
    text_add(text, line, (size_t)length);
    free(line);
}

void text_print(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print(text, format, arguments);
    va_end(arguments);
}

char *text_take(struct text *text)
{
    make_room(text, 0);
    text->bytes[text->length] = '\0';
    char *const bytes = text->bytes;

    *text = (struct text){0};
    return bytes;
}

char *text_make(const char *format, ...)
{
    struct text text = {0};
    va_list arguments;

    va_start(arguments, format);
    print(&text, format, arguments);
    va_end(arguments);
    return text_take(&text);
}

const char *text_count(long long number)
{
    static _Thread_local char lines[8][32];
    static _Thread_local unsigned next;
    char digits[24];
    char *const line = lines[next++ % 8];
    const int length = snprintf(digits, sizeof(digits), "%lld", number);
    size_t at = 0;

    for (int i = 0; i < length; i++) {
        if (i > 0 && digits[i - 1] != '-' && (length - i) % 3 == 0) {
            line[at++] = ',';
        }
        line[at++] = digits[i];
    }
    line[at] = '\0';
    return line;
}

char *text_replace(const char *text, const char *from, const char *to)
{
    struct text out = {0};

    for (const char *found; (found = strstr(text, from)) != NULL; text = found + strlen(from)) {
        text_add(&out, text, (size_t)(found - text));
        text_add(&out, to, strlen(to));
    }
    text_add(&out, text, strlen(text));
    return text_take(&out);
}

bool text_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool text_ends(const char *text, const char *end)
{
    const size_t length = strlen(text), tail = strlen(end);

    return length >= tail && strcmp(text + length - tail, end) == 0;
}

bool text_is_plain(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        /* U+0080 to U+009F are C2 80 to C2 9F. */
        if (*at < 0x20 || *at == 0x7f || (*at == 0xc2 && at[1] < 0xa0)) {
            return false;
        }
    }
    return true;
}
