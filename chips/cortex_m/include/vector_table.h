/* SPDX-License-Identifier: MIT */
/** A chip's vector table from a list of its interrupts.
 *
 *     #define INTERRUPTS(X) X(0, UART0_Handler) X(1, TIMER0_Handler) X(9, DMA_Handler)
 *     VECTOR_TABLE(INTERRUPTS, 32)
 *
 * Every handler is weak and leads to Default_Handler; defining a function of that name installs it.
 * Numbers that are not in the list have no source. Behind the count may follow entries of another
 * kind: "[16 + 4] = TIMER_Handler" demands the function, and so links the driver it is in. */
#ifndef VECTOR_TABLE_H
#define VECTOR_TABLE_H

#include "startup.h"

/* An alias needs its target in the same file. r3: see FAULT_VECTOR. */
#define VECTOR_TABLE(interrupts, count, ...)                                                       \
    __attribute__((naked, used)) static void Unclaimed_Handler(void)                               \
    {                                                                                              \
        __asm volatile("ldr r3, =Default_Handler\n\tbx r3\n\t.ltorg");                             \
    }                                                                                              \
    interrupts(VECTOR_WEAK) __attribute__((section(".isr_vector"), used))                          \
    const void *const vectors[16 + (count)] = {STARTUP_SYSTEM_VECTORS,                             \
                                               interrupts(VECTOR_ENTRY) __VA_ARGS__};

#define VECTOR_WEAK(number, name)                                                                  \
    void name(void);                                                                               \
    __attribute__((weak, alias("Unclaimed_Handler"))) void name(void);
#define VECTOR_ENTRY(number, name) [16 + (number)] = name,

#endif
