/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, as far as all Cortex-M share it. Applications get it
 * through FreeRTOS.h, by portmacro.h, which includes arch_inline.h first. */
#ifndef ARCH_CORTEX_M_MACROS_H
#define ARCH_CORTEX_M_MACROS_H

#include <stdint.h>

#include "kernel_defaults.h"

#define portSTACK_TYPE     uint32_t
#define portBYTE_ALIGNMENT 8
#define portNOP()          __asm volatile("nop")

#include "../include/arch_macros.h"

#ifdef __cplusplus
extern "C" {
#endif

#define portNVIC_INT_CTRL_REG  (*(volatile uint32_t *)0xe000ed04U)
#define portNVIC_PENDSVSET_BIT (1UL << 28UL)

#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            traceISR_EXIT_TO_SCHEDULER();                                                          \
            portNVIC_INT_CTRL_REG = portNVIC_PENDSVSET_BIT;                                        \
        } else {                                                                                   \
            traceISR_EXIT();                                                                       \
        }                                                                                          \
    } while (0)

/* The vectors. An application that owns its vector table maps or calls them; the tick handler is an
 * ordinary function that may be called from the application's own SysTick handler. */

/** SVC vector. Context: exception. */
void vPortSVCHandler(void);
/** PendSV vector: the pended switch. Context: exception; must be the vector itself. */
void xPortPendSVHandler(void);
/** Tick. Context: SysTick vector, or called from the application's own. */
void xPortSysTickHandler(void);

#ifdef __cplusplus
}
#endif

#endif
