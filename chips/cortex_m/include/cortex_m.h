/* SPDX-License-Identifier: MIT */
/** Registers and instructions that every ARMv7-M core has, for drivers, startup and fault code.
 *
 * Addresses and bits: ARMv7-M Architecture Reference Manual (DDI 0403), chapter B3. */
#ifndef CORTEX_M_H
#define CORTEX_M_H

#include <stdint.h>

#define CM_REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

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
#define CM_SHCSR_ALL       (7u << 16) /* usage, bus and memory management fault */

#define CM_MPU_TYPE CM_REGISTER(0xE000ED90u)
#define CM_MPU_CTRL CM_REGISTER(0xE000ED94u)
#define CM_MPU_RNR  CM_REGISTER(0xE000ED98u)
#define CM_MPU_RBAR CM_REGISTER(0xE000ED9Cu)
#define CM_MPU_RASR CM_REGISTER(0xE000EDA0u)

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
    *(volatile uint8_t *)(uintptr_t)(0xE000E400u + irq) = priority;
    CM_REGISTER(0xE000E280u + 4u * (irq / 32u)) = 1u << (irq % 32u); /* forget what is pending */
    CM_REGISTER(0xE000E100u + 4u * (irq / 32u)) = 1u << (irq % 32u);
}

static inline void cm_irq_disable(uint32_t irq)
{
    CM_REGISTER(0xE000E180u + 4u * (irq / 32u)) = 1u << (irq % 32u);
    cm_barrier();
}

/* Reset the whole chip. */
__attribute__((noreturn)) static inline void cm_reset(void)
{
    __asm volatile("dsb");
    CM_AIRCR = CM_AIRCR_RESET;
    for (;;) {
    }
}

#endif
