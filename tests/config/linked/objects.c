/* SPDX-License-Identifier: MIT */
/* What tasks wait for: once around each. */
#include "works.h"

#include <string.h>

#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "timers.h"

union memory memory_of_object;
uint8_t memory_of_items[64];

static volatile unsigned alarms;

static void queue_works(void)
{
    QueueHandle_t queue =
        CREATE(xQueueCreate, (2, 4), (2, 4, memory_of_items, &memory_of_object.queue));
    uint32_t item = 1;

    CHECK(xQueueSend(queue, &item, 0) == pdPASS);
    item = 2;
    CHECK(xQueueSend(queue, &item, PATIENCE) == pdPASS);
    TickType_t start = xTaskGetTickCount();
    CHECK(xQueueSend(queue, &item, 3) == errQUEUE_FULL);
    CHECK((TickType_t)(xTaskGetTickCount() - start) == 3);
    CHECK(xQueueReceive(queue, &item, 0) == pdPASS && item == 1);
    CHECK(xQueueReceive(queue, &item, PATIENCE) == pdPASS && item == 2);
    CHECK(xQueueReceive(queue, &item, 3) == errQUEUE_EMPTY);
    vQueueDelete(queue);
}

static void semaphore_works(void)
{
    SemaphoreHandle_t semaphore = CREATE(xSemaphoreCreateBinary, (), (&memory_of_object.semaphore));

    CHECK(xSemaphoreTake(semaphore, 2) == pdFAIL);
    CHECK(xSemaphoreGive(semaphore) == pdPASS);
    CHECK(xSemaphoreTake(semaphore, PATIENCE) == pdPASS);
    vSemaphoreDelete(semaphore);
}

static void mutex_works(void)
{
    SemaphoreHandle_t mutex = CREATE(xSemaphoreCreateMutex, (), (&memory_of_object.semaphore));

    CHECK(xSemaphoreTake(mutex, 0) == pdPASS);
    CHECK(xSemaphoreTake(mutex, 2) == pdFAIL);
    CHECK(xSemaphoreGive(mutex) == pdPASS);
    CHECK(xSemaphoreTake(mutex, PATIENCE) == pdPASS);
    CHECK(xSemaphoreGive(mutex) == pdPASS);
    vSemaphoreDelete(mutex);
}

static void recursive_mutex_works(void)
{
    SemaphoreHandle_t mutex =
        CREATE(xSemaphoreCreateRecursiveMutex, (), (&memory_of_object.semaphore));

    CHECK(xSemaphoreTakeRecursive(mutex, 0) == pdPASS);
    CHECK(xSemaphoreTakeRecursive(mutex, PATIENCE) == pdPASS);
    CHECK(xSemaphoreGiveRecursive(mutex) == pdPASS);
    CHECK(xSemaphoreGiveRecursive(mutex) == pdPASS);
    CHECK(xSemaphoreGiveRecursive(mutex) == pdFAIL);
    vSemaphoreDelete(mutex);
}

static void group_works(void)
{
    EventGroupHandle_t group = CREATE(xEventGroupCreate, (), (&memory_of_object.group));

    CHECK(xEventGroupSetBits(group, 5) == 5);
    CHECK(xEventGroupWaitBits(group, 4, pdTRUE, pdTRUE, PATIENCE) == 5);
    CHECK(xEventGroupWaitBits(group, 4, pdTRUE, pdTRUE, 2) == 1);
    vEventGroupDelete(group);
}

static void streams_work(void)
{
    char text[8] = "";
    StreamBufferHandle_t stream =
        CREATE(xStreamBufferCreate, (16, 1), (16, 1, memory_of_items, &memory_of_object.stream));

    CHECK(xStreamBufferSend(stream, "abc", 3, 0) == 3);
    CHECK(xStreamBufferReceive(stream, text, sizeof text, PATIENCE) == 3);
    CHECK(strcmp(text, "abc") == 0);
    CHECK(xStreamBufferReceive(stream, text, sizeof text, 2) == 0);
    vStreamBufferDelete(stream);
    MessageBufferHandle_t message =
        CREATE(xMessageBufferCreate, (32), (32, memory_of_items, &memory_of_object.stream));
    CHECK(xMessageBufferSend(message, "de", 2, 0) == 2);
    CHECK(xMessageBufferSend(message, "fgh", 3, PATIENCE) == 3);
    CHECK(xMessageBufferReceive(message, text, sizeof text, 0) == 2 && text[1] == 'e');
    CHECK(xMessageBufferReceive(message, text, sizeof text, PATIENCE) == 3 && text[2] == 'h');
    vMessageBufferDelete(message);
}

static void notifications_work(void)
{
    const UBaseType_t last = configTASK_NOTIFICATION_ARRAY_ENTRIES - 1;
    TaskHandle_t self = xTaskGetCurrentTaskHandle();
    uint32_t value = 0;

    CHECK(xTaskNotifyGive(self) == pdPASS);
    CHECK(ulTaskNotifyTake(pdTRUE, PATIENCE) == 1);
    CHECK(ulTaskNotifyTake(pdTRUE, 2) == 0);
    CHECK(xTaskNotifyIndexed(self, last, 77, eSetValueWithOverwrite) == pdPASS);
    CHECK(xTaskNotifyWaitIndexed(last, 0, 0, &value, PATIENCE) == pdPASS && value == 77);
}

static void ring(TimerHandle_t timer)
{
    CHECK(pvTimerGetTimerID(timer) == &alarms);
    alarms++;
}

static void timers_work(void)
{
    TimerHandle_t timer =
        CREATE(xTimerCreate, ("alarm", 2, pdTRUE, (void *)(uintptr_t)&alarms, ring),
               ("alarm", 2, pdTRUE, (void *)(uintptr_t)&alarms, ring, &memory_of_object.timer));

    alarms = 0;
    CHECK(xTimerStart(timer, PATIENCE) == pdPASS);
    vTaskDelay(7);
    CHECK(alarms == 3);
    CHECK(xTimerStop(timer, PATIENCE) == pdPASS);
    vTaskDelay(4);
    CHECK(alarms == 3);
    CHECK(xTimerDelete(timer, PATIENCE) == pdPASS);
    vTaskDelay(2);
}

void objects_work(void)
{
    queue_works();
    semaphore_works();
    if (configUSE_MUTEXES) {
        mutex_works();
    }
    if (configUSE_RECURSIVE_MUTEXES) {
        recursive_mutex_works();
    }
    if (configUSE_EVENT_GROUPS) {
        group_works();
    }
    if (configUSE_STREAM_BUFFERS) {
        streams_work();
    }
    if (configUSE_TASK_NOTIFICATIONS) {
        notifications_work();
    }
    if (configUSE_TIMERS) {
        timers_work();
    }
}
