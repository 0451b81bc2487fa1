/* SPDX-License-Identifier: MIT */
/* event_groups.h as its reference describes it. Catches a kernel that wakes a task whose wait is
 * not met, forgets one whose wait is, or clears what it should not. */
#include "conformance.h"
#include "irq.h"

static EventGroupHandle_t group;

struct want {
    EventBits_t bits;
    BaseType_t clear, all;
    TickType_t ticks;
    char letter;
    EventBits_t got;
};

static void waiter(void *arg)
{
    struct want *want = arg;
    want->got = xEventGroupWaitBits(group, want->bits, want->clear, want->all, want->ticks);
    event(want->letter);
    park();
}

static void a_new_group_has_no_bits(void)
{
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupGetBits(group), 0);
    CHECK_EQ(xEventGroupWaitBits(group, 0x1, pdFALSE, pdFALSE, 0), 0);
    vEventGroupDelete(group);
}

static void set_and_clear_return_what_is_and_what_was(void)
{
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupSetBits(group, 0x5), 0x5);
    CHECK_EQ(xEventGroupSetBits(group, 0x2), 0x7);
    CHECK_EQ(xEventGroupClearBits(group, 0x3), 0x7);
    CHECK_EQ(xEventGroupGetBits(group), 0x4);
    CHECK_EQ(xEventGroupClearBits(group, 0x3), 0x4);
    CHECK_EQ(xEventGroupClearBits(group, 0), 0x4);
    CHECK_EQ(xEventGroupSetBits(group, 0), 0x4);
    vEventGroupDelete(group);
}

static void all_bits_below_the_top_byte_can_be_used(void)
{
    const EventBits_t all = (EventBits_t)((EventBits_t)-1 >> 8); /* 24 with 32-bit ticks */
    const EventBits_t ends = (EventBits_t)((all ^ (all >> 1)) | 1U);
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupSetBits(group, all), all);
    CHECK_EQ(xEventGroupWaitBits(group, ends, pdTRUE, pdTRUE, 0), all);
    CHECK_EQ(xEventGroupGetBits(group), (EventBits_t)(all ^ ends));
    vEventGroupDelete(group);
}

static void a_wait_that_is_met_returns_at_once_and_clears_on_request(void)
{
    group = xEventGroupCreate();
    (void)xEventGroupSetBits(group, 0xF);
    CHECK_EQ(xEventGroupWaitBits(group, 0x3, pdFALSE, pdTRUE, portMAX_DELAY), 0xF);
    CHECK_EQ(xEventGroupGetBits(group), 0xF);
    CHECK_EQ(xEventGroupWaitBits(group, 0x13, pdTRUE, pdFALSE, portMAX_DELAY), 0xF);
    CHECK_EQ(xEventGroupGetBits(group), 0xC);
    vEventGroupDelete(group);
}

static void a_wait_for_all_that_is_not_met_clears_nothing(void)
{
    group = xEventGroupCreate();
    (void)xEventGroupSetBits(group, 0x1);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xEventGroupWaitBits(group, 0x3, pdTRUE, pdTRUE, 5), 0x1);
    CHECK_EQ(xTaskGetTickCount() - begin, 5);
    CHECK_EQ(xEventGroupGetBits(group), 0x1);
    vEventGroupDelete(group);
}

static void one_set_wakes_everybody_whose_wait_is_met_by_priority(void)
{
    static struct want wants[] = {{0x1, pdFALSE, pdFALSE, portMAX_DELAY, 'l', 0},
                                  {0x3, pdFALSE, pdTRUE, portMAX_DELAY, 'm', 0},
                                  {0x4, pdFALSE, pdFALSE, portMAX_DELAY, 'x', 0},
                                  {0x6, pdFALSE, pdFALSE, portMAX_DELAY, 'h', 0}};
    group = xEventGroupCreate();
    spawn(waiter, P_LOW, &wants[0]);
    spawn(waiter, P_HIGH, &wants[1]);
    spawn(waiter, P_HIGH, &wants[2]);
    spawn(waiter, P_HIGHER, &wants[3]);
    settle();
    CHECK_EQ(xEventGroupSetBits(group, 0x3), 0x3);
    event('.');
    CHECK_EVENTS("hm.");
    settle();
    CHECK_EVENTS("l");
    CHECK_EQ(wants[0].got, 0x3);
    CHECK_EQ(wants[1].got, 0x3);
    CHECK_EQ(wants[3].got, 0x3);
    CHECK_EQ(xEventGroupSetBits(group, 0x4), 0x7);
    CHECK_EVENTS("x");
    vEventGroupDelete(group);
}

static void bits_cleared_on_exit_are_seen_by_all_who_were_met(void)
{
    static struct want wants[] = {{0x1, pdTRUE, pdFALSE, portMAX_DELAY, 'a', 0},
                                  {0x1, pdTRUE, pdFALSE, portMAX_DELAY, 'b', 0},
                                  {0x3, pdFALSE, pdTRUE, portMAX_DELAY, 'c', 0}};
    group = xEventGroupCreate();
    for (unsigned i = 0; i < 3; i++) {
        spawn(waiter, P_HIGH, &wants[i]);
    }
    CHECK_EQ(xEventGroupSetBits(group, 0x3), 0x2); /* bit 0 was cleared on the way */
    CHECK_EVENTS("abc");
    CHECK_EQ(wants[0].got, 0x3);
    CHECK_EQ(wants[1].got, 0x3);
    CHECK_EQ(wants[2].got, 0x3);
    CHECK_EQ(xEventGroupGetBits(group), 0x2);
    vEventGroupDelete(group);
}

static void bits_may_come_one_by_one(void)
{
    static struct want want = {0x7, pdTRUE, pdTRUE, portMAX_DELAY, 'w', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &want);
    CHECK_EQ(xEventGroupSetBits(group, 0x1), 0x1);
    CHECK_EQ(xEventGroupSetBits(group, 0x4), 0x5);
    CHECK_EVENTS("");
    CHECK_EQ(xEventGroupSetBits(group, 0x10), 0x15);
    CHECK_EQ(xEventGroupSetBits(group, 0x2), 0x10);
    CHECK_EVENTS("w");
    CHECK_EQ(want.got, 0x17);
    vEventGroupDelete(group);
}

static void a_bit_that_is_cleared_before_the_rest_comes_does_not_count(void)
{
    static struct want want = {0x3, pdFALSE, pdTRUE, portMAX_DELAY, 'w', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &want);
    (void)xEventGroupSetBits(group, 0x1);
    (void)xEventGroupClearBits(group, 0x1);
    (void)xEventGroupSetBits(group, 0x2);
    CHECK_EVENTS("");
    (void)xEventGroupSetBits(group, 0x1);
    CHECK_EVENTS("w");
    vEventGroupDelete(group);
}

static void a_wait_that_times_out_returns_the_bits_as_they_are(void)
{
    static struct want want = {0x8, pdTRUE, pdFALSE, 5, 't', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &want);
    (void)xEventGroupSetBits(group, 0x3);
    vTaskDelay(6);
    CHECK_EVENTS("t");
    CHECK_EQ(want.got, 0x3);
    CHECK_EQ(xEventGroupGetBits(group), 0x3);
    (void)xEventGroupSetBits(group, 0x8); /* nobody waits any more */
    CHECK_EQ(xEventGroupGetBits(group), 0xB);
    vEventGroupDelete(group);
}

struct meeting {
    EventBits_t set;
    TickType_t ticks;
    EventBits_t got;
    char letter;
};

static void meet(void *arg)
{
    struct meeting *meeting = arg;
    meeting->got = xEventGroupSync(group, meeting->set, 0x7, meeting->ticks);
    event(meeting->letter);
    park();
}

static void a_rendezvous_lets_all_go_and_clears(void)
{
    static struct meeting tasks[] = {{0x1, portMAX_DELAY, 0, 'a'}, {0x2, portMAX_DELAY, 0, 'b'}};
    group = xEventGroupCreate();
    spawn(meet, P_HIGH, &tasks[0]);
    spawn(meet, P_LOW, &tasks[1]);
    settle();
    CHECK_EVENTS("");
    CHECK_EQ(xEventGroupGetBits(group), 0x3);
    CHECK_EQ(xEventGroupSync(group, 0x4, 0x7, portMAX_DELAY), 0x7);
    settle();
    CHECK_EVENTS("ab");
    CHECK_EQ(tasks[0].got, 0x7);
    CHECK_EQ(tasks[1].got, 0x7);
    CHECK_EQ(xEventGroupGetBits(group), 0);
    vEventGroupDelete(group);
}

static void a_rendezvous_that_times_out_leaves_its_bit(void)
{
    group = xEventGroupCreate();
    TickType_t begin = fresh_tick();
    CHECK_EQ(xEventGroupSync(group, 0x1, 0x7, 4), 0x1);
    CHECK_EQ(xTaskGetTickCount() - begin, 4);
    CHECK_EQ(xEventGroupGetBits(group), 0x1);
    CHECK_EQ(xEventGroupSync(group, 0x6, 0x7, 0), 0x7);
    CHECK_EQ(xEventGroupGetBits(group), 0);
    CHECK_EQ(xEventGroupSync(group, 0x6, 0x7, 0), 0x6);
    vEventGroupDelete(group);
}

static void a_rendezvous_ends_when_somebody_sets_the_rest(void)
{
    static struct meeting task = {0x1, portMAX_DELAY, 0, 'a'};
    group = xEventGroupCreate();
    spawn(meet, P_HIGH, &task);
    CHECK_EQ(xEventGroupSetBits(group, 0x16), 0x10);
    CHECK_EVENTS("a");
    CHECK_EQ(task.got, 0x17);
    vEventGroupDelete(group);
}

static void many_rounds_of_a_rendezvous_stay_in_step(void)
{
    static struct meeting tasks[] = {{0x1, portMAX_DELAY, 0, 'a'}, {0x2, portMAX_DELAY, 0, 'b'}};
    group = xEventGroupCreate();
    for (unsigned round = 0; round < 20; round++) {
        TaskHandle_t first = spawn(meet, round % 2U == 0 ? P_HIGH : P_LOW, &tasks[0]);
        TaskHandle_t second = spawn(meet, round % 3U == 0 ? P_HIGH : P_LOW, &tasks[1]);
        CHECK_EQ(xEventGroupSync(group, 0x4, 0x7, 10), 0x7);
        settle();
        CHECK_EQ(xEventGroupGetBits(group), 0);
        reap_one(first);
        reap_one(second);
        events_clear();
    }
    vEventGroupDelete(group);
}

static BaseType_t results[3];
static EventBits_t bits_in_handler;

static void set_in_handler(void)
{
    BaseType_t woken = pdFALSE;
    results[0] = xEventGroupSetBitsFromISR(group, 0x3, &woken);
    bits_in_handler = xEventGroupGetBitsFromISR(group);
    results[1] = woken;
    portYIELD_FROM_ISR(woken);
}

static void clear_in_handler(void)
{
    results[0] = xEventGroupClearBitsFromISR(group, 0x1);
}

static void a_handler_sets_through_the_timer_task(void)
{
    static struct want want = {0x1, pdFALSE, pdFALSE, portMAX_DELAY, 'w', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &want);
    irq_call(set_in_handler);
    event('.');
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(results[1], pdTRUE); /* the timer task is more urgent than this one */
    CHECK_EQ(bits_in_handler, 0);
    CHECK_EVENTS("w.");
    CHECK_EQ(xEventGroupGetBits(group), 0x3);
    irq_call(clear_in_handler);
    settle();
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(xEventGroupGetBits(group), 0x2);
    vEventGroupDelete(group);
}

static void deleting_a_group_wakes_its_waiters(void)
{
    static struct want wants[] = {{0x1, pdFALSE, pdFALSE, portMAX_DELAY, 'a', 9},
                                  {0x2, pdFALSE, pdFALSE, 100, 'b', 9}};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &wants[0]);
    spawn(waiter, P_LOW, &wants[1]);
    settle();
    vEventGroupDelete(group);
    settle();
    CHECK_EVENTS("ab");
    CHECK_EQ(wants[0].got & 0x1, 0);
    CHECK_EQ(wants[1].got & 0x2, 0);
}

static void static_groups_use_the_given_memory(void)
{
    static StaticEventGroup_t block;
    StaticEventGroup_t *seen = NULL;
    size_t heap = xPortGetFreeHeapSize();
    group = xEventGroupCreateStatic(&block);
    CHECK(group == (EventGroupHandle_t)(void *)&block);
    CHECK_EQ(xEventGroupGetStaticBuffer(group, &seen), pdTRUE);
    CHECK(seen == &block);
    CHECK_EQ(xEventGroupSetBits(group, 0x1), 0x1);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    vEventGroupDelete(group);
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupGetStaticBuffer(group, &seen), pdFALSE);
    vEventGroupDelete(group);
}

static void a_group_has_a_number(void)
{
    group = xEventGroupCreate();
    vEventGroupSetNumber(group, 12);
    CHECK_EQ(uxEventGroupGetNumber(group), 12);
    CHECK_EQ(uxEventGroupGetNumber(NULL), 0);
    vEventGroupDelete(group);
}

static void set_in_a_suspension_wakes_at_its_end(void)
{
    static struct want want = {0x1, pdTRUE, pdFALSE, portMAX_DELAY, 'w', 0};
    group = xEventGroupCreate();
    spawn(waiter, P_HIGH, &want);
    vTaskSuspendAll();
    CHECK_EQ(xEventGroupSetBits(group, 0x1), 0);
    CHECK_EVENTS("");
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS("w");
    CHECK_EQ(want.got, 0x1);
    vEventGroupDelete(group);
}

CONFORMANCE_MAIN(
    "event group", TEST(a_new_group_has_no_bits), TEST(set_and_clear_return_what_is_and_what_was),
    TEST(all_bits_below_the_top_byte_can_be_used),
    TEST(a_wait_that_is_met_returns_at_once_and_clears_on_request),
    TEST(a_wait_for_all_that_is_not_met_clears_nothing),
    TEST(one_set_wakes_everybody_whose_wait_is_met_by_priority),
    TEST(bits_cleared_on_exit_are_seen_by_all_who_were_met), TEST(bits_may_come_one_by_one),
    TEST(a_bit_that_is_cleared_before_the_rest_comes_does_not_count),
    TEST(a_wait_that_times_out_returns_the_bits_as_they_are),
    TEST(a_rendezvous_lets_all_go_and_clears), TEST(a_rendezvous_that_times_out_leaves_its_bit),
    TEST(a_rendezvous_ends_when_somebody_sets_the_rest),
    TEST(many_rounds_of_a_rendezvous_stay_in_step), TEST(a_handler_sets_through_the_timer_task),
    TEST(deleting_a_group_wakes_its_waiters), TEST(static_groups_use_the_given_memory),
    TEST(a_group_has_a_number), TEST(set_in_a_suspension_wakes_at_its_end))
