/* SPDX-License-Identifier: MIT */
/* Message queues: order, priorities, waiting on both sides.
 * Fails on a layer without priorities, or whose waiting senders are overtaken. */
#include "os_test.h"

#include <string.h>

static osMessageQueueId_t queue;

static void create(uint32_t count, uint32_t size)
{
    queue = osMessageQueueNew(count, size, NULL);
    CHECK(queue != NULL);
}

static void finish(void)
{
    CHECK_EQ(osMessageQueueDelete(queue), osOK);
    settle();
}

static osStatus_t put(char what, uint8_t priority, uint32_t timeout)
{
    return osMessageQueuePut(queue, &what, priority, timeout);
}

/* The next message, '-' when there is none. */
static char get(void)
{
    char what = '?';
    return osMessageQueueGet(queue, &what, NULL, 0) == osOK ? what : '-';
}

static void messages_come_in_order(void)
{
    create(3, 1);
    CHECK_EQ(put('a', 0, 0), osOK);
    CHECK_EQ(put('b', 0, 0), osOK);
    CHECK_EQ(get(), 'a');
    CHECK_EQ(put('c', 0, 0), osOK);
    CHECK_EQ(put('d', 0, 0), osOK);
    CHECK_EQ(get(), 'b');
    CHECK_EQ(get(), 'c');
    CHECK_EQ(get(), 'd');
    CHECK_EQ(get(), '-');
    finish();
}

static void a_higher_priority_comes_first(void)
{
    create(6, 1);
    (void)put('a', 1, 0);
    (void)put('b', 5, 0);
    (void)put('c', 1, 0);
    (void)put('d', 255, 0);
    (void)put('e', 5, 0);
    (void)put('f', 0, 0);
    char got[7] = {0};
    for (int i = 0; i < 6; i++) {
        got[i] = get();
    }
    CHECK(strcmp(got, "dbeacf") == 0);
    finish();
}

static void priorities_mix_with_taking(void)
{
    create(4, 1);
    uint32_t random = 1;
    uint8_t kept[4];
    uint32_t count = 0;
    for (int i = 0; i < 500; i++) {
        random = random * 1664525U + 1013904223U;
        uint8_t priority = (uint8_t)(random >> 28);
        if ((random & 0x10000U) != 0 && count < 4) {
            CHECK_EQ(put((char)priority, priority, 0), osOK);
            kept[count++] = priority;
        } else if (count > 0) {
            uint8_t best = 0, told = 0xff;
            uint32_t at = 0;
            for (uint32_t k = 0; k < count; k++) {
                at = kept[k] > best ? k : at;
                best = kept[k] > best ? kept[k] : best;
            }
            char what = 0;
            CHECK_EQ(osMessageQueueGet(queue, &what, &told, 0), osOK);
            CHECK_EQ(what, best);
            CHECK_EQ(told, best);
            kept[at] = kept[--count];
        }
        CHECK_EQ(osMessageQueueGetCount(queue), count);
    }
    finish();
}

static void the_priority_is_told(void)
{
    uint8_t priority = 99;
    char what;

    create(2, 1);
    (void)put('a', 7, 0);
    CHECK_EQ(osMessageQueueGet(queue, &what, &priority, 0), osOK);
    CHECK_EQ(priority, 7);
    CHECK_EQ(osMessageQueueGet(queue, &what, &priority, 0), osErrorResource);
    CHECK_EQ(priority, 7); /* untouched */
    finish();
}

static void messages_of_any_size_are_copied(void)
{
    static const uint32_t sizes[] = {1, 2, 3, 4, 7, 16, 33};
    uint8_t sent[33], got[34];

    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        create(3, sizes[s]);
        for (uint8_t round = 0; round < 7; round++) {
            memset(sent, round + 1, sizeof sent);
            memset(got, 0xee, sizeof got);
            CHECK_EQ(osMessageQueuePut(queue, sent, 0, 0), osOK);
            CHECK_EQ(osMessageQueueGet(queue, got, NULL, 0), osOK);
            CHECK(memcmp(got, sent, sizes[s]) == 0);
            CHECK_EQ(got[sizes[s]], 0xee);
        }
        finish();
    }
}

static void counts_are_told(void)
{
    create(3, 12);
    CHECK_EQ(osMessageQueueGetCapacity(queue), 3);
    CHECK_EQ(osMessageQueueGetMsgSize(queue), 12);
    CHECK_EQ(osMessageQueueGetCount(queue), 0);
    CHECK_EQ(osMessageQueueGetSpace(queue), 3);
    CHECK_EQ(osMessageQueuePut(queue, memory, 0, 0), osOK);
    CHECK_EQ(osMessageQueueGetCount(queue), 1);
    CHECK_EQ(osMessageQueueGetSpace(queue), 2);
    finish();
}

static void a_full_queue_takes_nothing(void)
{
    create(1, 1);
    CHECK_EQ(put('a', 0, 0), osOK);
    CHECK_EQ(put('b', 9, 0), osErrorResource);
    uint32_t from = fresh_tick();
    CHECK_EQ(put('b', 9, 5), osErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 5);
    CHECK_EQ(get(), 'a');
    finish();
}

static void an_empty_queue_gives_nothing(void)
{
    char what;

    create(1, 1);
    CHECK_EQ(osMessageQueueGet(queue, &what, NULL, 0), osErrorResource);
    uint32_t from = fresh_tick();
    CHECK_EQ(osMessageQueueGet(queue, &what, NULL, 5), osErrorTimeout);
    CHECK_EQ(osKernelGetTickCount() - from, 5);
    finish();
}

struct passer {
    char message;
    uint8_t priority;
    uint32_t timeout;
    osStatus_t status;
};

static void getter(void *arg)
{
    struct passer *passer = arg;
    passer->status = osMessageQueueGet(queue, &passer->message, &passer->priority, passer->timeout);
    event(passer->status == osOK ? passer->message : 'x');
}

static void putter(void *arg)
{
    struct passer *passer = arg;
    passer->status = put(passer->message, passer->priority, passer->timeout);
    event(passer->status == osOK ? passer->message : 'x');
}

static void a_waiting_getter_gets_the_message(void)
{
    create(2, 1);
    struct passer passer = {.timeout = osWaitForever};
    (void)thread(getter, HIGH, &passer);
    CHECK_EQ(put('m', 3, 0), osOK);
    CHECK_EVENTS("m");
    CHECK_EQ(passer.priority, 3);
    CHECK_EQ(osMessageQueueGetCount(queue), 0);
    finish();
}

static void getters_are_served_by_priority_and_order(void)
{
    create(2, 1);
    struct passer a = {.timeout = osWaitForever}, b = a, c = a;
    (void)thread(getter, HIGH, &a);
    (void)thread(getter, HIGHER, &b);
    (void)thread(getter, HIGH, &c);
    (void)put('1', 0, 0);
    (void)put('2', 0, 0);
    (void)put('3', 0, 0);
    CHECK_EVENTS("123");
    CHECK(b.message == '1' && a.message == '2' && c.message == '3');
    finish();
}

static void a_message_for_a_lesser_getter_is_its_own(void)
{
    create(2, 1);
    struct passer passer = {.timeout = osWaitForever};
    (void)thread(getter, LOW, &passer);
    settle();
    CHECK_EQ(put('m', 0, 0), osOK);
    CHECK_EQ(get(), '-'); /* given to the one who waited */
    settle();
    CHECK_EVENTS("m");
    finish();
}

static void a_waiting_sender_gets_the_room(void)
{
    create(1, 1);
    (void)put('a', 0, 0);
    struct passer passer = {.message = 'b', .priority = 4, .timeout = osWaitForever};
    (void)thread(putter, HIGH, &passer);
    CHECK_EVENTS("");
    CHECK_EQ(get(), 'a');
    CHECK_EVENTS("b");
    uint8_t priority = 0;
    char what;
    CHECK_EQ(osMessageQueueGet(queue, &what, &priority, 0), osOK);
    CHECK(what == 'b' && priority == 4);
    finish();
}

static void senders_are_served_by_priority_and_order(void)
{
    create(1, 1);
    (void)put('0', 0, 0);
    struct passer a = {.message = 'a', .timeout = osWaitForever}, b = a, c = a;
    b.message = 'b';
    c.message = 'c';
    (void)thread(putter, HIGH, &a);
    (void)thread(putter, HIGHER, &b);
    (void)thread(putter, HIGH, &c);
    CHECK_EQ(get(), '0');
    CHECK_EQ(get(), 'b');
    CHECK_EQ(get(), 'a');
    CHECK_EQ(get(), 'c');
    CHECK_EVENTS("bac");
    finish();
}

static void reset_empties_and_lets_senders_in(void)
{
    create(2, 1);
    (void)put('1', 0, 0);
    (void)put('2', 3, 0);
    struct passer passer = {.message = 's', .timeout = osWaitForever};
    (void)thread(putter, HIGH, &passer);
    CHECK_EQ(osMessageQueueReset(queue), osOK);
    CHECK_EVENTS("s");
    CHECK_EQ(osMessageQueueGetCount(queue), 1);
    CHECK_EQ(get(), 's');
    for (char what = 'a'; what <= 'b'; what++) {
        CHECK_EQ(put(what, 0, 0), osOK);
    }
    CHECK_EQ(get(), 'a');
    finish();
}

static void deleting_tells_everybody_who_waits(void)
{
    create(1, 1);
    struct passer a = {.timeout = osWaitForever}, b = {.timeout = 77};
    (void)thread(getter, HIGH, &a);
    (void)thread(getter, HIGHER, &b);
    finish();
    CHECK(a.status == osErrorResource && b.status == osErrorResource);
    create(1, 1);
    (void)put('0', 0, 0);
    struct passer c = {.message = 'c', .timeout = osWaitForever};
    (void)thread(putter, HIGH, &c);
    finish();
    CHECK_EQ(c.status, osErrorResource);
    CHECK_EVENTS("xxx");
}

static void a_resumed_wait_has_timed_out(void)
{
    create(1, 1);
    struct passer passer = {.timeout = osWaitForever};
    osThreadId_t id = thread(getter, HIGH, &passer);
    CHECK_EQ(osThreadResume(id), osOK);
    CHECK_EQ(passer.status, osErrorTimeout);
    CHECK_EQ(put('m', 0, 0), osOK);
    CHECK_EQ(osMessageQueueGetCount(queue), 1);
    events_clear();
    finish();
}

static void a_suspended_task_goes_on_waiting(void)
{
    create(1, 1);
    struct passer passer = {.timeout = 1000};
    osThreadId_t id = thread(getter, HIGH, &passer);
    vTaskSuspend((TaskHandle_t)id);
    (void)put('m', 0, 0);
    CHECK_EVENTS("");
    vTaskResume((TaskHandle_t)id);
    CHECK_EVENTS("m");
    finish();
}

static void wrong_arguments_make_no_queue(void)
{
    CHECK(osMessageQueueNew(0, 1, NULL) == NULL);
    CHECK(osMessageQueueNew(1, 0, NULL) == NULL);
    CHECK(osMessageQueueNew(65535, 1, NULL) == NULL);
    CHECK(osMessageQueueNew(1, 0xffffffffU, NULL) == NULL);
    CHECK(osMessageQueueNew(60000, 0xfffff000U, NULL) == NULL);
}

static void wrong_attributes_make_no_queue(void)
{
    const uint32_t bytes = 3U * 8U;
    const osMessageQueueAttr_t wrong[] = {
        {.cb_mem = memory, .cb_size = 8},
        {.cb_size = OS_QUEUE_BYTES},
        {.mq_mem = more_memory, .mq_size = bytes - 1U},
        {.mq_mem = (uint8_t *)more_memory + 2, .mq_size = 2U * bytes},
        {.mq_size = bytes},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(osMessageQueueNew(3, 8, &wrong[i]) == NULL);
    }
}

static void memory_and_name_are_the_applications(void)
{
    const osMessageQueueAttr_t attr = {.name = "queue",
                                       .cb_mem = memory,
                                       .cb_size = OS_QUEUE_BYTES,
                                       .mq_mem = more_memory,
                                       .mq_size = (uint32_t)OS_QUEUE_MEMORY(3, 1)};
    size_t heap = xPortGetFreeHeapSize();

    queue = osMessageQueueNew(3, 1, &attr);
    CHECK((void *)queue == (void *)memory);
    CHECK(osMessageQueueGetName(queue) == attr.name);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    (void)put('a', 0, 0);
    (void)put('b', 1, 0);
    (void)put('c', 1, 0);
    CHECK_EQ(get(), 'b');
    finish();
    CHECK_EQ(put('a', 0, 0), osErrorParameter); /* deleted */
    CHECK_EQ(osMessageQueueDelete(queue), osErrorParameter);
}

static void memory_for_messages_alone_makes_a_plain_queue(void)
{
    static StaticQueue_t block;
    const osMessageQueueAttr_t attr = {
        .cb_mem = &block, .cb_size = sizeof block, .mq_mem = more_memory, .mq_size = 3};

    queue = osMessageQueueNew(3, 1, &attr);
    CHECK(queue != NULL);
    CHECK_EQ(put('x', 1, 0), osErrorParameter);
    for (int round = 0; round < 5; round++) {
        (void)put('a', 0, 0);
        (void)put('b', 0, 0);
        CHECK_EQ(get(), 'a');
        (void)put('c', 0, 0);
        (void)put('d', 0, 0);
        CHECK_EQ(put('e', 0, 0), osErrorResource);
        CHECK_EQ(get(), 'b');
        CHECK_EQ(get(), 'c');
        CHECK_EQ(get(), 'd');
    }
    finish();
}

static void without_memory_there_is_no_queue(void)
{
    const osMessageQueueAttr_t block = {.cb_mem = memory, .cb_size = sizeof memory};
    const osMessageQueueAttr_t slots = {.mq_mem = more_memory, .mq_size = sizeof more_memory};
    void *held = take_whole_heap();

    CHECK(osMessageQueueNew(3, 4, NULL) == NULL);
    CHECK(osMessageQueueNew(3, 4, &block) == NULL);
    CHECK(osMessageQueueNew(3, 4, &slots) == NULL);
    give_whole_heap(held);
}

static void wrong_objects_are_refused(void)
{
    osMutexId_t other = osMutexNew(NULL);
    osMessageQueueId_t wrong[] = {NULL, other};
    char what;

    for (size_t i = 0; i < 2; i++) {
        CHECK_EQ(osMessageQueuePut(wrong[i], "m", 0, 0), osErrorParameter);
        CHECK_EQ(osMessageQueueGet(wrong[i], &what, NULL, 0), osErrorParameter);
        CHECK_EQ(osMessageQueueGetCapacity(wrong[i]), 0);
        CHECK_EQ(osMessageQueueGetMsgSize(wrong[i]), 0);
        CHECK_EQ(osMessageQueueGetCount(wrong[i]), 0);
        CHECK_EQ(osMessageQueueGetSpace(wrong[i]), 0);
        CHECK(osMessageQueueGetName(wrong[i]) == NULL);
        CHECK_EQ(osMessageQueueReset(wrong[i]), osErrorParameter);
        CHECK_EQ(osMessageQueueDelete(wrong[i]), osErrorParameter);
    }
    CHECK_EQ(osMutexDelete(other), osOK);
    create(1, 1);
    CHECK_EQ(osMessageQueuePut(queue, NULL, 0, 0), osErrorParameter);
    CHECK_EQ(osMessageQueueGet(queue, NULL, NULL, 0), osErrorParameter);
    finish();
}

static void a_wait_under_a_lock_fails_at_once(void)
{
    char what;

    create(1, 1);
    (void)osKernelLock();
    CHECK_EQ(osMessageQueueGet(queue, &what, NULL, 5), osErrorResource);
    CHECK_EQ(put('a', 0, 5), osOK);
    CHECK_EQ(put('b', 0, 5), osErrorResource);
    (void)osKernelUnlock();
    finish();
}

static void handler(void)
{
    char what;
    results[0] = put('a', 2, 0);
    results[1] = put('b', 3, 0);
    results[2] = put('c', 3, 1);
    results[3] = (int32_t)osMessageQueueGetCount(queue);
    results[4] = osMessageQueueGet(queue, &what, NULL, 0);
    results[5] = what;
    results[6] = osMessageQueueGet(queue, &what, NULL, 1);
    results[7] = osMessageQueueReset(queue);
    results[8] = osMessageQueueDelete(queue);
    results[9] = osMessageQueueNew(1, 1, NULL) == NULL;
    results[10] = (int32_t)osMessageQueueGetCapacity(queue);
    results[11] = (int32_t)osMessageQueueGetMsgSize(queue);
    results[12] = (int32_t)osMessageQueueGetSpace(queue);
    results[13] = osMessageQueueGetName(queue) == NULL;
}

static void an_isr_puts_and_gets_and_does_not_wait(void)
{
    static const int32_t want[] = {osOK,
                                   osOK,
                                   osErrorParameter,
                                   2,
                                   osOK,
                                   'b',
                                   osErrorParameter,
                                   osErrorISR,
                                   osErrorISR,
                                   1,
                                   2,
                                   1,
                                   1,
                                   1};
    create(2, 1);
    in_isr(handler);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        CHECK_EQ(results[i], want[i]);
    }
    CHECK_EQ(get(), 'a');
    finish();
}

static void put_one(void)
{
    results[0] = put('m', 0, 0);
    event('i');
}

static void a_message_from_an_isr_wakes_a_getter(void)
{
    create(1, 1);
    struct passer passer = {.timeout = osWaitForever};
    (void)thread(getter, HIGH, &passer);
    in_isr(put_one);
    CHECK_EVENTS("im");
    finish();
}

static void many(void *arg)
{
    (void)arg;
    for (uint32_t i = 0; i < 300; i++) {
        (void)osMessageQueuePut(queue, &i, 0, osWaitForever);
    }
}

static void nothing_is_lost_between_two_threads(void)
{
    create(3, sizeof(uint32_t));
    (void)thread(many, CONTROL, NULL);
    for (uint32_t i = 0; i < 300; i++) {
        uint32_t got = 0;
        CHECK_EQ(osMessageQueueGet(queue, &got, NULL, osWaitForever), osOK);
        CHECK_EQ(got, i);
    }
    finish();
}

CONFORMANCE_MAIN(
    "os_message_queue", TEST(messages_come_in_order), TEST(a_higher_priority_comes_first),
    TEST(priorities_mix_with_taking), TEST(the_priority_is_told),
    TEST(messages_of_any_size_are_copied), TEST(counts_are_told), TEST(a_full_queue_takes_nothing),
    TEST(an_empty_queue_gives_nothing), TEST(a_waiting_getter_gets_the_message),
    TEST(getters_are_served_by_priority_and_order), TEST(a_message_for_a_lesser_getter_is_its_own),
    TEST(a_waiting_sender_gets_the_room), TEST(senders_are_served_by_priority_and_order),
    TEST(reset_empties_and_lets_senders_in), TEST(deleting_tells_everybody_who_waits),
    TEST(a_resumed_wait_has_timed_out), TEST(a_suspended_task_goes_on_waiting),
    TEST(wrong_arguments_make_no_queue), TEST(wrong_attributes_make_no_queue),
    TEST(memory_and_name_are_the_applications), TEST(memory_for_messages_alone_makes_a_plain_queue),
    TEST(without_memory_there_is_no_queue), TEST(wrong_objects_are_refused),
    TEST(a_wait_under_a_lock_fails_at_once), TEST(an_isr_puts_and_gets_and_does_not_wait),
    TEST(a_message_from_an_isr_wakes_a_getter), TEST(nothing_is_lost_between_two_threads))
