/* SPDX-License-Identifier: MIT */
/* Time: the tick count, what is due at a tick, and time-outs that the application keeps itself.
 *
 * A tick that has nothing to do costs one comparison. Each task that is due is readied under a lock
 * of its own, so other interrupts get in between.
 */
#include "hooks.h"
#include "sched.h"

/* Ends the wait that is due first. Its task may not be blocked yet: wait_arm_apart. */
static inline struct task *expire_first(void)
{
    struct timeout *first = timeout_expire(&kernel.sleepers);
    struct wait *wait = (struct wait *)(void *)((char *)first - offsetof(struct wait, sleep));
    struct task *task = wait->task;

    task->wake = WAKE_TIMEOUT;
    task->wait = NULL;
    if (wait->line != NULL) {
        wait_leave_line(wait);
    }
    return task;
}

static void ready_first(void)
{
    struct task *task = expire_first();

    if (LIKELY(task->state == TASK_BLOCKED) && sched_ready(task)) {
        kernel_hold()->why.switch_due = 1;
    }
}

static inline bool somebody_is_due(void)
{
    return kernel.sleepers.first != NULL && kernel.sleepers.due == kernel.tick;
}

/* Readies whoever is due. The lock is held by `mask`, and let go between two tasks. */
static SLOW_PATH void ready_all_due(arch_mask_t mask)
{
    while (somebody_is_due()) {
        ready_first();
        if (kernel.sleepers.due != kernel.tick) {
            return; /* he was the last of this tick, or of all: timeout.h */
        }
        arch_let_in(mask);
    }
}

/* Time slicing: an equal's turn, or as soon as the scheduler is resumed. */
static inline void end_turn(void)
{
    const struct task *self = kernel_current();

    if (configUSE_PREEMPTION && configUSE_TIME_SLICING && self->next != self &&
        self->state == TASK_READY) {
        if (kernel_hold()->why.suspended == 0) {
            ready_rotate(&kernel.ready, self);
            kernel_hold()->why.switch_due = SWITCH_DUE;
        } else {
            kernel_hold()->why.switch_due |= SWITCH_TURN_IS_OVER;
        }
    }
}

static inline void count_tick(void)
{
    arch_mask_t mask = kernel_lock();

    traceTASK_INCREMENT_TICK(kernel.tick);
    kernel.tick++;
    if (UNLIKELY(kernel.tick == 0)) {
        kernel.wraps++;
        timeout_wrap(&kernel.sleepers);
    }
    end_turn();
    if (UNLIKELY(kernel.tick == kernel.sleepers.due)) {
        ready_all_due(mask);
    }
    kernel_unlock(mask);
}

/* A tick that is an interrupt. */
static inline void take_tick(void)
{
    count_tick();
    if (configUSE_TICK_HOOK) {
        vApplicationTickHook();
    }
}

void kernel_tick(void)
{
    traceISR_ENTER();
    take_tick();
    /* Also for an ISR that did not ask, or a holder that fell. */
    portYIELD_FROM_ISR(UNLIKELY(kernel_hold()->any != 0) && kernel_hold()->why.suspended == 0);
}

BaseType_t xTaskIncrementTick(void)
{
    traceENTER_xTaskIncrementTick();
    take_tick();
    bool due = kernel_hold()->why.switch_due != 0 && kernel_hold()->why.suspended == 0;
    BaseType_t result = due ? pdTRUE : pdFALSE;
    traceRETURN_xTaskIncrementTick(result);
    return result;
}

#if configUSE_TICKLESS_IDLE
void vTaskStepTick(TickType_t ticks)
{
    traceENTER_vTaskStepTick(ticks);
    arch_mask_t mask = kernel_lock();
    const struct timeout *first = kernel.sleepers.first;
    TickType_t most = first != NULL ? (TickType_t)(first->due - kernel.tick) : portMAX_DELAY;
    TickType_t before = kernel.tick;

    KASSERT(ticks <= most && "vTaskStepTick: a task was due before that tick");
    if (ticks > most) {
        ticks = most;
    }
    traceINCREASE_TICK_COUNT(ticks);
    kernel.tick = (TickType_t)(kernel.tick + ticks);
    if (kernel.tick < before) {
        kernel.wraps++;
        timeout_wrap(&kernel.sleepers);
    }
    if (ticks != 0 && ticks == most) {
        ready_all_due(mask);
    }
    kernel_unlock(mask);
    traceRETURN_vTaskStepTick();
}
#endif

BaseType_t xTaskCatchUpTicks(TickType_t ticks)
{
    traceENTER_xTaskCatchUpTicks(ticks);
    KASSERT(kernel_hold()->why.suspended == 0 && "xTaskCatchUpTicks: the scheduler is suspended");
    for (TickType_t i = 0; i < ticks; i++) {
        count_tick();
    }
    BaseType_t due = kernel_hold()->why.switch_due != 0 ? pdTRUE : pdFALSE;
    if (due != pdFALSE) {
        sched_reschedule(kernel_lock());
    }
    traceRETURN_xTaskCatchUpTicks(due);
    return due;
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
    KREQUIRE(timeout != NULL, "vTaskSetTimeOutState: the state is NULL", );
    traceENTER_vTaskSetTimeOutState(timeout);
    arch_mask_t mask = kernel_lock();
    timeout->xOverflowCount = kernel.wraps;
    timeout->xTimeOnEntering = kernel.tick;
    kernel_unlock(mask);
    traceRETURN_vTaskSetTimeOutState();
}

static BaseType_t check_for_timeout(TimeOut_t *const timeout, TickType_t *const ticks)
{
    BaseType_t over = pdFALSE;

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
    KREQUIRE(timeout != NULL && ticks != NULL, "xTaskCheckForTimeOut: an argument is NULL", pdTRUE);
    traceENTER_xTaskCheckForTimeOut(timeout, ticks);
    BaseType_t result = check_for_timeout(timeout, ticks);
    traceRETURN_xTaskCheckForTimeOut(result);
    return result;
}
