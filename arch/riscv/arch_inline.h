/* SPDX-License-Identifier: MIT */
/* RISC-V in machine mode (rv32 and rv64): masking and the test for a legal switch.
 *
 * The kernel masks by mstatus.MIE, so a mask holds off every interrupt.
 *
 *     mscratch    running
 *     0           a handler, or main() before the scheduler starts
 *     not 0       a task; it is where the handlers' stack begins
 */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../include/arch_core.h"
#include "../include/arch_watch_none.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ARCH_STACK_ALIGN 16u

/* mstatus.MIE as it was. */
typedef unsigned long arch_mask_t;

#define ARCH_MASK_NONE 8u

/* Saved state of a task. Bit 0 of `sp`: it was interrupted; see switch.S. */
struct arch_context {
    uintptr_t sp;
};

/* Whether arch_start was called. */
extern bool arch_started;

static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous;
    __asm volatile("csrrci %0, mstatus, 8" : "=r"(previous)::"memory");
    return previous & ARCH_MASK_NONE;
}

static inline void arch_unmask(arch_mask_t previous)
{
    __asm volatile("csrs mstatus, %0" ::"rK"(previous) : "memory");
}

/* Handlers run masked; that of the tick opens a window: arch.h says where. */
#define ARCH_HAS_LET_IN 1
void arch_let_in(arch_mask_t previous);

static inline uint32_t arch_core_id(void)
{
    return 0;
}

static inline bool arch_in_isr(void)
{
    uintptr_t handlers_stack;
    __asm volatile("csrr %0, mscratch" : "=r"(handlers_stack));
    return handlers_stack == 0 && arch_started;
}

/* Whether a switch without a trap is legal; `reasons`: whatever the kernel knows against it.
 * Handlers run masked; one that allows others to interrupt it counts as a critical section. */
static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    return previous == ARCH_MASK_NONE && reasons == 0;
}

#ifdef __cplusplus
}
#endif

#endif
