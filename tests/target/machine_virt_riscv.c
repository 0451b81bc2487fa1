/* SPDX-License-Identifier: MIT */
/* QEMU virt: the serial port's "room to send" as the line, the clock's alarm as the timer. The line
 * is the more urgent, so it interrupts the timer's handler. mstatus.MIE masks both. */
#include "machine.h"

#include <stddef.h>

#include "riscv.h"
#include "virt_riscv.h"

#define CYCLE_NS 40u /* of the timer: 25 MHz */

#define PRIORITY_TIMER 3u
#define PRIORITY_LINE  5u

#define IER           (*(volatile uint8_t *)(VIRT_UART + 1u))
#define IER_RECEIVED  0x01u
#define IER_CAN_WRITE 0x02u

/* Goldfish RTC, nanoseconds; reading the low half keeps the high half. */
#define TIME_LOW    RISCV_REGISTER(VIRT_RTC + 0x00u)
#define TIME_HIGH   RISCV_REGISTER(VIRT_RTC + 0x04u)
#define ALARM_LOW   RISCV_REGISTER(VIRT_RTC + 0x08u)
#define ALARM_HIGH  RISCV_REGISTER(VIRT_RTC + 0x0Cu)
#define IRQ_ENABLED RISCV_REGISTER(VIRT_RTC + 0x10u)
#define CLEAR_IRQ   RISCV_REGISTER(VIRT_RTC + 0x1Cu)

static machine_handler_t line_handler, timer_handler;
static uint64_t next_ns, period_ns;

static void on_line(void *unused)
{
    (void)unused;
    IER = IER_RECEIVED;
    line_handler();
}

static void set_alarm(void)
{
    next_ns += period_ns;
    ALARM_HIGH = (uint32_t)(next_ns >> 32);
    ALARM_LOW = (uint32_t)next_ns;
}

static void on_timer(void *unused)
{
    (void)unused;
    CLEAR_IRQ = 1;
    set_alarm();
    timer_handler();
}

unsigned machine_lines(void)
{
    return 1;
}

bool machine_has_urgent_line(void)
{
    return false;
}

void machine_line(unsigned line, machine_handler_t handler)
{
    (void)line;
    line_handler = handler;
    virt_irq_enable(VIRT_SOURCE_UART, PRIORITY_LINE, on_line, NULL);
}

void machine_pend(unsigned line)
{
    (void)line;
    IER = IER_RECEIVED | IER_CAN_WRITE;
}

unsigned machine_timers(void)
{
    return 1;
}

void machine_timer(unsigned timer, uint32_t period, machine_handler_t handler)
{
    (void)timer;
    timer_handler = handler;
    period_ns = (uint64_t)period * CYCLE_NS;
    uint32_t low = TIME_LOW;
    next_ns = (uint64_t)TIME_HIGH << 32 | low;
    virt_irq_enable(VIRT_SOURCE_RTC, PRIORITY_TIMER, on_timer, NULL);
    IRQ_ENABLED = 1;
    set_alarm();
}

void machine_urgent_timer(uint32_t period, machine_handler_t handler)
{
    (void)period;
    (void)handler;
}

uint32_t machine_urgent_timer_late(void)
{
    return 0;
}

void machine_stop(void)
{
    IRQ_ENABLED = 0;
    virt_irq_disable(VIRT_SOURCE_RTC);
}
