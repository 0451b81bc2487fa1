/* SPDX-License-Identifier: MIT */
/* Kernel information and control, and the generic waits.
 * Fails on a layer whose locks nest or that forgets who locked, that waits a tick too little, or
 * that loses the ticks of a sleep. */
#include "os_test.h"

#include <string.h>

static osKernelState_t state_before, state_ready;
static osStatus_t start_before, second_initialize;
static int32_t lock_before;

void conformance_before_scheduler(void)
{
    osVersion_t version;

    state_before = osKernelGetState();
    start_before = osKernelStart();
    CHECK_EQ(osKernelGetInfo(&version, NULL, 0), osOK);
    CHECK_EQ(osKernelInitialize(), osOK);
    state_ready = osKernelGetState();
    second_initialize = osKernelInitialize();
    lock_before = osKernelLock();
    CHECK_EQ(osDelay(1), osError);
    CHECK_EQ(osKernelSuspend(), 0);
    CHECK(osThreadGetId() == NULL);
    CHECK_EQ(osThreadYield(), osError);
}

static void states_before_the_start_are_told(void)
{
    CHECK_EQ(state_before, osKernelInactive);
    CHECK_EQ(start_before, osError);
    CHECK_EQ(state_ready, osKernelReady);
    CHECK_EQ(second_initialize, osOK);
    CHECK_EQ(lock_before, osError);
}

static void a_running_kernel_is_not_initialized_or_started_again(void)
{
    CHECK_EQ(osKernelInitialize(), osError);
    CHECK_EQ(osKernelStart(), osError);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
}

static void info_tells_versions_and_a_name(void)
{
    osVersion_t version = {0, 0};
    char name[40];

    CHECK_EQ(osKernelGetInfo(&version, name, sizeof name), osOK);
    CHECK_EQ(version.api, 20010003);
    CHECK_EQ(version.kernel / 10000000U, tskKERNEL_VERSION_MAJOR);
    CHECK_EQ(version.kernel / 10000U % 1000U, tskKERNEL_VERSION_MINOR);
    CHECK(strncmp(name, "Dunlin ", 7) == 0);
}

static void info_cuts_the_name_where_the_buffer_ends(void)
{
    char name[8] = {0, 0, 0, 0, 0, 'x', 'y', 'z'};

    CHECK_EQ(osKernelGetInfo(NULL, name, 5), osOK);
    CHECK(strcmp(name, "Dunl") == 0);
    CHECK(name[5] == 'x');
    CHECK_EQ(osKernelGetInfo(NULL, name, 0), osOK);
    CHECK(strcmp(name, "Dunl") == 0);
    CHECK_EQ(osKernelGetInfo(NULL, NULL, 10), osOK);
}

static void a_lock_tells_what_was(void)
{
    CHECK_EQ(osKernelLock(), 0);
    CHECK_EQ(osKernelGetState(), osKernelLocked);
    CHECK_EQ(osKernelLock(), 1);
    CHECK_EQ(osKernelUnlock(), 1);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
    CHECK_EQ(osKernelUnlock(), 0);
}

static void a_lock_is_restored(void)
{
    int32_t outer = osKernelLock();
    int32_t inner = osKernelUnlock();

    CHECK_EQ(osKernelRestoreLock(inner), 1);
    CHECK_EQ(osKernelGetState(), osKernelLocked);
    CHECK_EQ(osKernelRestoreLock(outer), 0);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
}

static void a_wrong_lock_is_refused(void)
{
    CHECK_EQ(osKernelRestoreLock(7), osError);
    CHECK_EQ(osKernelRestoreLock(osErrorISR), osErrorISR);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
}

static void note(void *arg)
{
    event(*(const char *)arg);
}

static void nobody_else_runs_while_locked(void)
{
    CHECK_EQ(osKernelLock(), 0);
    (void)thread(note, HIGH, (void *)"h");
    event('c');
    CHECK_EQ(osKernelUnlock(), 1);
    CHECK_EVENTS("ch");
}

static void a_wait_while_locked_fails_at_once(void)
{
    uint32_t before = osKernelGetTickCount();

    (void)osKernelLock();
    CHECK_EQ(osDelay(5), osError);
    CHECK_EQ(osDelayUntil(before + 20), osError);
    CHECK_EQ(osThreadYield(), osOK);
    CHECK_EQ(osThreadSuspend(osThreadGetId()), osErrorResource);
    (void)osKernelUnlock();
    CHECK(osKernelGetTickCount() - before < 5);
}

static void sleep_for(void *ticks)
{
    (void)osDelay((uint32_t)(uintptr_t)ticks);
}

static void suspend_tells_the_ticks_to_what_is_due(void)
{
    osThreadId_t sleeper;
    uint32_t before = fresh_tick();

    sleeper = thread(sleep_for, LOW, (void *)(uintptr_t)20);
    CHECK_EQ(osDelay(1), osOK);
    CHECK_EQ(osKernelGetTickCount() - before, 1);
    uint32_t due = osKernelSuspend();
    CHECK_EQ(osKernelGetState(), osKernelSuspended);
    CHECK(due >= 18 && due <= 20);
    CHECK_EQ(osKernelSuspend(), 0);
    CHECK_EQ(osKernelLock(), osError);
    osKernelResume(0);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
    CHECK_EQ(osThreadTerminate(sleeper), osOK);
}

static void resume_makes_up_for_the_ticks_of_a_sleep(void)
{
    uint32_t before = fresh_tick();

    (void)osKernelSuspend();
    osKernelResume(100);
    uint32_t passed = osKernelGetTickCount() - before;
    CHECK(passed >= 100 && passed <= 101);
}

static void resume_counts_no_tick_twice(void)
{
    uint32_t before = fresh_tick();

    (void)osKernelSuspend();
    burn_ticks(5);
    osKernelResume(8);
    uint32_t passed = osKernelGetTickCount() - before;
    CHECK(passed >= 8 && passed <= 9);
    osKernelResume(50);
    CHECK(osKernelGetTickCount() - before <= 10);
}

static void a_sleeper_that_is_due_after_a_sleep_runs(void)
{
    (void)fresh_tick();
    osThreadId_t id = joinable(sleep_for, HIGH, (void *)(uintptr_t)50);
    (void)osKernelSuspend();
    osKernelResume(60);
    CHECK_EQ(osThreadGetState(id), osThreadTerminated);
    CHECK_EQ(osThreadJoin(id), osOK);
}

static void the_tick_frequency_is_the_configuration(void)
{
    CHECK_EQ(osKernelGetTickFreq(), (uint32_t)configTICK_RATE_HZ);
}

static void the_system_timer_goes_with_the_ticks(void)
{
    (void)fresh_tick();
    uint32_t from = osKernelGetSysTimerCount();
    uint32_t frequency = osKernelGetSysTimerFreq();
    burn_ticks(20); /* an emulator's clocks may disagree about a sleep */
    uint32_t counted = osKernelGetSysTimerCount() - from;
    uint32_t want = frequency / osKernelGetTickFreq() * 20U;
    CHECK(frequency >= osKernelGetTickFreq());
    CHECK(counted > want / 10U * 9U);
    CHECK(counted < want / 10U * 11U);
}

static void a_delay_ends_with_its_tick(void)
{
    for (uint32_t ticks = 1; ticks <= 10; ticks++) {
        uint32_t from = fresh_tick();
        CHECK_EQ(osDelay(ticks), osOK);
        CHECK_EQ(osKernelGetTickCount() - from, ticks);
    }
}

static void a_delay_of_nothing_is_refused(void)
{
    CHECK_EQ(osDelay(0), osErrorParameter);
}

static void a_delay_until_ends_at_its_tick(void)
{
    uint32_t from = fresh_tick();

    CHECK_EQ(osDelayUntil(from + 7), osOK);
    CHECK_EQ(osKernelGetTickCount() - from, 7);
    CHECK_EQ(osDelayUntil(from + 8), osOK);
    CHECK_EQ(osKernelGetTickCount() - from, 8);
}

static void a_delay_until_what_is_past_or_far_is_refused(void)
{
    uint32_t now = fresh_tick();

    CHECK_EQ(osDelayUntil(now), osErrorParameter);
    CHECK_EQ(osDelayUntil(now - 1), osErrorParameter);
    CHECK_EQ(osDelayUntil(now + 0x80000001U), osErrorParameter);
}

static void handler(void)
{
    osVersion_t version;
    volatile int32_t *at = results;

    *at++ = osKernelInitialize();
    *at++ = osKernelStart();
    *at++ = osKernelLock();
    *at++ = osKernelUnlock();
    *at++ = osKernelRestoreLock(0);
    *at++ = (int32_t)osKernelSuspend();
    osKernelResume(1000);
    *at++ = osDelay(1);
    *at++ = osDelayUntil(osKernelGetTickCount() + 1);
    *at++ = osKernelGetInfo(&version, NULL, 0);
    *at++ = (int32_t)osKernelGetState();
    *at++ = (int32_t)osKernelGetTickFreq();
}

static void an_isr_may_ask_and_nothing_else(void)
{
    uint32_t before = osKernelGetTickCount();

    in_isr(handler);
    for (int i = 0; i < 5; i++) {
        CHECK_EQ(results[i], osErrorISR);
    }
    CHECK_EQ(results[5], 0);
    CHECK_EQ(results[6], osErrorISR);
    CHECK_EQ(results[7], osErrorISR);
    CHECK_EQ(results[8], osOK);
    CHECK_EQ(results[9], osKernelRunning);
    CHECK_EQ(results[10], (int32_t)configTICK_RATE_HZ);
    CHECK(osKernelGetTickCount() - before < 100);
}

static void a_thread_that_masks_counts_as_an_isr(void)
{
    taskENTER_CRITICAL();
    osStatus_t status = osDelay(1);
    int32_t locked = osKernelLock();
    taskEXIT_CRITICAL();
    CHECK_EQ(status, osErrorISR);
    CHECK_EQ(locked, osErrorISR);
}

CONFORMANCE_MAIN("os_kernel", TEST(states_before_the_start_are_told),
                 TEST(a_running_kernel_is_not_initialized_or_started_again),
                 TEST(info_tells_versions_and_a_name),
                 TEST(info_cuts_the_name_where_the_buffer_ends), TEST(a_lock_tells_what_was),
                 TEST(a_lock_is_restored), TEST(a_wrong_lock_is_refused),
                 TEST(nobody_else_runs_while_locked), TEST(a_wait_while_locked_fails_at_once),
                 TEST(suspend_tells_the_ticks_to_what_is_due),
                 TEST(resume_makes_up_for_the_ticks_of_a_sleep), TEST(resume_counts_no_tick_twice),
                 TEST(a_sleeper_that_is_due_after_a_sleep_runs),
                 TEST(the_tick_frequency_is_the_configuration),
                 TEST(the_system_timer_goes_with_the_ticks), TEST(a_delay_ends_with_its_tick),
                 TEST(a_delay_of_nothing_is_refused), TEST(a_delay_until_ends_at_its_tick),
                 TEST(a_delay_until_what_is_past_or_far_is_refused),
                 TEST(an_isr_may_ask_and_nothing_else), TEST(a_thread_that_masks_counts_as_an_isr))
