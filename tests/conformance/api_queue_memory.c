/* SPDX-License-Identifier: MIT */
/* The memory, names and numbers of queues. Catches storage that is not the one that was given, or
 * not fit for its items, and a registry that keeps what is gone. */
#include <string.h>

#include "conformance.h"

static QueueHandle_t queue;

static void given_a_queue_of(UBaseType_t length)
{
    queue = xQueueCreate(length, sizeof(char));
    CHECK(queue != NULL);
}

static void static_buffers_are_the_ones_that_were_given(void)
{
    static StaticQueue_t block;
    static uint8_t storage[12];
    StaticQueue_t *block_seen = NULL;
    uint8_t *storage_seen = NULL;
    size_t heap = xPortGetFreeHeapSize();

    queue = xQueueCreateStatic(12, 1, storage, &block);
    CHECK(queue == (QueueHandle_t)(void *)&block);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    CHECK_EQ(xQueueGetStaticBuffers(queue, &storage_seen, &block_seen), pdTRUE);
    CHECK(storage_seen == storage && block_seen == &block);
    char item;
    for (item = 'a'; item < 'a' + 12; item++) {
        CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
    }
    CHECK_EQ(xQueueSend(queue, "x", 0), errQUEUE_FULL);
    CHECK(memchr(storage, 'f', sizeof storage) != NULL);
    CHECK_EQ(xQueueReceive(queue, &item, 0), pdPASS);
    CHECK_EQ(item, 'a');
    vQueueDelete(queue);
    given_a_queue_of(1);
    CHECK_EQ(xQueueGetStaticBuffers(queue, &storage_seen, &block_seen), pdFALSE);
    vQueueDelete(queue);
}

static void odd_static_storage_works(void)
{
    static StaticQueue_t block;
    static uint8_t storage[4 * 3 + 1];
    uint32_t item = 0x11223344, got = 0;

    queue = xQueueCreateStatic(3, 4, storage + 1, &block);
    for (unsigned i = 0; i < 8; i++) {
        item += i;
        CHECK_EQ(xQueueSend(queue, &item, 0), pdPASS);
        CHECK_EQ(xQueueReceive(queue, &got, 0), pdPASS);
        CHECK_EQ(got, item);
    }
    vQueueDelete(queue);
}

static void names_of_the_registry(void)
{
    given_a_queue_of(1);
    CHECK(pcQueueGetName(queue) == NULL);
    vQueueAddToRegistry(queue, "first");
    CHECK(strcmp(pcQueueGetName(queue), "first") == 0);
    vQueueAddToRegistry(queue, "second");
    CHECK(strcmp(pcQueueGetName(queue), "second") == 0);
    vQueueUnregisterQueue(queue);
    CHECK(pcQueueGetName(queue) == NULL);
    vQueueAddToRegistry(queue, "third");
    QueueHandle_t gone = queue;
    vQueueDelete(queue);
    CHECK(pcQueueGetName(gone) == NULL);
}

static void a_full_registry_refuses_quietly(void)
{
    QueueHandle_t all[configQUEUE_REGISTRY_SIZE + 1];
    for (unsigned i = 0; i <= configQUEUE_REGISTRY_SIZE; i++) {
        all[i] = xQueueCreate(1, 1);
        vQueueAddToRegistry(all[i], "name");
        CHECK_EQ(pcQueueGetName(all[i]) != NULL, i < configQUEUE_REGISTRY_SIZE);
    }
    vQueueUnregisterQueue(all[0]);
    vQueueAddToRegistry(all[configQUEUE_REGISTRY_SIZE], "late");
    CHECK(strcmp(pcQueueGetName(all[configQUEUE_REGISTRY_SIZE]), "late") == 0);
    for (unsigned i = 0; i <= configQUEUE_REGISTRY_SIZE; i++) {
        vQueueDelete(all[i]);
    }
}

static void numbers_and_types(void)
{
    given_a_queue_of(1);
    vQueueSetQueueNumber(queue, 99);
    CHECK_EQ(uxQueueGetQueueNumber(queue), 99);
    CHECK_EQ(ucQueueGetQueueType(queue), queueQUEUE_TYPE_BASE);
    vQueueDelete(queue);
    QueueHandle_t other = xSemaphoreCreateMutex();
    CHECK_EQ(ucQueueGetQueueType(other), queueQUEUE_TYPE_MUTEX);
    vQueueDelete(other);
    other = xSemaphoreCreateRecursiveMutex();
    CHECK_EQ(ucQueueGetQueueType(other), queueQUEUE_TYPE_RECURSIVE_MUTEX);
    vQueueDelete(other);
    other = xSemaphoreCreateCounting(3, 0);
    CHECK_EQ(ucQueueGetQueueType(other), queueQUEUE_TYPE_COUNTING_SEMAPHORE);
    vQueueDelete(other);
    other = xSemaphoreCreateBinary();
    CHECK_EQ(ucQueueGetQueueType(other), queueQUEUE_TYPE_BINARY_SEMAPHORE);
    vQueueDelete(other);
}

static void what_the_heap_cannot_hold_is_refused(void)
{
    size_t before = xPortGetFreeHeapSize();
    CHECK(xQueueCreate((UBaseType_t)before, 4) == NULL);
    CHECK(xQueueCreate(1, (UBaseType_t)before) == NULL);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
}

/* What a layer for another API does where the kernel's own calls are younger than it is. */
static void layers_find_length_and_item_size_in_the_static_type(void)
{
    QueueHandle_t handle = xQueueCreate(5, 12);
    const StaticQueue_t *memory = (const StaticQueue_t *)(const void *)handle;
    char item[12] = "";
    CHECK_EQ(xQueueSend(handle, item, 0), pdPASS);
    CHECK_EQ(memory->uxDummy4[0], 1);
    CHECK_EQ(memory->uxDummy4[1], 5);
    CHECK_EQ(memory->uxDummy4[2], 12);
    vQueueDelete(handle);
}

CONFORMANCE_MAIN("queue_memory", TEST(static_buffers_are_the_ones_that_were_given),
                 TEST(odd_static_storage_works), TEST(names_of_the_registry),
                 TEST(a_full_registry_refuses_quietly), TEST(numbers_and_types),
                 TEST(what_the_heap_cannot_hold_is_refused),
                 TEST(layers_find_length_and_item_size_in_the_static_type))
