/* SPDX-License-Identifier: MIT */
/* What arch_inline.h of every Cortex-M port has in common. Not for inclusion by itself. */
#ifndef ARCH_CORTEX_M_INLINE_H
#define ARCH_CORTEX_M_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/arch_core.h"
#include "../include/arch_watch_none.h"

#define ARCH_STACK_ALIGN 8u
#ifdef __ARM_FP
#define ARCH_SWITCH_BYTES 112u /* with a floating-point state */
#else
#define ARCH_SWITCH_BYTES 40u
#endif

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

#endif
