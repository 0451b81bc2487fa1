/* SPDX-License-Identifier: MIT */
/* Calls everything in queue.h and semphr.h, so that its trace macros fire. What the calls do is the
 * conformance programs' business. */
#include "conformance.h"
#include "exhaust.h"
#include "irq.h"

static QueueHandle_t queue;
static uint32_t item;

static void queues_are_made_and_asked(void)
{
    static uint8_t storage[sizeof item];
    static StaticQueue_t memory;
    uint8_t *got_storage;
    StaticQueue_t *got_memory;

    queue = xQueueCreateStatic(1, sizeof item, storage, &memory);
    CHECK_EQ(xQueueGetStaticBuffers(queue, &got_storage, &got_memory), pdTRUE);
    vQueueSetQueueNumber(queue, 3);
    CHECK_EQ(uxQueueGetQueueNumber(queue), 3);
    (void)ucQueueGetQueueType(queue);
    CHECK_EQ(uxQueueGetQueueItemSize(queue), sizeof item);
    CHECK_EQ(uxQueueGetQueueLength(queue), 1);
    vQueueAddToRegistry(queue, "queue");
    CHECK(pcQueueGetName(queue) != NULL);
    vQueueUnregisterQueue(queue);
    CHECK_EQ(xQueueReset(queue), pdPASS);
    vQueueDelete(queue);
    exhaust_heap();
    CHECK(xQueueCreate(1, sizeof item) == NULL);
    CHECK(xSemaphoreCreateMutex() == NULL);
    CHECK(xSemaphoreCreateCounting(1, 0) == NULL);
    give_heap_back();
}

static void queues_pass_items(void)
{
    queue = xQueueCreate(1, sizeof item);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdFAIL);
    CHECK_EQ(xQueueReceive(queue, &item, 1), pdFAIL);
    CHECK_EQ(xQueuePeek(queue, &item, 0), pdFAIL);
    CHECK_EQ(xQueuePeek(queue, &item, 1), pdFAIL);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdFAIL);
    CHECK_EQ(xQueueSend(queue, &item, 1), pdFAIL);
    CHECK_EQ(xQueuePeek(queue, &item, 0), pdPASS);
    CHECK_EQ(uxQueueMessagesWaiting(queue), 1);
    CHECK_EQ(uxQueueSpacesAvailable(queue), 0);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    vQueueDelete(queue);
}

static void receiver(void *arg)
{
    (void)arg;
    for (;;) {
        (void)xQueueReceive(queue, &item, portMAX_DELAY);
    }
}

static void sender(void *arg)
{
    (void)arg;
    for (;;) {
        (void)xQueueSend(queue, &item, portMAX_DELAY);
    }
}

static void items_are_handed_over(void)
{
    queue = xQueueCreate(1, sizeof item);
    TaskHandle_t receives = spawn(receiver, P_HIGH, NULL);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(xTaskAbortDelay(receives), pdPASS);
    reap_one(receives);
    TaskHandle_t sends = spawn(sender, P_HIGH, NULL);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(xTaskAbortDelay(sends), pdPASS);
    reap_one(sends);
    vQueueDelete(queue);
}

static void calls_of_handlers(void)
{
    BaseType_t woken = pdFALSE;

    CHECK_EQ(xQueueIsQueueEmptyFromISR(queue), pdTRUE);
    CHECK_EQ(xQueuePeekFromISR(queue, &item), pdFAIL);
    CHECK_EQ(xQueueReceiveFromISR(queue, &item, &woken), pdFAIL);
    CHECK_EQ(xQueueSendFromISR(queue, &item, &woken), pdPASS);
    CHECK_EQ(xQueueSendFromISR(queue, &item, &woken), pdFAIL);
    CHECK_EQ(xQueueIsQueueFullFromISR(queue), pdTRUE);
    CHECK_EQ(uxQueueMessagesWaitingFromISR(queue), 1);
    CHECK_EQ(xQueuePeekFromISR(queue, &item), pdPASS);
    CHECK_EQ(xQueueReceiveFromISR(queue, &item, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void queues_serve_handlers(void)
{
    queue = xQueueCreate(1, sizeof item);
    irq_call(calls_of_handlers);
    vQueueDelete(queue);
}

static SemaphoreHandle_t semaphore;

static void give_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xSemaphoreGiveFromISR(semaphore, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void semaphores_count(void)
{
    static StaticSemaphore_t memory;

    semaphore = xSemaphoreCreateCountingStatic(1, 0, &memory);
    irq_call(give_from_isr);
    CHECK_EQ(xSemaphoreTake(semaphore, 1), pdPASS);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    vSemaphoreDelete(semaphore);
    semaphore = xSemaphoreCreateCounting(1, 0);
    vSemaphoreDelete(semaphore);
}

static SemaphoreHandle_t mutex;

static void ask_holder_from_isr(void)
{
    CHECK(xSemaphoreGetMutexHolderFromISR(mutex) != NULL);
}

static void rival(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTakeRecursive(mutex, 1), pdFAIL);
    CHECK_EQ(xSemaphoreGiveRecursive(mutex), pdFAIL);
    CHECK_EQ(xSemaphoreTakeRecursive(mutex, portMAX_DELAY), pdPASS);
    CHECK_EQ(xSemaphoreGiveRecursive(mutex), pdPASS);
    park();
}

static void mutexes_lend_priority(void)
{
    static StaticSemaphore_t memory;
    SemaphoreHandle_t plain = xSemaphoreCreateMutexStatic(&memory);

    vSemaphoreDelete(plain);
    mutex = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(xSemaphoreTakeRecursive(mutex, 0), pdPASS);
    CHECK_EQ(xSemaphoreTakeRecursive(mutex, 0), pdPASS);
    CHECK(xSemaphoreGetMutexHolder(mutex) == xTaskGetCurrentTaskHandle());
    irq_call(ask_holder_from_isr);
    (void)spawn(rival, P_HIGH, NULL);
    burn_ticks(3);
    CHECK_EQ(xSemaphoreGiveRecursive(mutex), pdPASS);
    CHECK_EQ(xSemaphoreGiveRecursive(mutex), pdPASS);
    vSemaphoreDelete(mutex);
}

static QueueSetHandle_t set;

static void select_from_isr(void)
{
    CHECK(xQueueSelectFromSetFromISR(set) == queue);
}

static void sets_are_selected_from(void)
{
    static uint8_t storage[sizeof(QueueHandle_t)];
    static StaticQueue_t memory;

    vQueueDelete(xQueueCreateSetStatic(1, storage, &memory));
    set = xQueueCreateSet(2);
    queue = xQueueCreate(2, sizeof item);
    CHECK_EQ(xQueueAddToSet(queue, set), pdPASS);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    CHECK(xQueueSelectFromSet(set, 1) == queue);
    irq_call(select_from_isr);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(xQueueRemoveFromSet(queue, set), pdPASS);
    vQueueDelete(queue);
    vQueueDelete(set);
}

CONFORMANCE_MAIN("trace", TEST(queues_are_made_and_asked), TEST(queues_pass_items),
                 TEST(items_are_handed_over), TEST(queues_serve_handlers), TEST(semaphores_count),
                 TEST(mutexes_lend_priority), TEST(sets_are_selected_from))
