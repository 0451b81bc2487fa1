/* SPDX-License-Identifier: MIT */
/** The part of the ecosystem's port* names that is the same on every processor. Included by
 * portmacro.h, which includes kernel_defaults.h and arch_inline.h and defines
 * portSTACK_TYPE first. */
#ifndef ARCH_MACROS_H
#define ARCH_MACROS_H

#include <stdint.h>

#include "arch_inline.h"

#ifdef __cplusplus
extern "C" {
#endif

#define portCHAR      char
#define portFLOAT     float
#define portDOUBLE    double
#define portLONG      long
#define portSHORT     short
#define portBASE_TYPE long

#ifndef portSTACK_TYPE
#define portSTACK_TYPE unsigned long
#endif

typedef portSTACK_TYPE StackType_t;
typedef long BaseType_t;
typedef unsigned long UBaseType_t;

#if configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS
typedef uint16_t TickType_t;
#define portMAX_DELAY           ((TickType_t)0xffffU)
#define portTICK_TYPE_IS_ATOMIC 1
#elif configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_32_BITS
typedef uint32_t TickType_t;
#define portMAX_DELAY           ((TickType_t)0xffffffffUL)
#define portTICK_TYPE_IS_ATOMIC 1
#else
typedef uint64_t TickType_t;
#define portMAX_DELAY ((TickType_t)0xffffffffffffffffULL)
#endif

#define portSTACK_GROWTH     (-1)
#define portTICK_PERIOD_MS   ((TickType_t)1000 / configTICK_RATE_HZ)
#define portDONT_DISCARD     __attribute__((used))
#define portINLINE           inline
#define portFORCE_INLINE     inline __attribute__((always_inline))
#define portMEMORY_BARRIER() __asm volatile("" ::: "memory")

#define portTASK_FUNCTION_PROTO(vFunction, pvParameters) void vFunction(void *pvParameters)
#define portTASK_FUNCTION(vFunction, pvParameters)       void vFunction(void *pvParameters)

/** Let tasks of the same priority run. In a handler or under a mask the switch is pended. Context:
 * any. */
void vPortYield(void);

#define portYIELD()           vPortYield()
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
        arch_unmask(ARCH_MASK_NONE);
    }
}

#define portENTER_CRITICAL()                 port_critical_enter()
#define portEXIT_CRITICAL()                  port_critical_exit()
#define portDISABLE_INTERRUPTS()             ((void)arch_mask())
#define portENABLE_INTERRUPTS()              arch_unmask(ARCH_MASK_NONE)
#define portSET_INTERRUPT_MASK_FROM_ISR()    ((UBaseType_t)arch_mask())
#define portCLEAR_INTERRUPT_MASK_FROM_ISR(x) arch_unmask((arch_mask_t)(x))

/**
 * Stop the tick and sleep until somebody is due, or an interrupt comes; then count what has passed.
 * Weak: an application may supply its own, and has to with configUSE_TICKLESS_IDLE 2, unless it
 * defines portSUPPRESS_TICKS_AND_SLEEP. Context: idle task, scheduler suspended.
 *
 * @param ticks  Until somebody is due; portMAX_DELAY: nobody will be.
 */
void vPortSuppressTicksAndSleep(TickType_t ticks);
#if (configUSE_TICKLESS_IDLE != 0) && !defined(portSUPPRESS_TICKS_AND_SLEEP)
#define portSUPPRESS_TICKS_AND_SLEEP(ticks) vPortSuppressTicksAndSleep(ticks)
#endif

/** Whether the caller is an interrupt handler. @return pdTRUE or pdFALSE. Context: any. */
static portFORCE_INLINE BaseType_t xPortIsInsideInterrupt(void)
{
    return arch_in_isr() ? 1 : 0;
}

/** Start the tick interrupt. Weak: an application may supply its own. Context: scheduler start. */
void vPortSetupTimerInterrupt(void);

#ifdef __cplusplus
}
#endif

#endif
