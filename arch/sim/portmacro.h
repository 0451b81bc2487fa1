/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, for the host. Applications get it through FreeRTOS.h.
 */
#ifndef PORTMACRO_H
#define PORTMACRO_H

#include <stdint.h>

#include "arch_inline.h"

#ifdef __cplusplus
extern "C" {
#endif

#define portCHAR       char
#define portFLOAT      float
#define portDOUBLE     double
#define portLONG       long
#define portSHORT      short
#define portSTACK_TYPE unsigned long
#define portBASE_TYPE  long

typedef portSTACK_TYPE StackType_t;
typedef long BaseType_t;
typedef unsigned long UBaseType_t;

#if configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS
typedef uint16_t TickType_t;
#define portMAX_DELAY ((TickType_t)0xffffU)
#elif configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_32_BITS
typedef uint32_t TickType_t;
#define portMAX_DELAY           ((TickType_t)0xffffffffUL)
#define portTICK_TYPE_IS_ATOMIC 1
#else
typedef uint64_t TickType_t;
#define portMAX_DELAY ((TickType_t)0xffffffffffffffffULL)
#endif

#define portARCH_NAME    "sim"
#define portSTACK_GROWTH (-1)
#if defined(__i386__)
#define portBYTE_ALIGNMENT 8
#else
#define portBYTE_ALIGNMENT 16
#endif
#define portPOINTER_SIZE_TYPE uintptr_t
#define portTICK_PERIOD_MS    ((TickType_t)1000 / configTICK_RATE_HZ)
#define portDONT_DISCARD      __attribute__((used))
#define portINLINE            inline
#define portFORCE_INLINE      inline __attribute__((always_inline))
#define portNOP()             __asm volatile("")
#define portMEMORY_BARRIER()  __asm volatile("" ::: "memory")

#define portTASK_FUNCTION_PROTO(vFunction, pvParameters) void vFunction(void *pvParameters)
#define portTASK_FUNCTION(vFunction, pvParameters)       void vFunction(void *pvParameters)

/** Let tasks of the same priority run. In a handler or under a mask the switch is pended. Context:
 * any. */
void vPortYield(void);
/** Pend a switch: it happens as soon as nothing holds it off. Context: any. */
void arch_request_switch(void);

#define portYIELD() vPortYield()
#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            arch_request_switch();                                                                 \
        }                                                                                          \
    } while (0)
#define portYIELD_FROM_ISR(x) portEND_SWITCHING_ISR(x)

/** As portENTER_CRITICAL(), for callers that need a function. Context: task. */
void vPortEnterCritical(void);
/** As portEXIT_CRITICAL(), for callers that need a function. Context: task. */
void vPortExitCritical(void);

static portFORCE_INLINE void port_critical_enter(void)
{
    (void)arch_mask();
    arch_core()->hold.why.critical++;
}

static portFORCE_INLINE void port_critical_exit(void)
{
    if (--arch_core()->hold.why.critical == 0U) {
        arch_unmask(0U);
    }
}

#define portENTER_CRITICAL()                 port_critical_enter()
#define portEXIT_CRITICAL()                  port_critical_exit()
#define portDISABLE_INTERRUPTS()             ((void)arch_mask())
#define portENABLE_INTERRUPTS()              arch_unmask(0U)
#define portSET_INTERRUPT_MASK_FROM_ISR()    ((UBaseType_t)arch_mask())
#define portCLEAR_INTERRUPT_MASK_FROM_ISR(x) arch_unmask((arch_mask_t)(x))

/** Whether the caller is an interrupt handler. @return pdTRUE or pdFALSE. Context: any. */
static portFORCE_INLINE BaseType_t xPortIsInsideInterrupt(void)
{
    return arch_in_isr() ? 1 : 0;
}

#ifdef configASSERT
/** Assert that the running handler may call the kernel: its priority is one the kernel can mask.
 * Context: ISR. */
void vPortValidateInterruptPriority(void);
#define portASSERT_IF_INTERRUPT_PRIORITY_INVALID() vPortValidateInterruptPriority()
#endif

/** Tick. Context: the tick interrupt, or called from the application's own. */
void xPortSysTickHandler(void);
/** Start the tick interrupt. Weak: an application may supply its own. Context: scheduler start. */
void vPortSetupTimerInterrupt(void);

#ifdef __cplusplus
}
#endif

#endif
