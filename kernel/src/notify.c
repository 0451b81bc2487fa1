/* SPDX-License-Identifier: MIT */
/* Task notifications: a value and a state in the task itself, no object.
 *
 *   NONE --wait--> WAITING --notify--> RECEIVED --take, wait--> NONE
 *      \_______________notify_____________/
 *
 * An endless wait stands in no line and for no time: waking it is making it ready.
 */
#include "sched.h"

#if configUSE_TASK_NOTIFICATIONS

#define CHECK_INDEX(index, call)                                                                   \
    KASSERT((index) < configTASK_NOTIFICATION_ARRAY_ENTRIES && call                                \
            ": the index is not below configTASK_NOTIFICATION_ARRAY_ENTRIES")

static bool apply(struct task *task, UBaseType_t index, uint32_t value, eNotifyAction action)
{
    bool pending = task->notify_state[index] == NOTIFY_RECEIVED;

    switch (action) {
    case eSetBits:
        task->notify_value[index] |= value;
        break;
    case eIncrement:
        task->notify_value[index]++;
        break;
    case eSetValueWithOverwrite:
        task->notify_value[index] = value;
        break;
    case eSetValueWithoutOverwrite:
        if (pending) {
            return false;
        }
        task->notify_value[index] = value;
        break;
    case eNoAction:
        break;
    }
    return true;
}

/* Sets the state to RECEIVED; true when the task was waiting for it and has to be woken. A task
 * whose time is up and that has not run since still says WAITING, but is ready. */
static bool receive(struct task *task, UBaseType_t index)
{
    bool waiting = task->notify_state[index] == NOTIFY_WAITING && task->state == TASK_BLOCKED;

    task->notify_state[index] = NOTIFY_RECEIVED;
    if (waiting) {
        wait_end(task, WAKE_HANDED);
    }
    return waiting;
}

BaseType_t xTaskGenericNotify(TaskHandle_t handle, UBaseType_t index, uint32_t value,
                              eNotifyAction action, uint32_t *previous)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "xTaskNotify: the task is NULL");
    CHECK_INDEX(index, "xTaskNotify");
    arch_mask_t mask = kernel_lock();
    if (previous != NULL) {
        *previous = task->notify_value[index];
    }
    bool applied = apply(task, index, value, action);
    traceTASK_NOTIFY(index);
    if (receive(task, index)) {
        sched_release(task, mask);
    } else {
        kernel_unlock(mask);
    }
    return applied ? pdPASS : pdFAIL;
}

BaseType_t xTaskGenericNotifyGive(TaskHandle_t handle, UBaseType_t index)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "xTaskNotifyGive: the task is NULL");
    CHECK_INDEX(index, "xTaskNotifyGive");
    arch_mask_t mask = kernel_lock();
    task->notify_value[index]++;
    traceTASK_NOTIFY(index);
    if (receive(task, index)) {
        sched_release(task, mask);
    } else {
        kernel_unlock(mask);
    }
    return pdPASS;
}

BaseType_t xTaskGenericNotifyFromISR(TaskHandle_t handle, UBaseType_t index, uint32_t value,
                                     eNotifyAction action, uint32_t *previous, BaseType_t *woken)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "xTaskNotifyFromISR: the task is NULL");
    CHECK_INDEX(index, "xTaskNotifyFromISR");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    if (previous != NULL) {
        *previous = task->notify_value[index];
    }
    bool applied = apply(task, index, value, action);
    traceTASK_NOTIFY_FROM_ISR(index);
    if (receive(task, index)) {
        sched_release_from_isr(task, woken);
    }
    kernel_unlock(mask);
    return applied ? pdPASS : pdFAIL;
}

void vTaskGenericNotifyGiveFromISR(TaskHandle_t handle, UBaseType_t index, BaseType_t *woken)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "vTaskNotifyGiveFromISR: the task is NULL");
    CHECK_INDEX(index, "vTaskNotifyGiveFromISR");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    task->notify_value[index]++;
    traceTASK_NOTIFY_GIVE_FROM_ISR(index);
    if (receive(task, index)) {
        sched_release_from_isr(task, woken);
    }
    kernel_unlock(mask);
}

/* Waits for a notification of `index`; the lock is held before and after. @return The mask. */
static arch_mask_t wait_for_notice(struct task *self, UBaseType_t index, TickType_t ticks,
                                   arch_mask_t mask)
{
    if (ticks == 0) {
        return mask;
    }
    KASSERT(sched_may_block(mask) && "xTaskNotifyWait / ulTaskNotifyTake: would block while the "
                                     "scheduler is suspended or interrupts are masked");
    if (!sched_may_block(mask)) {
        return mask;
    }
    self->notify_state[index] = NOTIFY_WAITING;
    if (ticks == portMAX_DELAY) {
        self->state = TASK_BLOCKED;
        ready_remove(&kernel.ready, self);
        sched_run(ready_highest(&kernel.ready));
    } else {
        struct wait wait;
        wait.line = NULL;
        (void)wait_block(&wait, ticks);
    }
    return kernel_lock();
}

uint32_t ulTaskGenericNotifyTake(UBaseType_t index, BaseType_t clear, TickType_t ticks)
{
    CHECK_INDEX(index, "ulTaskNotifyTake");
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();

    if (self->notify_value[index] == 0) {
        traceTASK_NOTIFY_TAKE_BLOCK(index);
        mask = wait_for_notice(self, index, ticks, mask);
    }
    uint32_t value = self->notify_value[index];
    traceTASK_NOTIFY_TAKE(index);
    if (value != 0) {
        self->notify_value[index] = clear != pdFALSE ? 0 : value - 1;
    }
    self->notify_state[index] = NOTIFY_NONE;
    kernel_unlock(mask);
    return value;
}

BaseType_t xTaskGenericNotifyWait(UBaseType_t index, uint32_t clear_on_entry,
                                  uint32_t clear_on_exit, uint32_t *value, TickType_t ticks)
{
    BaseType_t received = pdFALSE;

    CHECK_INDEX(index, "xTaskNotifyWait");
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();

    if (self->notify_state[index] != NOTIFY_RECEIVED) {
        self->notify_value[index] &= ~clear_on_entry;
        traceTASK_NOTIFY_WAIT_BLOCK(index);
        mask = wait_for_notice(self, index, ticks, mask);
    }
    traceTASK_NOTIFY_WAIT(index);
    if (value != NULL) {
        *value = self->notify_value[index];
    }
    if (self->notify_state[index] == NOTIFY_RECEIVED) {
        self->notify_value[index] &= ~clear_on_exit;
        received = pdTRUE;
    }
    self->notify_state[index] = NOTIFY_NONE;
    kernel_unlock(mask);
    return received;
}

BaseType_t xTaskGenericNotifyStateClear(TaskHandle_t handle, UBaseType_t index)
{
    CHECK_INDEX(index, "xTaskNotifyStateClear");
    arch_mask_t mask = kernel_lock();
    struct task *task = handle != NULL ? task_of(handle) : kernel_current();
    bool received = task->notify_state[index] == NOTIFY_RECEIVED;

    if (received) {
        task->notify_state[index] = NOTIFY_NONE;
    }
    kernel_unlock(mask);
    return received ? pdPASS : pdFAIL;
}

uint32_t ulTaskGenericNotifyValueClear(TaskHandle_t handle, UBaseType_t index, uint32_t bits)
{
    CHECK_INDEX(index, "ulTaskNotifyValueClear");
    arch_mask_t mask = kernel_lock();
    struct task *task = handle != NULL ? task_of(handle) : kernel_current();
    uint32_t value = task->notify_value[index];

    task->notify_value[index] = value & ~bits;
    kernel_unlock(mask);
    return value;
}

#endif
