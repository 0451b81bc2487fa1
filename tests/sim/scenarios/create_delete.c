/* SPDX-License-Identifier: MIT */
/* Tasks that are made, wait, and are deleted by themselves or by another while they wait, run or
 * have not run yet. In the end the heap is what it was, and nobody else's item went with them. */
#include "semphr.h"

#include "scenario.h"

static unsigned parent_actor, neighbour_actor;
static SemaphoreHandle_t semaphore;
static volatile uint32_t born, finished, taken;
static size_t heap_before;

static void short_life(void *arg)
{
    born = born + 1u;
    if (arg != NULL) {
        vTaskDelay(1);
    }
    vTaskDelete(NULL);
}

static void waits(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTake(semaphore, 2) == pdPASS) {
            taken = taken + 1u;
            (void)xSemaphoreGive(semaphore); /* it is the neighbour's */
            vTaskDelay(1);
        }
    }
}

static void raise_children(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        uint32_t before = born;
        spawn("child", short_life, P_LOW + choose(2), (void *)(uintptr_t)choose(2));
        TaskHandle_t victim = spawn("victim", waits, P_LOW + choose(2), NULL);
        if (choose(2)) {
            vTaskDelay(choose(2));
        }
        taskENTER_CRITICAL(); /* between its take and its give it holds what is not its own */
        bool holds = uxSemaphoreGetCount(semaphore) == 0 && !finished;
        if (!holds) {
            vTaskDelete(victim);
        }
        taskEXIT_CRITICAL();
        while (holds) {
            vTaskDelay(1);
            taskENTER_CRITICAL();
            holds = uxSemaphoreGetCount(semaphore) == 0;
            if (!holds) {
                vTaskDelete(victim);
            }
            taskEXIT_CRITICAL();
        }
        while (born == before) {
            vTaskDelay(1);
        }
        progress(parent_actor);
    }
    vTaskDelay(3); /* the idle task clears up */
    finished = 1;
    done(parent_actor);
    rest();
}

static void neighbour(void *arg)
{
    (void)arg;
    while (!finished) {
        (void)xSemaphoreTake(semaphore, portMAX_DELAY);
        EXPECT(xSemaphoreGive(semaphore) == pdPASS);
        progress(neighbour_actor);
        vTaskDelay(1);
    }
    done(neighbour_actor);
    rest();
}

static void setup(void)
{
    semaphore = xSemaphoreCreateBinary();
    EXPECT(xSemaphoreGive(semaphore) == pdPASS);
    parent_actor = actor("parent");
    neighbour_actor = actor("neighbour");
    spawn("parent", raise_children, P_MIDDLE, NULL);
    spawn("neighbour", neighbour, P_LOW, NULL);
    heap_before = xPortGetFreeHeapSize();
}

static void check(void)
{
    EXPECT(born == rounds());
    EXPECT(xPortGetFreeHeapSize() == heap_before);
    EXPECT(uxSemaphoreGetCount(semaphore) == 1);
}

SCENARIO(create_delete, "deleted tasks leave neither memory nor a claim behind");
