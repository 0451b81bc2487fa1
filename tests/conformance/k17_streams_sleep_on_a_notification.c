/* SPDX-License-Identifier: MIT */
/* K17: stream and message buffers sleep on notification entry 0, or the one chosen; a stray
 * notification of that entry wakes the reader early.
 * Fails on a kernel whose streams wait elsewhere, use an entry nobody chose, or loop on strays. */
#include "conformance.h"

static StreamBufferHandle_t stream;
static volatile TickType_t waited;
static volatile size_t received;

static void reader(void *arg)
{
    uint8_t bytes[8];
    (void)arg;
    TickType_t start = xTaskGetTickCount();
    received = xStreamBufferReceive(stream, bytes, sizeof bytes, 50);
    waited = xTaskGetTickCount() - start;
    event('r');
    park();
}

static void stray_notification_wakes_the_reader_early(void)
{
    stream = xStreamBufferCreate(16, 4);
    TaskHandle_t task = spawn(reader, P_HIGH, NULL);
    vTaskDelay(5);
    CHECK_EQ(xTaskNotifyGive(task), pdPASS);
    CHECK_EVENTS("r");
    CHECK_EQ(received, 0);
    CHECK(waited < 10);
    reap_one(task);
    vStreamBufferDelete(stream);
}

static void reader_woken_early_receives_what_is_there(void)
{
    stream = xStreamBufferCreate(16, 4);
    TaskHandle_t task = spawn(reader, P_HIGH, NULL);
    CHECK_EQ(xStreamBufferSend(stream, "ab", 2, 0), 2);
    CHECK_EVENTS("");
    CHECK_EQ(xTaskNotifyGive(task), pdPASS);
    CHECK_EVENTS("r");
    CHECK_EQ(received, 2);
    reap_one(task);
    vStreamBufferDelete(stream);
}

static void reader_sleeps_on_the_entry_chosen(void)
{
    stream = xStreamBufferCreate(16, 4);
    CHECK_EQ(uxStreamBufferGetStreamBufferNotificationIndex(stream), 0);
    vStreamBufferSetStreamBufferNotificationIndex(stream, 2);
    CHECK_EQ(uxStreamBufferGetStreamBufferNotificationIndex(stream), 2);
    TaskHandle_t task = spawn(reader, P_HIGH, NULL);
    CHECK_EQ(xTaskNotifyGive(task), pdPASS);
    CHECK_EQ(xTaskNotifyGiveIndexed(task, 1), pdPASS);
    CHECK_EVENTS("");
    CHECK_EQ(xStreamBufferSend(stream, "abcd", 4, 0), 4);
    CHECK_EVENTS("r");
    CHECK_EQ(received, 4);
    reap_one(task);
    vStreamBufferDelete(stream);
}

static void trigger_level_decides_when_the_reader_wakes(void)
{
    stream = xStreamBufferCreate(16, 4);
    TaskHandle_t task = spawn(reader, P_HIGH, NULL);
    CHECK_EQ(xStreamBufferSend(stream, "abc", 3, 0), 3);
    CHECK_EVENTS("");
    CHECK_EQ(xStreamBufferSend(stream, "d", 1, 0), 1);
    CHECK_EVENTS("r");
    CHECK_EQ(received, 4);
    reap_one(task);
    vStreamBufferDelete(stream);
}

CONFORMANCE_MAIN("K17", TEST(stray_notification_wakes_the_reader_early),
                 TEST(reader_woken_early_receives_what_is_there),
                 TEST(reader_sleeps_on_the_entry_chosen),
                 TEST(trigger_level_decides_when_the_reader_wakes))
