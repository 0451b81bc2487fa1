/* SPDX-License-Identifier: MIT */
/* What a queue set costs: a send or give to a member until the task that selects runs. */
#include "queue.h"
#include "semphr.h"

#include "bench.h"

static QueueSetHandle_t set;
static QueueHandle_t queue;
static SemaphoreHandle_t semaphore;
static const uint32_t item[4] = {1, 2, 3, 4};

static void selects(void *arg)
{
    uint32_t got[4];
    (void)arg;
    for (;;) {
        START(set_select_block);
        QueueSetMemberHandle_t member = xQueueSelectFromSet(set, portMAX_DELAY);
        END(set_send_wake);
        if (member == queue) {
            xQueueReceive(queue, got, 0);
        } else {
            xSemaphoreTake(semaphore, 0);
        }
    }
}

static void selects_semaphore(void *arg)
{
    (void)arg;
    for (;;) {
        QueueSetMemberHandle_t member = xQueueSelectFromSet(set, portMAX_DELAY);
        END(set_give_wake);
        xSemaphoreTake(member, 0);
    }
}

void bench_run(void)
{
    set = xQueueCreateSet(8);
    queue = xQueueCreate(4, sizeof item);
    semaphore = xSemaphoreCreateBinary();
    xQueueAddToSet(queue, set);
    xQueueAddToSet(semaphore, set);
    for (int i = 0; i < ROUNDS; i++) {
        START(set_send);
        xQueueSend(queue, item, 0);
        END(set_send);
        START(set_select);
        QueueSetMemberHandle_t member = xQueueSelectFromSet(set, 0);
        END(set_select);
        uint32_t got[4];
        xQueueReceive(member, got, 0);
    }
    bench_task(selects, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(set_send_wake);
        xQueueSend(queue, item, 0);
        END(set_select_block);
    }
    bench_delete_all();
    bench_task(selects_semaphore, BENCH_HIGH, NULL);
    for (int i = 0; i < ROUNDS; i++) {
        START(set_give_wake);
        xSemaphoreGive(semaphore);
    }
    bench_delete_all();
}
