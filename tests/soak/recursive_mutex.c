/* SPDX-License-Identifier: MIT */
/* Three tasks at three priorities: one takes and gives many times over, one blocks for ever, one
 * only polls. */
#include "soak.h"

#define DEPTH 10U

static volatile unsigned long rounds;
static SemaphoreHandle_t mutex;
static volatile unsigned long owners; /* tasks that think they hold it */

static void enter(void)
{
    SOAK_CHECK_THAT(owners == 0);
    owners = owners + 1;
}

static void leave(void)
{
    SOAK_CHECK_THAT(owners == 1);
    owners = owners - 1;
}

static void deep(void *arg)
{
    (void)arg;
    for (;;) {
        SOAK_CHECK_THAT(xSemaphoreGiveRecursive(mutex) == pdFAIL); /* not the holder */
        for (unsigned i = 0; i < DEPTH; i++) {
            SOAK_CHECK_THAT(xSemaphoreTakeRecursive(mutex, 50) == pdPASS);
            if (i == 0) {
                enter();
            }
            vTaskDelay(1); /* others get to try */
        }
        for (unsigned i = 0; i < DEPTH; i++) {
            if (i + 1 == DEPTH) {
                leave();
            }
            SOAK_CHECK_THAT(xSemaphoreGetMutexHolder(mutex) == xTaskGetCurrentTaskHandle());
            SOAK_CHECK_THAT(xSemaphoreGiveRecursive(mutex) == pdPASS);
        }
        SOAK_CHECK_THAT(uxTaskPriorityGet(NULL) == SOAK_MIDDLE);
        rounds = rounds + 1;
        vTaskDelay(3);
    }
}

static void block(void *arg)
{
    (void)arg;
    for (;;) {
        SOAK_CHECK_THAT(xSemaphoreTakeRecursive(mutex, portMAX_DELAY) == pdPASS);
        enter();
        leave();
        SOAK_CHECK_THAT(xSemaphoreGiveRecursive(mutex) == pdPASS);
        vTaskDelay(7);
    }
}

static void poll(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTakeRecursive(mutex, 0) == pdPASS) {
            enter();
            taskYIELD();
            leave();
            SOAK_CHECK_THAT(xSemaphoreGiveRecursive(mutex) == pdPASS);
            SOAK_CHECK_THAT(uxTaskPriorityGet(NULL) == SOAK_LOW);
        }
        vTaskDelay(1);
    }
}

static void start(void)
{
    mutex = xSemaphoreCreateRecursiveMutex();
    (void)soak_task(deep, "deep", NULL, SOAK_MIDDLE);
    (void)soak_task(block, "block", NULL, SOAK_HIGH);
    (void)soak_task(poll, "poll", NULL, SOAK_LOW);
}

const struct soak_group recursive_mutex_group = {"recursive mutex", start, NULL, NULL, &rounds};
