/* SPDX-License-Identifier: MIT */
/* The values in FreeRTOSConfig.h that need not be constants for the compiler, as far as they are.
 * The rest of the net is kernel_config_check.h and kernel_config_values.h. */
#include "FreeRTOS.h"
#include "task.h"

#define IS_WITHIN(value, low, high)                                                                \
    __builtin_choose_expr(__builtin_constant_p(value),                                             \
                          (long long)(value) >= (low) && (long long)(value) <= (high), 1)

#define CHECK_RANGE(option, low, high)                                                             \
    KERNEL_CONFIG_ASSERT(IS_WITHIN(option, low, high), #option                                     \
                         " is " KERNEL_CONFIG_TEXT_OF(option) ": it must be " #low " .. " #high)

CHECK_RANGE(configTICK_RATE_HZ, 1, 1000000);
KERNEL_CONFIG_ASSERT((long long)(configINITIAL_TICK_COUNT) < 0 ||
                         (long long)(TickType_t)(configINITIAL_TICK_COUNT) ==
                             (long long)(configINITIAL_TICK_COUNT),
                     "configINITIAL_TICK_COUNT is " KERNEL_CONFIG_TEXT(
                         configINITIAL_TICK_COUNT) ": it must be 0 .. portMAX_DELAY");
CHECK_RANGE(configSTATS_BUFFER_MAX_LENGTH, 1, 0x7fffffff);
CHECK_RANGE(configMINIMAL_STACK_SIZE, 32, 0x3fffffff);
#if configUSE_TIMERS
CHECK_RANGE(configTIMER_TASK_PRIORITY, 0, configMAX_PRIORITIES - 1);
CHECK_RANGE(configTIMER_QUEUE_LENGTH, 1, 65535);
CHECK_RANGE(configTIMER_TASK_STACK_DEPTH, 32, 0x3fffffff);
#endif
#if defined(configMAX_API_CALL_INTERRUPT_PRIORITY)
KERNEL_CONFIG_ASSERT(
    (configMAX_API_CALL_INTERRUPT_PRIORITY) == (configMAX_SYSCALL_INTERRUPT_PRIORITY),
    "configMAX_API_CALL_INTERRUPT_PRIORITY is " KERNEL_CONFIG_TEXT(
        configMAX_API_CALL_INTERRUPT_PRIORITY) ": it contradicts "
                                               "configMAX_SYSCALL_INTERRUPT_PRIORITY, its older "
                                               "name: define one");
#endif
#if configUSE_CO_ROUTINES
CHECK_RANGE(configMAX_CO_ROUTINE_PRIORITIES, 1, 32);
#endif
