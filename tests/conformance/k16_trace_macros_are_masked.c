/* SPDX-License-Identifier: MIT */
/* K16: the trace macros of queues, semaphores, mutexes and notifications expand inside the masked
 * section, with the handle as argument.
 * Fails on a kernel that traces outside the section, leaves a macro out, or traces another object.
 */
#include <string.h>

#include "conformance.h"
#include "irq.h"

static const void *handle;
static const char *expected;
static volatile unsigned seen, unmasked, strangers;
static uint32_t item;

static void on_trace(const char *macro, const void *object)
{
    UBaseType_t before = portSET_INTERRUPT_MASK_FROM_ISR();
    if (strcmp(macro, expected) == 0) {
        seen = seen + 1U;
        unmasked = unmasked + (before == ARCH_MASK_NONE ? 1U : 0U);
        strangers = strangers + (object != handle ? 1U : 0U);
    }
    portCLEAR_INTERRUPT_MASK_FROM_ISR(before);
}

static void expect(const char *macro, const void *object)
{
    expected = macro;
    handle = object;
    seen = unmasked = strangers = 0;
    conformance_on_trace = on_trace;
    conformance_case = macro;
}

static void check_once(void)
{
    conformance_on_trace = NULL;
    CHECK_EQ(seen, 1);
    CHECK_EQ(unmasked, 0);
    CHECK_EQ(strangers, 0);
}

static void queue_calls_are_traced(void)
{
    QueueHandle_t queue = xQueueCreate(1, sizeof item);
    expect("send", queue);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    check_once();
    expect("send_failed", queue);
    CHECK_EQ(xQueueSend(queue, &item, 0), errQUEUE_FULL);
    check_once();
    expect("receive", queue);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    check_once();
    expect("receive_failed", queue);
    CHECK_EQ(xQueueReceive(queue, &item, 0), errQUEUE_EMPTY);
    check_once();
    vQueueDelete(queue);
}

static void semaphore_and_mutex_calls_are_traced_as_queue_calls(void)
{
    SemaphoreHandle_t both[2] = {xSemaphoreCreateBinary(), xSemaphoreCreateMutex()};
    CHECK_EQ(xSemaphoreGive(both[0]), pdPASS);
    for (size_t i = 0; i < 2; i++) {
        expect("receive", both[i]);
        CHECK_EQ(xSemaphoreTake(both[i], 0), pdPASS);
        check_once();
        expect("send", both[i]);
        CHECK_EQ(xSemaphoreGive(both[i]), pdPASS);
        check_once();
        vSemaphoreDelete(both[i]);
    }
}

static QueueHandle_t isr_queue;

static void send_from_isr(void)
{
    CHECK_EQ(xQueueSendFromISR(isr_queue, &item, NULL), pdPASS);
}

static void receive_from_isr(void)
{
    CHECK_EQ(xQueueReceiveFromISR(isr_queue, &item, NULL), pdPASS);
}

static void calls_of_handlers_are_traced(void)
{
    isr_queue = xQueueCreate(1, sizeof item);
    expect("send_from_isr", isr_queue);
    irq_call(send_from_isr);
    check_once();
    expect("receive_from_isr", isr_queue);
    irq_call(receive_from_isr);
    check_once();
    vQueueDelete(isr_queue);
}

static void notifications_are_traced(void)
{
    expect("notify", NULL);
    CHECK_EQ(xTaskNotifyGive(xTaskGetCurrentTaskHandle()), pdPASS);
    check_once();
    expect("notify", NULL);
    CHECK_EQ(xTaskNotify(xTaskGetCurrentTaskHandle(), 1, eSetBits), pdPASS);
    check_once();
    (void)ulTaskNotifyTake(pdTRUE, 0);
}

CONFORMANCE_MAIN("K16", TEST(queue_calls_are_traced),
                 TEST(semaphore_and_mutex_calls_are_traced_as_queue_calls),
                 TEST(calls_of_handlers_are_traced), TEST(notifications_are_traced))
