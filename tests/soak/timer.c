/* SPDX-License-Identifier: MIT */
/* Auto-reload timers of many periods fire as often as time says; an interrupt starts and stops
 * another; a one-shot is moved ahead of itself and never fires. */
#include "soak.h"

#define TIMERS 10U

static volatile unsigned long rounds;
static TimerHandle_t timers[TIMERS], from_irq, postponed;
static volatile uint32_t fired[TIMERS], irq_fired;

static void count(TimerHandle_t timer)
{
    uintptr_t which = (uintptr_t)pvTimerGetTimerID(timer);
    fired[which] = fired[which] + 1;
}

static void never(TimerHandle_t timer)
{
    (void)timer;
    SOAK_IN_TIME(false);
}

static void fire_from_irq(TimerHandle_t timer)
{
    (void)timer;
    irq_fired = irq_fired + 1;
}

static void check(void *arg)
{
    (void)arg;
    for (;;) {
        TickType_t begin = xTaskGetTickCount();
        for (uint32_t i = 0; i < TIMERS; i++) {
            fired[i] = 0;
            SOAK_CHECK_THAT(xTimerReset(timers[i], portMAX_DELAY) == pdPASS);
        }
        for (unsigned step = 0; step < 10; step++) {
            SOAK_CHECK_THAT(xTimerReset(postponed, portMAX_DELAY) == pdPASS);
            vTaskDelay(30);
        }
        SOAK_CHECK_THAT(xTimerStop(postponed, portMAX_DELAY) == pdPASS);
        for (uint32_t i = 0; i < TIMERS; i++) {
            SOAK_CHECK_THAT(xTimerStop(timers[i], portMAX_DELAY) == pdPASS);
        }
        vTaskDelay(5); /* commands are carried out */
        TickType_t passed = xTaskGetTickCount() - begin;
        for (uint32_t i = 0; i < TIMERS; i++) {
            uint32_t period = 5 + 3 * i;
            SOAK_IN_TIME(xTimerIsTimerActive(timers[i]) == pdFALSE);
            SOAK_IN_TIME(fired[i] >= 300 / period - 1 && fired[i] <= passed / period);
        }
        rounds = rounds + 1;
    }
}

/* A period of its own: start, let it fire twice, stop, see that it stays stopped. */
static void in_tick(void)
{
    static unsigned tick;
    static uint32_t seen;
    BaseType_t woken = pdFALSE;
    switch (tick++ % 100U) {
    case 0:
        seen = irq_fired;
        (void)xTimerStartFromISR(from_irq, &woken);
        break;
    case 50:
        SOAK_IN_TIME(irq_fired - seen == 2);
        (void)xTimerStopFromISR(from_irq, &woken);
        seen = irq_fired;
        break;
    case 99:
        SOAK_IN_TIME(irq_fired == seen);
        break;
    default:
        break;
    }
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    for (uintptr_t i = 0; i < TIMERS; i++) {
        timers[i] = xTimerCreate("many", (TickType_t)(5 + 3 * i), pdTRUE, (void *)i, count);
    }
    from_irq = xTimerCreate("irq", 20, pdTRUE, NULL, fire_from_irq);
    postponed = xTimerCreate("never", 45, pdFALSE, NULL, never);
    (void)soak_task(check, "timers", NULL, SOAK_LOW);
}

const struct soak_group timer_group = {"timer", start, in_tick, NULL, &rounds};
