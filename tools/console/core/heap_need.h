/* SPDX-License-Identifier: MIT */
/* What a demo takes of the kernel's heap at its most, as it was measured, beside what it gets. The
 * heap is an array in RAM: a larger one is in the image, too. */
#ifndef CONSOLE_HEAP_NEED_H
#define CONSOLE_HEAP_NEED_H

#include "catalogue_data.h"

/* {"peak", "size", "measured_on"} of a choice's demo ("" for none) with that configuration; without
 * the first and the last where nothing was measured. */
json_t *heap_need(const json_t *table, const char *demo, const char *profile);
/* A problem with its numbers, but without advice: the heap of the configuration is too small, or
 * the board's RAM for one that is large enough. NULL: there is room, or nothing was measured. */
json_t *heap_need_problem(const struct catalogue *catalogue, const char *board, const char *demo,
                          const char *profile);

#endif
