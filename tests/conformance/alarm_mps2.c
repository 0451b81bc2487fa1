/* SPDX-License-Identifier: MIT */
/* The alarm on MPS2: CMSDK timer 0. */
#include "cortex_m.h"
#include "mps2.h"

#include "alarm.h"

#define CTRL   CM_REGISTER(MPS2_TIMER0 + 0x00u)
#define VALUE  CM_REGISTER(MPS2_TIMER0 + 0x04u)
#define RELOAD CM_REGISTER(MPS2_TIMER0 + 0x08u)
#define INTSTS CM_REGISTER(MPS2_TIMER0 + 0x0Cu) /* write 1 to clear */

#define CTRL_ENABLE (1u << 0)
#define CTRL_INT    (1u << 3)

#define ICSR            CM_REGISTER(0xE000ED04u)
#define ICSR_ISRPENDING (1u << 22)
#define ICSR_PENDSTSET  (1u << 26)

static void (*volatile alarm_handler)(void);

void TIMER0_Handler(void);
void TIMER0_Handler(void)
{
    CTRL = 0;
    INTSTS = 1;
    alarm_handler();
}

void alarm_in(uint32_t us, void (*handler)(void))
{
    CTRL = 0;
    INTSTS = 1;
    alarm_handler = handler;
    RELOAD = UINT32_MAX;
    VALUE = us * (MPS2_CLOCK_HZ / 1000000u);
    cm_irq_enable(MPS2_IRQ_TIMER0, MPS2_PRIORITY_DEVICE);
    CTRL = CTRL_ENABLE | CTRL_INT;
}

bool alarm_wait_for_interrupt(void)
{
    while ((ICSR & (ICSR_PENDSTSET | ICSR_ISRPENDING)) == 0) {
    }
    return true;
}
