/* SPDX-License-Identifier: MIT */
/* K26: sizes that wrap are refused, also when they wrap to something small; so is a stack depth
 * whose size in bytes wraps. Fails on a kernel that multiplies and believes the result. */
#include "conformance.h"

static StaticTask_t task_memory;
static StackType_t stack[16];
static StaticQueue_t queue_memory;
static uint8_t storage[16];

static void never(void *arg)
{
    (void)arg;
    event('!');
    park();
}

/* The smallest n with n * unit = `small` after the wrap. */
static UBaseType_t wraps_to(size_t small, size_t unit)
{
    return (UBaseType_t)(SIZE_MAX / unit + 1U + small / unit);
}

static void queue_whose_size_wraps_is_refused(void)
{
    CHECK(xQueueCreate(wraps_to(4, 4), 4) == NULL);
    CHECK(xQueueCreate(wraps_to(64, 4), 4) == NULL);
    CHECK(xQueueCreate(4, wraps_to(4, 4)) == NULL);
    CHECK(xQueueCreate((UBaseType_t)-1, (UBaseType_t)-1) == NULL);
    CHECK(xQueueCreate(1, (UBaseType_t)-1) == NULL);
    CHECK(xQueueCreateStatic(wraps_to(4, 4), 4, storage, &queue_memory) == NULL);
}

static void buffer_whose_size_wraps_is_refused(void)
{
    CHECK(xStreamBufferCreate(SIZE_MAX, 1) == NULL);
    CHECK(xStreamBufferCreate(SIZE_MAX - 4U, 1) == NULL);
    CHECK(xStreamBufferCreate(SIZE_MAX - sizeof(StaticStreamBuffer_t), 1) == NULL);
    CHECK(xMessageBufferCreate(SIZE_MAX) == NULL);
}

/* A message whose length plus its length field wraps to something that fits. */
static void message_whose_size_wraps_is_not_sent(void)
{
    MessageBufferHandle_t buffer = xMessageBufferCreate(32);
    CHECK_EQ(xMessageBufferSend(buffer, storage, SIZE_MAX, 0), 0);
    CHECK_EQ(xMessageBufferSend(buffer, storage, SIZE_MAX - sizeof(size_t) + 2U, 0), 0);
    CHECK_EQ(xMessageBufferIsEmpty(buffer), pdTRUE);
    vMessageBufferDelete(buffer);
}

static void allocation_whose_size_wraps_is_refused(void)
{
    for (size_t short_of = 0; short_of <= 64; short_of++) {
        CHECK(pvPortMalloc(SIZE_MAX - short_of) == NULL);
    }
    CHECK(pvPortMalloc(0) == NULL);
    CHECK(pvPortCalloc(SIZE_MAX / 2U + 1U, 2) == NULL);
    CHECK(pvPortCalloc(wraps_to(16, 16), 16) == NULL);
    CHECK(pvPortCalloc(SIZE_MAX, SIZE_MAX) == NULL);
}

/* Where a stack depth is too narrow to make its size wrap, the largest one is refused for want of
 * memory. */
static void task_whose_stack_size_wraps_is_refused(void)
{
    TaskHandle_t task = NULL;
    configSTACK_DEPTH_TYPE wraps =
        (configSTACK_DEPTH_TYPE)wraps_to(512 * sizeof(StackType_t), sizeof(StackType_t));
    configSTACK_DEPTH_TYPE most = (configSTACK_DEPTH_TYPE)-1;
    CHECK_EQ(xTaskCreate(never, "n", wraps, NULL, P_HIGH, &task),
             errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY);
    CHECK_EQ(xTaskCreate(never, "n", most, NULL, P_HIGH, &task),
             errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY);
    CHECK(xTaskCreateStatic(never, "n", wraps, NULL, P_HIGH, stack, &task_memory) == NULL);
    CHECK(task == NULL);
    CHECK_EVENTS("");
}

CONFORMANCE_MAIN("K26", TEST(queue_whose_size_wraps_is_refused),
                 TEST(buffer_whose_size_wraps_is_refused),
                 TEST(message_whose_size_wraps_is_not_sent),
                 TEST(allocation_whose_size_wraps_is_refused),
                 TEST(task_whose_stack_size_wraps_is_refused))
