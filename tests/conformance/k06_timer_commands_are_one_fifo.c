/* SPDX-License-Identifier: MIT */
/* K6: timer commands and pended calls share one bounded FIFO of configTIMER_QUEUE_LENGTH. Before
 * the scheduler runs exactly that many starts succeed and no timer is active; running a command in
 * the caller is allowed only where the timer task would have run at once and the FIFO is empty.
 * Fails on a kernel that executes commands early, keeps two queues, or accepts one more or less. */
#include "conformance.h"

#define LENGTH ((size_t)configTIMER_QUEUE_LENGTH)

static TimerHandle_t timers[configTIMER_QUEUE_LENGTH + 1];
static BaseType_t started[configTIMER_QUEUE_LENGTH + 1];
static BaseType_t active_before[configTIMER_QUEUE_LENGTH + 1];

static void expired(TimerHandle_t timer)
{
    (void)timer;
}

static void pended(void *letter, uint32_t unused)
{
    (void)unused;
    CHECK(xTaskGetCurrentTaskHandle() == xTimerGetTimerDaemonTaskHandle());
    event(*(const char *)letter);
}

static void create_timers(void)
{
    for (size_t i = 0; i <= LENGTH; i++) {
        timers[i] = xTimerCreate("t", 1000, pdFALSE, NULL, expired);
    }
}

static void delete_timers(void)
{
    for (size_t i = 0; i <= LENGTH; i++) {
        CHECK_EQ(xTimerDelete(timers[i], portMAX_DELAY), pdPASS);
    }
    settle();
}

static void start_all(void)
{
    for (size_t i = 0; i <= LENGTH; i++) {
        started[i] = xTimerStart(timers[i], 0);
        active_before[i] = xTimerIsTimerActive(timers[i]);
    }
}

static void check_exactly_the_first_are_kept(void)
{
    for (size_t i = 0; i <= LENGTH; i++) {
        CHECK_EQ(started[i], i < LENGTH ? pdPASS : pdFAIL);
        CHECK_EQ(active_before[i], pdFALSE);
        CHECK_EQ(xTimerIsTimerActive(timers[i]), i < LENGTH ? pdTRUE : pdFALSE);
    }
}

void conformance_before_scheduler(void)
{
    create_timers();
    start_all();
}

static void starts_before_the_scheduler_wait_in_the_fifo(void)
{
    check_exactly_the_first_are_kept();
}

static void starts_while_the_scheduler_is_suspended_wait_in_the_fifo(void)
{
    create_timers();
    vTaskSuspendAll();
    start_all();
    (void)xTaskResumeAll();
    check_exactly_the_first_are_kept();
    delete_timers();
}

static void starts_in_a_critical_section_wait_in_the_fifo(void)
{
    create_timers();
    taskENTER_CRITICAL();
    start_all();
    taskEXIT_CRITICAL();
    check_exactly_the_first_are_kept();
    delete_timers();
}

static void starts_of_a_task_as_urgent_as_the_timer_task_wait_in_the_fifo(void)
{
    create_timers();
    vTaskPrioritySet(NULL, configTIMER_TASK_PRIORITY);
    start_all();
    vTaskPrioritySet(NULL, P_CONTROL);
    settle();
    check_exactly_the_first_are_kept();
    delete_timers();
}

static void start_of_a_lower_task_is_done_when_it_returns(void)
{
    create_timers();
    CHECK_EQ(xTimerStart(timers[0], 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timers[0]), pdTRUE);
    CHECK_EQ(xTimerStop(timers[0], 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timers[0]), pdFALSE);
    delete_timers();
}

static void commands_and_pended_calls_run_in_the_order_they_were_sent(void)
{
    create_timers();
    vTaskSuspendAll();
    CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"a", 0, 0), pdPASS);
    CHECK_EQ(xTimerStart(timers[0], 0), pdPASS);
    CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"b", 0, 0), pdPASS);
    CHECK_EQ(xTimerStop(timers[0], 0), pdPASS);
    CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"c", 0, 0), pdPASS);
    event('.');
    (void)xTaskResumeAll();
    CHECK_EVENTS(".abc");
    CHECK_EQ(xTimerIsTimerActive(timers[0]), pdFALSE);
    delete_timers();
}

static void pended_calls_take_places_of_the_same_fifo(void)
{
    create_timers();
    vTaskSuspendAll();
    for (size_t i = 0; i < LENGTH; i++) {
        CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"p", 0, 0), pdPASS);
    }
    CHECK_EQ(xTimerStart(timers[0], 0), pdFAIL);
    CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"q", 0, 0), pdFAIL);
    (void)xTaskResumeAll();
    CHECK_EVENTS("pppppppppp");
    CHECK_EQ(xTimerIsTimerActive(timers[0]), pdFALSE);
    delete_timers();
}

/* Runs in the timer task: a command it sends itself waits behind those sent before. */
static void sends_from_the_timer_task(void *timer, uint32_t unused)
{
    (void)unused;
    event('1');
    CHECK_EQ(xTimerPendFunctionCall(pended, (void *)"3", 0, 0), pdPASS);
    CHECK_EQ(xTimerStart((TimerHandle_t)timer, 0), pdPASS);
    event(xTimerIsTimerActive((TimerHandle_t)timer) ? 'A' : '2');
}

static void commands_of_the_timer_task_itself_wait_in_the_fifo(void)
{
    create_timers();
    CHECK_EQ(xTimerPendFunctionCall(sends_from_the_timer_task, timers[0], 0, 0), pdPASS);
    settle();
    CHECK_EVENTS("123");
    CHECK_EQ(xTimerIsTimerActive(timers[0]), pdTRUE);
    delete_timers();
}

CONFORMANCE_MAIN("K6", TEST(starts_before_the_scheduler_wait_in_the_fifo),
                 TEST(starts_while_the_scheduler_is_suspended_wait_in_the_fifo),
                 TEST(starts_in_a_critical_section_wait_in_the_fifo),
                 TEST(starts_of_a_task_as_urgent_as_the_timer_task_wait_in_the_fifo),
                 TEST(start_of_a_lower_task_is_done_when_it_returns),
                 TEST(commands_and_pended_calls_run_in_the_order_they_were_sent),
                 TEST(pended_calls_take_places_of_the_same_fifo),
                 TEST(commands_of_the_timer_task_itself_wait_in_the_fifo))
