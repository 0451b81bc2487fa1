/* SPDX-License-Identifier: MIT */
/* Timers.
 * Fails on a layer whose timers run only when the timer task has heard of it, or that drift. */
#include "os_test.h"

static osTimerId_t timer;
static volatile uint32_t expired_at;
static volatile uint32_t calls;

static void expire(void *arg)
{
    expired_at = osKernelGetTickCount();
    calls = calls + 1;
    event(*(const char *)arg);
}

static void create(osTimerType_t type)
{
    calls = 0;
    timer = osTimerNew(expire, type, (void *)"t", NULL);
    CHECK(timer != NULL);
}

static void finish(void)
{
    CHECK_EQ(osTimerDelete(timer), osOK);
    settle();
    events_clear();
}

static void a_new_timer_stands_still(void)
{
    create(osTimerPeriodic);
    CHECK_EQ(osTimerIsRunning(timer), 0);
    (void)osDelay(5);
    CHECK_EQ(calls, 0);
    finish();
}

static void a_one_shot_timer_expires_once_in_time(void)
{
    create(osTimerOnce);
    uint32_t from = fresh_tick();
    CHECK_EQ(osTimerStart(timer, 7), osOK);
    CHECK_EQ(osTimerIsRunning(timer), 1);
    (void)osDelay(30);
    CHECK_EQ(expired_at - from, 7);
    CHECK_EQ(calls, 1);
    CHECK_EQ(osTimerIsRunning(timer), 0);
    finish();
}

static void a_periodic_timer_does_not_drift(void)
{
    create(osTimerPeriodic);
    uint32_t from = fresh_tick();
    (void)osTimerStart(timer, 5);
    (void)osDelay(52);
    CHECK_EQ(calls, 10);
    CHECK_EQ(expired_at - from, 50);
    CHECK_EQ(osTimerIsRunning(timer), 1);
    finish();
}

static void the_argument_arrives(void)
{
    osTimerId_t other = osTimerNew(expire, osTimerOnce, (void *)"o", NULL);

    create(osTimerOnce);
    (void)osTimerStart(timer, 2);
    (void)osTimerStart(other, 4);
    (void)osDelay(8);
    CHECK_EVENTS("to");
    CHECK_EQ(osTimerDelete(other), osOK);
    finish();
}

static void a_stopped_timer_does_not_expire(void)
{
    create(osTimerPeriodic);
    (void)osTimerStart(timer, 5);
    (void)osDelay(7);
    CHECK_EQ(osTimerStop(timer), osOK);
    CHECK_EQ(osTimerIsRunning(timer), 0);
    (void)osDelay(10);
    CHECK_EQ(calls, 1);
    finish();
}

static void what_stands_still_is_not_stopped(void)
{
    create(osTimerOnce);
    CHECK_EQ(osTimerStop(timer), osErrorResource);
    (void)osTimerStart(timer, 2);
    (void)osDelay(5);
    CHECK_EQ(osTimerStop(timer), osErrorResource);
    finish();
}

static void starting_again_starts_over(void)
{
    create(osTimerOnce);
    (void)osTimerStart(timer, 10);
    (void)osDelay(6);
    uint32_t from = fresh_tick();
    CHECK_EQ(osTimerStart(timer, 10), osOK);
    (void)osDelay(25);
    CHECK_EQ(calls, 1);
    CHECK_EQ(expired_at - from, 10);
    finish();
}

static void a_timer_is_used_again(void)
{
    create(osTimerOnce);
    for (uint32_t i = 1; i <= 5; i++) {
        CHECK_EQ(osTimerStart(timer, i), osOK);
        (void)osDelay(i + 2);
        CHECK_EQ(calls, i);
    }
    finish();
}

static void a_deleted_timer_does_not_expire(void)
{
    create(osTimerPeriodic);
    (void)osTimerStart(timer, 3);
    CHECK_EQ(osTimerDelete(timer), osOK);
    (void)osDelay(10);
    CHECK_EQ(calls, 0);
}

static void stop_itself(void *arg)
{
    (void)arg;
    event(osTimerStop(timer) == osOK ? 's' : '?');
    event(osTimerIsRunning(timer) == 0 ? '0' : '1');
}

static void a_periodic_timer_stops_itself(void)
{
    timer = osTimerNew(stop_itself, osTimerPeriodic, NULL, NULL);
    (void)osTimerStart(timer, 2);
    (void)osDelay(10);
    CHECK_EVENTS("s0");
    finish();
}

static void start_itself(void *arg)
{
    (void)arg;
    event(osTimerIsRunning(timer) == 0 ? '0' : '1');
    calls = calls + 1;
    if (calls < 3) {
        event(osTimerStart(timer, 2) == osOK ? 's' : '?');
    }
}

static void a_one_shot_timer_starts_itself(void)
{
    calls = 0;
    timer = osTimerNew(start_itself, osTimerOnce, NULL, NULL);
    (void)osTimerStart(timer, 2);
    (void)osDelay(12);
    CHECK_EVENTS("0s0s0");
    finish();
}

static void delete_itself(void *arg)
{
    (void)arg;
    event(osTimerDelete(timer) == osOK ? 'd' : '?');
}

static void a_timer_deletes_itself(void)
{
    timer = osTimerNew(delete_itself, osTimerPeriodic, NULL, NULL);
    (void)osTimerStart(timer, 2);
    (void)osDelay(10);
    CHECK_EVENTS("d");
}

static void a_timer_sets_flags(void *arg)
{
    (void)osThreadFlagsSet(arg, 1);
}

static void a_timers_function_uses_the_api(void)
{
    timer = osTimerNew(a_timer_sets_flags, osTimerOnce, osThreadGetId(), NULL);
    uint32_t from = fresh_tick();
    (void)osTimerStart(timer, 6);
    CHECK_EQ(osThreadFlagsWait(1, osFlagsWaitAny, 50), 1);
    CHECK_EQ(osKernelGetTickCount() - from, 6);
    finish();
}

static void a_timer_runs_from_the_call_on(void)
{
    create(osTimerPeriodic);
    (void)osKernelLock(); /* the timer task cannot hear of it */
    CHECK_EQ(osTimerStart(timer, 3), osOK);
    CHECK_EQ(osTimerIsRunning(timer), 1);
    CHECK_EQ(osTimerStop(timer), osOK);
    CHECK_EQ(osTimerIsRunning(timer), 0);
    CHECK_EQ(osTimerStop(timer), osErrorResource);
    (void)osKernelUnlock();
    (void)osDelay(10);
    CHECK_EQ(calls, 0);
    finish();
}

static void too_many_commands_are_refused(void)
{
    create(osTimerOnce);
    (void)osKernelLock();
    int taken = 0;
    while (taken < 100 && osTimerStart(timer, 50) == osOK) {
        taken++;
    }
    CHECK_EQ(taken, configTIMER_QUEUE_LENGTH);
    CHECK_EQ(osTimerStart(timer, 50), osErrorResource);
    (void)osKernelUnlock();
    CHECK_EQ(osTimerIsRunning(timer), 1);
    finish();
}

static void wrong_arguments_make_no_timer(void)
{
    CHECK(osTimerNew(NULL, osTimerOnce, NULL, NULL) == NULL);
    CHECK(osTimerNew(expire, (osTimerType_t)2, NULL, NULL) == NULL);
    create(osTimerOnce);
    CHECK_EQ(osTimerStart(timer, 0), osErrorParameter);
    CHECK_EQ(osTimerIsRunning(timer), 0);
    finish();
}

static void wrong_objects_are_refused(void)
{
    CHECK_EQ(osTimerStart(NULL, 1), osErrorParameter);
    CHECK_EQ(osTimerStop(NULL), osErrorParameter);
    CHECK_EQ(osTimerDelete(NULL), osErrorParameter);
    CHECK_EQ(osTimerIsRunning(NULL), 0);
    CHECK(osTimerGetName(NULL) == NULL);
}

static void memory_and_name_are_the_applications(void)
{
    const osTimerAttr_t attr = {.name = "timer", .cb_mem = memory, .cb_size = OS_TIMER_BYTES};
    size_t heap = xPortGetFreeHeapSize();

    for (int i = 0; i < 3; i++) {
        calls = 0;
        timer = osTimerNew(expire, osTimerOnce, (void *)"t", &attr);
        CHECK((void *)timer == (void *)memory);
        CHECK(osTimerGetName(timer) == attr.name);
        CHECK_EQ(xPortGetFreeHeapSize(), heap);
        (void)osTimerStart(timer, 2);
        (void)osDelay(4);
        CHECK_EQ(calls, 1);
        finish();
        CHECK_EQ(osTimerStart(timer, 2), osErrorParameter); /* deleted */
        CHECK_EQ(osTimerDelete(timer), osErrorParameter);
    }
}

static void a_static_timer_takes_the_rest_from_the_heap(void)
{
    static StaticTimer_t block;
    const osTimerAttr_t attr = {.cb_mem = &block, .cb_size = sizeof block};

    calls = 0;
    timer = osTimerNew(expire, osTimerOnce, (void *)"t", &attr);
    CHECK(timer != NULL);
    (void)osTimerStart(timer, 2);
    (void)osDelay(4);
    CHECK_EQ(calls, 1);
    finish();
}

static void wrong_attributes_make_no_timer(void)
{
    const osTimerAttr_t wrong[] = {{.cb_mem = memory, .cb_size = 8},
                                   {.cb_mem = (uint8_t *)memory + 1, .cb_size = OS_TIMER_BYTES},
                                   {.cb_size = OS_TIMER_BYTES}};

    for (size_t i = 0; i < 3; i++) {
        CHECK(osTimerNew(expire, osTimerOnce, NULL, &wrong[i]) == NULL);
    }
}

static void without_memory_there_is_no_timer(void)
{
    void *held = take_whole_heap();
    CHECK(osTimerNew(expire, osTimerOnce, NULL, NULL) == NULL);
    give_whole_heap(held);
}

static void handler(void)
{
    results[0] = osTimerNew(expire, osTimerOnce, NULL, NULL) == NULL;
    results[1] = osTimerStart(timer, 1);
    results[2] = osTimerStop(timer);
    results[3] = (int32_t)osTimerIsRunning(timer);
    results[4] = osTimerDelete(timer);
    results[5] = osTimerGetName(timer) == NULL;
}

static void an_isr_has_no_timers(void)
{
    create(osTimerPeriodic);
    (void)osTimerStart(timer, 50);
    in_isr(handler);
    CHECK_EQ(results[0], 1);
    CHECK_EQ(results[1], osErrorISR);
    CHECK_EQ(results[2], osErrorISR);
    CHECK_EQ(results[3], 0);
    CHECK_EQ(results[4], osErrorISR);
    CHECK_EQ(results[5], 1);
    CHECK_EQ(osTimerIsRunning(timer), 1);
    finish();
}

CONFORMANCE_MAIN("os_timer", TEST(a_new_timer_stands_still),
                 TEST(a_one_shot_timer_expires_once_in_time), TEST(a_periodic_timer_does_not_drift),
                 TEST(the_argument_arrives), TEST(a_stopped_timer_does_not_expire),
                 TEST(what_stands_still_is_not_stopped), TEST(starting_again_starts_over),
                 TEST(a_timer_is_used_again), TEST(a_deleted_timer_does_not_expire),
                 TEST(a_periodic_timer_stops_itself), TEST(a_one_shot_timer_starts_itself),
                 TEST(a_timer_deletes_itself), TEST(a_timers_function_uses_the_api),
                 TEST(a_timer_runs_from_the_call_on), TEST(too_many_commands_are_refused),
                 TEST(wrong_arguments_make_no_timer), TEST(wrong_objects_are_refused),
                 TEST(memory_and_name_are_the_applications),
                 TEST(a_static_timer_takes_the_rest_from_the_heap),
                 TEST(wrong_attributes_make_no_timer), TEST(without_memory_there_is_no_timer),
                 TEST(an_isr_has_no_timers))
