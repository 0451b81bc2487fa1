/* SPDX-License-Identifier: MIT */
/* RISC-V, by mstatus.MIE. */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/arch_core.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ARCH_STACK_ALIGN 16u /* of the procedure call standard */

/* What was masked before arch_mask(): whatever arch_unmask() needs to put it back. */
typedef unsigned long arch_mask_t;

#define ARCH_MASK_NONE 8u /* its value where nothing was masked */

/* Saved state of a task: where its stack pointer is is enough. */
struct arch_context {
    uintptr_t sp;
};

/* Whether an interrupt handler runs. Yours to keep. */
extern volatile bool arch_isr_runs;

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

#ifdef __cplusplus
}
#endif

#endif
