/* SPDX-License-Identifier: MIT */
/** Names of the vector table, as CMSIS spells them. Every handler is weak: defining a function of
 * that name in the application installs it. */
#ifndef STARTUP_H
#define STARTUP_H

/** The vector table: a word each, the initial stack pointer first. Defined by the chip. */
extern const void *const vectors[];

extern char __stack_top[]; /* linker template: end of the main stack */

void Reset_Handler(void);
void NMI_Handler(void);
void HardFault_Handler(void);
void MemManage_Handler(void);
void BusFault_Handler(void);
void UsageFault_Handler(void);
void SVC_Handler(void);
void DebugMon_Handler(void);
void PendSV_Handler(void);
void SysTick_Handler(void);

/** Where a vector leads that nobody has claimed: a fault report "unexpected exception N". */
void Default_Handler(void);

/* Entries 0 .. 15 of the table; the chip's own interrupts follow. */
/* clang-format off */
#define STARTUP_SYSTEM_VECTORS                                                                     \
    __stack_top, Reset_Handler, NMI_Handler, HardFault_Handler, MemManage_Handler,                 \
    BusFault_Handler, UsageFault_Handler, 0, 0, 0, 0, SVC_Handler, DebugMon_Handler, 0,            \
    PendSV_Handler, SysTick_Handler
/* clang-format on */

#endif
