/* SPDX-License-Identifier: MIT */
/* RISC-V, by mstatus.MIE. */
#ifndef MASK_H
#define MASK_H

#include <stdint.h>

#define ARCH_STACK_ALIGN 16 /* of the procedure call standard */

/* What was masked before arch_mask(): whatever arch_unmask() needs to put it back. */
typedef unsigned long arch_mask_t;

#define ARCH_MASK_NONE 8u /* its value where nothing was masked */

/* Hold off every interrupt that may call the kernel. @return What was held off before. */
static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous;
    __asm volatile("csrrci %0, mstatus, 8" : "=r"(previous)::"memory");
    return previous & ARCH_MASK_NONE;
}

static inline void arch_unmask(arch_mask_t previous)
{
    __asm volatile("csrs mstatus, %0" ::"r"(previous) : "memory");
}

#endif
