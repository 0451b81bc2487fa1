/* SPDX-License-Identifier: MIT */
/* Message queues. Each case has its own name. */
#include "posix_cases.h"

#include <string.h>

#define BAD ((mqd_t)-1)

static struct posix_worker workers[2];
static char buffer[16];

/* A queue for two messages of 8 bytes. */
static mqd_t make(const char *name, int flags)
{
    struct mq_attr attr = {.mq_maxmsg = 2, .mq_msgsize = 8};
    mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDWR | flags, 0600, &attr);
    (void)EXPECT(queue != BAD);
    return queue;
}

static void end(mqd_t queue, const char *name)
{
    (void)EXPECT_EQUAL(mq_unlink(name), 0);
    (void)EXPECT_EQUAL(mq_close(queue), 0);
}

static void expect_message(mqd_t queue, const char *text, unsigned priority)
{
    unsigned found = 99;
    memset(buffer, '?', sizeof buffer);
    (void)EXPECT_EQUAL(mq_receive(queue, buffer, 8, &found), (long)strlen(text));
    (void)EXPECT_BYTES(buffer, text, strlen(text));
    (void)EXPECT_EQUAL(found, priority);
}

void posix_Mq_Priorities(void)
{
    mqd_t queue = make("/prio", 0);
    EXPECT_EQUAL(mq_send(queue, "low", 3, 1), 0);
    EXPECT_EQUAL(mq_send(queue, "high", 4, MQ_PRIO_MAX - 1), 0);
    expect_message(queue, "high", MQ_PRIO_MAX - 1);
    expect_message(queue, "low", 1);
    end(queue, "/prio");
}

void posix_Mq_EqualsInOrder(void)
{
    mqd_t queue = make("/equal", 0);
    EXPECT_EQUAL(mq_send(queue, "1st", 3, 5), 0);
    EXPECT_EQUAL(mq_send(queue, "2nd", 3, 5), 0);
    expect_message(queue, "1st", 5);
    expect_message(queue, "2nd", 5);
    end(queue, "/equal");
}

void posix_Mq_Attributes(void)
{
    struct mq_attr attr = {0};
    mqd_t queue = make("/attr", O_NONBLOCK);
    EXPECT_EQUAL(mq_send(queue, "", 0, 0), 0);
    EXPECT_EQUAL(mq_getattr(queue, &attr), 0);
    EXPECT_EQUAL(attr.mq_flags, O_NONBLOCK);
    EXPECT_EQUAL(attr.mq_maxmsg, 2);
    EXPECT_EQUAL(attr.mq_msgsize, 8);
    EXPECT_EQUAL(attr.mq_curmsgs, 1);
    end(queue, "/attr");
    queue = mq_open("/attr", O_CREAT | O_RDWR, 0600, NULL); /* defaults */
    EXPECT_EQUAL(mq_getattr(queue, &attr), 0);
    EXPECT_EQUAL(attr.mq_maxmsg, posixconfigMQ_MAX_MESSAGES);
    EXPECT_EQUAL(attr.mq_msgsize, posixconfigMQ_MAX_SIZE);
    end(queue, "/attr");
}

/* 0, or the errno. */
static int receive(void *arg)
{
    return mq_receive(*(mqd_t *)arg, buffer, 8, NULL) >= 0 ? 0 : errno;
}

static int send(void *arg)
{
    return mq_send(*(mqd_t *)arg, "x", 1, 0) == 0 ? 0 : errno;
}

void posix_Mq_NonBlocking(void)
{
    mqd_t queue = make("/nonblock", O_NONBLOCK);
    posix_start(&workers[0], receive, P_LOW, &queue);
    EXPECT_EQUAL(posix_finish(&workers[0]), EAGAIN);
    EXPECT_EQUAL(mq_send(queue, "x", 1, 0), 0);
    EXPECT_EQUAL(mq_send(queue, "x", 1, 0), 0);
    posix_start(&workers[1], send, P_LOW, &queue);
    EXPECT_EQUAL(posix_finish(&workers[1]), EAGAIN);
    end(queue, "/nonblock");
}

static int receive_in_5_ms(void *arg)
{
    const struct timespec until = posix_in_ms(5);
    ssize_t bytes = mq_timedreceive(*(mqd_t *)arg, buffer, 8, NULL, &until);
    posix_event('r');
    return bytes >= 0 ? (int)bytes : -errno;
}

static int send_in_5_ms(void *arg)
{
    const struct timespec until = posix_in_ms(5);
    int result = mq_timedsend(*(mqd_t *)arg, "abc", 3, 0, &until);
    posix_event('s');
    return result == 0 ? 0 : -errno;
}

/* The call waits for 5 ms, and not longer. */
static int times_out(int (*call)(void *), mqd_t *queue, const char *name)
{
    (void)posix_fresh_tick();
    posix_start(&workers[0], call, P_HIGH, queue);
    vTaskDelay(pdMS_TO_TICKS(5) - 2u);
    (void)EXPECT(posix_events_are(""));
    vTaskDelay(3);
    (void)EXPECT(posix_events_are(name));
    return posix_finish(&workers[0]);
}

void posix_Mq_TimedReceive(void)
{
    mqd_t queue = make("/treceive", 0);
    EXPECT_EQUAL(times_out(receive_in_5_ms, &queue, "r"), -ETIMEDOUT);
    posix_start(&workers[0], receive_in_5_ms, P_HIGH, &queue);
    EXPECT_EQUAL(mq_send(queue, "abc", 3, 0), 0);
    EXPECT_EQUAL(posix_finish(&workers[0]), 3);
    EXPECT_FAILS(mq_timedreceive(queue, buffer, 8, NULL, &posix_bad_times[1]), EINVAL);
    end(queue, "/treceive");
}

void posix_Mq_TimedSend(void)
{
    mqd_t queue = make("/tsend", 0);
    (void)mq_send(queue, "x", 1, 0);
    (void)mq_send(queue, "x", 1, 0);
    EXPECT_EQUAL(times_out(send_in_5_ms, &queue, "s"), -ETIMEDOUT);
    posix_start(&workers[0], send_in_5_ms, P_HIGH, &queue);
    expect_message(queue, "x", 0);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    end(queue, "/tsend");
}

void posix_Mq_SizesAndPriorities(void)
{
    mqd_t queue = make("/size", O_NONBLOCK);
    EXPECT_FAILS(mq_send(queue, "123456789", 9, 0), EMSGSIZE);
    EXPECT_FAILS(mq_send(queue, "x", 1, MQ_PRIO_MAX), EINVAL);
    EXPECT_EQUAL(mq_send(queue, "12345678", 8, 0), 0);
    EXPECT_FAILS(mq_receive(queue, buffer, 7, NULL), EMSGSIZE);
    expect_message(queue, "12345678", 0);
    end(queue, "/size");
}

void posix_Mq_Access(void)
{
    mqd_t queue = make("/access", O_NONBLOCK);
    mqd_t reader = mq_open("/access", O_RDONLY | O_NONBLOCK, 0, NULL);
    mqd_t writer = mq_open("/access", O_WRONLY | O_NONBLOCK, 0, NULL);
    EXPECT_FAILS(mq_send(reader, "x", 1, 0), EBADF);
    EXPECT_FAILS(mq_receive(writer, buffer, 8, NULL), EBADF);
    EXPECT_EQUAL(mq_send(writer, "x", 1, 0), 0);
    expect_message(reader, "x", 0);
    EXPECT_EQUAL(mq_close(reader), 0);
    EXPECT_EQUAL(mq_close(writer), 0);
    end(queue, "/access");
    EXPECT_FAILS(mq_send(queue, "x", 1, 0), EBADF); /* closed */
}

static int receive_and_tell(void *arg)
{
    char got[8];
    const struct timespec until = posix_in_ms(100);
    ssize_t bytes = mq_timedreceive(*(mqd_t *)arg, got, sizeof got, NULL, &until);
    return bytes == 1 ? got[0] : -1;
}

void posix_Mq_MostUrgentReceiver(void)
{
    mqd_t queue = make("/urgent", 0);
    posix_start(&workers[0], receive_and_tell, P_HIGH, &queue);
    posix_start(&workers[1], receive_and_tell, P_HIGHER, &queue);
    EXPECT_EQUAL(mq_send(queue, "1", 1, 0), 0);
    EXPECT_EQUAL(mq_send(queue, "2", 1, 0), 0);
    EXPECT_EQUAL(posix_finish(&workers[0]), '2');
    EXPECT_EQUAL(posix_finish(&workers[1]), '1');
    end(queue, "/urgent");
}

void posix_Mq_Exclusive(void)
{
    mqd_t queue = make("/excl", 0);
    EXPECT_FAILS(mq_open("/excl", O_CREAT | O_EXCL | O_RDWR, 0, NULL), EEXIST);
    EXPECT_FAILS(mq_open("/nobody", O_RDWR, 0, NULL), ENOENT);
    end(queue, "/excl");
}

void posix_Mq_SharedByName(void)
{
    mqd_t queue = make("/share", O_NONBLOCK);
    EXPECT_EQUAL(mq_send(queue, "kept", 4, 0), 0);
    EXPECT_EQUAL(mq_close(queue), 0); /* closed by all: it stays while it has its name */
    queue = mq_open("/share", O_RDWR | O_NONBLOCK, 0, NULL);
    REQUIRE(queue != BAD);
    expect_message(queue, "kept", 0);
    end(queue, "/share");
}

void posix_Mq_UnlinkIsDeferred(void)
{
    struct mq_attr attr;
    mqd_t queue = make("/unlink", O_NONBLOCK);
    EXPECT_EQUAL(mq_send(queue, "old", 3, 0), 0);
    EXPECT_EQUAL(mq_unlink("/unlink"), 0);
    EXPECT_FAILS(mq_unlink("/unlink"), ENOENT);
    EXPECT_FAILS(mq_open("/unlink", O_RDWR, 0, NULL), ENOENT);
    mqd_t fresh = make("/unlink", O_NONBLOCK); /* another queue */
    EXPECT_EQUAL(mq_getattr(fresh, &attr), 0);
    EXPECT_EQUAL(attr.mq_curmsgs, 0);
    expect_message(queue, "old", 0);
    size_t heap = xPortGetFreeHeapSize();
    EXPECT_EQUAL(mq_close(queue), 0);
    EXPECT(xPortGetFreeHeapSize() >= heap + 2u * 8u);
    end(fresh, "/unlink");
}

void posix_Mq_Names(void)
{
    static char longest[NAME_MAX + 2];
    struct mq_attr none = {.mq_maxmsg = 0, .mq_msgsize = 8};
    EXPECT_FAILS(mq_open("slashless", O_CREAT | O_RDWR, 0, NULL), EINVAL);
    EXPECT_FAILS(mq_open("/", O_CREAT | O_RDWR, 0, NULL), EINVAL);
    memset(longest, 'n', sizeof longest - 1);
    longest[0] = '/';
    EXPECT_FAILS(mq_open(longest, O_CREAT | O_RDWR, 0, NULL), ENAMETOOLONG);
    EXPECT_FAILS(mq_open("/none", O_CREAT | O_RDWR, 0, &none), EINVAL);
}

void posix_Mq_NoMemory(void)
{
    size_t heap = xPortGetFreeHeapSize();
    struct mq_attr large = {.mq_maxmsg = 1024, .mq_msgsize = 1024};
    EXPECT_FAILS(mq_open("/large", O_CREAT | O_RDWR, 0, &large), ENOSPC);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), heap);
    EXPECT_FAILS(mq_open("/large", O_RDWR, 0, NULL), ENOENT);
}
