/* SPDX-License-Identifier: MIT */
/* What a port and the kernel both see of a core. It is the beginning of the kernel's own state, so
 * that one address in a register reaches everything a fast path needs.
 */
#ifndef ARCH_CORE_H
#define ARCH_CORE_H

#include <stdint.h>

/* Reasons not to switch in thread mode now: 0 as a word when there is none. Only the running task
 * changes `critical` and `suspended`; `switch_due` is written with the kernel's mask in force. */
union arch_hold {
    uint32_t any;
    struct {
        uint16_t critical;  /* nesting of taskENTER_CRITICAL */
        uint8_t suspended;  /* nesting of vTaskSuspendAll, written by the kernel */
        uint8_t switch_due; /* SWITCH_*: a switch that nobody has asked the port for yet */
    } why;
};

#define SWITCH_DUE          1u
#define SWITCH_TURN_IS_OVER 2u /* a tick came while the scheduler was suspended */

struct arch_context;

struct arch_core {
    struct arch_context *current; /* of the running task; assembly reads and writes it */
    union arch_hold hold;
    uint32_t port; /* the port's own */
};

/* The kernel's state, a symbol that an application has no use for. It begins with an array of
 * struct arch_core, one for each core. */
struct dunlin_kernel;
extern struct dunlin_kernel dunlin_kernel;

/* The first core's; every core's where there is one. */
static inline struct arch_core *arch_core(void)
{
    return (struct arch_core *)(void *)&dunlin_kernel;
}

#endif
