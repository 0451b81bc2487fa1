/* SPDX-License-Identifier: MIT */
/* Mutexes. */
#include "posix_cases.h"

static struct posix_worker workers[1];
static pthread_mutex_t mutex;

static void make(int type)
{
    pthread_mutexattr_t attr;
    (void)pthread_mutexattr_init(&attr);
    (void)pthread_mutexattr_settype(&attr, type);
    (void)EXPECT_EQUAL(pthread_mutex_init(&mutex, &attr), 0);
}

static int lock(void *arg)
{
    int error = pthread_mutex_lock(&mutex);
    posix_event('l');
    (void)pthread_mutex_unlock(&mutex);
    (void)arg;
    return error;
}

static int try_lock(void *arg)
{
    (void)arg;
    return pthread_mutex_trylock(&mutex);
}

/* What somebody else gets who tries to lock it. */
static int others_try(void)
{
    posix_start(&workers[0], try_lock, P_HIGH, NULL);
    return posix_finish(&workers[0]);
}

void posix_Mutex_Excludes(void)
{
    static pthread_mutex_t fresh = PTHREAD_MUTEX_INITIALIZER;
    mutex = fresh;
    EXPECT_EQUAL(pthread_mutex_lock(&mutex), 0);
    posix_start(&workers[0], lock, P_HIGH, NULL);
    EXPECT(posix_events_are(""));
    EXPECT_EQUAL(pthread_mutex_unlock(&mutex), 0);
    EXPECT(posix_events_are("l"));
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
}

void posix_Mutex_TryLock(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    EXPECT_EQUAL(pthread_mutex_trylock(&mutex), 0);
    EXPECT_EQUAL(pthread_mutex_trylock(&mutex), EBUSY);
    EXPECT_EQUAL(others_try(), EBUSY);
    (void)pthread_mutex_unlock(&mutex);
}

static int lock_twice(void *arg)
{
    *(int *)arg = pthread_mutex_lock(&mutex);
    int second = pthread_mutex_lock(&mutex);
    posix_event('2');
    return second;
}

void posix_Mutex_ErrorCheck(void)
{
    int first = -1;
    make(PTHREAD_MUTEX_ERRORCHECK);
    posix_start(&workers[0], lock_twice, P_LOW, &first);
    EXPECT_EQUAL(posix_finish(&workers[0]), EDEADLK);
    EXPECT_EQUAL(first, 0);
}

static int count_to_two(void *arg)
{
    int error = lock_twice(arg);
    if (error != 0) {
        return error;
    }
    (void)pthread_mutex_unlock(&mutex);
    vTaskDelay(4); /* held once still */
    return pthread_mutex_unlock(&mutex);
}

void posix_Mutex_Recursive(void)
{
    static struct posix_worker holder;
    int first = -1;
    make(PTHREAD_MUTEX_RECURSIVE);
    posix_start(&holder, count_to_two, P_HIGH, &first);
    EXPECT(posix_events_are("2"));
    EXPECT_EQUAL(others_try(), EBUSY);
    EXPECT_EQUAL(posix_finish(&holder), 0);
    EXPECT_EQUAL(pthread_mutex_trylock(&mutex), 0);
    (void)pthread_mutex_unlock(&mutex);
}

static int unlock(void *arg)
{
    (void)arg;
    return pthread_mutex_unlock(&mutex);
}

void posix_Mutex_OwnerOnly(void)
{
    make(PTHREAD_MUTEX_ERRORCHECK);
    (void)pthread_mutex_lock(&mutex);
    posix_start(&workers[0], unlock, P_HIGH, NULL);
    EXPECT_EQUAL(posix_finish(&workers[0]), EPERM);
    EXPECT_EQUAL(others_try(), EBUSY);
    EXPECT_EQUAL(pthread_mutex_unlock(&mutex), 0);
    EXPECT_EQUAL(pthread_mutex_unlock(&mutex), EPERM);
}

static int lock_in_5_ms(void *arg)
{
    const struct timespec until = posix_in_ms(5);
    (void)arg;
    int error = pthread_mutex_timedlock(&mutex, &until);
    posix_event('e');
    return error;
}

void posix_Mutex_TimedLock(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    (void)pthread_mutex_lock(&mutex);
    (void)posix_fresh_tick();
    posix_start(&workers[0], lock_in_5_ms, P_HIGH, NULL);
    vTaskDelay(pdMS_TO_TICKS(5) - 2u);
    EXPECT(posix_events_are(""));
    vTaskDelay(3);
    EXPECT(posix_events_are("e"));
    EXPECT_EQUAL(posix_finish(&workers[0]), ETIMEDOUT);
    posix_start(&workers[0], lock_in_5_ms, P_HIGH, NULL);
    (void)pthread_mutex_unlock(&mutex);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0); /* in time */
}

static int lock_until(void *arg)
{
    return pthread_mutex_timedlock(&mutex, arg);
}

void posix_Mutex_TimeIsChecked(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    (void)pthread_mutex_lock(&mutex);
    for (size_t i = 0; i < 2; i++) {
        posix_start(&workers[0], lock_until, P_LOW, (void *)(uintptr_t)&posix_bad_times[i]);
        EXPECT_EQUAL(posix_finish(&workers[0]), EINVAL);
    }
    (void)pthread_mutex_unlock(&mutex);
}

void posix_Mutex_Inheritance(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    (void)pthread_mutex_lock(&mutex);
    posix_start(&workers[0], lock, P_HIGH, NULL);
    EXPECT_EQUAL(uxTaskPriorityGet(NULL), P_HIGH);
    (void)pthread_mutex_unlock(&mutex);
    EXPECT_EQUAL(uxTaskPriorityGet(NULL), P_RUNNER);
    (void)posix_finish(&workers[0]);
}

void posix_Mutex_Destroy(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    (void)pthread_mutex_lock(&mutex);
    EXPECT_EQUAL(pthread_mutex_destroy(&mutex), EBUSY);
    (void)pthread_mutex_unlock(&mutex);
    EXPECT_EQUAL(pthread_mutex_destroy(&mutex), 0);
    EXPECT_EQUAL(pthread_mutex_trylock(&mutex), EINVAL);
}
