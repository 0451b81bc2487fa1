/* SPDX-License-Identifier: MIT */
/* From one image to another: everything a reset would have off is off, then its stack and its reset
 * handler, out of its vector table. */
#include "cortex_m.h"

#define IRQ_WORDS       8u
#define NVIC_DISABLE    0xE000E180u
#define NVIC_CLEAR      0xE000E280u
#define SYSTICK_CONTROL 0xE000E010u
#define ICSR            0xE000ED04u
#define ICSR_CLEAR      0x0A000000u /* PendSV and SysTick that are pending */

void cm_open_memory(void)
{
    if (CM_HAS_FAULT_STATUS && CM_MPU_TYPE != 0) {
        CM_MPU_CTRL = 0;
        cm_barrier();
    }
}

_Noreturn void cm_hand_over(uint32_t table)
{
    cm_interrupts_off();
    cm_write(SYSTICK_CONTROL, 0);
    for (uint32_t i = 0; i < IRQ_WORDS; i++) {
        cm_write(NVIC_DISABLE + 4u * i, UINT32_MAX);
        cm_write(NVIC_CLEAR + 4u * i, UINT32_MAX);
    }
    cm_write(ICSR, ICSR_CLEAR);
    CM_VTOR = table;
    cm_barrier();
    __asm volatile("msr msp, %0\n\t"
                   "cpsie i\n\t"
                   "bx %1" ::"r"(cm_read(table)),
                   "r"(cm_read(table + 4u))
                   : "memory");
    __builtin_unreachable();
}
