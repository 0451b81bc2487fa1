/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for the host. Applications get it through FreeRTOS.h.
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include "arch_inline.h"

#include "kernel_defaults.h"

#define portARCH_NAME "sim"
#if defined(__i386__)
#define portBYTE_ALIGNMENT 8
#else
#define portBYTE_ALIGNMENT 16
#endif
#define portNOP() __asm volatile("")

#include "../include/arch_macros.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Pend a switch: it happens as soon as nothing holds it off. Context: any. */
void arch_request_switch(void);

#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            traceISR_EXIT_TO_SCHEDULER();                                                          \
            arch_request_switch();                                                                 \
        } else {                                                                                   \
            traceISR_EXIT();                                                                       \
        }                                                                                          \
    } while (0)

#ifdef configASSERT
/** Assert that the running handler may call the kernel: its priority is one the kernel can mask.
 * Context: ISR. */
void vPortValidateInterruptPriority(void);
#define portASSERT_IF_INTERRUPT_PRIORITY_INVALID() vPortValidateInterruptPriority()
#endif

/** Tick. Context: the tick interrupt, or called from the application's own. */
void xPortSysTickHandler(void);

#ifdef __cplusplus
}
#endif

#endif
