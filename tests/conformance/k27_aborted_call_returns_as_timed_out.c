/* SPDX-License-Identifier: MIT */
/* K27: an aborted blocking call returns as timed out, on every object, and does not wait again.
 * Fails on a kernel where an abort is taken for "too late, wait for the rest". */
#include "conformance.h"
#include "waits.h"

static const struct wait_case *wait_case;
static volatile TickType_t wait_ticks;

static void waiter(void *arg)
{
    (void)arg;
    event(wait_case->wait(wait_ticks) ? 'g' : 'n');
    park();
}

static void sleeper(void *arg)
{
    (void)arg;
    vTaskDelay(portMAX_DELAY);
    event('d');
    park();
}

static void check_all(TickType_t ticks)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        wait_ticks = ticks;
        wait_case->prepare();
        TaskHandle_t task = spawn(waiter, P_HIGH, NULL);
        vTaskDelay(3);
        CHECK_EVENTS("");
        CHECK_EQ(xTaskAbortDelay(task), pdPASS);
        CHECK_EVENTS("n");
        reap_one(task);
        wait_case->finish();
    }
}

static void abort_ends_a_wait_with_a_deadline_on_every_object(void)
{
    check_all(100);
}

static void abort_ends_an_endless_wait_on_every_object(void)
{
    check_all(portMAX_DELAY);
}

static void abort_while_the_scheduler_is_suspended_ends_the_wait_at_resume(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        wait_ticks = 100;
        wait_case->prepare();
        TaskHandle_t task = spawn(waiter, P_HIGH, NULL);
        vTaskSuspendAll();
        CHECK_EQ(xTaskAbortDelay(task), pdPASS);
        event('.');
        (void)xTaskResumeAll();
        CHECK_EVENTS(".n");
        reap_one(task);
        wait_case->finish();
    }
}

static void abort_of_one_wait_does_not_touch_the_next(void)
{
    TaskHandle_t task = spawn(sleeper, P_HIGH, NULL);
    CHECK_EQ(xTaskAbortDelay(task), pdPASS);
    CHECK_EVENTS("d");
    CHECK_EQ(xTaskAbortDelay(task), pdFAIL);
    CHECK_EQ(eTaskGetState(task), eSuspended);
    CHECK_EQ(xTaskAbortDelay(xTaskGetCurrentTaskHandle()), pdFAIL);
    TickType_t start = fresh_tick();
    vTaskDelay(4);
    CHECK_EQ(xTaskGetTickCount() - start, 4);
}

CONFORMANCE_MAIN("K27", TEST(abort_ends_a_wait_with_a_deadline_on_every_object),
                 TEST(abort_ends_an_endless_wait_on_every_object),
                 TEST(abort_while_the_scheduler_is_suspended_ends_the_wait_at_resume),
                 TEST(abort_of_one_wait_does_not_touch_the_next))
