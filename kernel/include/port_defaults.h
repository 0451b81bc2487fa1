/* SPDX-License-Identifier: MIT */
/** A harmless value for each port macro that portmacro.h left undefined. Included by portable.h,
 * after portmacro.h. */
#ifndef PORT_DEFAULTS_H
#define PORT_DEFAULTS_H

#include "kernel_defaults.h"

#include "portmacro.h"

#ifndef portARCH_NAME
#define portARCH_NAME NULL
#endif
#ifndef portBYTE_ALIGNMENT_MASK
#define portBYTE_ALIGNMENT_MASK (portBYTE_ALIGNMENT - 1)
#endif
#ifndef portPOINTER_SIZE_TYPE
#define portPOINTER_SIZE_TYPE uintptr_t
#endif
#ifndef portSTACK_LIMIT_PADDING
#define portSTACK_LIMIT_PADDING 0
#endif
#ifndef portHAS_STACK_OVERFLOW_CHECKING
#define portHAS_STACK_OVERFLOW_CHECKING 0
#endif

/* Compiler spellings. */
#ifndef portINLINE
#define portINLINE inline
#endif
#ifndef portFORCE_INLINE
#define portFORCE_INLINE portINLINE
#endif
#ifndef portDONT_DISCARD
#define portDONT_DISCARD
#endif
#ifndef portNORETURN
#define portNORETURN
#endif
#ifndef portNOP
#define portNOP()
#endif
#ifndef portMEMORY_BARRIER
#define portMEMORY_BARRIER()
#endif
#ifndef portSOFTWARE_BARRIER
#define portSOFTWARE_BARRIER()
#endif

/* Memory protection: none. Applications name these in their own prototypes and tables. */
#ifndef portUSING_MPU_WRAPPERS
#define portUSING_MPU_WRAPPERS 0
#endif
#ifndef portNUM_CONFIGURABLE_REGIONS
#define portNUM_CONFIGURABLE_REGIONS 1
#endif
#ifndef portPRIVILEGE_BIT
#define portPRIVILEGE_BIT ((UBaseType_t)0x00)
#endif
#ifndef PRIVILEGED_FUNCTION
#define PRIVILEGED_FUNCTION
#endif
#ifndef PRIVILEGED_DATA
#define PRIVILEGED_DATA
#endif
#ifndef FREERTOS_SYSTEM_CALL
#define FREERTOS_SYSTEM_CALL
#endif

/* Interrupts. */
#ifndef portSET_INTERRUPT_MASK_FROM_ISR
#define portHAS_NESTED_INTERRUPTS                0
#define portSET_INTERRUPT_MASK_FROM_ISR()        ((UBaseType_t)0)
#define portCLEAR_INTERRUPT_MASK_FROM_ISR(saved) ((void)(saved))
#elif !defined(portHAS_NESTED_INTERRUPTS)
#define portHAS_NESTED_INTERRUPTS 1
#endif
#ifndef portENTER_CRITICAL_FROM_ISR
#define portENTER_CRITICAL_FROM_ISR() portSET_INTERRUPT_MASK_FROM_ISR()
#endif
#ifndef portEXIT_CRITICAL_FROM_ISR
#define portEXIT_CRITICAL_FROM_ISR(saved) portCLEAR_INTERRUPT_MASK_FROM_ISR(saved)
#endif
#ifndef portASSERT_IF_INTERRUPT_PRIORITY_INVALID
#define portASSERT_IF_INTERRUPT_PRIORITY_INVALID()
#endif
#ifndef portASSERT_IF_IN_ISR
#define portASSERT_IF_IN_ISR()
#endif
#ifndef portYIELD_WITHIN_API
#define portYIELD_WITHIN_API portYIELD
#endif
#ifndef portBASE_TYPE_ENTER_CRITICAL
#define portBASE_TYPE_ENTER_CRITICAL() taskENTER_CRITICAL()
#define portBASE_TYPE_EXIT_CRITICAL()  taskEXIT_CRITICAL()
#endif

/* Cores. */
#ifndef portMAX_CORE_COUNT
#define portMAX_CORE_COUNT 1
#endif
#ifndef portGET_CORE_ID
#define portGET_CORE_ID() 0
#endif

/* Hooks of a port into the life of a task. */
#ifndef portSETUP_TCB
#define portSETUP_TCB(task) ((void)(task))
#endif
#ifndef portCLEAN_UP_TCB
#define portCLEAN_UP_TCB(task) ((void)(task))
#endif
#ifndef portPRE_TASK_DELETE_HOOK
#define portPRE_TASK_DELETE_HOOK(task, yield_pending)
#endif
#ifndef portTASK_USES_FLOATING_POINT
#define portTASK_USES_FLOATING_POINT()
#endif
#ifndef portALLOCATE_SECURE_CONTEXT
#define portALLOCATE_SECURE_CONTEXT(secure_stack_bytes)
#endif
#ifndef portSUPPRESS_TICKS_AND_SLEEP
#define portSUPPRESS_TICKS_AND_SLEEP(idle_ticks)
#endif

/* Run-time statistics: a counter some ten times faster than the tick, supplied by the application.
 */
#ifndef portCONFIGURE_TIMER_FOR_RUN_TIME_STATS
#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS()
#endif
#if (configGENERATE_RUN_TIME_STATS == 1) && !defined(portGET_RUN_TIME_COUNTER_VALUE) &&            \
    !defined(portALT_GET_RUN_TIME_COUNTER_VALUE)
#error "portGET_RUN_TIME_COUNTER_VALUE() must be defined: configGENERATE_RUN_TIME_STATS is 1"
#endif

#endif
