/* SPDX-License-Identifier: MIT */
/* performance configuration: no asserts, no trace, no stack check */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H
#define configUSE_PREEMPTION                     1
#define configUSE_TIME_SLICING                   0
#define configUSE_PORT_OPTIMISED_TASK_SELECTION  1
#define configUSE_TICKLESS_IDLE                  0
#define configCPU_CLOCK_HZ                       25000000UL
#define configTICK_RATE_HZ                       100
#define configMAX_PRIORITIES                     32
#define configMINIMAL_STACK_SIZE                 128
#define configMAX_TASK_NAME_LEN                  16
#define configTICK_TYPE_WIDTH_IN_BITS            TICK_TYPE_WIDTH_32_BITS
#define configIDLE_SHOULD_YIELD                  1
#define configTASK_NOTIFICATION_ARRAY_ENTRIES    1
#define configQUEUE_REGISTRY_SIZE                0
#define configENABLE_BACKWARD_COMPATIBILITY      0
#define configNUM_THREAD_LOCAL_STORAGE_POINTERS  0
#define configUSE_MINI_LIST_ITEM                 1
#define configSTACK_DEPTH_TYPE                   uint32_t
#define configMESSAGE_BUFFER_LENGTH_TYPE         size_t
#define configHEAP_CLEAR_MEMORY_ON_FREE          0
#define configENABLE_HEAP_PROTECTOR              0
#define configTOTAL_HEAP_SIZE                    ( 256 * 1024 )
#define configSUPPORT_STATIC_ALLOCATION          1
#ifdef FP_MINIMAL
#define configSUPPORT_DYNAMIC_ALLOCATION         0
#else
#define configSUPPORT_DYNAMIC_ALLOCATION         1
#endif
#define configKERNEL_PROVIDED_STATIC_MEMORY      1
#define configUSE_IDLE_HOOK                      0
#define configUSE_TICK_HOOK                      0
#define configUSE_MALLOC_FAILED_HOOK             0
#define configCHECK_FOR_STACK_OVERFLOW           0
#define configGENERATE_RUN_TIME_STATS            0
#define configUSE_TRACE_FACILITY                 0
#define configUSE_STATS_FORMATTING_FUNCTIONS     0
#define configUSE_CO_ROUTINES                    0
#ifndef FP_MINIMAL
#define configUSE_TASK_NOTIFICATIONS             1
#define configUSE_MUTEXES                        1
#define configUSE_RECURSIVE_MUTEXES              1
#define configUSE_COUNTING_SEMAPHORES            1
#define configUSE_TIMERS                         1
#define configUSE_EVENT_GROUPS                   1
#define configUSE_STREAM_BUFFERS                 1
#else
#define configUSE_TASK_NOTIFICATIONS             0
#define configUSE_MUTEXES                        0
#define configUSE_RECURSIVE_MUTEXES              0
#define configUSE_COUNTING_SEMAPHORES            0
#define configUSE_TIMERS                         0
#define configUSE_EVENT_GROUPS                   0
#define configUSE_STREAM_BUFFERS                 0
#endif
#define configUSE_QUEUE_SETS                     0
#define configTIMER_TASK_PRIORITY                ( configMAX_PRIORITIES - 1 )
#define configTIMER_QUEUE_LENGTH                 10
#define configTIMER_TASK_STACK_DEPTH             128
#define configKERNEL_INTERRUPT_PRIORITY          255
#define configMAX_SYSCALL_INTERRUPT_PRIORITY     0x20
#define configCHECK_HANDLER_INSTALLATION         0
#ifdef CFG_ASSERT
#define configASSERT( x ) do { if( !( x ) ) { for( ;; ) { } } } while( 0 )
#endif
#define INCLUDE_vTaskPrioritySet                 1
#define INCLUDE_uxTaskPriorityGet                1
#ifdef FP_MINIMAL
#define INCLUDE_vTaskDelete                      0
#define INCLUDE_vTaskSuspend                     0
#else
#define INCLUDE_vTaskDelete                      1
#define INCLUDE_vTaskSuspend                     1
#endif
#define INCLUDE_xTaskResumeFromISR               1
#define INCLUDE_vTaskDelayUntil                  1
#define INCLUDE_vTaskDelay                       1
#define vPortSVCHandler      SVC_Handler
#define xPortPendSVHandler   PendSV_Handler
#define xPortSysTickHandler  SysTick_Handler
#endif
