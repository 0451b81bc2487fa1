/* SPDX-License-Identifier: MIT */
/* K12: SemaphoreHandle_t is QueueHandle_t, and semaphores and mutexes go where queues go. Static*_t
 * types are usable by name.
 * Fails on a kernel with distinct handle types, or whose queue calls cast blindly to a queue. */
#include "conformance.h"

static StaticSemaphore_t semaphore_memory[4];
static StaticQueue_t queue_memory;
static StaticTask_t task_memory;
static StaticEventGroup_t group_memory;
static StaticTimer_t timer_memory;
static StaticStreamBuffer_t stream_memory;
static StaticMessageBuffer_t message_memory;
static uint8_t storage[64];
static StackType_t stack[configMINIMAL_STACK_SIZE + 256U];

/* The same C type, not only a convertible one: a pointer to one is a pointer to the other. */
static void handle_types_are_the_same_type(void)
{
    QueueHandle_t queue = NULL;
    SemaphoreHandle_t *semaphore = &queue;
    struct QueueDefinition **tagged = semaphore;
    CHECK(*tagged == NULL);
}

static void queue_calls_read_a_semaphore(void)
{
    SemaphoreHandle_t semaphore = xSemaphoreCreateCounting(5, 2);
    CHECK_EQ(uxQueueMessagesWaiting(semaphore), 2);
    CHECK_EQ(uxQueueSpacesAvailable(semaphore), 3);
    CHECK_EQ(uxQueueGetQueueLength(semaphore), 5);
    CHECK_EQ(uxQueueGetQueueItemSize(semaphore), 0);
    CHECK_EQ(xQueueGenericSend(semaphore, NULL, 0, queueSEND_TO_BACK), pdPASS);
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 3);
    CHECK_EQ(xQueueReset(semaphore), pdPASS);
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 0);
    CHECK_EQ(xSemaphoreTake(semaphore, 0), pdFAIL);
    vQueueDelete(semaphore);
}

static void queue_calls_read_a_mutex(void)
{
    SemaphoreHandle_t mutex = xSemaphoreCreateMutex();
    CHECK_EQ(uxQueueMessagesWaiting(mutex), 1);
    CHECK_EQ(uxQueueSpacesAvailable(mutex), 0);
    CHECK_EQ(xSemaphoreTake(mutex, 0), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(mutex), 0);
    CHECK_EQ(uxQueueSpacesAvailable(mutex), 1);
    CHECK_EQ(xQueueGenericSend(mutex, NULL, 0, queueSEND_TO_BACK), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(mutex) == NULL);
    CHECK_EQ(xQueueReset(mutex), pdPASS);
    vQueueDelete(mutex);
}

static void registry_names_any_object(void)
{
    SemaphoreHandle_t mutex = xSemaphoreCreateMutex();
    SemaphoreHandle_t semaphore = xSemaphoreCreateBinary();
    vQueueAddToRegistry(mutex, "lock");
    vQueueAddToRegistry(semaphore, "signal");
    CHECK(pcQueueGetName(mutex) != NULL && pcQueueGetName(mutex)[0] == 'l');
    CHECK(pcQueueGetName(semaphore) != NULL && pcQueueGetName(semaphore)[0] == 's');
    vQueueUnregisterQueue(mutex);
    CHECK(pcQueueGetName(mutex) == NULL);
    vSemaphoreDelete(semaphore);
    CHECK(pcQueueGetName(semaphore) == NULL);
    vSemaphoreDelete(mutex);
}

static void static_types_hold_each_kind_of_semaphore(void)
{
    SemaphoreHandle_t each[4] = {
        xSemaphoreCreateBinaryStatic(&semaphore_memory[0]),
        xSemaphoreCreateCountingStatic(3, 3, &semaphore_memory[1]),
        xSemaphoreCreateMutexStatic(&semaphore_memory[2]),
        xSemaphoreCreateRecursiveMutexStatic(&semaphore_memory[3]),
    };
    CHECK_EQ(xSemaphoreGive(each[0]), pdPASS);
    for (size_t i = 0; i < 4; i++) {
        StaticSemaphore_t *memory = NULL;
        CHECK((void *)each[i] == (void *)&semaphore_memory[i]);
        CHECK_EQ(xSemaphoreGetStaticBuffer(each[i], &memory), pdTRUE);
        CHECK(memory == &semaphore_memory[i]);
    }
    for (size_t i = 0; i < 3; i++) {
        CHECK_EQ(xSemaphoreTake(each[i], 0), pdPASS);
        CHECK_EQ(xSemaphoreGive(each[i]), pdPASS);
    }
    CHECK_EQ(xSemaphoreTakeRecursive(each[3], 0), pdPASS);
    CHECK_EQ(xSemaphoreGiveRecursive(each[3]), pdPASS);
    for (size_t i = 0; i < 4; i++) {
        vSemaphoreDelete(each[i]);
    }
}

static void expired(TimerHandle_t timer)
{
    (void)timer;
}

static void parked(void *arg)
{
    event(*(const char *)arg);
    park();
}

static void static_types_hold_everything_else(void)
{
    QueueHandle_t queue = xQueueCreateStatic(4, 4, storage, &queue_memory);
    uint32_t item = 9;
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    vQueueDelete(queue);
    EventGroupHandle_t group = xEventGroupCreateStatic(&group_memory);
    CHECK_EQ(xEventGroupSetBits(group, 4), 4);
    vEventGroupDelete(group);
    StreamBufferHandle_t stream =
        xStreamBufferCreateStatic(sizeof storage, 1, storage, &stream_memory);
    CHECK_EQ(xStreamBufferSpacesAvailable(stream), sizeof storage - 1);
    vStreamBufferDelete(stream);
    MessageBufferHandle_t message =
        xMessageBufferCreateStatic(sizeof storage, storage, &message_memory);
    CHECK_EQ(xMessageBufferIsEmpty(message), pdTRUE);
    vMessageBufferDelete(message);
    TimerHandle_t timer = xTimerCreateStatic("s", 9, pdFALSE, NULL, expired, &timer_memory);
    CHECK(timer != NULL);
    CHECK_EQ(xTimerDelete(timer, portMAX_DELAY), pdPASS);
    TaskHandle_t task = xTaskCreateStatic(parked, "s", sizeof stack / sizeof stack[0], (void *)"s",
                                          P_HIGH, stack, &task_memory);
    CHECK((void *)task == (void *)&task_memory);
    CHECK_EVENTS("s");
    vTaskDelete(task);
}

CONFORMANCE_MAIN("K12", TEST(handle_types_are_the_same_type), TEST(queue_calls_read_a_semaphore),
                 TEST(queue_calls_read_a_mutex), TEST(registry_names_any_object),
                 TEST(static_types_hold_each_kind_of_semaphore),
                 TEST(static_types_hold_everything_else))
