/* SPDX-License-Identifier: MIT */
/* What a device of a run tells of its heap, stacks and processor: a task that is built into the
 * image of the run and no package, and what it says between RS and US on the serial line. */
#ifndef CONSOLE_PROBE_H
#define CONSOLE_PROBE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "events.h"

#define PROBE_BYTES 4096

struct probe {
    char text[PROBE_BYTES];
    size_t count;
    bool is_inside; /* RS was read, US was not */
};

/* Add the task to an unfolded package; nothing when the board or its configuration has no room or
 * no means for it. */
void probe_add(const char *root, const json_t *board, const char *package);
/* Take figures out of what the serial line says and tell them; how much is left of `text`. */
size_t probe_take(struct probe *probe, struct events *events, char *text, size_t bytes);

#endif
