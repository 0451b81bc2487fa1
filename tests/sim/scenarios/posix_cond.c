/* SPDX-License-Identifier: MIT */
/* A buffer for one item behind a mutex and two condition variables: a producer, a patient consumer
 * and one that waits no longer than a tick at a time. One signal for each change: a signal that is
 * lost stops somebody for ever. */
#include "FreeRTOS_POSIX.h"
#include "FreeRTOS_POSIX/errno.h"
#include "FreeRTOS_POSIX/pthread.h"

#include "scenario.h"

static pthread_mutex_t mutex;
static pthread_cond_t filled, emptied;
static unsigned producer, patient, impatient;
static uint32_t item, made, last, sum, taken[2]; /* item 0: the buffer is empty */
static volatile uint32_t inside;

static void enter(void)
{
    EXPECT(pthread_mutex_lock(&mutex) == 0);
    EXPECT(inside == 0);
    inside = 1;
}

static void leave(void)
{
    inside = 0;
    EXPECT(pthread_mutex_unlock(&mutex) == 0);
}

/* Waits, with nobody inside meanwhile but who holds the mutex. */
static int wait(pthread_cond_t *cond, const struct timespec *until)
{
    inside = 0;
    int result = until != NULL ? pthread_cond_timedwait(cond, &mutex, until)
                               : pthread_cond_wait(cond, &mutex);
    EXPECT(inside == 0);
    inside = 1;
    return result;
}

static uint32_t items(void)
{
    return 2u * rounds();
}

static void produce(void *arg)
{
    (void)arg;
    while (made < items()) {
        enter();
        while (item != 0) {
            EXPECT(wait(&emptied, NULL) == 0);
        }
        made++;
        item = made;
        EXPECT(pthread_cond_signal(&filled) == 0);
        leave();
        progress(producer);
    }
    done(producer);
    rest();
}

static void take(unsigned who)
{
    EXPECT(item > last);
    last = item;
    sum += item;
    item = 0;
    taken[who]++;
    EXPECT(pthread_cond_signal(&emptied) == 0);
}

/* The patient one takes its half, the other the rest. */
static void consume_patiently(void *arg)
{
    (void)arg;
    while (taken[0] < rounds()) {
        enter();
        while (item == 0) {
            EXPECT(wait(&filled, NULL) == 0);
        }
        take(0);
        leave();
        progress(patient);
    }
    done(patient);
    rest();
}

static void consume_impatiently(void *arg)
{
    (void)arg;
    while (taken[1] < rounds()) {
        struct timespec until;
        EXPECT(clock_gettime(CLOCK_REALTIME, &until) == 0);
        until.tv_nsec += 1000000000L / configTICK_RATE_HZ;
        if (until.tv_nsec >= 1000000000L) {
            until.tv_nsec -= 1000000000L;
            until.tv_sec++;
        }
        enter();
        int result = item == 0 ? wait(&filled, &until) : 0;
        EXPECT(result == 0 || result == ETIMEDOUT);
        if (item != 0) {
            take(1);
        } else if (result == 0) {
            EXPECT(pthread_cond_signal(&filled) == 0); /* somebody was quicker */
        }
        leave();
        progress(impatient);
    }
    done(impatient);
    rest();
}

static void setup(void)
{
    EXPECT(pthread_mutex_init(&mutex, NULL) == 0);
    EXPECT(pthread_cond_init(&filled, NULL) == 0);
    EXPECT(pthread_cond_init(&emptied, NULL) == 0);
    item = made = last = sum = inside = taken[0] = taken[1] = 0;
    producer = actor("producer");
    patient = actor("patient");
    impatient = actor("impatient");
    spawn("producer", produce, P_LOW + choose(2), NULL);
    spawn("patient", consume_patiently, P_LOW + choose(2), NULL);
    spawn("impatient", consume_impatiently, P_LOW + choose(2), NULL);
}

static void check(void)
{
    EXPECT(made == items() && item == 0 && sum == items() * (items() + 1u) / 2u);
    EXPECT(taken[0] == rounds() && taken[1] == rounds());
    EXPECT(filled.waiters.first == NULL && emptied.waiters.first == NULL);
}

SCENARIO(posix_cond, "no signal is lost, nobody is inside twice, a time-out is not a loss");
