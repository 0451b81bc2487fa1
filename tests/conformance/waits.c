/* SPDX-License-Identifier: MIT */
#include "waits.h"

static QueueHandle_t queue;
static EventGroupHandle_t group;
static StreamBufferHandle_t stream;
static uint32_t item = 7;
static uint8_t bytes[16];

static void nothing(void)
{
}

/* ---- queues ---- */

static void queue_empty(void)
{
    queue = xQueueCreate(1, sizeof item);
}

static void queue_full(void)
{
    queue_empty();
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
}

static bool queue_receive(TickType_t ticks)
{
    uint32_t got;
    return xQueueReceive(queue, &got, ticks) == pdPASS;
}

static bool queue_peek(TickType_t ticks)
{
    uint32_t got;
    return xQueuePeek(queue, &got, ticks) == pdPASS;
}

static bool queue_send(TickType_t ticks)
{
    return xQueueSend(queue, &item, ticks) == pdPASS;
}

static void queue_put(TaskHandle_t task)
{
    (void)task;
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
}

static void queue_get(TaskHandle_t task)
{
    uint32_t got;
    (void)task;
    CHECK_EQ(xQueueReceive(queue, &got, 0), pdPASS);
}

static void queue_delete(void)
{
    vQueueDelete(queue);
}

/* ---- semaphores and mutexes ---- */

static void binary_empty(void)
{
    queue = xSemaphoreCreateBinary();
}

static void counting_empty(void)
{
    queue = xSemaphoreCreateCounting(3, 0);
}

static void mutex_held(void)
{
    queue = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(queue, 0), pdPASS);
}

static void recursive_held(void)
{
    queue = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(xSemaphoreTakeRecursive(queue, 0), pdPASS);
}

static bool semaphore_take(TickType_t ticks)
{
    return xSemaphoreTake(queue, ticks) == pdPASS;
}

static bool recursive_take(TickType_t ticks)
{
    return xSemaphoreTakeRecursive(queue, ticks) == pdPASS;
}

static void semaphore_give(TaskHandle_t task)
{
    (void)task;
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
}

static void recursive_give(TaskHandle_t task)
{
    (void)task;
    CHECK_EQ(xSemaphoreGiveRecursive(queue), pdPASS);
}

static void mutex_undo(void)
{
    CHECK_EQ(xSemaphoreGive(queue), pdPASS);
}

static void recursive_undo(void)
{
    CHECK_EQ(xSemaphoreGiveRecursive(queue), pdPASS);
}

static void mutex_delete(void)
{
    if (xSemaphoreGetMutexHolder(queue) == xTaskGetCurrentTaskHandle()) {
        CHECK_EQ(xSemaphoreGive(queue), pdPASS);
    }
    vSemaphoreDelete(queue);
}

static void recursive_delete(void)
{
    if (xSemaphoreGetMutexHolder(queue) == xTaskGetCurrentTaskHandle()) {
        CHECK_EQ(xSemaphoreGiveRecursive(queue), pdPASS);
    }
    vSemaphoreDelete(queue);
}

/* ---- event groups ---- */

static void group_clear(void)
{
    group = xEventGroupCreate();
}

static bool group_wait(TickType_t ticks)
{
    return (xEventGroupWaitBits(group, 1, pdTRUE, pdFALSE, ticks) & 1U) != 0;
}

static bool group_sync(TickType_t ticks)
{
    return (xEventGroupSync(group, 2, 3, ticks) & 3U) == 3U;
}

static void group_set(TaskHandle_t task)
{
    (void)task;
    (void)xEventGroupSetBits(group, 1);
}

static void group_delete(void)
{
    vEventGroupDelete(group);
}

/* ---- notifications: entry 1, so that stream buffers keep entry 0 to themselves ---- */

static bool notify_take(TickType_t ticks)
{
    return ulTaskNotifyTakeIndexed(1, pdTRUE, ticks) != 0;
}

static bool notify_wait(TickType_t ticks)
{
    return xTaskNotifyWaitIndexed(1, 0, 0, NULL, ticks) == pdTRUE;
}

static void notify_give(TaskHandle_t task)
{
    CHECK_EQ(xTaskNotifyGiveIndexed(task, 1), pdPASS);
}

/* ---- stream and message buffers ---- */

static void stream_empty(void)
{
    stream = xStreamBufferCreate(8, 1);
}

static void stream_full(void)
{
    stream_empty();
    CHECK_EQ(xStreamBufferSend(stream, bytes, 8, 0), 8);
}

static bool stream_receive(TickType_t ticks)
{
    uint8_t got[4];
    return xStreamBufferReceive(stream, got, sizeof got, ticks) != 0;
}

static bool stream_send(TickType_t ticks)
{
    return xStreamBufferSend(stream, bytes, 4, ticks) != 0;
}

static void stream_put(TaskHandle_t task)
{
    (void)task;
    CHECK_EQ(xStreamBufferSend(stream, bytes, 4, 0), 4);
}

static void stream_get(TaskHandle_t task)
{
    uint8_t got[8];
    (void)task;
    CHECK_EQ(xStreamBufferReceive(stream, got, sizeof got, 0), 8);
}

static void message_empty(void)
{
    stream = xMessageBufferCreate(16);
}

static void message_full(void)
{
    message_empty();
    CHECK_EQ(xMessageBufferSend(stream, bytes, 8, 0), 8);
}

static bool message_receive(TickType_t ticks)
{
    uint8_t got[16];
    return xMessageBufferReceive(stream, got, sizeof got, ticks) != 0;
}

static bool message_send(TickType_t ticks)
{
    return xMessageBufferSend(stream, bytes, 8, ticks) == 8;
}

static void message_put(TaskHandle_t task)
{
    (void)task;
    CHECK_EQ(xMessageBufferSend(stream, bytes, 5, 0), 5);
}

static void message_get(TaskHandle_t task)
{
    uint8_t got[16];
    (void)task;
    CHECK_EQ(xMessageBufferReceive(stream, got, sizeof got, 0), 8);
}

static void stream_delete(void)
{
    vStreamBufferDelete(stream);
}

/* message_send needs 8 bytes and a length in 16, of which 8 bytes and a length are taken. */
const struct wait_case wait_cases[] = {
    {"xQueueReceive", queue_empty, queue_receive, queue_put, nothing, queue_delete, false},
    {"xQueuePeek", queue_empty, queue_peek, queue_put, nothing, queue_delete, false},
    {"xQueueSend", queue_full, queue_send, queue_get, nothing, queue_delete, false},
    {"xSemaphoreTake, binary", binary_empty, semaphore_take, semaphore_give, nothing, queue_delete,
     false},
    {"xSemaphoreTake, counting", counting_empty, semaphore_take, semaphore_give, nothing,
     queue_delete, false},
    {"xSemaphoreTake, mutex", mutex_held, semaphore_take, semaphore_give, mutex_undo, mutex_delete,
     false},
    {"xSemaphoreTakeRecursive", recursive_held, recursive_take, recursive_give, recursive_undo,
     recursive_delete, false},
    {"xEventGroupWaitBits", group_clear, group_wait, group_set, nothing, group_delete, false},
    {"xEventGroupSync", group_clear, group_sync, group_set, nothing, group_delete, false},
    {"ulTaskNotifyTake", nothing, notify_take, notify_give, nothing, nothing, true},
    {"xTaskNotifyWait", nothing, notify_wait, notify_give, nothing, nothing, true},
    {"xStreamBufferReceive", stream_empty, stream_receive, stream_put, nothing, stream_delete,
     false},
    {"xStreamBufferSend", stream_full, stream_send, stream_get, nothing, stream_delete, false},
    {"xMessageBufferReceive", message_empty, message_receive, message_put, nothing, stream_delete,
     false},
    {"xMessageBufferSend", message_full, message_send, message_get, nothing, stream_delete, false},
};
const size_t wait_case_count = sizeof wait_cases / sizeof wait_cases[0];
