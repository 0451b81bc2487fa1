/* SPDX-License-Identifier: MIT */
/* Groups of tasks that check themselves, all at once, for minutes of the board's time.
 *
 *   main ─► each group's start() ─► scheduler
 *                                     ├ 20 groups: every wrong value, time or order is soak_fail()
 *                                     ├ tick hook and a spare interrupt: each group's in_tick()
 *                                     └ check task: every period each group has moved on, or it is
 * stuck
 *
 * A group is a file; it talks to nobody but itself, through the FreeRTOS API only.
 */
#ifndef SOAK_H
#define SOAK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

/* Priorities of the groups: several share each, on purpose. */
#define SOAK_IDLE    tskIDLE_PRIORITY
#define SOAK_LOW     1U
#define SOAK_MIDDLE  2U
#define SOAK_HIGH    3U
#define SOAK_HIGHEST 4U
#define SOAK_CHECK   5U

struct soak_group {
    const char *name;
    void (*start)(void);            /* before the scheduler */
    void (*in_tick)(void);          /* in each tick interrupt; or NULL */
    void (*in_irq)(void);           /* in the spare interrupt, often; or NULL */
    volatile unsigned long *rounds; /* must grow in each period */
};

/* Something is wrong: say where, and fail the run. Any context. */
void soak_fail(const char *file, int line, const char *text);

#define SOAK_CHECK_THAT(condition)                                                                 \
    ((condition) ? (void)0 : soak_fail(__FILE__, __LINE__, #condition))

/* The same for checks of time, which an adversary that raises ticks early does not let hold. */
#ifdef SOAK_ANY_TIME
#define SOAK_IN_TIME(condition) ((void)(condition))
#else
#define SOAK_IN_TIME(condition) SOAK_CHECK_THAT(condition)
#endif

/* A task of a group; fails the run when there is no memory. */
TaskHandle_t soak_task(TaskFunction_t code, const char *name, void *arg, UBaseType_t priority);

/* A number that looks random and is the same in every run. */
uint32_t soak_random(uint32_t *state);

extern const struct soak_group blocking_queue_group, generic_queue_group, poll_queue_group,
    peek_group, integer_group, float_group, recursive_mutex_group, counting_semaphore_group,
    death_group, dynamic_priority_group, event_group_group, interrupt_queue_group, message_group,
    stream_group, notify_group, overwrite_group, queue_set_group, static_memory_group,
    abort_delay_group, timer_group, block_time_group, heap_group;

#endif
