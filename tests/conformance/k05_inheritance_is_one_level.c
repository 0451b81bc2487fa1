/* SPDX-License-Identifier: MIT */
/* K5: inheritance is one level: a blocked holder is raised, the one that blocks it is not.
 * Fails on a kernel that walks the chain of holders, which has no bound. */
#include "conformance.h"

static SemaphoreHandle_t inner, outer;
static SemaphoreHandle_t go;

/* Holds `inner` until told to go on. */
static void bottom(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(inner, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(go, portMAX_DELAY), pdPASS);
    CHECK_EQ(xSemaphoreGive(inner), pdPASS);
    event('b');
    park();
}

/* Holds `outer`, waits for `inner`. */
static void middle(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(outer, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(inner, portMAX_DELAY), pdPASS);
    event('m');
    CHECK_EQ(xSemaphoreGive(inner), pdPASS);
    CHECK_EQ(xSemaphoreGive(outer), pdPASS);
    event('M');
    park();
}

static void top(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(outer, portMAX_DELAY), pdPASS);
    event('t');
    CHECK_EQ(xSemaphoreGive(outer), pdPASS);
    park();
}

static void blocker_of_a_blocked_holder_is_not_raised(void)
{
    inner = xSemaphoreCreateMutex();
    outer = xSemaphoreCreateMutex();
    go = xSemaphoreCreateBinary();
    TaskHandle_t low = spawn(bottom, P_LOWER, NULL);
    settle();
    TaskHandle_t mid = spawn(middle, P_LOW, NULL);
    settle();
    CHECK_EQ(uxTaskPriorityGet(low), P_LOW);
    spawn(top, P_HIGH, NULL);
    CHECK_EQ(uxTaskPriorityGet(mid), P_HIGH);
    CHECK_EQ(uxTaskPriorityGet(low), P_LOW);

    CHECK_EQ(xSemaphoreGive(go), pdPASS);
    settle();
    CHECK_EVENTS("mtMb");
    CHECK_EQ(uxTaskPriorityGet(mid), P_LOW);
    CHECK_EQ(uxTaskPriorityGet(low), P_LOWER);
    vSemaphoreDelete(inner);
    vSemaphoreDelete(outer);
    vSemaphoreDelete(go);
}

CONFORMANCE_MAIN("K5", TEST(blocker_of_a_blocked_holder_is_not_raised))
