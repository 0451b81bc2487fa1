/* SPDX-License-Identifier: MIT */
/* Threads of cases, what is left of the heap, and the cases of each file. */
#ifndef PLATFORM_KIT_H
#define PLATFORM_KIT_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "task.h"

#include "platform/iot_clock.h"
#include "platform/iot_threads.h"
#include "qualification.h"

#define AT_ONCE     (tskIDLE_PRIORITY + 5u) /* before the runner goes on */
#define LATER       (tskIDLE_PRIORITY + 1u) /* when the runner waits */
#define STACK_BYTES (qualificationTASK_STACK_WORDS * sizeof(StackType_t))
#define SLACK_TICKS 2u

/* A thread that is made, or a failure. */
bool platform_thread(IotThreadRoutine_t routine, void *argument, UBaseType_t priority);

/* The heap's free bytes when the idle task has freed what has ended. */
size_t platform_free_bytes(void);

void platform_thread_runs(void);
void platform_thread_has_its_stack(void);
void platform_thread_gives_back(void);
void platform_thread_arguments(void);
void platform_thread_without_memory(void);

void platform_mutex_excludes(void);
void platform_mutex_is_recursive(void);
void platform_mutex_lends_priority(void);
void platform_semaphore_counts(void);
void platform_semaphore_arguments(void);
void platform_semaphore_waits(void);
void platform_semaphore_timed_wait(void);

void platform_clock_goes_on(void);
void platform_clock_sleeps(void);
void platform_clock_timestring(void);

void platform_timer_once(void);
void platform_timer_periodic(void);
void platform_timer_armed_anew(void);
void platform_timer_destroyed(void);

void platform_metrics_show_connections(void);
void platform_metrics_cleaned_up(void);

#endif
