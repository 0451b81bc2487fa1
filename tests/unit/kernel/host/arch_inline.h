/* SPDX-License-Identifier: MIT */
/* An architecture without interrupts and without a second task: enough for data structures. */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../../arch/include/arch_core.h"
#include "../../../../arch/include/arch_watch_none.h"

#define ARCH_STACK_ALIGN 16u

typedef uint32_t arch_mask_t;

#define ARCH_MASK_NONE 0u

struct arch_context {
    uintptr_t sp;
};

static inline arch_mask_t arch_mask(void)
{
    return 0;
}

static inline void arch_unmask(arch_mask_t previous)
{
    (void)previous;
}

static inline uint32_t arch_core_id(void)
{
    return 0;
}

extern bool in_isr; /* set by a test */

static inline bool arch_in_isr(void)
{
    return in_isr;
}

static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    return (previous | reasons) == 0;
}

#endif
