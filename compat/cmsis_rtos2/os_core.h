/* SPDX-License-Identifier: MIT */
/* What the groups of the CMSIS-RTOS API share.
 *
 * An identifier is the address of its object. Semaphores and mutexes are the kernel's, threads its
 * tasks; the other objects are this layer's and begin with a struct os_head, whose first byte is
 * where the kernel's objects have their kind.
 *
 *   thread       struct task       at the top of its stack: struct os_thread
 *   semaphore    struct object     behind it, where there is room: name
 *   mutex        struct object     behind it: name, next robust mutex
 *   timer        struct timer      behind it: what it calls
 *   event flags, message queue, memory pool: on the kernel's lock, lines and waits
 */
#ifndef OS_CORE_H
#define OS_CORE_H

#include "cmsis_os2.h"
#include "os2_objects.h"

#include "os_config.h"

#include "../../kernel/src/object.h"
#include "../../kernel/src/sched.h"

enum os_kind { OS_EVENT_FLAGS = 0x41, OS_QUEUE, OS_POOL, OS_DEAD = 0xff };

#define OBJECT_NAMED 2u /* object.owns: a name stands behind the object */

struct os_head {
    uint8_t kind;  /* enum os_kind */
    uint8_t owned; /* 1: the control block is the heap's */
};

/* A handler, or a thread that masks interrupts: it cannot wait. */
static inline bool os_in_isr(void)
{
    if (!kernel.running) {
        return arch_in_isr();
    }
    arch_mask_t mask = kernel_lock();
    bool may = arch_may_switch(mask, 0);
    kernel_unlock(mask);
    return !may;
}

/* A time-out in the kernel's ticks, which may be narrower. */
static inline TickType_t os_ticks(uint32_t timeout)
{
    if (timeout == osWaitForever) {
        return portMAX_DELAY;
    }
    if (sizeof(TickType_t) < sizeof timeout && timeout >= (uint32_t)portMAX_DELAY) {
        return portMAX_DELAY - 1u;
    }
    return (TickType_t)timeout;
}

/* With the lock held by `mask`: whether the running thread can wait for `ticks`. */
static inline bool os_may_block(TickType_t ticks, arch_mask_t mask)
{
    return ticks != 0 && kernel.running && sched_may_block(mask);
}

/* The same for calls of the kernel that take the lock themselves: the time-out to give them. */
TickType_t os_ticks_to_block(uint32_t timeout);

/**
 * The running thread waits in `line`, or for time where that is NULL. The lock is held and
 * os_may_block was true; the lock is released.
 *
 * @param item            What the one who serves it finds in its struct wait.
 * @param[in,out] ticks   How long; then, what is left when it has to look again.
 * @return WAKE_HANDED: it was served. WAKE_ABORTED: the object is gone. WAKE_TIMEOUT.
 *         WAKE_AGAIN: look again.
 */
enum wake os_wait(struct line *line, enum wait_role role, void *item, TickType_t *ticks);

/* What a call answers after such a wait. */
osStatus_t os_status_of(enum wake wake);

/* What a call answers that cannot succeed now and does not wait. */
static inline osStatus_t os_status_of_failed_wait(uint32_t timeout)
{
    bool aborted = kernel.running && kernel_current()->wake == WAKE_ABORTED;
    return timeout == 0 || aborted ? osErrorResource : osErrorTimeout;
}

/* Everybody in `line` is told that the object is gone. The scheduler is suspended. */
void os_dismiss(struct line *line);

/* Memory of a control block: the application's, or the heap's. */
struct os_block {
    void *memory; /* NULL: there is none, or the application's will not do */
    bool whole;   /* it has `whole` bytes, not only `least` */
    uint8_t owned;
};

struct os_block os_block_get(void *cb_mem, uint32_t cb_size, size_t least, size_t whole);
void *os_allocate(size_t bytes);
void os_free(void *memory);

/* The kernel's object behind `id` if it is a semaphore, or a mutex; else NULL. */
struct object *os_semaphore_of(osSemaphoreId_t id);
struct object *os_mutex_of(osMutexId_t id);

/* `task` ends: what becomes of the mutexes that it holds. */
void os_mutex_owner_ends(const struct task *task);

#endif
