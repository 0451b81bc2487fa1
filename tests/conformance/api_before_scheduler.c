/* SPDX-License-Identifier: MIT */
/* What main() may do before it starts the scheduler, with no task yet and with one: make objects
 * and use them, as drivers do that lock themselves while they are set up. Catches a kernel that
 * needs a running task for a call that does not wait, and one that switches to a task too early. */
#include "conformance.h"

static SemaphoreHandle_t plain, recursive;
static volatile unsigned ran;

static void lock_and_unlock(void)
{
    CHECK_EQ(xSemaphoreTake(plain, portMAX_DELAY), pdPASS);
    CHECK_EQ(uxSemaphoreGetCount(plain), 0);
    CHECK_EQ(xSemaphoreGive(plain), pdPASS);
    CHECK_EQ(uxSemaphoreGetCount(plain), 1);
    CHECK_EQ(xSemaphoreGive(plain), pdFAIL);
    for (unsigned depth = 0; depth < 3; depth++) {
        CHECK_EQ(xSemaphoreTakeRecursive(recursive, portMAX_DELAY), pdPASS);
    }
    for (unsigned depth = 3; depth > 0; depth--) {
        CHECK_EQ(uxSemaphoreGetCount(recursive), 0);
        CHECK_EQ(xSemaphoreGiveRecursive(recursive), pdPASS);
    }
    CHECK_EQ(uxSemaphoreGetCount(recursive), 1);
}

static void use_the_rest(void)
{
    uint32_t item = 7;
    char text[4] = "";
    QueueHandle_t queue = xQueueCreate(1, sizeof item);
    SemaphoreHandle_t semaphore = xSemaphoreCreateBinary();
    EventGroupHandle_t group = xEventGroupCreate();
    MessageBufferHandle_t message = xMessageBufferCreate(20);

    CHECK_EQ(xQueueSend(queue, &item, portMAX_DELAY), pdPASS);
    CHECK_EQ(xQueueSend(queue, &item, 0), errQUEUE_FULL);
    CHECK_EQ(xQueueReceive(queue, &item, portMAX_DELAY), pdPASS);
    CHECK_EQ(xSemaphoreTake(semaphore, 0), pdFALSE);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EQ(xSemaphoreTake(semaphore, portMAX_DELAY), pdPASS);
    CHECK_EQ(xEventGroupSetBits(group, 3), 3);
    CHECK_EQ(xEventGroupWaitBits(group, 1, pdTRUE, pdTRUE, portMAX_DELAY), 3);
    CHECK_EQ(xEventGroupGetBits(group), 2);
    CHECK_EQ(xMessageBufferSend(message, "abc", 3, portMAX_DELAY), 3);
    CHECK_EQ(xMessageBufferReceive(message, text, sizeof text, portMAX_DELAY), 3);
    taskENTER_CRITICAL();
    taskEXIT_CRITICAL();
    vQueueDelete(queue);
    vSemaphoreDelete(semaphore);
    vEventGroupDelete(group);
    vMessageBufferDelete(message);
}

static void note_that_it_ran(void *arg)
{
    (void)arg;
    ran = ran + 1U;
    vTaskSuspend(NULL);
}

/* The scheduler is "suspended" and "resumed" around the first task that is made. */
static void make_a_task(void)
{
    TaskHandle_t task = NULL;

    vTaskSuspendAll();
    CHECK_EQ(xTaskCreate(note_that_it_ran, "early", configMINIMAL_STACK_SIZE, NULL, P_HIGH, &task),
             pdPASS);
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    lock_and_unlock();
    vTaskPrioritySet(task, P_HIGHER);
    CHECK_EQ(uxTaskPriorityGet(task), P_HIGHER);
    vTaskSuspend(task);
    vTaskResume(task);
    taskYIELD();
    CHECK_EQ(ran, 0);
    CHECK_EQ(uxTaskGetNumberOfTasks(), 1);
    vTaskDelete(task);
    CHECK_EQ(uxTaskGetNumberOfTasks(), 0);
}

void conformance_before_scheduler(void)
{
    plain = xSemaphoreCreateMutex();
    recursive = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_NOT_STARTED);
    CHECK(xTaskGetCurrentTaskHandle() == NULL);
    CHECK_EQ(uxTaskGetNumberOfTasks(), 0);
    vTaskSuspendAll();
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    lock_and_unlock();
    use_the_rest();
    make_a_task();
    CHECK_EQ(xSemaphoreTake(plain, 0), pdPASS);
    CHECK_EQ(xSemaphoreTake(plain, 0), pdFAIL);
    CHECK(xSemaphoreGetMutexHolder(plain) == NULL);
}

static void what_was_made_before_works_after(void)
{
    CHECK_EQ(ran, 0);
    CHECK_EQ(xSemaphoreTakeRecursive(recursive, 0), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(recursive) == xTaskGetCurrentTaskHandle());
    CHECK_EQ(xSemaphoreGiveRecursive(recursive), pdPASS);
}

static void wait_for_plain(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(plain, portMAX_DELAY), pdPASS);
    event('t');
    CHECK_EQ(xSemaphoreGive(plain), pdPASS);
    park();
}

static void a_mutex_that_main_kept_may_be_given_by_a_task(void)
{
    CHECK_EQ(xSemaphoreTake(plain, 2), pdFAIL);
    spawn(wait_for_plain, P_HIGH, NULL);
    event('1');
    CHECK_EQ(xSemaphoreGive(plain), pdPASS);
    event('2');
    CHECK_EVENTS("1t2");
    CHECK_EQ(uxSemaphoreGetCount(plain), 1);
}

CONFORMANCE_MAIN("before the scheduler", TEST(what_was_made_before_works_after),
                 TEST(a_mutex_that_main_kept_may_be_given_by_a_task))
