/* SPDX-License-Identifier: MIT */
#include "os_core.h"

TickType_t os_ticks_to_block(uint32_t timeout)
{
    TickType_t ticks = os_ticks(timeout);
    arch_mask_t mask = kernel_lock();
    bool may = os_may_block(ticks, mask);

    kernel_unlock(mask);
    return may ? ticks : 0;
}

enum wake os_wait(struct line *line, enum wait_role role, void *item, TickType_t *ticks)
{
    struct wait wait;

    wait.item = item;
    if (line == NULL) {
        wait_init_time(&wait, kernel_current());
    } else {
        wait_init(&wait, kernel_current(), role);
        if (role == WAIT_EVENT) {
            wait.rank = 0; /* everybody is looked at: all are equal */
        }
        line_join(line, &wait);
    }
    enum wake wake = wait_block(&wait, *ticks);
    if (wake == WAKE_AGAIN) {
        arch_mask_t mask = kernel_lock();
        *ticks = sched_ticks_left(wait.sleep.due, *ticks, wake);
        kernel_unlock(mask);
        if (*ticks == 0) {
            wake = WAKE_TIMEOUT;
        }
    }
    return wake;
}

osStatus_t os_status_of(enum wake wake)
{
    switch (wake) {
    case WAKE_HANDED:
        return osOK;
    case WAKE_ABORTED:
        return osErrorResource;
    case WAKE_TIMEOUT:
        return osErrorTimeout;
    case WAKE_AGAIN:
        break;
    }
    return osError;
}

void os_dismiss(struct line *line)
{
    arch_mask_t mask = kernel_lock();

    while (line->first != NULL) {
        sched_release(wait_end_first(line, WAKE_ABORTED, &kernel.sleepers), mask);
        mask = kernel_lock();
    }
    kernel_unlock(mask);
}

void *os_allocate(size_t bytes)
{
#if configSUPPORT_DYNAMIC_ALLOCATION
    return pvPortMalloc(bytes);
#else
    (void)bytes;
    return NULL;
#endif
}

void os_free(void *memory)
{
#if configSUPPORT_DYNAMIC_ALLOCATION
    vPortFree(memory);
#else
    (void)memory;
#endif
}

struct os_block os_block_get(void *cb_mem, uint32_t cb_size, size_t least, size_t whole)
{
    struct os_block block = {.memory = NULL, .whole = true, .owned = 0};

    if (cb_mem == NULL) {
        if (cb_size == 0) {
            block.memory = os_allocate(whole);
            block.owned = 1;
        }
    } else if ((uintptr_t)cb_mem % sizeof(void *) == 0 && cb_size >= least) {
        block.memory = cb_mem;
        block.whole = cb_size >= whole;
    }
    return block;
}
