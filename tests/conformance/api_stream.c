/* SPDX-License-Identifier: MIT */
/* stream_buffer.h and message_buffer.h as their reference describes them. Catches a kernel that
 * loses a byte, tears a message, or wakes a reader below or above its trigger level. */
#include <string.h>

#include "conformance.h"
#include "irq.h"

static StreamBufferHandle_t stream;
static char data[64];

static size_t send(const char *text, TickType_t ticks)
{
    return xStreamBufferSend(stream, text, strlen(text), ticks);
}

static bool received(size_t capacity, TickType_t ticks, const char *expected)
{
    memset(data, 0, sizeof data);
    size_t count = xStreamBufferReceive(stream, data, capacity, ticks);
    return count == strlen(expected) && memcmp(data, expected, count) == 0;
}

static void a_new_stream_is_empty(void)
{
    stream = xStreamBufferCreate(10, 1);
    CHECK_EQ(xStreamBufferIsEmpty(stream), pdTRUE);
    CHECK_EQ(xStreamBufferIsFull(stream), pdFALSE);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), 10);
    CHECK_EQ(xStreamBufferBytesAvailable(stream), 0);
    CHECK_EQ(xStreamBufferReceive(stream, data, 5, 0), 0);
    vStreamBufferDelete(stream);
}

static void a_stream_holds_as_many_bytes_as_asked_for(void)
{
    stream = xStreamBufferCreate(10, 1);
    CHECK_EQ(send("0123456789ab", 0), 10);
    CHECK_EQ(xStreamBufferIsFull(stream), pdTRUE);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), 0);
    CHECK_EQ(send("x", 0), 0);
    CHECK(received(4, 0, "0123"));
    CHECK_EQ(xStreamBufferIsFull(stream), pdFALSE);
    CHECK_EQ(send("xyz", 0), 3);
    CHECK(received(64, 0, "456789xyz"));
    vStreamBufferDelete(stream);
}

static void bytes_keep_their_order_across_the_end(void)
{
    stream = xStreamBufferCreate(7, 1);
    for (unsigned round = 0; round < 30; round++) {
        CHECK_EQ(send("abcde", 0), 5);
        CHECK(received(2, 0, "ab"));
        CHECK(received(64, 0, "cde"));
    }
    vStreamBufferDelete(stream);
}

static void reset_forgets_the_bytes(void)
{
    stream = xStreamBufferCreate(10, 1);
    CHECK_EQ(send("abc", 0), 3);
    CHECK_EQ(xStreamBufferReset(stream), pdPASS);
    CHECK_EQ(xStreamBufferIsEmpty(stream), pdTRUE);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), 10);
    vStreamBufferDelete(stream);
}

static size_t wanted = 64;

static void reader(void *arg)
{
    TickType_t ticks = *(const TickType_t *)arg;
    for (;;) {
        size_t count = xStreamBufferReceive(stream, data, wanted, ticks);
        event((char)('0' + (int)count));
        if (ticks != portMAX_DELAY) {
            park();
        }
    }
}

static const TickType_t forever = portMAX_DELAY, soon = 5;

static void reset_fails_while_somebody_waits(void)
{
    stream = xStreamBufferCreate(10, 1);
    TaskHandle_t task = spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(xStreamBufferReset(stream), pdFAIL);
    reap_one(task);
    vStreamBufferDelete(stream);
}

static void a_reader_wakes_at_the_trigger_level(void)
{
    stream = xStreamBufferCreate(10, 4);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("abc", 0), 3);
    CHECK_EVENTS("");
    CHECK_EQ(send("d", 0), 1);
    CHECK_EVENTS("4");
    CHECK_EQ(send("efghij", 0), 6);
    CHECK_EVENTS("6");
    vStreamBufferDelete(stream);
}

static void a_reader_that_finds_bytes_does_not_wait_for_the_level(void)
{
    stream = xStreamBufferCreate(10, 4);
    CHECK_EQ(send("ab", 0), 2);
    TickType_t begin = fresh_tick();
    CHECK(received(64, 50, "ab"));
    CHECK_EQ(xTaskGetTickCount(), begin);
    vStreamBufferDelete(stream);
}

static void a_reader_below_its_level_gets_what_there_is_in_the_end(void)
{
    stream = xStreamBufferCreate(10, 6);
    TickType_t begin = fresh_tick();
    spawn(reader, P_HIGH, (void *)&soon);
    CHECK_EQ(send("abc", 0), 3);
    CHECK_EVENTS("");
    while ((TickType_t)(xTaskGetTickCount() - begin) < 5) {
    }
    CHECK_EVENTS("3");
    vStreamBufferDelete(stream);
}

static void a_level_of_zero_is_one(void)
{
    stream = xStreamBufferCreate(10, 0);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("a", 0), 1);
    CHECK_EVENTS("1");
    CHECK_EQ(xStreamBufferSetTriggerLevel(stream, 0), pdTRUE);
    CHECK_EQ(send("b", 0), 1);
    CHECK_EVENTS("1");
    vStreamBufferDelete(stream);
}

static void the_level_can_be_changed_up_to_the_size(void)
{
    stream = xStreamBufferCreate(10, 1);
    CHECK_EQ(xStreamBufferSetTriggerLevel(stream, 10), pdTRUE);
    CHECK_EQ(xStreamBufferSetTriggerLevel(stream, 11), pdFALSE);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("123456789", 0), 9);
    CHECK_EVENTS("");
    CHECK_EQ(send("0", 0), 1);
    CHECK_EVENTS(":"); /* ten */
    vStreamBufferDelete(stream);
}

static void writer(void *arg)
{
    const char *text = arg;
    size_t count = xStreamBufferSend(stream, text, strlen(text), portMAX_DELAY);
    event((char)('0' + (int)count));
    park();
}

static void a_writer_waits_until_everything_fits(void)
{
    stream = xStreamBufferCreate(6, 1);
    CHECK_EQ(send("abcd", 0), 4);
    spawn(writer, P_HIGH, "12345");
    CHECK(received(1, 0, "a"));
    CHECK(received(1, 0, "b"));
    CHECK_EVENTS("");
    CHECK(received(1, 0, "c"));
    CHECK_EVENTS("5");
    CHECK(received(64, 0, "d12345"));
    vStreamBufferDelete(stream);
}

static void a_writer_of_more_than_the_size_waits_for_an_empty_stream(void)
{
    stream = xStreamBufferCreate(6, 1);
    CHECK_EQ(send("ab", 0), 2);
    spawn(writer, P_HIGH, "123456789");
    CHECK(received(1, 0, "a"));
    CHECK_EVENTS("");
    CHECK(received(1, 0, "b"));
    CHECK_EVENTS("6");
    CHECK(received(64, 0, "123456"));
    vStreamBufferDelete(stream);
}

static void a_writer_whose_time_is_up_sends_what_fits(void)
{
    stream = xStreamBufferCreate(6, 1);
    CHECK_EQ(send("abcd", 0), 4);
    TickType_t begin = fresh_tick();
    CHECK_EQ(send("12345", 3), 2);
    CHECK_EQ(xTaskGetTickCount() - begin, 3);
    CHECK(received(64, 0, "abcd12"));
    vStreamBufferDelete(stream);
}

static void a_static_stream_uses_the_given_memory(void)
{
    static StaticStreamBuffer_t block;
    static uint8_t storage[9];
    StaticStreamBuffer_t *block_seen = NULL;
    uint8_t *storage_seen = NULL;
    size_t heap = xPortGetFreeHeapSize();

    stream = xStreamBufferCreateStatic(sizeof storage, 1, storage, &block);
    CHECK(stream == (StreamBufferHandle_t)(void *)&block);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), 8); /* one byte stays free */
    CHECK_EQ(send("123456789", 0), 8);
    CHECK_EQ(xStreamBufferGetStaticBuffers(stream, &storage_seen, &block_seen), pdTRUE);
    CHECK(storage_seen == storage && block_seen == &block);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    vStreamBufferDelete(stream);
    stream = xStreamBufferCreate(4, 1);
    CHECK_EQ(xStreamBufferGetStaticBuffers(stream, &storage_seen, &block_seen), pdFALSE);
    vStreamBufferDelete(stream);
}

/* From handlers. */

static size_t counts[3];
static BaseType_t woken;
static BaseType_t reset_result;

static void send_in_handler(void)
{
    woken = pdFALSE;
    counts[0] = xStreamBufferSendFromISR(stream, "abc", 3, &woken);
    counts[1] = xStreamBufferSendFromISR(stream, "defgh", 5, &woken);
    portYIELD_FROM_ISR(woken);
}

static void receive_in_handler(void)
{
    woken = pdFALSE;
    counts[0] = xStreamBufferReceiveFromISR(stream, data, 2, &woken);
    counts[1] = xStreamBufferReceiveFromISR(stream, data + 2, sizeof data - 2, &woken);
    portYIELD_FROM_ISR(woken);
}

static void reset_in_handler(void)
{
    reset_result = xStreamBufferResetFromISR(stream);
}

static void a_handler_sends_what_fits_and_wakes_the_reader(void)
{
    stream = xStreamBufferCreate(6, 1);
    irq_call(send_in_handler);
    CHECK_EQ(counts[0], 3);
    CHECK_EQ(counts[1], 3);
    CHECK_EQ(woken, pdFALSE);
    CHECK(received(64, 0, "abcdef"));
    spawn(reader, P_HIGH, (void *)&forever);
    irq_call(send_in_handler);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("6");
    vStreamBufferDelete(stream);
}

static void a_handler_respects_the_trigger_level(void)
{
    stream = xStreamBufferCreate(20, 10);
    spawn(reader, P_HIGH, (void *)&forever);
    irq_call(send_in_handler);
    CHECK_EQ(woken, pdFALSE);
    CHECK_EVENTS("");
    irq_call(send_in_handler);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("@"); /* sixteen */
    vStreamBufferDelete(stream);
}

static void a_handler_receives_and_wakes_the_writer(void)
{
    stream = xStreamBufferCreate(6, 1);
    CHECK_EQ(send("abcdef", 0), 6);
    spawn(writer, P_HIGH, "xyz");
    irq_call(receive_in_handler);
    CHECK_EQ(counts[0], 2);
    CHECK_EQ(counts[1], 4);
    CHECK(memcmp(data, "abcdef", 6) == 0);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("3");
    irq_call(reset_in_handler);
    CHECK_EQ(reset_result, pdPASS);
    CHECK_EQ(xStreamBufferIsEmpty(stream), pdTRUE);
    vStreamBufferDelete(stream);
}

/* Messages. */

static void messages_come_out_whole(void)
{
    stream = xMessageBufferCreate(64);
    CHECK_EQ(xMessageBufferSend(stream, "hello", 5, 0), 5);
    CHECK_EQ(xMessageBufferSend(stream, "you", 3, 0), 3);
    CHECK_EQ(xMessageBufferNextLengthBytes(stream), 5);
    CHECK_EQ(xMessageBufferSpaceAvailable(stream),
             64 - 8 - 2 * sizeof(configMESSAGE_BUFFER_LENGTH_TYPE));
    CHECK(received(64, 0, "hello"));
    CHECK_EQ(xMessageBufferNextLengthBytes(stream), 3);
    CHECK(received(3, 0, "you"));
    CHECK_EQ(xMessageBufferNextLengthBytes(stream), 0);
    CHECK_EQ(xMessageBufferIsEmpty(stream), pdTRUE);
    CHECK_EQ(xMessageBufferReceive(stream, data, sizeof data, 0), 0);
    vMessageBufferDelete(stream);
}

static void a_message_that_does_not_fit_the_reader_stays(void)
{
    stream = xMessageBufferCreate(64);
    CHECK_EQ(xMessageBufferSend(stream, "hello", 5, 0), 5);
    CHECK_EQ(xMessageBufferReceive(stream, data, 4, 0), 0);
    CHECK_EQ(xMessageBufferReceive(stream, data, 4, 3), 0);
    CHECK_EQ(xMessageBufferNextLengthBytes(stream), 5);
    CHECK(received(5, 0, "hello"));
    vMessageBufferDelete(stream);
}

static void a_message_that_can_never_fit_is_refused_at_once(void)
{
    stream = xMessageBufferCreate(16);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xMessageBufferSend(stream, data, 17, portMAX_DELAY), 0);
    CHECK_EQ(xMessageBufferSend(stream, data, 16, portMAX_DELAY),
             0); /* its length needs room, too */
    CHECK_EQ(xTaskGetTickCount(), begin);
    CHECK_EQ(
        xMessageBufferSend(stream, "12345678", 16 - sizeof(configMESSAGE_BUFFER_LENGTH_TYPE), 0),
        16 - sizeof(configMESSAGE_BUFFER_LENGTH_TYPE));
    CHECK_EQ(xMessageBufferIsFull(stream), pdTRUE);
    vMessageBufferDelete(stream);
}

static void a_message_that_does_not_fit_now_is_not_torn(void)
{
    const size_t prefix = sizeof(configMESSAGE_BUFFER_LENGTH_TYPE);
    stream = xMessageBufferCreate(10 + 2 * prefix);
    CHECK_EQ(xMessageBufferSend(stream, "abcde", 5, 0), 5);
    CHECK_EQ(xMessageBufferSend(stream, "123456", 6, 0), 0);
    CHECK_EQ(xMessageBufferSend(stream, "123456", 6, 3), 0);
    CHECK_EQ(xMessageBufferSend(stream, "12345", 5, 0), 5);
    CHECK(received(64, 0, "abcde"));
    CHECK(received(64, 0, "12345"));
    vMessageBufferDelete(stream);
}

static void a_message_wakes_its_reader(void)
{
    stream = xMessageBufferCreate(64);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(xMessageBufferSend(stream, "hello", 5, 0), 5);
    CHECK_EQ(xMessageBufferSend(stream, "you", 3, 0), 3);
    CHECK_EVENTS("53");
    irq_call(send_in_handler); /* "abc" and "defgh" as messages */
    CHECK_EQ(counts[1], 5);
    CHECK_EVENTS("35");
    vMessageBufferDelete(stream);
}

static void an_empty_message_is_refused_and_harms_nothing(void)
{
    stream = xMessageBufferCreate(64);
    CHECK_EQ(xMessageBufferSend(stream, "", 0, 0), 0);
    CHECK_EQ(xMessageBufferIsEmpty(stream), pdTRUE);
    CHECK_EQ(xMessageBufferSend(stream, "you", 3, 0), 3);
    CHECK(received(64, 0, "you"));
    vMessageBufferDelete(stream);
}

static void a_static_message_buffer_uses_the_given_memory(void)
{
    static StaticMessageBuffer_t block;
    static uint8_t storage[40];
    StaticMessageBuffer_t *block_seen = NULL;
    uint8_t *storage_seen = NULL;
    stream = xMessageBufferCreateStatic(sizeof storage, storage, &block);
    CHECK_EQ(xMessageBufferSend(stream, "hello", 5, 0), 5);
    CHECK(received(64, 0, "hello"));
    CHECK_EQ(xMessageBufferGetStaticBuffers(stream, &storage_seen, &block_seen), pdTRUE);
    CHECK(storage_seen == storage && block_seen == &block);
    CHECK_EQ(xMessageBufferReset(stream), pdPASS);
    vMessageBufferDelete(stream);
}

/* Batching buffers: below and at the level there is nothing to read. */

static void a_batch_is_read_when_it_exceeds_its_level(void)
{
    stream = xStreamBatchingBufferCreate(16, 4);
    CHECK_EQ(send("ab", 0), 2);
    CHECK_EQ(xStreamBufferReceive(stream, data, sizeof data, 0), 0);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xStreamBufferReceive(stream, data, sizeof data, 3), 0);
    CHECK_EQ(xTaskGetTickCount() - begin, 3);
    CHECK_EQ(xStreamBufferBytesAvailable(stream), 2);
    CHECK_EQ(send("cde", 0), 3);
    CHECK(received(64, 0, "abcde"));
    vStreamBufferDelete(stream);
}

static void a_reader_of_a_batch_wakes_above_the_level(void)
{
    stream = xStreamBatchingBufferCreate(16, 4);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("abc", 0), 3);
    CHECK_EQ(send("d", 0), 1);
    CHECK_EVENTS("");
    CHECK_EQ(send("e", 0), 1);
    CHECK_EVENTS("5");
    vStreamBufferDelete(stream);
}

static void a_batch_that_cannot_exceed_its_level_is_read_when_full(void)
{
    stream = xStreamBatchingBufferCreate(4, 4);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("abc", 0), 3);
    CHECK_EVENTS("");
    CHECK_EQ(send("d", 0), 1);
    CHECK_EVENTS("4");
    vStreamBufferDelete(stream);
}

static void two_tasks_pass_a_long_text_through_a_small_stream(void)
{
    static const char text[] = "the quick brown fox jumps over the lazy dog and goes on and on";
    stream = xStreamBufferCreate(5, 2);
    spawn(writer, P_LOW, (void *)text);
    size_t at = 0;
    CHECK_EQ(xStreamBufferReceive(stream, data, 64, 10),
             5); /* what the writer could send at once */
    at += 5;
    CHECK(memcmp(data, text, 5) == 0);
    settle();
    CHECK_EVENTS("5");
    CHECK_EQ(at, 5);
    vStreamBufferDelete(stream);
}

static void sizes_and_types_can_be_asked_for(void)
{
    stream = xStreamBufferCreate(5, 2);
    vStreamBufferSetStreamBufferNumber(stream, 8);
    CHECK_EQ(uxStreamBufferGetStreamBufferNumber(stream), 8);
    CHECK_EQ(ucStreamBufferGetStreamBufferType(stream), sbTYPE_STREAM_BUFFER);
    CHECK_EQ(uxStreamBufferGetStreamBufferNotificationIndex(stream), tskDEFAULT_INDEX_TO_NOTIFY);
    vStreamBufferDelete(stream);
    stream = xMessageBufferCreate(20);
    CHECK_EQ(ucStreamBufferGetStreamBufferType(stream), sbTYPE_MESSAGE_BUFFER);
    vMessageBufferDelete(stream);
}

static void completed_in_handler(void)
{
    woken = pdFALSE;
    counts[0] = (size_t)xStreamBufferSendCompletedFromISR(stream, &woken);
    counts[1] = (size_t)xStreamBufferReceiveCompletedFromISR(stream, &woken);
    portYIELD_FROM_ISR(woken);
}

static void completed_calls_wake_whoever_waits(void)
{
    stream = xStreamBufferCreate(10, 5);
    irq_call(completed_in_handler);
    CHECK_EQ(counts[0], pdFALSE);
    CHECK_EQ(counts[1], pdFALSE);
    spawn(reader, P_HIGH, (void *)&forever);
    CHECK_EQ(send("ab", 0), 2);
    CHECK_EVENTS("");
    irq_call(completed_in_handler);
    CHECK_EQ(counts[0], pdTRUE);
    CHECK_EQ(counts[1], pdFALSE);
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("2");
    vStreamBufferDelete(stream);
}

CONFORMANCE_MAIN(
    "stream buffer", TEST(a_new_stream_is_empty), TEST(a_stream_holds_as_many_bytes_as_asked_for),
    TEST(bytes_keep_their_order_across_the_end), TEST(reset_forgets_the_bytes),
    TEST(reset_fails_while_somebody_waits), TEST(a_reader_wakes_at_the_trigger_level),
    TEST(a_reader_that_finds_bytes_does_not_wait_for_the_level),
    TEST(a_reader_below_its_level_gets_what_there_is_in_the_end), TEST(a_level_of_zero_is_one),
    TEST(the_level_can_be_changed_up_to_the_size), TEST(a_writer_waits_until_everything_fits),
    TEST(a_writer_of_more_than_the_size_waits_for_an_empty_stream),
    TEST(a_writer_whose_time_is_up_sends_what_fits), TEST(a_static_stream_uses_the_given_memory),
    TEST(a_handler_sends_what_fits_and_wakes_the_reader),
    TEST(a_handler_respects_the_trigger_level), TEST(a_handler_receives_and_wakes_the_writer),
    TEST(messages_come_out_whole), TEST(a_message_that_does_not_fit_the_reader_stays),
    TEST(a_message_that_can_never_fit_is_refused_at_once),
    TEST(a_message_that_does_not_fit_now_is_not_torn), TEST(a_message_wakes_its_reader),
    TEST(an_empty_message_is_refused_and_harms_nothing),
    TEST(a_static_message_buffer_uses_the_given_memory),
    TEST(a_batch_is_read_when_it_exceeds_its_level),
    TEST(a_reader_of_a_batch_wakes_above_the_level),
    TEST(a_batch_that_cannot_exceed_its_level_is_read_when_full),
    TEST(two_tasks_pass_a_long_text_through_a_small_stream), TEST(sizes_and_types_can_be_asked_for),
    TEST(completed_calls_wake_whoever_waits))
