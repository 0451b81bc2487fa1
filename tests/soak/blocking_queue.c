/* SPDX-License-Identifier: MIT */
/* Producers and consumers that block on each other, at three relations of priority. Every number
 * arrives once and in order. */
#include "soak.h"

struct pair {
    QueueHandle_t queue;
    UBaseType_t length, producer, consumer;
    TickType_t producer_ticks, consumer_ticks;
};

static volatile unsigned long rounds;
static struct pair pairs[] = {
    {NULL, 1, SOAK_MIDDLE, SOAK_LOW, portMAX_DELAY, portMAX_DELAY},
    {NULL, 1, SOAK_LOW, SOAK_MIDDLE, portMAX_DELAY, portMAX_DELAY},
    {NULL, 5, SOAK_LOW, SOAK_LOW, portMAX_DELAY, portMAX_DELAY},
    {NULL, 3, SOAK_HIGH, SOAK_LOW, 4, 50}, /* a slow consumer: the producer times out */
};

static void produce(void *arg)
{
    struct pair *pair = arg;
    uint16_t next = 0;
    for (;;) {
        if (xQueueSend(pair->queue, &next, pair->producer_ticks) == pdPASS) {
            next++;
        } else {
            SOAK_CHECK_THAT(pair->producer_ticks != portMAX_DELAY);
        }
        if (next % 4U == 0) {
            vTaskDelay(2);
        }
    }
}

static void consume(void *arg)
{
    struct pair *pair = arg;
    uint16_t expected = 0;
    for (;;) {
        uint16_t item = 0;
        if (xQueueReceive(pair->queue, &item, pair->consumer_ticks) == pdPASS) {
            SOAK_CHECK_THAT(item == expected);
            expected = (uint16_t)(item + 1U);
            rounds = rounds + 1;
        } else {
            SOAK_CHECK_THAT(pair->consumer_ticks != portMAX_DELAY);
        }
        if (pair->consumer_ticks != portMAX_DELAY) {
            vTaskDelay(3);
        }
    }
}

static void start(void)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        pairs[i].queue = xQueueCreate(pairs[i].length, sizeof(uint16_t));
        (void)soak_task(produce, "produce", &pairs[i], pairs[i].producer);
        (void)soak_task(consume, "consume", &pairs[i], pairs[i].consumer);
    }
}

const struct soak_group blocking_queue_group = {"blocking queue", start, NULL, NULL, &rounds};
