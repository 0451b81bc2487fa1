/* SPDX-License-Identifier: MIT */
/* What is made and deleted again leaves the heap as it was. */
#include <string.h>

#include "FreeRTOS.h"
#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

#include "qualification.h"

#define ROUNDS   10u
#define P_HIGHER (tskIDLE_PRIORITY + 5u)

static size_t free_before;

/* The idle task gives back what deleted tasks had. */
static size_t free_now(void)
{
    vTaskDelay(3);
    return xPortGetFreeHeapSize();
}

/* Runs `make_and_delete`, which tells whether it could, some times. The first time it may cost what
 * is kept for ever. */
static void repeat(bool (*make_and_delete)(void))
{
    REQUIRE(make_and_delete());
    free_before = free_now();
    for (unsigned n = 0; n < ROUNDS; n++) {
        REQUIRE(make_and_delete());
    }
    EXPECT_EQUAL(free_now(), free_before);
}

static void park(void *unused)
{
    (void)unused;
    for (;;) {
        vTaskSuspend(NULL);
    }
}

static void delete_self(void *unused)
{
    (void)unused;
    vTaskDelete(NULL);
}

static bool task(void)
{
    TaskHandle_t made = NULL;

    if (xTaskCreate(park, "case", qualificationTASK_STACK_WORDS, NULL, P_HIGHER, &made) != pdPASS) {
        return false;
    }
    vTaskDelete(made);
    vTaskDelay(2);
    return true;
}

static bool task_that_deletes_itself(void)
{
    bool made = xTaskCreate(delete_self, "case", qualificationTASK_STACK_WORDS, NULL, P_HIGHER,
                            NULL) == pdPASS;

    vTaskDelay(2);
    return made;
}

static bool queue(void)
{
    QueueHandle_t made = xQueueCreate(4, 12);
    uint8_t item[12] = {0};

    if (made == NULL) {
        return false;
    }
    bool sent = xQueueSend(made, item, 0) == pdPASS;
    vQueueDelete(made);
    return sent;
}

static bool semaphores(void)
{
    SemaphoreHandle_t made[] = {xSemaphoreCreateBinary(), xSemaphoreCreateCounting(3, 1),
                                xSemaphoreCreateMutex(), xSemaphoreCreateRecursiveMutex()};
    bool all = true;

    for (size_t n = 0; n < sizeof made / sizeof made[0]; n++) {
        all = all && made[n] != NULL;
        if (made[n] != NULL) {
            vSemaphoreDelete(made[n]);
        }
    }
    return all;
}

static bool event_group(void)
{
    EventGroupHandle_t made = xEventGroupCreate();

    if (made == NULL) {
        return false;
    }
    (void)xEventGroupSetBits(made, 1);
    vEventGroupDelete(made);
    return true;
}

static bool streams(void)
{
    StreamBufferHandle_t stream = xStreamBufferCreate(40, 1);
    MessageBufferHandle_t message = xMessageBufferCreate(40);
    bool made = stream != NULL && message != NULL;

    if (made) {
        made = xStreamBufferSend(stream, "abc", 3, 0) == 3 &&
               xMessageBufferSend(message, "abc", 3, 0) == 3;
    }
    if (stream != NULL) {
        vStreamBufferDelete(stream);
    }
    if (message != NULL) {
        vMessageBufferDelete(message);
    }
    return made;
}

static void tasks_are_given_back(void)
{
    repeat(task);
}

static void tasks_that_delete_themselves_are_given_back(void)
{
    repeat(task_that_deletes_itself);
}

static void queues_are_given_back(void)
{
    repeat(queue);
}

static void semaphores_are_given_back(void)
{
    repeat(semaphores);
}

static void event_groups_are_given_back(void)
{
    repeat(event_group);
}

static void streams_are_given_back(void)
{
    repeat(streams);
}

#if configUSE_TIMERS
static void expire(TimerHandle_t timer)
{
    (void)timer;
}

static bool timer(void)
{
    TimerHandle_t made = xTimerCreate("case", 2, pdFALSE, NULL, expire);

    if (made == NULL) {
        return false;
    }
    bool good = xTimerStart(made, 5) == pdPASS;
    vTaskDelay(3);
    good = xTimerDelete(made, 5) == pdPASS && good;
    vTaskDelay(1);
    return good;
}
#endif

static void timers_are_given_back(void)
{
#if configUSE_TIMERS
    repeat(timer);
#else
    qualification_ignore("this configuration has no software timers");
#endif
}

/* A task wants two blocks; there is room for one of them. */
static void failed_creation_keeps_nothing(void)
{
    const size_t stack_bytes = qualificationTASK_STACK_WORDS * sizeof(StackType_t);
    void *hold = NULL;
    TaskHandle_t made = NULL;

    free_before = free_now();
    for (size_t less = 0; less < 16u && hold == NULL; less++) {
        hold = pvPortMalloc(free_before - stack_bytes - 16u - 8u * less);
    }
    REQUIRE(hold != NULL);
    size_t left = xPortGetFreeHeapSize();
    BaseType_t result =
        xTaskCreate(park, "case", qualificationTASK_STACK_WORDS, NULL, P_HIGHER, &made);
    size_t after = xPortGetFreeHeapSize();
    if (made != NULL) {
        vTaskDelete(made);
    }
    vPortFree(hold);
    EXPECT_EQUAL(result, errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY);
    EXPECT_EQUAL(after, left);
    EXPECT(xQueueCreate(4u, (UBaseType_t)configTOTAL_HEAP_SIZE) == NULL);
    EXPECT_EQUAL(free_now(), free_before);
}

static void measures(void)
{
    qualification_measure("heap.size", (long long)configTOTAL_HEAP_SIZE, "bytes");
    qualification_measure("heap.free", (long long)xPortGetFreeHeapSize(), "bytes");
    qualification_measure("heap.low", (long long)xPortGetMinimumEverFreeHeapSize(), "bytes");
}

static void heap_low_water_is_told(void)
{
    size_t low = xPortGetMinimumEverFreeHeapSize();
    size_t bytes = free_now() / 2u;
    void *block = pvPortMalloc(bytes);

    REQUIRE(block != NULL);
    size_t lower = xPortGetMinimumEverFreeHeapSize();
    size_t free_inside = xPortGetFreeHeapSize();
    vPortFree(block);
    EXPECT(lower <= low);
    EXPECT(lower <= free_inside);
    EXPECT_EQUAL(xPortGetMinimumEverFreeHeapSize(), lower);
    measures();
}

static const struct qualification_case memory_cases[] = {
    {"AFQP_MEMORY_HeapLowWaterIsTold", heap_low_water_is_told},
    {"AFQP_MEMORY_TasksAreGivenBack", tasks_are_given_back},
    {"AFQP_MEMORY_TasksThatDeleteThemselvesAreGivenBack",
     tasks_that_delete_themselves_are_given_back},
    {"AFQP_MEMORY_QueuesAreGivenBack", queues_are_given_back},
    {"AFQP_MEMORY_SemaphoresAreGivenBack", semaphores_are_given_back},
    {"AFQP_MEMORY_EventGroupsAreGivenBack", event_groups_are_given_back},
    {"AFQP_MEMORY_StreamsAreGivenBack", streams_are_given_back},
    {"AFQP_MEMORY_TimersAreGivenBack", timers_are_given_back},
    {"AFQP_MEMORY_FailedCreationKeepsNothing", failed_creation_keeps_nothing},
};

QUALIFICATION_GROUP(memory, "Full_MEMORY", )
