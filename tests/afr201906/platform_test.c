/* SPDX-License-Identifier: MIT */
/* Clock, timers, threads, mutexes and semaphores of the platform layer. */
#include <stdlib.h>
#include <string.h>

#include "conformance.h"
#include "platform/iot_clock.h"
#include "platform/iot_threads.h"

#define STACK_BYTES ((configMINIMAL_STACK_SIZE + 256) * sizeof(StackType_t))

static IotMutex_t mutex;
static IotSemaphore_t semaphore;

static void time_goes_on_when_the_tick_count_wraps(void)
{
    const TickType_t wrap = (TickType_t)0 - xTaskGetTickCount(); /* it is near: see the config */
    const uint64_t before = IotClock_GetTimeMs();

    CHECK(wrap > 0 && wrap < 200);
    vTaskDelay(wrap + 10);
    CHECK(xTaskGetTickCount() < 100);
    const uint64_t passed = IotClock_GetTimeMs() - before;
    CHECK(passed >= wrap + 10 && passed < wrap + 20);
}

static void the_time_is_text_too_if_there_is_room(void)
{
    char text[21] = "unchanged";
    size_t length = 77;

    CHECK(!IotClock_GetTimestring(text, 3, &length));
    CHECK(strcmp(text, "unchanged") == 0 && length == 77);
    const uint64_t before = IotClock_GetTimeMs();
    CHECK(IotClock_GetTimestring(text, sizeof text, &length));
    CHECK_EQ(length, strlen(text));
    const uint64_t told = strtoull(text, NULL, 10);
    CHECK(told >= before && told <= IotClock_GetTimeMs());
    CHECK(IotClock_GetTimestring(text, length + 1, &length));
    CHECK(!IotClock_GetTimestring(text, length, &length));
}

static void sleeping_takes_at_least_its_time(void)
{
    const TickType_t from = fresh_tick();

    IotClock_SleepMs(0);
    CHECK_EQ(xTaskGetTickCount() - from, 0);
    IotClock_SleepMs(5);
    CHECK_EQ(xTaskGetTickCount() - from, 5);
}

static void note(void *argument)
{
    event(*(const char *)argument);
}

static void a_timer_expires_once_or_again_and_again(void)
{
    static char once = 'o', again = 'a';
    IotTimer_t single, periodic;

    CHECK(IotClock_TimerCreate(&single, note, &once));
    CHECK(IotClock_TimerCreate(&periodic, note, &again));
    fresh_tick();
    CHECK(IotClock_TimerArm(&single, 7, 0));
    CHECK(IotClock_TimerArm(&periodic, 2, 10));
    vTaskDelay(5);
    CHECK_EVENTS("a"); /* at 2 */
    vTaskDelay(20);
    CHECK_EVENTS("oaa"); /* 7, 12, 22 */
    CHECK(IotClock_TimerArm(&single, 3, 0));
    CHECK(IotClock_TimerArm(&periodic, 5, 0)); /* 30, and no more */
    vTaskDelay(40);
    CHECK_EVENTS("oa");
    CHECK(IotClock_TimerArm(&periodic, 1, 1));
    IotClock_TimerDestroy(&periodic);
    IotClock_TimerDestroy(&single);
    memset(&periodic, 0, sizeof periodic);
    vTaskDelay(5);
    CHECK_EVENTS("");
}

static void a_time_beyond_the_tick_count_is_refused(void)
{
    IotTimer_t timer;

    CHECK(IotClock_TimerCreate(&timer, note, NULL));
    if (sizeof(TickType_t) < 8) {
        CHECK(!IotClock_TimerArm(&timer, UINT32_MAX, 0));
        CHECK(!IotClock_TimerArm(&timer, 1, UINT32_MAX));
    }
    IotClock_TimerDestroy(&timer);
    settle();
}

static void thread(void *argument)
{
    event(*(const char *)argument);
}

static void a_thread_runs_and_is_gone(void)
{
    static char letter = 't';

    CHECK(!Iot_CreateDetachedThread(NULL, NULL, P_HIGH, STACK_BYTES));
    CHECK(!Iot_CreateDetachedThread(thread, NULL, -1, STACK_BYTES));
    CHECK(!Iot_CreateDetachedThread(thread, NULL, configMAX_PRIORITIES, STACK_BYTES));
    CHECK(!Iot_CreateDetachedThread(thread, NULL, P_HIGH, 8));
    CHECK(!Iot_CreateDetachedThread(thread, NULL, P_HIGH, configTOTAL_HEAP_SIZE));
    CHECK_EVENTS("");
    CHECK(Iot_CreateDetachedThread(thread, &letter, P_HIGH, STACK_BYTES));
    CHECK_EVENTS("t");
    letter = 'u';
    CHECK(Iot_CreateDetachedThread(thread, &letter, P_LOW, STACK_BYTES));
    CHECK_EVENTS("");
    settle();
    CHECK_EVENTS("u"); /* the idle task frees it: the harness looks at the heap */
}

static void lock_and_unlock(void *arg)
{
    (void)arg;
    event(IotMutex_TryLock(&mutex) ? '!' : 'n');
    IotMutex_Lock(&mutex);
    event('l');
    IotMutex_Unlock(&mutex);
    park();
}

static void a_mutex_keeps_others_out(void)
{
    for (int recursive = 0; recursive < 2; recursive++) {
        CHECK(IotMutex_Create(&mutex, recursive));
        IotMutex_Lock(&mutex);
        CHECK_EQ(IotMutex_TryLock(&mutex), recursive);
        const TaskHandle_t other = spawn(lock_and_unlock, P_HIGH, NULL);
        CHECK_EVENTS("n");
        if (recursive) {
            IotMutex_Unlock(&mutex);
            CHECK_EVENTS("");
        }
        IotMutex_Unlock(&mutex);
        CHECK_EVENTS("l");
        CHECK(IotMutex_TryLock(&mutex));
        IotMutex_Unlock(&mutex);
        reap_one(other);
        IotMutex_Destroy(&mutex);
    }
}

static void wait_twice(void *arg)
{
    (void)arg;
    IotSemaphore_Wait(&semaphore);
    event('1');
    IotSemaphore_Wait(&semaphore);
    event('2');
    park();
}

static void a_semaphore_counts(void)
{
    CHECK(!IotSemaphore_Create(&semaphore, 0, 0));
    CHECK(!IotSemaphore_Create(&semaphore, 3, 2));
    CHECK(IotSemaphore_Create(&semaphore, 1, 2));
    CHECK_EQ(IotSemaphore_GetCount(&semaphore), 1);
    (void)spawn(wait_twice, P_HIGH, NULL);
    CHECK_EVENTS("1");
    IotSemaphore_Post(&semaphore);
    CHECK_EVENTS("2");
    CHECK(!IotSemaphore_TryWait(&semaphore));
    for (int i = 0; i < 3; i++) {
        IotSemaphore_Post(&semaphore);
    }
    CHECK_EQ(IotSemaphore_GetCount(&semaphore), 2);
    CHECK(IotSemaphore_TryWait(&semaphore));
    CHECK(IotSemaphore_TimedWait(&semaphore, 0));
    const TickType_t from = fresh_tick();
    CHECK(!IotSemaphore_TimedWait(&semaphore, 4));
    CHECK_EQ(xTaskGetTickCount() - from, 4);
    IotSemaphore_Destroy(&semaphore);
}

CONFORMANCE_MAIN("afr201906.platform", TEST(time_goes_on_when_the_tick_count_wraps),
                 TEST(the_time_is_text_too_if_there_is_room),
                 TEST(sleeping_takes_at_least_its_time),
                 TEST(a_timer_expires_once_or_again_and_again),
                 TEST(a_time_beyond_the_tick_count_is_refused), TEST(a_thread_runs_and_is_gone),
                 TEST(a_mutex_keeps_others_out), TEST(a_semaphore_counts))
