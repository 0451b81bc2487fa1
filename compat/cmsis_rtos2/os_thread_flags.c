/* SPDX-License-Identifier: MIT */
/* Flags of a thread: a word in its struct os_thread, on which only the thread itself waits. */
#include "os_thread.h"

/* With the lock held: takes the wanted flags if they are there. */
static bool satisfied(struct os_thread *thread, uint32_t wanted, uint32_t options)
{
    uint32_t met = thread->flags & wanted;
    bool enough = (options & osFlagsWaitAll) != 0 ? met == wanted : met != 0;

    if (enough && (options & osFlagsNoClear) == 0) {
        thread->flags &= ~wanted;
    }
    return enough;
}

uint32_t osThreadFlagsSet(osThreadId_t thread_id, uint32_t flags)
{
    struct task *task = os_task_of(thread_id);
    struct os_thread *thread = os_thread_of(task);

    if (thread == NULL || (flags & osFlagsError) != 0) {
        return osFlagsErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    if (thread->terminated) {
        kernel_unlock(mask);
        return osFlagsErrorResource;
    }
    thread->flags |= flags;
    uint32_t after = thread->flags;
    if (thread->waits && satisfied(thread, thread->wanted, thread->options)) {
        thread->waits = false;
        thread->wanted = after; /* what the wait returns */
        wait_end(task, WAKE_HANDED);
        sched_release(task, mask);
    } else {
        kernel_unlock(mask);
    }
    return after;
}

uint32_t osThreadFlagsClear(uint32_t flags)
{
    struct os_thread *thread = os_thread_self();

    if (os_in_isr()) {
        return osFlagsErrorISR;
    }
    if (thread == NULL) {
        return osFlagsErrorUnknown;
    }
    if ((flags & osFlagsError) != 0) {
        return osFlagsErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    uint32_t before = thread->flags;
    thread->flags &= ~flags;
    kernel_unlock(mask);
    return before;
}

uint32_t osThreadFlagsGet(void)
{
    const struct os_thread *thread = os_thread_self();
    return thread != NULL && !os_in_isr() ? *(const volatile uint32_t *)&thread->flags : 0;
}

static uint32_t flags_status(enum wake wake)
{
    return wake == WAKE_TIMEOUT ? osFlagsErrorTimeout : osFlagsErrorResource;
}

uint32_t osThreadFlagsWait(uint32_t flags, uint32_t options, uint32_t timeout)
{
    struct os_thread *thread = os_thread_self();
    TickType_t ticks = os_ticks(timeout);

    if (os_in_isr()) {
        return osFlagsErrorISR;
    }
    if (thread == NULL) {
        return osFlagsErrorUnknown;
    }
    if ((flags & osFlagsError) != 0) {
        return osFlagsErrorParameter;
    }
    for (;;) {
        arch_mask_t mask = kernel_lock();
        uint32_t before = thread->flags;
        if (satisfied(thread, flags, options)) {
            kernel_unlock(mask);
            return before;
        }
        if (!os_may_block(ticks, mask)) {
            kernel_unlock(mask);
            return osFlagsErrorResource;
        }
        thread->wanted = flags;
        thread->options = (uint8_t)options;
        thread->waits = true;
        enum wake wake = os_wait(NULL, WAIT_TAKE, NULL, &ticks);
        if (wake == WAKE_HANDED) {
            return thread->wanted;
        }
        thread->waits = false;
        if (wake != WAKE_AGAIN) {
            return flags_status(wake);
        }
    }
}
