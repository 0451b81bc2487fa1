/* SPDX-License-Identifier: MIT */
/* Two senders, one of whom gives up after a tick, and a receiver that gives up after a tick, at a
 * queue for two messages: what was sent comes once, in the order of its sender, and nothing else.
 */
#include "FreeRTOS_POSIX.h"
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/mqueue.h"

#include "scenario.h"

static mqd_t queue;
static unsigned actors[3];
static uint32_t sent[2], received[2];
static volatile uint32_t senders_done;

struct message {
    uint32_t sender, number, copy;
};

static struct timespec in_a_tick(void)
{
    struct timespec until;

    EXPECT(clock_gettime(CLOCK_REALTIME, &until) == 0);
    until.tv_nsec += 1000000000L / configTICK_RATE_HZ;
    if (until.tv_nsec >= 1000000000L) {
        until.tv_nsec -= 1000000000L;
        until.tv_sec++;
    }
    return until;
}

static void send(void *arg)
{
    const uint32_t self = (uint32_t)(uintptr_t)arg;

    while (sent[self] < rounds()) {
        const struct timespec until = in_a_tick();
        struct message message = {self, sent[self] + 1u, sent[self] + 1u};
        const char *bytes = (const char *)&message;
        int result = self == 0 ? mq_send(queue, bytes, sizeof message, 0)
                               : mq_timedsend(queue, bytes, sizeof message, 0, &until);
        EXPECT(result == 0 || (self == 1 && errno == ETIMEDOUT));
        message.copy = 0; /* it was copied, or not sent */
        sent[self] += result == 0;
        progress(actors[self]);
    }
    done(actors[self]);
    senders_done = senders_done + 1u;
    rest();
}

static void receive(void *arg)
{
    (void)arg;
    while (received[0] + received[1] < 2u * rounds()) {
        const struct timespec until = in_a_tick();
        struct message message;
        ssize_t bytes = mq_timedreceive(queue, (char *)&message, sizeof message, NULL, &until);
        if (bytes < 0) {
            EXPECT(errno == ETIMEDOUT);
        } else {
            EXPECT(bytes == (ssize_t)sizeof message && message.sender < 2u);
            EXPECT(message.number == message.copy);
            EXPECT(message.number == received[message.sender] + 1u);
            received[message.sender]++;
        }
        progress(actors[2]);
    }
    done(actors[2]);
    rest();
}

static void setup(void)
{
    struct mq_attr attr = {.mq_maxmsg = 2, .mq_msgsize = sizeof(struct message)};

    queue = mq_open("/scenario", O_CREAT | O_RDWR, 0, &attr);
    EXPECT(queue != (mqd_t)-1);
    EXPECT(mq_unlink("/scenario") == 0);
    sent[0] = sent[1] = received[0] = received[1] = senders_done = 0;
    actors[0] = actor("sender");
    actors[1] = actor("impatient");
    actors[2] = actor("receiver");
    spawn("sender", send, P_LOW + choose(2), (void *)(uintptr_t)0);
    spawn("impatient", send, P_LOW + choose(2), (void *)(uintptr_t)1);
    spawn("receiver", receive, P_LOW + choose(2), NULL);
}

static void check(void)
{
    EXPECT(received[0] == rounds() && received[1] == rounds());
    EXPECT(sent[0] == rounds() && sent[1] == rounds() && senders_done == 2);
}

SCENARIO(posix_queue, "each message comes once, whole, in its sender's order, time-outs or not");
