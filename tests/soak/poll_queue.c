/* SPDX-License-Identifier: MIT */
/* Nobody blocks: a producer adds a few, a consumer finds exactly those. */
#include "soak.h"

static volatile unsigned long rounds;
static QueueHandle_t queue;

static void produce(void *arg)
{
    uint16_t next = 0;
    (void)arg;
    for (;;) {
        for (unsigned i = 0; i < 3; i++) {
            SOAK_CHECK_THAT(xQueueSend(queue, &next, 0) == pdPASS);
            next++;
        }
        vTaskDelay(20);
    }
}

static void consume(void *arg)
{
    uint16_t expected = 0;
    (void)arg;
    for (;;) {
        while (uxQueueMessagesWaiting(queue) != 0) {
            uint16_t item = 0;
            SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS);
            SOAK_CHECK_THAT(item == expected);
            expected++;
            rounds = rounds + 1;
        }
        vTaskDelay(18);
    }
}

static void start(void)
{
    queue = xQueueCreate(10, sizeof(uint16_t));
    (void)soak_task(produce, "poll in", NULL, SOAK_MIDDLE);
    (void)soak_task(consume, "poll out", NULL, SOAK_MIDDLE);
}

const struct soak_group poll_queue_group = {"poll queue", start, NULL, NULL, &rounds};
