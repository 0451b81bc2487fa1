/* SPDX-License-Identifier: MIT */
/* A mailbox that is overwritten while others peek: who peeks sees values that only grow, and whole.
 * A second queue takes urgent items in front. */
#include "queue.h"

#include "scenario.h"

struct pair {
    uint32_t value, copy;
};

static QueueHandle_t mailbox, urgent;
static unsigned writer_actor, peeker_actors[2], drain_actor;

static void overwrite(void *arg)
{
    (void)arg;
    for (uint32_t n = 1; n <= rounds(); n++) {
        struct pair pair = {n, ~n};
        EXPECT(xQueueOverwrite(mailbox, &pair) == pdPASS);
        EXPECT(xQueueSendToBack(urgent, &n, portMAX_DELAY) == pdPASS);
        progress(writer_actor);
    }
    uint32_t first = 0;
    EXPECT(xQueueSendToFront(urgent, &first, portMAX_DELAY) == pdPASS);
    done(writer_actor);
    rest();
}

static void peek(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    uint32_t last = 0;
    while (last < rounds()) {
        struct pair pair;
        EXPECT(xQueuePeek(mailbox, &pair, portMAX_DELAY) == pdPASS);
        EXPECT(pair.copy == ~pair.value && pair.value >= last);
        last = pair.value;
        progress(peeker_actors[self]);
        taskYIELD();
    }
    done(peeker_actors[self]);
    rest();
}

static void drain(void *arg)
{
    uint32_t last = 0;
    (void)arg;
    for (;;) {
        uint32_t item = 0;
        EXPECT(xQueueReceive(urgent, &item, portMAX_DELAY) == pdPASS);
        progress(drain_actor);
        if (item == 0) {
            break; /* went in front: what waited behind it is still there */
        }
        EXPECT(item == last + 1u);
        last = item;
    }
    uint32_t item = 0;
    while (xQueueReceive(urgent, &item, 0) == pdPASS) {
        EXPECT(item == ++last);
    }
    EXPECT(last == rounds());
    done(drain_actor);
    rest();
}

static void setup(void)
{
    mailbox = xQueueCreate(1, sizeof(struct pair));
    urgent = xQueueCreate(3, sizeof(uint32_t));
    writer_actor = actor("writer");
    peeker_actors[0] = actor("peeker 0");
    peeker_actors[1] = actor("peeker 1");
    drain_actor = actor("drain");
    spawn("writer", overwrite, P_LOW, NULL);
    spawn("peeker 0", peek, P_LOW, (void *)0);
    spawn("peeker 1", peek, P_LOW, (void *)1);
    spawn("drain", drain, choose(2) ? P_LOW : P_MIDDLE, NULL);
}

static void check(void)
{
    EXPECT(uxQueueMessagesWaiting(mailbox) == 1 && uxQueueMessagesWaiting(urgent) == 0);
}

SCENARIO(queue_peek, "an overwritten mailbox is never torn, and an item sent in front comes first");
