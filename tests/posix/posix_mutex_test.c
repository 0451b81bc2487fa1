/* SPDX-License-Identifier: MIT */
/* Mutexes.
 * Fails on a layer whose types are one, or where a time-out is a length. */
#include "posix_test.h"

static pthread_mutex_t mutex;

static void make(int type)
{
    pthread_mutexattr_t attr;
    int kept = -1;
    CHECK_EQ(pthread_mutexattr_init(&attr), 0);
    CHECK_EQ(pthread_mutexattr_settype(&attr, type), 0);
    CHECK_EQ(pthread_mutexattr_gettype(&attr, &kept), 0);
    CHECK_EQ(kept, type);
    CHECK_EQ(pthread_mutex_init(&mutex, &attr), 0);
    CHECK_EQ(pthread_mutexattr_destroy(&attr), 0);
}

static void *lock_and_tell(void *arg)
{
    *(int *)arg = pthread_mutex_lock(&mutex);
    event('l');
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return NULL;
}

static void one_holds_a_mutex_and_the_next_waits(void)
{
    static pthread_mutex_t initialised = PTHREAD_MUTEX_INITIALIZER;
    int error = -1;
    mutex = initialised;
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    pthread_t waiter = thread(lock_and_tell, P_HIGH, &error);
    CHECK_EVENTS("");
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EVENTS("l");
    CHECK_EQ(error, 0);
    (void)join(waiter);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void *try_it(void *arg)
{
    *(int *)arg = pthread_mutex_trylock(&mutex);
    return NULL;
}

static void trying_never_waits(void)
{
    const int types[] = {PTHREAD_MUTEX_NORMAL, PTHREAD_MUTEX_ERRORCHECK, PTHREAD_MUTEX_RECURSIVE};
    for (size_t i = 0; i < 3; i++) {
        int other = -1;
        make(types[i]);
        CHECK_EQ(pthread_mutex_trylock(&mutex), 0);
        (void)join(thread(try_it, P_HIGH, &other));
        CHECK_EQ(other, EBUSY);
        bool recursive = types[i] == PTHREAD_MUTEX_RECURSIVE;
        CHECK_EQ(pthread_mutex_trylock(&mutex), recursive ? 0 : EBUSY);
        CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
        CHECK_EQ(pthread_mutex_unlock(&mutex), recursive ? 0 : EPERM);
        CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
    }
}

static void a_recursive_mutex_counts(void)
{
    int other = -1;
    make(PTHREAD_MUTEX_RECURSIVE);
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    }
    for (int i = 0; i < 3; i++) {
        (void)join(thread(try_it, P_HIGH, &other));
        CHECK_EQ(other, EBUSY);
        CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    }
    CHECK_EQ(pthread_mutex_unlock(&mutex), EPERM);
    CHECK_EQ(pthread_mutex_trylock(&mutex), 0);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void an_error_checking_mutex_checks(void)
{
    const struct timespec soon = in_ms(5);
    make(PTHREAD_MUTEX_ERRORCHECK);
    CHECK_EQ(pthread_mutex_unlock(&mutex), EPERM);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_mutex_lock(&mutex), EDEADLK);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &soon), EDEADLK);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void a_normal_mutex_makes_its_holder_wait(void)
{
    const struct timespec soon = in_ms(5);
    make(PTHREAD_MUTEX_NORMAL);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &soon), ETIMEDOUT);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void *unlock_it(void *arg)
{
    *(int *)arg = pthread_mutex_unlock(&mutex);
    return NULL;
}

static void only_its_holder_unlocks_a_mutex(void)
{
    for (int type = PTHREAD_MUTEX_NORMAL; type <= PTHREAD_MUTEX_RECURSIVE; type++) {
        int error = -1;
        make(type);
        CHECK_EQ(pthread_mutex_lock(&mutex), 0);
        (void)join(thread(unlock_it, P_HIGH, &error));
        CHECK_EQ(error, EPERM);
        CHECK_EQ(pthread_mutex_destroy(&mutex), EBUSY);
        CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
        CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
    }
}

static void *hold_for_20_ms(void *arg)
{
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return arg;
}

static void a_timed_lock_waits_until_its_time_and_no_longer(void)
{
    make(PTHREAD_MUTEX_NORMAL);
    pthread_t holder = thread(hold_for_20_ms, P_HIGH, NULL);
    TickType_t from = fresh_tick();
    struct timespec time = in_ms(8);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &time), ETIMEDOUT);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(8));
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &time), ETIMEDOUT); /* it has passed */
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &bad_times[0]), EINVAL);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &bad_times[1]), EINVAL);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, NULL), EINVAL);
    time = in_ms(50);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &time), 0);
    CHECK(xTaskGetTickCount() - from < pdMS_TO_TICKS(25));
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EQ(pthread_mutex_timedlock(&mutex, &bad_times[0]),
             0); /* free: the time does not matter */
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    (void)join(holder);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void the_holder_inherits_the_priority_of_who_waits(void)
{
    int error = -1, policy;
    struct sched_param param;
    make(PTHREAD_MUTEX_NORMAL);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    pthread_t waiter = thread(lock_and_tell, P_HIGH, &error);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(pthread_getschedparam(pthread_self(), &policy, &param), 0);
    CHECK_EQ(param.sched_priority, P_CONTROL); /* what it inherits is not its own */
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    (void)join(waiter);
    CHECK_EVENTS("l");
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
}

static void what_is_no_mutex_is_refused(void)
{
    pthread_mutexattr_t attr;
    const struct timespec soon = in_ms(5);
    int type;
    make(PTHREAD_MUTEX_NORMAL);
    CHECK_EQ(pthread_mutex_destroy(&mutex), 0);
    pthread_mutex_t *wrong[] = {NULL, &mutex};
    for (size_t i = 0; i < 2; i++) {
        CHECK_EQ(pthread_mutex_lock(wrong[i]), EINVAL);
        CHECK_EQ(pthread_mutex_trylock(wrong[i]), EINVAL);
        CHECK_EQ(pthread_mutex_timedlock(wrong[i], &soon), EINVAL);
        CHECK_EQ(pthread_mutex_unlock(wrong[i]), EINVAL);
        CHECK_EQ(pthread_mutex_destroy(wrong[i]), EINVAL);
    }
    CHECK_EQ(pthread_mutex_init(NULL, NULL), EINVAL);
    CHECK_EQ(pthread_mutexattr_init(NULL), EINVAL);
    CHECK_EQ(pthread_mutexattr_init(&attr), 0);
    CHECK_EQ(pthread_mutexattr_gettype(&attr, &type), 0);
    CHECK_EQ(type, PTHREAD_MUTEX_DEFAULT);
    CHECK_EQ(pthread_mutexattr_settype(&attr, 3), EINVAL);
    CHECK_EQ(pthread_mutexattr_settype(&attr, -1), EINVAL);
    CHECK_EQ(pthread_mutexattr_gettype(NULL, &type), EINVAL);
}

CONFORMANCE_MAIN("posix_mutex", TEST(one_holds_a_mutex_and_the_next_waits),
                 TEST(trying_never_waits), TEST(a_recursive_mutex_counts),
                 TEST(an_error_checking_mutex_checks), TEST(a_normal_mutex_makes_its_holder_wait),
                 TEST(only_its_holder_unlocks_a_mutex),
                 TEST(a_timed_lock_waits_until_its_time_and_no_longer),
                 TEST(the_holder_inherits_the_priority_of_who_waits),
                 TEST(what_is_no_mutex_is_refused))
