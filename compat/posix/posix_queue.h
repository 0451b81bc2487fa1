/* SPDX-License-Identifier: MIT */
/* A message queue and those who have it open.
 *
 *   queues ─► struct posix_queue ─► ...          named, until nobody needs them any more
 *                 ▲        │ first ─► [prio 9] ─► [prio 2] ─► [prio 2]     oldest of equals first
 *                 │        │ free  ─► [      ] ─► ...
 *   opened ─► struct posix_open ─► ...           an mqd_t each
 *
 * Users are: each mqd_t, each call that goes on, and the name. The last frees it. At most one of
 * the two lines holds somebody: senders while it is full, receivers while it is empty. */
#ifndef POSIX_QUEUE_H
#define POSIX_QUEUE_H

#include "FreeRTOS_POSIX/mqueue.h"
#include "posix_wait.h"

struct posix_message {
    struct posix_message *next;
    size_t bytes;
    unsigned priority;
    char data[];
};

struct posix_queue {
    struct posix_queue *next;
    struct posix_message *first;
    struct posix_message *free;
    struct posix_line senders;
    struct posix_line receivers;
    long capacity;
    long message_bytes;
    long count;
    unsigned users;
    char *name; /* NULL: unlinked */
};

struct posix_open {
    struct posix_open *next;
    struct posix_queue *queue;
    int flags;
};

/* What is open as `mqdes`, NULL: nothing. The lock is held. */
struct posix_open *posix_open_of(mqd_t mqdes);

/* One user less. The lock is held. */
void posix_queue_release(struct posix_queue *queue);

#endif
