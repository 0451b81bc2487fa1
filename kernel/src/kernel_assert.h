/* SPDX-License-Identifier: MIT */
/* KASSERT: a broken kernel invariant or a misuse of the API, never an operating error. It is the
 * application's configASSERT; the operand has no side effects and carries its text:
 *     KASSERT(queue != NULL && "xQueueReceive: the queue is NULL");
 */
#ifndef KERNEL_ASSERT_H
#define KERNEL_ASSERT_H

#include "FreeRTOS.h"

#define KASSERT(condition) configASSERT(condition)

/* Misuse that is refused with asserts off, too: the calling function returns `failure`, which is
 * empty where it returns nothing. */
#define KREQUIRE(condition, text, failure)                                                         \
    do {                                                                                           \
        KASSERT((condition) && (text));                                                            \
        if (!(condition)) {                                                                        \
            return failure;                                                                        \
        }                                                                                          \
    } while (0)

/* For calls that are for tasks only, with arch.h in reach. */
#define KASSERT_IN_TASK(call) KASSERT(!arch_in_isr() && call ": called from an interrupt handler")

/* A broken layout is a broken build. */
#define KERNEL_STATIC_ASSERT(condition, text) __extension__ _Static_assert(condition, text)

#endif
