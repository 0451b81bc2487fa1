/* SPDX-License-Identifier: MIT */
/* The clock's alarm, set to a time long past: source 11 of the PLIC. */
#include <stdint.h>

#include "irq.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))

#define SOURCE        11u
#define PLIC_PRIORITY REGISTER(0x0C000000u + 4u * SOURCE)
#define PLIC_ENABLE   REGISTER(0x0C002000u)
#define PLIC_CLAIM    REGISTER(0x0C200004u)

#define ALARM_LOW   REGISTER(0x00101008u)
#define ALARM_HIGH  REGISTER(0x0010100Cu)
#define IRQ_ENABLED REGISTER(0x00101010u)
#define CLEAR_IRQ   REGISTER(0x0010101Cu)

#define MIE_EXTERNAL 0x800u

static void (*volatile irq_handler)(void);

void external_handler(void);

void external_handler(void)
{
    uint32_t source = PLIC_CLAIM;

    CLEAR_IRQ = 1;
    irq_handler();
    PLIC_CLAIM = source;
}

void irq_call(void (*handler)(void))
{
    irq_handler = handler;
    PLIC_PRIORITY = 1;
    PLIC_ENABLE = 1u << SOURCE;
    IRQ_ENABLED = 1;
    __asm volatile("csrs mie, %0" ::"r"(MIE_EXTERNAL));
    ALARM_HIGH = 0;
    ALARM_LOW = 1;
}
