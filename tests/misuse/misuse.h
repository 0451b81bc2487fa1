/* SPDX-License-Identifier: MIT */
/* What a kernel does about misuse: a table of wrong calls, each tried among objects of others.
 *
 *   config_asserts/   each BOTH and ASSERTS case fails an assert that names the function
 *   config_silent/    configASSERT is not defined; each BOTH case returns the documented failure
 *   either            NEVER cases are refused without an assert: they are no bugs but bad luck
 *
 * After each case the bystanders are as they were and still work: objects of every kind with
 * something in them, a task that waits, and the bytes around the victims.
 */
#ifndef MISUSE_H
#define MISUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

enum misuse_mode {
    BOTH,    /* asserts; without asserts refused */
    ASSERTS, /* asserts; without asserts a fault, so not tried */
    NEVER,   /* refused without an assert */
};

enum misuse_where {
    IN_TASK,
    IN_ISR,
    SUSPENDED, /* in a task that has suspended the scheduler */
};

struct misuse {
    enum misuse_mode mode;
    enum misuse_where where;
    const char *function; /* must stand in the text of the assert */
    const char *call;
    bool (*commit)(void); /* true: refused as documented */
    struct misuse *next;
};

/* One case, on one line of its own at file scope. `condition` makes the call and judges its answer;
 * DONE(call) is for calls without one. */
#define MISUSE(mode, where, function, condition)                                                   \
    MISUSE_AT(__LINE__, mode, where, function, #condition, condition)
#define MISUSE_AT(line, mode, where, function, text, condition)                                    \
    MISUSE_ROW(line, mode, where, function, text, condition)
#define MISUSE_ROW(line, mode, where, function, text, condition)                                   \
    static bool commit_##line(void)                                                                \
    {                                                                                              \
        return (condition);                                                                        \
    }                                                                                              \
    static struct misuse row_##line = {mode, where, function, text, commit_##line, NULL};          \
    __attribute__((constructor)) static void add_##line(void)                                      \
    {                                                                                              \
        misuse_add(&row_##line);                                                                   \
    }                                                                                              \
    struct misuse

#define DONE(call) ((void)(call), true)

void misuse_add(struct misuse *row);

/* Objects to be misused, made new for each case. */
extern struct victims {
    QueueHandle_t queue; /* 2 items of 4 bytes, empty */
    QueueHandle_t full;  /* 1 item of 4 bytes, full */
    QueueHandle_t dead;  /* deleted */
    SemaphoreHandle_t semaphore, counting /* 0 of 2 */;
    SemaphoreHandle_t mutex, recursive; /* held by another task */
    SemaphoreHandle_t free_mutex;
    EventGroupHandle_t group, dead_group;
    StreamBufferHandle_t stream, dead_stream; /* of 16 bytes */
    MessageBufferHandle_t message;            /* of 32 bytes */
    TimerHandle_t timer, dead_timer;
    TaskHandle_t task, dead_task; /* suspended */
    QueueSetHandle_t set;         /* of 2 handles, empty */
    QueueHandle_t member;         /* in that set: 3 items of 4 bytes, empty */
    QueueSetHandle_t dead_set;
} v;

/* Room for what a call reads or writes. */
extern uint32_t item;
extern uint8_t bytes[64];

#endif
