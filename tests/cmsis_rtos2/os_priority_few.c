/* SPDX-License-Identifier: MIT */
/* 55 priorities over fewer of the kernel's: order is kept, and what was set is told.
 * Fails on a mapping that is not monotonic, or that puts a thread at the idle task's priority. */
#include "os_test.h"

static void waiting(void *arg)
{
    (void)arg;
    (void)osDelay(osWaitForever);
}

static void what_was_set_is_told(void)
{
    osThreadId_t id = thread(waiting, LOW, NULL);

    for (int level = osPriorityIdle; level <= osPriorityRealtime7; level++) {
        CHECK_EQ(osThreadSetPriority(id, (osPriority_t)level), osOK);
        CHECK_EQ(osThreadGetPriority(id), level);
    }
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void order_is_kept_above_the_idle_task(void)
{
    osThreadId_t id = thread(waiting, LOW, NULL);
    UBaseType_t before = 1;

    for (int level = osPriorityIdle; level <= osPriorityRealtime7; level++) {
        (void)osThreadSetPriority(id, (osPriority_t)level);
        UBaseType_t now = uxTaskPriorityGet((TaskHandle_t)id);
        CHECK(now >= before && now < configMAX_PRIORITIES);
        before = now;
    }
    CHECK_EQ(before, configMAX_PRIORITIES - 1);
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void the_seven_bands_stay_apart(void)
{
    osThreadId_t id = thread(waiting, LOW, NULL);
    UBaseType_t before = 0;

    for (int level = osPriorityLow; level <= osPriorityRealtime; level += 8) {
        (void)osThreadSetPriority(id, (osPriority_t)level);
        UBaseType_t now = uxTaskPriorityGet((TaskHandle_t)id);
        CHECK(now > before);
        before = now;
    }
    CHECK_EQ(osThreadTerminate(id), osOK);
}

CONFORMANCE_MAIN("os_priority_few", TEST(what_was_set_is_told),
                 TEST(order_is_kept_above_the_idle_task), TEST(the_seven_bands_stay_apart))
