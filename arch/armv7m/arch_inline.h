/* SPDX-License-Identifier: MIT */
/* ARMv7-M (Cortex-M3, M4, M7): masking and the test for a legal thread-mode switch.
 *
 * The kernel masks by BASEPRI at configMAX_SYSCALL_INTERRUPT_PRIORITY: more urgent interrupts are
 * never held off. Raising BASEPRI needs no barrier on ARMv7-M: MSR to BASEPRI is effective for the
 * instruction that follows (ARMv7-M ARM, B5.2.3, and DDI0403 B1.4.3 on priority boosting).
 */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if !defined(configMAX_SYSCALL_INTERRUPT_PRIORITY) &&                                              \
    !defined(configMAX_API_CALL_INTERRUPT_PRIORITY)
#include "FreeRTOSConfig.h"
#endif
#ifndef configMAX_SYSCALL_INTERRUPT_PRIORITY
#ifdef configMAX_API_CALL_INTERRUPT_PRIORITY
#define configMAX_SYSCALL_INTERRUPT_PRIORITY configMAX_API_CALL_INTERRUPT_PRIORITY
#else
#error "configMAX_SYSCALL_INTERRUPT_PRIORITY is missing: set it to 1 .. 255 in FreeRTOSConfig.h"
#endif
#endif
#if (configMAX_SYSCALL_INTERRUPT_PRIORITY) < 1 || (configMAX_SYSCALL_INTERRUPT_PRIORITY) > 255
#error                                                                                             \
    "configMAX_SYSCALL_INTERRUPT_PRIORITY must be 1 .. 255: priority 0 cannot be masked by BASEPRI"
#endif

#define ARCH_STACK_ALIGN 8u

/* Value of BASEPRI before the kernel raised it; 0 = nothing was masked. */
typedef uint32_t arch_mask_t;

/* Reasons not to switch now; a thread-mode switch needs both to be 0. Only the running task changes
 * them, with a compiler barrier on either side. */
struct arch_hold {
    uint32_t critical;  /* nesting of taskENTER_CRITICAL */
    uint32_t suspended; /* nesting of vTaskSuspendAll, written by the kernel */
};

extern struct arch_hold arch_hold;

/* Saved state of a task. Bit 0 of `sp` tells how it left: see port.c. */
struct arch_context {
    uintptr_t sp;
};

static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous;
    __asm volatile("mrs %0, basepri\n\t"
                   "msr basepri_max, %1"
                   : "=&r"(previous)
                   : "r"(configMAX_SYSCALL_INTERRUPT_PRIORITY)
                   : "memory");
    return previous;
}

static inline void arch_unmask(arch_mask_t previous)
{
    __asm volatile("msr basepri, %0" ::"r"(previous) : "memory");
}

static inline uint32_t arch_core_id(void)
{
    return 0;
}

static inline bool arch_in_isr(void)
{
    uint32_t ipsr;
    __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
    return ipsr != 0;
}

static inline bool arch_may_switch(arch_mask_t previous)
{
    uint32_t ipsr, primask, faultmask;
    __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
    __asm volatile("mrs %0, primask" : "=r"(primask));
    __asm volatile("mrs %0, faultmask" : "=r"(faultmask));
    return (ipsr | primask | faultmask | previous | arch_hold.critical | arch_hold.suspended) == 0;
}

/* Hooks for hosts that watch memory; nothing to do on a microcontroller. */
static inline void arch_stack_release(struct arch_context *context)
{
    (void)context;
}

static inline void arch_heap_taken(void *block, size_t bytes, size_t capacity)
{
    (void)block;
    (void)bytes;
    (void)capacity;
}

static inline void arch_heap_given(void *block, size_t capacity)
{
    (void)block;
    (void)capacity;
}

#endif
