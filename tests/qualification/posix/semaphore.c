/* SPDX-License-Identifier: MIT */
/* Semaphores. */
#include "posix_cases.h"

static struct posix_worker workers[1];
static sem_t semaphore;

static int value(void)
{
    int count = -1;
    (void)EXPECT_EQUAL(sem_getvalue(&semaphore, &count), 0);
    return count;
}

void posix_Sem_Counts(void)
{
    EXPECT_EQUAL(sem_init(&semaphore, 0, 2), 0);
    EXPECT_EQUAL(value(), 2);
    EXPECT_EQUAL(sem_post(&semaphore), 0);
    EXPECT_EQUAL(value(), 3);
    EXPECT_EQUAL(sem_trywait(&semaphore), 0);
    EXPECT_EQUAL(value(), 2);
    EXPECT_EQUAL(sem_destroy(&semaphore), 0);
}

void posix_Sem_TryWait(void)
{
    EXPECT_EQUAL(sem_init(&semaphore, 0, 1), 0);
    EXPECT_EQUAL(sem_trywait(&semaphore), 0);
    EXPECT_FAILS(sem_trywait(&semaphore), EAGAIN);
    (void)sem_destroy(&semaphore);
}

void posix_Sem_Limit(void)
{
    EXPECT_FAILS(sem_init(&semaphore, 0, SEM_VALUE_MAX + 1u), EINVAL);
    EXPECT_EQUAL(sem_init(&semaphore, 0, SEM_VALUE_MAX), 0);
    EXPECT_FAILS(sem_post(&semaphore), EOVERFLOW);
    (void)sem_destroy(&semaphore);
}

/* 0, or the errno. */
static int take_in_5_ms(void *arg)
{
    const struct timespec until = posix_in_ms(5);
    (void)arg;
    int error = sem_timedwait(&semaphore, &until) == 0 ? 0 : errno;
    posix_event('e');
    return error;
}

void posix_Sem_TimedWait(void)
{
    EXPECT_EQUAL(sem_init(&semaphore, 0, 0), 0);
    (void)posix_fresh_tick();
    posix_start(&workers[0], take_in_5_ms, P_HIGH, NULL);
    vTaskDelay(pdMS_TO_TICKS(5) - 2u);
    EXPECT(posix_events_are(""));
    vTaskDelay(3);
    EXPECT(posix_events_are("e"));
    EXPECT_EQUAL(posix_finish(&workers[0]), ETIMEDOUT);
    (void)sem_post(&semaphore);
    posix_start(&workers[0], take_in_5_ms, P_HIGH, NULL);
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    (void)sem_destroy(&semaphore);
}

static int take(void *arg)
{
    int result = sem_wait(&semaphore);
    posix_event('t');
    (void)arg;
    return result;
}

void posix_Sem_PostWakesAtOnce(void)
{
    EXPECT_EQUAL(sem_init(&semaphore, 0, 0), 0);
    posix_start(&workers[0], take, P_HIGH, NULL);
    EXPECT(posix_events_are(""));
    EXPECT_EQUAL(sem_post(&semaphore), 0);
    EXPECT(posix_events_are("t"));
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    (void)sem_destroy(&semaphore);
}

void posix_Sem_Destroyed(void)
{
    EXPECT_EQUAL(sem_init(&semaphore, 0, 1), 0);
    EXPECT_EQUAL(sem_destroy(&semaphore), 0);
    EXPECT_FAILS(sem_destroy(&semaphore), EINVAL);
    EXPECT_FAILS(sem_post(&semaphore), EINVAL);
    EXPECT_FAILS(sem_trywait(&semaphore), EINVAL);
}
