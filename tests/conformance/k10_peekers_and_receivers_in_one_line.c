/* SPDX-License-Identifier: MIT */
/* K10: peekers and receivers stand in one line, by priority, then by arrival. A post serves the
 * peekers ahead of the first receiver, then that receiver.
 * Fails on a kernel with two lines, or one that wakes a single task a post. */
#include "conformance.h"

static QueueHandle_t queue;

static void peeker(void *letter)
{
    uint32_t item;
    if (xQueuePeek(queue, &item, portMAX_DELAY) == pdPASS) {
        event(*(const char *)letter);
    }
    park();
}

static void receiver(void *letter)
{
    uint32_t item;
    if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
        event(*(const char *)letter);
    }
    park();
}

struct stand {
    TaskFunction_t code;
    UBaseType_t priority;
    const char *letter;
};

/* They come to the line in this order; then one item, then another. */
struct line {
    const char *name;
    struct stand stands[4];
    const char *first, *second;
};

static const struct line lines[] = {
    {"peekers before a receiver",
     {{peeker, P_LOW, "a"}, {peeker, P_LOW, "b"}, {receiver, P_LOW, "R"}, {peeker, P_LOW, "c"}},
     "abR",
     "c"},
    {"a receiver first",
     {{receiver, P_LOW, "R"}, {peeker, P_LOW, "a"}, {receiver, P_LOW, "S"}, {peeker, P_LOW, "b"}},
     "R",
     "aS"},
    {"a more urgent receiver that came last",
     {{peeker, P_LOWER, "a"},
      {peeker, P_LOWER, "b"},
      {receiver, P_LOWER, "S"},
      {receiver, P_LOW, "R"}},
     "R",
     "abS"},
    {"a more urgent peeker that came last",
     {{receiver, P_LOWER, "R"},
      {receiver, P_LOWER, "S"},
      {peeker, P_LOWER, "b"},
      {peeker, P_LOW, "a"}},
     "aR",
     "S"},
    {"all more urgent than the sender",
     {{peeker, P_HIGH, "a"},
      {receiver, P_HIGH, "R"},
      {peeker, P_HIGH, "b"},
      {receiver, P_HIGHER, "Q"}},
     "Q",
     "aR"},
};

static void post_serves_peekers_ahead_of_the_first_receiver(void)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        const struct line *line = &lines[i];
        TaskHandle_t tasks[4];
        conformance_case = line->name;
        queue = xQueueCreate(1, sizeof(uint32_t));
        for (size_t k = 0; k < 4; k++) {
            tasks[k] = spawn(line->stands[k].code, line->stands[k].priority,
                             (void *)(uintptr_t)line->stands[k].letter);
            settle();
        }
        uint32_t item = 1;
        CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
        settle();
        CHECK_EVENTS(line->first);
        if (uxQueueMessagesWaiting(queue) == 0) {
            CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
        }
        settle();
        CHECK_EVENTS(line->second);
        for (size_t k = 0; k < 4; k++) {
            reap_one(tasks[k]);
        }
        vQueueDelete(queue);
    }
}

CONFORMANCE_MAIN("K10", TEST(post_serves_peekers_ahead_of_the_first_receiver))
