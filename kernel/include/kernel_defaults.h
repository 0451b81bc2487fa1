/* SPDX-License-Identifier: MIT */
/** Every option of the kernel: meaning, range, cost and the value it has when FreeRTOSConfig.h does
 * not set it. The only file with defaults. "Required" means that there is none.
 *
 *   [range; cost]   0/1 unless said; cost in bytes of RAM and of text on a Cortex-M3, "none" when
 *                   what is not called is not linked
 *
 * Impossible values and combinations are refused by kernel_config_check.h, included last, and
 * kernel_config_values.h. */
#ifndef KERNEL_DEFAULTS_H
#define KERNEL_DEFAULTS_H

#include "FreeRTOSConfig.h"

/* Values of configTICK_TYPE_WIDTH_IN_BITS. */
#define TICK_TYPE_WIDTH_16_BITS 0
#define TICK_TYPE_WIDTH_32_BITS 1
#define TICK_TYPE_WIDTH_64_BITS 2

/* ---- Scheduling ---- */

/* configUSE_PREEMPTION: 1: a readied task of higher priority runs at once; 0: when the running
 * task yields or blocks. [0/1; none] Required. */

/* configMAX_PRIORITIES: Priorities 0 (idle) .. configMAX_PRIORITIES - 1. [1 .. 255; RAM 4 each, and
 * O(1) only up to 32: one more step a 32] Required. */

/* configTICK_RATE_HZ: Ticks a second. [1 .. 1000000 Hz; every tick is an interrupt] Required. */

/* configMINIMAL_STACK_SIZE: Stack of the idle task, in StackType_t units. [>= 32; RAM 4 each]
 * Required. */

/* configUSE_IDLE_HOOK: Call vApplicationIdleHook in each round of the idle task. It must not
 * block. [0/1; none] Required. */

/* configUSE_TICK_HOOK: Call vApplicationTickHook in each tick interrupt. [0/1; time in every
 * tick] Required. */

/* Equals take turns at each tick. [0/1; none] */
#ifndef configUSE_TIME_SLICING
#define configUSE_TIME_SLICING 1
#endif

/* The idle task makes way for a ready task of priority 0 at once, not at the next tick. [0/1;
 * none] */
#ifndef configIDLE_SHOULD_YIELD
#define configIDLE_SHOULD_YIELD 1
#endif

/* Kept for compatibility: task selection is O(1) either way. [0/1; none] */
#ifndef configUSE_PORT_OPTIMISED_TASK_SELECTION
#define configUSE_PORT_OPTIMISED_TASK_SELECTION 0
#endif

/* Bytes of a task name with its end. [1 .. 255; RAM 1 each in every task] */
#ifndef configMAX_TASK_NAME_LEN
#define configMAX_TASK_NAME_LEN 16
#endif

/* Tick count at start; near the top it tests the wrap. [any tick count; none] */
#ifndef configINITIAL_TICK_COUNT
#define configINITIAL_TICK_COUNT 0
#endif

/* Width of TickType_t: TICK_TYPE_WIDTH_16_BITS, _32_BITS or _64_BITS where the port has it. An
 * older configuration says configUSE_16_BIT_TICKS 0 or 1 instead. [RAM 2, 4 or 8 a time-out] */
#ifndef configTICK_TYPE_WIDTH_IN_BITS
#if defined(configUSE_16_BIT_TICKS) && (configUSE_16_BIT_TICKS == 1)
#define configTICK_TYPE_WIDTH_IN_BITS TICK_TYPE_WIDTH_16_BITS
#else
#define configTICK_TYPE_WIDTH_IN_BITS TICK_TYPE_WIDTH_32_BITS
#endif
#endif
#ifndef configUSE_16_BIT_TICKS
#if (configTICK_TYPE_WIDTH_IN_BITS == TICK_TYPE_WIDTH_16_BITS)
#define configUSE_16_BIT_TICKS 1
#else
#define configUSE_16_BIT_TICKS 0
#endif
#endif

/* Name of the idle task. [string; none] */
#ifndef configIDLE_TASK_NAME
#define configIDLE_TASK_NAME "IDLE"
#endif

/* Expands in each round of the kernel's own endless loops; a test may leave them with it.
 * [statement; none] */
#ifndef configCONTROL_INFINITE_LOOP
#define configCONTROL_INFINITE_LOOP()
#endif

/* ---- Cores ---- */

/* Cores that run tasks. [1 .. portMAX_CORE_COUNT; RAM a set of scheduler state each] */
#ifndef configNUMBER_OF_CORES
#define configNUMBER_OF_CORES 1
#endif

/* Several cores may run tasks of different priority at once. [0/1, more than one core; none] */
#ifndef configRUN_MULTIPLE_PRIORITIES
#define configRUN_MULTIPLE_PRIORITIES 0
#endif

/* Tasks may be bound to cores. [0/1, more than one core; RAM 4 a task] */
#ifndef configUSE_CORE_AFFINITY
#define configUSE_CORE_AFFINITY 0
#endif

/* A task may forbid its own pre-emption. [0/1, more than one core; RAM 4 a task] */
#ifndef configUSE_TASK_PREEMPTION_DISABLE
#define configUSE_TASK_PREEMPTION_DISABLE 0
#endif

/* Call vApplicationPassiveIdleHook in the idle tasks of further cores. [0/1; none] */
#ifndef configUSE_PASSIVE_IDLE_HOOK
#define configUSE_PASSIVE_IDLE_HOOK 0
#endif

/* Cores a new task may run on. [core mask, with configUSE_CORE_AFFINITY; none] */
#ifndef configTASK_DEFAULT_CORE_AFFINITY
#define configTASK_DEFAULT_CORE_AFFINITY tskNO_AFFINITY
#endif

/* Cores the timer task may run on. [core mask, with configUSE_CORE_AFFINITY; none] */
#ifndef configTIMER_SERVICE_TASK_CORE_AFFINITY
#define configTIMER_SERVICE_TASK_CORE_AFFINITY tskNO_AFFINITY
#endif

/* Idle tasks are bound to one core each. [0/1, with configUSE_CORE_AFFINITY; none] */
#ifndef configIDLE_AFFINITY
#define configIDLE_AFFINITY 0
#endif

/* The critical nesting count is kept in the task. Set by a port. [0/1; RAM 4 a task] */
#ifndef portCRITICAL_NESTING_IN_TCB
#define portCRITICAL_NESTING_IN_TCB 0
#endif

/* ---- Objects ---- */

/* Mutexes with priority inheritance. [0/1; RAM 8 a task] */
#ifndef configUSE_MUTEXES
#define configUSE_MUTEXES 0
#endif

/* Mutexes their holder may take again. [0/1, needs configUSE_MUTEXES; none] */
#ifndef configUSE_RECURSIVE_MUTEXES
#define configUSE_RECURSIVE_MUTEXES 0
#endif

/* Counting semaphores. [0/1; none] */
#ifndef configUSE_COUNTING_SEMAPHORES
#define configUSE_COUNTING_SEMAPHORES 0
#endif

/* Waiting for several queues and semaphores at once. [0/1; RAM 8 a queue,
 * semaphore or mutex] */
#ifndef configUSE_QUEUE_SETS
#define configUSE_QUEUE_SETS 0
#endif

/* Queues a debugger can see by name. [0 .. 255 entries; RAM 8 each] */
#ifndef configQUEUE_REGISTRY_SIZE
#define configQUEUE_REGISTRY_SIZE 0U
#endif

/* Direct-to-task notifications. [0/1; RAM 5 a task and entry] */
#ifndef configUSE_TASK_NOTIFICATIONS
#define configUSE_TASK_NOTIFICATIONS 1
#endif

/* Notifications of a task. [1 .. 255; RAM 5 each in every task] */
#ifndef configTASK_NOTIFICATION_ARRAY_ENTRIES
#define configTASK_NOTIFICATION_ARRAY_ENTRIES 1
#endif

/* Event groups. [0/1; none] */
#ifndef configUSE_EVENT_GROUPS
#define configUSE_EVENT_GROUPS 1
#endif

/* Stream and message buffers; they wait by notification. [0/1, 1 needs
 * configUSE_TASK_NOTIFICATIONS 1; none] */
#ifndef configUSE_STREAM_BUFFERS
#define configUSE_STREAM_BUFFERS configUSE_TASK_NOTIFICATIONS
#endif

/* Stream buffers call functions of their own when data came or went. [0/1; RAM 8 a buffer] */
#ifndef configUSE_SB_COMPLETED_CALLBACK
#define configUSE_SB_COMPLETED_CALLBACK 0
#endif

/* Type of the length before each message. [unsigned type; its size in every message] */
#ifndef configMESSAGE_BUFFER_LENGTH_TYPE
#define configMESSAGE_BUFFER_LENGTH_TYPE size_t
#endif

/* Co-routines. [0/1; none] */
#ifndef configUSE_CO_ROUTINES
#define configUSE_CO_ROUTINES 0
#endif

/* configMAX_CO_ROUTINE_PRIORITIES: Priorities of co-routines, where there are any. [1 .. 32; RAM 20
 * each] Required with configUSE_CO_ROUTINES 1. */

/* ---- Timers ---- */

/* Software timers, run by a task of their own. [0/1; a task and a queue] */
#ifndef configUSE_TIMERS
#define configUSE_TIMERS 0
#endif

/* Required with configUSE_TIMERS 1:
 * configTIMER_TASK_PRIORITY     Priority of the timer task. [0 .. configMAX_PRIORITIES - 1; none]
 * configTIMER_QUEUE_LENGTH      Commands that may wait for it. [1 .. 65535; RAM 16 each]
 * configTIMER_TASK_STACK_DEPTH  Its stack, in StackType_t units. [>= 32; RAM 4 each] */

/* Name of the timer task. [string; none] */
#ifndef configTIMER_SERVICE_TASK_NAME
#define configTIMER_SERVICE_TASK_NAME "Tmr Svc"
#endif

/* Call vApplicationDaemonTaskStartupHook when the timer task first runs. [0/1; none] */
#ifndef configUSE_DAEMON_TASK_STARTUP_HOOK
#define configUSE_DAEMON_TASK_STARTUP_HOOK 0
#endif

/* ---- Memory ---- */

/* Objects from the heap. [0/1; none] */
#ifndef configSUPPORT_DYNAMIC_ALLOCATION
#define configSUPPORT_DYNAMIC_ALLOCATION 1
#endif

/* Objects in memory of the application. [0/1; 1 byte an object] */
#ifndef configSUPPORT_STATIC_ALLOCATION
#define configSUPPORT_STATIC_ALLOCATION 0
#endif

/* With static allocation: the kernel supplies the idle and timer tasks' memory. [0/1; their
 * stacks] */
#ifndef configKERNEL_PROVIDED_STATIC_MEMORY
#define configKERNEL_PROVIDED_STATIC_MEMORY 0
#endif

/* The application defines uint8_t ucHeap[configTOTAL_HEAP_SIZE] itself. [0/1; none] */
#ifndef configAPPLICATION_ALLOCATED_HEAP
#define configAPPLICATION_ALLOCATED_HEAP 0
#endif

/* Stacks come from pvPortMallocStack of the application. [0/1; none] */
#ifndef configSTACK_ALLOCATION_FROM_SEPARATE_HEAP
#define configSTACK_ALLOCATION_FROM_SEPARATE_HEAP 0
#endif

/* heap_4, heap_5: the links of free blocks are masked with a secret and checked before they are
 * used; the application supplies vApplicationGetRandomHeapCanary. [0/1; text ~400] */
#ifndef configENABLE_HEAP_PROTECTOR
#define configENABLE_HEAP_PROTECTOR 0
#endif

/* heap_4, heap_5, Dunlin's own: blocks know their owner and size and have a pattern on either side,
 * which vPortFree checks. [0/1; RAM 16 + configMAX_TASK_NAME_LEN a block, text ~600] */
#ifndef configHEAP_GUARDS
#define configHEAP_GUARDS 0
#endif

/* What vPortFree does about a damaged block, with configHEAP_GUARDS 1; `text` is a sentence with
 * size and owner. [statement; none] */
#ifndef configHEAP_DAMAGE
#define configHEAP_DAMAGE(text)                                                                    \
    do {                                                                                           \
        (void)(text);                                                                              \
        configASSERT((text) == NULL && "vPortFree: a damaged block; the text is in heap_report");  \
    } while (0)
#endif

/* Freed memory is zeroed. [0/1; time O(bytes) in vPortFree] */
#ifndef configHEAP_CLEAR_MEMORY_ON_FREE
#define configHEAP_CLEAR_MEMORY_ON_FREE 0
#endif

/* Type of a stack depth. [unsigned type that holds the deepest stack; none] */
#ifndef configSTACK_DEPTH_TYPE
#define configSTACK_DEPTH_TYPE StackType_t
#endif

/* configTOTAL_HEAP_SIZE: bytes of the heap, for heap_1, heap_2 and heap_4, which refuse to compile
 * without it. [>= 128; RAM 1 each] */

/* ---- Interrupts ---- */

/* Read by Cortex-M ports, checked there:
 * configMAX_SYSCALL_INTERRUPT_PRIORITY  Most urgent priority whose handlers may call the kernel, as
 * the hardware holds it (left-aligned). 0 would mask nothing and is refused. [1 .. 255; none]
 * configMAX_API_CALL_INTERRUPT_PRIORITY Newer name of the same.
 * configKERNEL_INTERRUPT_PRIORITY       Priority of the kernel's own handlers: the least urgent.
 * configCPU_CLOCK_HZ                    Clock of the core and, unless configSYSTICK_CLOCK_HZ says
 * else, of SysTick. [Hz] */
#if defined(configMAX_API_CALL_INTERRUPT_PRIORITY) && !defined(configMAX_SYSCALL_INTERRUPT_PRIORITY)
#define configMAX_SYSCALL_INTERRUPT_PRIORITY configMAX_API_CALL_INTERRUPT_PRIORITY
#endif

/* Raise BASEPRI the way that Cortex-M7 r0p0 and r0p1 need: there the write takes effect some
 * instructions late (Arm's erratum 837070). configENABLE_ERRATA_837070_WORKAROUND is another name
 * of it. [0/1; 4 instructions in every call] */
#ifndef configARM_ERRATUM_837070
#ifdef configENABLE_ERRATA_837070_WORKAROUND
#define configARM_ERRATUM_837070 configENABLE_ERRATA_837070_WORKAROUND
#else
#define configARM_ERRATUM_837070 0
#endif
#endif

/* Assert at start that the vectors lead to the kernel's handlers. [0/1; text ~40] */
#ifndef configCHECK_HANDLER_INSTALLATION
#define configCHECK_HANDLER_INSTALLATION 1
#endif

/* ---- Power ---- */

/* Stop the tick while nothing is due. 1: the port's way; 2: the application's, which defines
 * portSUPPRESS_TICKS_AND_SLEEP(ticks) or the function vPortSuppressTicksAndSleep. [0 .. 2; none] */
#ifndef configUSE_TICKLESS_IDLE
#define configUSE_TICKLESS_IDLE 0
#endif

/* Idle ticks ahead that are worth stopping for. [>= 2 ticks; none] */
#ifndef configEXPECTED_IDLE_TIME_BEFORE_SLEEP
#define configEXPECTED_IDLE_TIME_BEFORE_SLEEP 2
#endif

/* Expands before the tick is stopped; may shorten its argument. [statement; none] */
#ifndef configPRE_SUPPRESS_TICKS_AND_SLEEP_PROCESSING
#define configPRE_SUPPRESS_TICKS_AND_SLEEP_PROCESSING(idle_ticks)
#endif

/* Expands just before sleep; an argument set to 0 means "I slept already". [statement; none] */
#ifndef configPRE_SLEEP_PROCESSING
#define configPRE_SLEEP_PROCESSING(idle_ticks)
#endif

/* Expands just after sleep. [statement; none] */
#ifndef configPOST_SLEEP_PROCESSING
#define configPOST_SLEEP_PROCESSING(idle_ticks)
#endif

/* ---- Checks, statistics, debugging ---- */

/* What to do with a broken promise: configASSERT(x) must not return when x is false. Undefined:
 * nothing is evaluated. [macro; text ~6 a check] */
#ifdef configASSERT
#define configASSERT_DEFINED 1
#else
#define configASSERT_DEFINED 0
#define configASSERT(x)
#endif
#ifdef configPRECONDITION
#define configPRECONDITION_DEFINED 1
#else
#define configPRECONDITION_DEFINED 0
#define configPRECONDITION(x)      configASSERT(x)
#endif

/* 1: look at the stack pointer at each switch; 2: and at a pattern at the end. [0 .. 2; time in
 * each switch] */
#ifndef configCHECK_FOR_STACK_OVERFLOW
#define configCHECK_FOR_STACK_OVERFLOW 0
#endif

/* Keep the high end of each stack for debuggers. [0/1; RAM 4 a task] */
#ifndef configRECORD_STACK_HIGH_ADDRESS
#define configRECORD_STACK_HIGH_ADDRESS 0
#endif

/* Numbers and state of tasks and objects can be asked for. [0/1; RAM 8 a task, 4 an object] */
#ifndef configUSE_TRACE_FACILITY
#define configUSE_TRACE_FACILITY 0
#endif

/* vTaskListTasks and vTaskGetRunTimeStatistics, which print. 2: their callers include stdio. [0
 * .. 2; none] */
#ifndef configUSE_STATS_FORMATTING_FUNCTIONS
#define configUSE_STATS_FORMATTING_FUNCTIONS 0
#endif

/* Size vTaskList and vTaskGetRunTimeStats assume of their buffer. [bytes; none] */
#ifndef configSTATS_BUFFER_MAX_LENGTH
#define configSTATS_BUFFER_MAX_LENGTH 0xFFFF
#endif

/* Count the time each task runs. [0/1; RAM 4 or 8 a task, time in each switch] */
#ifndef configGENERATE_RUN_TIME_STATS
#define configGENERATE_RUN_TIME_STATS 0
#endif

/* Type of that count. [uint32_t or uint64_t; its size in every task] */
#ifndef configRUN_TIME_COUNTER_TYPE
#define configRUN_TIME_COUNTER_TYPE uint32_t
#endif

/* One function pointer of the application in each task. [0/1; RAM 4 a task] */
#ifndef configUSE_APPLICATION_TASK_TAG
#define configUSE_APPLICATION_TASK_TAG 0
#endif

/* Tasks know their thread of the CMSIS-RTOS API, for compat/cmsis_rtos2. [0/1; RAM 4 a task, and
 * what a list of all tasks takes] */
#ifndef configUSE_CMSIS_RTOS2
#define configUSE_CMSIS_RTOS2 0
#endif

/* Pointers of the application in each task. [0 .. 255; RAM 4 each in every task] */
#ifndef configNUM_THREAD_LOCAL_STORAGE_POINTERS
#define configNUM_THREAD_LOCAL_STORAGE_POINTERS 0
#endif

/* An errno for each task, FreeRTOS_errno. [0/1; RAM 4 a task] */
#ifndef configUSE_POSIX_ERRNO
#define configUSE_POSIX_ERRNO 0
#endif

/* Call vApplicationMallocFailedHook when pvPortMalloc fails. [0/1; none] */
#ifndef configUSE_MALLOC_FAILED_HOOK
#define configUSE_MALLOC_FAILED_HOOK 0
#endif

/* Pattern words in List_t and ListItem_t. [0/1; RAM 8 an item] */
#ifndef configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES
#define configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES 0
#endif

/* The end of a List_t has no owner and container fields. [0/1; RAM -8 a list] */
#ifndef configUSE_MINI_LIST_ITEM
#define configUSE_MINI_LIST_ITEM 1
#endif

/* Qualifier of the links of List_t. [empty or volatile; none] */
#ifndef configLIST_VOLATILE
#define configLIST_VOLATILE
#endif

/* Kept for compatibility, without effect. [0/1; none] */
#ifndef configINCLUDE_FREERTOS_TASK_C_ADDITIONS_H
#define configINCLUDE_FREERTOS_TASK_C_ADDITIONS_H 0
#endif

/* Kept for compatibility, without effect. [0/1; none] */
#ifndef configRUN_ADDITIONAL_TESTS
#define configRUN_ADDITIONAL_TESTS 0
#endif

/* Gone from the API long ago; must be 0. [0; none] */
#ifndef configUSE_ALTERNATIVE_API
#define configUSE_ALTERNATIVE_API 0
#endif

/* Names from before version 8 (old_names.h). [0/1; none] */
#ifndef configENABLE_BACKWARD_COMPATIBILITY
#define configENABLE_BACKWARD_COMPATIBILITY 1
#endif

/* Printing of the demonstration libraries. [macro; none] */
#ifndef configPRINTF
#define configPRINTF(x)
#endif

/* The larger. [macro; evaluates one argument twice] */
#ifndef configMAX
#define configMAX(a, b) (((a) > (b)) ? (a) : (b))
#endif

/* The smaller. [macro; evaluates one argument twice] */
#ifndef configMIN
#define configMIN(a, b) (((a) < (b)) ? (a) : (b))
#endif

/* ---- C library state per task ---- */

/* A newlib struct _reent in each task. [0/1; RAM ~100 to ~1000 a task] */
#ifndef configUSE_NEWLIB_REENTRANT
#define configUSE_NEWLIB_REENTRANT 0
#endif

/* Thread-local storage of picolibc in each task. [0/1; stack: the size of the TLS image] */
#ifndef configUSE_PICOLIBC_TLS
#define configUSE_PICOLIBC_TLS 0
#endif

/* A block of the C library in each task, type and life given by configTLS_BLOCK_TYPE and
 * config{INIT,SET,DEINIT}_TLS_BLOCK. Either option above switches it on. [0/1; that block a task]
 */
#ifndef configUSE_C_RUNTIME_TLS_SUPPORT
#if (configUSE_NEWLIB_REENTRANT == 1) || (configUSE_PICOLIBC_TLS == 1)
#define configUSE_C_RUNTIME_TLS_SUPPORT 1
#else
#define configUSE_C_RUNTIME_TLS_SUPPORT 0
#endif
#endif
#if (configUSE_NEWLIB_REENTRANT == 1) && (configUSE_PICOLIBC_TLS == 0)
#include <reent.h>
#ifndef configTLS_BLOCK_TYPE
#define configTLS_BLOCK_TYPE struct _reent
#endif
#ifndef configINIT_TLS_BLOCK
#define configINIT_TLS_BLOCK(block, stack_top) _REENT_INIT_PTR(&(block))
#endif
#ifndef configSET_TLS_BLOCK
#define configSET_TLS_BLOCK(block) (_impure_ptr = &(block))
#endif
#ifndef configDEINIT_TLS_BLOCK
#define configDEINIT_TLS_BLOCK(block) _reclaim_reent(&(block))
#endif
#endif
#if (configUSE_PICOLIBC_TLS == 1) && (configUSE_NEWLIB_REENTRANT == 0)
#include <picotls.h>
#ifndef configTLS_BLOCK_TYPE
#define configTLS_BLOCK_TYPE void *
#endif
#ifndef configINIT_TLS_BLOCK
#define configINIT_TLS_BLOCK(block, stack_top)                                                     \
    do {                                                                                           \
        (stack_top) = (StackType_t *)(((uintptr_t)(stack_top)-_tls_size()) &                       \
                                      ~(uintptr_t)(_tls_align() - 1u));                            \
        (block) = (stack_top);                                                                     \
        _init_tls(block);                                                                          \
    } while (0)
#endif
#ifndef configSET_TLS_BLOCK
#define configSET_TLS_BLOCK(block) _set_tls(block)
#endif
#ifndef configDEINIT_TLS_BLOCK
#define configDEINIT_TLS_BLOCK(block) ((void)(block))
#endif
#endif

/* ---- Processor extensions and protection (ports that have them) ---- */

/* Tasks may use the floating-point unit. [0/1; stack 104 a task that does] */
#ifndef configENABLE_FPU
#define configENABLE_FPU 1
#endif

/* 1: tasks ask for floating point; 2: every task has it. [0 .. 2; stack] */
#ifndef configUSE_TASK_FPU_SUPPORT
#define configUSE_TASK_FPU_SUPPORT 1
#endif

/* Tasks may use the vector extension of v8.1-M. [0/1; as the FPU] */
#ifndef configENABLE_MVE
#define configENABLE_MVE 0
#endif

/* Tasks run in memory regions of their own. [0/1; RAM ~50 a task] */
#ifndef configENABLE_MPU
#define configENABLE_MPU 0
#endif

/* v8-M: tasks may call secure functions. [0/1; RAM 4 a task] */
#ifndef configENABLE_TRUSTZONE
#define configENABLE_TRUSTZONE 1
#endif

/* v8-M: the kernel runs on the secure side. [0/1; none] */
#ifndef configRUN_FREERTOS_SECURE_ONLY
#define configRUN_FREERTOS_SECURE_ONLY 0
#endif

/* v8.1-M: return addresses are signed. [0/1; none] */
#ifndef configENABLE_PAC
#define configENABLE_PAC 0
#endif

/* v8.1-M: branch targets are checked. [0/1; none] */
#ifndef configENABLE_BTI
#define configENABLE_BTI 0
#endif

/* With memory protection: access to objects is granted by task. [0/1; RAM a task] */
#ifndef configENABLE_ACCESS_CONTROL_LIST
#define configENABLE_ACCESS_CONTROL_LIST 0
#endif

/* With memory protection: the older system calls. [0/1; none] */
#ifndef configUSE_MPU_WRAPPERS_V1
#define configUSE_MPU_WRAPPERS_V1 0
#endif

/* With memory protection: include functions of the application. [0/1; none] */
#ifndef configINCLUDE_APPLICATION_DEFINED_PRIVILEGED_FUNCTIONS
#define configINCLUDE_APPLICATION_DEFINED_PRIVILEGED_FUNCTIONS 0
#endif

#include "kernel_default_calls.h"

#include "kernel_config_check.h"

#endif
