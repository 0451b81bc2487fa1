/* SPDX-License-Identifier: MIT */
/* Message queues come and go. How messages pass: posix_queue_pass.c. */
#include "posix_queue.h"

#include <string.h>

#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/utils.h"

#define ACCESS (O_RDONLY | O_WRONLY | O_RDWR)

static struct posix_queue *queues;
static struct posix_open *opened;

struct posix_open *posix_open_of(mqd_t mqdes)
{
    struct posix_open *open = opened;

    while (open != NULL && open != mqdes) {
        open = open->next;
    }
    return open;
}

static struct posix_queue *find(const char *name)
{
    struct posix_queue *queue = queues;

    while (queue != NULL && (queue->name == NULL || strcmp(queue->name, name) != 0)) {
        queue = queue->next;
    }
    return queue;
}

void posix_queue_release(struct posix_queue *queue)
{
    struct posix_queue **at = &queues;

    queue->users--;
    if (queue->users != 0) {
        return;
    }
    while (*at != queue) {
        at = &(*at)->next;
    }
    *at = queue->next;
    vPortFree(queue);
}

/* 0 for a name of a queue. */
static int check_name(const char *name)
{
    if (name == NULL || name[0] != '/' || name[1] == '\0') {
        return EINVAL;
    }
    return UTILS_strnlen(name, NAME_MAX + 1u) > NAME_MAX ? ENAMETOOLONG : 0;
}

/* Bytes from one message to the next. */
static bool message_step(size_t message_bytes, size_t *step)
{
    const size_t align = _Alignof(struct posix_message);

    if (__builtin_add_overflow(sizeof(struct posix_message) + align - 1u, message_bytes, step)) {
        return false;
    }
    *step -= *step % align;
    return true;
}

/* A queue in one block: head, messages, name. NULL: no memory. */
static struct posix_queue *make(const char *name, const struct mq_attr *attr)
{
    size_t step, all, bytes;
    const size_t count = (size_t)attr->mq_maxmsg;
    const size_t fixed = sizeof(struct posix_queue) + strlen(name) + 1u;

    if (!message_step((size_t)attr->mq_msgsize, &step) ||
        __builtin_mul_overflow(step, count, &all) || __builtin_add_overflow(all, fixed, &bytes)) {
        return NULL;
    }
    struct posix_queue *queue = pvPortMalloc(bytes);
    if (queue == NULL) {
        return NULL;
    }
    *queue = (struct posix_queue){
        .capacity = attr->mq_maxmsg, .message_bytes = attr->mq_msgsize, .users = 1};
    char *at = (char *)(queue + 1);
    for (size_t i = 0; i < count; i++) {
        struct posix_message *message = (struct posix_message *)(void *)at;
        message->next = queue->free;
        queue->free = message;
        at += step;
    }
    queue->name = strcpy(at, name);
    return queue;
}

/* Finds or makes the queue; 0, or what is wrong. The lock is held. */
static int get(const char *name, int oflag, const struct mq_attr *attr, struct posix_queue **queue)
{
    static const struct mq_attr defaults = {.mq_maxmsg = posixconfigMQ_MAX_MESSAGES,
                                            .mq_msgsize = posixconfigMQ_MAX_SIZE};

    *queue = find(name);
    if (*queue != NULL) {
        return (oflag & O_CREAT) != 0 && (oflag & O_EXCL) != 0 ? EEXIST : 0;
    }
    if ((oflag & O_CREAT) == 0) {
        return ENOENT;
    }
    attr = attr != NULL ? attr : &defaults;
    if (attr->mq_maxmsg <= 0 || attr->mq_msgsize <= 0) {
        return EINVAL;
    }
    *queue = make(name, attr);
    if (*queue == NULL) {
        return ENOSPC;
    }
    (*queue)->next = queues;
    queues = *queue;
    return 0;
}

static int open_queue(struct posix_open *open, const char *name, int oflag,
                      const struct mq_attr *attr)
{
    posix_lock();
    int error = get(name, oflag, attr, &open->queue);
    if (error == 0) {
        open->flags = oflag & (ACCESS | O_NONBLOCK);
        open->queue->users++;
        open->next = opened;
        opened = open;
    }
    posix_unlock();
    return error;
}

mqd_t mq_open(const char *name, int oflag, mode_t mode, struct mq_attr *attr)
{
    struct posix_open *open = NULL;
    int error = check_name(name);

    (void)mode;
    if (error == 0 && (oflag & ACCESS) == (O_WRONLY | O_RDWR)) {
        error = EINVAL;
    }
    if (error == 0) {
        open = pvPortMalloc(sizeof *open);
        error = open != NULL ? open_queue(open, name, oflag, attr) : ENOMEM;
    }
    if (error != 0) {
        vPortFree(open);
        errno = error;
        return (mqd_t)-1;
    }
    return open;
}

int mq_close(mqd_t mqdes)
{
    struct posix_open **at = &opened;

    posix_lock();
    struct posix_open *open = posix_open_of(mqdes);
    if (open != NULL) {
        while (*at != open) {
            at = &(*at)->next;
        }
        *at = open->next;
        posix_queue_release(open->queue);
        vPortFree(open);
    }
    posix_unlock();
    if (open == NULL) {
        errno = EBADF;
        return -1;
    }
    return 0;
}

int mq_unlink(const char *name)
{
    int error = check_name(name);

    if (error == 0) {
        posix_lock();
        struct posix_queue *queue = find(name);
        if (queue != NULL) {
            queue->name = NULL;
            posix_queue_release(queue);
        }
        posix_unlock();
        error = queue != NULL ? 0 : ENOENT;
    }
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int mq_getattr(mqd_t mqdes, struct mq_attr *mqstat)
{
    int error = EBADF;

    posix_lock();
    const struct posix_open *open = posix_open_of(mqdes);
    if (open != NULL && mqstat == NULL) {
        error = EINVAL;
    } else if (open != NULL) {
        *mqstat = (struct mq_attr){.mq_flags = open->flags & O_NONBLOCK,
                                   .mq_maxmsg = open->queue->capacity,
                                   .mq_msgsize = open->queue->message_bytes,
                                   .mq_curmsgs = open->queue->count};
        error = 0;
    }
    posix_unlock();
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}
