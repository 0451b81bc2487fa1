/* SPDX-License-Identifier: MIT */
/* FreeRTOS_errno is the running task's: 0 at first, kept over every kind of switch. */
#include "conformance.h"
#include "irq.h"

static QueueHandle_t queue;

static void answers(void *arg)
{
    uint32_t item;
    (void)arg;
    CHECK_EQ(FreeRTOS_errno, 0);
    for (;;) {
        FreeRTOS_errno = pdFREERTOS_ERRNO_ENOMEM;
        CHECK_EQ(xQueueReceive(queue, &item, portMAX_DELAY), pdPASS);
        CHECK_EQ(FreeRTOS_errno, pdFREERTOS_ERRNO_ENOMEM);
        event('a');
    }
}

static void send_from_isr(void)
{
    uint32_t item = 1;
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xQueueSendFromISR(queue, &item, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void switch_in_a_call_and_from_an_interrupt_keep_it(void)
{
    uint32_t item = 0;
    queue = xQueueCreate(1, sizeof item);
    FreeRTOS_errno = pdFREERTOS_ERRNO_EIO;
    TaskHandle_t task = spawn(answers, P_HIGH, NULL);
    CHECK_EQ(FreeRTOS_errno, pdFREERTOS_ERRNO_EIO);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(FreeRTOS_errno, pdFREERTOS_ERRNO_EIO);
    irq_call(send_from_isr);
    CHECK_EQ(FreeRTOS_errno, pdFREERTOS_ERRNO_EIO);
    CHECK_EVENTS("aa");
    reap_one(task);
    vQueueDelete(queue);
}

static void counts_up(void *arg)
{
    int mine = *(const int *)arg;
    for (;;) {
        FreeRTOS_errno = mine;
        for (volatile unsigned i = 0; i < 50; i++) {
        }
        CHECK_EQ(FreeRTOS_errno, mine);
    }
}

static void turns_among_equals_keep_it(void)
{
    static const int numbers[] = {1, 2, 3};
    for (size_t i = 0; i < 3; i++) {
        spawn(counts_up, P_LOW, (void *)(uintptr_t)&numbers[i]);
    }
    FreeRTOS_errno = 4;
    vTaskDelay(30);
    CHECK_EQ(FreeRTOS_errno, 4);
}

CONFORMANCE_MAIN("errno", TEST(switch_in_a_call_and_from_an_interrupt_keep_it),
                 TEST(turns_among_equals_keep_it))
