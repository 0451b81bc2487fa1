/* SPDX-License-Identifier: MIT */
/* Every call that blocks, in one table, for the rules that hold for all of them. */
#ifndef CONFORMANCE_WAITS_H
#define CONFORMANCE_WAITS_H

#include "conformance.h"

struct wait_case {
    const char *name;
    /* Control task: make the object, in a state in which `wait` blocks. */
    void (*prepare)(void);
    /* Waiting task: block up to `ticks`. Returns whether it got what it waited for. */
    bool (*wait)(TickType_t ticks);
    /* Control task: make one wait of `task` succeed. */
    void (*post)(TaskHandle_t task);
    /* Waiting task: undo a successful wait (give the mutex back). */
    void (*undo)(void);
    /* Control task: delete the object. */
    void (*finish)(void);
    bool notification; /* the wait itself is for a notification (K7) */
};

extern const struct wait_case wait_cases[];
extern const size_t wait_case_count;

#endif
