/* SPDX-License-Identifier: MIT */
/* K4: an inherited priority is dropped only when the task holds no mutex any more; when the highest
 * waiter times out, the holder falls to the next waiter's priority only if it holds one mutex.
 * Fails on a kernel that recomputes the priority at each give, or that forgets the other waiters.
 */
#include "conformance.h"

static SemaphoreHandle_t first, second;

static void locker(void *arg)
{
    SemaphoreHandle_t mutex = *(SemaphoreHandle_t *)arg;
    if (xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS) {
        event(mutex == first ? '1' : '2');
        CHECK_EQ(xSemaphoreGive(mutex), pdPASS);
    }
    park();
}

static void impatient_locker(void *arg)
{
    (void)arg;
    if (xSemaphoreTake(first, 5) == pdPASS) {
        event('!');
        CHECK_EQ(xSemaphoreGive(first), pdPASS);
    } else {
        event('-');
    }
    park();
}

static void given_two_mutexes(void)
{
    first = xSemaphoreCreateMutex();
    second = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(first, 0), pdPASS);
}

static void delete_both(void)
{
    vSemaphoreDelete(first);
    vSemaphoreDelete(second);
}

static void priority_stays_until_the_last_mutex_is_given(void)
{
    given_two_mutexes();
    CHECK_EQ(xSemaphoreTake(second, 0), pdPASS);
    spawn(locker, P_HIGH, &first);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGive(second), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EVENTS("1");
    delete_both();
}

static void order_of_giving_back_does_not_matter(void)
{
    given_two_mutexes();
    CHECK_EQ(xSemaphoreTake(second, 0), pdPASS);
    spawn(locker, P_HIGH, &first);
    CHECK_EQ(xSemaphoreGive(second), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EVENTS("");
    CHECK_EQ(xSemaphoreGive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EVENTS("1");
    delete_both();
}

static void time_out_lowers_the_holder_of_one_mutex_to_the_next_waiter(void)
{
    given_two_mutexes();
    spawn(locker, P_HIGH, &first);
    spawn(impatient_locker, P_HIGHER, NULL);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHER);
    vTaskDelay(10);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EVENTS("1");
    delete_both();
}

static void time_out_of_the_only_waiter_lowers_the_holder_to_its_own_priority(void)
{
    given_two_mutexes();
    spawn(impatient_locker, P_HIGHER, NULL);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHER);
    vTaskDelay(10);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EQ(xSemaphoreGive(first), pdPASS);
    delete_both();
}

static void time_out_does_not_lower_the_holder_of_two_mutexes(void)
{
    given_two_mutexes();
    CHECK_EQ(xSemaphoreTake(second, 0), pdPASS);
    spawn(impatient_locker, P_HIGHER, NULL);
    vTaskDelay(10);
    CHECK_EVENTS("-");
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHER);
    CHECK_EQ(xSemaphoreGive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGHER);
    CHECK_EQ(xSemaphoreGive(second), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    delete_both();
}

static void recursive_mutex_counts_once(void)
{
    first = xSemaphoreCreateRecursiveMutex();
    second = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTakeRecursive(first, 0), pdPASS);
    CHECK_EQ(xSemaphoreTakeRecursive(first, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(second, 0), pdPASS);
    spawn(locker, P_HIGH, &second);
    CHECK_EQ(xSemaphoreGive(second), pdPASS);
    CHECK_EQ(xSemaphoreGiveRecursive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGiveRecursive(first), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EQ(xSemaphoreGiveRecursive(first), pdFAIL);
    settle();
    CHECK_EVENTS("2");
    delete_both();
}

CONFORMANCE_MAIN("K4", TEST(priority_stays_until_the_last_mutex_is_given),
                 TEST(order_of_giving_back_does_not_matter),
                 TEST(time_out_lowers_the_holder_of_one_mutex_to_the_next_waiter),
                 TEST(time_out_of_the_only_waiter_lowers_the_holder_to_its_own_priority),
                 TEST(time_out_does_not_lower_the_holder_of_two_mutexes),
                 TEST(recursive_mutex_counts_once))
