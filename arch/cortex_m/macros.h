/* SPDX-License-Identifier: MIT */
/** The port's half of the ecosystem's names, as far as all Cortex-M share it. Applications get it
 * through FreeRTOS.h, by portmacro.h, which includes arch_inline.h first. */
#ifndef ARCH_CORTEX_M_MACROS_H
#define ARCH_CORTEX_M_MACROS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define portCHAR       char
#define portFLOAT      float
#define portDOUBLE     double
#define portLONG       long
#define portSHORT      short
#define portSTACK_TYPE uint32_t
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

#define portSTACK_GROWTH     (-1)
#define portBYTE_ALIGNMENT   8
#define portTICK_PERIOD_MS   ((TickType_t)1000 / configTICK_RATE_HZ)
#define portDONT_DISCARD     __attribute__((used))
#define portINLINE           inline
#define portFORCE_INLINE     inline __attribute__((always_inline))
#define portNOP()            __asm volatile("nop")
#define portMEMORY_BARRIER() __asm volatile("" ::: "memory")

#define portTASK_FUNCTION_PROTO(vFunction, pvParameters) void vFunction(void *pvParameters)
#define portTASK_FUNCTION(vFunction, pvParameters)       void vFunction(void *pvParameters)

#define portNVIC_INT_CTRL_REG  (*(volatile uint32_t *)0xe000ed04U)
#define portNVIC_PENDSVSET_BIT (1UL << 28UL)

/** Let tasks of the same priority run. In a handler or under a mask the switch is pended. Context:
 * any. */
void vPortYield(void);

#define portYIELD() vPortYield()
#define portEND_SWITCHING_ISR(xSwitchRequired)                                                     \
    do {                                                                                           \
        if (xSwitchRequired) {                                                                     \
            portNVIC_INT_CTRL_REG = portNVIC_PENDSVSET_BIT;                                        \
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
#define portSET_INTERRUPT_MASK_FROM_ISR()    arch_mask()
#define portCLEAR_INTERRUPT_MASK_FROM_ISR(x) arch_unmask(x)

/** Whether the caller is an exception handler. @return pdTRUE or pdFALSE. Context: any. */
static portFORCE_INLINE BaseType_t xPortIsInsideInterrupt(void)
{
    return arch_in_isr() ? 1 : 0;
}

/* The vectors. An application that owns its vector table maps or calls them; the tick handler is an
 * ordinary function that may be called from the application's own SysTick handler. */

/** SVC vector. Context: exception. */
void vPortSVCHandler(void);
/** PendSV vector: the pended switch. Context: exception; must be the vector itself. */
void xPortPendSVHandler(void);
/** Tick. Context: SysTick vector, or called from the application's own. */
void xPortSysTickHandler(void);
/** Start the tick interrupt. Weak: an application may supply its own. Context: scheduler start. */
void vPortSetupTimerInterrupt(void);

#ifdef __cplusplus
}
#endif

#endif
