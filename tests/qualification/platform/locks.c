/* SPDX-License-Identifier: MIT */
/* The runner holds a lock, and a thread that is more urgent tries it or waits for it. */
#include "platform_kit.h"

static IotMutex_t mutex;
static IotSemaphore_t semaphore;
static volatile bool was_free;
static volatile unsigned passed;

static void try_mutex(void *unused)
{
    (void)unused;
    was_free = IotMutex_TryLock(&mutex);
    if (was_free) {
        IotMutex_Unlock(&mutex);
    }
}

static bool free_for_others(void)
{
    was_free = false;
    (void)platform_thread(try_mutex, NULL, AT_ONCE);
    return was_free;
}

static void lock_mutex(void *unused)
{
    (void)unused;
    IotMutex_Lock(&mutex);
    passed = passed + 1;
    IotMutex_Unlock(&mutex);
}

void platform_mutex_excludes(void)
{
    passed = 0;
    REQUIRE(IotMutex_Create(&mutex, false));
    EXPECT(free_for_others());
    IotMutex_Lock(&mutex);
    EXPECT(!free_for_others());
    EXPECT(!IotMutex_TryLock(&mutex)); /* it is not recursive */
    if (platform_thread(lock_mutex, NULL, AT_ONCE)) {
        vTaskDelay(2);
        EXPECT_EQUAL(passed, 0);
    }
    IotMutex_Unlock(&mutex);
    EXPECT_EQUAL(passed, 1);
    EXPECT(free_for_others());
    IotMutex_Destroy(&mutex);
}

void platform_mutex_is_recursive(void)
{
    REQUIRE(IotMutex_Create(&mutex, true));
    IotMutex_Lock(&mutex);
    if (EXPECT(IotMutex_TryLock(&mutex))) {
        EXPECT(!free_for_others());
        IotMutex_Unlock(&mutex);
    }
    EXPECT(!free_for_others());
    IotMutex_Unlock(&mutex);
    EXPECT(free_for_others());
    IotMutex_Destroy(&mutex);
}

void platform_mutex_lends_priority(void)
{
    const UBaseType_t own = uxTaskPriorityGet(NULL);

    passed = 0;
    REQUIRE(IotMutex_Create(&mutex, false));
    IotMutex_Lock(&mutex);
    if (platform_thread(lock_mutex, NULL, AT_ONCE)) {
        EXPECT_EQUAL(uxTaskPriorityGet(NULL), AT_ONCE);
    }
    IotMutex_Unlock(&mutex);
    EXPECT_EQUAL(passed, 1);
    EXPECT_EQUAL(uxTaskPriorityGet(NULL), own);
    IotMutex_Destroy(&mutex);
}

void platform_semaphore_counts(void)
{
    REQUIRE(IotSemaphore_Create(&semaphore, 1, 3));
    EXPECT_EQUAL(IotSemaphore_GetCount(&semaphore), 1);
    for (unsigned i = 0; i < 4; i++) {
        IotSemaphore_Post(&semaphore); /* the last two change nothing */
    }
    EXPECT_EQUAL(IotSemaphore_GetCount(&semaphore), 3);
    IotSemaphore_Wait(&semaphore);
    EXPECT_EQUAL(IotSemaphore_GetCount(&semaphore), 2);
    EXPECT(IotSemaphore_TryWait(&semaphore));
    EXPECT(IotSemaphore_TimedWait(&semaphore, 0));
    EXPECT(!IotSemaphore_TryWait(&semaphore));
    EXPECT_EQUAL(IotSemaphore_GetCount(&semaphore), 0);
    IotSemaphore_Destroy(&semaphore);
}

void platform_semaphore_arguments(void)
{
    EXPECT(!IotSemaphore_Create(&semaphore, 0, 0));
    EXPECT(!IotSemaphore_Create(&semaphore, 2, 1));
    REQUIRE(IotSemaphore_Create(&semaphore, 1, 1));
    EXPECT_EQUAL(IotSemaphore_GetCount(&semaphore), 1);
    IotSemaphore_Destroy(&semaphore);
}

static void wait_semaphore(void *unused)
{
    (void)unused;
    IotSemaphore_Wait(&semaphore);
    passed = passed + 1;
}

void platform_semaphore_waits(void)
{
    passed = 0;
    REQUIRE(IotSemaphore_Create(&semaphore, 0, 2));
    const bool waits = platform_thread(wait_semaphore, NULL, AT_ONCE);
    const bool both = platform_thread(wait_semaphore, NULL, AT_ONCE);
    vTaskDelay(2);
    EXPECT_EQUAL(passed, 0);
    IotSemaphore_Post(&semaphore);
    EXPECT_EQUAL(passed, waits ? 1 : 0);
    IotSemaphore_Post(&semaphore);
    EXPECT_EQUAL(passed, (waits ? 1 : 0) + (both ? 1 : 0));
    vTaskDelay(2);
    IotSemaphore_Destroy(&semaphore);
}

static void post_after_a_while(void *ms)
{
    IotClock_SleepMs(*(const uint32_t *)ms);
    IotSemaphore_Post(&semaphore);
}

void platform_semaphore_timed_wait(void)
{
    static uint32_t soon_ms = 10;

    REQUIRE(IotSemaphore_Create(&semaphore, 0, 1));
    TickType_t start = xTaskGetTickCount();
    EXPECT(!IotSemaphore_TimedWait(&semaphore, 0));
    EXPECT_WITHIN(xTaskGetTickCount() - start, 0, SLACK_TICKS, "ticks");
    start = xTaskGetTickCount();
    EXPECT(!IotSemaphore_TimedWait(&semaphore, 30));
    EXPECT_WITHIN(xTaskGetTickCount() - start, pdMS_TO_TICKS(30), pdMS_TO_TICKS(30) + SLACK_TICKS,
                  "ticks");
    start = xTaskGetTickCount();
    if (platform_thread(post_after_a_while, &soon_ms, AT_ONCE)) {
        EXPECT(IotSemaphore_TimedWait(&semaphore, 200));
        EXPECT_WITHIN(xTaskGetTickCount() - start, pdMS_TO_TICKS(10),
                      pdMS_TO_TICKS(10) + SLACK_TICKS, "ticks");
    }
    vTaskDelay(2);
    IotSemaphore_Destroy(&semaphore);
}
