/* SPDX-License-Identifier: MIT */
/* The spare interrupt on QEMU virt: the clock's alarm, set to a time long past. */
#include <stddef.h>

#include "riscv.h"
#include "virt_riscv.h"

#include "irq.h"

/* Goldfish RTC: hardware/google/goldfish, GOLDFISH-VIRTUAL-HARDWARE, "RTC". */
#define ALARM_LOW   RISCV_REGISTER(VIRT_RTC + 0x08u)
#define ALARM_HIGH  RISCV_REGISTER(VIRT_RTC + 0x0Cu)
#define IRQ_ENABLED RISCV_REGISTER(VIRT_RTC + 0x10u)
#define CLEAR_IRQ   RISCV_REGISTER(VIRT_RTC + 0x1Cu)

static void (*volatile irq_handler)(void);

static void on_interrupt(void *context)
{
    (void)context;
    CLEAR_IRQ = 1;
    irq_handler();
}

void irq_repeat(void)
{
    ALARM_LOW = 1;
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    virt_irq_enable(VIRT_SOURCE_RTC, VIRT_PRIORITY_DEVICE, on_interrupt, NULL);
    IRQ_ENABLED = 1;
    ALARM_HIGH = 0;
    irq_repeat();
}
