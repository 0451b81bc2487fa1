/* SPDX-License-Identifier: MIT */
/* Time: the tick count, what is due at a tick, and time-outs that the application keeps itself.
 *
 * A tick that has nothing to do costs one comparison. Each task that is due is readied under a lock
 * of its own, so other interrupts get in between.
 */
#include "hooks.h"
#include "sched.h"

static inline bool is_due(const struct timeout *first)
{
    return first != NULL && first->due == kernel.tick;
}

/* Ends the wait of whom `first` is the time-out. */
static inline struct task *expire(struct timeout *first)
{
    struct wait *wait = (struct wait *)(void *)((char *)first - offsetof(struct wait, sleep));
    struct task *task = wait->task;

    timeout_disarm_first(&kernel.sleepers);
    task->wake = WAKE_TIMEOUT;
    task->wait = NULL;
    if (wait->line != NULL) {
        wait_leave_line(wait);
    }
    return task;
}

/* The lock is held with `mask`, and let go between two tasks. True when one of them outranks the
 * running task. */
static bool ready_all_due(arch_mask_t mask)
{
    bool outranked = sched_ready(expire(kernel.sleepers.first));

    for (;;) {
        kernel_unlock(mask);
        (void)kernel_lock();
        if (!is_due(kernel.sleepers.first)) {
            return outranked;
        }
        outranked |= sched_ready(expire(kernel.sleepers.first));
    }
}

static bool turn_is_over(void)
{
    struct task *self = kernel_current();
    if (!configUSE_PREEMPTION || !configUSE_TIME_SLICING || self->state != TASK_READY ||
        self->next == self || kernel_hold()->why.suspended != 0) {
        return false;
    }
    ready_rotate(&kernel.ready, self);
    return true;
}

bool kernel_tick(void)
{
    arch_mask_t mask = kernel_lock();
    bool due = false;

    traceTASK_INCREMENT_TICK(kernel.tick);
    kernel.tick++;
    if (kernel.tick == 0) {
        kernel.wraps++;
        timeout_wrap(&kernel.sleepers);
    }
    due |= turn_is_over();
    if (is_due(kernel.sleepers.first)) {
        due |= ready_all_due(mask);
    }
    kernel_unlock(mask);
    if (configUSE_TICK_HOOK) {
        vApplicationTickHook();
    }
    due |= kernel_hold()
               ->why.switch_due; /* an ISR that did not ask, or a holder that lost its priority */
    if (kernel_hold()->why.suspended != 0) {
        if (due) {
            kernel_hold()->why.switch_due = 1;
        }
        return false;
    }
    return due;
}

BaseType_t xTaskIncrementTick(void)
{
    traceENTER_xTaskIncrementTick();
    BaseType_t result = kernel_tick() ? pdTRUE : pdFALSE;
    traceRETURN_xTaskIncrementTick(result);
    return result;
}

BaseType_t xTaskCatchUpTicks(TickType_t ticks)
{
    traceENTER_xTaskCatchUpTicks(ticks);
    bool due = false;

    KASSERT(kernel_hold()->why.suspended == 0 && "xTaskCatchUpTicks: the scheduler is suspended");
    for (TickType_t i = 0; i < ticks; i++) {
        due |= kernel_tick();
    }
    if (due) {
        sched_reschedule(kernel_lock());
    }
    BaseType_t result = due ? pdTRUE : pdFALSE;
    traceRETURN_xTaskCatchUpTicks(result);
    return result;
}

/* A count that is wider than a register is read under the lock, so that no tick tears it. */
static inline TickType_t tick_count(void)
{
    if (sizeof(TickType_t) <= sizeof(uintptr_t)) {
        return *(volatile TickType_t *)&kernel.tick;
    }
    arch_mask_t mask = kernel_lock();
    TickType_t tick = kernel.tick;
    kernel_unlock(mask);
    return tick;
}

TickType_t xTaskGetTickCount(void)
{
    traceENTER_xTaskGetTickCount();
    TickType_t tick = tick_count();
    traceRETURN_xTaskGetTickCount(tick);
    return tick;
}

TickType_t xTaskGetTickCountFromISR(void)
{
    traceENTER_xTaskGetTickCountFromISR();
    TickType_t tick = tick_count();
    traceRETURN_xTaskGetTickCountFromISR(tick);
    return tick;
}

void vTaskSetTimeOutState(TimeOut_t *const timeout)
{
    traceENTER_vTaskSetTimeOutState(timeout);
    KASSERT(timeout != NULL && "vTaskSetTimeOutState: the state is NULL");
    arch_mask_t mask = kernel_lock();
    timeout->xOverflowCount = kernel.wraps;
    timeout->xTimeOnEntering = kernel.tick;
    kernel_unlock(mask);
    traceRETURN_vTaskSetTimeOutState();
}

static BaseType_t check_for_timeout(TimeOut_t *const timeout, TickType_t *const ticks)
{
    BaseType_t over = pdFALSE;

    KASSERT(timeout != NULL && ticks != NULL && "xTaskCheckForTimeOut: an argument is NULL");
    if (*ticks == portMAX_DELAY) {
        return pdFALSE;
    }
    arch_mask_t mask = kernel_lock();
    TickType_t passed = kernel.tick - timeout->xTimeOnEntering;
    BaseType_t wraps = kernel.wraps - timeout->xOverflowCount;
    bool whole_turn = wraps > 1 || (wraps == 1 && kernel.tick >= timeout->xTimeOnEntering);
    if (whole_turn || passed >= *ticks) {
        *ticks = 0;
        over = pdTRUE;
    } else {
        *ticks -= passed;
        timeout->xOverflowCount = kernel.wraps;
        timeout->xTimeOnEntering = kernel.tick;
    }
    kernel_unlock(mask);
    return over;
}

BaseType_t xTaskCheckForTimeOut(TimeOut_t *const timeout, TickType_t *const ticks)
{
    traceENTER_xTaskCheckForTimeOut(timeout, ticks);
    BaseType_t result = check_for_timeout(timeout, ticks);
    traceRETURN_xTaskCheckForTimeOut(result);
    return result;
}
