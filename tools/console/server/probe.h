/* SPDX-License-Identifier: MIT */
/* What a device of a run tells of its heap, stacks and processor: a task that is built into the
 * image of the run and no package, and what it says between RS and US on the serial line,
 *
 *     t NUMBER SPENT FREE SIZE NAME      of each task, in hexadecimal
 *     f MS CLOCK FREE LEAST SIZE         and then of the whole
 *
 * which become one event `figures`. */
#ifndef CONSOLE_PROBE_H
#define CONSOLE_PROBE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "events.h"

#define PROBE_BYTES     96
#define PROBE_TASKS_MAX 24

struct probe_task {
    unsigned number;
    uint32_t spent; /* us on the processor */
    unsigned stack_free, stack;
    char name[24];
};

/* Of one run of the device; zeros when it is switched on. */
struct probe {
    char text[PROBE_BYTES];
    size_t count;
    bool is_inside; /* RS was read, US was not */
    uint32_t clock; /* us, when the tasks of `before` were told */
    size_t task_count, before_count;
    struct probe_task task[PROBE_TASKS_MAX], before[PROBE_TASKS_MAX];
};

/* Add the task to an unfolded package. False: `why` says why there are no figures. */
bool probe_add(const char *root, const char *package, char *why, size_t why_bytes);
/* Tell that there will be no figures, and why. */
void probe_tell_none(struct events *events, const char *why);
/* Take figures out of what the serial line says and tell them; how much is left of `text`. */
size_t probe_take(struct probe *probe, struct events *events, char *text, size_t bytes);

#endif
