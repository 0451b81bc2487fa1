/* SPDX-License-Identifier: MIT */
/* Condition variables and barriers. */
#include "posix_cases.h"

static struct posix_worker workers[3];
static pthread_mutex_t mutex;
static pthread_cond_t cond;
static pthread_barrier_t barrier;
static char names[] = "abc";

static void begin(void)
{
    (void)EXPECT_EQUAL(pthread_mutex_init(&mutex, NULL), 0);
    (void)EXPECT_EQUAL(pthread_cond_init(&cond, NULL), 0);
}

static int wait(void *arg)
{
    (void)pthread_mutex_lock(&mutex);
    int error = pthread_cond_wait(&cond, &mutex);
    posix_event(*(const char *)arg);
    (void)pthread_mutex_unlock(&mutex);
    return error;
}

/* Three who wait: b before a before c. */
static void three_wait(void)
{
    begin();
    posix_start(&workers[0], wait, P_HIGH, &names[0]);
    posix_start(&workers[1], wait, P_HIGHER, &names[1]);
    posix_start(&workers[2], wait, P_HIGH, &names[2]);
}

static void three_end(void)
{
    for (size_t i = 0; i < 3; i++) {
        (void)EXPECT_EQUAL(posix_finish(&workers[i]), 0);
    }
}

void posix_Cond_SignalWakesOne(void)
{
    begin();
    posix_start(&workers[0], wait, P_HIGH, &names[0]);
    posix_start(&workers[1], wait, P_HIGH, &names[1]);
    EXPECT_EQUAL(pthread_cond_signal(&cond), 0);
    EXPECT(posix_events_are("a"));
    EXPECT_EQUAL(pthread_cond_signal(&cond), 0);
    EXPECT(posix_events_are("b"));
    (void)EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    (void)EXPECT_EQUAL(posix_finish(&workers[1]), 0);
}

void posix_Cond_BroadcastWakesAll(void)
{
    begin();
    posix_start(&workers[0], wait, P_HIGH, &names[0]);
    posix_start(&workers[1], wait, P_HIGH, &names[1]);
    EXPECT_EQUAL(pthread_cond_broadcast(&cond), 0);
    EXPECT(posix_events_are("ab"));
    (void)EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    (void)EXPECT_EQUAL(posix_finish(&workers[1]), 0);
}

void posix_Cond_MostUrgentFirst(void)
{
    three_wait();
    for (int i = 0; i < 3; i++) {
        (void)pthread_cond_signal(&cond);
    }
    EXPECT(posix_events_are("bac"));
    three_end();
}

static int wait_and_try(void *arg)
{
    (void)pthread_mutex_lock(&mutex);
    (void)pthread_cond_wait(&cond, &mutex);
    posix_event('w');
    (void)arg;
    return pthread_mutex_unlock(&mutex); /* EPERM where it is not locked */
}

void posix_Cond_HasTheMutex(void)
{
    begin();
    posix_start(&workers[0], wait_and_try, P_HIGH, NULL);
    EXPECT_EQUAL(pthread_mutex_trylock(&mutex), 0); /* given back meanwhile */
    (void)pthread_cond_signal(&cond);
    EXPECT(posix_events_are("")); /* it waits for the mutex */
    (void)pthread_mutex_unlock(&mutex);
    EXPECT(posix_events_are("w"));
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
}

static int wait_5_ms(void *arg)
{
    (void)pthread_mutex_lock(&mutex);
    const struct timespec until = posix_in_ms(5);
    int error = pthread_cond_timedwait(&cond, &mutex, &until);
    posix_event('t');
    (void)arg;
    (void)pthread_mutex_unlock(&mutex);
    return error;
}

void posix_Cond_TimedWait(void)
{
    begin();
    EXPECT_EQUAL(pthread_cond_signal(&cond), 0); /* for nobody: it is not kept */
    (void)posix_fresh_tick();
    posix_start(&workers[0], wait_5_ms, P_HIGH, NULL);
    vTaskDelay(pdMS_TO_TICKS(5) - 2u);
    EXPECT(posix_events_are(""));
    vTaskDelay(3);
    EXPECT(posix_events_are("t"));
    EXPECT_EQUAL(posix_finish(&workers[0]), ETIMEDOUT);
    posix_start(&workers[0], wait_5_ms, P_HIGH, NULL);
    (void)pthread_cond_signal(&cond);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
}

static int wait_without_mutex(void *arg)
{
    const struct timespec until = posix_in_ms(5);
    (void)arg;
    return pthread_cond_timedwait(&cond, &mutex, &until);
}

void posix_Cond_OwnerIsChecked(void)
{
    begin();
    posix_start(&workers[0], wait_without_mutex, P_LOW, NULL);
    EXPECT_EQUAL(posix_finish(&workers[0]), EPERM);
}

void posix_Cond_Destroy(void)
{
    begin();
    posix_start(&workers[0], wait, P_HIGH, &names[0]);
    EXPECT_EQUAL(pthread_cond_destroy(&cond), EBUSY);
    (void)pthread_cond_signal(&cond);
    (void)posix_finish(&workers[0]);
    EXPECT_EQUAL(pthread_cond_destroy(&cond), 0);
    EXPECT_EQUAL(pthread_cond_signal(&cond), EINVAL);
}

static int meet(void *arg)
{
    int result = pthread_barrier_wait(&barrier);
    posix_event('m');
    (void)arg;
    return result;
}

/* Three meet; how many of them are told that they are the one. */
static int serials_of_a_round(void)
{
    int serials = 0;
    for (size_t i = 0; i < 3; i++) {
        posix_start(&workers[i], meet, P_HIGH, NULL);
        if (i < 2) {
            (void)EXPECT(posix_events_are(""));
        }
    }
    (void)EXPECT(posix_events_are("mmm"));
    for (size_t i = 0; i < 3; i++) {
        serials += posix_finish(&workers[i]) == PTHREAD_BARRIER_SERIAL_THREAD;
    }
    return serials;
}

void posix_Barrier_OpensForAll(void)
{
    EXPECT_EQUAL(pthread_barrier_init(&barrier, NULL, 3), 0);
    (void)serials_of_a_round();
}

void posix_Barrier_OneIsSerial(void)
{
    EXPECT_EQUAL(pthread_barrier_init(&barrier, NULL, 3), 0);
    EXPECT_EQUAL(serials_of_a_round(), 1);
    EXPECT_EQUAL(pthread_barrier_destroy(&barrier), 0);
}

void posix_Barrier_Again(void)
{
    EXPECT_EQUAL(pthread_barrier_init(&barrier, NULL, 3), 0);
    (void)serials_of_a_round();
    if (!qualification_failed()) {
        (void)serials_of_a_round();
    }
}

void posix_Barrier_RefusesNone(void)
{
    EXPECT_EQUAL(pthread_barrier_init(&barrier, NULL, 0), EINVAL);
}
