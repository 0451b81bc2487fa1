/* SPDX-License-Identifier: MIT */
/* Semaphores.
 * Fails on a layer that counts past SEM_VALUE_MAX, or waits for what is there. */
#include "posix_test.h"

static sem_t semaphore;

static int value(void)
{
    int count = -1;
    CHECK_EQ(sem_getvalue(&semaphore, &count), 0);
    return count;
}

static void posts_are_counted_and_taken(void)
{
    CHECK_EQ(sem_init(&semaphore, 0, 1), 0);
    CHECK_EQ(value(), 1);
    CHECK_EQ(sem_post(&semaphore), 0);
    CHECK_EQ(value(), 2);
    CHECK_EQ(sem_wait(&semaphore), 0);
    CHECK_EQ(sem_trywait(&semaphore), 0);
    CHECK_EQ(value(), 0);
    CHECK_FAILS(sem_trywait(&semaphore), EAGAIN);
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void the_value_has_a_limit(void)
{
    CHECK_FAILS(sem_init(&semaphore, 0, SEM_VALUE_MAX + 1u), EINVAL);
    CHECK_EQ(sem_init(&semaphore, 1, SEM_VALUE_MAX), 0);
    CHECK_FAILS(sem_post(&semaphore), EOVERFLOW);
    CHECK_EQ(value(), (int)SEM_VALUE_MAX);
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void *take(void *arg)
{
    CHECK_EQ(sem_wait(&semaphore), 0);
    event(*(const char *)arg);
    return NULL;
}

static void the_most_urgent_waiter_is_first_equals_in_order(void)
{
    CHECK_EQ(sem_init(&semaphore, 0, 0), 0);
    pthread_t threads[] = {thread(take, P_HIGH, "a"), thread(take, P_HIGHER, "b"),
                           thread(take, P_HIGH, "c")};
    CHECK_EQ(value(), 0);
    for (size_t i = 0; i < 3; i++) {
        CHECK_EQ(sem_post(&semaphore), 0);
    }
    CHECK_EVENTS("bac");
    for (size_t i = 0; i < 3; i++) {
        (void)join(threads[i]);
    }
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void a_timed_wait_ends_at_its_time(void)
{
    CHECK_EQ(sem_init(&semaphore, 0, 0), 0);
    TickType_t from = fresh_tick();
    struct timespec time = in_ms(9);
    CHECK_FAILS(sem_timedwait(&semaphore, &time), ETIMEDOUT);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(9));
    CHECK_FAILS(sem_timedwait(&semaphore, &time), ETIMEDOUT); /* it has passed */
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(9));
    time = (struct timespec){.tv_sec = -5};
    CHECK_FAILS(sem_timedwait(&semaphore, &time), ETIMEDOUT);
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void *post_after_3_ms(void *arg)
{
    vTaskDelay(pdMS_TO_TICKS(3));
    CHECK_EQ(sem_post(&semaphore), 0);
    return arg;
}

static void a_timed_wait_gets_what_comes_in_time(void)
{
    CHECK_EQ(sem_init(&semaphore, 0, 0), 0);
    pthread_t other = thread(post_after_3_ms, P_HIGH, NULL);
    const struct timespec time = in_ms(100);
    TickType_t from = fresh_tick();
    CHECK_EQ(sem_timedwait(&semaphore, &time), 0);
    CHECK(xTaskGetTickCount() - from <= pdMS_TO_TICKS(3));
    (void)join(other);
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void a_wrong_time_matters_only_to_who_has_to_wait(void)
{
    CHECK_EQ(sem_init(&semaphore, 0, 1), 0);
    CHECK_EQ(sem_timedwait(&semaphore, &bad_times[0]), 0);
    CHECK_FAILS(sem_timedwait(&semaphore, &bad_times[0]), EINVAL);
    CHECK_FAILS(sem_timedwait(&semaphore, &bad_times[1]), EINVAL);
    CHECK_FAILS(sem_timedwait(&semaphore, NULL), EINVAL);
    CHECK_EQ(sem_destroy(&semaphore), 0);
}

static void what_is_no_semaphore_is_refused(void)
{
    sem_t *wrong[] = {NULL, &semaphore};
    int count;
    CHECK_EQ(sem_init(&semaphore, 0, 1), 0);
    CHECK_FAILS(sem_getvalue(&semaphore, NULL), EINVAL);
    CHECK_EQ(sem_destroy(&semaphore), 0);
    for (size_t i = 0; i < 2; i++) {
        CHECK_FAILS(sem_wait(wrong[i]), EINVAL);
        CHECK_FAILS(sem_trywait(wrong[i]), EINVAL);
        CHECK_FAILS(sem_timedwait(wrong[i], &bad_times[0]), EINVAL);
        CHECK_FAILS(sem_post(wrong[i]), EINVAL);
        CHECK_FAILS(sem_getvalue(wrong[i], &count), EINVAL);
        CHECK_FAILS(sem_destroy(wrong[i]), EINVAL);
    }
    CHECK_FAILS(sem_init(NULL, 0, 0), EINVAL);
}

CONFORMANCE_MAIN("posix_semaphore", TEST(posts_are_counted_and_taken), TEST(the_value_has_a_limit),
                 TEST(the_most_urgent_waiter_is_first_equals_in_order),
                 TEST(a_timed_wait_ends_at_its_time), TEST(a_timed_wait_gets_what_comes_in_time),
                 TEST(a_wrong_time_matters_only_to_who_has_to_wait),
                 TEST(what_is_no_semaphore_is_refused))
