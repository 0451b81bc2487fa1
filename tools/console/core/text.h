/* SPDX-License-Identifier: MIT */
/* Text that grows. Without memory the program ends: it is a program of the host. */
#ifndef CONSOLE_TEXT_H
#define CONSOLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *bytes; /* ends with a zero, which `length` does not count; NULL while empty */
    size_t length, capacity;
};

void text_add(struct text *text, const void *bytes, size_t length);
void text_print(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text, the caller's to free; never NULL. */
char *text_take(struct text *text);

/* printf into memory that is the caller's to free. */
char *text_make(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* 61440 as "61,440". Valid until the eighth call after it, in the same thread. */
const char *text_count(long long number);
/* `from` replaced by `to` wherever it stands; the caller's to free. */
char *text_replace(const char *text, const char *from, const char *to);
bool text_starts(const char *text, const char *start);
bool text_ends(const char *text, const char *end);
/* UTF-8 without control characters, which a terminal would obey. */
bool text_is_plain(const char *text);

#endif
