/* SPDX-License-Identifier: MIT */
/* What a program says of its heap and tasks, among the lines of its serial line:
 *
 *     free 125232 bytes, at least 125000 so far         command `heap` of the demo cli
 *     name         state  prio  stack  number           command `tasks`, and a row for each task:
 *     IDLE           	R	0	107	2                    stack: words that were never
 * used figures {"heap": {...}, "tasks": [...]}           as the event has it, from any program
 *
 * becomes the event `figures`. How large the heap is says the image. */
#ifndef CONSOLE_FIGURES_H
#define CONSOLE_FIGURES_H

#include <stddef.h>

#include "events.h"

struct figures;

/* `image` is an ELF file. NULL: out of memory. */
struct figures *figures_new(const char *image, struct events *events);
void figures_free(struct figures *figures);
void figures_hear(struct figures *figures, const char *text, size_t bytes);

#endif
