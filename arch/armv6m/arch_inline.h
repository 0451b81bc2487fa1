/* SPDX-License-Identifier: MIT */
/* ARMv6-M (Cortex-M0, M0+): the inline half of the boundary.
 *
 * There is no BASEPRI: the kernel masks by PRIMASK, which holds off every interrupt, so
 * configMAX_SYSCALL_INTERRUPT_PRIORITY has no meaning here and is ignored. Nor is there a
 * FAULTMASK.
 */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include "../cortex_m/inline.h"

/* Value of PRIMASK before the kernel set it. */
typedef uint32_t arch_mask_t;

#define ARCH_MASK_NONE 0u

/* Saved state of a task. Bit 0 of `sp` tells how it left: port.c. */
struct arch_context {
    uintptr_t sp;
};

static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous;
    __asm volatile("mrs %0, primask\n\t"
                   "cpsid i"
                   : "=r"(previous)
                   :
                   : "memory");
    return previous;
}

static inline void arch_unmask(arch_mask_t previous)
{
    __asm volatile("msr primask, %0" ::"r"(previous) : "memory");
}

/* Sleeps until an interrupt pends; its handler stays masked. With the kernel's mask in force. */
static inline void arch_wait_for_interrupt(void)
{
    __asm volatile("dsb\n\t"
                   "wfi\n\t"
                   "isb" ::
                       : "memory");
}

/* Whether a thread-mode switch is legal; `reasons`: whatever the kernel knows against it. */
static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    uint32_t ipsr;
    __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
    return (reasons | previous | ipsr) == 0;
}

#endif
