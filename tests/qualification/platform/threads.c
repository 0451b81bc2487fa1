/* SPDX-License-Identifier: MIT */
#include "platform_kit.h"

#define LEAST_BLOCK 64u  /* bytes; more than a task's start takes, less than a task */
#define STACK_MORE  512u /* bytes that a task may take besides its stack */

static struct {
    volatile unsigned times;
    void *volatile argument;
    volatile UBaseType_t priority;
    volatile size_t free_bytes;
} ran;

static void tell(void *argument)
{
    ran.argument = argument;
    ran.priority = uxTaskPriorityGet(NULL);
    ran.free_bytes = xPortGetFreeHeapSize();
    ran.times = ran.times + 1;
}

void platform_thread_runs(void)
{
    static int first, second;

    ran.times = 0;
    REQUIRE(platform_thread(tell, &first, AT_ONCE));
    EXPECT_EQUAL(ran.times, 1);
    EXPECT(ran.argument == &first);
    EXPECT_EQUAL(ran.priority, AT_ONCE);
    REQUIRE(platform_thread(tell, &second, LATER));
    EXPECT_EQUAL(ran.times, 1); /* its turn is when the runner waits */
    (void)platform_free_bytes();
    EXPECT_EQUAL(ran.times, 2);
    EXPECT(ran.argument == &second);
    EXPECT_EQUAL(ran.priority, LATER);
}

/* The size is in bytes. */
void platform_thread_has_its_stack(void)
{
    const size_t before = platform_free_bytes();

    ran.times = 0;
    REQUIRE(platform_thread(tell, NULL, AT_ONCE));
    EXPECT_EQUAL(ran.times, 1);
    EXPECT_WITHIN(before - ran.free_bytes, STACK_BYTES,
                  STACK_BYTES + sizeof(StaticTask_t) + STACK_MORE, "bytes");
}

void platform_thread_gives_back(void)
{
    const size_t before = platform_free_bytes();
    const UBaseType_t tasks = uxTaskGetNumberOfTasks();

    ran.times = 0;
    for (unsigned i = 0; i < 3; i++) {
        REQUIRE(platform_thread(tell, NULL, LATER));
        EXPECT_EQUAL(platform_free_bytes(), before);
    }
    EXPECT_EQUAL(ran.times, 3);
    EXPECT_EQUAL(uxTaskGetNumberOfTasks(), tasks);
}

void platform_thread_arguments(void)
{
    const size_t before = platform_free_bytes();

    ran.times = 0;
    EXPECT(!Iot_CreateDetachedThread(NULL, NULL, LATER, STACK_BYTES));
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, -1, STACK_BYTES));
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, configMAX_PRIORITIES, STACK_BYTES));
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, LATER, 0));
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, LATER, SIZE_MAX));
    EXPECT_EQUAL(platform_free_bytes(), before);
    EXPECT_EQUAL(ran.times, 0);
}

/* All that is left of the heap: blocks that point at each other, the smallest one first. */
static void **take_all(void)
{
    void **taken = NULL;

    for (size_t bytes = xPortGetFreeHeapSize(); bytes >= LEAST_BLOCK; bytes /= 2u) {
        void **block;
        while ((block = pvPortMalloc(bytes)) != NULL) {
            *block = taken;
            taken = block;
        }
    }
    return taken;
}

static void **give_one(void **taken)
{
    void **const next = *taken;

    vPortFree(taken);
    return next;
}

void platform_thread_without_memory(void)
{
    const size_t before = platform_free_bytes();
    void **taken = take_all();

    REQUIRE(taken != NULL);
    ran.times = 0;
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, AT_ONCE, STACK_BYTES));
    taken = give_one(taken); /* room for its beginning, not for its stack */
    EXPECT(!Iot_CreateDetachedThread(tell, NULL, AT_ONCE, STACK_BYTES));
    while (taken != NULL) {
        taken = give_one(taken);
    }
    EXPECT_EQUAL(ran.times, 0);
    EXPECT_EQUAL(platform_free_bytes(), before);
}
