/* SPDX-License-Identifier: MIT */
/* Event flags.
 * Fails on a layer that has 24 flags, sets them later from an ISR, or serves one waiter only. */
#include "os_test.h"

struct want {
    osEventFlagsId_t event;
    uint32_t flags;
    uint32_t options;
    uint32_t timeout;
    uint32_t result;
    char name;
};

static void wait_as_told(void *arg)
{
    struct want *want = arg;
    want->result = osEventFlagsWait(want->event, want->flags, want->options, want->timeout);
    event(want->name);
}

static osThreadId_t waiter(struct want *want, osPriority_t priority)
{
    want->result = 0xdeadU;
    return thread(wait_as_told, priority, want);
}

static osEventFlagsId_t flags;

static void create(void)
{
    flags = osEventFlagsNew(NULL);
    CHECK(flags != NULL);
}

static void finish(void)
{
    CHECK_EQ(osEventFlagsDelete(flags), osOK);
    settle();
}

static void flags_are_set_and_cleared(void)
{
    create();
    CHECK_EQ(osEventFlagsGet(flags), 0);
    CHECK_EQ(osEventFlagsSet(flags, 5), 5);
    CHECK_EQ(osEventFlagsSet(flags, 2), 7);
    CHECK_EQ(osEventFlagsClear(flags, 3), 7);
    CHECK_EQ(osEventFlagsGet(flags), 4);
    finish();
}

static void all_31_flags_work(void)
{
    create();
    for (uint32_t bit = 0; bit < 31; bit++) {
        CHECK_EQ(osEventFlagsSet(flags, 1U << bit), 1U << bit);
        CHECK_EQ(osEventFlagsWait(flags, 1U << bit, osFlagsWaitAny, 0), 1U << bit);
    }
    CHECK_EQ(osEventFlagsSet(flags, 0x7fffffffU), 0x7fffffffU);
    finish();
}

static void bit_31_is_no_flag(void)
{
    create();
    CHECK_EQ(osEventFlagsSet(flags, 0x80000000U), osFlagsErrorParameter);
    CHECK_EQ(osEventFlagsClear(flags, 0x80000000U), osFlagsErrorParameter);
    CHECK_EQ(osEventFlagsWait(flags, 0x80000000U, 0, 0), osFlagsErrorParameter);
    finish();
}

static void wrong_objects_are_refused(void)
{
    osSemaphoreId_t other = osSemaphoreNew(1, 1, NULL);
    osEventFlagsId_t wrong[] = {NULL, other};

    for (size_t i = 0; i < 2; i++) {
        CHECK_EQ(osEventFlagsSet(wrong[i], 1), osFlagsErrorParameter);
        CHECK_EQ(osEventFlagsClear(wrong[i], 1), osFlagsErrorParameter);
        CHECK_EQ(osEventFlagsWait(wrong[i], 1, 0, 0), osFlagsErrorParameter);
        CHECK_EQ(osEventFlagsGet(wrong[i]), 0);
        CHECK_EQ(osEventFlagsDelete(wrong[i]), osErrorParameter);
        CHECK(osEventFlagsGetName(wrong[i]) == NULL);
    }
    CHECK_EQ(osSemaphoreDelete(other), osOK);
}

static void memory_and_name_are_the_applications(void)
{
    const osEventFlagsAttr_t attr = {
        .name = "flags", .cb_mem = memory, .cb_size = OS_EVENT_FLAGS_BYTES};
    size_t heap = xPortGetFreeHeapSize();

    flags = osEventFlagsNew(&attr);
    CHECK((void *)flags == (void *)memory);
    CHECK(osEventFlagsGetName(flags) == attr.name);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    CHECK_EQ(osEventFlagsSet(flags, 1), 1);
    finish();
    CHECK_EQ(osEventFlagsSet(flags, 1), osFlagsErrorParameter); /* deleted */
    CHECK_EQ(osEventFlagsDelete(flags), osErrorParameter);
}

static void a_static_event_group_is_memory_enough(void)
{
    static StaticEventGroup_t group;
    const osEventFlagsAttr_t attr = {.cb_mem = &group, .cb_size = sizeof group};

    flags = osEventFlagsNew(&attr);
    CHECK(flags != NULL);
    finish();
}

static void wrong_attributes_make_no_object(void)
{
    const osEventFlagsAttr_t wrong[] = {
        {.cb_mem = memory, .cb_size = OS_EVENT_FLAGS_BYTES / 2U},
        {.cb_mem = (uint8_t *)memory + 1, .cb_size = sizeof memory - 8U},
        {.cb_size = OS_EVENT_FLAGS_BYTES}};

    for (size_t i = 0; i < 3; i++) {
        CHECK(osEventFlagsNew(&wrong[i]) == NULL);
    }
}

static void without_memory_there_is_no_object(void)
{
    void *held = take_whole_heap();
    CHECK(osEventFlagsNew(NULL) == NULL);
    give_whole_heap(held);
}

static void without_a_timeout_nothing_is_waited_for(void)
{
    create();
    CHECK_EQ(osEventFlagsWait(flags, 1, osFlagsWaitAny, 0), osFlagsErrorResource);
    (void)osEventFlagsSet(flags, 1);
    CHECK_EQ(osEventFlagsWait(flags, 3, osFlagsWaitAll, 0), osFlagsErrorResource);
    CHECK_EQ(osEventFlagsWait(flags, 3, osFlagsWaitAny, 0), 1);
    finish();
}

static void a_wait_ends_after_its_ticks(void)
{
    create();
    uint32_t from = fresh_tick();
    CHECK_EQ(osEventFlagsWait(flags, 1, osFlagsWaitAny, 7), osFlagsErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 7);
    finish();
}

static void no_clear_leaves_the_flags(void)
{
    create();
    (void)osEventFlagsSet(flags, 6);
    CHECK_EQ(osEventFlagsWait(flags, 2, osFlagsNoClear, 0), 6);
    CHECK_EQ(osEventFlagsWait(flags, 6, osFlagsNoClear | osFlagsWaitAll, 0), 6);
    CHECK_EQ(osEventFlagsWait(flags, 2, osFlagsWaitAny, 0), 6);
    CHECK_EQ(osEventFlagsGet(flags), 4);
    finish();
}

static void any_flag_ends_a_wait_for_any(void)
{
    create();
    struct want want = {flags, 6, osFlagsWaitAny, osWaitForever, 0, 'w'};
    (void)waiter(&want, HIGH);
    CHECK_EQ(osEventFlagsSet(flags, 1), 1);
    CHECK_EVENTS("");
    CHECK_EQ(osEventFlagsSet(flags, 2), 3);
    CHECK_EVENTS("w");
    CHECK_EQ(want.result, 3);
    CHECK_EQ(osEventFlagsGet(flags), 1);
    finish();
}

static void only_all_flags_end_a_wait_for_all(void)
{
    create();
    struct want want = {flags, 6, osFlagsWaitAll, 50, 0, 'w'};
    (void)waiter(&want, HIGH);
    (void)osEventFlagsSet(flags, 4);
    CHECK_EVENTS("");
    (void)osEventFlagsSet(flags, 3);
    CHECK_EVENTS("w");
    CHECK_EQ(want.result, 7);
    CHECK_EQ(osEventFlagsGet(flags), 1);
    finish();
}

static void one_set_serves_everybody_it_satisfies(void)
{
    create();
    struct want a = {flags, 1, osFlagsWaitAny, osWaitForever, 0, 'a'};
    struct want b = {flags, 2, osFlagsWaitAny, osWaitForever, 0, 'b'};
    struct want c = {flags, 3, osFlagsWaitAll, osWaitForever, 0, 'c'};
    struct want d = {flags, 4, osFlagsWaitAny, osWaitForever, 0, 'd'};
    (void)waiter(&a, LOW);
    (void)waiter(&b, HIGHER);
    (void)waiter(&c, HIGH);
    (void)waiter(&d, HIGH);
    settle();
    CHECK_EQ(osEventFlagsSet(flags, 3), 3);
    settle();
    CHECK_EVENTS("bca"); /* the most urgent runs first */
    CHECK(a.result == 3 && b.result == 3 && c.result == 3);
    CHECK_EQ(osEventFlagsGet(flags), 0);
    (void)osEventFlagsSet(flags, 4);
    CHECK_EVENTS("d");
    finish();
}

static void deleting_tells_everybody_who_waits(void)
{
    create();
    struct want a = {flags, 1, osFlagsWaitAny, osWaitForever, 0, 'a'};
    struct want b = {flags, 2, osFlagsWaitAny, 100, 0, 'b'};
    (void)waiter(&a, HIGH);
    (void)waiter(&b, HIGHER);
    finish();
    CHECK_EVENTS("ba");
    CHECK(a.result == osFlagsErrorResource && b.result == osFlagsErrorResource);
}

static void a_resumed_wait_has_timed_out(void)
{
    create();
    struct want want = {flags, 1, osFlagsWaitAny, osWaitForever, 0, 'w'};
    osThreadId_t id = waiter(&want, HIGH);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(want.result, osFlagsErrorTimeout);
    CHECK_EVENTS("w");
    finish();
}

static void a_suspended_waiter_takes_nothing(void)
{
    create();
    struct want want = {flags, 1, osFlagsWaitAny, osWaitForever, 0, 'w'};
    osThreadId_t id = waiter(&want, HIGH);
    CHECK_EQ(osThreadSuspend(id), osOK);
    CHECK_EQ(osEventFlagsSet(flags, 1), 1);
    CHECK_EQ(osEventFlagsGet(flags), 1);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(want.result, osFlagsErrorTimeout);
    CHECK_EVENTS("w");
    finish();
}

static void a_wait_under_a_lock_fails_at_once(void)
{
    create();
    (void)osKernelLock();
    CHECK_EQ(osEventFlagsWait(flags, 1, osFlagsWaitAny, 5), osFlagsErrorResource);
    (void)osKernelUnlock();
    finish();
}

static void handler(void)
{
    results[0] = (int32_t)osEventFlagsSet(flags, 3);
    results[1] = (int32_t)osEventFlagsClear(flags, 2);
    results[2] = (int32_t)osEventFlagsGet(flags);
    results[3] = (int32_t)osEventFlagsWait(flags, 4, 0, 0);
    results[4] = (int32_t)osEventFlagsWait(flags, 4, 0, 1);
    results[5] = osEventFlagsDelete(flags);
    results[6] = osEventFlagsNew(NULL) == NULL;
    results[7] = osEventFlagsGetName(flags) == NULL;
    event('i');
}

static void an_isr_sets_clears_looks_and_does_not_wait(void)
{
    create();
    struct want want = {flags, 1, osFlagsWaitAny, osWaitForever, 0, 'w'};
    (void)waiter(&want, HIGH);
    in_isr(handler);
    CHECK_EQ(results[0], 3);
    CHECK_EQ(results[1], 2);
    CHECK_EQ(results[2], 0);
    CHECK_EQ((uint32_t)results[3], osFlagsErrorResource);
    CHECK_EQ((uint32_t)results[4], osFlagsErrorParameter);
    CHECK_EQ(results[5], osErrorISR);
    CHECK_EQ(results[6], 1);
    CHECK_EQ(results[7], 1);
    CHECK_EVENTS("iw");
    CHECK_EQ(want.result, 3);
    finish();
}

static void tick_handler(void)
{
    (void)osEventFlagsSet(flags, 1);
}

static void flags_from_the_tick_wake_in_time(void)
{
    create();
    conformance_on_tick = tick_handler;
    for (int i = 0; i < 5; i++) {
        uint32_t from = osKernelGetTickCount();
        (void)osEventFlagsClear(flags, 1);
        CHECK_EQ(osEventFlagsWait(flags, 1, osFlagsWaitAny, 10), 1);
        CHECK(osKernelGetTickCount() - from <= 1);
    }
    conformance_on_tick = NULL;
    finish();
}

CONFORMANCE_MAIN("os_event_flags", TEST(flags_are_set_and_cleared), TEST(all_31_flags_work),
                 TEST(bit_31_is_no_flag), TEST(wrong_objects_are_refused),
                 TEST(memory_and_name_are_the_applications),
                 TEST(a_static_event_group_is_memory_enough), TEST(wrong_attributes_make_no_object),
                 TEST(without_memory_there_is_no_object),
                 TEST(without_a_timeout_nothing_is_waited_for), TEST(a_wait_ends_after_its_ticks),
                 TEST(no_clear_leaves_the_flags), TEST(any_flag_ends_a_wait_for_any),
                 TEST(only_all_flags_end_a_wait_for_all),
                 TEST(one_set_serves_everybody_it_satisfies),
                 TEST(deleting_tells_everybody_who_waits), TEST(a_resumed_wait_has_timed_out),
                 TEST(a_suspended_waiter_takes_nothing), TEST(a_wait_under_a_lock_fails_at_once),
                 TEST(an_isr_sets_clears_looks_and_does_not_wait),
                 TEST(flags_from_the_tick_wake_in_time))
