/* SPDX-License-Identifier: MIT */
/* Waits that begin in several lock sections, because others wait already or the holder of a mutex
 * stands in a line itself: a handler gives, takes and lets time pass in between. Whoever waits gets
 * what is there or its time is up, never both, and priorities come back. */
#include "queue.h"
#include "semphr.h"

#include "scenario.h"

#define LIMIT 3u

enum { TAKER_MIDDLE, TAKER_HIGH, SENDER_LOW, SENDER_HIGH, LOCKER_MIDDLE, LOCKER_HIGH, ACTORS };

static SemaphoreHandle_t semaphore, mutex;
static QueueHandle_t queue;
static unsigned actors[ACTORS], holder_actor;
static volatile uint32_t given, received, stopping;
static volatile uint32_t taken[ACTORS + 1], sent[ACTORS];

static void interrupt(void *arg)
{
    BaseType_t woken = pdFALSE;
    uint32_t item;

    (void)arg;
    if (stopping) {
        return;
    }
    if (xSemaphoreGiveFromISR(semaphore, &woken) == pdPASS) {
        given = given + 1u;
    }
    if (xQueueReceiveFromISR(queue, &item, &woken) == pdPASS) {
        received = received + 1u;
    }
    portYIELD_FROM_ISR(woken);
}

/* True when `object` was taken in time; when it was not, the time has passed. */
static bool take_in_time(SemaphoreHandle_t object)
{
    TickType_t ticks = 1u + choose(3);
    TickType_t start = xTaskGetTickCount();
    bool in_time = xSemaphoreTake(object, ticks) == pdPASS;

    EXPECT(in_time || (TickType_t)(xTaskGetTickCount() - start) >= ticks);
    return in_time;
}

static void take(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    while (!stopping) {
        taken[self] = taken[self] + take_in_time(semaphore);
        progress(actors[self]);
        vTaskDelay(choose(2));
    }
    done(actors[self]);
    rest();
}

static void send(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    while (!stopping) {
        TickType_t ticks = 1u + choose(3);
        TickType_t start = xTaskGetTickCount();
        if (xQueueSend(queue, &self, ticks) == pdPASS) {
            sent[self] = sent[self] + 1u;
        } else {
            EXPECT((TickType_t)(xTaskGetTickCount() - start) >= ticks);
        }
        progress(actors[self]);
        vTaskDelay(choose(2));
    }
    done(actors[self]);
    rest();
}

static void lock(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;
    while (!stopping) {
        if (take_in_time(mutex)) {
            EXPECT(xSemaphoreGetMutexHolder(mutex) == xTaskGetCurrentTaskHandle());
            EXPECT(xSemaphoreGive(mutex) == pdPASS);
        }
        progress(actors[self]);
        vTaskDelay(choose(3));
    }
    done(actors[self]);
    rest();
}

/* Waits in the semaphore's line while it holds the mutex. */
static void hold(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        EXPECT(xSemaphoreTake(mutex, portMAX_DELAY) == pdPASS);
        taken[ACTORS] = taken[ACTORS] + take_in_time(semaphore);
        EXPECT(xSemaphoreGive(mutex) == pdPASS);
        EXPECT(uxTaskPriorityGet(NULL) == P_LOW);
        progress(holder_actor);
        vTaskDelay(choose(2));
    }
    stopping = 1;
    done(holder_actor);
    rest();
}

static void start(unsigned which, const char *name, TaskFunction_t code, UBaseType_t priority)
{
    actors[which] = actor(name);
    spawn(name, code, priority, (void *)(uintptr_t)which);
}

static void setup(void)
{
    semaphore = xSemaphoreCreateCounting(LIMIT, 0);
    mutex = xSemaphoreCreateMutex();
    queue = xQueueCreate(1, sizeof(uint32_t));
    start(TAKER_MIDDLE, "taker middle", take, P_MIDDLE);
    start(TAKER_HIGH, "taker high", take, P_HIGH);
    start(SENDER_LOW, "sender low", send, P_LOW);
    start(SENDER_HIGH, "sender high", send, P_HIGH);
    start(LOCKER_MIDDLE, "locker middle", lock, P_MIDDLE);
    start(LOCKER_HIGH, "locker high", lock, P_HIGH);
    holder_actor = actor("holder");
    spawn("holder", hold, P_LOW, NULL);
    invite(SIM_IRQ_TEST, interrupt, NULL);
}

static void check(void)
{
    uint32_t all_taken = taken[TAKER_MIDDLE] + taken[TAKER_HIGH] + taken[ACTORS];
    uint32_t all_sent = sent[SENDER_LOW] + sent[SENDER_HIGH];

    EXPECT(all_taken + uxSemaphoreGetCount(semaphore) == given);
    EXPECT(received + uxQueueMessagesWaiting(queue) == all_sent);
    EXPECT(xSemaphoreGetMutexHolder(mutex) == NULL);
}

SCENARIO(long_waits, "a wait that begins in steps gets what is there or times out, never both");
