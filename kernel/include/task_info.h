/* SPDX-License-Identifier: MIT */
/** Questions about tasks, and the application's own words in a task: tag, thread-local pointers,
 * statistics. Included by task.h. */
#ifndef TASK_INFO_H
#define TASK_INFO_H

#include "FreeRTOS.h"

#include "task_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tell the time.
 *
 * @return Ticks since the scheduler started, plus configINITIAL_TICK_COUNT; wraps.
 *
 * Context: task.  Blocks: no.  Masked: no where a tick count is read at once, else O(1).
 * Source:  kernel API reference, "xTaskGetTickCount".
 */
TickType_t xTaskGetTickCount(void);

/**
 * xTaskGetTickCount for interrupt handlers.
 *
 * @return As xTaskGetTickCount.
 *
 * Context: ISR.  Blocks: no.  Masked: as xTaskGetTickCount.
 * Source:  kernel API reference, "xTaskGetTickCountFromISR".
 */
TickType_t xTaskGetTickCountFromISR(void);

/**
 * Count the tasks.
 *
 * @return Tasks that exist, with idle and timer task, and deleted ones not yet given back.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "uxTaskGetNumberOfTasks".
 */
UBaseType_t uxTaskGetNumberOfTasks(void);

/**
 * Name a task.
 *
 * @param task  NULL = the caller.
 * @return Its name, in the task: valid while it lives; not to be written.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "pcTaskGetName".
 */
char *pcTaskGetName(TaskHandle_t task);

/**
 * Tell who runs.
 *
 * @return The running task; in an ISR the interrupted one; NULL before the first was created.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetCurrentTaskHandle".
 */
TaskHandle_t xTaskGetCurrentTaskHandle(void);

/**
 * Tell who runs on a core.
 *
 * @param core  0 .. configNUMBER_OF_CORES - 1.
 * @return The task; NULL for a core that does not exist.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetCurrentTaskHandleForCore".
 */
TaskHandle_t xTaskGetCurrentTaskHandleForCore(BaseType_t core);

#if (INCLUDE_xTaskGetHandle == 1)
/**
 * Find a task by name. Slow: looks at every task.
 *
 * @param name  Not NULL, shorter than configMAX_TASK_NAME_LEN.
 * @return One task of that name; NULL when there is none.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended for O(tasks).
 * Source:  kernel API reference, "xTaskGetHandle".
 */
TaskHandle_t xTaskGetHandle(const char *name);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Tell which memory of the application a task lives in.
 *
 * @param task              NULL = the caller.
 * @param[out] stack        Its stack.
 * @param[out] task_buffer  Its control block; NULL when that is from the heap.
 * @retval pdTRUE   Answered.
 * @retval pdFALSE  The task is from the heap.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetStaticBuffers".
 */
BaseType_t xTaskGetStaticBuffers(TaskHandle_t task, StackType_t **stack,
                                 StaticTask_t **task_buffer);
#endif

#if (INCLUDE_eTaskGetState == 1) || (configUSE_TRACE_FACILITY == 1) ||                             \
    (INCLUDE_xTaskAbortDelay == 1)
/**
 * Tell what a task is doing.
 *
 * @param task  Not NULL.
 * @return eRunning only for the caller. An endless wait is eBlocked; eSuspended means vTaskSuspend.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "eTaskGetState".
 */
eTaskState eTaskGetState(TaskHandle_t task);
#endif

#if (INCLUDE_uxTaskGetStackHighWaterMark == 1)
/**
 * Tell how little of its stack a task has ever left free.
 *
 * @param task  NULL = the caller.
 * @return StackType_t units; 0 = it overflowed or nearly did. Needs a stack filled at creation.
 *
 * Context: task.  Blocks: no.  Masked: no; O(free stack).
 * Source:  kernel API reference, "uxTaskGetStackHighWaterMark".
 */
UBaseType_t uxTaskGetStackHighWaterMark(TaskHandle_t task);
#endif

#if (INCLUDE_uxTaskGetStackHighWaterMark2 == 1)
/**
 * uxTaskGetStackHighWaterMark with a return type of the application's choice.
 *
 * @param task  NULL = the caller.
 * @return As uxTaskGetStackHighWaterMark.
 *
 * Context: task.  Blocks: no.  Masked: no; O(free stack).
 * Source:  kernel API reference, "uxTaskGetStackHighWaterMark2".
 */
configSTACK_DEPTH_TYPE uxTaskGetStackHighWaterMark2(TaskHandle_t task);
#endif

#if (INCLUDE_xTaskGetIdleTaskHandle == 1)
/**
 * Tell which task is the idle task.
 *
 * @return Its handle. Asserts that the scheduler was started.
 *
 * Context: any, after vTaskStartScheduler.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetIdleTaskHandle".
 */
TaskHandle_t xTaskGetIdleTaskHandle(void);

/**
 * Tell which task is the idle task of a core.
 *
 * @param core  0 .. configNUMBER_OF_CORES - 1.
 * @return Its handle.
 *
 * Context: any, after vTaskStartScheduler.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetIdleTaskHandleForCore".
 */
TaskHandle_t xTaskGetIdleTaskHandleForCore(BaseType_t core);
#endif

#if (configUSE_APPLICATION_TASK_TAG == 1)
/**
 * Set the tag of a task.
 *
 * @param task  NULL = the caller.
 * @param hook  Function or, cast, any word of the application.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTaskSetApplicationTaskTag".
 */
void vTaskSetApplicationTaskTag(TaskHandle_t task, TaskHookFunction_t hook);

/**
 * Read the tag of a task.
 *
 * @param task  NULL = the caller.
 * @return What was set; NULL at first.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskGetApplicationTaskTag".
 */
TaskHookFunction_t xTaskGetApplicationTaskTag(TaskHandle_t task);

/**
 * xTaskGetApplicationTaskTag for interrupt handlers.
 *
 * @param task  NULL = the interrupted task.
 * @return As xTaskGetApplicationTaskTag.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskGetApplicationTaskTagFromISR".
 */
TaskHookFunction_t xTaskGetApplicationTaskTagFromISR(TaskHandle_t task);

/**
 * Call the tag of a task, in the caller's context.
 *
 * @param task  NULL = the caller.
 * @param arg   Passed to the tag.
 * @return What the tag returned; pdFAIL when there is none.
 *
 * Context: task.  Blocks: as the tag does.  Masked: no.
 * Source:  kernel API reference, "xTaskCallApplicationTaskHook".
 */
BaseType_t xTaskCallApplicationTaskHook(TaskHandle_t task, void *arg);
#endif

#if (configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0)
/**
 * Set a thread-local pointer.
 *
 * @param task   NULL = the caller.
 * @param index  0 .. configNUM_THREAD_LOCAL_STORAGE_POINTERS - 1; others are ignored.
 * @param value  Any pointer; stays the application's.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vTaskSetThreadLocalStoragePointer".
 */
void vTaskSetThreadLocalStoragePointer(TaskHandle_t task, BaseType_t index, void *value);

/**
 * Read a thread-local pointer.
 *
 * @param task   NULL = the caller.
 * @param index  0 .. configNUM_THREAD_LOCAL_STORAGE_POINTERS - 1.
 * @return What was set; NULL at first and for other indices.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "pvTaskGetThreadLocalStoragePointer".
 */
void *pvTaskGetThreadLocalStoragePointer(TaskHandle_t task, BaseType_t index);
#endif

#if (configUSE_TRACE_FACILITY == 1)
/**
 * Report one task.
 *
 * @param task             NULL = the caller.
 * @param[out] status      Filled in; not NULL.
 * @param free_stack       pdFALSE: leave the high-water mark 0, which saves time.
 * @param state            eInvalid: find it out; else taken as given.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTaskGetInfo".
 */
void vTaskGetInfo(TaskHandle_t task, TaskStatus_t *status, BaseType_t free_stack, eTaskState state);

/**
 * Report every task.
 *
 * @param[out] statuses  Array.
 * @param capacity       Its elements, >= uxTaskGetNumberOfTasks().
 * @param[out] total     Total run time; NULL when not wanted.
 * @return Elements written; 0 when the array is too small.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended for O(tasks).
 * Source:  kernel API reference, "uxTaskGetSystemState".
 */
UBaseType_t uxTaskGetSystemState(TaskStatus_t *const statuses, const UBaseType_t capacity,
                                 configRUN_TIME_COUNTER_TYPE *const total);

/**
 * Call a function for every task.
 *
 * @param callback    Not NULL; must not block.
 * @param context     Passed to it.
 * @param[out] total  Total run time; NULL when not wanted.
 * @return How many tasks there were.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended throughout.
 * Source:  kernel API reference, "uxTaskCallForEachTask".
 */
UBaseType_t uxTaskCallForEachTask(TaskStatusCallbackFunction_t callback, void *context,
                                  configRUN_TIME_COUNTER_TYPE *const total);

/**
 * Read the number a trace tool gave to a task.
 *
 * @param task  Not NULL.
 * @return What vTaskSetTaskNumber set; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
UBaseType_t uxTaskGetTaskNumber(TaskHandle_t task);

/**
 * Number a task for a trace tool.
 *
 * @param task    Not NULL.
 * @param number  Any.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
void vTaskSetTaskNumber(TaskHandle_t task, const UBaseType_t number);

#if (configUSE_STATS_FORMATTING_FUNCTIONS > 0)
/**
 * Print a table of the tasks, a line each: name, filled up to configMAX_TASK_NAME_LEN - 1 columns,
 * then behind a tab each state (X running, R ready, B blocked, S suspended, D deleted), priority,
 * least free stack in units of StackType_t and number, then CR LF.
 *
 * @param[out] text  Buffer, always ended by 0.
 * @param bytes      Its size; a line that has no room is left out, and those behind it.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended for O(tasks).
 * Source:  kernel API reference, "vTaskListTasks".
 */
void vTaskListTasks(char *text, size_t bytes);
#endif
#endif

#if (configGENERATE_RUN_TIME_STATS == 1)
#if (configUSE_STATS_FORMATTING_FUNCTIONS > 0) && (configUSE_TRACE_FACILITY == 1)
/**
 * Print a table of run times, a line each task: name, filled up as in vTaskListTasks, a tab, the
 * run time, two tabs, its percentage of the counter or "<1", "%", CR LF. Empty below 100 counts.
 *
 * @param[out] text  Buffer, always ended by 0.
 * @param bytes      Its size; a line that has no room is left out, and those behind it.
 *
 * Context: task.  Blocks: no.  Masked: no; the scheduler is suspended for O(tasks).
 * Source:  kernel API reference, "vTaskGetRunTimeStatistics".
 */
void vTaskGetRunTimeStatistics(char *text, size_t bytes);
#endif

/**
 * Tell how long a task has run.
 *
 * @param task  NULL = the caller.
 * @return Units of the application's run-time counter.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskGetRunTimeCounter".
 */
configRUN_TIME_COUNTER_TYPE ulTaskGetRunTimeCounter(const TaskHandle_t task);

/**
 * Tell how much of the time a task has run.
 *
 * @param task  NULL = the caller.
 * @return 0 .. 100 %.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskGetRunTimePercent".
 */
configRUN_TIME_COUNTER_TYPE ulTaskGetRunTimePercent(const TaskHandle_t task);

#if (INCLUDE_xTaskGetIdleTaskHandle == 1)
/**
 * Tell how long the idle task has run.
 *
 * @return Units of the application's run-time counter.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskGetIdleRunTimeCounter".
 */
configRUN_TIME_COUNTER_TYPE ulTaskGetIdleRunTimeCounter(void);

/**
 * Tell how much of the time the idle task has run.
 *
 * @return 0 .. 100 %.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskGetIdleRunTimePercent".
 */
configRUN_TIME_COUNTER_TYPE ulTaskGetIdleRunTimePercent(void);
#endif
#endif

/* Older names: a buffer whose size nobody says is taken to be configSTATS_BUFFER_MAX_LENGTH bytes.
 */
#define vTaskList(text)            vTaskListTasks((text), configSTATS_BUFFER_MAX_LENGTH)
#define vTaskGetRunTimeStats(text) vTaskGetRunTimeStatistics((text), configSTATS_BUFFER_MAX_LENGTH)

#ifdef __cplusplus
}
#endif

#endif
