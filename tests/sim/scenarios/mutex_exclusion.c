/* SPDX-License-Identifier: MIT */
/* Three tasks count under one mutex, in two steps that would race without it. One uses it
 * recursively, one gives up after a tick. */
#include "semphr.h"

#include "scenario.h"

static SemaphoreHandle_t mutex;
static unsigned actors[3];
static volatile uint32_t count, inside, mine[3];

static void work(unsigned self)
{
    EXPECT(inside == 0);
    inside = 1;
    uint32_t old = count;
    if (choose(4) == 0) {
        taskYIELD();
    }
    count = old + 1u;
    mine[self] = mine[self] + 1u;
    inside = 0;
}

static void once(unsigned self, TickType_t ticks)
{
    if (xSemaphoreTakeRecursive(mutex, ticks) != pdPASS) {
        return;
    }
    if (self == 2u) {
        EXPECT(xSemaphoreTakeRecursive(mutex, 0) == pdPASS);
        work(self);
        EXPECT(xSemaphoreGiveRecursive(mutex) == pdPASS);
    } else {
        work(self);
    }
    EXPECT(xSemaphoreGiveRecursive(mutex) == pdPASS);
}

static void task(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        once(self, self == 1u ? 1 : portMAX_DELAY);
        progress(actors[self]);
        if (choose(3) == 0) {
            vTaskDelay(1);
        }
    }
    done(actors[self]);
    rest();
}

static void setup(void)
{
    static const char *const names[] = {"plain", "impatient", "recursive"};
    mutex = xSemaphoreCreateRecursiveMutex();
    for (unsigned i = 0; i < 3u; i++) {
        actors[i] = actor(names[i]);
        spawn(names[i], task, P_LOW + choose(2), (void *)(uintptr_t)i);
    }
}

static void check(void)
{
    EXPECT(count == mine[0] + mine[1] + mine[2]);
    EXPECT(mine[0] == rounds() && mine[2] == rounds() && mine[1] <= rounds());
    EXPECT(xSemaphoreGetMutexHolder(mutex) == NULL);
}

SCENARIO(mutex_exclusion, "one holder at a time, with recursion and time-outs");
