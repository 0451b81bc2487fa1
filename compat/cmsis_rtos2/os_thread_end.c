/* SPDX-License-Identifier: MIT */
/* How threads end. One that can be joined keeps its memory until it is: it is suspended for ever,
 * and whoever joins it deletes the task. Who waits for it then owns that right alone.
 *
 *   joinable, runs ──ends──► terminated, nobody waits ──join or detach──► deleted
 *        └────────── ends while one waits ──► terminated, not joinable ──► deleted by that one
 */
#include "os_thread.h"

/* `task` never runs again, but is kept. Releases the lock. */
static void terminate(struct task *task, struct os_thread *thread, arch_mask_t mask)
{
    thread->terminated = true;
    if (task->state == TASK_BLOCKED) {
        wait_end(task, WAKE_TIMEOUT);
    } else if (task->state == TASK_READY) {
        ready_remove(&kernel.ready, task);
    }
    task->state = TASK_SUSPENDED;
    if (thread->joiner.first != NULL) {
        thread->joinable = false;
        sched_make_ready(wait_end_first(&thread->joiner, WAKE_HANDED, &kernel.sleepers));
    }
    sched_reschedule(mask);
}

static void end(struct task *task)
{
    struct os_thread *thread = os_thread_of(task);

    os_mutex_owner_ends(task);
    if (thread == NULL || !thread->joinable) {
        vTaskDelete(task_handle(task));
    } else {
        terminate(task, thread, kernel_lock());
    }
}

void osThreadExit(void)
{
    KASSERT(!os_in_isr() && kernel.running && "osThreadExit: no thread runs here");
    while (kernel_hold()->why.suspended != 0) {
        (void)xTaskResumeAll(); /* a lock ends with its thread */
    }
    end(kernel_current());
    for (;;) {
    }
}

osStatus_t osThreadTerminate(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);
    const struct os_thread *thread = os_thread_of(task);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL) {
        return osErrorParameter;
    }
    bool self = kernel.running && task == kernel_current();
    if (thread == NULL || thread->terminated || (self && kernel_hold()->why.suspended != 0)) {
        return osErrorResource;
    }
    end(task);
    return osOK;
}

osStatus_t osThreadDetach(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);
    struct os_thread *thread = os_thread_of(task);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL) {
        return osErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    if (thread == NULL || !thread->joinable) {
        kernel_unlock(mask);
        return osErrorResource;
    }
    thread->joinable = false;
    if (thread->terminated) {
        kernel_unlock(mask);
        vTaskDelete(task_handle(task));
    } else if (thread->joiner.first != NULL) {
        sched_release(wait_end_first(&thread->joiner, WAKE_ABORTED, &kernel.sleepers), mask);
    } else {
        kernel_unlock(mask);
    }
    return osOK;
}

/* Waits until `thread` has ended. The lock is held by `mask`; it is released. */
static osStatus_t wait_for_end(struct os_thread *thread, arch_mask_t mask)
{
    TickType_t ticks = portMAX_DELAY;

    for (;;) {
        if (thread->joinable && thread->terminated) {
            thread->joinable = false;
            kernel_unlock(mask);
            return osOK;
        }
        if (!thread->joinable || thread->joiner.first != NULL || !os_may_block(ticks, mask)) {
            kernel_unlock(mask);
            return osErrorResource;
        }
        enum wake wake = os_wait(&thread->joiner, WAIT_TAKE, NULL, &ticks);
        if (wake != WAKE_AGAIN) {
            return wake == WAKE_HANDED ? osOK : osErrorResource;
        }
        mask = kernel_lock();
    }
}

osStatus_t osThreadJoin(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL) {
        return osErrorParameter;
    }
    if (os_thread_of(task) == NULL || (kernel.running && task == kernel_current())) {
        return osErrorResource;
    }
    osStatus_t status = wait_for_end(os_thread_of(task), kernel_lock());
    if (status == osOK) {
        vTaskDelete(task_handle(task));
    }
    return status;
}
