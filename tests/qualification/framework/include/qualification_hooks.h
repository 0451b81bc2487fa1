/* SPDX-License-Identifier: MIT */
/* The kernel's hooks, lent to the running case. A case sets one, and its group's tear_down clears
 * all of them. What nobody asked for stays what it is on a product: an overflow or a failed
 * assertion is reported by the board and ends the run. */
#ifndef QUALIFICATION_HOOKS_H
#define QUALIFICATION_HOOKS_H

#include "FreeRTOS.h"
#include "task.h"

/* Runs in each tick's interrupt. */
extern void (*volatile qualification_on_tick)(void);

/* Runs in each round of the idle task. Must not block. */
extern void (*volatile qualification_on_idle)(void);

/* Runs where the kernel finds that `task` has run over its stack: in a switch. */
extern void (*volatile qualification_on_overflow)(TaskHandle_t task);

/* Runs where an assertion failed, in the task that failed it. Must not return. */
extern void (*volatile qualification_on_assert)(const char *expression);

/** Nobody wants any of them: set all to NULL. Context: task.  Blocks: never. */
void qualification_hooks_clear(void);

#endif
