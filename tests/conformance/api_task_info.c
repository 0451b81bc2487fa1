/* SPDX-License-Identifier: MIT */
/* What a task has and what is known of it: tag, local pointers, memory, water mark, numbers, state.
 * Catches a kernel that tells of another task, or of what was. */
#include <string.h>

#include "conformance.h"

static TaskHandle_t other;

static void note_and_park(void *arg)
{
    event(*(const char *)arg);
    park();
}

static void note_and_end(void *arg)
{
    event(*(const char *)arg);
    vTaskDelete(NULL);
}

static BaseType_t count_calls(void *arg)
{
    *(unsigned *)arg += 1;
    return 17;
}

static void tags_are_called_with_the_argument(void)
{
    unsigned calls = 0;
    other = spawn(note_and_park, P_LOW, "l");
    CHECK(xTaskGetApplicationTaskTag(other) == NULL);
    vTaskSetApplicationTaskTag(other, count_calls);
    CHECK(xTaskGetApplicationTaskTag(other) == count_calls);
    CHECK(xTaskGetApplicationTaskTagFromISR(other) == count_calls);
    CHECK(xTaskGetApplicationTaskTag(NULL) == NULL);
    CHECK_EQ(xTaskCallApplicationTaskHook(other, &calls), 17);
    CHECK_EQ(xTaskCallApplicationTaskHook(NULL, &calls), pdFAIL);
    CHECK_EQ(calls, 1);
    vTaskSetApplicationTaskTag(NULL, count_calls);
    CHECK_EQ(xTaskCallApplicationTaskHook(NULL, &calls), 17);
    vTaskSetApplicationTaskTag(NULL, NULL);
    CHECK_EQ(calls, 2);
}

static void every_task_has_local_pointers_of_its_own(void)
{
    static int mine, yours;
    other = spawn(note_and_park, P_LOW, "l");
    for (BaseType_t i = 0; i < configNUM_THREAD_LOCAL_STORAGE_POINTERS; i++) {
        CHECK(pvTaskGetThreadLocalStoragePointer(other, i) == NULL);
        vTaskSetThreadLocalStoragePointer(other, i, &yours);
        vTaskSetThreadLocalStoragePointer(NULL, i, &mine);
    }
    CHECK(pvTaskGetThreadLocalStoragePointer(other, 1) == &yours);
    CHECK(pvTaskGetThreadLocalStoragePointer(NULL, 1) == &mine);
    CHECK(pvTaskGetThreadLocalStoragePointer(NULL, configNUM_THREAD_LOCAL_STORAGE_POINTERS) ==
          NULL);
    CHECK(pvTaskGetThreadLocalStoragePointer(NULL, -1) == NULL);
    vTaskSetThreadLocalStoragePointer(NULL, 0, NULL);
    CHECK(pvTaskGetThreadLocalStoragePointer(NULL, 0) == NULL);
    CHECK(pvTaskGetThreadLocalStoragePointer(other, 0) == &yours);
}

static void static_buffers_are_the_ones_that_were_given(void)
{
    static StaticTask_t block;
    static StackType_t stack[configMINIMAL_STACK_SIZE + 128];
    StaticTask_t *block_seen = NULL;
    StackType_t *stack_seen = NULL;
    size_t heap = xPortGetFreeHeapSize();

    TaskHandle_t task = xTaskCreateStatic(note_and_park, "static", configMINIMAL_STACK_SIZE + 128,
                                          "s", P_HIGH, stack, &block);
    CHECK_EVENTS("s");
    CHECK(task == (TaskHandle_t)(void *)&block);
    CHECK_EQ(xTaskGetStaticBuffers(task, &stack_seen, &block_seen), pdTRUE);
    CHECK(stack_seen == stack && block_seen == &block);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    vTaskDelete(task);
    CHECK_EQ(xTaskGetStaticBuffers(spawn(note_and_park, P_LOW, "l"), &stack_seen, &block_seen),
             pdFALSE);
}

static void static_task_memory_can_be_used_again(void)
{
    static StaticTask_t block;
    static StackType_t stack[configMINIMAL_STACK_SIZE + 128];
    for (unsigned i = 0; i < 5; i++) {
        CHECK(xTaskCreateStatic(note_and_end, "again", configMINIMAL_STACK_SIZE + 128, "a", P_HIGH,
                                stack, &block) != NULL);
        settle();
    }
    CHECK_EVENTS("aaaaa");
}

static void a_water_mark_only_falls(void)
{
    other = spawn(note_and_park, P_HIGH, "h");
    UBaseType_t mark = uxTaskGetStackHighWaterMark(other);
    CHECK(mark > 0 && mark < configMINIMAL_STACK_SIZE + 256);
    CHECK_EQ(uxTaskGetStackHighWaterMark2(other), mark);
    CHECK(uxTaskGetStackHighWaterMark(NULL) > 0);
    events_clear();
}

static void info_is_about_the_task_that_was_asked_for(void)
{
    TaskStatus_t info;
    other = spawn(note_and_park, P_LOW, "l");
    vTaskGetInfo(other, &info, pdTRUE, eInvalid);
    CHECK(info.xHandle == other);
    CHECK(strcmp(info.pcTaskName, "spawned") == 0);
    CHECK_EQ(info.eCurrentState, eReady);
    CHECK_EQ(info.uxCurrentPriority, P_LOW);
    CHECK_EQ(info.uxBasePriority, P_LOW);
    CHECK(info.usStackHighWaterMark > 0);
    CHECK(info.pxStackBase != NULL);
    vTaskGetInfo(other, &info, pdFALSE, eBlocked);
    CHECK_EQ(info.eCurrentState, eBlocked); /* as told */
    CHECK_EQ(info.usStackHighWaterMark, 0);
    vTaskGetInfo(NULL, &info, pdFALSE, eInvalid);
    CHECK(info.xHandle == xTaskGetCurrentTaskHandle());
    CHECK_EQ(info.eCurrentState, eRunning);
}

static void the_system_state_has_every_task_once(void)
{
    TaskStatus_t all[16];
    unsigned found = 0;
    other = spawn(note_and_park, P_HIGH, "h");
    UBaseType_t count = uxTaskGetSystemState(all, 16, NULL);
    CHECK_EQ(count, uxTaskGetNumberOfTasks());
    for (UBaseType_t i = 0; i < count; i++) {
        found += all[i].xHandle == other;
        for (UBaseType_t j = 0; j < i; j++) {
            CHECK(all[i].xHandle != all[j].xHandle);
            CHECK(all[i].xTaskNumber != all[j].xTaskNumber);
        }
    }
    CHECK_EQ(found, 1);
    CHECK_EQ(uxTaskGetSystemState(all, count - 1, NULL), 0);
    events_clear();
}

static void task_numbers_are_the_applications(void)
{
    other = spawn(note_and_park, P_LOW, "l");
    vTaskSetTaskNumber(other, 4711);
    CHECK_EQ(uxTaskGetTaskNumber(other), 4711);
    vTaskSetTaskNumber(NULL, 1);
    CHECK_EQ(uxTaskGetTaskNumber(NULL), 0);
}

CONFORMANCE_MAIN("task_info", TEST(tags_are_called_with_the_argument),
                 TEST(every_task_has_local_pointers_of_its_own),
                 TEST(static_buffers_are_the_ones_that_were_given),
                 TEST(static_task_memory_can_be_used_again), TEST(a_water_mark_only_falls),
                 TEST(info_is_about_the_task_that_was_asked_for),
                 TEST(the_system_state_has_every_task_once),
                 TEST(task_numbers_are_the_applications))
