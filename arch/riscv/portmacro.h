/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for RISC-V in machine mode. Applications get it
 * through FreeRTOS.h.
 *
 * Of FreeRTOSConfig.h the port reads
 *
 *   configMTIME_BASE_ADDRESS      of the machine timer; 0: there is none, the application supplies
 *                                 vPortSetupTimerInterrupt, and in that timer's handler calls
 *                                 portYIELD_FROM_ISR(xTaskIncrementTick())
 *   configMTIMECMP_BASE_ADDRESS   of the first hart's compare register
 *   configMSIP_BASE_ADDRESS       of the first hart's software interrupt; by default where CLINTs
 *                                 have it, 0x4000 below the compare register
 *   configCPU_CLOCK_HZ            rate of mtime
 *   configISR_STACK_SIZE_WORDS    of the handlers' stack; without it the linker script says where
 *                                 that begins: __freertos_irq_stack_top, which may be main's, too
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include <stdint.h>

#include "kernel_defaults.h"

#include "arch_inline.h"

#define portARCH_NAME         "RISC-V"
#define portBYTE_ALIGNMENT    16
#define portPOINTER_SIZE_TYPE uintptr_t
#define portNOP()             __asm volatile("nop")

#include "../include/arch_macros.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Pend a switch: it happens when the last handler ends or interrupts are unmasked. Context: any.
 */
void arch_request_switch(void);

#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            traceISR_EXIT_TO_SCHEDULER();                                                          \
            port_switch_at_end_of_isr();                                                           \
        } else {                                                                                   \
            traceISR_EXIT();                                                                       \
        }                                                                                          \
    } while (0)

static portFORCE_INLINE void port_switch_at_end_of_isr(void)
{
    if (arch_in_isr()) {
        arch_core()->port = 1U;
    } else {
        arch_request_switch();
    }
}

/* Where mtvec points: to the first in direct mode, to the table in vectored mode. An application
 * with a table of its own uses the others: entry 0, entry 7, entry 3, all the rest. */

/** Every trap. Context: trap; must be the vector itself. */
void freertos_risc_v_trap_handler(void);
/** Table for mtvec in vectored mode. */
extern const char freertos_risc_v_vector_table[];
/** Exceptions. Weak. Context: trap; must be the vector itself. */
void freertos_risc_v_exception_handler(void);
/** Machine timer: the tick. Context: trap; must be the vector itself. */
void freertos_risc_v_mtimer_interrupt_handler(void);
/** Machine software interrupt: the pended switch. Context: trap; must be the vector itself. */
void freertos_risc_v_software_interrupt_handler(void);
/** Any other interrupt. Context: trap; must be the vector itself. */
void freertos_risc_v_interrupt_handler(void);

/**
 * Serve an interrupt that is not the port's. Weak: the application's, or the chip's.
 *
 * @param cause  mcause.
 *
 * Context: ISR, on the handlers' stack, interrupts masked.
 */
void freertos_risc_v_application_interrupt_handler(UBaseType_t cause);

/**
 * Serve an exception. Weak; the default stops. When it returns, the program continues where it was.
 *
 * @param cause  mcause.
 *
 * Context: trap, on the stack of the code that caused it.
 */
void freertos_risc_v_application_exception_handler(UBaseType_t cause);

#ifdef __cplusplus
}
#endif

#endif
