/* SPDX-License-Identifier: MIT */
/* Two producers of one priority and two consumers of another share a queue of three places. Whoever
 * finds it full or empty waits. Items carry producer and number. */
#include "queue.h"

#include "scenario.h"

#define PRODUCERS 2u
#define CONSUMERS 2u
#define STOP      0xffffffffu

static QueueHandle_t queue;
static unsigned producer_actors[PRODUCERS], consumer_actors[CONSUMERS];
static uint8_t seen[PRODUCERS][1024];

static void produce(void *arg)
{
    uint32_t self = (uint32_t)(uintptr_t)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint32_t item = self << 16 | n;
        EXPECT(xQueueSend(queue, &item, portMAX_DELAY) == pdPASS);
        progress(producer_actors[self]);
    }
    uint32_t stop = STOP; /* one for one consumer */
    EXPECT(xQueueSend(queue, &stop, portMAX_DELAY) == pdPASS);
    done(producer_actors[self]);
    rest();
}

static void consume(void *arg)
{
    uint32_t self = (uint32_t)(uintptr_t)arg;
    uint32_t last[PRODUCERS] = {0, 0};
    for (;;) {
        uint32_t item = 0;
        EXPECT(xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS);
        progress(consumer_actors[self]);
        if (item == STOP) {
            break;
        }
        uint32_t from = item >> 16;
        uint32_t n = item & 0xffffu;
        EXPECT(from < PRODUCERS && n < rounds());
        EXPECT(n + 1u > last[from]); /* in order, seen from one consumer */
        last[from] = n + 1u;
        seen[from][n]++;
    }
    done(consumer_actors[self]);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"producer 0", "producer 1", "consumer 0", "consumer 1"};
    queue = xQueueCreate(3, sizeof(uint32_t));
    for (uint32_t i = 0; i < PRODUCERS; i++) {
        producer_actors[i] = actor(names[i]);
        spawn(names[i], produce, P_LOW, (void *)(uintptr_t)i);
    }
    for (uint32_t i = 0; i < CONSUMERS; i++) {
        consumer_actors[i] = actor(names[PRODUCERS + i]);
        spawn(names[PRODUCERS + i], consume, choose(2) ? P_LOW : P_MIDDLE, (void *)(uintptr_t)i);
    }
}

static void check(void)
{
    for (uint32_t from = 0; from < PRODUCERS; from++) {
        for (uint32_t n = 0; n < rounds(); n++) {
            EXPECT(seen[from][n] == 1);
        }
    }
    EXPECT(uxQueueMessagesWaiting(queue) == 0 && uxQueueSpacesAvailable(queue) == 3);
}

SCENARIO(queue_tasks, "each item between tasks arrives once, in its producer's order");
