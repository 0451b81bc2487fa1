/* SPDX-License-Identifier: MIT */
/* Masking on cores that have BASEPRI (ARMv7-M, ARMv8-M mainline), and the test for a legal
 * thread-mode switch.
 *
 * The kernel masks by BASEPRI at configMAX_SYSCALL_INTERRUPT_PRIORITY: more urgent interrupts are
 * never held off. Raising BASEPRI needs no barrier on ARMv7-M: MSR to BASEPRI is effective for the
 * instruction that follows (ARMv7-M ARM, B5.2.3, and DDI0403 B1.4.3 on priority boosting), but for
 * the first Cortex-M7 (configARM_ERRATUM_837070).
 */
#ifndef ARCH_CORTEX_M_MASK_BASEPRI_H
#define ARCH_CORTEX_M_MASK_BASEPRI_H

#include "inline.h"

#include "kernel_defaults.h"

#ifndef configMAX_SYSCALL_INTERRUPT_PRIORITY
#error "configMAX_SYSCALL_INTERRUPT_PRIORITY is required: 1 .. 255"
#endif
/* Priority 0 cannot be masked by BASEPRI. */
KERNEL_CONFIG_RANGE(configMAX_SYSCALL_INTERRUPT_PRIORITY, 1, 255);

/* Value of BASEPRI before the kernel raised it. */
typedef uint32_t arch_mask_t;

#define ARCH_MASK_NONE 0u

static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous;
    if (configARM_ERRATUM_837070) {
        uint32_t primask;
        __asm volatile("mrs %0, basepri\n\t"
                       "mrs %1, primask\n\t"
                       "cpsid i\n\t"
                       "msr basepri_max, %2\n\t"
                       "dsb\n\t"
                       "isb\n\t"
                       "msr primask, %1"
                       : "=&r"(previous), "=&r"(primask)
                       : "r"(configMAX_SYSCALL_INTERRUPT_PRIORITY)
                       : "memory");
        return previous;
    }
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

/* Sleeps until an interrupt pends, whatever its priority; the handlers that the kernel masks stay
 * masked, the others run. With the kernel's mask in force. */
static inline void arch_wait_for_interrupt(void)
{
    __asm volatile("cpsid i\n\t"
                   "msr basepri, %0\n\t"
                   "dsb\n\t"
                   "wfi\n\t"
                   "msr basepri, %1\n\t"
                   "isb\n\t"
                   "cpsie i"
                   :
                   : "r"(0), "r"(configMAX_SYSCALL_INTERRUPT_PRIORITY)
                   : "memory");
}

/* Whether a thread-mode switch is legal; `reasons`: whatever the kernel knows against it. */
static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    uint32_t reason;
    reasons |= previous;
    __asm volatile("mrs %1, ipsr\n\t"
                   "orrs %0, %1\n\t"
                   "mrs %1, primask\n\t"
                   "orrs %0, %1\n\t"
                   "mrs %1, faultmask\n\t"
                   "orrs %0, %1"
                   : "+l"(reasons), "=&l"(reason)
                   :
                   : "cc");
    return reasons == 0;
}

#endif
