/* SPDX-License-Identifier: MIT */
/* What the cases of the kernel group share: tasks that end with the case, time that passes, and
 * what happened in which order. Expectations are for the runner's task: others note what they find.
 */
#ifndef KERNEL_CASES_H
#define KERNEL_CASES_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "task.h"

#include "qualification.h"
#include "qualification_hooks.h"

/* Around the runner's priority. */
#define P_LOW    (tskIDLE_PRIORITY + 1u)
#define P_RUNNER (tskIDLE_PRIORITY + 3u)
#define P_HIGH   (tskIDLE_PRIORITY + 5u)

#define TICK_US ((uint64_t)1000000u / configTICK_RATE_HZ)

/* A task of the case, deleted after it. NULL, and a failure, when there is no memory for it. */
TaskHandle_t kernel_spawn(TaskFunction_t code, UBaseType_t priority, void *arg);

/* The same on memory of the caller's. */
TaskHandle_t kernel_spawn_on(TaskFunction_t code, UBaseType_t priority, void *arg,
                             StackType_t *stack, uint32_t words, StaticTask_t *task);

/* Delete a spawned task now. */
void kernel_reap(TaskHandle_t task);

/* The end of a spawned task. */
void kernel_park(void);

/* Keep the processor busy for `us` microseconds of hal/include/clock.h. @return False: the clock
 * stands still. Context: any; interrupts may be masked. */
bool kernel_burn_us(uint64_t us);

/* The first moment of a tick. */
TickType_t kernel_fresh_tick(void);

/* Interrupts of the tick since kernel_count_ticks(). */
extern volatile unsigned kernel_ticks;
void kernel_count_ticks(void);

/* What happened, one letter each. */
void kernel_event(char what);
bool kernel_events_are(const char *letters);

/* The cases, by file. */
#define KERNEL_CASE(name) void kernel_##name(void);
KERNEL_CASE(tick_count_wraps)
KERNEL_CASE(tick_keeps_time)
KERNEL_CASE(tick_agrees_with_a_watch)
KERNEL_CASE(tick_hook_runs_once_a_tick)
KERNEL_CASE(delay_takes_its_ticks)
KERNEL_CASE(delay_until_does_not_drift)
KERNEL_CASE(sleepers_wake_at_their_tick)
KERNEL_CASE(suspended_scheduler_keeps_ticks)
KERNEL_CASE(idle_hook_runs_when_idle)
KERNEL_CASE(console_prints_whole_lines)
KERNEL_CASE(most_urgent_runs)
KERNEL_CASE(equals_take_turns)
KERNEL_CASE(yield_gives_the_turn)
KERNEL_CASE(switch_waits_for_the_mask)
KERNEL_CASE(registers_survive_preemption)
KERNEL_CASE(registers_survive_yield)
KERNEL_CASE(float_survives_preemption)
KERNEL_CASE(float_survives_yield)
KERNEL_CASE(stacks_survive_load)
KERNEL_CASE(critical_section_masks_the_tick)
KERNEL_CASE(critical_sections_nest)
KERNEL_CASE(mask_is_put_back)
KERNEL_CASE(mask_in_interrupt_is_put_back)
KERNEL_CASE(task_begins_unmasked)
KERNEL_CASE(urgent_interrupt_is_not_masked)
KERNEL_CASE(interrupt_wakes_at_once)
KERNEL_CASE(interrupt_waits_for_the_mask)
KERNEL_CASE(interrupt_loses_nothing)
KERNEL_CASE(interrupts_nest)
KERNEL_CASE(inside_interrupt_is_told)
KERNEL_CASE(task_gets_its_argument)
KERNEL_CASE(stack_is_aligned)
KERNEL_CASE(stack_overflow_is_seen)
KERNEL_CASE(high_water_mark_is_plausible)
KERNEL_CASE(task_that_returns_is_seen)
KERNEL_CASE(failed_assertion_stops)
KERNEL_CASE(configuration_is_set)
KERNEL_CASE(heap_is_aligned)
KERNEL_CASE(heap_blocks_are_apart)
KERNEL_CASE(heap_tells_exhaustion)
KERNEL_CASE(heap_takes_back)
#undef KERNEL_CASE

#endif
