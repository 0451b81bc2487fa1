/* SPDX-License-Identifier: MIT */
/* Tasks are born, kill each other and themselves; in the end there are as many as before. */
#include "soak.h"

static volatile unsigned long rounds;
static volatile unsigned long alive;

static void victim(void *arg)
{
    (void)arg;
    alive = alive + 1;
    for (;;) {
        vTaskDelay(1000);
    }
}

static void suicidal(void *arg)
{
    TaskHandle_t first = NULL, second = NULL;
    (void)arg;
    SOAK_CHECK_THAT(xTaskCreate(victim, "first", SOAK_STACK, NULL, SOAK_HIGH, &first) == pdPASS);
    SOAK_CHECK_THAT(xTaskCreate(victim, "second", SOAK_STACK, NULL, SOAK_LOW, &second) == pdPASS);
    SOAK_CHECK_THAT(alive >= 1); /* the first is more urgent and waits by now */
    SOAK_CHECK_THAT(eTaskGetState(first) == eBlocked);
    vTaskDelay(2);
    vTaskDelete(first);
    vTaskDelete(second); /* blocked, or not even begun */
    vTaskDelete(NULL);
    SOAK_CHECK_THAT(false);
}

static void create(void *arg)
{
    const UBaseType_t before = uxTaskGetNumberOfTasks();
    (void)arg;
    for (;;) {
        alive = 0;
        SOAK_CHECK_THAT(xTaskCreate(suicidal, "suicidal", SOAK_STACK, NULL, SOAK_MIDDLE, NULL) ==
                        pdPASS);
        vTaskDelay(3);
        for (unsigned i = 0; i < 1000 && uxTaskGetNumberOfTasks() != before; i++) {
            vTaskDelay(10); /* the idle task gives their memory back */
        }
        SOAK_CHECK_THAT(uxTaskGetNumberOfTasks() == before);
        rounds = rounds + 1;
    }
}

static void start(void)
{
    (void)soak_task(create, "create", NULL, SOAK_MIDDLE);
}

const struct soak_group death_group = {"death", start, NULL, NULL, &rounds};
