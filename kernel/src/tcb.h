/* SPDX-License-Identifier: MIT */
/* What the kernel knows of a task. 48 bytes on a 32-bit machine with a name of 16 and no options.
 *
 *   state        ready ring    wait
 *   READY        in it         NULL        the running task is the head of its ring
 *   BLOCKED      out           set, or NULL when it waits for a notification without a deadline
 *   SUSPENDED    out           NULL
 *   DELETED      list of the dying, until the idle task has freed it
 *
 * Fields of options are last, so that a debugger finds the common ones at fixed places.
 */
#ifndef KERNEL_TCB_H
#define KERNEL_TCB_H

#include "FreeRTOS.h"
#include "task.h"

#include "../../arch/include/arch.h"
#include "kernel_assert.h"

#define TASK_STACK_FILL 0xa5u

enum task_state { TASK_READY = 0, TASK_BLOCKED, TASK_SUSPENDED, TASK_DELETED };

/* Why a task's last wait ended. */
enum wake {
    WAKE_TIMEOUT = 0, /* its deadline came */
    WAKE_AGAIN,       /* look again: a post, or resumed from a suspension */
    WAKE_HANDED,      /* it has what it waited for */
    WAKE_ABORTED,     /* xTaskAbortDelay, or the object was deleted */
};

/* What a task does about a notification. */
enum notify_state {
    NOTIFY_NONE = 0,
    NOTIFY_RECEIVED,
    NOTIFY_WAITING, /* for a time; its wait may be over already */
    NOTIFY_ASLEEP,  /* waits without a deadline: it is blocked, and stands nowhere */
};

/* Memory that is the heap's and goes back to it. */
#define TASK_OWNS_STACK 0x1u
#define TASK_OWNS_BLOCK 0x2u
#define TASK_TAG        0xa4u /* beside them, while the task lives */

struct wait;

struct task {
    struct arch_context context; /* first: the port reads it */
    void *stack;                 /* lowest byte */
    struct task *next;           /* ready ring, or list of the dying */
    struct task *prev;
    struct wait *wait;     /* lives on the task's own stack while it waits */
    uint8_t priority;      /* with what it inherits */
    uint8_t base_priority; /* without */
    uint8_t state;         /* enum task_state */
    uint8_t wake;          /* enum wake */
    int16_t mutexes;       /* held; negative (TASK_BOOSTED added) while it inherits a priority */
    uint8_t owns;          /* TASK_TAG, TASK_OWNS_* */
#if configUSE_TASK_NOTIFICATIONS
    uint8_t notify_state[configTASK_NOTIFICATION_ARRAY_ENTRIES];
    uint32_t notify_value[configTASK_NOTIFICATION_ARRAY_ENTRIES];
#endif
    char name[configMAX_TASK_NAME_LEN];
#if KERNEL_TASK_ALL_LIST
    struct task *all_next; /* every task there is */
    struct task **all_at;  /* what points at this one */
    UBaseType_t number;
    UBaseType_t tag_number; /* vTaskSetTaskNumber */
    void *stack_end;
#endif
#if configGENERATE_RUN_TIME_STATS
    configRUN_TIME_COUNTER_TYPE run_time; /* up to the last switch away */
#endif
#if configUSE_APPLICATION_TASK_TAG
    TaskHookFunction_t tag;
#endif
#if configUSE_CMSIS_RTOS2
    void *os_thread; /* the layer's own */
#endif
#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
    void *local[configNUM_THREAD_LOCAL_STORAGE_POINTERS];
#endif
#if configUSE_POSIX_ERRNO
    int posix_errno;
#endif
#if configUSE_C_RUNTIME_TLS_SUPPORT
    configTLS_BLOCK_TYPE tls;
#endif
};

#define TASK_BOOSTED INT16_MIN

KERNEL_STATIC_ASSERT(offsetof(struct task, context) == 0, "the port expects the context first");
KERNEL_STATIC_ASSERT(sizeof(struct task) <= sizeof(StaticTask_t), "StaticTask_t is too small");
KERNEL_STATIC_ASSERT(configMAX_PRIORITIES <= 255, "a priority is one byte");

static inline struct task *task_of(TaskHandle_t handle)
{
    return (struct task *)(void *)handle;
}

/* Mutexes that `task` holds. */
static inline unsigned task_mutexes(const struct task *task)
{
    return (unsigned)task->mutexes & (unsigned)INT16_MAX;
}

/* One of the priorities of `task` has changed. */
static inline void task_note_inheritance(struct task *task)
{
    int held = (int)task_mutexes(task);

    task->mutexes = (int16_t)(task->priority != task->base_priority ? held + TASK_BOOSTED : held);
}

/* Units of the stack that nobody has ever written to; the stack was painted. */
size_t task_untouched_stack(const struct task *task);

/* Whether `handle` is that of a task, perhaps one that is deleted and not yet freed. */
static inline bool task_is_known(TaskHandle_t handle)
{
    const struct task *task = task_of(handle);

    return task != NULL && (task->owns & ~(TASK_OWNS_STACK | TASK_OWNS_BLOCK)) == TASK_TAG;
}

static inline bool task_is_live(TaskHandle_t handle)
{
    return task_is_known(handle) && task_of(handle)->state < TASK_DELETED;
}

#define REQUIRE_TASK(handle, call, failure)                                                        \
    KREQUIRE(task_is_live(handle), call ": NULL, deleted, or no task", failure)

/* The same where NULL means the caller. */
#define REQUIRE_TASK_OR_SELF(handle, call, failure)                                                \
    KREQUIRE((handle) == NULL || task_is_live(handle), call ": deleted, or no task", failure)

static inline TaskHandle_t task_handle(struct task *task)
{
    return (TaskHandle_t)(void *)task;
}

#endif
