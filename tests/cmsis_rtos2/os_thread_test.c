/* SPDX-License-Identifier: MIT */
/* Threads: how they are made, what is told of them, how they are led.
 * Fails on a layer that loses attributes, mixes ready and blocked, or resumes into the old wait. */
#include "os_test.h"

#include <string.h>

static osThreadId_t self;

static void note(void *arg)
{
    event(*(const char *)arg);
}

static void note_and_wait(void *arg)
{
    event(*(const char *)arg);
    (void)osDelay(osWaitForever);
    event('w');
    (void)osDelay(osWaitForever);
}

static void end(osThreadId_t id)
{
    CHECK_EQ(osThreadTerminate(id), osOK);
}

static void a_thread_gets_its_argument(void)
{
    (void)thread(note, HIGH, (void *)"a");
    CHECK_EVENTS("a");
}

static void a_better_thread_runs_before_the_call_returns(void)
{
    (void)thread(note, HIGH, (void *)"h");
    event('c');
    CHECK_EVENTS("hc");
}

static void a_lesser_thread_runs_when_the_caller_waits(void)
{
    (void)thread(note, LOW, (void *)"l");
    event('c');
    (void)osDelay(2);
    CHECK_EVENTS("cl");
}

static void no_function_no_thread(void)
{
    CHECK(osThreadNew(NULL, NULL, NULL) == NULL);
}

static void the_default_priority_is_normal(void)
{
    osThreadId_t id = osThreadNew(note_and_wait, (void *)"d", NULL);

    CHECK(id != NULL);
    CHECK_EVENTS("d");
    CHECK_EQ(osThreadGetPriority(id), osPriorityNormal);
    CHECK(osThreadGetName(id) == NULL);
    CHECK_EQ(osThreadJoin(id), osErrorResource);
    end(id);
}

static void a_name_is_the_one_given(void)
{
    static const char name[] = "a name that is longer than the kernel keeps";
    const osThreadAttr_t attr = {.name = name, .stack_size = STACK_BYTES, .priority = LOW};
    osThreadId_t id = osThreadNew(note, (void *)"n", &attr);

    CHECK(osThreadGetName(id) == name);
    CHECK(strcmp(osThreadGetName(osThreadGetId()), "control") == 0);
    CHECK(osThreadGetName(NULL) == NULL);
    end(id);
}

static void wrong_attributes_make_no_thread(void)
{
    const osThreadAttr_t wrong[] = {
        {.priority = osPriorityISR},
        {.priority = osPriorityError},
        {.attr_bits = osThreadUnprivileged},
        {.attr_bits = 0x100},
        {.cb_mem = memory, .cb_size = OS_THREAD_BYTES - 1U},
        {.cb_mem = (uint8_t *)memory + 1, .cb_size = OS_THREAD_BYTES},
        {.cb_size = OS_THREAD_BYTES},
        {.stack_mem = more_memory},
        {.stack_mem = (uint8_t *)more_memory + 4, .stack_size = STACK_BYTES},
        {.stack_mem = more_memory, .stack_size = OS_STACK_LEAST - 8U},
        {.stack_size = 8},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(osThreadNew(note, (void *)"x", &wrong[i]) == NULL);
    }
    CHECK_EVENTS("");
}

static void memory_of_the_application_is_used(void)
{
    const osThreadAttr_t attr = {.cb_mem = memory,
                                 .cb_size = OS_THREAD_BYTES,
                                 .stack_mem = more_memory,
                                 .stack_size = sizeof more_memory,
                                 .priority = LOW};
    size_t heap = xPortGetFreeHeapSize();
    osThreadId_t id = osThreadNew(note_and_wait, (void *)"s", &attr);

    CHECK((void *)id == (void *)memory);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    CHECK_EQ(osThreadGetStackSize(id), sizeof more_memory);
    (void)osDelay(2);
    CHECK_EVENTS("s");
    end(id);
    id = osThreadNew(note, (void *)"t", &attr);
    (void)osDelay(2);
    CHECK_EVENTS("t");
}

static void half_of_the_memory_may_be_the_applications(void)
{
    const osThreadAttr_t block = {
        .cb_mem = memory, .cb_size = sizeof memory, .stack_size = STACK_BYTES, .priority = HIGH};
    const osThreadAttr_t stack = {
        .stack_mem = more_memory, .stack_size = sizeof more_memory, .priority = HIGH};

    osThreadId_t one = osThreadNew(note_and_wait, (void *)"b", &block);
    osThreadId_t other = osThreadNew(note_and_wait, (void *)"s", &stack);
    CHECK((void *)one == (void *)memory);
    CHECK(other != NULL);
    CHECK_EVENTS("bs");
    end(one);
    end(other);
}

static void without_memory_there_is_no_thread(void)
{
    const osThreadAttr_t own_stack = {.stack_mem = more_memory, .stack_size = sizeof more_memory};
    const osThreadAttr_t own_block = {.cb_mem = memory, .cb_size = sizeof memory};
    void *held = take_whole_heap();

    CHECK(osThreadNew(note, (void *)"x", NULL) == NULL);
    CHECK(osThreadNew(note, (void *)"x", &own_stack) == NULL);
    CHECK(osThreadNew(note, (void *)"x", &own_block) == NULL);
    give_whole_heap(held);
    CHECK_EVENTS("");
}

static void look_at_myself(void *arg)
{
    (void)arg;
    self = osThreadGetId();
    event(osThreadGetState(self) == osThreadRunning ? 'r' : '?');
}

static void a_thread_knows_itself(void)
{
    osThreadId_t id = thread(look_at_myself, HIGH, NULL);
    CHECK(self == id);
    CHECK_EVENTS("r");
}

static void ready_and_blocked_are_told_apart(void)
{
    osThreadId_t id = thread(note_and_wait, LOW, (void *)"l");

    CHECK_EQ(osThreadGetState(id), osThreadReady);
    (void)osDelay(2);
    CHECK_EQ(osThreadGetState(id), osThreadBlocked);
    CHECK_EQ(osThreadGetState(osThreadGetId()), osThreadRunning);
    CHECK_EQ(osThreadGetState(NULL), osThreadError);
    end(id);
}

static void stack_space_shrinks_with_use(void)
{
    osThreadId_t id = thread(note_and_wait, LOW, (void *)"l");
    uint32_t before = osThreadGetStackSpace(id);

    CHECK_EQ(osThreadGetStackSize(id), STACK_BYTES);
    (void)osDelay(2);
    CHECK(osThreadGetStackSpace(id) < before);
    CHECK(osThreadGetStackSpace(id) > 0 && before < STACK_BYTES);
    CHECK_EQ(osThreadGetStackSize(NULL), 0);
    CHECK_EQ(osThreadGetStackSpace(NULL), 0);
    end(id);
}

static void a_priority_is_set_and_told(void)
{
    osThreadId_t id = thread(note_and_wait, LOW, (void *)"l");

    for (int level = osPriorityIdle; level < CONTROL; level++) {
        CHECK_EQ(osThreadSetPriority(id, (osPriority_t)level), osOK);
        CHECK_EQ(osThreadGetPriority(id), level);
    }
    CHECK_EVENTS("");
    CHECK_EQ(osThreadSetPriority(id, HIGH), osOK);
    CHECK_EVENTS("l");
    for (int level = osPriorityIdle; level < osPriorityISR; level++) {
        CHECK_EQ(osThreadSetPriority(id, (osPriority_t)level), osOK);
        CHECK_EQ(uxTaskPriorityGet((TaskHandle_t)id), level);
    }
    end(id);
}

static void a_wrong_priority_or_thread_is_refused(void)
{
    osThreadId_t id = osThreadGetId();

    CHECK_EQ(osThreadSetPriority(NULL, LOW), osErrorParameter);
    CHECK_EQ(osThreadSetPriority(id, osPriorityNone), osErrorParameter);
    CHECK_EQ(osThreadSetPriority(id, osPriorityISR), osErrorParameter);
    CHECK_EQ(osThreadSetPriority(id, osPriorityError), osErrorParameter);
    CHECK_EQ(osThreadGetPriority(NULL), osPriorityError);
    CHECK_EQ(osThreadGetPriority(id), CONTROL);
}

static void no_call_takes(osThreadId_t id)
{
    CHECK(osThreadGetName(id) == NULL);
    CHECK_EQ(osThreadGetState(id), osThreadError);
    CHECK_EQ(osThreadGetStackSize(id), 0);
    CHECK_EQ(osThreadGetStackSpace(id), 0);
    CHECK_EQ(osThreadSetPriority(id, LOW), osErrorParameter);
    CHECK_EQ(osThreadGetPriority(id), osPriorityError);
    CHECK_EQ(osThreadSuspend(id), osErrorParameter);
    CHECK_EQ(osThreadResume(id), osErrorParameter);
    CHECK_EQ(osThreadDetach(id), osErrorParameter);
    CHECK_EQ(osThreadJoin(id), osErrorParameter);
    CHECK_EQ(osThreadTerminate(id), osErrorParameter);
    CHECK_EQ(osThreadFlagsSet(id, 1), osFlagsErrorParameter);
}

static void what_is_no_thread_any_more_is_refused(void)
{
    osThreadAttr_t attr = {.cb_mem = memory,
                           .cb_size = sizeof memory,
                           .stack_mem = more_memory,
                           .stack_size = sizeof more_memory,
                           .priority = HIGH};

    osThreadId_t id = osThreadNew(note_and_wait, (void *)"d", &attr);
    end(id);
    no_call_takes(id);

    attr.attr_bits = osThreadJoinable;
    id = osThreadNew(note, (void *)"j", &attr);
    CHECK_EQ(osThreadGetState(id), osThreadTerminated);
    CHECK_EQ(osThreadSuspend(id), osErrorResource);
    CHECK_EQ(osThreadJoin(id), osOK);
    no_call_takes(id);
    CHECK_EVENTS("dj");
}

static void what_is_no_thread_is_refused(void)
{
    const osSemaphoreAttr_t attr = {.cb_mem = memory, .cb_size = sizeof memory};
    osSemaphoreId_t semaphore = osSemaphoreNew(1, 0, &attr);

    no_call_takes((osThreadId_t)(void *)semaphore);
    CHECK_EQ(osSemaphoreDelete(semaphore), osOK);
}

static void yield_twice(void *arg)
{
    for (int i = 0; i < 2; i++) {
        event(*(const char *)arg);
        (void)osThreadYield();
    }
}

static void equals_take_turns_by_yielding(void)
{
    (void)osKernelLock();
    (void)thread(yield_twice, HIGH, (void *)"a");
    (void)thread(yield_twice, HIGH, (void *)"b");
    (void)osKernelUnlock();
    CHECK_EVENTS("abab");
    CHECK_EQ(osThreadYield(), osOK);
}

static void a_suspended_thread_does_not_run(void)
{
    osThreadId_t id = thread(note, LOW, (void *)"l");

    CHECK_EQ(osThreadSuspend(id), osOK);
    CHECK_EQ(osThreadGetState(id), osThreadBlocked);
    (void)osDelay(3);
    CHECK_EVENTS("");
    CHECK_EQ(osThreadResume(id), osOK);
    (void)osDelay(2);
    CHECK_EVENTS("l");
}

static void suspend_myself(void *arg)
{
    (void)arg;
    event('1');
    event(osThreadSuspend(osThreadGetId()) == osOK ? '2' : '?');
}

static void a_thread_suspends_itself(void)
{
    osThreadId_t id = thread(suspend_myself, HIGH, NULL);

    CHECK_EVENTS("1");
    CHECK_EQ(osThreadGetState(id), osThreadBlocked);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EVENTS("2");
}

static void resuming_ends_any_wait(void)
{
    osThreadId_t id = thread(note_and_wait, HIGH, (void *)"a");

    CHECK_EVENTS("a");
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EVENTS("w");
    end(id);
}

static void suspension_ends_a_wait(void)
{
    osThreadId_t id = thread(note_and_wait, HIGH, (void *)"a");

    CHECK_EQ(osThreadSuspend(id), osOK);
    CHECK_EVENTS("a");
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EVENTS("w");
    end(id);
}

static void what_is_not_blocked_is_not_resumed(void)
{
    osThreadId_t id = thread(note, LOW, (void *)"l");

    CHECK_EQ(osThreadResume(id), osErrorResource);
    CHECK_EQ(osThreadResume(osThreadGetId()), osErrorResource);
    CHECK_EQ(osThreadResume(NULL), osErrorParameter);
    CHECK_EQ(osThreadSuspend(NULL), osErrorParameter);
    end(id);
}

static void resuming_under_a_lock_waits_for_its_end(void)
{
    osThreadId_t id = thread(suspend_myself, HIGH, NULL);

    (void)osKernelLock();
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EVENTS("1");
    (void)osKernelUnlock();
    CHECK_EVENTS("2");
}

static void threads_are_counted_and_listed(void)
{
    osThreadId_t list[16];
    uint32_t before = osThreadGetCount();
    osThreadId_t id = thread(note_and_wait, LOW, (void *)"l");
    bool found = false;

    CHECK(before >= 3); /* control, idle, timer */
    CHECK_EQ(osThreadGetCount(), before + 1);
    uint32_t count = osThreadEnumerate(list, 16);
    CHECK_EQ(count, before + 1);
    for (uint32_t i = 0; i < count; i++) {
        found |= list[i] == id;
    }
    CHECK(found);
    end(id);
    CHECK_EQ(osThreadGetCount(), before);
}

static void a_list_is_cut_where_the_array_ends(void)
{
    osThreadId_t list[2] = {NULL, NULL};

    CHECK_EQ(osThreadEnumerate(list, 1), 1);
    CHECK(list[0] != NULL && list[1] == NULL);
    CHECK_EQ(osThreadEnumerate(NULL, 1), 0);
    CHECK_EQ(osThreadEnumerate(list, 0), 0);
}

static void a_task_of_the_kernels_api_is_a_thread_too(void)
{
    TaskHandle_t task = spawn((TaskFunction_t)note_and_wait, P_HIGH, (void *)"t");

    CHECK_EVENTS("t");
    CHECK_EQ(osThreadGetState(task), osThreadBlocked);
    CHECK_EQ(osThreadGetPriority(task), P_HIGH);
    CHECK(strcmp(osThreadGetName(task), "spawned") == 0);
    CHECK(osThreadGetStackSize(task) > 0);
    CHECK_EQ(osThreadSuspend(task), osOK);
    CHECK_EQ(osThreadResume(task), osOK);
    CHECK_EVENTS("w");
    CHECK_EQ(osThreadTerminate(task), osErrorResource);
}

static osThreadId_t subject;

static void handler(void)
{
    volatile int32_t *at = results;
    osThreadId_t list[1];

    *at++ = osThreadNew(note, NULL, NULL) == NULL;
    *at++ = (int32_t)osThreadGetState(subject);
    *at++ = osThreadSetPriority(subject, LOW);
    *at++ = (int32_t)osThreadGetPriority(subject);
    *at++ = osThreadYield();
    *at++ = osThreadSuspend(subject);
    *at++ = osThreadResume(subject);
    *at++ = osThreadTerminate(subject);
    *at++ = (int32_t)osThreadGetStackSize(subject);
    *at++ = (int32_t)osThreadGetStackSpace(subject);
    *at++ = (int32_t)osThreadGetCount();
    *at++ = (int32_t)osThreadEnumerate(list, 1);
    *at++ = osThreadGetId() == subject;
    *at++ = strcmp(osThreadGetName(subject), "control") == 0;
    *at++ = osThreadJoin(subject);
    *at++ = osThreadDetach(subject);
}

static void an_isr_learns_who_was_interrupted_and_nothing_else(void)
{
    static const int32_t want[] = {1,          osThreadError,
                                   osErrorISR, osPriorityError,
                                   osErrorISR, osErrorISR,
                                   osErrorISR, osErrorISR,
                                   0,          0,
                                   0,          0,
                                   1,          1,
                                   osErrorISR, osErrorISR};
    subject = osThreadGetId();
    in_isr(handler);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        CHECK_EQ(results[i], want[i]);
    }
}

CONFORMANCE_MAIN("os_thread", TEST(a_thread_gets_its_argument),
                 TEST(a_better_thread_runs_before_the_call_returns),
                 TEST(a_lesser_thread_runs_when_the_caller_waits), TEST(no_function_no_thread),
                 TEST(the_default_priority_is_normal), TEST(a_name_is_the_one_given),
                 TEST(wrong_attributes_make_no_thread), TEST(memory_of_the_application_is_used),
                 TEST(half_of_the_memory_may_be_the_applications),
                 TEST(without_memory_there_is_no_thread), TEST(a_thread_knows_itself),
                 TEST(ready_and_blocked_are_told_apart), TEST(stack_space_shrinks_with_use),
                 TEST(a_priority_is_set_and_told), TEST(a_wrong_priority_or_thread_is_refused),
                 TEST(what_is_no_thread_any_more_is_refused), TEST(what_is_no_thread_is_refused),
                 TEST(equals_take_turns_by_yielding), TEST(a_suspended_thread_does_not_run),
                 TEST(a_thread_suspends_itself), TEST(resuming_ends_any_wait),
                 TEST(suspension_ends_a_wait), TEST(what_is_not_blocked_is_not_resumed),
                 TEST(resuming_under_a_lock_waits_for_its_end),
                 TEST(threads_are_counted_and_listed), TEST(a_list_is_cut_where_the_array_ends),
                 TEST(a_task_of_the_kernels_api_is_a_thread_too),
                 TEST(an_isr_learns_who_was_interrupted_and_nothing_else))
