/* SPDX-License-Identifier: MIT */
/* What a long line costs: 100 tasks wait for one semaphore, at all priorities above ours. */
#include "semphr.h"

#include "bench.h"

#define WAITERS 100u
#define LEVELS  (configMAX_PRIORITIES - BENCH_LOW - 1u)
#define TIMEOUT 50u

static SemaphoreHandle_t semaphore;
static TaskHandle_t waiters[WAITERS];

/* None next to its neighbour. */
static UBaseType_t priority_of(unsigned i)
{
    return BENCH_LOW + 1u + i * 7u % LEVELS;
}

static void waits(void *arg)
{
    (void)arg;
    xSemaphoreTake(semaphore, portMAX_DELAY);
    for (;;) {
        vTaskSuspend(NULL);
    }
}

static void joins(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
        START(line_join);
        xSemaphoreTake(semaphore, portMAX_DELAY);
    }
}

static void times_out(void *arg)
{
    (void)arg;
    xSemaphoreTake(semaphore, TIMEOUT);
    END(line_timeout);
    for (;;) {
        vTaskSuspend(NULL);
    }
}

void line_timeout(void);
void line_timeout(void)
{
    portYIELD_FROM_ISR(xTaskIncrementTick());
}
START_AT(line_timeout, line_timeout);

static void changes(void)
{
    for (unsigned i = 0; i < WAITERS; i++) {
        UBaseType_t priority = priority_of(i + 5u);
        START(line_priority_change);
        vTaskPrioritySet(waiters[i], priority);
        END(line_priority_change);
    }
    for (unsigned i = 1; i < WAITERS; i += 7u) {
        START(line_delete_waiter);
        vTaskDelete(waiters[i]);
        END(line_delete_waiter);
    }
}

void bench_run(void)
{
    TaskHandle_t joining;

    semaphore = xSemaphoreCreateCounting(WAITERS, 0);
    for (unsigned i = 0; i < WAITERS; i++) {
        waiters[i] = bench_task(i == WAITERS / 2u ? times_out : waits, priority_of(i), NULL);
    }
    bench_ticks(TIMEOUT - 1u);
    bench_interrupt(line_timeout);

    joining = bench_task(joins, BENCH_LOW + 1u, NULL); /* behind all others */
    for (int i = 0; i < ROUNDS; i++) {
        vTaskResume(joining);
        END(line_join);
        xTaskAbortDelay(joining);
    }
    changes();
}
