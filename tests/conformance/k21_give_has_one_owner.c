/* SPDX-License-Identifier: MIT */
/* K21: a give that meets a time-out or a suspension of its waiter has exactly one owner in the end;
 * with a deletion, never two.
 * Fails on a kernel that loses the give, or lets the waiter succeed and the count stay. */
#include "conformance.h"

static SemaphoreHandle_t semaphore;
static volatile unsigned taken;

#define WAIT 10U

static void taker(void *arg)
{
    (void)arg;
    taken = xSemaphoreTake(semaphore, WAIT) == pdPASS ? 1 : 0;
    event('r');
    park();
}

static void check_one_owner(void)
{
    CHECK_EQ(taken + uxSemaphoreGetCount(semaphore), 1);
}

/* ---- in a tick interrupt, around the deadline ---- */

static volatile TickType_t give_at;

static void give_in_tick(void)
{
    BaseType_t woken = pdFALSE;
    if (xTaskGetTickCountFromISR() == give_at) {
        (void)xSemaphoreGiveFromISR(semaphore, &woken);
        portYIELD_FROM_ISR(woken);
    }
}

static void give_in_a_tick_near_the_deadline_has_one_owner(void)
{
    for (TickType_t offset = WAIT - 2; offset <= WAIT + 2; offset++) {
        for (UBaseType_t priority = P_LOW; priority <= P_HIGH; priority += P_HIGH - P_LOW) {
            semaphore = xSemaphoreCreateBinary();
            taken = 0;
            give_at = fresh_tick() + offset;
            conformance_on_tick = give_in_tick;
            TaskHandle_t task = spawn(taker, priority, NULL);
            vTaskDelay(WAIT + 5);
            conformance_on_tick = NULL;
            CHECK_EVENTS("r");
            check_one_owner();
            reap_one(task);
            vSemaphoreDelete(semaphore);
        }
    }
}

/* ---- in a task, while the scheduler is suspended past the deadline ---- */

static void give_after_a_deadline_that_passed_in_suspension_has_one_owner(void)
{
    for (TickType_t burn = WAIT - 2; burn <= WAIT + 2; burn++) {
        semaphore = xSemaphoreCreateBinary();
        taken = 0;
        (void)fresh_tick();
        TaskHandle_t task = spawn(taker, P_HIGH, NULL);
        vTaskSuspendAll();
        burn_ticks(burn);
        CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
        CHECK_EVENTS("");
        (void)xTaskResumeAll();
        vTaskDelay(WAIT);
        CHECK_EVENTS("r");
        check_one_owner();
        reap_one(task);
        vSemaphoreDelete(semaphore);
    }
}

static void give_before_the_waiter_is_suspended_has_one_owner(void)
{
    semaphore = xSemaphoreCreateBinary();
    taken = 0;
    TaskHandle_t task = spawn(taker, P_LOW, NULL);
    settle();
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    vTaskSuspend(task);
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 1);
    vTaskDelay(WAIT * 2);
    CHECK_EVENTS("");
    vTaskResume(task);
    settle();
    CHECK_EVENTS("r");
    check_one_owner();
    CHECK_EQ(taken, 1);
    vSemaphoreDelete(semaphore);
}

static void give_before_the_waiter_is_deleted_stays(void)
{
    semaphore = xSemaphoreCreateBinary();
    taken = 0;
    TaskHandle_t task = spawn(taker, P_LOW, NULL);
    settle();
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    reap_one(task);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 1);
    vSemaphoreDelete(semaphore);
}

/* Two waiters, one give, the first of them deleted or suspended before it runs: the other takes. */
static void second_waiter_gets_what_the_first_could_not_take(void)
{
    for (int deleted = 0; deleted <= 1; deleted++) {
        semaphore = xSemaphoreCreateBinary();
        taken = 0;
        TaskHandle_t first = spawn(taker, P_LOW, NULL);
        settle();
        CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
        if (deleted) {
            reap_one(first);
        } else {
            vTaskSuspend(first);
        }
        TaskHandle_t second = spawn(taker, P_LOW, NULL);
        settle();
        CHECK_EVENTS("r");
        check_one_owner();
        CHECK_EQ(taken, 1);
        if (!deleted) {
            reap_one(first);
        }
        reap_one(second);
        vSemaphoreDelete(semaphore);
    }
}

CONFORMANCE_MAIN("K21", TEST(give_in_a_tick_near_the_deadline_has_one_owner),
                 TEST(give_after_a_deadline_that_passed_in_suspension_has_one_owner),
                 TEST(give_before_the_waiter_is_suspended_has_one_owner),
                 TEST(give_before_the_waiter_is_deleted_stays),
                 TEST(second_waiter_gets_what_the_first_could_not_take))
