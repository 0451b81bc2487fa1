/* SPDX-License-Identifier: MIT */
/* Calls everything in timers.h, event_groups.h and stream_buffer.h, so that its trace macros fire.
 * What the calls do is the conformance programs' business. */
#include "conformance.h"
#include "exhaust.h"
#include "irq.h"

static TimerHandle_t timer;

static void expired(TimerHandle_t handle)
{
    (void)handle;
}

static void pended(void *arg, uint32_t number)
{
    (void)arg;
    (void)number;
}

static void start_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xTimerStartFromISR(timer, &woken), pdPASS);
    CHECK_EQ(xTimerPendFunctionCallFromISR(pended, NULL, 0, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void timers_run(void)
{
    static StaticTimer_t memory;
    StaticTimer_t *got;
    int id;

    timer = xTimerCreateStatic("static", 2, pdFALSE, NULL, expired, &memory);
    CHECK_EQ(xTimerGetStaticBuffer(timer, &got), pdTRUE);
    CHECK_EQ(xTimerDelete(timer, 1), pdPASS);
    timer = xTimerCreate("timer", 2, pdFALSE, NULL, expired);
    CHECK_EQ(xTimerStart(timer, 1), pdPASS);
    vTaskDelay(5);
    irq_call(start_from_isr);
    CHECK_EQ(xTimerPendFunctionCall(pended, NULL, 0, 1), pdPASS);
    CHECK_EQ(xTimerGetPeriod(timer), 2);
    (void)xTimerGetExpiryTime(timer);
    vTimerSetReloadMode(timer, pdTRUE);
    CHECK_EQ(xTimerGetReloadMode(timer), pdTRUE);
    CHECK_EQ(uxTimerGetReloadMode(timer), 1);
    CHECK(pcTimerGetName(timer) != NULL);
    (void)xTimerIsTimerActive(timer);
    vTimerSetTimerID(timer, &id);
    CHECK(pvTimerGetTimerID(timer) == &id);
    vTimerSetTimerNumber(timer, 3);
    CHECK_EQ(uxTimerGetTimerNumber(timer), 3);
    CHECK(xTimerGetTimerDaemonTaskHandle() != NULL);
    CHECK_EQ(xTimerDelete(timer, 1), pdPASS);
    exhaust_heap();
    CHECK(xTimerCreate("no", 2, pdFALSE, NULL, expired) == NULL);
    CHECK(xEventGroupCreate() == NULL);
    CHECK(xStreamBufferCreate(100, 1) == NULL);
    give_heap_back();
    settle();
}

static EventGroupHandle_t group;

static void bits_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xEventGroupGetBitsFromISR(group), 1);
    CHECK_EQ(xEventGroupClearBitsFromISR(group, 1), pdPASS);
    CHECK_EQ(xEventGroupSetBitsFromISR(group, 2, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void event_groups_gather(void)
{
    static StaticEventGroup_t memory;
    StaticEventGroup_t *got;

    group = xEventGroupCreateStatic(&memory);
    CHECK_EQ(xEventGroupGetStaticBuffer(group, &got), pdTRUE);
    vEventGroupDelete(group);
    group = xEventGroupCreate();
    CHECK_EQ(xEventGroupSetBits(group, 1), 1);
    irq_call(bits_from_isr);
    settle();
    CHECK_EQ(xEventGroupWaitBits(group, 2, pdFALSE, pdTRUE, 1), 2);
    CHECK_EQ(xEventGroupSync(group, 1, 3, 1), 3);
    (void)xEventGroupClearBits(group, 3);
    vEventGroupSetNumber(group, 5);
    CHECK_EQ(uxEventGroupGetNumber(group), 5);
    vEventGroupDelete(group);
}

static StreamBufferHandle_t stream;
static char byte;

static void stream_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xStreamBufferSendFromISR(stream, &byte, 1, &woken), 1);
    CHECK_EQ(xStreamBufferReceiveFromISR(stream, &byte, 1, &woken), 1);
    (void)xStreamBufferSendCompletedFromISR(stream, &woken);
    (void)xStreamBufferReceiveCompletedFromISR(stream, &woken);
    CHECK_EQ(xStreamBufferResetFromISR(stream), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void streams_flow(void)
{
    static uint8_t storage[4];
    static StaticStreamBuffer_t memory;
    uint8_t *got_storage;
    StaticStreamBuffer_t *got_memory;

    CHECK(xStreamBufferCreateStatic(1, 1, storage, &memory) == NULL);
    stream = xStreamBufferCreateStatic(sizeof storage, 1, storage, &memory);
    CHECK_EQ(xStreamBufferGetStaticBuffers(stream, &got_storage, &got_memory), pdTRUE);
    vStreamBufferDelete(stream);
    stream = xStreamBufferCreate(1, 1);
    CHECK_EQ(xStreamBufferReceive(stream, &byte, 1, 1), 0);
    CHECK_EQ(xStreamBufferSend(stream, &byte, 1, 0), 1);
    CHECK_EQ(xStreamBufferIsFull(stream), pdTRUE);
    CHECK_EQ(xStreamBufferSend(stream, &byte, 1, 1), 0);
    CHECK_EQ(xStreamBufferBytesAvailable(stream), 1);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), 0);
    (void)xStreamBufferNextMessageLengthBytes(stream);
    CHECK_EQ(xStreamBufferReceive(stream, &byte, 1, 0), 1);
    CHECK_EQ(xStreamBufferIsEmpty(stream), pdTRUE);
    CHECK_EQ(xStreamBufferSetTriggerLevel(stream, 1), pdTRUE);
    CHECK_EQ(xStreamBufferReset(stream), pdPASS);
    irq_call(stream_from_isr);
    vStreamBufferSetStreamBufferNumber(stream, 2);
    CHECK_EQ(uxStreamBufferGetStreamBufferNumber(stream), 2);
    (void)ucStreamBufferGetStreamBufferType(stream);
    vStreamBufferSetStreamBufferNotificationIndex(stream, 1);
    CHECK_EQ(uxStreamBufferGetStreamBufferNotificationIndex(stream), 1);
    vStreamBufferDelete(stream);
}

CONFORMANCE_MAIN("trace", TEST(timers_run), TEST(event_groups_gather), TEST(streams_flow))
