/* SPDX-License-Identifier: MIT */
/* Step 2. Masking, and the alignment of stacks. */
#ifndef MASK_H
#define MASK_H

#include <stdint.h>

#include "blank.h"

#define ARCH_STACK_ALIGN 8 /* of the procedure call standard */

/* What was masked before arch_mask(): whatever arch_unmask() needs to put it back. */
typedef uint32_t arch_mask_t;

#define ARCH_MASK_NONE 0u /* its value where nothing was masked */

/* Hold off every interrupt that may call the kernel. @return What was held off before. */
static inline arch_mask_t arch_mask(void)
{
    BLANK(arch_mask);
}

static inline void arch_unmask(arch_mask_t previous)
{
    (void)previous;
    BLANK(arch_unmask);
}

#endif
