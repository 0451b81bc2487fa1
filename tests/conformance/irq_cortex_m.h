/* SPDX-License-Identifier: MIT */
/* The spare interrupt of a Cortex-M chip: a line of the NVIC that no driver uses, pended by
 * software. irq_<chip>.c names it. */
#ifndef CONFORMANCE_IRQ_CORTEX_M_H
#define CONFORMANCE_IRQ_CORTEX_M_H

#include "cortex_m.h"

#include "irq.h"

#define IRQ_SPARE(name, number, priority)                                                          \
    static void (*volatile irq_handler)(void);                                                     \
                                                                                                   \
    void name(void);                                                                               \
    void name(void)                                                                                \
    {                                                                                              \
        irq_handler();                                                                             \
    }                                                                                              \
                                                                                                   \
    void irq_repeat(void)                                                                          \
    {                                                                                              \
        cm_irq_pend(number);                                                                       \
    }                                                                                              \
                                                                                                   \
    void irq_call(void (*handler)(void))                                                           \
    {                                                                                              \
        irq_handler = handler;                                                                     \
        cm_irq_enable(number, priority);                                                           \
        irq_repeat();                                                                              \
    }

#endif
