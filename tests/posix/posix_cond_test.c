/* SPDX-License-Identifier: MIT */
/* Condition variables and barriers.
 * Fails on a layer that wakes too many, loses a signal, or comes back without the mutex. */
#include "posix_test.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond;
static pthread_barrier_t barrier;

static void begin(void)
{
    CHECK_EQ(pthread_cond_init(&cond, NULL), 0);
}

static void finish(void)
{
    CHECK_EQ(pthread_cond_destroy(&cond), 0);
    CHECK_EQ(pthread_mutex_trylock(&mutex), 0); /* nobody has kept it */
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
}

static void *wait_for_it(void *arg)
{
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_wait(&cond, &mutex), 0);
    event(*(const char *)arg);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return NULL;
}

static void a_signal_wakes_the_most_urgent_equals_in_order(void)
{
    begin();
    pthread_t threads[] = {thread(wait_for_it, P_HIGH, "a"), thread(wait_for_it, P_HIGHER, "b"),
                           thread(wait_for_it, P_HIGH, "c")};
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EVENTS("b");
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EVENTS("a");
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EVENTS("c");
    for (size_t i = 0; i < 3; i++) {
        (void)join(threads[i]);
    }
    finish();
}

static void a_broadcast_wakes_all_each_with_the_mutex(void)
{
    begin();
    pthread_t threads[] = {thread(wait_for_it, P_HIGH, "a"), thread(wait_for_it, P_HIGHER, "b"),
                           thread(wait_for_it, P_HIGH, "c")};
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_broadcast(&cond), 0);
    CHECK_EVENTS(""); /* they wait for the mutex now */
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    CHECK_EVENTS("bac");
    for (size_t i = 0; i < 3; i++) {
        (void)join(threads[i]);
    }
    finish();
}

static void a_signal_for_nobody_is_not_kept(void)
{
    const struct timespec soon = in_ms(4);
    begin();
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EQ(pthread_cond_broadcast(&cond), 0);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &soon), ETIMEDOUT);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    finish();
}

static void a_timed_wait_ends_at_its_time_with_the_mutex(void)
{
    begin();
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    TickType_t from = fresh_tick();
    struct timespec time = in_ms(7);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &time), ETIMEDOUT);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(7));
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &time), ETIMEDOUT); /* it has passed */
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(7));
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0); /* it was ours */
    finish();
}

static void *signal_after_3_ms(void *arg)
{
    vTaskDelay(pdMS_TO_TICKS(3));
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return arg;
}

static void a_timed_wait_that_is_signalled_has_not_timed_out(void)
{
    begin();
    pthread_t other = thread(signal_after_3_ms, P_HIGH, NULL);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    const struct timespec time = in_ms(100);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &time), 0);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    (void)join(other);
    finish();
}

static void *hold_10_ms(void *arg)
{
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    vTaskDelay(pdMS_TO_TICKS(10));
    event('h');
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return arg;
}

static void who_was_signalled_in_time_waits_for_the_mutex_longer(void)
{
    begin();
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    const struct timespec time = in_ms(4);
    pthread_t other = thread(hold_10_ms, P_HIGH, NULL);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &time), 0);
    CHECK_EVENTS("h");
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    (void)join(other);
    finish();
}

static void wrong_waits_leave_the_mutex_alone(void)
{
    const struct timespec soon = in_ms(4);
    begin();
    CHECK_EQ(pthread_cond_wait(&cond, &mutex), EPERM); /* not locked */
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &soon), EPERM);
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &bad_times[0]), EINVAL);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, &bad_times[1]), EINVAL);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, NULL), EINVAL);
    CHECK_EQ(pthread_cond_wait(NULL, &mutex), EINVAL);
    CHECK_EQ(pthread_cond_wait(&cond, NULL), EINVAL);
    CHECK_EQ(pthread_mutex_trylock(&mutex), EBUSY);
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    finish();
    CHECK_EQ(pthread_cond_signal(&cond), EINVAL); /* destroyed */
    CHECK_EQ(pthread_cond_broadcast(&cond), EINVAL);
    CHECK_EQ(pthread_cond_destroy(&cond), EINVAL);
    CHECK_EQ(pthread_cond_init(NULL, NULL), EINVAL);
}

static void a_condition_variable_with_waiters_stays(void)
{
    static pthread_cond_t initialised = PTHREAD_COND_INITIALIZER;
    cond = initialised;
    pthread_t waiter = thread(wait_for_it, P_HIGH, "w");
    CHECK_EQ(pthread_cond_destroy(&cond), EBUSY);
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    (void)join(waiter);
    CHECK_EVENTS("w");
    finish();
}

static void *wait_until_it(void *arg)
{
    CHECK_EQ(pthread_mutex_lock(&mutex), 0);
    CHECK_EQ(pthread_cond_timedwait(&cond, &mutex, arg), ETIMEDOUT);
    event('t');
    CHECK_EQ(pthread_mutex_unlock(&mutex), 0);
    return NULL;
}

static void setting_the_clock_forward_ends_a_timed_wait(void)
{
    begin();
    struct timespec before = in_ms(0), time = in_ms(5000);
    const struct timespec early = in_ms(4000), late = in_ms(5000);
    pthread_t forever = thread(wait_for_it, P_HIGHER, "w"); /* the clock is nothing to it */
    pthread_t timed = thread(wait_until_it, P_HIGH, &time);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &early), 0);
    CHECK_EVENTS("");
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &late), 0);
    CHECK_EVENTS("t");
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &before), 0);
    CHECK_EQ(pthread_cond_signal(&cond), 0);
    CHECK_EVENTS("w");
    (void)join(timed);
    (void)join(forever);
    finish();
}

static void *meet(void *arg)
{
    int result = pthread_barrier_wait(&barrier);
    CHECK(result == 0 || result == PTHREAD_BARRIER_SERIAL_THREAD);
    event(result == 0 ? '.' : 's');
    return arg;
}

static void a_barrier_opens_when_all_are_there_and_again(void)
{
    CHECK_EQ(pthread_barrier_init(&barrier, NULL, 3), 0);
    for (int round = 0; round < 3; round++) {
        pthread_t a = thread(meet, P_HIGH, NULL);
        pthread_t b = thread(meet, P_HIGHER, NULL);
        CHECK_EVENTS("");
        CHECK_EQ(pthread_barrier_destroy(&barrier), EBUSY);
        CHECK_EQ(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
        CHECK_EVENTS("..");
        (void)join(a);
        (void)join(b);
    }
    CHECK_EQ(pthread_barrier_destroy(&barrier), 0);
    CHECK_EQ(pthread_barrier_wait(&barrier), EINVAL);
    CHECK_EQ(pthread_barrier_destroy(&barrier), EINVAL);
}

static void a_barrier_for_one_is_open_and_for_none_is_none(void)
{
    CHECK_EQ(pthread_barrier_init(&barrier, NULL, 0), EINVAL);
    CHECK_EQ(pthread_barrier_init(NULL, NULL, 1), EINVAL);
    CHECK_EQ(pthread_barrier_init(&barrier, NULL, 1), 0);
    CHECK_EQ(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
    CHECK_EQ(pthread_barrier_wait(&barrier), PTHREAD_BARRIER_SERIAL_THREAD);
    CHECK_EQ(pthread_barrier_destroy(&barrier), 0);
}

CONFORMANCE_MAIN("posix_cond", TEST(a_signal_wakes_the_most_urgent_equals_in_order),
                 TEST(a_broadcast_wakes_all_each_with_the_mutex),
                 TEST(a_signal_for_nobody_is_not_kept),
                 TEST(a_timed_wait_ends_at_its_time_with_the_mutex),
                 TEST(a_timed_wait_that_is_signalled_has_not_timed_out),
                 TEST(who_was_signalled_in_time_waits_for_the_mutex_longer),
                 TEST(wrong_waits_leave_the_mutex_alone),
                 TEST(a_condition_variable_with_waiters_stays),
                 TEST(setting_the_clock_forward_ends_a_timed_wait),
                 TEST(a_barrier_opens_when_all_are_there_and_again),
                 TEST(a_barrier_for_one_is_open_and_for_none_is_none))
