/* SPDX-License-Identifier: MIT */
/* K9: eTaskGetState calls an endless wait blocked, and suspended only what vTaskSuspend stopped.
 * Fails on a kernel that keeps endless waits among the suspended tasks and says so. */
#include "conformance.h"
#include "waits.h"

static const struct wait_case *wait_case;

static void waiter(void *arg)
{
    (void)arg;
    if (wait_case->wait(portMAX_DELAY)) {
        event('g');
        wait_case->undo();
    }
    park();
}

static void sleeper(void *arg)
{
    (void)arg;
    vTaskDelay(1000);
    park();
}

static void self_suspended(void *arg)
{
    (void)arg;
    vTaskSuspend(NULL);
    park();
}

static void busy(void *arg)
{
    (void)arg;
    for (;;) {
        taskYIELD();
    }
}

static void endless_wait_on_any_object_is_blocked(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        wait_case->prepare();
        TaskHandle_t task = spawn(waiter, P_HIGH, NULL);
        CHECK_EQ(eTaskGetState(task), eBlocked);
        vTaskSuspend(task);
        CHECK_EQ(eTaskGetState(task), eSuspended);
        reap_one(task);
        wait_case->finish();
    }
}

static void endless_wait_ends_by_a_post(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        wait_case->prepare();
        TaskHandle_t task = spawn(waiter, P_HIGH, NULL);
        wait_case->post(task);
        CHECK_EVENTS("g");
        CHECK_EQ(eTaskGetState(task), eSuspended);
        reap_one(task);
        wait_case->finish();
    }
}

static void each_state_is_told_apart(void)
{
    CHECK_EQ(eTaskGetState(xTaskGetCurrentTaskHandle()), eRunning);
    CHECK_EQ(eTaskGetState(spawn(sleeper, P_HIGH, NULL)), eBlocked);
    CHECK_EQ(eTaskGetState(spawn(self_suspended, P_HIGH, NULL)), eSuspended);
    TaskHandle_t ready = spawn(busy, P_LOWER, NULL);
    CHECK_EQ(eTaskGetState(ready), eReady);
    settle();
    CHECK_EQ(eTaskGetState(ready), eReady);
    vTaskSuspend(ready);
    CHECK_EQ(eTaskGetState(ready), eSuspended);
    vTaskResume(ready);
    CHECK_EQ(eTaskGetState(ready), eReady);
}

CONFORMANCE_MAIN("K9", TEST(endless_wait_on_any_object_is_blocked),
                 TEST(endless_wait_ends_by_a_post), TEST(each_state_is_told_apart))
