/* SPDX-License-Identifier: MIT */
/* The platform layer of 201906: threads, locks, clock, timers, metrics. What of it needs a network
 * is in platform_network/. */
#include "platform_kit.h"

bool platform_thread(IotThreadRoutine_t routine, void *argument, UBaseType_t priority)
{
    return EXPECT(Iot_CreateDetachedThread(routine, argument, (int32_t)priority, STACK_BYTES));
}

size_t platform_free_bytes(void)
{
    vTaskDelay(3);
    return xPortGetFreeHeapSize();
}

/* The clock first: near the start the tick count wraps. */
static const struct qualification_case platform_cases[] = {
    {"AFQP_PLATFORM_ClockGoesOn", platform_clock_goes_on},
    {"AFQP_PLATFORM_ClockSleeps", platform_clock_sleeps},
    {"AFQP_PLATFORM_ClockTimestring", platform_clock_timestring},
    {"AFQP_PLATFORM_ThreadRuns", platform_thread_runs},
    {"AFQP_PLATFORM_ThreadHasItsStack", platform_thread_has_its_stack},
    {"AFQP_PLATFORM_ThreadGivesBack", platform_thread_gives_back},
    {"AFQP_PLATFORM_ThreadArguments", platform_thread_arguments},
    {"AFQP_PLATFORM_ThreadWithoutMemory", platform_thread_without_memory},
    {"AFQP_PLATFORM_MutexExcludes", platform_mutex_excludes},
    {"AFQP_PLATFORM_MutexIsRecursive", platform_mutex_is_recursive},
    {"AFQP_PLATFORM_MutexLendsPriority", platform_mutex_lends_priority},
    {"AFQP_PLATFORM_SemaphoreCounts", platform_semaphore_counts},
    {"AFQP_PLATFORM_SemaphoreArguments", platform_semaphore_arguments},
    {"AFQP_PLATFORM_SemaphoreWaits", platform_semaphore_waits},
    {"AFQP_PLATFORM_SemaphoreTimedWait", platform_semaphore_timed_wait},
    {"AFQP_PLATFORM_TimerOnce", platform_timer_once},
    {"AFQP_PLATFORM_TimerPeriodic", platform_timer_periodic},
    {"AFQP_PLATFORM_TimerArmedAnew", platform_timer_armed_anew},
    {"AFQP_PLATFORM_TimerDestroyed", platform_timer_destroyed},
    {"AFQP_PLATFORM_MetricsShowConnections", platform_metrics_show_connections},
    {"AFQP_PLATFORM_MetricsCleanedUp", platform_metrics_cleaned_up},
};

QUALIFICATION_GROUP(platform, "Full_PLATFORM", )
