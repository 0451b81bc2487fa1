/* SPDX-License-Identifier: MIT */
/* The host as a processor: masking and the test for a legal switch.
 *
 * `sim_cpu.mask` works like BASEPRI on a Cortex-M: 0 masks nothing, p masks every interrupt whose
 * priority number is p or more. The kernel masks at configMAX_SYSCALL_INTERRUPT_PRIORITY, so more
 * urgent interrupts reach their handlers inside the kernel too.
 */
#ifndef ARCH_INLINE_H
#define ARCH_INLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "kernel_defaults.h"

#include "../include/arch_core.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef configMAX_SYSCALL_INTERRUPT_PRIORITY
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x20
#endif
/* A mask of 0 masks nothing. */
KERNEL_CONFIG_RANGE(configMAX_SYSCALL_INTERRUPT_PRIORITY, 1, 255);
#define ARCH_KERNEL_MASK (configMAX_SYSCALL_INTERRUPT_PRIORITY)

#define ARCH_STACK_ALIGN 16u

typedef uint32_t arch_mask_t;

#define ARCH_MASK_NONE 0u

/* What code on the processor sees of it. */
struct sim_cpu {
    volatile uint32_t mask;
    volatile uint32_t handlers;  /* running, nested; 0 = a task */
    volatile uint32_t attention; /* not 0: something pends; it may be masked */
    uint32_t left;               /* points until something happens */
};

/* Flavour "fast": firmware is not instrumented; leaving the kernel is a point, and nothing else. */
#if defined(DUNLIN_SIM_FAST)
#define SIM_FAST 1
#else
#define SIM_FAST 0
#endif

extern struct sim_cpu sim_cpu;

/* Saved state of a task. */
struct arch_context {
    uintptr_t sp;
    uintptr_t stack; /* lowest byte */
    size_t stack_bytes;
    void *fake_stack; /* AddressSanitizer's */
    uint32_t id;      /* 1, 2 .. in order of creation */
    uint32_t valgrind_stack;
    int saved_errno;
    uint32_t host_calls; /* C library calls that call back, nested: not pre-empted in there */
};

#define ARCH_CONTEXT_EXTRA_BYTES (sizeof(struct arch_context) - sizeof(uintptr_t))

/* Takes what pends and is no longer held off. */
void sim_attend(void);

/* Something happens at this point: sim_cpu.left has become 0. */
void sim_come_due(void);

static inline arch_mask_t arch_mask(void)
{
    arch_mask_t previous = sim_cpu.mask;
    if (previous == 0 || previous > ARCH_KERNEL_MASK) {
        sim_cpu.mask = ARCH_KERNEL_MASK;
    }
    __asm volatile("" ::: "memory");
    return previous;
}

static inline void arch_unmask(arch_mask_t previous)
{
    __asm volatile("" ::: "memory");
    sim_cpu.mask = previous;
    if (sim_cpu.attention != 0) {
        sim_attend();
    }
    if (SIM_FAST && --sim_cpu.left == 0) {
        sim_come_due();
    }
}

static inline uint32_t arch_core_id(void)
{
    return 0;
}

static inline bool arch_in_isr(void)
{
    return sim_cpu.handlers != 0;
}

/* Whether a task may switch now; `reasons`: whatever the kernel knows against it. */
static inline bool arch_may_switch(arch_mask_t previous, uint32_t reasons)
{
    return (sim_cpu.handlers | previous | reasons) == 0;
}

/* Memory watchers: AddressSanitizer and valgrind learn whose memory is whose (watch_*.c). */
void arch_stack_release(struct arch_context *context);
void arch_heap_taken(void *block, size_t bytes, size_t capacity);
void arch_heap_given(void *block, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
