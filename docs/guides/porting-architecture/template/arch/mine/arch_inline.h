/* SPDX-License-Identifier: MIT */
/* The inline half of the boundary. Complete with mask.h, step 2. */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/arch_core.h"
#include "../include/arch_watch_none.h"
#include "mask.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Saved state of a task: where its stack pointer is is enough. */
struct arch_context {
    uintptr_t sp;
};

/* Whether an interrupt handler runs. Yours to keep. */
extern volatile bool arch_isr_runs;

static inline uint32_t arch_core_id(void)
{
    return 0;
}

static inline bool arch_in_isr(void)
{
    return arch_isr_runs;
}

/* Whether a switch without an interrupt is legal; `reasons`: whatever the kernel knows against it.
 */
static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    return previous == ARCH_MASK_NONE && reasons == 0 && !arch_in_isr();
}

#ifdef __cplusplus
}
#endif

#endif
