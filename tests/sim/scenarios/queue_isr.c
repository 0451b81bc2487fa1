/* SPDX-License-Identifier: MIT */
/* One handler sends what comes and takes what goes; a task on each side waits. */
#include "queue.h"

#include "scenario.h"

static QueueHandle_t up, down;
static unsigned reader_actor, writer_actor;
static volatile uint32_t sent_up, got_down;
static uint32_t sent_down;

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    uint32_t item = sent_up;

    (void)arg;
    if (item < rounds() && xQueueSendFromISR(up, &item, &woken) == pdPASS) {
        sent_up = item + 1u;
    }
    if (xQueueReceiveFromISR(down, &item, &woken) == pdPASS) {
        EXPECT(item == got_down);
        got_down = item + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

static void read_up(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint32_t item = 0;
        while (xQueueReceive(up, &item, choose(3)) != pdPASS) {
        }
        EXPECT(item == n);
        progress(reader_actor);
    }
    done(reader_actor);
    rest();
}

static void write_down(void *arg)
{
    (void)arg;
    while (sent_down < rounds()) {
        if (xQueueSend(down, &sent_down, choose(3)) == pdPASS) {
            sent_down++;
        }
        if (got_down > 0) {
            progress(writer_actor);
        }
    }
    while (got_down < rounds()) {
        vTaskDelay(1);
    }
    done(writer_actor);
    rest();
}

static void setup(void)
{
    up = xQueueCreate(2, sizeof(uint32_t));
    down = xQueueCreate(1, sizeof(uint32_t));
    reader_actor = actor("reader");
    writer_actor = actor("writer");
    spawn("reader", read_up, P_MIDDLE, NULL);
    spawn("writer", write_down, P_LOW, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    EXPECT(sent_up == rounds() && got_down == rounds() && sent_down == rounds());
    EXPECT(uxQueueMessagesWaiting(up) == 0 && uxQueueMessagesWaiting(down) == 0);
}

SCENARIO(queue_isr, "each item to and from a handler arrives once and in order");
