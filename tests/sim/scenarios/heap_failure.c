/* SPDX-License-Identifier: MIT */
/* Objects of every kind are made while the k-th allocation fails, for k = 1, 2, .. until all
 * succeed: each attempt says so and leaves no byte behind, also while a neighbour allocates. */
#include "block_pool.h"
#include "event_groups.h"
#include "message_buffer.h"
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

static void *make_task(void)
{
    TaskHandle_t task = NULL;
    BaseType_t made = xTaskCreate(nothing, "made", 512, NULL, P_LOW, &task);
    EXPECT((made == pdPASS) == (task != NULL));
    EXPECT(made == pdPASS || made == errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY);
    return task;
}

static void *make_queue(void)
{
    return xQueueCreate(3, 8);
}

static void *make_binary(void)
{
    return xSemaphoreCreateBinary();
}

static void *make_counting(void)
{
    return xSemaphoreCreateCounting(3, 1);
}

static void *make_mutex(void)
{
    return xSemaphoreCreateMutex();
}

static void *make_recursive(void)
{
    return xSemaphoreCreateRecursiveMutex();
}

static void *make_group(void)
{
    return xEventGroupCreate();
}

static void *make_stream(void)
{
    return xStreamBufferCreate(16, 1);
}

static void *make_message(void)
{
    return xMessageBufferCreate(32);
}

static void *make_timer(void)
{
    return xTimerCreate("made", 5, pdFALSE, NULL, timer_nothing);
}

static void *make_pool(void)
{
    return block_pool_create(4, 24);
}

static void delete_task(void *object)
{
    vTaskDelete(object);
}

static void delete_queue(void *object)
{
    vQueueDelete(object);
}

static void delete_group(void *object)
{
    vEventGroupDelete(object);
}

static void delete_stream(void *object)
{
    vStreamBufferDelete(object);
}

static void delete_timer(void *object)
{
    EXPECT(xTimerDelete((TimerHandle_t)object, portMAX_DELAY) == pdPASS);
}

static void delete_pool(void *object)
{
    block_pool_delete(object);
}

static const struct kind {
    void *(*make)(void);
    void (*delete)(void *object);
} kinds[] = {
    {make_task, delete_task},      {make_queue, delete_queue},   {make_binary, delete_queue},
    {make_counting, delete_queue}, {make_mutex, delete_queue},   {make_recursive, delete_queue},
    {make_group, delete_group},    {make_stream, delete_stream}, {make_message, delete_stream},
    {make_timer, delete_timer},    {make_pool, delete_pool},
};

#define KINDS (sizeof kinds / sizeof kinds[0])

/* @return Objects that could not be made. */
static uint32_t make_and_delete(void)
{
    void *objects[KINDS];
    uint32_t missing = 0;
    size_t count = is_systematic() ? 3u : KINDS;

    for (size_t i = 0; i < count; i++) {
        objects[i] = kinds[i].make();
        missing += objects[i] == NULL;
    }
    for (size_t i = 0; i < count; i++) {
        if (objects[i] != NULL) {
            kinds[i].delete(objects[i]);
        }
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
    } while (missing != 0 || k < (is_systematic() ? 6u : 2u * KINDS));
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
