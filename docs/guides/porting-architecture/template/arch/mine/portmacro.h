/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names. */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include "arch_inline.h"

#define portARCH_NAME      "mine"
#define portBYTE_ALIGNMENT ARCH_STACK_ALIGN
#define portNOP()          __asm volatile("nop")

#include "../include/arch_macros.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Pend a switch: it happens as soon as nothing holds it off. Context: any. */
void arch_request_switch(void);

#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            arch_request_switch();                                                                 \
        }                                                                                          \
    } while (0)

#ifdef __cplusplus
}
#endif

#endif
