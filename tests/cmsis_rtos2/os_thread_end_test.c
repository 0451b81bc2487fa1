/* SPDX-License-Identifier: MIT */
/* How threads end: by returning, exit, terminate; detached or joined.
 * Fails on a layer that frees a thread twice, or before it was joined, or lets two join it. */
#include "os_test.h"

static void note(void *arg)
{
    event(*(const char *)arg);
}

static void wait_for_ever(void *arg)
{
    (void)arg;
    (void)osDelay(osWaitForever);
}

static void exit_early(void *arg)
{
    (void)arg;
    event('1');
    osThreadExit();
}

static void returning_ends_a_thread(void)
{
    uint32_t before = osThreadGetCount();

    (void)thread(note, HIGH, (void *)"r");
    settle();
    CHECK_EVENTS("r");
    CHECK_EQ(osThreadGetCount(), before);
}

static void exit_ends_a_thread(void)
{
    uint32_t before = osThreadGetCount();

    (void)thread(exit_early, HIGH, NULL);
    settle();
    CHECK_EVENTS("1");
    CHECK_EQ(osThreadGetCount(), before);
}

static void exit_under_a_lock(void *arg)
{
    (void)arg;
    (void)osKernelLock();
    osThreadExit();
}

static void a_lock_ends_with_its_thread(void)
{
    (void)thread(exit_under_a_lock, HIGH, NULL);
    CHECK_EQ(osKernelGetState(), osKernelRunning);
}

static void a_thread_is_terminated_in_each_state(void)
{
    osThreadId_t ready = thread(note, LOW, (void *)"x");
    osThreadId_t blocked = thread(wait_for_ever, HIGH, NULL);
    osThreadId_t suspended = thread(wait_for_ever, HIGH, NULL);

    (void)osThreadSuspend(suspended);
    CHECK_EQ(osThreadTerminate(ready), osOK);
    CHECK_EQ(osThreadTerminate(blocked), osOK);
    CHECK_EQ(osThreadTerminate(suspended), osOK);
    settle();
    CHECK_EVENTS("");
}

static void terminate_myself(void *arg)
{
    (void)arg;
    event('1');
    (void)osThreadTerminate(osThreadGetId());
    event('2');
}

static void a_thread_terminates_itself(void)
{
    (void)thread(terminate_myself, HIGH, NULL);
    CHECK_EVENTS("1");
}

static void terminating_nothing_is_refused(void)
{
    CHECK_EQ(osThreadTerminate(NULL), osErrorParameter);
    (void)osKernelLock();
    CHECK_EQ(osThreadTerminate(osThreadGetId()), osErrorResource);
    (void)osKernelUnlock();
}

static void an_ended_thread_is_terminated_until_it_is_joined(void)
{
    uint32_t before = osThreadGetCount();
    osThreadId_t id = joinable(note, HIGH, (void *)"j");

    CHECK_EVENTS("j");
    CHECK_EQ(osThreadGetState(id), osThreadTerminated);
    CHECK_EQ(osThreadGetCount(), before);
    CHECK_EQ(osThreadGetPriority(id), osPriorityError);
    CHECK_EQ(osThreadSetPriority(id, LOW), osErrorResource);
    CHECK_EQ(osThreadSuspend(id), osErrorResource);
    CHECK_EQ(osThreadResume(id), osErrorResource);
    CHECK_EQ(osThreadTerminate(id), osErrorResource);
    CHECK_EQ(osThreadFlagsSet(id, 1), osFlagsErrorResource);
    CHECK_EQ(osThreadJoin(id), osOK);
}

static void joining_waits_for_the_end(void)
{
    osThreadId_t id = joinable(note, LOW, (void *)"l");

    CHECK_EQ(osThreadJoin(id), osOK);
    event('c');
    CHECK_EVENTS("lc");
}

static void a_terminated_thread_is_joined(void)
{
    osThreadId_t id = joinable(wait_for_ever, HIGH, NULL);

    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK_EQ(osThreadGetState(id), osThreadTerminated);
    CHECK_EQ(osThreadJoin(id), osOK);
}

static void memory_of_a_joined_thread_is_free(void)
{
    const osThreadAttr_t attr = {.attr_bits = osThreadJoinable,
                                 .cb_mem = memory,
                                 .cb_size = sizeof memory,
                                 .stack_mem = more_memory,
                                 .stack_size = sizeof more_memory,
                                 .priority = LOW};
    for (int i = 0; i < 3; i++) {
        osThreadId_t id = osThreadNew(note, (void *)"m", &attr);
        CHECK_EQ(osThreadJoin(id), osOK);
        for (size_t at = 0; at < sizeof more_memory / 8U; at++) {
            more_memory[at] = UINT64_MAX;
        }
        memory[0] = UINT64_MAX;
    }
    CHECK_EVENTS("mmm");
}

static void a_detached_thread_is_not_joined(void)
{
    osThreadId_t id = thread(wait_for_ever, LOW, NULL);

    CHECK_EQ(osThreadJoin(id), osErrorResource);
    CHECK_EQ(osThreadDetach(id), osErrorResource);
    CHECK_EQ(osThreadJoin(NULL), osErrorParameter);
    CHECK_EQ(osThreadDetach(NULL), osErrorParameter);
    CHECK_EQ(osThreadJoin(osThreadGetId()), osErrorResource);
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void detaching_a_living_thread_lets_it_end_alone(void)
{
    osThreadId_t id = joinable(note, LOW, (void *)"d");

    CHECK_EQ(osThreadDetach(id), osOK);
    CHECK_EQ(osThreadJoin(id), osErrorResource);
    settle();
    CHECK_EVENTS("d");
}

static void detaching_an_ended_thread_frees_it(void)
{
    osThreadId_t id = joinable(note, HIGH, (void *)"d");

    CHECK_EQ(osThreadGetState(id), osThreadTerminated);
    CHECK_EQ(osThreadDetach(id), osOK);
}

static void join_it(void *id)
{
    event(osThreadJoin(id) == osOK ? 'j' : 'e');
}

static void detaching_ends_a_join(void)
{
    osThreadId_t id = joinable(wait_for_ever, LOW, NULL);

    (void)thread(join_it, HIGH, id);
    CHECK_EVENTS("");
    CHECK_EQ(osThreadDetach(id), osOK);
    CHECK_EVENTS("e");
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void one_thread_joins_and_no_other(void)
{
    osThreadId_t id = joinable(wait_for_ever, LOW, NULL);

    (void)thread(join_it, HIGH, id);
    CHECK_EQ(osThreadJoin(id), osErrorResource);
    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK_EVENTS("j");
}

static void a_resumed_join_fails(void)
{
    osThreadId_t id = joinable(wait_for_ever, LOW, NULL);
    osThreadId_t joiner = thread(join_it, HIGH, id);

    CHECK_EQ(osThreadResume(joiner), osOK);
    CHECK_EVENTS("e");
    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK_EQ(osThreadJoin(id), osOK);
}

static void a_join_under_a_lock_fails_at_once(void)
{
    osThreadId_t id = joinable(wait_for_ever, LOW, NULL);

    (void)osKernelLock();
    CHECK_EQ(osThreadJoin(id), osErrorResource);
    (void)osKernelUnlock();
    CHECK_EQ(osThreadTerminate(id), osOK);
    CHECK_EQ(osThreadJoin(id), osOK);
}

static void a_joined_thread_may_join_another(void *id)
{
    event('1');
    event(osThreadJoin(id) == osOK ? '2' : '?');
}

static void joins_form_a_chain(void)
{
    osThreadId_t first = joinable(wait_for_ever, HIGH, NULL);
    osThreadId_t second = joinable(a_joined_thread_may_join_another, HIGH, first);

    CHECK_EVENTS("1");
    CHECK_EQ(osThreadTerminate(first), osOK);
    CHECK_EVENTS("2");
    CHECK_EQ(osThreadJoin(second), osOK);
}

static void many_threads_come_and_go(void)
{
    for (int i = 0; i < 50; i++) {
        osThreadId_t id = joinable(note, i % 2 == 0 ? HIGH : LOW, (void *)"x");
        CHECK_EQ(osThreadJoin(id), osOK);
        events_clear();
    }
}

CONFORMANCE_MAIN("os_thread_end", TEST(returning_ends_a_thread), TEST(exit_ends_a_thread),
                 TEST(a_lock_ends_with_its_thread), TEST(a_thread_is_terminated_in_each_state),
                 TEST(a_thread_terminates_itself), TEST(terminating_nothing_is_refused),
                 TEST(an_ended_thread_is_terminated_until_it_is_joined),
                 TEST(joining_waits_for_the_end), TEST(a_terminated_thread_is_joined),
                 TEST(memory_of_a_joined_thread_is_free), TEST(a_detached_thread_is_not_joined),
                 TEST(detaching_a_living_thread_lets_it_end_alone),
                 TEST(detaching_an_ended_thread_frees_it), TEST(detaching_ends_a_join),
                 TEST(one_thread_joins_and_no_other), TEST(a_resumed_join_fails),
                 TEST(a_join_under_a_lock_fails_at_once), TEST(joins_form_a_chain),
                 TEST(many_threads_come_and_go))
