/* SPDX-License-Identifier: MIT */
/* Threads are tasks of the kernel, and a pthread_t is a TaskHandle_t. What this layer adds is in a
 * list for as long as the thread can be joined or runs.
 *
 *   joinable ──ends──► ended, suspended for ever ──join or detach──► deleted, forgotten
 *   detached ──ends──► forgotten, deletes itself
 */
#ifndef POSIX_THREAD_H
#define POSIX_THREAD_H

#include "FreeRTOS_POSIX/pthread.h"
#include "posix_wait.h"

struct posix_thread {
    struct posix_thread *next;
    TaskHandle_t task;
    void *(*start)(void *);
    void *arg;
    void *value;              /* of the one that ended */
    struct posix_line joiner; /* at most one */
    uint8_t detached;
    uint8_t ended;
    uint8_t joined; /* somebody is in pthread_join for it */
    uint8_t policy;
};

#endif
