/* SPDX-License-Identifier: MIT */
/* Counts up to the limit and down to nothing; permits handed round by tasks and interrupts stay as
 * many. */
#include "soak.h"

#define LIMIT 100U

static volatile unsigned long rounds;
static SemaphoreHandle_t semaphore, permits;
static volatile long given, taken;

static void count(void *arg)
{
    (void)arg;
    for (;;) {
        for (UBaseType_t i = 0; i < LIMIT; i++) {
            SOAK_CHECK_THAT(uxSemaphoreGetCount(semaphore) == i);
            SOAK_CHECK_THAT(xSemaphoreGive(semaphore) == pdPASS);
        }
        SOAK_CHECK_THAT(xSemaphoreGive(semaphore) == pdFAIL);
        for (UBaseType_t i = LIMIT; i > 0; i--) {
            SOAK_CHECK_THAT(uxSemaphoreGetCount(semaphore) == i);
            SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 0) == pdPASS);
        }
        SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 0) == pdFAIL);
        rounds = rounds + 1;
        vTaskDelay(1);
    }
}

static void take(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTake(permits, 20) == pdPASS) {
            taskENTER_CRITICAL();
            taken = taken + 1;
            SOAK_CHECK_THAT(taken <= given);
            taskEXIT_CRITICAL();
        }
    }
}

static void in_tick(void)
{
    BaseType_t woken = pdFALSE;
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    given = given + 1; /* before: a taker may run as soon as the handler ends */
    if (xSemaphoreGiveFromISR(permits, &woken) != pdPASS) {
        given = given - 1;
    }
    SOAK_CHECK_THAT(given - taken <= 10 + 3); /* the limit, and takers that have not counted yet */
    taskEXIT_CRITICAL_FROM_ISR(mask);
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    semaphore = xSemaphoreCreateCounting(LIMIT, 0);
    permits = xSemaphoreCreateCounting(10, 0);
    (void)soak_task(count, "count", NULL, SOAK_IDLE);
    (void)soak_task(take, "take", NULL, SOAK_HIGH);
    (void)soak_task(take, "take", NULL, SOAK_LOW);
    (void)soak_task(take, "take", NULL, SOAK_LOW);
}

const struct soak_group counting_semaphore_group = {"counting semaphore", start, in_tick, NULL,
                                                    &rounds};
