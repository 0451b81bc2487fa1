/* SPDX-License-Identifier: MIT */
/* queue.h as its reference describes it: order, capacity, blocking, peek, overwrite, reset, from
 * handlers. Catches a kernel that loses, doubles or reorders items, or wakes the wrong task. */
#include <string.h>

#include "conformance.h"
#include "irq.h"

static QueueHandle_t queue;

static BaseType_t put(char item, TickType_t ticks)
{
    return xQueueSend(queue, &item, ticks);
}

/* The next item, or '-' when none came in time. */
static char get(TickType_t ticks)
{
    char item = '?';
    return xQueueReceive(queue, &item, ticks) == pdPASS ? item : '-';
}

static char look(TickType_t ticks)
{
    char item = '?';
    return xQueuePeek(queue, &item, ticks) == pdPASS ? item : '-';
}

static void given_a_queue_of(UBaseType_t length)
{
    queue = xQueueCreate(length, sizeof(char));
    CHECK(queue != NULL);
}

static void a_new_queue_is_empty(void)
{
    given_a_queue_of(3);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 0);
    CHECK_EQ(uxQueueSpacesAvailable(queue), 3);
    CHECK_EQ(uxQueueGetQueueLength(queue), 3);
    CHECK_EQ(uxQueueGetQueueItemSize(queue), 1);
    CHECK_EQ(get(0), '-');
    CHECK_EQ(look(0), '-');
    vQueueDelete(queue);
}

static void items_come_out_in_the_order_they_went_in(void)
{
    given_a_queue_of(4);
    for (unsigned round = 0; round < 5; round++) { /* across the end of the storage */
        CHECK_EQ(put('a', 0), pdPASS);
        CHECK_EQ(put('b', 0), pdPASS);
        CHECK_EQ(put('c', 0), pdPASS);
        CHECK_EQ(get(0), 'a');
        CHECK_EQ(get(0), 'b');
        CHECK_EQ(get(0), 'c');
    }
    vQueueDelete(queue);
}

static void an_item_to_the_front_comes_out_first(void)
{
    given_a_queue_of(3);
    char item = 'z';
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EQ(xQueueSendToFront(queue, &item, 0), pdPASS);
    CHECK_EQ(uxQueueSpacesAvailable(queue), 0);
    CHECK_EQ(get(0), 'z');
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void front_and_back_alternate_across_the_end(void)
{
    given_a_queue_of(3);
    for (unsigned round = 0; round < 7; round++) {
        char front = 'f', back = 'k';
        CHECK_EQ(xQueueSendToFront(queue, &front, 0), pdPASS);
        CHECK_EQ(xQueueSendToBack(queue, &back, 0), pdPASS);
        front = 'F';
        CHECK_EQ(xQueueSendToFront(queue, &front, 0), pdPASS);
        CHECK_EQ(get(0), 'F');
        CHECK_EQ(get(0), 'f');
        CHECK_EQ(get(0), 'k');
        CHECK_EQ(put('x', 0), pdPASS);
        CHECK_EQ(get(0), 'x');
    }
    vQueueDelete(queue);
}

static void a_full_queue_takes_nothing(void)
{
    given_a_queue_of(2);
    char item = 'f';
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EQ(put('c', 0), errQUEUE_FULL);
    CHECK_EQ(xQueueSendToFront(queue, &item, 0), errQUEUE_FULL);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 2);
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void a_peek_leaves_the_item(void)
{
    given_a_queue_of(2);
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EQ(look(0), 'a');
    CHECK_EQ(look(5), 'a');
    CHECK_EQ(uxQueueMessagesWaiting(queue), 2);
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(look(0), 'b');
    vQueueDelete(queue);
}

static void a_mailbox_keeps_the_last_item(void)
{
    given_a_queue_of(1);
    for (char item = 'a'; item <= 'e'; item++) {
        CHECK_EQ(xQueueOverwrite(queue, &item), pdPASS);
        CHECK_EQ(uxQueueMessagesWaiting(queue), 1);
        CHECK_EQ(look(0), item);
    }
    CHECK_EQ(put('x', 0), errQUEUE_FULL);
    CHECK_EQ(get(0), 'e');
    CHECK_EQ(get(0), '-');
    vQueueDelete(queue);
}

static void items_are_copied_when_they_are_sent(void)
{
    given_a_queue_of(2);
    char item = 'a';
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    item = 'b';
    CHECK_EQ(get(0), 'a');
    vQueueDelete(queue);
}

static void items_of_every_size_arrive_whole(void)
{
    static const UBaseType_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 31, 33, 64, 100};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        uint8_t sent[104], got[104];
        queue = xQueueCreate(3, sizes[i]);
        for (unsigned round = 0; round < 7; round++) {
            memset(got, 0xEE, sizeof got);
            for (unsigned b = 0; b < sizeof sent; b++) {
                sent[b] = (uint8_t)(b * 7U + round);
            }
            CHECK_EQ(xQueueSend(queue, sent + 1, 0), pdPASS); /* odd addresses on both sides */
            CHECK_EQ(xQueueReceive(queue, got + 1, 0), pdPASS);
            CHECK(memcmp(sent + 1, got + 1, sizes[i]) == 0);
            CHECK_EQ(got[sizes[i] + 1], 0xEE);
            CHECK_EQ(got[0], 0xEE);
        }
        vQueueDelete(queue);
    }
}

static void a_queue_of_no_bytes_counts(void)
{
    queue = xQueueCreate(2, 0);
    CHECK(queue != NULL);
    CHECK_EQ(xQueueSend(queue, NULL, 0), pdPASS);
    CHECK_EQ(xQueueSend(queue, NULL, 0), pdPASS);
    CHECK_EQ(xQueueSend(queue, NULL, 0), errQUEUE_FULL);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 2);
    CHECK_EQ(xQueueReceive(queue, NULL, 0), pdPASS);
    CHECK_EQ(uxQueueSpacesAvailable(queue), 1);
    vQueueDelete(queue);
}

static void reset_empties_the_queue(void)
{
    given_a_queue_of(3);
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EQ(xQueueReset(queue), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 0);
    CHECK_EQ(uxQueueSpacesAvailable(queue), 3);
    CHECK_EQ(get(0), '-');
    CHECK_EQ(put('c', 0), pdPASS);
    CHECK_EQ(get(0), 'c');
    vQueueDelete(queue);
}

static void sender(void *arg)
{
    event(put(*(const char *)arg, portMAX_DELAY) == pdPASS ? 's' : '-');
    park();
}

static void receiver(void *arg)
{
    (void)arg;
    event(get(portMAX_DELAY));
    park();
}

static void peeker(void *arg)
{
    (void)arg;
    event(look(portMAX_DELAY));
    park();
}

static void reset_lets_a_blocked_sender_in(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('a', 0), pdPASS);
    spawn(sender, P_HIGH, "b");
    CHECK_EVENTS("");
    CHECK_EQ(xQueueReset(queue), pdPASS);
    CHECK_EVENTS("s");
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void reset_does_not_wake_a_receiver(void)
{
    given_a_queue_of(1);
    spawn(receiver, P_HIGH, NULL);
    CHECK_EQ(xQueueReset(queue), pdPASS);
    CHECK_EVENTS("");
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EVENTS("a");
    vQueueDelete(queue);
}

static void a_send_wakes_the_more_urgent_receiver_before_it_returns(void)
{
    given_a_queue_of(1);
    spawn(receiver, P_HIGH, NULL);
    CHECK_EQ(put('a', 0), pdPASS);
    event('.');
    CHECK_EVENTS("a.");
    vQueueDelete(queue);
}

static void a_send_does_not_wait_for_a_less_urgent_receiver(void)
{
    given_a_queue_of(1);
    spawn(receiver, P_LOW, NULL);
    settle();
    CHECK_EQ(put('a', 0), pdPASS);
    event('.');
    settle();
    CHECK_EVENTS(".a");
    vQueueDelete(queue);
}

static void a_send_to_an_equal_receiver_goes_on(void)
{
    given_a_queue_of(1);
    spawn(receiver, P_CONTROL, NULL);
    taskYIELD();
    CHECK_EQ(put('a', 0), pdPASS);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".a");
    vQueueDelete(queue);
}

static void a_receive_lets_a_blocked_sender_in(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('a', 0), pdPASS);
    spawn(sender, P_HIGH, "b");
    CHECK_EQ(get(0), 'a');
    event('.');
    CHECK_EVENTS("s.");
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void a_peek_does_not_let_a_sender_in(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('a', 0), pdPASS);
    spawn(sender, P_HIGH, "b");
    CHECK_EQ(look(0), 'a');
    CHECK_EVENTS("");
    CHECK_EQ(get(0), 'a');
    CHECK_EVENTS("s");
    vQueueDelete(queue);
}

static void one_item_serves_every_peeker_and_one_receiver(void)
{
    given_a_queue_of(1);
    spawn(peeker, P_HIGHEST, NULL);
    spawn(peeker, P_HIGHER, NULL);
    spawn(receiver, P_HIGH, NULL);
    spawn(receiver, P_HIGH, NULL);
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EVENTS("aaa");
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EVENTS("b");
    vQueueDelete(queue);
}

static void senders_get_in_by_priority(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('0', 0), pdPASS);
    spawn(sender, P_HIGH, "3");
    spawn(sender, P_HIGHEST, "1");
    spawn(sender, P_HIGHER, "2");
    CHECK_EQ(get(0), '0');
    CHECK_EQ(get(0), '1');
    CHECK_EQ(get(0), '2');
    CHECK_EQ(get(0), '3');
    CHECK_EVENTS("sss");
    vQueueDelete(queue);
}

static void equal_senders_get_in_by_arrival(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('0', 0), pdPASS);
    spawn(sender, P_HIGH, "1");
    spawn(sender, P_HIGH, "2");
    spawn(sender, P_HIGH, "3");
    for (char expected = '0'; expected <= '3'; expected++) {
        CHECK_EQ(get(0), expected);
    }
    CHECK_EVENTS("sss");
    vQueueDelete(queue);
}

static void a_send_that_times_out_took_its_time(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('a', 0), pdPASS);
    TickType_t begin = fresh_tick();
    CHECK_EQ(put('b', 7), errQUEUE_FULL);
    CHECK_EQ(xTaskGetTickCount() - begin, 7);
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(get(0), '-');
    vQueueDelete(queue);
}

static void a_receive_that_times_out_took_its_time_and_left_the_buffer(void)
{
    char item = 'k';
    given_a_queue_of(1);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xQueueReceive(queue, &item, 7), errQUEUE_EMPTY);
    CHECK_EQ(xTaskGetTickCount() - begin, 7);
    CHECK_EQ(item, 'k');
    begin = fresh_tick();
    CHECK_EQ(xQueuePeek(queue, &item, 4), errQUEUE_EMPTY);
    CHECK_EQ(xTaskGetTickCount() - begin, 4);
    CHECK_EQ(item, 'k');
    vQueueDelete(queue);
}

static void late_sender(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    CHECK_EQ(put('l', 0), pdPASS);
    park();
}

static void an_item_in_time_ends_the_wait(void)
{
    given_a_queue_of(1);
    TickType_t begin = fresh_tick();
    spawn(late_sender, P_HIGH, NULL);
    CHECK_EQ(get(100), 'l');
    CHECK_EQ(xTaskGetTickCount() - begin, 3);
    vQueueDelete(queue);
}

/* From handlers. */

static char isr_items[4];
static BaseType_t isr_results[4];
static BaseType_t isr_woken;

static void send_three_in_handler(void)
{
    isr_woken = pdFALSE;
    isr_results[0] = xQueueSendFromISR(queue, &isr_items[0], &isr_woken);
    isr_results[1] = xQueueSendToBackFromISR(queue, &isr_items[1], &isr_woken);
    isr_results[2] = xQueueSendToFrontFromISR(queue, &isr_items[2], &isr_woken);
    isr_results[3] = xQueueIsQueueFullFromISR(queue);
    portYIELD_FROM_ISR(isr_woken);
}

static void handlers_send_to_both_ends(void)
{
    given_a_queue_of(3);
    memcpy(isr_items, "abz", 3);
    irq_call(send_three_in_handler);
    CHECK_EQ(isr_results[0], pdPASS);
    CHECK_EQ(isr_results[1], pdPASS);
    CHECK_EQ(isr_results[2], pdPASS);
    CHECK_EQ(isr_results[3], pdTRUE);
    CHECK_EQ(isr_woken, pdFALSE);
    CHECK_EQ(get(0), 'z');
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void a_full_queue_refuses_a_handler(void)
{
    given_a_queue_of(2);
    memcpy(isr_items, "abz", 3);
    irq_call(send_three_in_handler);
    CHECK_EQ(isr_results[1], pdPASS);
    CHECK_EQ(isr_results[2], errQUEUE_FULL);
    CHECK_EQ(get(0), 'a');
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void a_handler_that_sends_wakes_the_receiver_when_it_ends(void)
{
    given_a_queue_of(3);
    memcpy(isr_items, "abz", 3);
    spawn(receiver, P_HIGH, NULL);
    irq_call(send_three_in_handler);
    event('.');
    CHECK_EQ(isr_woken, pdTRUE);
    CHECK_EVENTS("z."); /* the handler put z in front before the receiver ran */
    vQueueDelete(queue);
}

static void receive_in_handler(void)
{
    isr_woken = pdFALSE;
    isr_results[0] = xQueuePeekFromISR(queue, &isr_items[0]);
    isr_results[1] = xQueueReceiveFromISR(queue, &isr_items[1], &isr_woken);
    isr_results[2] = (BaseType_t)uxQueueMessagesWaitingFromISR(queue);
    isr_results[3] = xQueueIsQueueEmptyFromISR(queue);
    portYIELD_FROM_ISR(isr_woken);
}

static void handlers_peek_receive_and_count(void)
{
    given_a_queue_of(2);
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), pdPASS);
    irq_call(receive_in_handler);
    CHECK_EQ(isr_results[0], pdPASS);
    CHECK_EQ(isr_results[1], pdPASS);
    CHECK_EQ(isr_items[0], 'a');
    CHECK_EQ(isr_items[1], 'a');
    CHECK_EQ(isr_results[2], 1);
    CHECK_EQ(isr_results[3], pdFALSE);
    irq_call(receive_in_handler);
    CHECK_EQ(isr_results[3], pdTRUE);
    irq_call(receive_in_handler);
    CHECK_EQ(isr_results[0], pdFAIL);
    CHECK_EQ(isr_results[1], pdFAIL);
    vQueueDelete(queue);
}

static void a_handler_that_receives_lets_a_sender_in(void)
{
    given_a_queue_of(1);
    CHECK_EQ(put('a', 0), pdPASS);
    spawn(sender, P_HIGH, "b");
    irq_call(receive_in_handler);
    event('.');
    CHECK_EQ(isr_woken, pdTRUE);
    CHECK_EVENTS("s.");
    CHECK_EQ(get(0), 'b');
    vQueueDelete(queue);
}

static void overwrite_in_handler(void)
{
    isr_woken = pdFALSE;
    isr_results[0] = xQueueOverwriteFromISR(queue, &isr_items[0], &isr_woken);
    isr_results[1] = xQueueOverwriteFromISR(queue, &isr_items[1], &isr_woken);
    portYIELD_FROM_ISR(isr_woken);
}

static void a_handler_may_overwrite_a_mailbox(void)
{
    given_a_queue_of(1);
    memcpy(isr_items, "ab", 2);
    irq_call(overwrite_in_handler);
    CHECK_EQ(isr_results[0], pdPASS);
    CHECK_EQ(isr_results[1], pdPASS);
    CHECK_EQ(get(0), 'b');
    spawn(receiver, P_HIGH, NULL);
    irq_call(overwrite_in_handler);
    CHECK_EQ(isr_woken, pdTRUE);
    CHECK_EVENTS("b");
    vQueueDelete(queue);
}

static void a_wait_in_a_critical_section_of_no_ticks_works(void)
{
    given_a_queue_of(1);
    taskENTER_CRITICAL();
    CHECK_EQ(get(0), '-');
    CHECK_EQ(put('a', 0), pdPASS);
    CHECK_EQ(put('b', 0), errQUEUE_FULL);
    CHECK_EQ(get(0), 'a');
    taskEXIT_CRITICAL();
    vTaskSuspendAll();
    CHECK_EQ(put('b', 0), pdPASS);
    CHECK_EQ(look(0), 'b');
    CHECK_EQ(get(0), 'b');
    (void)xTaskResumeAll();
    vQueueDelete(queue);
}

/* Ping-pong between tasks above, at and below: nothing is lost, whatever the order. */

#define ROUNDS 200U
static QueueHandle_t back;

static void echo(void *arg)
{
    (void)arg;
    for (;;) {
        uint32_t item;
        if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
            CHECK_EQ(xQueueSend(back, &item, portMAX_DELAY), pdPASS);
        }
    }
}

static void ping_pong_loses_nothing_at_any_priority(void)
{
    static const UBaseType_t priorities[] = {P_LOW, P_CONTROL, P_HIGH};
    for (size_t i = 0; i < 3; i++) {
        queue = xQueueCreate(2, sizeof(uint32_t));
        back = xQueueCreate(1, sizeof(uint32_t));
        TaskHandle_t task = spawn(echo, priorities[i], NULL);
        for (uint32_t round = 0; round < ROUNDS; round++) {
            uint32_t item = round;
            CHECK_EQ(xQueueSend(queue, &item, portMAX_DELAY), pdPASS);
            CHECK_EQ(xQueueReceive(back, &item, portMAX_DELAY), pdPASS);
            CHECK_EQ(item, round);
        }
        reap_one(task);
        vQueueDelete(queue);
        vQueueDelete(back);
    }
}

CONFORMANCE_MAIN(
    "queue", TEST(a_new_queue_is_empty), TEST(items_come_out_in_the_order_they_went_in),
    TEST(an_item_to_the_front_comes_out_first), TEST(front_and_back_alternate_across_the_end),
    TEST(a_full_queue_takes_nothing), TEST(a_peek_leaves_the_item),
    TEST(a_mailbox_keeps_the_last_item), TEST(items_are_copied_when_they_are_sent),
    TEST(items_of_every_size_arrive_whole), TEST(a_queue_of_no_bytes_counts),
    TEST(reset_empties_the_queue), TEST(reset_lets_a_blocked_sender_in),
    TEST(reset_does_not_wake_a_receiver),
    TEST(a_send_wakes_the_more_urgent_receiver_before_it_returns),
    TEST(a_send_does_not_wait_for_a_less_urgent_receiver),
    TEST(a_send_to_an_equal_receiver_goes_on), TEST(a_receive_lets_a_blocked_sender_in),
    TEST(a_peek_does_not_let_a_sender_in), TEST(one_item_serves_every_peeker_and_one_receiver),
    TEST(senders_get_in_by_priority), TEST(equal_senders_get_in_by_arrival),
    TEST(a_send_that_times_out_took_its_time),
    TEST(a_receive_that_times_out_took_its_time_and_left_the_buffer),
    TEST(an_item_in_time_ends_the_wait), TEST(handlers_send_to_both_ends),
    TEST(a_full_queue_refuses_a_handler),
    TEST(a_handler_that_sends_wakes_the_receiver_when_it_ends),
    TEST(handlers_peek_receive_and_count), TEST(a_handler_that_receives_lets_a_sender_in),
    TEST(a_handler_may_overwrite_a_mailbox), TEST(a_wait_in_a_critical_section_of_no_ticks_works),
    TEST(ping_pong_loses_nothing_at_any_priority))
