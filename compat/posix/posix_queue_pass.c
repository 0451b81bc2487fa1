/* SPDX-License-Identifier: MIT */
/* Messages pass: whoever waits is served by the one who comes, so that nobody is overtaken. */
#include "posix_queue.h"

#include <string.h>

#include "FreeRTOS_POSIX/errno.h"

/* A message on its way in, or the place for one on its way out; behind posix_waiter.item. */
struct parcel {
    const char *from;
    char *to;
    size_t bytes;
    unsigned priority;
};

static void push(struct posix_queue *queue, const struct parcel *parcel)
{
    struct posix_message *message = queue->free;
    struct posix_message **at = &queue->first;

    queue->free = message->next;
    message->bytes = parcel->bytes;
    message->priority = parcel->priority;
    memcpy(message->data, parcel->from, parcel->bytes);
    while (*at != NULL && (*at)->priority >= message->priority) {
        at = &(*at)->next;
    }
    message->next = *at;
    *at = message;
    queue->count++;
}

static void pop(struct posix_queue *queue, struct parcel *parcel)
{
    struct posix_message *message = queue->first;

    queue->first = message->next;
    parcel->bytes = message->bytes;
    parcel->priority = message->priority;
    memcpy(parcel->to, message->data, message->bytes);
    message->next = queue->free;
    queue->free = message;
    queue->count--;
}

static bool try_send(struct posix_queue *queue, const struct parcel *parcel)
{
    if (queue->receivers.first != NULL) {
        struct parcel *place = queue->receivers.first->item;
        memcpy(place->to, parcel->from, parcel->bytes);
        place->bytes = parcel->bytes;
        place->priority = parcel->priority;
        posix_serve(&queue->receivers);
        return true;
    }
    if (queue->free == NULL) {
        return false;
    }
    push(queue, parcel);
    return true;
}

static bool try_receive(struct posix_queue *queue, struct parcel *parcel)
{
    if (queue->first == NULL) {
        return false;
    }
    pop(queue, parcel);
    if (queue->senders.first != NULL) {
        push(queue, queue->senders.first->item);
        posix_serve(&queue->senders);
    }
    return true;
}

/* The time up to which a call may wait. */
struct patience {
    const struct timespec *abstime;
    bool timed; /* false: for ever */
};

/* Sends or receives, and waits where that is not possible now. The lock is held. */
static int pass(struct posix_open *open, struct parcel *parcel, bool is_send,
                const struct patience *patience)
{
    struct posix_queue *queue = open->queue;
    struct posix_until until = POSIX_FOR_EVER;

    if (is_send ? try_send(queue, parcel) : try_receive(queue, parcel)) {
        return 0;
    }
    if ((open->flags & O_NONBLOCK) != 0) {
        return EAGAIN;
    }
    if (patience->timed) {
        if (!posix_valid(patience->abstime)) {
            return EINVAL;
        }
        until = posix_until_time(patience->abstime);
    }
    queue->users++;
    int error = posix_wait(is_send ? &queue->senders : &queue->receivers, parcel, &until);
    posix_queue_release(queue);
    return error;
}

static int send(mqd_t mqdes, struct parcel *parcel, const struct patience *patience)
{
    int error = EBADF;

    posix_lock();
    struct posix_open *open = posix_open_of(mqdes);
    if (open != NULL && (open->flags & (O_WRONLY | O_RDWR)) != 0) {
        if (parcel->from == NULL || parcel->priority >= MQ_PRIO_MAX) {
            error = EINVAL;
        } else if (parcel->bytes > (size_t)open->queue->message_bytes) {
            error = EMSGSIZE;
        } else {
            error = pass(open, parcel, true, patience);
        }
    }
    posix_unlock();
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

static ssize_t receive(mqd_t mqdes, struct parcel *parcel, unsigned *priority,
                       const struct patience *patience)
{
    int error = EBADF;

    posix_lock();
    struct posix_open *open = posix_open_of(mqdes);
    if (open != NULL && (open->flags & O_WRONLY) == 0) {
        if (parcel->to == NULL) {
            error = EINVAL;
        } else if (parcel->bytes < (size_t)open->queue->message_bytes) {
            error = EMSGSIZE;
        } else {
            error = pass(open, parcel, false, patience);
        }
    }
    posix_unlock();
    if (error != 0) {
        errno = error;
        return -1;
    }
    if (priority != NULL) {
        *priority = parcel->priority;
    }
    return (ssize_t)parcel->bytes;
}

int mq_send(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned msg_prio)
{
    struct parcel parcel = {.from = msg_ptr, .bytes = msg_len, .priority = msg_prio};

    return send(mqdes, &parcel, &(struct patience){.timed = false});
}

int mq_timedsend(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned msg_prio,
                 const struct timespec *abstime)
{
    struct parcel parcel = {.from = msg_ptr, .bytes = msg_len, .priority = msg_prio};

    return send(mqdes, &parcel, &(struct patience){.abstime = abstime, .timed = true});
}

ssize_t mq_receive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned int *msg_prio)
{
    struct parcel parcel = {.to = msg_ptr, .bytes = msg_len};

    return receive(mqdes, &parcel, msg_prio, &(struct patience){.timed = false});
}

ssize_t mq_timedreceive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned *msg_prio,
                        const struct timespec *abstime)
{
    struct parcel parcel = {.to = msg_ptr, .bytes = msg_len};

    return receive(mqdes, &parcel, msg_prio, &(struct patience){.abstime = abstime, .timed = true});
}
