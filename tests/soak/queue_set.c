/* SPDX-License-Identifier: MIT */
/* A reader waits for three queues and a semaphore at once; a task and an interrupt feed them.
 * Whatever the set says is there, is there. */
#include "soak.h"

#define QUEUES 3U
#define LENGTH 4U

static volatile unsigned long rounds;
static QueueSetHandle_t set;
static QueueHandle_t queues[QUEUES];
static SemaphoreHandle_t semaphore;
static volatile uint32_t gives, takes;

static void read(void *arg)
{
    uint32_t expected[QUEUES] = {0};
    (void)arg;
    for (;;) {
        QueueSetMemberHandle_t member = xQueueSelectFromSet(set, portMAX_DELAY);
        SOAK_CHECK_THAT(member != NULL);
        if (member == semaphore) {
            SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 0) == pdPASS);
            takes = takes + 1;
            SOAK_CHECK_THAT(takes <= gives);
        }
        for (unsigned i = 0; i < QUEUES; i++) {
            uint32_t item = 0;
            if (member == queues[i]) {
                SOAK_CHECK_THAT(xQueueReceive(member, &item, 0) == pdPASS);
                SOAK_CHECK_THAT(item == expected[i]);
                expected[i]++;
                rounds = rounds + 1;
            }
        }
    }
}

static void write(void *arg)
{
    uint32_t next[QUEUES - 1] = {0};
    uint32_t state = 3;
    (void)arg;
    for (;;) {
        unsigned which = soak_random(&state) % (QUEUES - 1);
        if (xQueueSend(queues[which], &next[which], soak_random(&state) % 5U) == pdPASS) {
            next[which]++;
        }
        vTaskDelay(soak_random(&state) % 3U);
    }
}

static void in_irq(void)
{
    static uint32_t next;
    BaseType_t woken = pdFALSE;
    if (xQueueSendFromISR(queues[QUEUES - 1], &next, &woken) == pdPASS) {
        next++;
    }
    gives = gives + 1;
    if (xSemaphoreGiveFromISR(semaphore, &woken) != pdPASS) {
        gives = gives - 1;
    }
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    set = xQueueCreateSet(QUEUES * LENGTH + 1);
    for (unsigned i = 0; i < QUEUES; i++) {
        queues[i] = xQueueCreate(LENGTH, sizeof(uint32_t));
        SOAK_CHECK_THAT(xQueueAddToSet(queues[i], set) == pdPASS);
    }
    semaphore = xSemaphoreCreateBinary();
    SOAK_CHECK_THAT(xQueueAddToSet(semaphore, set) == pdPASS);
    (void)soak_task(read, "read set", NULL, SOAK_MIDDLE);
    (void)soak_task(write, "write set", NULL, SOAK_LOW);
}

const struct soak_group queue_set_group = {"queue set", start, NULL, in_irq, &rounds};
