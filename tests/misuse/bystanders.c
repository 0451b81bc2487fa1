/* SPDX-License-Identifier: MIT */
#include "bystanders.h"

#include <string.h>

#include "misuse.h"

#define STACK (configMINIMAL_STACK_SIZE + 256u)

static QueueHandle_t queue;
static SemaphoreHandle_t semaphore, mutex, door;
static EventGroupHandle_t group;
static StreamBufferHandle_t stream;
static MessageBufferHandle_t message;
static TimerHandle_t timer;
static TaskHandle_t guest, idler;
static volatile unsigned visits, alarms;
static size_t free_bytes;
static UBaseType_t tasks;

#define WANT(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            misuse_failed("a bystander suffered: " #condition);                                    \
        }                                                                                          \
    } while (0)

/* Waits for ever, but for visits. */
static void wait_at_the_door(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTake(door, portMAX_DELAY) == pdPASS) {
            visits++;
        }
    }
}

static void stand_still(void *arg)
{
    (void)arg;
    for (;;) {
        vTaskSuspend(NULL);
    }
}

static void ring(TimerHandle_t which)
{
    (void)which;
    alarms++;
}

void bystanders_make(void)
{
    queue = xQueueCreate(4, sizeof(uint32_t));
    semaphore = xSemaphoreCreateCounting(5, 2);
    mutex = xSemaphoreCreateMutex();
    door = xSemaphoreCreateBinary();
    group = xEventGroupCreate();
    stream = xStreamBufferCreate(16, 1);
    message = xMessageBufferCreate(32);
    timer = xTimerCreate("bystander", 2, pdFALSE, (void *)&timer, ring);
    for (uint32_t i = 10; i < 12u; i++) {
        (void)xQueueSend(queue, &i, 0);
    }
    (void)xEventGroupSetBits(group, 0x5);
    (void)xStreamBufferSend(stream, "abc", 3, 0);
    (void)xMessageBufferSend(message, "hello", 5, 0);
    (void)xTaskCreate(wait_at_the_door, "guest", STACK, NULL, uxTaskPriorityGet(NULL) + 1u, &guest);
    (void)xTaskCreate(stand_still, "idler", STACK, NULL, uxTaskPriorityGet(NULL) + 1u, &idler);
    free_bytes = xPortGetFreeHeapSize();
    tasks = uxTaskGetNumberOfTasks();
}

static void check_contents(void)
{
    uint32_t front = 0;
    uint8_t text[8] = {0};

    WANT(uxQueueMessagesWaiting(queue) == 2u);
    WANT(xQueuePeek(queue, &front, 0) == pdPASS && front == 10u);
    WANT(uxSemaphoreGetCount(semaphore) == 2u);
    WANT(xSemaphoreGetMutexHolder(mutex) == NULL);
    WANT(xEventGroupGetBits(group) == 0x5u);
    WANT(xStreamBufferBytesAvailable(stream) == 3u);
    WANT(xMessageBufferNextLengthBytes(message) == 5u);
    WANT(xMessageBufferReceive(message, text, sizeof text, 0) == 5u);
    WANT(memcmp(text, "hello", 5) == 0);
    WANT(xMessageBufferSend(message, text, 5, 0) == 5u);
    WANT(xTimerIsTimerActive(timer) == pdFALSE);
    WANT(pvTimerGetTimerID(timer) == (void *)&timer);
    WANT(eTaskGetState(guest) == eBlocked);
    WANT(eTaskGetState(idler) == eSuspended);
    WANT(strcmp(pcTaskGetName(idler), "idler") == 0);
    WANT(uxTaskPriorityGet(NULL) == uxTaskBasePriorityGet(NULL));
    WANT(uxTaskPriorityGet(guest) == uxTaskPriorityGet(NULL) + 1u);
}

static void check_behaviour(void)
{
    uint32_t out = 0;
    uint8_t text[4] = {0};
    uint32_t in = 12;
    unsigned before = visits;
    TickType_t start;

    WANT(xQueueSend(queue, &in, 0) == pdPASS);
    for (uint32_t i = 10; i < 13u; i++) {
        WANT(xQueueReceive(queue, &out, 0) == pdPASS && out == i);
    }
    for (uint32_t i = 10; i < 12u; i++) {
        WANT(xQueueSend(queue, &i, 0) == pdPASS);
    }
    WANT(xSemaphoreTake(mutex, 0) == pdPASS && xSemaphoreGive(mutex) == pdPASS);
    WANT(xSemaphoreGive(semaphore) == pdPASS && xSemaphoreTake(semaphore, 0) == pdPASS);
    WANT(xStreamBufferReceive(stream, text, 3, 0) == 3u && memcmp(text, "abc", 3) == 0);
    WANT(xStreamBufferSend(stream, "abc", 3, 0) == 3u);
    WANT(xEventGroupWaitBits(group, 0x4, pdFALSE, pdTRUE, 0) == 0x5u);
    WANT(xSemaphoreGive(door) == pdPASS && visits == before + 1u);
    alarms = 0;
    WANT(xTimerStart(timer, portMAX_DELAY) == pdPASS);
    vTaskDelay(1);
    start = xTaskGetTickCount();
    vTaskDelay(4);
    WANT((TickType_t)(xTaskGetTickCount() - start) == 4u);
    WANT(alarms == 1u);
    WANT(xTaskGetSchedulerState() == taskSCHEDULER_RUNNING);
    WANT(xPortGetFreeHeapSize() == free_bytes);
    WANT(uxTaskGetNumberOfTasks() == tasks);
}

void bystanders_check(void)
{
    check_contents();
    check_behaviour();
    check_contents();
}
