/* SPDX-License-Identifier: MIT */
/* A task waits on each of its notifications in turn; a task, an interrupt and a timer send them.
 * Gives are counted on both sides. */
#include "soak.h"

#define INDEXES configTASK_NOTIFICATION_ARRAY_ENTRIES

static volatile unsigned long rounds;
static TaskHandle_t waiter, counter;
static volatile uint32_t given;
static TimerHandle_t timer;

static void wait_for_each(void *arg)
{
    (void)arg;
    for (uint32_t round = 1;; round++) {
        for (UBaseType_t index = 1; index < INDEXES; index++) {
            uint32_t value = 0;
            SOAK_CHECK_THAT(xTaskNotifyWaitIndexed(index, 0, 0xFFFFFFFFU, &value, portMAX_DELAY) ==
                            pdTRUE);
            SOAK_CHECK_THAT(value == round * 10U + index);
        }
        rounds = rounds + 1;
    }
}

static void send_each(void *arg)
{
    (void)arg;
    for (uint32_t round = 1;; round++) {
        for (UBaseType_t index = INDEXES - 1; index > 0;
             index--) { /* not in the order of waiting */
            while (xTaskNotifyIndexed(waiter, index, round * 10U + (uint32_t)index,
                                      eSetValueWithoutOverwrite) != pdPASS) {
                vTaskDelay(1); /* the last one is not yet taken */
            }
        }
        vTaskDelay(1);
    }
}

static void count(void *arg)
{
    uint32_t taken = 0;
    (void)arg;
    for (;;) {
        uint32_t got = ulTaskNotifyTake(taken % 2U == 0 ? pdTRUE : pdFALSE, 50);
        SOAK_CHECK_THAT(got != 0);
        taken += taken % 2U == 0 ? got : 1U;
        taskENTER_CRITICAL();
        SOAK_CHECK_THAT(taken <= given);
        taskEXIT_CRITICAL();
    }
}

static void give_from_timer(TimerHandle_t handle)
{
    (void)handle;
    taskENTER_CRITICAL();
    given = given + 1;
    SOAK_CHECK_THAT(xTaskNotifyGive(counter) == pdPASS);
    taskEXIT_CRITICAL();
}

static void in_irq(void)
{
    BaseType_t woken = pdFALSE;
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    given = given + 1;
    vTaskNotifyGiveFromISR(counter, &woken);
    taskEXIT_CRITICAL_FROM_ISR(mask);
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    waiter = soak_task(wait_for_each, "wait each", NULL, SOAK_MIDDLE);
    counter = soak_task(count, "count", NULL, SOAK_LOW);
    (void)soak_task(send_each, "send each", NULL, SOAK_LOW);
    timer = xTimerCreate("notify", 7, pdTRUE, NULL, give_from_timer);
    SOAK_CHECK_THAT(xTimerStart(timer, 0) == pdPASS);
}

const struct soak_group notify_group = {"notify", start, NULL, in_irq, &rounds};
