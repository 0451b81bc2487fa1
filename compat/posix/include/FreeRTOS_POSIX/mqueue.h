/* SPDX-License-Identifier: MIT */
/** Message queues with names. Source: POSIX.1-2008, the pages of the functions.
 *
 * Errors are -1 with errno. EBADF: not open, or not for this. Who waits is served in the order of
 * priority, then of arrival; nobody who comes later takes what a waiter is there for. */
#ifndef FREERTOS_POSIX_MQUEUE_H
#define FREERTOS_POSIX_MQUEUE_H

#include "FreeRTOS_POSIX/fcntl.h"
#include "FreeRTOS_POSIX/time.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MQ_PRIO_MAX 32 /**< Messages have priorities 0 .. 31. */

/** An open message queue. */
typedef void *mqd_t;

struct mq_attr {
    long mq_flags;   /**< O_NONBLOCK or 0; mq_open does not look. */
    long mq_maxmsg;  /**< Messages, above 0. */
    long mq_msgsize; /**< Bytes of the longest, above 0. */
    long mq_curmsgs; /**< Messages in it now; mq_open does not look. */
};

/**
 * Close what mq_open returned. A queue that is unlinked goes with the last.
 * @param mqdes  From mq_open.
 * @return 0; or EBADF.
 * Context: task.  Blocks: no.
 */
int mq_close(mqd_t mqdes);

/**
 * Tell the attributes.
 * @param mqdes        From mq_open.
 * @param[out] mqstat  Filled in.
 * @return 0; or EBADF; or EINVAL: `mqstat` is NULL.
 * Context: task.  Blocks: no.
 */
int mq_getattr(mqd_t mqdes, struct mq_attr *mqstat);

/**
 * Open a message queue, or make it.
 * @param name   "/" and 1 .. NAME_MAX - 1 more characters.
 * @param oflag  O_RDONLY, O_WRONLY or O_RDWR; with O_CREAT, O_EXCL, O_NONBLOCK.
 * @param mode   Any: there are no users.
 * @param attr   With O_CREAT, for a new queue; NULL: posixconfigMQ_MAX_MESSAGES of
 *               posixconfigMQ_MAX_SIZE bytes.
 * @return What the other functions take; (mqd_t)-1 with EINVAL: a wrong name, flags or attributes;
 *         ENAMETOOLONG; ENOENT: not there, and no O_CREAT; EEXIST: there, and O_CREAT with O_EXCL;
 *         ENOSPC: no memory for the messages; ENOMEM: none for the rest.
 * Context: task, or before the scheduler.  Blocks: no.
 */
mqd_t mq_open(const char *name, int oflag, mode_t mode, struct mq_attr *attr);

/**
 * Take the oldest of the messages with the highest priority.
 * @param mqdes          Open for reading.
 * @param[out] msg_ptr   The message.
 * @param msg_len        Room there; at least mq_msgsize.
 * @param[out] msg_prio  Its priority; NULL: not wanted.
 * @return Bytes of the message; or EBADF; EMSGSIZE: not room enough; EAGAIN: nothing is there, and
 *         O_NONBLOCK; EINVAL: `msg_ptr` is NULL.
 * Context: task.  Blocks: until there is a message, unless O_NONBLOCK.
 */
ssize_t mq_receive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned int *msg_prio);

/**
 * Put a message in.
 * @param mqdes     Open for writing.
 * @param msg_ptr   The message; copied.
 * @param msg_len   0 .. mq_msgsize.
 * @param msg_prio  Below MQ_PRIO_MAX.
 * @return 0; or EBADF; EMSGSIZE; EAGAIN: full, and O_NONBLOCK; EINVAL: `msg_prio`, or `msg_ptr` is
 * NULL. Context: task.  Blocks: until there is room, unless O_NONBLOCK.
 */
int mq_send(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned msg_prio);

/**
 * As mq_receive, up to a time.
 * @param mqdes          Open for reading.
 * @param[out] msg_ptr   The message.
 * @param msg_len        Room there; at least mq_msgsize.
 * @param[out] msg_prio  Its priority; NULL: not wanted.
 * @param abstime        On CLOCK_REALTIME; looked at only when the call has to wait.
 * @return As mq_receive; or ETIMEDOUT; or EINVAL: tv_nsec is out of range, or `abstime` NULL.
 * Context: task.  Blocks: until `abstime`, unless O_NONBLOCK.
 */
ssize_t mq_timedreceive(mqd_t mqdes, char *msg_ptr, size_t msg_len, unsigned *msg_prio,
                        const struct timespec *abstime);

/**
 * As mq_send, up to a time.
 * @param mqdes     Open for writing.
 * @param msg_ptr   The message; copied.
 * @param msg_len   0 .. mq_msgsize.
 * @param msg_prio  Below MQ_PRIO_MAX.
 * @param abstime   On CLOCK_REALTIME; looked at only when the call has to wait.
 * @return As mq_send; or ETIMEDOUT; or EINVAL: tv_nsec is out of range, or `abstime` NULL.
 * Context: task.  Blocks: until `abstime`, unless O_NONBLOCK.
 */
int mq_timedsend(mqd_t mqdes, const char *msg_ptr, size_t msg_len, unsigned msg_prio,
                 const struct timespec *abstime);

/**
 * Take the name away. The queue goes when nobody has it open any more.
 * @param name  As mq_open's.
 * @return 0; or ENOENT; EINVAL, ENAMETOOLONG: no name of a queue.
 * Context: task.  Blocks: no.
 */
int mq_unlink(const char *name);

#ifdef __cplusplus
}
#endif

#endif
