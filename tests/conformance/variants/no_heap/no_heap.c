/* SPDX-License-Identifier: MIT */
/* configSUPPORT_DYNAMIC_ALLOCATION 0: an application without a heap, every kind of object once.
 * Catches a kernel that needs one after all, or does not ask the application for the memory of its
 * own tasks. */
#include "FreeRTOS.h"

#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

#include "../check.h"

#define DEPTH (configMINIMAL_STACK_SIZE + 256)

static unsigned asked_for_idle, asked_for_timer;
static volatile unsigned fired;

void vApplicationGetIdleTaskMemory(StaticTask_t **block, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t memory;
    static StackType_t words[configMINIMAL_STACK_SIZE];
    asked_for_idle++;
    *block = &memory;
    *stack = words;
    *depth = configMINIMAL_STACK_SIZE;
}

void vApplicationGetTimerTaskMemory(StaticTask_t **block, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t memory;
    static StackType_t words[DEPTH];
    asked_for_timer++;
    *block = &memory;
    *stack = words;
    *depth = DEPTH;
}

static void fire(TimerHandle_t timer)
{
    (void)timer;
    fired = fired + 1;
}

static void end_at_once(void *arg)
{
    (void)arg;
    vTaskDelete(NULL);
}

static void check_objects(void)
{
    static StaticQueue_t queue_block;
    static StaticSemaphore_t semaphore_block;
    static StaticEventGroup_t group_block;
    static StaticTimer_t timer_block;
    static StaticStreamBuffer_t stream_block;
    static uint8_t storage[64];
    uint32_t item = 5;

    QueueHandle_t queue = xQueueCreateStatic(4, sizeof item, storage, &queue_block);
    CHECK(xQueueSend(queue, &item, 0) == pdPASS);
    item = 0;
    CHECK(xQueueReceive(queue, &item, 0) == pdPASS && item == 5);
    vQueueDelete(queue);

    SemaphoreHandle_t mutex = xSemaphoreCreateRecursiveMutexStatic(&semaphore_block);
    CHECK(xSemaphoreTakeRecursive(mutex, 0) == pdPASS);
    CHECK(xSemaphoreGiveRecursive(mutex) == pdPASS);
    vSemaphoreDelete(mutex);

    EventGroupHandle_t group = xEventGroupCreateStatic(&group_block);
    CHECK(xEventGroupSetBits(group, 3) == 3);
    vEventGroupDelete(group);

    StreamBufferHandle_t stream =
        xStreamBufferCreateStatic(sizeof storage, 1, storage, &stream_block);
    CHECK(xStreamBufferSend(stream, "abc", 3, 0) == 3);
    vStreamBufferDelete(stream);

    TimerHandle_t timer = xTimerCreateStatic("timer", 2, pdFALSE, NULL, fire, &timer_block);
    CHECK(xTimerStart(timer, 0) == pdPASS);
    vTaskDelay(5);
    CHECK(fired == 1);
    CHECK(xTimerDelete(timer, 0) == pdPASS);
}

static void run(void *arg)
{
    static StaticTask_t block;
    static StackType_t stack[DEPTH];

    (void)arg;
    CHECK(asked_for_idle == 1);
    CHECK(asked_for_timer == 1);
    check_objects();
    UBaseType_t before = uxTaskGetNumberOfTasks();
    CHECK(xTaskCreateStatic(end_at_once, "end", DEPTH, NULL, 4, stack, &block) != NULL);
    vTaskDelay(2);
    CHECK(uxTaskGetNumberOfTasks() == before);
    finish();
}

int main(void)
{
    static StaticTask_t block;
    static StackType_t stack[DEPTH];

    board_init();
    (void)xTaskCreateStatic(run, "run", DEPTH, NULL, 2, stack, &block);
    vTaskStartScheduler();
    return 1;
}
