/* SPDX-License-Identifier: MIT */
/* What a port owes the kernel, seen from the public API alone. The tick count wraps first: it
 * starts shortly before. */
#include "kernel_cases.h"

#include <string.h>

#include "clock.h"

#define SPAWN_MAX   8u
#define EVENTS_MAX  32u
#define LOOPS_LIMIT 20000000u

static TaskHandle_t spawned[SPAWN_MAX];
static char events[EVENTS_MAX + 1];
static volatile size_t event_count;

volatile unsigned kernel_ticks;

static TaskHandle_t keep(TaskHandle_t task)
{
    for (size_t i = 0; task != NULL && i < SPAWN_MAX; i++) {
        if (spawned[i] == NULL) {
            spawned[i] = task;
            return task;
        }
    }
    (void)EXPECT(task != NULL && "a task could not be made");
    return task;
}

TaskHandle_t kernel_spawn(TaskFunction_t code, UBaseType_t priority, void *arg)
{
    TaskHandle_t task = NULL;

    vTaskSuspendAll(); /* it is kept before it runs */
    (void)xTaskCreate(code, "case", qualificationTASK_STACK_WORDS, arg, priority, &task);
    task = keep(task);
    (void)xTaskResumeAll();
    return task;
}

TaskHandle_t kernel_spawn_on(TaskFunction_t code, UBaseType_t priority, void *arg,
                             StackType_t *stack, uint32_t words, StaticTask_t *task)
{
    vTaskSuspendAll();
    TaskHandle_t made = keep(
        xTaskCreateStatic(code, "case", (configSTACK_DEPTH_TYPE)words, arg, priority, stack, task));
    (void)xTaskResumeAll();
    return made;
}

void kernel_reap(TaskHandle_t task)
{
    for (size_t i = 0; i < SPAWN_MAX; i++) {
        if (spawned[i] == task) {
            spawned[i] = NULL;
        }
    }
    if (task != NULL) {
        vTaskDelete(task);
    }
}

void kernel_park(void)
{
    for (;;) {
        vTaskSuspend(NULL);
    }
}

bool kernel_burn_us(uint64_t us)
{
    uint64_t from = clock_monotonic_us();

    for (unsigned loops = 0; loops < LOOPS_LIMIT; loops++) {
        if (clock_monotonic_us() - from >= us) {
            return true;
        }
    }
    return false;
}

TickType_t kernel_fresh_tick(void)
{
    vTaskDelay(1);
    return xTaskGetTickCount();
}

static void count_tick(void)
{
    kernel_ticks = kernel_ticks + 1;
}

void kernel_count_ticks(void)
{
    kernel_ticks = 0;
    qualification_on_tick = count_tick;
}

void kernel_event(char what)
{
    if (event_count < EVENTS_MAX) {
        events[event_count] = what;
        event_count = event_count + 1;
    }
}

bool kernel_events_are(const char *letters)
{
    events[event_count] = '\0';
    event_count = 0;
    return strcmp(events, letters) == 0;
}

/* Nobody sleeps here: an emulator's time may pass in another way meanwhile. */
static void stay_awake(void)
{
}

static void set_up(void)
{
    event_count = 0;
    qualification_on_idle = stay_awake;
    (void)kernel_fresh_tick();
}

static void tear_down(void)
{
    qualification_hooks_clear();
    for (size_t i = 0; i < SPAWN_MAX; i++) {
        kernel_reap(spawned[i]);
    }
    vTaskDelay(2); /* the idle task gives their memory back */
}

static const struct qualification_case kernel_cases[] = {
    {"AFQP_KERNEL_TickCountWraps", kernel_tick_count_wraps},
    {"AFQP_KERNEL_ConfigurationIsSet", kernel_configuration_is_set},
    {"AFQP_KERNEL_ConsolePrintsWholeLines", kernel_console_prints_whole_lines},
    {"AFQP_KERNEL_TickKeepsTime", kernel_tick_keeps_time},
    {"AFQP_KERNEL_TickAgreesWithAWatch", kernel_tick_agrees_with_a_watch},
    {"AFQP_KERNEL_TickHookRunsOnceATick", kernel_tick_hook_runs_once_a_tick},
    {"AFQP_KERNEL_DelayTakesItsTicks", kernel_delay_takes_its_ticks},
    {"AFQP_KERNEL_DelayUntilDoesNotDrift", kernel_delay_until_does_not_drift},
    {"AFQP_KERNEL_SleepersWakeAtTheirTick", kernel_sleepers_wake_at_their_tick},
    {"AFQP_KERNEL_SuspendedSchedulerKeepsTicks", kernel_suspended_scheduler_keeps_ticks},
    {"AFQP_KERNEL_IdleHookRunsWhenIdle", kernel_idle_hook_runs_when_idle},
    {"AFQP_KERNEL_MostUrgentRuns", kernel_most_urgent_runs},
    {"AFQP_KERNEL_EqualsTakeTurns", kernel_equals_take_turns},
    {"AFQP_KERNEL_YieldGivesTheTurn", kernel_yield_gives_the_turn},
    {"AFQP_KERNEL_SwitchWaitsForTheMask", kernel_switch_waits_for_the_mask},
    {"AFQP_KERNEL_RegistersSurvivePreemption", kernel_registers_survive_preemption},
    {"AFQP_KERNEL_RegistersSurviveYield", kernel_registers_survive_yield},
    {"AFQP_KERNEL_FloatSurvivesPreemption", kernel_float_survives_preemption},
    {"AFQP_KERNEL_FloatSurvivesYield", kernel_float_survives_yield},
    {"AFQP_KERNEL_StacksSurviveLoad", kernel_stacks_survive_load},
    {"AFQP_KERNEL_CriticalSectionMasksTheTick", kernel_critical_section_masks_the_tick},
    {"AFQP_KERNEL_CriticalSectionsNest", kernel_critical_sections_nest},
    {"AFQP_KERNEL_MaskIsPutBack", kernel_mask_is_put_back},
    {"AFQP_KERNEL_MaskInInterruptIsPutBack", kernel_mask_in_interrupt_is_put_back},
    {"AFQP_KERNEL_TaskBeginsUnmasked", kernel_task_begins_unmasked},
    {"AFQP_KERNEL_UrgentInterruptIsNotMasked", kernel_urgent_interrupt_is_not_masked},
    {"AFQP_KERNEL_InterruptWakesAtOnce", kernel_interrupt_wakes_at_once},
    {"AFQP_KERNEL_InterruptWaitsForTheMask", kernel_interrupt_waits_for_the_mask},
    {"AFQP_KERNEL_InterruptLosesNothing", kernel_interrupt_loses_nothing},
    {"AFQP_KERNEL_InterruptsNest", kernel_interrupts_nest},
    {"AFQP_KERNEL_InsideInterruptIsTold", kernel_inside_interrupt_is_told},
    {"AFQP_KERNEL_TaskGetsItsArgument", kernel_task_gets_its_argument},
    {"AFQP_KERNEL_StackIsAligned", kernel_stack_is_aligned},
    {"AFQP_KERNEL_StackOverflowIsSeen", kernel_stack_overflow_is_seen},
    {"AFQP_KERNEL_HighWaterMarkIsPlausible", kernel_high_water_mark_is_plausible},
    {"AFQP_KERNEL_TaskThatReturnsIsSeen", kernel_task_that_returns_is_seen},
    {"AFQP_KERNEL_FailedAssertionStops", kernel_failed_assertion_stops},
    {"AFQP_KERNEL_HeapIsAligned", kernel_heap_is_aligned},
    {"AFQP_KERNEL_HeapBlocksAreApart", kernel_heap_blocks_are_apart},
    {"AFQP_KERNEL_HeapTellsExhaustion", kernel_heap_tells_exhaustion},
    {"AFQP_KERNEL_HeapTakesBack", kernel_heap_takes_back},
};

QUALIFICATION_GROUP(kernel, "Full_KERNEL", .set_up = set_up, .tear_down = tear_down)
