/* SPDX-License-Identifier: MIT */
/* timers.h as its reference describes it: one-shot, auto-reload, change, stop, pended calls, from
 * handlers and call-backs. Catches a kernel that fires early, late, once too often, or after a
 * stop. */
#include <string.h>

#include "conformance.h"
#include "irq.h"

static TimerHandle_t timer;
static volatile unsigned fired;
static volatile TickType_t fired_at[8];

static void count(TimerHandle_t handle)
{
    (void)handle;
    if (fired < 8) {
        fired_at[fired] = xTaskGetTickCount();
    }
    fired = fired + 1;
}

static void given_a_timer_of(TickType_t period, BaseType_t reload)
{
    fired = 0;
    timer = xTimerCreate("timer", period, reload, NULL, count);
    CHECK(timer != NULL);
}

static void delete_timer(void)
{
    CHECK_EQ(xTimerDelete(timer, portMAX_DELAY), pdPASS);
    settle();
}

static void a_new_timer_is_dormant(void)
{
    given_a_timer_of(2, pdFALSE);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    CHECK_EQ(xTimerGetPeriod(timer), 2);
    CHECK_EQ(xTimerGetReloadMode(timer), pdFALSE);
    CHECK_EQ(uxTimerGetReloadMode(timer), pdFALSE);
    CHECK(strcmp(pcTimerGetName(timer), "timer") == 0);
    vTaskDelay(5);
    CHECK_EQ(fired, 0);
    delete_timer();
}

static void a_one_shot_timer_fires_once_on_its_tick(void)
{
    given_a_timer_of(4, pdFALSE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    CHECK_EQ(xTimerGetExpiryTime(timer), (TickType_t)(begin + 4));
    vTaskDelay(20);
    CHECK_EQ(fired, 1);
    CHECK_EQ((TickType_t)(fired_at[0] - begin), 4);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    delete_timer();
}

static void an_auto_reload_timer_keeps_its_phase(void)
{
    given_a_timer_of(3, pdTRUE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(16);
    CHECK_EQ(fired, 5);
    for (unsigned i = 0; i < 5; i++) {
        CHECK_EQ((TickType_t)(fired_at[i] - begin), 3 * (i + 1));
    }
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    delete_timer();
}

static void a_stopped_timer_does_not_fire(void)
{
    given_a_timer_of(3, pdTRUE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(2);
    CHECK_EQ(xTimerStop(timer, 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    vTaskDelay(8);
    CHECK_EQ(fired, 0);
    CHECK_EQ(xTimerStop(timer, 0), pdPASS); /* again is harmless */
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(4);
    CHECK_EQ(fired, 1);
    delete_timer();
}

static void reset_and_start_begin_the_period_anew(void)
{
    given_a_timer_of(5, pdFALSE);
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(3);
    CHECK_EQ(xTimerReset(timer, 0), pdPASS);
    vTaskDelay(3);
    CHECK_EQ(fired, 0);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(10);
    CHECK_EQ(fired, 1);
    CHECK_EQ((TickType_t)(fired_at[0] - begin), 5);
    CHECK_EQ(xTimerReset(timer, 0), pdPASS); /* starts a dormant one, too */
    vTaskDelay(6);
    CHECK_EQ(fired, 2);
    delete_timer();
}

static void a_changed_period_counts_from_the_change_and_starts(void)
{
    given_a_timer_of(50, pdFALSE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerChangePeriod(timer, 4, 0), pdPASS);
    CHECK_EQ(xTimerGetPeriod(timer), 4);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    vTaskDelay(6);
    CHECK_EQ(fired, 1);
    CHECK_EQ((TickType_t)(fired_at[0] - begin), 4);
    delete_timer();
}

static void the_reload_mode_can_be_changed(void)
{
    given_a_timer_of(3, pdFALSE);
    vTimerSetReloadMode(timer, pdTRUE);
    CHECK_EQ(xTimerGetReloadMode(timer), pdTRUE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(7);
    CHECK_EQ(fired, 2);
    vTimerSetReloadMode(timer, pdFALSE);
    vTaskDelay(10);
    CHECK_EQ(fired, 3);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    delete_timer();
}

static void count_in_id(TimerHandle_t handle)
{
    uintptr_t calls = (uintptr_t)pvTimerGetTimerID(handle);
    vTimerSetTimerID(handle, (void *)(calls + 1));
}

static void the_identity_is_the_applications(void)
{
    TimerHandle_t own = xTimerCreate("id", 2, pdTRUE, (void *)10, count_in_id);
    CHECK_EQ((uintptr_t)pvTimerGetTimerID(own), 10);
    CHECK_EQ(xTimerStart(own, 0), pdPASS);
    vTaskDelay(7);
    CHECK_EQ((uintptr_t)pvTimerGetTimerID(own), 13);
    CHECK_EQ(xTimerDelete(own, 0), pdPASS);
    settle();
}

static void timers_of_one_tick_fire_in_the_order_of_their_start(void)
{
    static char letters[] = "abc";
    fired = 0;
    extern void note(TimerHandle_t handle);
    TimerHandle_t timers[3];
    for (unsigned i = 0; i < 3; i++) {
        timers[i] = xTimerCreate("order", 4, pdFALSE, &letters[i], note);
    }
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timers[2], 0), pdPASS);
    CHECK_EQ(xTimerStart(timers[0], 0), pdPASS);
    CHECK_EQ(xTimerStart(timers[1], 0), pdPASS);
    vTaskDelay(6);
    CHECK_EVENTS("cab");
    for (unsigned i = 0; i < 3; i++) {
        CHECK_EQ(xTimerDelete(timers[i], 0), pdPASS);
    }
    settle();
}

void note(TimerHandle_t handle);
void note(TimerHandle_t handle)
{
    event(*(const char *)pvTimerGetTimerID(handle));
}

static void stop_itself(TimerHandle_t handle)
{
    count(handle);
    if (fired == 2) {
        CHECK_EQ(xTimerStop(handle, 0), pdPASS);
    }
}

static void a_call_back_may_stop_its_own_timer(void)
{
    fired = 0;
    timer = xTimerCreate("stop", 2, pdTRUE, NULL, stop_itself);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(12);
    CHECK_EQ(fired, 2);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    delete_timer();
}

static void change_itself(TimerHandle_t handle)
{
    count(handle);
    CHECK_EQ(xTimerChangePeriod(handle, xTimerGetPeriod(handle) + 2, 0), pdPASS);
}

static void a_call_back_may_change_its_own_period(void)
{
    fired = 0;
    timer = xTimerCreate("change", 2, pdFALSE, NULL, change_itself);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(13); /* at 2, 2 + 4, 6 + 6 */
    CHECK_EQ(fired, 3);
    CHECK_EQ((TickType_t)(fired_at[1] - begin), 6);
    CHECK_EQ((TickType_t)(fired_at[2] - begin), 12);
    delete_timer();
}

static void delete_itself(TimerHandle_t handle)
{
    count(handle);
    CHECK_EQ(xTimerDelete(handle, 0), pdPASS);
}

static void a_call_back_may_delete_its_own_timer(void)
{
    fired = 0;
    timer = xTimerCreate("delete", 2, pdTRUE, NULL, delete_itself);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(10);
    CHECK_EQ(fired, 1);
}

static void an_active_timer_may_be_deleted(void)
{
    given_a_timer_of(3, pdTRUE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerDelete(timer, 0), pdPASS);
    vTaskDelay(8);
    CHECK_EQ(fired, 0);
}

static void missed_periods_are_made_up(void)
{
    given_a_timer_of(3, pdTRUE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskSuspendAll();
    burn_ticks(10);
    CHECK_EQ(fired, 0);
    (void)xTaskResumeAll();
    CHECK_EQ(fired, 3);
    vTaskDelay((TickType_t)(begin + 13 - xTaskGetTickCount()));
    CHECK_EQ(fired, 4);
    CHECK_EQ((TickType_t)(fired_at[3] - begin), 12);
    delete_timer();
}

static void missed_periods_are_made_up_after_catching_up(void)
{
    given_a_timer_of(5, pdTRUE);
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    (void)xTaskCatchUpTicks(22);
    CHECK_EQ(fired, 4);
    vTaskDelay(3);
    CHECK_EQ(fired, 5);
    delete_timer();
}

static void a_one_shot_that_is_late_fires_once(void)
{
    given_a_timer_of(2, pdFALSE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    (void)xTaskCatchUpTicks(30);
    CHECK_EQ(fired, 1);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    delete_timer();
}

static BaseType_t results[4], woken;

static void start_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTimerStartFromISR(timer, &woken);
    portYIELD_FROM_ISR(woken);
}

static void stop_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTimerStopFromISR(timer, &woken);
    portYIELD_FROM_ISR(woken);
}

static void change_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTimerChangePeriodFromISR(timer, 6, &woken);
    portYIELD_FROM_ISR(woken);
}

static void reset_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTimerResetFromISR(timer, &woken);
    portYIELD_FROM_ISR(woken);
}

static void handlers_start_stop_change_and_reset(void)
{
    given_a_timer_of(4, pdFALSE);
    irq_call(start_in_handler);
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    irq_call(stop_in_handler);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    TickType_t begin = fresh_tick();
    irq_call(change_in_handler);
    CHECK_EQ(xTimerGetPeriod(timer), 6);
    vTaskDelay(4);
    irq_call(reset_in_handler);
    CHECK_EQ(xTimerGetExpiryTime(timer), (TickType_t)(begin + 10));
    vTaskDelay(7);
    CHECK_EQ(fired, 1);
    delete_timer();
}

static void fill_in_handler(void)
{
    unsigned taken = 0;
    woken = pdFALSE;
    while (xTimerStartFromISR(timer, &woken) == pdPASS) {
        taken++;
    }
    results[0] = (BaseType_t)taken;
    portYIELD_FROM_ISR(woken);
}

static void a_handler_fills_the_queue_and_is_refused(void)
{
    given_a_timer_of(4, pdFALSE);
    irq_call(fill_in_handler);
    CHECK_EQ(results[0], configTIMER_QUEUE_LENGTH);
    vTaskDelay(6);
    CHECK_EQ(fired, 1);
    delete_timer();
}

static void *pended_argument;
static uint32_t pended_number;

static void pended(void *argument, uint32_t number)
{
    pended_argument = argument;
    pended_number = number;
    event(xTaskGetCurrentTaskHandle() == xTimerGetTimerDaemonTaskHandle() ? 'd' : '?');
}

static void pend_in_handler(void)
{
    woken = pdFALSE;
    results[0] = xTimerPendFunctionCallFromISR(pended, &results, 7, &woken);
    portYIELD_FROM_ISR(woken);
}

static void pended_calls_run_in_the_timer_task(void)
{
    CHECK_EQ(xTimerPendFunctionCall(pended, &woken, 42, 0), pdPASS);
    event('.');
    CHECK_EVENTS("d.");
    CHECK(pended_argument == (void *)&woken);
    CHECK_EQ(pended_number, 42);
    irq_call(pend_in_handler);
    event('.');
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(woken, pdTRUE);
    CHECK(pended_argument == (void *)&results);
    CHECK_EQ(pended_number, 7);
    CHECK_EVENTS("d.");
}

static void pended_calls_keep_their_order(void)
{
    vTaskSuspendAll();
    for (uint32_t i = 0; i < 5; i++) {
        CHECK_EQ(xTimerPendFunctionCall(pended, NULL, i, 0), pdPASS);
    }
    CHECK_EVENTS("");
    (void)xTaskResumeAll();
    CHECK_EVENTS("ddddd");
    CHECK_EQ(pended_number, 4);
}

static void static_timers_use_the_given_memory(void)
{
    static StaticTimer_t block;
    StaticTimer_t *seen = NULL;
    size_t heap = xPortGetFreeHeapSize();
    fired = 0;
    timer = xTimerCreateStatic("static", 2, pdFALSE, NULL, count, &block);
    CHECK(timer == (TimerHandle_t)(void *)&block);
    CHECK_EQ(xTimerGetStaticBuffer(timer, &seen), pdTRUE);
    CHECK(seen == &block);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(3);
    CHECK_EQ(fired, 1);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    delete_timer();
    given_a_timer_of(1, pdFALSE);
    CHECK_EQ(xTimerGetStaticBuffer(timer, &seen), pdFALSE);
    vTimerSetTimerNumber(timer, 3);
    CHECK_EQ(uxTimerGetTimerNumber(timer), 3);
    delete_timer();
}

static void a_period_of_one_tick_fires_at_every_tick(void)
{
    given_a_timer_of(1, pdTRUE);
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(7);
    CHECK_EQ(fired, 7);
    delete_timer();
}

static void a_very_long_period_does_not_fire(void)
{
    given_a_timer_of(portMAX_DELAY - 1, pdFALSE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(20);
    CHECK_EQ(fired, 0);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    delete_timer();
}

/* The timer task has been asleep for a while when the command comes. */
static void a_very_long_period_of_a_handler_does_not_fire(void)
{
    given_a_timer_of(portMAX_DELAY - 1, pdFALSE);
    vTaskDelay(20);
    irq_call(start_in_handler);
    vTaskDelay(20);
    CHECK_EQ(fired, 0);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    delete_timer();
}

static void many_timers_fire_as_often_as_they_should(void)
{
    TimerHandle_t timers[20];
    TickType_t begin = fresh_tick();
    for (uintptr_t i = 0; i < 20; i++) {
        timers[i] = xTimerCreate("many", (TickType_t)(1 + i), pdTRUE, (void *)0, count_in_id);
        CHECK_EQ(xTimerStart(timers[i], 5), pdPASS);
    }
    vTaskDelay((TickType_t)(begin + 61 - xTaskGetTickCount()));
    for (uintptr_t i = 0; i < 20; i++) {
        uintptr_t calls = (uintptr_t)pvTimerGetTimerID(timers[i]);
        conformance_case = "period";
        CHECK(calls == 61 / (1 + i) || calls == 60 / (1 + i));
        CHECK_EQ(xTimerDelete(timers[i], 5), pdPASS);
    }
    settle();
}

static void timer_task_is_found(void)
{
    TaskHandle_t task = xTimerGetTimerDaemonTaskHandle();
    CHECK(task != NULL);
    CHECK_EQ(uxTaskPriorityGet(task), configTIMER_TASK_PRIORITY);
    CHECK(strcmp(pcTaskGetName(task), configTIMER_SERVICE_TASK_NAME) == 0);
}

CONFORMANCE_MAIN(
    "timer", TEST(a_new_timer_is_dormant), TEST(a_one_shot_timer_fires_once_on_its_tick),
    TEST(an_auto_reload_timer_keeps_its_phase), TEST(a_stopped_timer_does_not_fire),
    TEST(reset_and_start_begin_the_period_anew),
    TEST(a_changed_period_counts_from_the_change_and_starts), TEST(the_reload_mode_can_be_changed),
    TEST(the_identity_is_the_applications),
    TEST(timers_of_one_tick_fire_in_the_order_of_their_start),
    TEST(a_call_back_may_stop_its_own_timer), TEST(a_call_back_may_change_its_own_period),
    TEST(a_call_back_may_delete_its_own_timer), TEST(an_active_timer_may_be_deleted),
    TEST(missed_periods_are_made_up), TEST(missed_periods_are_made_up_after_catching_up),
    TEST(a_one_shot_that_is_late_fires_once), TEST(handlers_start_stop_change_and_reset),
    TEST(a_handler_fills_the_queue_and_is_refused), TEST(pended_calls_run_in_the_timer_task),
    TEST(pended_calls_keep_their_order), TEST(static_timers_use_the_given_memory),
    TEST(a_period_of_one_tick_fires_at_every_tick), TEST(a_very_long_period_does_not_fire),
    TEST(a_very_long_period_of_a_handler_does_not_fire),
    TEST(many_timers_fire_as_often_as_they_should), TEST(timer_task_is_found))
