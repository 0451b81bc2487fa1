/* SPDX-License-Identifier: MIT */
/* K24: a timer's period counts from the moment of the call; missed periods of an auto-reload timer
 * are made up, in phase; a refused command leaves no trace. Fails on a kernel that counts from when
 * the timer task gets the command, or drops missed periods. */
#include "conformance.h"

static volatile unsigned expiries;
static volatile TickType_t expired_at;

static void expired(TimerHandle_t timer)
{
    (void)timer;
    expiries = expiries + 1U;
    expired_at = xTaskGetTickCount();
}

static TimerHandle_t create(TickType_t period, BaseType_t reload)
{
    expiries = 0;
    return xTimerCreate("t", period, reload, NULL, expired);
}

static void drop(TimerHandle_t timer)
{
    CHECK_EQ(xTimerDelete(timer, portMAX_DELAY), pdPASS);
    settle();
}

static void one_shot_expires_once_at_its_period(void)
{
    TimerHandle_t timer = create(10, pdFALSE);
    TickType_t start = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerGetExpiryTime(timer), start + 10);
    vTaskDelay(30);
    CHECK_EQ(expiries, 1);
    CHECK_EQ(expired_at, start + 10);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    drop(timer);
}

static void late_command_still_counts_from_the_call(void)
{
    TimerHandle_t timer = create(20, pdFALSE);
    TickType_t start = fresh_tick();
    vTaskSuspendAll();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    burn_ticks(8);
    (void)xTaskResumeAll();
    CHECK_EQ(xTimerGetExpiryTime(timer), start + 20);
    vTaskDelay(20);
    CHECK_EQ(expired_at, start + 20);
    drop(timer);
}

static void command_that_comes_after_its_own_expiry_expires_at_once(void)
{
    TimerHandle_t timer = create(5, pdFALSE);
    vTaskSuspendAll();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    burn_ticks(8);
    CHECK_EQ(expiries, 0);
    (void)xTaskResumeAll();
    CHECK_EQ(expiries, 1);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    drop(timer);
}

static void missed_periods_are_made_up_in_phase(void)
{
    TimerHandle_t timer = create(10, pdTRUE);
    TickType_t start = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskSuspendAll();
    burn_ticks(35);
    CHECK_EQ(expiries, 0);
    (void)xTaskResumeAll();
    CHECK_EQ(expiries, 3);
    CHECK_EQ(xTimerGetExpiryTime(timer), start + 40);
    vTaskDelay(10);
    CHECK_EQ(expiries, 4);
    CHECK_EQ(expired_at, start + 40);
    drop(timer);
}

static void start_with_missed_periods_makes_them_up_too(void)
{
    TimerHandle_t timer = create(10, pdTRUE);
    TickType_t start = fresh_tick();
    vTaskSuspendAll();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    burn_ticks(25);
    (void)xTaskResumeAll();
    CHECK_EQ(expiries, 2);
    CHECK_EQ(xTimerGetExpiryTime(timer), (TickType_t)(start + 30));
    drop(timer);
}

static void reset_and_change_of_period_count_from_the_call(void)
{
    TimerHandle_t timer = create(20, pdFALSE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(10);
    TickType_t again = fresh_tick();
    CHECK_EQ(xTimerReset(timer, 0), pdPASS);
    CHECK_EQ(xTimerGetExpiryTime(timer), again + 20);
    vTaskDelay(5);
    again = fresh_tick();
    CHECK_EQ(xTimerChangePeriod(timer, 7, 0), pdPASS);
    CHECK_EQ(xTimerGetPeriod(timer), 7);
    CHECK_EQ(xTimerGetExpiryTime(timer), again + 7);
    vTaskDelay(30);
    CHECK_EQ(expiries, 1);
    CHECK_EQ(expired_at, again + 7);
    drop(timer);
}

static void change_of_period_starts_a_timer_that_was_not_active(void)
{
    TimerHandle_t timer = create(20, pdFALSE);
    CHECK_EQ(xTimerChangePeriod(timer, 3, 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    vTaskDelay(5);
    CHECK_EQ(expiries, 1);
    drop(timer);
}

static void nothing_pended(void *unused, uint32_t value)
{
    (void)unused;
    (void)value;
}

static void refused_command_leaves_no_trace(void)
{
    TimerHandle_t timer = create(50, pdFALSE);
    vTaskSuspendAll();
    for (size_t i = 0; i < configTIMER_QUEUE_LENGTH; i++) {
        CHECK_EQ(xTimerPendFunctionCall(nothing_pended, NULL, 0, 0), pdPASS);
    }
    CHECK_EQ(xTimerStart(timer, 0), pdFAIL);
    CHECK_EQ(xTimerChangePeriod(timer, 7, 0), pdFAIL);
    CHECK_EQ(xTimerDelete(timer, 0), pdFAIL);
    (void)xTaskResumeAll();
    settle();
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    CHECK_EQ(xTimerGetPeriod(timer), 50);
    vTaskDelay(60);
    CHECK_EQ(expiries, 0);
    drop(timer);
}

static void stop_ends_an_auto_reload_timer(void)
{
    TimerHandle_t timer = create(5, pdTRUE);
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(12);
    CHECK_EQ(xTimerStop(timer, 0), pdPASS);
    CHECK_EQ(expiries, 2);
    vTaskDelay(12);
    CHECK_EQ(expiries, 2);
    drop(timer);
}

CONFORMANCE_MAIN("K24", TEST(one_shot_expires_once_at_its_period),
                 TEST(late_command_still_counts_from_the_call),
                 TEST(command_that_comes_after_its_own_expiry_expires_at_once),
                 TEST(missed_periods_are_made_up_in_phase),
                 TEST(start_with_missed_periods_makes_them_up_too),
                 TEST(reset_and_change_of_period_count_from_the_call),
                 TEST(change_of_period_starts_a_timer_that_was_not_active),
                 TEST(refused_command_leaves_no_trace), TEST(stop_ends_an_auto_reload_timer))
