/* SPDX-License-Identifier: MIT */
/** Direct-to-task notifications: an array of (value, pending) entries in each task, which anyone
 * may post to and only the task itself waits on.
 *
 *   notify / give  ->  [ value | pending ]  ->  wait / take     entry 0 when no index is given;
 *                                                               stream buffers sleep on entry 0
 *
 * Entries: 0 .. configTASK_NOTIFICATION_ARRAY_ENTRIES - 1. Included by task.h.
 */
#ifndef TASK_NOTIFY_H
#define TASK_NOTIFY_H

#include "FreeRTOS.h"

#include "task_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Notify a task and change the entry's value.
 *
 * @param task           Not NULL.
 * @param index          Entry.
 * @param value          Operand of `action`.
 * @param action         What to do with the value.
 * @param[out] previous  Value before; NULL when not wanted. Written also on failure.
 * @retval pdPASS  Done; the entry is pending.
 * @retval pdFAIL  eSetValueWithoutOverwrite met a pending entry: nothing changed.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTaskNotifyIndexed".
 */
BaseType_t xTaskGenericNotify(TaskHandle_t task, UBaseType_t index, uint32_t value,
                              eNotifyAction action, uint32_t *previous);

/**
 * xTaskGenericNotify with eIncrement, without a value to report: the shortest way to wake a task.
 *
 * @param task   Not NULL.
 * @param index  Entry.
 * @retval pdPASS  Always.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTaskNotifyGiveIndexed".
 */
BaseType_t xTaskGenericNotifyGive(TaskHandle_t task, UBaseType_t index);

/**
 * xTaskGenericNotify for interrupt handlers.
 *
 * @param task, index, value, action, previous  As xTaskGenericNotify.
 * @param[in,out] woken  Set to pdTRUE when a switch is due, else untouched; NULL: it is pended.
 * @retval pdPASS  Done.
 * @retval pdFAIL  As xTaskGenericNotify.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskNotifyIndexedFromISR".
 */
BaseType_t xTaskGenericNotifyFromISR(TaskHandle_t task, UBaseType_t index, uint32_t value,
                                     eNotifyAction action, uint32_t *previous, BaseType_t *woken);

/**
 * Increment an entry from an interrupt handler.
 *
 * @param task           Not NULL.
 * @param index          Entry.
 * @param[in,out] woken  As xTaskGenericNotifyFromISR.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTaskNotifyGiveIndexedFromISR".
 */
void vTaskGenericNotifyGiveFromISR(TaskHandle_t task, UBaseType_t index, BaseType_t *woken);

/**
 * Wait until an entry of the caller is pending.
 *
 * @param index           Entry.
 * @param clear_on_entry  Bits cleared first when nothing is pending.
 * @param clear_on_exit   Bits cleared after a notification was received.
 * @param[out] value      Value before clear_on_exit; NULL when not wanted. Written in every case.
 * @param wait            Ticks: 0 = look only, portMAX_DELAY = for ever.
 * @retval pdTRUE   Notified; the entry is no longer pending.
 * @retval pdFALSE  Timed out, aborted or suspended meanwhile.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "xTaskNotifyWaitIndexed".
 */
BaseType_t xTaskGenericNotifyWait(UBaseType_t index, uint32_t clear_on_entry,
                                  uint32_t clear_on_exit, uint32_t *value, TickType_t wait);

/**
 * Use an entry of the caller as a semaphore: wait until its value is not 0, then take.
 *
 * @param index  Entry.
 * @param clear  pdTRUE: the value becomes 0 (binary); pdFALSE: it goes down by 1 (counting).
 * @param wait   Ticks: 0 = look only, portMAX_DELAY = for ever.
 * @return Value before it was taken; 0 when nothing came.
 *
 * Context: task; scheduler suspended: wait = 0 only.  Blocks: up to `wait` ticks.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskNotifyTakeIndexed".
 */
uint32_t ulTaskGenericNotifyTake(UBaseType_t index, BaseType_t clear, TickType_t wait);

/**
 * Forget that an entry is pending; its value stays.
 *
 * @param task   NULL = the caller.
 * @param index  Entry.
 * @retval pdTRUE   It was pending.
 * @retval pdFALSE  It was not.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskNotifyStateClearIndexed".
 */
BaseType_t xTaskGenericNotifyStateClear(TaskHandle_t task, UBaseType_t index);

/**
 * Clear bits of an entry's value.
 *
 * @param task   NULL = the caller.
 * @param index  Entry.
 * @param bits   Bits to clear.
 * @return The value before.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "ulTaskNotifyValueClearIndexed".
 */
uint32_t ulTaskGenericNotifyValueClear(TaskHandle_t task, UBaseType_t index, uint32_t bits);

/* The names applications use: entry 0, or the entry given. */
#define xTaskNotify(task, value, action)                                                           \
    xTaskGenericNotify((task), (tskDEFAULT_INDEX_TO_NOTIFY), (value), (action), NULL)
#define xTaskNotifyIndexed(task, index, value, action)                                             \
    xTaskGenericNotify((task), (index), (value), (action), NULL)
#define xTaskNotifyAndQuery(task, value, action, previous)                                         \
    xTaskGenericNotify((task), (tskDEFAULT_INDEX_TO_NOTIFY), (value), (action), (previous))
#define xTaskNotifyAndQueryIndexed(task, index, value, action, previous)                           \
    xTaskGenericNotify((task), (index), (value), (action), (previous))

#define xTaskNotifyFromISR(task, value, action, woken)                                             \
    xTaskGenericNotifyFromISR((task), (tskDEFAULT_INDEX_TO_NOTIFY), (value), (action), NULL,       \
                              (woken))
#define xTaskNotifyIndexedFromISR(task, index, value, action, woken)                               \
    xTaskGenericNotifyFromISR((task), (index), (value), (action), NULL, (woken))
#define xTaskNotifyAndQueryFromISR(task, value, action, previous, woken)                           \
    xTaskGenericNotifyFromISR((task), (tskDEFAULT_INDEX_TO_NOTIFY), (value), (action), (previous), \
                              (woken))
#define xTaskNotifyAndQueryIndexedFromISR(task, index, value, action, previous, woken)             \
    xTaskGenericNotifyFromISR((task), (index), (value), (action), (previous), (woken))

#define xTaskNotifyGive(task) xTaskGenericNotifyGive((task), (tskDEFAULT_INDEX_TO_NOTIFY))

#define xTaskNotifyGiveIndexed(task, index) xTaskGenericNotifyGive((task), (index))
#define vTaskNotifyGiveFromISR(task, woken)                                                        \
    vTaskGenericNotifyGiveFromISR((task), (tskDEFAULT_INDEX_TO_NOTIFY), (woken))
#define vTaskNotifyGiveIndexedFromISR(task, index, woken)                                          \
    vTaskGenericNotifyGiveFromISR((task), (index), (woken))

#define xTaskNotifyWait(clear_on_entry, clear_on_exit, value, wait)                                \
    xTaskGenericNotifyWait((tskDEFAULT_INDEX_TO_NOTIFY), (clear_on_entry), (clear_on_exit),        \
                           (value), (wait))
#define xTaskNotifyWaitIndexed(index, clear_on_entry, clear_on_exit, value, wait)                  \
    xTaskGenericNotifyWait((index), (clear_on_entry), (clear_on_exit), (value), (wait))
#define ulTaskNotifyTake(clear, wait)                                                              \
    ulTaskGenericNotifyTake((tskDEFAULT_INDEX_TO_NOTIFY), (clear), (wait))
#define ulTaskNotifyTakeIndexed(index, clear, wait)                                                \
    ulTaskGenericNotifyTake((index), (clear), (wait))

#define xTaskNotifyStateClear(task)                                                                \
    xTaskGenericNotifyStateClear((task), (tskDEFAULT_INDEX_TO_NOTIFY))
#define xTaskNotifyStateClearIndexed(task, index) xTaskGenericNotifyStateClear((task), (index))
#define ulTaskNotifyValueClear(task, bits)                                                         \
    ulTaskGenericNotifyValueClear((task), (tskDEFAULT_INDEX_TO_NOTIFY), (bits))
#define ulTaskNotifyValueClearIndexed(task, index, bits)                                           \
    ulTaskGenericNotifyValueClear((task), (index), (bits))

#ifdef __cplusplus
}
#endif

#endif
