/* SPDX-License-Identifier: MIT */
/* The same static memory is a queue, a semaphore, an event group and a task, one life after the
 * other, while others use the heap. Nothing of a former life is left. */
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"

#include "scenario.h"

static unsigned owner_actor, other_actor;
static volatile uint32_t finished, echoes;
static size_t heap_before;

static StaticTask_t task_block;
static StackType_t task_stack[512];
static StaticQueue_t queue_block;
static StaticSemaphore_t semaphore_block;
static StaticEventGroup_t group_block;
static uint8_t storage[2 * sizeof(uint32_t)];
static QueueHandle_t queue;
static SemaphoreHandle_t ready;
static EventGroupHandle_t group;

static void echo(void *arg)
{
    uint32_t item = 0;
    (void)arg;
    EXPECT(xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS);
    EXPECT(item == echoes);
    echoes = echoes + 1u;
    EXPECT(xSemaphoreGive(ready) == pdPASS);
    (void)xEventGroupSetBits(group, 0x1u);
    rest();
}

static void one_life(uint32_t n)
{
    queue = xQueueCreateStatic(2, sizeof(uint32_t), storage, &queue_block);
    ready = xSemaphoreCreateBinaryStatic(&semaphore_block);
    group = xEventGroupCreateStatic(&group_block);
    EXPECT(uxQueueMessagesWaiting(queue) == 0 && uxSemaphoreGetCount(ready) == 0);
    EXPECT(xEventGroupGetBits(group) == 0);
    TaskHandle_t task =
        xTaskCreateStatic(echo, "echo", 512, NULL, P_LOW + choose(3), task_stack, &task_block);
    EXPECT(task != NULL);
    EXPECT(xQueueSend(queue, &n, portMAX_DELAY) == pdPASS);
    EXPECT(xSemaphoreTake(ready, portMAX_DELAY) == pdPASS);
    EXPECT(xEventGroupWaitBits(group, 0x1u, pdFALSE, pdTRUE, portMAX_DELAY) == 0x1u);
    vTaskDelete(task);
    vQueueDelete(queue);
    vSemaphoreDelete(ready);
    vEventGroupDelete(group);
}

static void own(void *arg)
{
    (void)arg;
    for (uint32_t n = 0; n < rounds(); n++) {
        one_life(n);
        progress(owner_actor);
    }
    finished = 1;
    done(owner_actor);
    rest();
}

static void use_heap(void *arg)
{
    (void)arg;
    while (!finished) {
        QueueHandle_t own_queue = xQueueCreate(1 + choose(4), sizeof(uint32_t));
        EXPECT(own_queue != NULL);
        uint32_t item = 7;
        EXPECT(xQueueSend(own_queue, &item, 0) == pdPASS);
        EXPECT(xQueueSend(own_queue, &item, 0) == pdPASS || uxQueueSpacesAvailable(own_queue) == 0);
        vQueueDelete(own_queue);
        progress(other_actor);
        vTaskDelay(1);
    }
    done(other_actor);
    rest();
}

static void setup(void)
{
    owner_actor = actor("owner");
    other_actor = actor("other");
    spawn("owner", own, P_MIDDLE, NULL);
    spawn("other", use_heap, P_LOW, NULL);
    heap_before = xPortGetFreeHeapSize();
}

static void check(void)
{
    EXPECT(echoes == rounds());
    EXPECT(xPortGetFreeHeapSize() == heap_before);
}

SCENARIO(static_objects, "static memory can be used for one object after the other");
