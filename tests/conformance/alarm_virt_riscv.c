/* SPDX-License-Identifier: MIT */
/* The alarm on QEMU virt: that of the clock. */
#include <stddef.h>

#include "riscv.h"
#include "virt_riscv.h"

#include "alarm.h"

/* Goldfish RTC, nanoseconds; reading the low half keeps the high half. */
#define TIME_LOW    RISCV_REGISTER(VIRT_RTC + 0x00u)
#define TIME_HIGH   RISCV_REGISTER(VIRT_RTC + 0x04u)
#define ALARM_LOW   RISCV_REGISTER(VIRT_RTC + 0x08u)
#define ALARM_HIGH  RISCV_REGISTER(VIRT_RTC + 0x0Cu)
#define IRQ_ENABLED RISCV_REGISTER(VIRT_RTC + 0x10u)
#define CLEAR_IRQ   RISCV_REGISTER(VIRT_RTC + 0x1Cu)

static void (*volatile alarm_handler)(void);

static void on_alarm(void *unused)
{
    (void)unused;
    CLEAR_IRQ = 1;
    alarm_handler();
}

void alarm_in(uint32_t us, void (*handler)(void))
{
    uint32_t low = TIME_LOW;
    uint64_t when = ((uint64_t)TIME_HIGH << 32 | low) + us * UINT64_C(1000);

    alarm_handler = handler;
    virt_irq_enable(VIRT_SOURCE_RTC, VIRT_PRIORITY_DEVICE, on_alarm, NULL);
    IRQ_ENABLED = 1;
    ALARM_HIGH = (uint32_t)(when >> 32);
    ALARM_LOW = (uint32_t)when;
}

bool alarm_wait_for_interrupt(void)
{
    while (RISCV_READ(mip) == 0) {
    }
    return true;
}
