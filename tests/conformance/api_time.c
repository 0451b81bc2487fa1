/* SPDX-License-Identifier: MIT */
/* Time as task.h describes it: delays, delay-until, time-outs, catching up, aborting, taking turns.
 * Catches drift, a time-out that restarts, a tick that is lost. */
#include "conformance.h"
#include "irq.h"

static volatile unsigned turns[3];

static void delays_end_at_their_tick(void)
{
    for (TickType_t ticks = 1; ticks < 12; ticks++) {
        TickType_t begin = fresh_tick();
        vTaskDelay(ticks);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), ticks);
    }
}

static void delay_until_does_not_drift(void)
{
    TickType_t wake = fresh_tick();
    TickType_t begin = wake;
    for (unsigned i = 1; i <= 10; i++) {
        if (i % 3U == 0) {
            burn_ticks(2); /* work that takes part of the period */
        }
        CHECK_EQ(xTaskDelayUntil(&wake, 5), pdTRUE);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 5 * i);
        CHECK_EQ((TickType_t)(wake - begin), 5 * i);
    }
}

static void a_period_that_was_missed_does_not_wait(void)
{
    TickType_t wake = fresh_tick();
    TickType_t begin = wake;
    burn_ticks(12);
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdFALSE);
    CHECK_EQ((TickType_t)(wake - begin), 5);
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdFALSE);
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdTRUE); /* caught up */
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 15);
}

static void delay_until_exactly_now_does_not_wait(void)
{
    TickType_t wake = fresh_tick();
    TickType_t begin = wake;
    wake -= 5;
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdFALSE);
    CHECK_EQ(wake, begin);
    CHECK_EQ(xTaskGetTickCount(), begin);
}

static void note_each_turn(void *arg)
{
    (void)arg;
    for (;;) {
        event('e');
        taskYIELD();
    }
}

static void a_period_that_was_missed_gives_equals_their_turn(void)
{
    TickType_t wake = fresh_tick();
    TaskHandle_t equal = spawn(note_each_turn, P_CONTROL, NULL);
    wake -= 5;
    event('1');
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdFALSE);
    event('2');
    CHECK_EVENTS("1e2");
    reap_one(equal);
}

static void the_old_delay_until_is_there(void)
{
    TickType_t wake = fresh_tick();
    TickType_t begin = wake;
    vTaskDelayUntil(&wake, 3);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 3);
}

static void a_time_out_counts_down_what_passed(void)
{
    TimeOut_t state;
    TickType_t left = 10;
    (void)fresh_tick();
    vTaskSetTimeOutState(&state);
    vTaskDelay(4);
    CHECK_EQ(xTaskCheckForTimeOut(&state, &left), pdFALSE);
    CHECK_EQ(left, 6);
    vTaskDelay(3);
    CHECK_EQ(xTaskCheckForTimeOut(&state, &left), pdFALSE);
    CHECK_EQ(left, 3);
    vTaskDelay(3);
    CHECK_EQ(xTaskCheckForTimeOut(&state, &left), pdTRUE);
    CHECK_EQ(left, 0);
}

static void an_endless_time_out_never_comes(void)
{
    TimeOut_t state;
    TickType_t left = portMAX_DELAY;
    vTaskSetTimeOutState(&state);
    vTaskDelay(20);
    CHECK_EQ(xTaskCheckForTimeOut(&state, &left), pdFALSE);
    CHECK_EQ(left, portMAX_DELAY);
}

static void catching_up_adds_ticks_and_wakes_who_is_due(void)
{
    TickType_t begin = fresh_tick();
    (void)xTaskCatchUpTicks(7);
    TickType_t passed = xTaskGetTickCount() - begin;
    CHECK(passed == 7 || passed == 8);
}

static void sleep_five(void *arg)
{
    (void)arg;
    vTaskDelay(5);
    event('w');
    park();
}

static void catching_up_lets_a_sleeper_run_at_once(void)
{
    (void)fresh_tick();
    spawn(sleep_five, P_HIGH, NULL);
    CHECK_EQ(xTaskCatchUpTicks(6), pdTRUE);
    CHECK_EVENTS("w");
    CHECK_EQ(xTaskCatchUpTicks(1), pdFALSE);
}

static void an_abort_ends_a_delay_at_once(void)
{
    TaskHandle_t task = spawn(sleep_five, P_HIGH, NULL);
    CHECK_EQ(xTaskAbortDelay(task), pdPASS);
    event('.');
    CHECK_EVENTS("w.");
    CHECK_EQ(xTaskAbortDelay(task), pdFAIL); /* it is suspended, not blocked */
}

static void an_abort_of_a_less_urgent_task_does_not_switch(void)
{
    TaskHandle_t task = spawn(sleep_five, P_LOW, NULL);
    vTaskDelay(1);
    CHECK_EQ(xTaskAbortDelay(task), pdPASS);
    event('.');
    settle();
    CHECK_EVENTS(".w");
}

static void ready_tasks_cannot_be_aborted(void)
{
    TaskHandle_t task = spawn(sleep_five, P_LOW, NULL);
    CHECK_EQ(xTaskAbortDelay(task), pdFAIL);
    vTaskSuspend(task);
    CHECK_EQ(xTaskAbortDelay(task), pdFAIL);
}

static void count_turns(void *arg)
{
    volatile unsigned *turn = arg;
    TickType_t last = xTaskGetTickCount() - 1;
    for (;;) {
        TickType_t now = xTaskGetTickCount();
        if (now != last) {
            *turn = *turn + 1; /* ticks in which this task ran */
            last = now;
        }
    }
}

static void equals_share_the_processor_tick_by_tick(void)
{
    for (unsigned i = 0; i < 3; i++) {
        turns[i] = 0;
        spawn(count_turns, P_LOW, (void *)&turns[i]);
    }
    vTaskDelay(90);
    for (unsigned i = 0; i < 3; i++) {
        CHECK(turns[i] >= 25 && turns[i] <= 35);
    }
}

static void a_more_urgent_task_never_shares(void)
{
    turns[0] = turns[1] = 0;
    spawn(count_turns, P_LOWER, (void *)&turns[0]);
    spawn(count_turns, P_LOW, (void *)&turns[1]);
    vTaskDelay(20);
    CHECK_EQ(turns[0], 0);
    CHECK(turns[1] >= 19);
}

static void ticks_in_a_suspension_are_not_lost(void)
{
    TickType_t begin = fresh_tick();
    vTaskSuspendAll();
    burn_ticks(6);
    (void)xTaskResumeAll();
    TickType_t passed = xTaskGetTickCount() - begin;
    CHECK(passed >= 6 && passed <= 7);
}

static volatile unsigned hook_calls;
static TickType_t tick_in_handler;

static void count_hook(void)
{
    hook_calls = hook_calls + 1;
}

static void read_in_handler(void)
{
    tick_in_handler = xTaskGetTickCountFromISR();
}

static void catching_up_is_no_interrupt(void)
{
    (void)fresh_tick();
    hook_calls = 0;
    conformance_on_tick = count_hook;
    (void)xTaskCatchUpTicks(5);
    conformance_on_tick = NULL;
    CHECK_EQ(hook_calls, 0);
}

static void the_tick_hook_runs_once_a_tick(void)
{
    (void)fresh_tick();
    hook_calls = 0;
    conformance_on_tick = count_hook;
    vTaskDelay(10);
    conformance_on_tick = NULL;
    CHECK_EQ(hook_calls, 10);
    TickType_t now = fresh_tick();
    irq_call(read_in_handler);
    CHECK_EQ(tick_in_handler, now);
}

static void conversions_round_down_and_do_not_wrap(void)
{
    CHECK_EQ(pdMS_TO_TICKS(0), 0);
    CHECK_EQ(pdMS_TO_TICKS(1000), configTICK_RATE_HZ);
    CHECK_EQ(pdTICKS_TO_MS(configTICK_RATE_HZ), 1000);
    CHECK_EQ(pdMS_TO_TICKS(4000000), (TickType_t)(4000ULL * configTICK_RATE_HZ));
    CHECK_EQ(portTICK_PERIOD_MS, 1000 / configTICK_RATE_HZ);
}

static void scheduler_states_are_told(void)
{
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
    vTaskSuspendAll();
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_SUSPENDED);
    (void)xTaskResumeAll();
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
}

void conformance_before_scheduler(void)
{
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_NOT_STARTED);
    CHECK_EQ(xTaskGetTickCount(), configINITIAL_TICK_COUNT);
    CHECK_EQ(uxTaskGetNumberOfTasks(), 0);
}

CONFORMANCE_MAIN("time", TEST(delays_end_at_their_tick), TEST(delay_until_does_not_drift),
                 TEST(a_period_that_was_missed_does_not_wait),
                 TEST(delay_until_exactly_now_does_not_wait), TEST(the_old_delay_until_is_there),
                 TEST(a_period_that_was_missed_gives_equals_their_turn),
                 TEST(catching_up_is_no_interrupt), TEST(a_time_out_counts_down_what_passed),
                 TEST(an_endless_time_out_never_comes),
                 TEST(catching_up_adds_ticks_and_wakes_who_is_due),
                 TEST(catching_up_lets_a_sleeper_run_at_once), TEST(an_abort_ends_a_delay_at_once),
                 TEST(an_abort_of_a_less_urgent_task_does_not_switch),
                 TEST(ready_tasks_cannot_be_aborted), TEST(equals_share_the_processor_tick_by_tick),
                 TEST(a_more_urgent_task_never_shares), TEST(ticks_in_a_suspension_are_not_lost),
                 TEST(the_tick_hook_runs_once_a_tick), TEST(conversions_round_down_and_do_not_wrap),
                 TEST(scheduler_states_are_told))
