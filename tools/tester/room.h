/* SPDX-License-Identifier: MIT */
/* Memory for what is read and said: there is some, or the program ends. */
#ifndef TESTER_ROOM_H
#define TESTER_ROOM_H

#include <stddef.h>

/** As realloc(), but never NULL. */
void *room_grow(void *old, size_t bytes);

/** Memory that is zero. */
void *room_zero(size_t bytes);

/** A copy of so many bytes, with a NUL behind them. */
char *room_copy(const char *text, size_t length);

/** A text as printf() makes it, owned by the caller. */
char *room_text(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
