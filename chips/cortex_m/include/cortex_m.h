/* SPDX-License-Identifier: MIT */
/** Registers and instructions of Cortex-M cores, for drivers, startup and fault code.
 *
 * Addresses and bits: ARMv7-M Architecture Reference Manual (DDI 0403), chapter B3; ARMv8-M
 * (DDI 0553), D1.2. What a core lacks is said by the values CM_HAS_*, for `if` and `#if`. */
#ifndef CORTEX_M_H
#define CORTEX_M_H

#include <stdint.h>

#define CM_REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

/* ARMv6-M has one fault, the hard fault, without a cause, no traps, and perhaps no VTOR. */
#if defined(__ARM_ARCH_6M__)
#define CM_HAS_FAULT_STATUS 0
#else
#define CM_HAS_FAULT_STATUS 1
#endif

/* ARMv8-M: stack limit registers, another MPU, secure faults. */
#if defined(__ARM_ARCH_8M_MAIN__)
#define CM_IS_V8M 1
#else
#define CM_IS_V8M 0
#endif

#define CM_VTOR  CM_REGISTER(0xE000ED08u) /* vector table address */
#define CM_AIRCR CM_REGISTER(0xE000ED0Cu) /* reset request */
#define CM_CCR   CM_REGISTER(0xE000ED14u) /* traps */
#define CM_SHCSR CM_REGISTER(0xE000ED24u) /* fault handlers on or off */
#define CM_CFSR  CM_REGISTER(0xE000ED28u) /* cause of a configurable fault */
#define CM_HFSR  CM_REGISTER(0xE000ED2Cu) /* cause of a hard fault */
#define CM_DFSR  CM_REGISTER(0xE000ED30u) /* debug events */
#define CM_MMFAR CM_REGISTER(0xE000ED34u) /* address of a memory management fault */
#define CM_BFAR  CM_REGISTER(0xE000ED38u) /* address of a bus fault */
#define CM_CPACR CM_REGISTER(0xE000ED88u) /* coprocessor access: the FPU */
#define CM_DHCSR CM_REGISTER(0xE000EDF0u) /* bit 0: a debugger is attached */

#define CM_AIRCR_RESET     0x05FA0004u
#define CM_CCR_UNALIGN_TRP (1u << 3)
#define CM_CCR_DIV_0_TRP   (1u << 4)
#define CM_SHCSR_ALL                                                                               \
    ((7u << 16) | (CM_IS_V8M ? 1u << 19 : 0)) /* usage, bus, memory management, secure fault */

#define CM_MPU_TYPE CM_REGISTER(0xE000ED90u)
#define CM_MPU_CTRL CM_REGISTER(0xE000ED94u)
#define CM_MPU_RNR  CM_REGISTER(0xE000ED98u)
#define CM_MPU_RBAR CM_REGISTER(0xE000ED9Cu)
#define CM_MPU_RASR CM_REGISTER(0xE000EDA0u) /* v7-M */
#define CM_MPU_RLAR CM_REGISTER(0xE000EDA0u) /* v8-M, in its place */
#define CM_MPU_MAIR CM_REGISTER(0xE000EDC0u) /* v8-M: attributes 0 .. 3 */

static inline uint32_t cm_read(uintptr_t address)
{
    return CM_REGISTER(address);
}

static inline void cm_write(uintptr_t address, uint32_t value)
{
    CM_REGISTER(address) = value;
}

static inline void cm_barrier(void)
{
    __asm volatile("dsb\n\tisb" ::: "memory");
}

/* Number of the active exception, 0 in thread mode. */
static inline uint32_t cm_exception(void)
{
    uint32_t ipsr;
    __asm volatile("mrs %0, ipsr" : "=r"(ipsr));
    return ipsr;
}

static inline void cm_interrupts_off(void)
{
    __asm volatile("cpsid i" ::: "memory");
}

/* Route interrupt `irq` to its handler. `priority` is the value of the 8-bit priority register:
 * 0 most urgent, and no smaller than configMAX_SYSCALL_INTERRUPT_PRIORITY where the handler calls
 * the kernel. */
static inline void cm_irq_enable(uint32_t irq, uint8_t priority)
{
#if defined(__ARM_ARCH_6M__) /* has no byte access here */
    volatile uint32_t *word = &CM_REGISTER(0xE000E400u + (irq & ~3u));
    uint32_t shift = 8u * (irq % 4u);
    *word = (*word & ~(0xFFu << shift)) | ((uint32_t)priority << shift);
#else
    *(volatile uint8_t *)(uintptr_t)(0xE000E400u + irq) = priority;
#endif
    CM_REGISTER(0xE000E280u + 4u * (irq / 32u)) = 1u << (irq % 32u); /* forget what is pending */
    CM_REGISTER(0xE000E100u + 4u * (irq / 32u)) = 1u << (irq % 32u);
}

static inline void cm_irq_disable(uint32_t irq)
{
    CM_REGISTER(0xE000E180u + 4u * (irq / 32u)) = 1u << (irq % 32u);
    cm_barrier();
}

/* Make interrupt `irq` happen. It is taken before this returns, unless something holds it off. */
static inline void cm_irq_pend(uint32_t irq)
{
    CM_REGISTER(0xE000E200u + 4u * (irq / 32u)) = 1u << (irq % 32u);
    cm_barrier();
}

/**
 * Make a program's code read-only, where the core has an MPU: a write to it then faults.
 *
 * @param region  Of the MPU: 0 .. its number of regions - 1. They must not overlap.
 * @param start   A multiple of `bytes`.
 * @param bytes   A power of two, 32 or more.
 *
 * Context: startup.
 */
void cm_protect_code(uint32_t region, uintptr_t start, uint32_t bytes);

/**
 * Make all memory what it is by default: no protection, so that a bootloader can put an image
 * there.
 *
 * Context: no scheduler runs.
 */
void cm_open_memory(void);

/**
 * Leave this program for another: interrupts, NVIC and SysTick off, then its stack and reset
 * handler.
 *
 * @param table  Its vector table.
 *
 * Context: no scheduler runs. Does not return.
 */
__attribute__((noreturn)) void cm_hand_over(uint32_t table);

/* Reset the whole chip. */
__attribute__((noreturn)) static inline void cm_reset(void)
{
    __asm volatile("dsb");
    CM_AIRCR = CM_AIRCR_RESET;
    for (;;) {
    }
}

#endif
