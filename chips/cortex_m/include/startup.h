/* SPDX-License-Identifier: MIT */
/** Names of the vector table, as CMSIS spells them. Every handler is weak: defining a function of
 * that name in the application installs it. */
#ifndef STARTUP_H
#define STARTUP_H

/** The vector table: a word each, the initial stack pointer first. Defined by the chip. */
extern const void *const vectors[];

extern char __stack_bottom[], __stack_top[]; /* linker template: the main stack */

/** From reset to main(). Context: reset. */
void Reset_Handler(void);
/** Non-maskable interrupt; by default a fault report "watchdog not fed". Context: exception. */
void NMI_Handler(void);
/** Any fault that has no handler of its own. By default a report. Context: exception. */
void HardFault_Handler(void);
/** Memory protection fault. By default a report. Context: exception. */
void MemManage_Handler(void);
/** Bus fault. By default a report. Context: exception. */
void BusFault_Handler(void);
/** Undefined instruction, division by zero ... By default a report. Context: exception. */
void UsageFault_Handler(void);
/** ARMv8-M: access across the security border. By default a report. Context: exception. */
void SecureFault_Handler(void);
/** Supervisor call: the kernel's. Context: exception. */
void SVC_Handler(void);
/** Debug event without debugger. By default a report. Context: exception. */
void DebugMon_Handler(void);
/** Pended switch: the kernel's. Context: exception. */
void PendSV_Handler(void);
/** Tick: the kernel's. Context: exception. */
void SysTick_Handler(void);

/** Where a vector leads that nobody has claimed: a report "unexpected exception". Context:
 * exception. */
void Default_Handler(void);

/* Entries 0 .. 15 of the table; the chip's own interrupts follow. */
/* clang-format off */
#define STARTUP_SYSTEM_VECTORS                                                                     \
    __stack_top, Reset_Handler, NMI_Handler, HardFault_Handler, MemManage_Handler,                 \
    BusFault_Handler, UsageFault_Handler, SecureFault_Handler, 0, 0, 0, SVC_Handler,               \
    DebugMon_Handler, 0, PendSV_Handler, SysTick_Handler
/* clang-format on */

#endif
