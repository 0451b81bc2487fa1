/* SPDX-License-Identifier: MIT */
/* Task notifications: a value and a state in the task itself, no object.
 *
 *   NONE --wait--> WAITING, ASLEEP --notify--> RECEIVED --take, wait--> NONE
 *      \___________________notify_________________/
 *
 * An endless wait stands in no line and for no time: waking it is making it ready.
 */
#include "notify.h"

#if configUSE_TASK_NOTIFICATIONS

/* With asserts off an index that is too large is refused where there is more than one entry. */
#define CHECK_INDEX(index, call, failure)                                                          \
    do {                                                                                           \
        KASSERT((index) < configTASK_NOTIFICATION_ARRAY_ENTRIES && call                            \
                ": the index is not below configTASK_NOTIFICATION_ARRAY_ENTRIES");                 \
        if (configTASK_NOTIFICATION_ARRAY_ENTRIES > 1 &&                                           \
            (index) >= configTASK_NOTIFICATION_ARRAY_ENTRIES) {                                    \
            return failure;                                                                        \
        }                                                                                          \
    } while (0)

/* Place of `index` in a task's arrays; the compiler knows it where there is but one. */
static inline UBaseType_t entry(UBaseType_t index)
{
    return configTASK_NOTIFICATION_ARRAY_ENTRIES == 1 ? 0 : index;
}

/* Tells the value there was, where that is asked for, and changes it. */
HOT_LOCAL bool apply(struct task *task, UBaseType_t index, uint32_t value, eNotifyAction action,
                     uint32_t *previous)
{
    bool pending = task->notify_state[entry(index)] == NOTIFY_RECEIVED;

    if (previous != NULL) {
        *previous = task->notify_value[entry(index)];
    }
    switch (action) {
    case eSetBits:
        task->notify_value[entry(index)] |= value;
        break;
    case eIncrement:
        task->notify_value[entry(index)]++;
        break;
    case eSetValueWithOverwrite:
        task->notify_value[entry(index)] = value;
        break;
    case eSetValueWithoutOverwrite:
        if (pending) {
            return false;
        }
        task->notify_value[entry(index)] = value;
        break;
    case eNoAction:
        break;
    default:
        KASSERT(false && "xTaskNotify, xTaskNotifyFromISR: the action is none of eNotifyAction");
        break;
    }
    return true;
}

/* Sets the state to RECEIVED; true when the task was waiting for it and has to be woken. A task
 * whose time is up and that has not run since still says WAITING, but is ready. */
static bool receive(struct task *task, UBaseType_t index)
{
    uint8_t before = task->notify_state[entry(index)];

    task->notify_state[entry(index)] = NOTIFY_RECEIVED;
    if (before == NOTIFY_ASLEEP) {
        return true;
    }
    if (before == NOTIFY_WAITING && task->state == TASK_BLOCKED) {
        wait_end(task, WAKE_HANDED);
        return true;
    }
    return false;
}

HOT_LOCAL BaseType_t notify(TaskHandle_t handle, UBaseType_t index, uint32_t value,
                            eNotifyAction action, uint32_t *previous)
{
    struct task *task = task_of(handle);

    KASSERT(task_is_live(handle) && "xTaskNotify: NULL, deleted, or no task");
    KASSERT_IN_TASK("xTaskNotify");
    CHECK_INDEX(index, "xTaskNotify", pdFAIL);
    arch_mask_t mask = kernel_lock();
    bool applied = apply(task, index, value, action, previous);
    traceTASK_NOTIFY(index);
    if (receive(task, index)) {
        sched_release(task, mask);
    } else {
        kernel_unlock(mask);
    }
    return applied ? pdPASS : pdFAIL;
}

BaseType_t xTaskGenericNotify(TaskHandle_t handle, UBaseType_t index, uint32_t value,
                              eNotifyAction action, uint32_t *previous)
{
    traceENTER_xTaskGenericNotify(handle, index, value, action, previous);
    BaseType_t result = notify(handle, index, value, action, previous);
    traceRETURN_xTaskGenericNotify(result);
    return result;
}

/* A task that waits for a time has got what it waits for. The lock is held by `mask`; it is
 * released. */
static SLOW_PATH BaseType_t wake_in_time(struct task *task, arch_mask_t mask)
{
    if (task->state != TASK_BLOCKED) { /* its time is up, but it has not run since */
        kernel_unlock(mask);
        return pdPASS;
    }
    wait_end(task, WAKE_HANDED);
    sched_release(task, mask);
    return pdPASS;
}

/* The same for a task that said in `state` how it waits. */
static SLOW_PATH BaseType_t wake_waiter(struct task *task, arch_mask_t mask, uint8_t state)
{
    if (UNLIKELY(state != NOTIFY_ASLEEP)) {
        return wake_in_time(task, mask);
    }
    sched_release(task, mask);
    return pdPASS;
}

static inline BaseType_t notify_give(TaskHandle_t handle, UBaseType_t index)
{
    struct task *task = task_of(handle);

    KASSERT(task_is_live(handle) && "xTaskNotifyGive: NULL, deleted, or no task");
    KASSERT_IN_TASK("xTaskNotifyGive");
    CHECK_INDEX(index, "xTaskNotifyGive", pdFAIL);
    if (!KERNEL_INLINE) {
        return notify(handle, index, 0, eIncrement, NULL);
    }
    arch_mask_t mask = kernel_lock();
    task->notify_value[entry(index)]++;
    traceTASK_NOTIFY(index);
    uint8_t state = task->notify_state[entry(index)];
    task->notify_state[entry(index)] = NOTIFY_RECEIVED;
    if (UNLIKELY(state >= NOTIFY_WAITING)) {
        return wake_waiter(task, mask, state);
    }
    kernel_unlock(mask);
    return pdPASS;
}

BaseType_t xTaskGenericNotifyGive(TaskHandle_t handle, UBaseType_t index)
{
    traceENTER_xTaskGenericNotify(handle, index, (uint32_t)0, (eNotifyAction)eIncrement,
                                  (uint32_t *)NULL);
    BaseType_t result = notify_give(handle, index);
    traceRETURN_xTaskGenericNotify(result);
    return result;
}

BaseType_t xTaskGenericNotifyFromISR(TaskHandle_t handle, UBaseType_t index, uint32_t value,
                                     eNotifyAction action, uint32_t *previous, BaseType_t *woken)
{
    traceENTER_xTaskGenericNotifyFromISR(handle, index, value, action, previous, woken);
    struct task *task = task_of(handle);

    KASSERT(task_is_live(handle) && "xTaskNotifyFromISR: NULL, deleted, or no task");
    CHECK_INDEX(index, "xTaskNotifyFromISR", pdFAIL);
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    bool applied = apply(task, index, value, action, previous);
    traceTASK_NOTIFY_FROM_ISR(index);
    if (receive(task, index)) {
        sched_release_from_isr(task, woken);
    }
    kernel_unlock(mask);
    BaseType_t result = applied ? pdPASS : pdFAIL;
    traceRETURN_xTaskGenericNotifyFromISR(result);
    return result;
}

void vTaskGenericNotifyGiveFromISR(TaskHandle_t handle, UBaseType_t index, BaseType_t *woken)
{
    traceENTER_vTaskGenericNotifyGiveFromISR(handle, index, woken);
    struct task *task = task_of(handle);

    KASSERT(task_is_live(handle) && "vTaskNotifyGiveFromISR: NULL, deleted, or no task");
    CHECK_INDEX(index, "vTaskNotifyGiveFromISR", );
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    task->notify_value[entry(index)]++;
    traceTASK_NOTIFY_GIVE_FROM_ISR(index);
    if (receive(task, index)) {
        sched_release_from_isr(task, woken);
    }
    kernel_unlock(mask);
    traceRETURN_vTaskGenericNotifyGiveFromISR();
}

/* Waits for a notification of `index`; the lock is held before and after. @return The mask. */
HOT_LOCAL arch_mask_t wait_for_notice(struct task *self, UBaseType_t index, TickType_t ticks,
                                      arch_mask_t mask)
{
    if (UNLIKELY(ticks == 0)) {
        return mask;
    }
    bool may_block = sched_may_block(mask);
    KASSERT(may_block && "xTaskNotifyWait / ulTaskNotifyTake: would block while the scheduler is "
                         "suspended or interrupts are masked");
    if (UNLIKELY(!may_block)) {
        return mask;
    }
    if (KERNEL_INLINE && LIKELY(ticks == portMAX_DELAY)) {
        self->notify_state[entry(index)] = NOTIFY_ASLEEP;
        self->state = TASK_BLOCKED;
        ready_remove_head(&kernel.ready, self);
        sched_switch(self, ready_highest(&kernel.ready));
    } else {
        struct wait wait;
        self->notify_state[entry(index)] = NOTIFY_WAITING;
        wait_init_time(&wait, self);
        (void)wait_block(&wait, ticks);
    }
    return kernel_lock();
}

enum wake notify_sleep(struct task *self, UBaseType_t index, TickType_t ticks, arch_mask_t mask)
{
    self->wake = WAKE_HANDED; /* who notifies does not always say so */
    (void)wait_for_notice(self, index, ticks, mask);
    self->notify_state[entry(index)] = NOTIFY_NONE;
    return (enum wake)self->wake;
}

/* Takes what is there and releases the lock. */
static inline uint32_t take_notice(struct task *self, UBaseType_t index, BaseType_t clear,
                                   arch_mask_t mask)
{
    uint32_t value = self->notify_value[entry(index)];
    uint32_t left = 0;

    traceTASK_NOTIFY_TAKE(index);
    self->notify_state[entry(index)] = NOTIFY_NONE;
    if (clear == pdFALSE && value != 0) {
        left = value - 1u;
    }
    self->notify_value[entry(index)] = left;
    kernel_unlock(mask);
    return value;
}

/* Nothing is there. The lock is held by `mask`; it is released. */
static SLOW_PATH uint32_t take_notice_later(UBaseType_t index, BaseType_t clear, TickType_t ticks,
                                            arch_mask_t mask)
{
    struct task *self = kernel_current();

    traceTASK_NOTIFY_TAKE_BLOCK(index);
    mask = wait_for_notice(self, index, ticks, mask);
    return take_notice(self, index, clear, mask);
}

static inline uint32_t take_notification(UBaseType_t index, BaseType_t clear, TickType_t ticks)
{
    CHECK_INDEX(index, "ulTaskNotifyTake", 0);
    KASSERT_IN_TASK("ulTaskNotifyTake");
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();

    if (UNLIKELY(self->notify_value[entry(index)] == 0)) {
        return take_notice_later(entry(index), clear, ticks, mask);
    }
    return take_notice(self, index, clear, mask);
}

uint32_t ulTaskGenericNotifyTake(UBaseType_t index, BaseType_t clear, TickType_t ticks)
{
    traceENTER_ulTaskGenericNotifyTake(index, clear, ticks);
    uint32_t result = take_notification(index, clear, ticks);
    traceRETURN_ulTaskGenericNotifyTake(result);
    return result;
}

BaseType_t xTaskGenericNotifyWait(UBaseType_t index, uint32_t clear_on_entry,
                                  uint32_t clear_on_exit, uint32_t *value, TickType_t ticks)
{
    traceENTER_xTaskGenericNotifyWait(index, clear_on_entry, clear_on_exit, value, ticks);
    BaseType_t received = pdFALSE;

    CHECK_INDEX(index, "xTaskNotifyWait", pdFALSE);
    KASSERT_IN_TASK("xTaskNotifyWait");
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();

    if (self->notify_state[entry(index)] != NOTIFY_RECEIVED) {
        self->notify_value[entry(index)] &= ~clear_on_entry;
        traceTASK_NOTIFY_WAIT_BLOCK(index);
        mask = wait_for_notice(self, index, ticks, mask);
    }
    traceTASK_NOTIFY_WAIT(index);
    if (value != NULL) {
        *value = self->notify_value[entry(index)];
    }
    if (self->notify_state[entry(index)] == NOTIFY_RECEIVED) {
        self->notify_value[entry(index)] &= ~clear_on_exit;
        received = pdTRUE;
    }
    self->notify_state[entry(index)] = NOTIFY_NONE;
    kernel_unlock(mask);
    traceRETURN_xTaskGenericNotifyWait(received);
    return received;
}

BaseType_t xTaskGenericNotifyStateClear(TaskHandle_t handle, UBaseType_t index)
{
    traceENTER_xTaskGenericNotifyStateClear(handle, index);
    CHECK_INDEX(index, "xTaskNotifyStateClear", pdFAIL);
    arch_mask_t mask = kernel_lock();
    struct task *task = handle != NULL ? task_of(handle) : kernel_current();
    bool received = task->notify_state[entry(index)] == NOTIFY_RECEIVED;

    if (received) {
        task->notify_state[entry(index)] = NOTIFY_NONE;
    }
    kernel_unlock(mask);
    BaseType_t result = received ? pdPASS : pdFAIL;
    traceRETURN_xTaskGenericNotifyStateClear(result);
    return result;
}

uint32_t ulTaskGenericNotifyValueClear(TaskHandle_t handle, UBaseType_t index, uint32_t bits)
{
    traceENTER_ulTaskGenericNotifyValueClear(handle, index, bits);
    CHECK_INDEX(index, "ulTaskNotifyValueClear", 0);
    arch_mask_t mask = kernel_lock();
    struct task *task = handle != NULL ? task_of(handle) : kernel_current();
    uint32_t value = task->notify_value[entry(index)];

    task->notify_value[entry(index)] = value & ~bits;
    kernel_unlock(mask);
    traceRETURN_ulTaskGenericNotifyValueClear(value);
    return value;
}

#endif
