/* SPDX-License-Identifier: MIT */
/* Thread flags.
 * Fails on a layer that clears what nobody waited for, or tells the flags after clearing. */
#include "os_test.h"

struct want {
    uint32_t flags;
    uint32_t options;
    uint32_t timeout;
    uint32_t result;
};

static void wait_as_told(void *arg)
{
    struct want *want = arg;
    want->result = osThreadFlagsWait(want->flags, want->options, want->timeout);
    event('w');
    (void)osThreadFlagsWait(0x40000000U, 0, osWaitForever);
}

static osThreadId_t waiter(struct want *want)
{
    want->result = 0xdeadU;
    return thread(wait_as_told, HIGH, want);
}

static void flags_are_set_and_cleared(void)
{
    osThreadId_t id = osThreadGetId();

    CHECK_EQ(osThreadFlagsGet(), 0);
    CHECK_EQ(osThreadFlagsSet(id, 5), 5);
    CHECK_EQ(osThreadFlagsSet(id, 2), 7);
    CHECK_EQ(osThreadFlagsGet(), 7);
    CHECK_EQ(osThreadFlagsClear(1), 7);
    CHECK_EQ(osThreadFlagsClear(6), 6);
    CHECK_EQ(osThreadFlagsGet(), 0);
}

static void bit_31_is_no_flag(void)
{
    CHECK_EQ(osThreadFlagsSet(osThreadGetId(), 0x80000000U), osFlagsErrorParameter);
    CHECK_EQ(osThreadFlagsClear(0x80000001U), osFlagsErrorParameter);
    CHECK_EQ(osThreadFlagsWait(0x80000001U, 0, 0), osFlagsErrorParameter);
    CHECK_EQ(osThreadFlagsGet(), 0);
}

static void no_thread_has_no_flags(void)
{
    CHECK_EQ(osThreadFlagsSet(NULL, 1), osFlagsErrorParameter);
    CHECK_EQ(osThreadFlagsSet(xTaskGetIdleTaskHandle(), 1), osFlagsErrorParameter);
}

static void all_31_flags_work(void)
{
    osThreadId_t id = osThreadGetId();

    for (uint32_t bit = 0; bit < 31; bit++) {
        CHECK_EQ(osThreadFlagsSet(id, 1U << bit), 1U << bit);
        CHECK_EQ(osThreadFlagsWait(1U << bit, osFlagsWaitAny, 0), 1U << bit);
    }
    CHECK_EQ(osThreadFlagsGet(), 0);
}

static void what_is_there_is_not_waited_for(void)
{
    (void)osThreadFlagsSet(osThreadGetId(), 7);
    CHECK_EQ(osThreadFlagsWait(3, osFlagsWaitAll, osWaitForever), 7);
    CHECK_EQ(osThreadFlagsClear(4), 4);
}

static void no_clear_leaves_the_flags(void)
{
    (void)osThreadFlagsSet(osThreadGetId(), 6);
    CHECK_EQ(osThreadFlagsWait(2, osFlagsNoClear, 0), 6);
    CHECK_EQ(osThreadFlagsWait(6, osFlagsWaitAll | osFlagsNoClear, 0), 6);
    CHECK_EQ(osThreadFlagsClear(6), 6);
}

static void without_a_timeout_nothing_is_waited_for(void)
{
    CHECK_EQ(osThreadFlagsWait(1, osFlagsWaitAny, 0), osFlagsErrorResource);
    (void)osThreadFlagsSet(osThreadGetId(), 1);
    CHECK_EQ(osThreadFlagsWait(3, osFlagsWaitAll, 0), osFlagsErrorResource);
    CHECK_EQ(osThreadFlagsClear(1), 1);
}

static void a_wait_ends_after_its_ticks(void)
{
    uint32_t from = fresh_tick();
    CHECK_EQ(osThreadFlagsWait(1, osFlagsWaitAny, 5), osFlagsErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 5);
}

static void any_flag_ends_a_wait_for_any(void)
{
    struct want want = {.flags = 6, .options = osFlagsWaitAny, .timeout = osWaitForever};
    osThreadId_t id = waiter(&want);

    CHECK_EQ(osThreadFlagsSet(id, 1), 1);
    CHECK_EVENTS("");
    CHECK_EQ(osThreadFlagsSet(id, 4), 5);
    CHECK_EVENTS("w");
    CHECK_EQ(want.result, 5);
    CHECK_EQ(osThreadFlagsSet(id, 8), 9); /* 4 was cleared, 1 was not */
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void only_all_flags_end_a_wait_for_all(void)
{
    struct want want = {.flags = 6, .options = osFlagsWaitAll, .timeout = osWaitForever};
    osThreadId_t id = waiter(&want);

    (void)osThreadFlagsSet(id, 4);
    CHECK_EVENTS("");
    CHECK_EQ(osThreadFlagsSet(id, 3), 7);
    CHECK_EVENTS("w");
    CHECK_EQ(want.result, 7);
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void a_flag_that_is_set_before_the_timeout_counts(void)
{
    struct want want = {.flags = 1, .options = osFlagsWaitAny, .timeout = 10};
    osThreadId_t id = waiter(&want);

    (void)osDelay(3);
    (void)osThreadFlagsSet(id, 1);
    CHECK_EQ(want.result, 1);
    (void)osDelay(20);
    CHECK_EVENTS("w");
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void a_resumed_wait_has_timed_out(void)
{
    struct want want = {.flags = 1, .options = osFlagsWaitAny, .timeout = osWaitForever};
    osThreadId_t id = waiter(&want);

    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(want.result, osFlagsErrorTimeout);
    CHECK_EVENTS("w");
    CHECK_EQ(osThreadFlagsSet(id, 1), 1); /* nobody waits for it any more */
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void a_task_suspended_by_the_kernels_api_goes_on_waiting(void)
{
    struct want want = {.flags = 1, .options = osFlagsWaitAny, .timeout = osWaitForever};
    osThreadId_t id = waiter(&want);

    vTaskSuspend((TaskHandle_t)id);
    vTaskResume((TaskHandle_t)id);
    CHECK_EVENTS("");
    (void)osThreadFlagsSet(id, 1);
    CHECK_EVENTS("w");
    CHECK_EQ(want.result, 1);
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void a_wait_under_a_lock_fails_at_once(void)
{
    (void)osKernelLock();
    CHECK_EQ(osThreadFlagsWait(1, osFlagsWaitAny, 5), osFlagsErrorResource);
    (void)osKernelUnlock();
}

static void a_lesser_thread_is_told_and_runs_later(void)
{
    struct want want = {.flags = 1, .options = osFlagsWaitAny, .timeout = osWaitForever};
    osThreadId_t id = thread(wait_as_told, LOW, &want);

    settle();
    CHECK_EQ(osThreadFlagsSet(id, 1), 1);
    CHECK_EQ(osThreadGetState(id), osThreadReady);
    CHECK_EVENTS("");
    settle();
    CHECK_EVENTS("w");
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void task_without_flags(void *arg)
{
    (void)arg;
    event(osThreadFlagsClear(1) == osFlagsErrorUnknown ? 'c' : '?');
    event(osThreadFlagsWait(1, 0, 0) == osFlagsErrorUnknown ? 'w' : '?');
    event(osThreadFlagsGet() == 0 ? 'g' : '?');
    park();
}

static void a_task_of_the_kernels_api_has_no_flags(void)
{
    (void)spawn(task_without_flags, P_HIGH, NULL);
    CHECK_EVENTS("cwg");
}

static osThreadId_t subject;

static void handler(void)
{
    results[0] = (int32_t)osThreadFlagsSet(subject, 1);
    results[1] = (int32_t)osThreadFlagsClear(1);
    results[2] = (int32_t)osThreadFlagsGet();
    results[3] = (int32_t)osThreadFlagsWait(1, 0, 0);
    event('i');
}

static void an_isr_sets_flags_and_nothing_else(void)
{
    struct want want = {.flags = 1, .options = osFlagsWaitAny, .timeout = osWaitForever};

    subject = waiter(&want);
    in_isr(handler);
    CHECK_EQ(results[0], 1);
    CHECK_EQ((uint32_t)results[1], osFlagsErrorISR);
    CHECK_EQ(results[2], 0);
    CHECK_EQ((uint32_t)results[3], osFlagsErrorISR);
    CHECK_EVENTS("iw");
    CHECK_EQ(want.result, 1);
    CHECK_EQ(osThreadTerminate(subject), osOK);
}

CONFORMANCE_MAIN(
    "os_thread_flags", TEST(flags_are_set_and_cleared), TEST(bit_31_is_no_flag),
    TEST(no_thread_has_no_flags), TEST(all_31_flags_work), TEST(what_is_there_is_not_waited_for),
    TEST(no_clear_leaves_the_flags), TEST(without_a_timeout_nothing_is_waited_for),
    TEST(a_wait_ends_after_its_ticks), TEST(any_flag_ends_a_wait_for_any),
    TEST(only_all_flags_end_a_wait_for_all), TEST(a_flag_that_is_set_before_the_timeout_counts),
    TEST(a_resumed_wait_has_timed_out), TEST(a_task_suspended_by_the_kernels_api_goes_on_waiting),
    TEST(a_wait_under_a_lock_fails_at_once), TEST(a_lesser_thread_is_told_and_runs_later),
    TEST(a_task_of_the_kernels_api_has_no_flags), TEST(an_isr_sets_flags_and_nothing_else))
