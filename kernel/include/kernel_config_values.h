/* SPDX-License-Identifier: MIT */
/** The second half of the net under FreeRTOSConfig.h: every value is one that its option can have.
 * A wrong one stops the build with its name, the value as it is written, and what it may be.
 * Included by FreeRTOS.h once the types are known, so that a value may be a cast.
 */
#ifndef KERNEL_CONFIG_VALUES_H
#define KERNEL_CONFIG_VALUES_H

#include <stddef.h>
#include <stdint.h>

#include "kernel_defaults.h"

#include "portable.h"

#ifdef __cplusplus
#define KERNEL_CONFIG_ASSERT(condition, text) static_assert(condition, text)
#else
#define KERNEL_CONFIG_ASSERT(condition, text) _Static_assert(condition, text)
#endif

#define KERNEL_CONFIG_TEXT(value)    KERNEL_CONFIG_TEXT_OF(value)
#define KERNEL_CONFIG_TEXT_OF(value) #value

#define KERNEL_CONFIG_RANGE(option, low, high)                                                     \
    KERNEL_CONFIG_ASSERT((long long)(option) >= (low) && (long long)(option) <= (high), #option    \
                         " is " KERNEL_CONFIG_TEXT_OF(option) ": it must be " #low " .. " #high)
#define KERNEL_CONFIG_SWITCH(option)                                                               \
    KERNEL_CONFIG_ASSERT((option) == 0 || (option) == 1,                                           \
                         #option " is " KERNEL_CONFIG_TEXT_OF(option) ": it must be 0 or 1")

KERNEL_CONFIG_SWITCH(configUSE_PREEMPTION);
KERNEL_CONFIG_SWITCH(configUSE_TIME_SLICING);
KERNEL_CONFIG_SWITCH(configIDLE_SHOULD_YIELD);
KERNEL_CONFIG_SWITCH(configUSE_IDLE_HOOK);
KERNEL_CONFIG_SWITCH(configUSE_TICK_HOOK);
KERNEL_CONFIG_SWITCH(configUSE_PORT_OPTIMISED_TASK_SELECTION);
KERNEL_CONFIG_SWITCH(configUSE_16_BIT_TICKS);

KERNEL_CONFIG_SWITCH(configUSE_MUTEXES);
KERNEL_CONFIG_SWITCH(configUSE_RECURSIVE_MUTEXES);
KERNEL_CONFIG_SWITCH(configUSE_COUNTING_SEMAPHORES);
KERNEL_CONFIG_SWITCH(configUSE_QUEUE_SETS);
KERNEL_CONFIG_SWITCH(configUSE_TASK_NOTIFICATIONS);
KERNEL_CONFIG_SWITCH(configUSE_EVENT_GROUPS);
KERNEL_CONFIG_SWITCH(configUSE_STREAM_BUFFERS);
KERNEL_CONFIG_SWITCH(configUSE_SB_COMPLETED_CALLBACK);
KERNEL_CONFIG_SWITCH(configUSE_CO_ROUTINES);
KERNEL_CONFIG_SWITCH(configUSE_TIMERS);
KERNEL_CONFIG_SWITCH(configUSE_DAEMON_TASK_STARTUP_HOOK);

KERNEL_CONFIG_SWITCH(configSUPPORT_DYNAMIC_ALLOCATION);
KERNEL_CONFIG_SWITCH(configSUPPORT_STATIC_ALLOCATION);
KERNEL_CONFIG_SWITCH(configKERNEL_PROVIDED_STATIC_MEMORY);
KERNEL_CONFIG_SWITCH(configAPPLICATION_ALLOCATED_HEAP);
KERNEL_CONFIG_SWITCH(configSTACK_ALLOCATION_FROM_SEPARATE_HEAP);
KERNEL_CONFIG_SWITCH(configENABLE_HEAP_PROTECTOR);
KERNEL_CONFIG_SWITCH(configHEAP_GUARDS);
KERNEL_CONFIG_SWITCH(configHEAP_CLEAR_MEMORY_ON_FREE);
KERNEL_CONFIG_SWITCH(configUSE_MALLOC_FAILED_HOOK);

KERNEL_CONFIG_SWITCH(configARM_ERRATUM_837070);
KERNEL_CONFIG_SWITCH(configCHECK_HANDLER_INSTALLATION);

KERNEL_CONFIG_SWITCH(configRECORD_STACK_HIGH_ADDRESS);
KERNEL_CONFIG_SWITCH(configUSE_TRACE_FACILITY);
KERNEL_CONFIG_SWITCH(configGENERATE_RUN_TIME_STATS);
KERNEL_CONFIG_SWITCH(configUSE_APPLICATION_TASK_TAG);
KERNEL_CONFIG_SWITCH(configUSE_CMSIS_RTOS2);
KERNEL_CONFIG_SWITCH(configUSE_POSIX_ERRNO);
KERNEL_CONFIG_SWITCH(configUSE_LIST_DATA_INTEGRITY_CHECK_BYTES);
KERNEL_CONFIG_SWITCH(configUSE_MINI_LIST_ITEM);
KERNEL_CONFIG_SWITCH(configENABLE_BACKWARD_COMPATIBILITY);

KERNEL_CONFIG_SWITCH(configUSE_NEWLIB_REENTRANT);
KERNEL_CONFIG_SWITCH(configUSE_PICOLIBC_TLS);
KERNEL_CONFIG_SWITCH(configUSE_C_RUNTIME_TLS_SUPPORT);

KERNEL_CONFIG_RANGE(configMAX_PRIORITIES, 1, 255);
KERNEL_CONFIG_RANGE(configMAX_TASK_NAME_LEN, 1, 255);
KERNEL_CONFIG_RANGE(configTASK_NOTIFICATION_ARRAY_ENTRIES, 1, 255);
KERNEL_CONFIG_RANGE(configNUM_THREAD_LOCAL_STORAGE_POINTERS, 0, 255);
KERNEL_CONFIG_RANGE(configQUEUE_REGISTRY_SIZE, 0, 255);
KERNEL_CONFIG_RANGE(configCHECK_FOR_STACK_OVERFLOW, 0, 2);
KERNEL_CONFIG_RANGE(configUSE_STATS_FORMATTING_FUNCTIONS, 0, 2);
KERNEL_CONFIG_RANGE(configUSE_TICKLESS_IDLE, 0, 2);
KERNEL_CONFIG_RANGE(configEXPECTED_IDLE_TIME_BEFORE_SLEEP, 2, 0x7fffffff);
KERNEL_CONFIG_RANGE(configTICK_TYPE_WIDTH_IN_BITS, 0, 2);

/* The length before each message holds lengths, which are not negative. */
KERNEL_CONFIG_ASSERT((configMESSAGE_BUFFER_LENGTH_TYPE)-1 > 0 &&
                         sizeof(configMESSAGE_BUFFER_LENGTH_TYPE) <= sizeof(size_t),
                     "configMESSAGE_BUFFER_LENGTH_TYPE is " KERNEL_CONFIG_TEXT(
                         configMESSAGE_BUFFER_LENGTH_TYPE) ": it must be unsigned, up to size_t");
KERNEL_CONFIG_ASSERT((configRUN_TIME_COUNTER_TYPE)-1 > 0 &&
                         sizeof(configRUN_TIME_COUNTER_TYPE) >= 4,
                     "configRUN_TIME_COUNTER_TYPE is " KERNEL_CONFIG_TEXT(
                         configRUN_TIME_COUNTER_TYPE) ": it must be unsigned, 32 or 64 bits");
KERNEL_CONFIG_ASSERT(sizeof(configSTACK_DEPTH_TYPE) >= 2,
                     "configSTACK_DEPTH_TYPE is " KERNEL_CONFIG_TEXT(
                         configSTACK_DEPTH_TYPE) ": it must have 16 bits or more");

/* Not there. */
KERNEL_CONFIG_ASSERT(configNUMBER_OF_CORES == 1,
                     "configNUMBER_OF_CORES is " KERNEL_CONFIG_TEXT(
                         configNUMBER_OF_CORES) ": it must be 1, there is no port for more cores");
KERNEL_CONFIG_ASSERT(configUSE_ALTERNATIVE_API == 0,
                     "configUSE_ALTERNATIVE_API is " KERNEL_CONFIG_TEXT(
                         configUSE_ALTERNATIVE_API) ": it must be 0, that API is gone");

#endif
