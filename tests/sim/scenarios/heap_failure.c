/* SPDX-License-Identifier: MIT */
/* Objects are made while the k-th allocation fails, for k = 1, 2, .. until all succeed: each
 * attempt says so and leaves no byte behind, also while a neighbour allocates. */
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "timers.h"

#include "scenario.h"

static unsigned maker_actor, neighbour_actor;
static volatile uint32_t finished, failures_seen;
static size_t heap_before;

static void nothing(void *arg)
{
    (void)arg;
    rest();
}

static void timer_nothing(TimerHandle_t timer)
{
    (void)timer;
}

/* @return Objects that could not be made. */
static uint32_t make_and_delete(void)
{
    TaskHandle_t task = NULL;
    BaseType_t has_task = xTaskCreate(nothing, "made", 512, NULL, P_LOW, &task);
    QueueHandle_t queue = xQueueCreate(3, 8);
    SemaphoreHandle_t mutex = xSemaphoreCreateMutex();
    EventGroupHandle_t group = xEventGroupCreate();
    StreamBufferHandle_t stream = xStreamBufferCreate(16, 1);
    TimerHandle_t timer = xTimerCreate("made", 5, pdFALSE, NULL, timer_nothing);
    uint32_t missing = (has_task != pdPASS) + (queue == NULL) + (mutex == NULL) + (group == NULL) +
                       (stream == NULL) + (timer == NULL);

    if (has_task == pdPASS) {
        vTaskDelete(task);
    }
    if (queue != NULL) {
        vQueueDelete(queue);
    }
    if (mutex != NULL) {
        vSemaphoreDelete(mutex);
    }
    if (group != NULL) {
        vEventGroupDelete(group);
    }
    if (stream != NULL) {
        vStreamBufferDelete(stream);
    }
    if (timer != NULL) {
        EXPECT(xTimerDelete(timer, portMAX_DELAY) == pdPASS);
    }
    return missing;
}

static void make(void *arg)
{
    uint32_t missing;
    uint32_t k = 1;
    (void)arg;
    do {
        fail_allocation(k);
        missing = make_and_delete();
        failures_seen += missing;
        EXPECT(missing <= 1);
        k++;
        progress(maker_actor);
    } while (missing != 0 || k < 12);
    fail_allocation(0);
    finished = 1;
    vTaskDelay(5);
    done(maker_actor);
    rest();
}

static void neighbour(void *arg)
{
    (void)arg;
    while (!finished) {
        void *memory[3];
        for (unsigned i = 0; i < 3u; i++) {
            memory[i] = pvPortMalloc(8u + choose(100));
        }
        for (unsigned i = 0; i < 3u; i++) {
            vPortFree(memory[(i + 1u) % 3u]);
        }
        progress(neighbour_actor);
        vTaskDelay(choose(2));
    }
    done(neighbour_actor);
    rest();
}

static void setup(void)
{
    maker_actor = actor("maker");
    neighbour_actor = actor("neighbour");
    spawn("maker", make, P_LOW, NULL);
    spawn("neighbour", neighbour, P_LOW, NULL);
    heap_before = xPortGetFreeHeapSize();
}

static void check(void)
{
    EXPECT(failures_seen > 0 || is_systematic());
    EXPECT(xPortGetFreeHeapSize() == heap_before);
}

SCENARIO(heap_failure, "a failed allocation is reported and leaves nothing behind");
