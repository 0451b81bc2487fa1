/* SPDX-License-Identifier: MIT */
/* What an application calls decides what is linked: the two kernels that `./run size` reports.
 *
 *   minimal   FOOTPRINT_MINIMAL: static tasks, start, yield, delay
 *   full      tasks, queues, semaphores, mutexes, timers, events, streams, notifications, heap_4,
 * FromISR
 */
#include "FreeRTOS.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

static StaticTask_t task_memory;
static StackType_t stack[configMINIMAL_STACK_SIZE];

#ifdef FP_MINIMAL

static void task(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskDelay(1);
        taskYIELD();
    }
}

#else

static void *volatile sink;

static void callback(TimerHandle_t timer)
{
    (void)timer;
}

static void tasks(void)
{
    TaskHandle_t handle;
    TickType_t wake = xTaskGetTickCount();

    xTaskCreate(0, "t", 64, 0, 1, &handle);
    vTaskDelay(1);
    vTaskDelayUntil(&wake, 1);
    vTaskSuspend(handle);
    vTaskResume(handle);
    xTaskResumeFromISR(handle);
    vTaskPrioritySet(handle, uxTaskPriorityGet(0));
    vTaskSuspendAll();
    xTaskResumeAll();
    vTaskDelete(handle);
    xTaskNotify(handle, 1, eSetBits);
    xTaskNotifyWait(0, 0, 0, 1);
    xTaskNotifyGive(handle);
    vTaskNotifyGiveFromISR(handle, 0);
    xTaskNotifyFromISR(handle, 1, eSetBits, 0);
    ulTaskNotifyTake(pdTRUE, 1);
    taskYIELD();
}

static void queues(void)
{
    static StaticQueue_t memory;
    static uint8_t items[16];
    uint32_t item = 0;
    QueueHandle_t queue = xQueueCreate(4, 4);

    sink = xQueueCreateStatic(4, 4, items, &memory);
    xQueueSend(queue, &item, 1);
    xQueueSendToFront(queue, &item, 1);
    xQueueReceive(queue, &item, 1);
    xQueuePeek(queue, &item, 1);
    xQueueSendFromISR(queue, &item, 0);
    xQueueReceiveFromISR(queue, &item, 0);
    xQueueOverwrite(queue, &item);
    sink = (void *)uxQueueMessagesWaiting(queue);
    xQueueReset(queue);
    vQueueDelete(queue);
}

static void semaphores(void)
{
    static StaticSemaphore_t memory;
    SemaphoreHandle_t semaphore = xSemaphoreCreateCounting(4, 0);

    sink = xSemaphoreCreateBinary();
    sink = xSemaphoreCreateMutexStatic(&memory);
    sink = xSemaphoreCreateCountingStatic(4, 0, &memory);
    xSemaphoreTake(semaphore, 1);
    xSemaphoreGive(semaphore);
    xSemaphoreGiveFromISR(semaphore, 0);
    xSemaphoreTake(xSemaphoreCreateMutex(), 1);
    semaphore = xSemaphoreCreateRecursiveMutex();
    xSemaphoreTakeRecursive(semaphore, 1);
    xSemaphoreGiveRecursive(semaphore);
}

static void timers_events_streams(void)
{
    TimerHandle_t timer = xTimerCreate("t", 1, pdTRUE, 0, callback);
    EventGroupHandle_t group = xEventGroupCreate();
    StreamBufferHandle_t stream = xStreamBufferCreate(16, 1);
    uint8_t bytes[4] = {0};

    xTimerStart(timer, 1);
    xTimerStop(timer, 1);
    xTimerChangePeriod(timer, 2, 1);
    xTimerStartFromISR(timer, 0);
    xTimerDelete(timer, 1);
    xEventGroupSetBits(group, 1);
    xEventGroupClearBits(group, 1);
    xEventGroupWaitBits(group, 1, pdTRUE, pdTRUE, 1);
    xEventGroupSync(group, 1, 3, 1);
    vEventGroupDelete(group);
    xStreamBufferSend(stream, bytes, 4, 1);
    xStreamBufferReceive(stream, bytes, 4, 1);
    xStreamBufferSendFromISR(stream, bytes, 4, 0);
    xStreamBufferReceiveFromISR(stream, bytes, 4, 0);
    vStreamBufferDelete(stream);
}

static void task(void *arg)
{
    (void)arg;
    tasks();
    queues();
    semaphores();
    timers_events_streams();
}

#endif

int main(void)
{
    xTaskCreateStatic(task, "t", configMINIMAL_STACK_SIZE, 0, 1, stack, &task_memory);
    vTaskStartScheduler();
    return 0;
}
