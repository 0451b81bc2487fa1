/* SPDX-License-Identifier: MIT */
/* The configuration an application brings along: no configASSERT, no static allocation, two of the
 * three vectors mapped to their CMSIS names and the tick handler left as a function to call. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#define configUSE_PREEMPTION                 1
#define configUSE_IDLE_HOOK                  0
#define configUSE_TICK_HOOK                  0
#define configCPU_CLOCK_HZ                   (25000000UL)
#define configTICK_RATE_HZ                   ((TickType_t)1000)
#define configMAX_PRIORITIES                 (7)
#define configMINIMAL_STACK_SIZE             ((unsigned short)128)
#define configTOTAL_HEAP_SIZE                ((size_t)(32 * 1024))
#define configUSE_16_BIT_TICKS               0
#define configUSE_MUTEXES                    1
#define configUSE_COUNTING_SEMAPHORES        1
#define configUSE_TIMERS                     1
#define configTIMER_TASK_PRIORITY            (configMAX_PRIORITIES - 1)
#define configTIMER_QUEUE_LENGTH             5
#define configTIMER_TASK_STACK_DEPTH         (configMINIMAL_STACK_SIZE * 2)
#define configKERNEL_INTERRUPT_PRIORITY      255
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x40

#define configENABLE_TRUSTZONE 0 /* ARMv8-M asks for a decision */

#define INCLUDE_vTaskPrioritySet 1
#define INCLUDE_vTaskDelete      1
#define INCLUDE_vTaskSuspend     1
#define INCLUDE_vTaskDelay       1
#define INCLUDE_vTaskDelayUntil  1
#define INCLUDE_xTaskAbortDelay  1
#define INCLUDE_eTaskGetState    1

#define vPortSVCHandler    SVC_Handler
#define xPortPendSVHandler PendSV_Handler

#endif
