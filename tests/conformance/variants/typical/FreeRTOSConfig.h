/* SPDX-License-Identifier: MIT */
/* A configuration as applications have them: casts everywhere, an assert that is a statement,
 * options of earlier versions, tight stacks. */
#ifndef TYPICAL_FREERTOS_CONFIG_H
#define TYPICAL_FREERTOS_CONFIG_H

#include <stdint.h>

extern void assert_called(const char *file, unsigned long line);
extern void start_counter(void);
extern uint32_t read_counter(void);

/* clang-format off */
#define configUSE_PREEMPTION                    1
#define configUSE_PORT_OPTIMISED_TASK_SELECTION 1
#define configUSE_IDLE_HOOK                     1
#define configUSE_TICK_HOOK                     1
#define configCPU_CLOCK_HZ                      ( ( unsigned long ) 25000000 )
#define configTICK_RATE_HZ                      ( ( TickType_t ) 1000 )
#ifdef __linux__
#define configTOTAL_HEAP_SIZE                   ( ( size_t ) ( 200 * 1024 ) )
/* A host's frames are larger. */
#define configMINIMAL_STACK_SIZE                ( ( unsigned short ) 512 )
#else
#define configTOTAL_HEAP_SIZE                   ( ( size_t ) ( 60 * 1024 ) )
#define configMINIMAL_STACK_SIZE                ( ( unsigned short ) 96 )
#endif
#define configMAX_TASK_NAME_LEN                 ( 10 )
#define configUSE_TRACE_FACILITY                1
#define configUSE_16_BIT_TICKS                  0
#define configIDLE_SHOULD_YIELD                 1
#define configUSE_CO_ROUTINES                   0
#define configUSE_MUTEXES                       1
#define configUSE_RECURSIVE_MUTEXES             1
#define configCHECK_FOR_STACK_OVERFLOW          2
#define configUSE_MALLOC_FAILED_HOOK            1
#define configUSE_QUEUE_SETS                    1
#define configUSE_COUNTING_SEMAPHORES           1
#define configUSE_ALTERNATIVE_API               0
#define configMAX_PRIORITIES                    ( 9UL )
#define configMAX_CO_ROUTINE_PRIORITIES         ( 2 )
#define configQUEUE_REGISTRY_SIZE               10
#define configSUPPORT_STATIC_ALLOCATION         0
#define configUSE_TIMERS                        1
#define configTIMER_TASK_PRIORITY               ( configMAX_PRIORITIES - 4 )
#define configTIMER_QUEUE_LENGTH                20
#define configTIMER_TASK_STACK_DEPTH            ( configMINIMAL_STACK_SIZE * 2 )
#define configTASK_NOTIFICATION_ARRAY_ENTRIES   3

#define INCLUDE_vTaskPrioritySet                1
#define INCLUDE_uxTaskPriorityGet               1
#define INCLUDE_vTaskDelete                     1
#define INCLUDE_vTaskCleanUpResources           0
#define INCLUDE_vTaskSuspend                    1
#define INCLUDE_vTaskDelayUntil                 1
#define INCLUDE_vTaskDelay                      1
#define INCLUDE_uxTaskGetStackHighWaterMark     1
#define INCLUDE_xTaskGetSchedulerState          1
#define INCLUDE_xTimerGetTimerDaemonTaskHandle  1
#define INCLUDE_xTaskGetIdleTaskHandle          1
#define INCLUDE_pcTaskGetTaskName               1
#define INCLUDE_eTaskGetState                   1
#define INCLUDE_xSemaphoreGetMutexHolder        1
#define INCLUDE_xTimerPendFunctionCall          1

#define configKERNEL_INTERRUPT_PRIORITY         ( 255 )
#define configMAX_SYSCALL_INTERRUPT_PRIORITY    ( 4 << 5 )

/* The reference's example of a trace macro. */
#define configUSE_APPLICATION_TASK_TAG          1
#define traceTASK_SWITCHED_OUT()                xTaskCallApplicationTaskHook( pxCurrentTCB, 0 )

#define configGENERATE_RUN_TIME_STATS           1
#define configUSE_STATS_FORMATTING_FUNCTIONS    1
#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS() start_counter()
#define portGET_RUN_TIME_COUNTER_VALUE()        read_counter()

#define configASSERT( x ) if( ( x ) == 0 ) assert_called( __FILE__, __LINE__ );
/* clang-format on */

/* The board's vectors have the names of CMSIS. */
#define vPortSVCHandler     SVC_Handler
#define xPortPendSVHandler  PendSV_Handler
#define xPortSysTickHandler SysTick_Handler

#endif
