/* SPDX-License-Identifier: MIT */
/* A producer and two consumers, with the names of POSIX: readings go through a message queue with
 * less room than there are readings, alarms overtake them, and a reading is counted once, whoever
 * takes it.
 *
 *   producer ──► /readings: 4 messages, alarms first ──► consumer 1 ─┐
 *                                                   └──► consumer 2 ─┴► counts, behind a mutex
 */
#include <stdint.h>
#include <stdio.h>

#include "FreeRTOS_POSIX.h"

#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/mqueue.h"
#include "FreeRTOS_POSIX/pthread.h"
#include "FreeRTOS_POSIX/unistd.h"

#include "board.h"

#define STACK_BYTES (1024u * sizeof(StackType_t))
#define QUEUE       "/readings"
#define ROOM        4
#define READINGS    40u
#define ALARM_EVERY 10u
#define CONSUMERS   2u
#define PATIENCE_S  1
#define MODE        0600

enum { PLAIN, ALARM }; /* priorities of messages */

struct reading {
    uint32_t number; /* 1 .. READINGS */
    uint32_t value;
};

static struct {
    pthread_mutex_t mutex;
    uint32_t readings, alarms, sum;
} counts = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void fail(const char *what)
{
    printf("demo: failed: %s, errno %d\n", what, errno);
    board_exit(1);
}

static void *produce(void *arg)
{
    mqd_t queue = mq_open(QUEUE, O_WRONLY, MODE, NULL);

    (void)arg;
    if (queue == (mqd_t)-1) {
        fail("the producer finds no queue");
    }
    for (uint32_t number = 1; number <= READINGS; number++) {
        const struct reading reading = {.number = number, .value = number * number};
        unsigned priority = number % ALARM_EVERY == 0 ? ALARM : PLAIN;
        if (mq_send(queue, (const char *)&reading, sizeof reading, priority) != 0) {
            fail("mq_send");
        }
    }
    printf("posix: producer: sent %u readings\n", (unsigned)READINGS);
    (void)mq_close(queue);
    return NULL;
}

static void count(const struct reading *reading, unsigned priority)
{
    (void)pthread_mutex_lock(&counts.mutex);
    counts.readings++;
    counts.alarms += priority == ALARM;
    counts.sum += reading->value;
    (void)pthread_mutex_unlock(&counts.mutex);
}

/* Takes readings until none has come for a while; returns how many. */
static void *consume(void *arg)
{
    const unsigned self = (unsigned)(uintptr_t)arg;
    mqd_t queue = mq_open(QUEUE, O_RDONLY, MODE, NULL);
    uintptr_t taken = 0;

    for (;;) {
        struct reading reading;
        struct timespec until;
        unsigned priority;

        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += PATIENCE_S;
        if (mq_timedreceive(queue, (char *)&reading, sizeof reading, &priority, &until) < 0) {
            break;
        }
        taken++;
        if (priority == ALARM) {
            printf("posix: consumer %u: alarm %u\n", self, (unsigned)reading.number);
        }
        count(&reading, priority);
        (void)usleep(1000u * self); /* the second is slower */
    }
    if (errno != ETIMEDOUT) {
        fail("mq_timedreceive");
    }
    (void)mq_close(queue);
    return (void *)taken;
}

static pthread_t start(void *(*routine)(void *), void *arg)
{
    pthread_attr_t attr;
    pthread_t thread = NULL;

    (void)pthread_attr_init(&attr);
    (void)pthread_attr_setstacksize(&attr, STACK_BYTES);
    if (pthread_create(&thread, &attr, routine, arg) != 0) {
        fail("pthread_create");
    }
    (void)pthread_attr_destroy(&attr);
    return thread;
}

static void *play(void *arg)
{
    struct mq_attr attr = {.mq_maxmsg = ROOM, .mq_msgsize = sizeof(struct reading)};
    mqd_t queue = mq_open(QUEUE, O_CREAT | O_EXCL | O_RDWR, MODE, &attr);
    pthread_t consumers[CONSUMERS];

    (void)arg;
    if (queue == (mqd_t)-1) {
        fail("mq_open");
    }
    for (uintptr_t i = 0; i < CONSUMERS; i++) {
        consumers[i] = start(consume, (void *)(i + 1u));
    }
    (void)pthread_join(start(produce, NULL), NULL);
    for (unsigned i = 0; i < CONSUMERS; i++) {
        void *taken = NULL;
        (void)pthread_join(consumers[i], &taken);
        printf("posix: consumer %u: took %u readings\n", i + 1u, (unsigned)(uintptr_t)taken);
    }
    (void)mq_close(queue);
    (void)mq_unlink(QUEUE);
    printf("posix: %u readings, %u alarms, sum %u\n", (unsigned)counts.readings,
           (unsigned)counts.alarms, (unsigned)counts.sum);
    if (counts.readings != READINGS || counts.alarms != READINGS / ALARM_EVERY) {
        fail("not every reading was counted once");
    }
    printf("demo: done\n");
    board_exit(0);
    return NULL;
}

int main(void)
{
    board_init();
    (void)start(play, NULL);
    vTaskStartScheduler();
    return 1;
}
