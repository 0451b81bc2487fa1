/* SPDX-License-Identifier: MIT */
/* Event flags: a word and a line of threads. Setting looks at everybody in the line under one hold
 * of the lock, so that an ISR may set flags while another does. */
#include "os_core.h"

struct os_event_flags {
    struct os_head head;
    uint32_t flags;
    struct line waiters;
    const char *name;
};

/* What a thread waits for; behind wait.item. */
struct want {
    uint32_t flags;
    uint32_t options;
    uint32_t result; /* the flags that served it */
};

_Static_assert(sizeof(struct os_event_flags) <= OS_EVENT_FLAGS_BYTES, "os2_objects.h");

static struct os_event_flags *event_flags_of(osEventFlagsId_t id)
{
    struct os_event_flags *event = id;
    return event != NULL && event->head.kind == OS_EVENT_FLAGS ? event : NULL;
}

osEventFlagsId_t osEventFlagsNew(const osEventFlagsAttr_t *attr)
{
    static const osEventFlagsAttr_t defaults;

    attr = attr != NULL ? attr : &defaults;
    if (os_in_isr()) {
        return NULL;
    }
    struct os_block block = os_block_get(attr->cb_mem, attr->cb_size, sizeof(struct os_event_flags),
                                         sizeof(struct os_event_flags));
    struct os_event_flags *event = block.memory;
    if (event != NULL) {
        *event = (struct os_event_flags){.head = {OS_EVENT_FLAGS, block.owned}, .name = attr->name};
    }
    return event;
}

const char *osEventFlagsGetName(osEventFlagsId_t ef_id)
{
    const struct os_event_flags *event = event_flags_of(ef_id);
    return event != NULL ? event->name : NULL;
}

static bool satisfied(uint32_t flags, const struct want *want)
{
    uint32_t met = flags & want->flags;
    return (want->options & osFlagsWaitAll) != 0 ? met == want->flags : met != 0;
}

static uint32_t cleared_by(const struct want *want)
{
    return (want->options & osFlagsNoClear) != 0 ? 0 : want->flags;
}

/* Serves whom the flags satisfy. The lock is held. True when somebody outranks the running thread.
 */
static bool serve(struct os_event_flags *event)
{
    const uint32_t flags = event->flags;
    struct wait *first = event->waiters.first;
    struct wait *last = first->next != NULL ? first->prev : first; /* alone, it has no links */
    bool outranked = false;

    for (struct wait *wait = first, *next;; wait = next) {
        struct want *want = wait->item;
        bool done = wait == last;
        next = wait->next;
        if (satisfied(flags, want)) {
            struct task *task = wait->task;
            want->result = flags;
            event->flags &= ~cleared_by(want);
            wait_end(task, WAKE_HANDED);
            outranked |= sched_ready(task);
        }
        if (done) {
            return outranked;
        }
    }
}

uint32_t osEventFlagsSet(osEventFlagsId_t ef_id, uint32_t flags)
{
    struct os_event_flags *event = event_flags_of(ef_id);

    if (event == NULL || (flags & osFlagsError) != 0) {
        return osFlagsErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    event->flags |= flags;
    uint32_t after = event->flags;
    sched_dispatch(mask, event->waiters.first != NULL && serve(event));
    return after;
}

uint32_t osEventFlagsClear(osEventFlagsId_t ef_id, uint32_t flags)
{
    struct os_event_flags *event = event_flags_of(ef_id);

    if (event == NULL || (flags & osFlagsError) != 0) {
        return osFlagsErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    uint32_t before = event->flags;
    event->flags &= ~flags;
    kernel_unlock(mask);
    return before;
}

uint32_t osEventFlagsGet(osEventFlagsId_t ef_id)
{
    const struct os_event_flags *event = event_flags_of(ef_id);
    return event != NULL ? *(const volatile uint32_t *)&event->flags : 0;
}

static uint32_t wait_for(struct os_event_flags *event, struct want *want, TickType_t ticks)
{
    for (;;) {
        arch_mask_t mask = kernel_lock();
        uint32_t before = event->flags;
        if (satisfied(before, want)) {
            event->flags &= ~cleared_by(want);
            kernel_unlock(mask);
            return before;
        }
        if (!os_may_block(ticks, mask)) {
            kernel_unlock(mask);
            return osFlagsErrorResource;
        }
        enum wake wake = os_wait(&event->waiters, WAIT_EVENT, want, &ticks);
        if (wake == WAKE_HANDED) {
            return want->result;
        }
        if (wake != WAKE_AGAIN) {
            return (uint32_t)os_status_of(wake);
        }
    }
}

uint32_t osEventFlagsWait(osEventFlagsId_t ef_id, uint32_t flags, uint32_t options,
                          uint32_t timeout)
{
    struct os_event_flags *event = event_flags_of(ef_id);
    struct want want = {.flags = flags, .options = options};

    if (event == NULL || (flags & osFlagsError) != 0 || (timeout != 0 && os_in_isr())) {
        return osFlagsErrorParameter;
    }
    return wait_for(event, &want, os_ticks(timeout));
}

osStatus_t osEventFlagsDelete(osEventFlagsId_t ef_id)
{
    struct os_event_flags *event = event_flags_of(ef_id);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (event == NULL) {
        return osErrorParameter;
    }
    vTaskSuspendAll();
    event->head.kind = OS_DEAD;
    os_dismiss(&event->waiters);
    if (event->head.owned) {
        os_free(event);
    }
    (void)xTaskResumeAll();
    return osOK;
}
