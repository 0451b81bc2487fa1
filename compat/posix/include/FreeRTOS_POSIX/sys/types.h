/* SPDX-License-Identifier: MIT */
/** Types of the POSIX layer. mode_t, pid_t, size_t, ssize_t, time_t and clock_t are the C
 * library's. */
#ifndef FREERTOS_POSIX_SYS_TYPES_H
#define FREERTOS_POSIX_SYS_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS_POSIX_portable_default.h"

#include "FreeRTOS.h"

#include "semphr.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef int clockid_t;
typedef void *timer_t;
typedef uint32_t useconds_t;

/** A thread, or any task: its TaskHandle_t. */
typedef void *pthread_t;

/** Who waits, most urgent first, equals in the order in which they came. */
struct posix_line {
    struct posix_waiter *first; /**< NULL: nobody. */
};

/** Attributes of a thread that is to be made; pthread_attr_init fills it in. */
typedef struct posix_attr {
    size_t stack_bytes;
    int priority;
    int policy;
    uint8_t detached;
    uint8_t has_priority; /**< 0: the thread begins with the priority of whoever makes it. */
} pthread_attr_t;

typedef struct posix_mutexattr {
    int type;
} pthread_mutexattr_t;

typedef struct posix_mutex {
    int type;
    SemaphoreHandle_t handle; /**< NULL: not made yet, or destroyed. */
    int dead;                 /**< Destroyed. */
    StaticSemaphore_t memory;
} pthread_mutex_t;

typedef void *pthread_condattr_t;

typedef struct posix_cond {
    struct posix_line waiters;
    int dead;
} pthread_cond_t;

typedef void *pthread_barrierattr_t;

typedef struct posix_barrier {
    unsigned count;   /**< So many have to come; 0: not initialised. */
    unsigned arrived; /**< In this round. */
    struct posix_line waiters;
} pthread_barrier_t;

#ifdef __cplusplus
}
#endif

#endif
