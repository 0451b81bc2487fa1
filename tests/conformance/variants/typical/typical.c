/* SPDX-License-Identifier: MIT */
/* An application with the configuration and the stacks that applications have: each task gets
 * configMINIMAL_STACK_SIZE, waits on one kind of object and must have some of its stack left.
 * Catches a kernel whose calls need more stack than there is, and headers that a usual
 * configuration breaks. */
#include "FreeRTOS.h"

#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

#include "../check.h"

#define LEAST_LEFT 4U /* words */

void assert_called(const char *file, unsigned long line)
{
    (void)line;
    check_failed(file);
    finish();
}

static volatile uint32_t counter;

void start_counter(void)
{
    counter = 0;
}

uint32_t read_counter(void)
{
    counter = counter + 1;
    return counter;
}

static volatile unsigned idle_calls, tick_calls;

void vApplicationIdleHook(void);
void vApplicationIdleHook(void)
{
    idle_calls = idle_calls + 1;
}

void vApplicationTickHook(void);
void vApplicationTickHook(void)
{
    tick_calls = tick_calls + 1;
}

void vApplicationMallocFailedHook(void);
void vApplicationMallocFailedHook(void)
{
    check_failed("an allocation failed");
    finish();
}

void vApplicationStackOverflowHook(TaskHandle_t task, char *name);
void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
    (void)task;
    check_failed(name);
    finish();
}

static QueueHandle_t queue;
static QueueSetHandle_t set;
static SemaphoreHandle_t semaphore, mutex, recursive;
static EventGroupHandle_t group;
static StreamBufferHandle_t stream;
static MessageBufferHandle_t message;
static TimerHandle_t timer;

static void wait_on_queue(void)
{
    uint32_t item = 1;
    CHECK(xQueueReceive(queue, &item, 5) == errQUEUE_EMPTY);
    CHECK(xQueueSend(queue, &item, 5) == pdPASS);
    CHECK(xQueuePeek(queue, &item, 5) == pdPASS);
    CHECK(xQueueSend(queue, &item, 5) == errQUEUE_FULL);
    CHECK(xQueueReceive(queue, &item, 5) == pdPASS);
}

static void wait_on_semaphore(void)
{
    CHECK(xSemaphoreTake(semaphore, 5) == pdFALSE);
    CHECK(xSemaphoreGive(semaphore) == pdPASS);
    CHECK(xSemaphoreTake(semaphore, 5) == pdPASS);
}

static void wait_on_mutex(void)
{
    CHECK(xSemaphoreTake(mutex, 100) == pdPASS);
    vTaskDelay(5);
    CHECK(xSemaphoreGive(mutex) == pdPASS);
}

static void wait_on_recursive(void)
{
    CHECK(xSemaphoreTakeRecursive(recursive, 100) == pdPASS);
    CHECK(xSemaphoreTakeRecursive(recursive, 100) == pdPASS);
    vTaskDelay(5);
    CHECK(xSemaphoreGiveRecursive(recursive) == pdPASS);
    CHECK(xSemaphoreGiveRecursive(recursive) == pdPASS);
}

static void wait_on_set(void)
{
    CHECK(xQueueSelectFromSet(set, 5) == NULL);
}

static void wait_on_group(void)
{
    CHECK(xEventGroupWaitBits(group, 1, pdTRUE, pdTRUE, 5) == 0);
    CHECK(xEventGroupSync(group, 2, 6, 5) == 2);
    CHECK(xEventGroupClearBits(group, 2) == 2);
}

static void wait_on_buffers(void)
{
    char bytes[4];
    CHECK(xStreamBufferReceive(stream, bytes, sizeof bytes, 5) == 0);
    CHECK(xStreamBufferSend(stream, "abcdefghijkl", 12, 5) == 10);
    CHECK(xStreamBufferReset(stream) == pdPASS);
    CHECK(xMessageBufferReceive(message, bytes, sizeof bytes, 5) == 0);
}

static void wait_for_notification(void)
{
    CHECK(ulTaskNotifyTake(pdTRUE, 5) == 0);
    CHECK(xTaskNotifyWaitIndexed(2, 0, 0, NULL, 5) == pdFALSE);
}

static void wait_for_time(void)
{
    TickType_t wake = xTaskGetTickCount();
    vTaskDelay(5);
    vTaskDelayUntil(&wake, 20);
}

static void use_timer(void)
{
    CHECK(xTimerStart(timer, 5) == pdPASS);
    CHECK(xTimerChangePeriod(timer, 7, 5) == pdPASS);
    CHECK(xTimerStop(timer, 5) == pdPASS);
}

static void on_timer(TimerHandle_t handle)
{
    (void)handle;
}

static void (*const waits[])(void) = {
    wait_on_queue,         wait_on_semaphore, wait_on_mutex, wait_on_mutex,
    wait_on_recursive,     wait_on_set,       wait_on_group, wait_on_buffers,
    wait_for_notification, wait_for_time,     use_timer,
};
#define WAIT_COUNT (sizeof waits / sizeof waits[0])
static TaskHandle_t tasks[WAIT_COUNT];
static volatile unsigned rounds[WAIT_COUNT];

static void run(void *arg)
{
    uintptr_t which = (uintptr_t)arg;
    for (;;) {
        waits[which]();
        rounds[which] = rounds[which] + 1;
        if (which < 4 || which == 6 || which == 10) {
            vTaskDelay(1);
        }
    }
}

extern void *volatile pxCurrentTCB; /* as applications and tools look at it */
static TaskHandle_t tagged;
static volatile unsigned tagged_switches;

/* Called where `tagged` is switched away from. */
static BaseType_t on_switch(void *arg)
{
    (void)arg;
    tagged_switches = tagged_switches + 1;
    if (pxCurrentTCB != tagged) {
        check_failed("the running task is another");
    }
    return pdPASS;
}

static void check_stack(TaskHandle_t task, const char *name)
{
    if (uxTaskGetStackHighWaterMark(task) < LEAST_LEFT) {
        check_failed(name);
    }
}

static void judge(void *arg)
{
    static char text[1200];
    (void)arg;
    tagged = tasks[9];
    vTaskSetApplicationTaskTag(tagged, on_switch);
    CHECK(pxCurrentTCB == xTaskGetCurrentTaskHandle());
    vTaskDelay(500);
    CHECK(tagged_switches >= 2 * rounds[9]);
    for (size_t i = 0; i < WAIT_COUNT; i++) {
        CHECK(rounds[i] >= 5);
        check_stack(tasks[i], pcTaskGetName(tasks[i]));
    }
    check_stack(xTaskGetIdleTaskHandle(), "idle");
    check_stack(xTimerGetTimerDaemonTaskHandle(), "timer");
    vTaskList(text);
    CHECK(strstr(text, "judge") != NULL && strstr(text, "IDLE") != NULL);
    vTaskGetRunTimeStats(text);
    CHECK(strstr(text, "judge") != NULL);
    CHECK(idle_calls > 0 && tick_calls >= 500);
    finish();
}

int main(void)
{
    static const char *const names[WAIT_COUNT] = {"queue",     "semaphore", "mutex", "mutex2",
                                                  "recursive", "set",       "group", "buffers",
                                                  "notify",    "time",      "timer"};
    board_init();
    queue = xQueueCreate(1, sizeof(uint32_t));
    set = xQueueCreateSet(1);
    semaphore = xSemaphoreCreateBinary();
    mutex = xSemaphoreCreateMutex();
    recursive = xSemaphoreCreateRecursiveMutex();
    group = xEventGroupCreate();
    stream = xStreamBufferCreate(10, 1);
    message = xMessageBufferCreate(20);
    timer = xTimerCreate("timer", 10, pdTRUE, NULL, on_timer);
    for (uintptr_t i = 0; i < WAIT_COUNT; i++) {
        CHECK(xTaskCreate(run, names[i], configMINIMAL_STACK_SIZE, (void *)i, 1 + i % 3U,
                          &tasks[i]) == pdPASS);
    }
    CHECK(xTaskCreate(judge, "judge", configMINIMAL_STACK_SIZE * 4, NULL, 8, NULL) == pdPASS);
    vTaskStartScheduler();
    return 1;
}
