/* SPDX-License-Identifier: MIT */
/* Timers. */
#include "posix_cases.h"

static timer_t timer;
static int overrun;

static void note(union sigval value)
{
    overrun = timer_getoverrun(timer);
    posix_event((char)value.sival_int);
}

static bool make(clockid_t clock, int how)
{
    struct sigevent event = {
        .sigev_notify = how, .sigev_notify_function = note, .sigev_value.sival_int = 'x'};
    return EXPECT_EQUAL(timer_create(clock, &event, &timer), 0);
}

static void arm(int flags, long first_ms, long interval_ms)
{
    const struct itimerspec value = {.it_value = (flags & TIMER_ABSTIME) != 0
                                                     ? posix_in_ms(first_ms)
                                                     : (struct timespec){0, first_ms * 1000000},
                                     .it_interval = {0, interval_ms * 1000000}};
    (void)EXPECT_EQUAL(timer_settime(timer, flags, &value, NULL), 0);
}

static void end(void)
{
    (void)EXPECT_EQUAL(timer_delete(timer), 0);
}

void posix_Timer_ExpiresOnce(void)
{
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_THREAD));
    (void)posix_fresh_tick();
    arm(0, 6, 0);
    vTaskDelay(pdMS_TO_TICKS(6) - 1u);
    EXPECT(posix_events_are(""));
    vTaskDelay(2);
    EXPECT(posix_events_are("x"));
    vTaskDelay(pdMS_TO_TICKS(14));
    EXPECT(posix_events_are(""));
    end();
}

void posix_Timer_Interval(void)
{
    struct itimerspec left;
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_THREAD));
    (void)posix_fresh_tick();
    arm(0, 5, 10);
    vTaskDelay(pdMS_TO_TICKS(5 + 2 * 10 + 1));
    EXPECT(posix_events_are("xxx"));
    end();
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_NONE)); /* nobody looks in time: it must not drift */
    (void)posix_fresh_tick();
    arm(0, 5, 10);
    vTaskDelay(pdMS_TO_TICKS(18));
    EXPECT_EQUAL(timer_gettime(timer, &left), 0);
    EXPECT_EQUAL(left.it_value.tv_nsec, 7000000);
    end();
}

void posix_Timer_Absolute(void)
{
    REQUIRE(make(CLOCK_REALTIME, SIGEV_THREAD));
    (void)posix_fresh_tick();
    arm(TIMER_ABSTIME, 8, 0);
    vTaskDelay(pdMS_TO_TICKS(8) - 1u);
    EXPECT(posix_events_are(""));
    vTaskDelay(2);
    EXPECT(posix_events_are("x"));
    arm(TIMER_ABSTIME, -5, 0); /* it has passed */
    vTaskDelay(2);
    EXPECT(posix_events_are("x"));
    end();
}

void posix_Timer_GetTime(void)
{
    const struct itimerspec none = {0};
    struct itimerspec left, before;
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_THREAD));
    (void)posix_fresh_tick();
    arm(0, 900, 40);
    vTaskDelay(pdMS_TO_TICKS(100));
    EXPECT_EQUAL(timer_gettime(timer, &left), 0);
    EXPECT_EQUAL(left.it_value.tv_nsec, 800000000);
    EXPECT_EQUAL(left.it_interval.tv_nsec, 40000000);
    EXPECT_EQUAL(timer_settime(timer, 0, &none, &before), 0);
    EXPECT_EQUAL(before.it_value.tv_nsec, 800000000);
    EXPECT_EQUAL(timer_gettime(timer, &left), 0);
    EXPECT_EQUAL(left.it_value.tv_nsec, 0);
    end();
}

void posix_Timer_Overrun(void)
{
    overrun = -1;
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_THREAD)); /* its thread is an equal of the runner */
    vTaskPrioritySet(NULL, P_HIGHER);
    (void)posix_fresh_tick();
    arm(0, 4, 4);
    posix_burn(pdMS_TO_TICKS(14)); /* 4, 8, 12 */
    EXPECT(posix_events_are(""));
    vTaskPrioritySet(NULL, P_RUNNER);
    taskYIELD();
    EXPECT(posix_events_are("x"));
    EXPECT_EQUAL(overrun, 2);
    end();
}

void posix_Timer_Delete(void)
{
    REQUIRE(make(CLOCK_MONOTONIC, SIGEV_THREAD));
    arm(0, 4, 4);
    end();
    EXPECT_FAILS(timer_delete(timer), EINVAL);
    EXPECT_FAILS(timer_getoverrun(timer), EINVAL);
    vTaskDelay(pdMS_TO_TICKS(20));
    EXPECT(posix_events_are(""));
}

void posix_Timer_RefusesWrong(void)
{
    struct sigevent signal = {.sigev_notify = SIGEV_SIGNAL}, none = {.sigev_notify = SIGEV_THREAD};
    const struct itimerspec wrong = {.it_value = posix_bad_times[1]};
    EXPECT_FAILS(timer_create(CLOCK_REALTIME, &signal, &timer), ENOTSUP);
    EXPECT_FAILS(timer_create(CLOCK_REALTIME, &none, &timer), EINVAL);
    none.sigev_notify_function = note;
    EXPECT_FAILS(timer_create(99, &none, &timer), EINVAL);
    REQUIRE(make(CLOCK_REALTIME, SIGEV_NONE));
    EXPECT_FAILS(timer_settime(timer, 0, &wrong, NULL), EINVAL);
    end();
}
