/* SPDX-License-Identifier: MIT */
/* Objects are made in the same memory over and over, used and deleted; every kind in turn. */
#include "soak.h"

static volatile unsigned long rounds;
static union {
    StaticQueue_t queue;
    StaticSemaphore_t semaphore;
    StaticEventGroup_t group;
    StaticTimer_t timer;
    StaticStreamBuffer_t stream;
} block;
static uint8_t storage[64];
static volatile unsigned fired;

static void use_queue(void)
{
    uint32_t item = 7;
    QueueHandle_t queue = xQueueCreateStatic(5, sizeof item, storage, &block.queue);
    SOAK_CHECK_THAT(xQueueSend(queue, &item, 0) == pdPASS);
    item = 0;
    SOAK_CHECK_THAT(xQueueReceive(queue, &item, 0) == pdPASS && item == 7);
    SOAK_CHECK_THAT(xQueueReceive(queue, &item, 1) == errQUEUE_EMPTY);
    vQueueDelete(queue);
}

static void use_semaphores(void)
{
    SemaphoreHandle_t semaphore = xSemaphoreCreateCountingStatic(3, 1, &block.semaphore);
    SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 0) == pdPASS);
    SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 1) == pdFALSE);
    vSemaphoreDelete(semaphore);
    semaphore = xSemaphoreCreateMutexStatic(&block.semaphore);
    SOAK_CHECK_THAT(xSemaphoreTake(semaphore, 0) == pdPASS);
    SOAK_CHECK_THAT(xSemaphoreGive(semaphore) == pdPASS);
    vSemaphoreDelete(semaphore);
}

static void use_group(void)
{
    EventGroupHandle_t group = xEventGroupCreateStatic(&block.group);
    SOAK_CHECK_THAT(xEventGroupSetBits(group, 0x3) == 0x3);
    SOAK_CHECK_THAT(xEventGroupWaitBits(group, 0x1, pdTRUE, pdTRUE, 1) == 0x3);
    vEventGroupDelete(group);
}

static void use_stream(void)
{
    StreamBufferHandle_t stream =
        xStreamBufferCreateStatic(sizeof storage, 1, storage, &block.stream);
    SOAK_CHECK_THAT(xStreamBufferSend(stream, "abcd", 4, 0) == 4);
    SOAK_CHECK_THAT(xStreamBufferBytesAvailable(stream) == 4);
    vStreamBufferDelete(stream);
}

static void fire(TimerHandle_t timer)
{
    (void)timer;
    fired = fired + 1;
}

static void use_timer(void)
{
    TimerHandle_t timer = xTimerCreateStatic("static", 2, pdFALSE, NULL, fire, &block.timer);
    unsigned before = fired;
    SOAK_CHECK_THAT(xTimerStart(timer, 20) == pdPASS);
    vTaskDelay(10);
    SOAK_IN_TIME(fired == before + 1);
    SOAK_IN_TIME(xTimerIsTimerActive(timer) == pdFALSE);
    SOAK_CHECK_THAT(xTimerDelete(timer, 20) == pdPASS);
    vTaskDelay(5); /* the timer task has let go of the memory */
}

static void use_task(void)
{
    extern void static_task(void *arg);
    static StaticTask_t task_block;
    static StackType_t stack[SOAK_STACK];
    volatile bool ran = false;
    TaskHandle_t task = xTaskCreateStatic(static_task, "static", SOAK_STACK, (void *)&ran,
                                          SOAK_HIGH, stack, &task_block);
    SOAK_CHECK_THAT(ran);
    vTaskDelete(task);
}

void static_task(void *arg);
void static_task(void *arg)
{
    *(volatile bool *)arg = true;
    vTaskSuspend(NULL);
}

static void use_all(void *arg)
{
    (void)arg;
    for (;;) {
        use_queue();
        use_semaphores();
        use_group();
        use_stream();
        use_timer();
        use_task();
        rounds = rounds + 1;
    }
}

static void start(void)
{
    (void)soak_task(use_all, "static", NULL, SOAK_LOW);
}

const struct soak_group static_memory_group = {"static memory", start, NULL, NULL, &rounds};
