/* SPDX-License-Identifier: MIT */
/* K22: inheritance reaches a holder in any state; a time-out or an abort takes the contribution
 * back only down to the next waiter's level; setting a priority below the inherited one changes the
 * base priority only. Fails on a kernel that raises ready holders only, or whose vTaskPrioritySet
 * undoes inheritance. */
#include "conformance.h"

static SemaphoreHandle_t mutex;

static void give_and_park(void)
{
    CHECK_EQ(xSemaphoreGive(mutex), pdPASS);
    event('h');
    park();
}

static void ready_holder(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    burn_ticks(20);
    give_and_park();
}

static void blocked_holder(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    vTaskDelay(20);
    give_and_park();
}

static void suspended_holder(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    vTaskSuspend(NULL);
    give_and_park();
}

static void locker(void *arg)
{
    TickType_t wait = (TickType_t)(uintptr_t)arg;
    if (xSemaphoreTake(mutex, wait == 0 ? portMAX_DELAY : wait) == pdPASS) {
        event('l');
        CHECK_EQ(xSemaphoreGive(mutex), pdPASS);
    } else {
        event('-');
    }
    park();
}

static void holder_in_any_state_is_raised(void)
{
    static const struct {
        const char *name;
        TaskFunction_t code;
        eTaskState state;
    } holders[] = {{"ready", ready_holder, eReady},
                   {"blocked", blocked_holder, eBlocked},
                   {"suspended", suspended_holder, eSuspended}};
    for (size_t i = 0; i < 3; i++) {
        conformance_case = holders[i].name;
        mutex = xSemaphoreCreateMutex();
        TaskHandle_t holder = spawn(holders[i].code, P_LOW, NULL);
        settle();
        /* As urgent as the caller, so that a ready holder stays ready when it is raised. */
        TaskHandle_t waiter = spawn(locker, P_CONTROL, NULL);
        (void)fresh_tick();
        CHECK_EQ(eTaskGetState(waiter), eBlocked);
        vTaskSuspendAll();
        CHECK_EQ(eTaskGetState(holder), holders[i].state);
        CHECK_EQ(uxTaskPriorityGet(holder), P_CONTROL);
        CHECK_EQ(uxTaskBasePriorityGet(holder), P_LOW);
        (void)xTaskResumeAll();
        vTaskResume(holder);
        vTaskDelay(40);
        CHECK_EVENTS("lh");
        CHECK_EQ(uxTaskPriorityGet(holder), P_LOW);
        reap_one(holder);
        reap_one(waiter);
        vSemaphoreDelete(mutex);
    }
}

static void aborted_waiter_takes_back_only_its_own_contribution(void)
{
    mutex = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(suspended_holder, P_LOW, NULL);
    settle();
    spawn(locker, P_HIGH, NULL);
    TaskHandle_t higher = spawn(locker, P_HIGHER, NULL);
    TaskHandle_t highest = spawn(locker, P_HIGHEST, NULL);
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGHEST);
    CHECK_EQ(xTaskAbortDelay(highest), pdPASS);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGHER);
    CHECK_EQ(xTaskAbortDelay(higher), pdPASS);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGH);
    vTaskResume(holder);
    CHECK_EVENTS("l");
    settle();
    CHECK_EVENTS("h");
    vSemaphoreDelete(mutex);
}

static void timed_out_waiter_that_is_not_the_highest_changes_nothing(void)
{
    mutex = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(suspended_holder, P_LOW, NULL);
    settle();
    spawn(locker, P_HIGHER, NULL);
    spawn(locker, P_HIGH, (void *)(uintptr_t)5);
    vTaskDelay(10);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGHER);
    vTaskResume(holder);
    CHECK_EVENTS("l");
    settle();
    CHECK_EVENTS("h");
    vSemaphoreDelete(mutex);
}

static void setting_a_lower_priority_changes_the_base_only(void)
{
    mutex = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(suspended_holder, P_LOW, NULL);
    settle();
    spawn(locker, P_HIGH, NULL);
    vTaskPrioritySet(holder, P_LOWER);
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGH);
    CHECK_EQ(uxTaskBasePriorityGet(holder), P_LOWER);
    vTaskResume(holder);
    CHECK_EVENTS("l");
    settle();
    CHECK_EVENTS("h");
    CHECK_EQ(uxTaskPriorityGet(holder), P_LOWER);
    vSemaphoreDelete(mutex);
}

static void setting_a_higher_priority_raises_the_holder_at_once(void)
{
    mutex = xSemaphoreCreateMutex();
    TaskHandle_t holder = spawn(suspended_holder, P_LOW, NULL);
    settle();
    spawn(locker, P_HIGH, NULL);
    vTaskPrioritySet(holder, P_HIGHER);
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGHER);
    CHECK_EQ(uxTaskBasePriorityGet(holder), P_HIGHER);
    vTaskResume(holder);
    CHECK_EVENTS("hl");
    CHECK_EQ(uxTaskPriorityGet(holder), P_HIGHER);
    vSemaphoreDelete(mutex);
}

CONFORMANCE_MAIN("K22", TEST(holder_in_any_state_is_raised),
                 TEST(aborted_waiter_takes_back_only_its_own_contribution),
                 TEST(timed_out_waiter_that_is_not_the_highest_changes_nothing),
                 TEST(setting_a_lower_priority_changes_the_base_only),
                 TEST(setting_a_higher_priority_raises_the_holder_at_once))
