/* SPDX-License-Identifier: MIT */
/* Tasks, from outside: delay, suspend, resume, priority. */
#include "sched.h"

static inline void delay(const TickType_t ticks)
{
    if (ticks == 0) {
        portYIELD();
        return;
    }
    arch_mask_t mask = kernel_lock();
    KASSERT(sched_may_block(mask) &&
            "vTaskDelay: the scheduler is suspended, interrupts are masked, or "
            "this is an ISR");
    if (!sched_may_block(mask)) {
        kernel_unlock(mask);
        return;
    }
    traceTASK_DELAY();
    struct wait wait;
    wait_init_time(&wait, kernel_current());
    (void)sched_block(kernel_current(), &wait, ticks);
}

void vTaskDelay(const TickType_t ticks)
{
    KASSERT_IN_TASK("vTaskDelay");
    traceENTER_vTaskDelay(ticks);
    delay(ticks);
    traceRETURN_vTaskDelay();
}

static BaseType_t delay_until(TickType_t *const previous_wake, const TickType_t increment)
{
    KASSERT(previous_wake != NULL && "xTaskDelayUntil: the previous wake time is NULL");
    KASSERT(increment > 0 && "xTaskDelayUntil: the increment is 0");

    arch_mask_t mask = kernel_lock();
    TickType_t passed = kernel.tick - *previous_wake; /* right across the wrap */
    *previous_wake += increment;
    if (passed >= increment || !sched_may_block(mask)) {
        KASSERT(sched_may_block(mask) && "xTaskDelayUntil: the scheduler is suspended");
        kernel_unlock(mask);
        portYIELD(); /* equals have their turn, late or not */
        return pdFALSE;
    }
    traceTASK_DELAY_UNTIL(*previous_wake);
    struct wait wait;
    wait_init_time(&wait, kernel_current());
    (void)wait_block(&wait, increment - passed);
    return pdTRUE;
}

BaseType_t xTaskDelayUntil(TickType_t *const previous_wake, const TickType_t increment)
{
    KREQUIRE(previous_wake != NULL, "xTaskDelayUntil: the previous wake time is NULL", pdFALSE);
    KASSERT_IN_TASK("xTaskDelayUntil");
    traceENTER_xTaskDelayUntil(previous_wake, increment);
    BaseType_t result = delay_until(previous_wake, increment);
    traceRETURN_xTaskDelayUntil(result);
    return result;
}

#if INCLUDE_xTaskAbortDelay || INCLUDE_vTaskSuspend
/* The wait of `task` is over, and a notification comes too late for it. */
static void forget_notification_wait(struct task *task)
{
#if configUSE_TASK_NOTIFICATIONS
    for (unsigned i = 0; i < configTASK_NOTIFICATION_ARRAY_ENTRIES; i++) {
        if (task->notify_state[i] >= NOTIFY_WAITING) {
            task->notify_state[i] = NOTIFY_NONE;
        }
    }
#else
    (void)task;
#endif
}
#endif

#if INCLUDE_xTaskAbortDelay
static BaseType_t abort_delay(TaskHandle_t handle)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "xTaskAbortDelay: the task is NULL");
    arch_mask_t mask = kernel_lock();
    if (task->state != TASK_BLOCKED) {
        kernel_unlock(mask);
        return pdFAIL;
    }
    wait_end(task, WAKE_ABORTED);
    forget_notification_wait(task);
    (void)sched_ready(task);
    sched_reschedule(mask);
    return pdPASS;
}

BaseType_t xTaskAbortDelay(TaskHandle_t handle)
{
    REQUIRE_TASK(handle, "xTaskAbortDelay", pdFAIL);
    KASSERT_IN_TASK("xTaskAbortDelay");
    traceENTER_xTaskAbortDelay(handle);
    BaseType_t result = abort_delay(handle);
    traceRETURN_xTaskAbortDelay(result);
    return result;
}
#endif

#if INCLUDE_vTaskSuspend
void vTaskSuspend(TaskHandle_t handle)
{
    REQUIRE_TASK_OR_SELF(handle, "vTaskSuspend", );
    KASSERT_IN_TASK("vTaskSuspend");
    traceENTER_vTaskSuspend(handle);
    arch_mask_t mask = kernel_lock();
    struct task *task = task_or_self(handle);

    KASSERT((task != kernel_current() || !kernel.running || kernel_hold()->why.suspended == 0) &&
            "vTaskSuspend: the caller cannot stop while the scheduler is suspended");
    traceTASK_SUSPEND(task_handle(task));
    if (KERNEL_INLINE && task == kernel_current() && kernel_may_switch(mask)) {
        task->state = TASK_SUSPENDED;
        ready_remove_head(&kernel.ready, task);
        sched_switch(task, ready_highest(&kernel.ready));
        traceRETURN_vTaskSuspend();
        return;
    }
    if (task->state == TASK_BLOCKED) {
        wait_end(task, WAKE_AGAIN);
        forget_notification_wait(task);
    } else if (task->state == TASK_READY) {
        ready_remove(&kernel.ready, task);
    }
    task->state = TASK_SUSPENDED;
    if (!kernel.running && task == kernel_current()) {
        kernel_set_current(NULL); /* the best is chosen at the start */
    }
    sched_reschedule(mask);
    traceRETURN_vTaskSuspend();
}

static void resume(TaskHandle_t handle)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "vTaskResume: the task is NULL");
    arch_mask_t mask = kernel_lock();
    if (task->state != TASK_SUSPENDED) {
        kernel_unlock(mask);
        return;
    }
    traceTASK_RESUME(handle);
    if (!kernel.running) {
        sched_make_ready(task);
        kernel_unlock(mask);
        return;
    }
    sched_release(task, mask);
}

void vTaskResume(TaskHandle_t handle)
{
    REQUIRE_TASK(handle, "vTaskResume", );
    KASSERT_IN_TASK("vTaskResume");
    traceENTER_vTaskResume(handle);
    resume(handle);
    traceRETURN_vTaskResume();
}

BaseType_t xTaskResumeFromISR(TaskHandle_t handle)
{
    REQUIRE_TASK(handle, "xTaskResumeFromISR", pdFALSE);
    traceENTER_xTaskResumeFromISR(handle);
    struct task *task = task_of(handle);
    BaseType_t woken = pdFALSE;

    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    if (task->state == TASK_SUSPENDED) {
        traceTASK_RESUME_FROM_ISR(handle);
        sched_release_from_isr(task, &woken);
    }
    kernel_unlock(mask);
    traceRETURN_xTaskResumeFromISR(woken);
    return woken;
}
#endif

void vTaskPrioritySet(TaskHandle_t handle, UBaseType_t priority)
{
    struct task *task = task_if_live(handle);

    REQUIRE_NAMED(task, handle, "vTaskPrioritySet", );
    KASSERT_IN_TASK("vTaskPrioritySet");
    traceENTER_vTaskPrioritySet(handle, priority);
    KASSERT(priority < configMAX_PRIORITIES &&
            "vTaskPrioritySet: priority must be below configMAX_PRIORITIES");
    if (priority >= configMAX_PRIORITIES) {
        priority = configMAX_PRIORITIES - 1;
    }
    arch_mask_t mask = kernel_lock();
    unsigned before = task->priority;
    bool inherits = before != task->base_priority;
    unsigned now = inherits && priority < before ? before : (unsigned)priority;
    bool outranked = false;

    traceTASK_PRIORITY_SET(task_handle(task), priority);
    task->base_priority = (uint8_t)priority;
    if (now == before) {
        task_note_inheritance(task);
    } else { /* whoever lowers itself goes behind its equals, who were waiting already */
        outranked = sched_set_priority(task, now, now > before || !configUSE_PREEMPTION);
    }
    sched_dispatch(mask, outranked && kernel.running);
    traceRETURN_vTaskPrioritySet();
}

UBaseType_t uxTaskPriorityGet(const TaskHandle_t handle)
{
    const struct task *task = task_if_live(handle);

    REQUIRE_NAMED(task, handle, "uxTaskPriorityGet", 0);
    traceENTER_uxTaskPriorityGet(handle);
    UBaseType_t result = task->priority;
    traceRETURN_uxTaskPriorityGet(result);
    return result;
}

UBaseType_t uxTaskPriorityGetFromISR(const TaskHandle_t handle)
{
    const struct task *task = task_if_live(handle);

    REQUIRE_NAMED(task, handle, "uxTaskPriorityGetFromISR", 0);
    traceENTER_uxTaskPriorityGetFromISR(handle);
    UBaseType_t result = task->priority;
    traceRETURN_uxTaskPriorityGetFromISR(result);
    return result;
}

UBaseType_t uxTaskBasePriorityGet(const TaskHandle_t handle)
{
    const struct task *task = task_if_live(handle);

    REQUIRE_NAMED(task, handle, "uxTaskBasePriorityGet", 0);
    traceENTER_uxTaskBasePriorityGet(handle);
    UBaseType_t result = task->base_priority;
    traceRETURN_uxTaskBasePriorityGet(result);
    return result;
}

UBaseType_t uxTaskBasePriorityGetFromISR(const TaskHandle_t handle)
{
    const struct task *task = task_if_live(handle);

    REQUIRE_NAMED(task, handle, "uxTaskBasePriorityGetFromISR", 0);
    traceENTER_uxTaskBasePriorityGetFromISR(handle);
    UBaseType_t result = task->base_priority;
    traceRETURN_uxTaskBasePriorityGetFromISR(result);
    return result;
}
