/* SPDX-License-Identifier: MIT */
#include "sched.h"
#include "hooks.h"

#define CANARY_BYTES 16u

struct dunlin_kernel dunlin_kernel = {.tick = (TickType_t)configINITIAL_TICK_COUNT};

/* Applications that look at the running task declare a variable of this name: it is the first word
 * of the kernel's state. */
extern struct arch_context *volatile running_task __asm__("pxCurrentTCB")
    __attribute__((alias("dunlin_kernel")));

/* The lowest bytes of the stack still have what they were painted with. */
static bool canary_is_intact(const StackType_t *stack)
{
    StackType_t changed = 0;
    for (unsigned i = 0; i < CANARY_BYTES / sizeof(StackType_t); i++) {
        changed |= stack[i] ^ (StackType_t)UINT64_C(0xa5a5a5a5a5a5a5a5);
    }
    return changed == 0;
}

void sched_check_stack(struct task *task, const void *sp)
{
#if configCHECK_FOR_STACK_OVERFLOW > 0
    const StackType_t *stack = task->stack;
    if ((uintptr_t)sp <= (uintptr_t)stack ||
        (configCHECK_FOR_STACK_OVERFLOW > 1 && !canary_is_intact(stack))) {
        vApplicationStackOverflowHook(task_handle(task), task->name);
    }
#else
    (void)task;
    (void)sp;
    (void)canary_is_intact;
#endif
}

void sched_request(void)
{
    if (!kernel.running) {
        return; /* vTaskStartScheduler begins with the best task anyway */
    }
    kernel_hold()->why.switch_due = 1;
    if (kernel_hold()->why.suspended == 0) {
        arch_request_switch();
    }
}

void sched_let_in(void)
{
    union arch_hold *hold = kernel_hold();

    hold->why.suspended++;
    kernel_unlock(ARCH_MASK_NONE);
    (void)kernel_lock();
    hold->why.suspended--;
    if (hold->why.switch_due != 0) {
        arch_request_switch(); /* a handler has asked, and nobody was switched to */
    }
}

void sched_release_later(struct task *task, arch_mask_t mask)
{
    sched_make_ready(task);
    sched_request();
    kernel_unlock(mask);
}

bool sched_may_block_anyway(arch_mask_t mask)
{
    union arch_hold hold = {.any = kernel_hold()->any};

    hold.why.switch_due = 0;
    if (!arch_may_switch(mask, hold.any)) {
        return false;
    }
    kernel_hold()->why.switch_due = 0;
    return true;
}

void sched_reschedule(arch_mask_t mask)
{
    const struct task *self = kernel_current();

    if (!kernel.running) {
        kernel_unlock(mask);
        return;
    }
    bool may_leave = configUSE_PREEMPTION || self->state != TASK_READY;
    sched_dispatch(mask, may_leave && ready_highest(&kernel.ready) != self);
}

bool sched_set_priority(struct task *task, unsigned priority, bool keeps_turn)
{
    const struct task *self = kernel_current();

    bool ready = task->state == TASK_READY;
    if (ready) {
        ready_remove(&kernel.ready, task);
    }
    task->priority = (uint8_t)priority;
    task_note_inheritance(task);
    if (!ready) {
        wait_reorder(task);
        return false;
    }
    if (task == self && keeps_turn) {
        ready_add_first(&kernel.ready, task);
    } else {
        ready_add(&kernel.ready, task);
    }
    return configUSE_PREEMPTION && ready_highest(&kernel.ready) != self;
}

void sched_dismiss(struct line *line, enum wake wake)
{
    arch_mask_t mask = kernel_lock();
    while (line->first != NULL) {
        struct task *task = line->first->task;
        wait_end(task, wake);
        sched_release(task, mask);
        mask = kernel_lock();
    }
    kernel_unlock(mask);
}

/* The port's up-calls. */

struct arch_context *kernel_pick_next(void)
{
    struct task *self = kernel_current();

    if (kernel_hold()->why.suspended != 0) {
        kernel_hold()->why.switch_due = 1;
        return &self->context;
    }
    kernel_hold()->why.switch_due = 0;
    struct task *next = ready_highest(&kernel.ready);
    sched_switched(self, next, (const void *)self->context.sp);
    return &next->context;
}

void vTaskSwitchContext(void)
{
    traceENTER_vTaskSwitchContext();
    (void)kernel_pick_next();
    traceRETURN_vTaskSwitchContext();
}

void kernel_task_returned(void)
{
    KASSERT(false && "a task function returned: end it with vTaskDelete(NULL)");
    if (INCLUDE_vTaskDelete) {
        vTaskDelete(NULL);
    }
    for (;;) {
    }
}

/* A yield wherever it comes from: also from a handler, under a mask, or before the scheduler runs.
 */
static SLOW_PATH void yield_anyhow(arch_mask_t mask)
{
    const struct task *self = kernel_current();

    if (kernel.running && self->state == TASK_READY) {
        ready_rotate(&kernel.ready, self);
    }
    sched_dispatch(mask, kernel.running && ready_highest(&kernel.ready) != self);
}

void vPortYield(void)
{
    arch_mask_t mask = kernel_lock();
    if (!KERNEL_INLINE || !kernel_may_switch(mask)) {
        yield_anyhow(mask);
        return;
    }
    const struct task *self = kernel_current();
    ready_rotate(&kernel.ready, self);
    sched_run(configUSE_PREEMPTION ? self->next : ready_highest(&kernel.ready));
}
