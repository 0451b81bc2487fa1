/* SPDX-License-Identifier: MIT */
/* The spare interrupt on Cortex-M: NVIC line 30, which no driver uses, pended by software. */
#include <stdint.h>

#include "irq.h"

#define IRQ 30U
#define IRQ_PRIORITY                                                                               \
    0xC0U /* as the drivers: less urgent than configMAX_SYSCALL_INTERRUPT_PRIORITY */
#define NVIC_ISER (*(volatile uint32_t *)0xE000E100U)
#define NVIC_ISPR (*(volatile uint32_t *)0xE000E200U)
#define NVIC_IPR  ((volatile uint8_t *)0xE000E400U)

static void (*volatile irq_handler)(void);

void PORT0_6_Handler(void);
void PORT0_6_Handler(void)
{
    irq_handler();
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    NVIC_IPR[IRQ] = IRQ_PRIORITY;
    NVIC_ISER = 1U << IRQ;
    NVIC_ISPR = 1U << IRQ;
    __asm volatile("dsb\n\tisb" ::: "memory");
}
