/* SPDX-License-Identifier: MIT */
/* Command lines of a test that is driven over the board's console. */
#ifndef CONSOLE_H
#define CONSOLE_H

#include <stddef.h>

/**
 * Wait for one line from the console.
 *
 * @param[out] line  0-terminated, without the line feed; cut where too long.
 * @param capacity   Room, 2 or more.
 *
 * Context: task.  Blocks: until a line feed or until `line` is full.
 */
void console_read_line(char *line, size_t capacity);

/**
 * Split a line in two at its first space.
 *
 * @param line  The first word stays here.
 * @return The rest, or an empty string.
 *
 * Context: any.  Blocks: never.
 */
char *console_split(char *line);

#endif
