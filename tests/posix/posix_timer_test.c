/* SPDX-License-Identifier: MIT */
/* Timers.
 * Fails on a layer whose intervals drift, that notifies after a deletion, or counts no overrun. */
#include "posix_test.h"

static TickType_t ticks_of[8];
static volatile unsigned notified;
static int overruns[8];
static timer_t timer;

static void note(union sigval value)
{
    if (notified < 8) {
        ticks_of[notified] = xTaskGetTickCount();
        overruns[notified] = timer_getoverrun(timer);
    }
    notified = notified + 1u;
    event((char)value.sival_int);
}

static struct sigevent by_thread(char name)
{
    return (struct sigevent){
        .sigev_notify = SIGEV_THREAD, .sigev_notify_function = note, .sigev_value.sival_int = name};
}

/* The task that watches timers is made once. */
void conformance_before_scheduler(void)
{
    struct sigevent event = by_thread('-');
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0 || timer_delete(timer) != 0) {
        conformance_check(false, __FILE__, __LINE__, "no timer before the scheduler");
    }
}

static void make(clockid_t clock, char name)
{
    struct sigevent event = by_thread(name);
    notified = 0;
    CHECK_EQ(timer_create(clock, &event, &timer), 0);
}

static struct itimerspec setting(long first_ms, long interval_ms)
{
    return (struct itimerspec){.it_value = {first_ms / 1000, first_ms % 1000 * 1000000},
                               .it_interval = {interval_ms / 1000, interval_ms % 1000 * 1000000}};
}

static void finish(void)
{
    CHECK_EQ(timer_delete(timer), 0);
    settle();
}

static void a_timer_expires_once_after_its_time(void)
{
    const struct itimerspec once = setting(6, 0);
    struct itimerspec left;
    make(CLOCK_MONOTONIC, 'o');
    TickType_t from = fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &once, NULL), 0);
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS("o");
    CHECK_EQ(ticks_of[0] - from, pdMS_TO_TICKS(6));
    CHECK_EQ(timer_gettime(timer, &left), 0);
    CHECK(left.it_value.tv_sec == 0 && left.it_value.tv_nsec == 0);
    finish();
}

static void an_interval_does_not_drift(void)
{
    const struct itimerspec often = setting(4, 7);
    make(CLOCK_REALTIME, 'i');
    TickType_t from = fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &often, NULL), 0);
    vTaskDelay(pdMS_TO_TICKS(4 + 3 * 7 + 2));
    CHECK_EVENTS("iiii");
    for (unsigned i = 0; i < 4; i++) {
        CHECK_EQ(ticks_of[i] - from, pdMS_TO_TICKS(4 + 7 * i));
        CHECK_EQ(overruns[i], 0);
    }
    finish();
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS(""); /* deleted */
}

static void a_timer_expires_at_a_time_also_one_that_has_passed(void)
{
    struct itimerspec at = {.it_value = in_ms(5)};
    make(CLOCK_REALTIME, 'a');
    TickType_t from = fresh_tick();
    at.it_value = in_ms(5);
    CHECK_EQ(timer_settime(timer, TIMER_ABSTIME, &at, NULL), 0);
    vTaskDelay(pdMS_TO_TICKS(8));
    CHECK_EVENTS("a");
    CHECK_EQ(ticks_of[0] - from, pdMS_TO_TICKS(5));
    CHECK_EQ(timer_settime(timer, TIMER_ABSTIME, &at, NULL), 0);
    vTaskDelay(1);
    CHECK_EVENTS("a");
    finish();
}

static void the_rest_is_told_and_what_was_before(void)
{
    const struct itimerspec first = setting(2500, 40), second = setting(9, 0), none = {0};
    struct itimerspec left, before;
    make(CLOCK_MONOTONIC, 'r');
    (void)fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &first, NULL), 0);
    vTaskDelay(pdMS_TO_TICKS(300));
    CHECK_EQ(timer_gettime(timer, &left), 0);
    CHECK(left.it_value.tv_sec == 2 && left.it_value.tv_nsec == 200000000);
    CHECK(left.it_interval.tv_sec == 0 && left.it_interval.tv_nsec == 40000000);
    CHECK_EQ(timer_settime(timer, 0, &second, &before), 0);
    CHECK(before.it_value.tv_sec == 2 && before.it_interval.tv_nsec == 40000000);
    CHECK_EQ(timer_settime(timer, 0, &none, &before), 0); /* disarmed */
    CHECK(before.it_value.tv_nsec == 9000000 && before.it_interval.tv_nsec == 0);
    vTaskDelay(pdMS_TO_TICKS(20));
    CHECK_EVENTS("");
    CHECK_EQ(timer_gettime(timer, &left), 0);
    CHECK(left.it_value.tv_sec == 0 && left.it_value.tv_nsec == 0);
    finish();
}

static void expiries_before_the_thread_runs_are_overruns(void)
{
    const struct itimerspec often = setting(2, 2);
    UBaseType_t own = uxTaskPriorityGet(NULL);
    make(CLOCK_MONOTONIC, 'v'); /* its thread has the caller's priority at this time */
    vTaskPrioritySet(NULL, P_HIGH);
    (void)fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &often, NULL), 0);
    burn_ticks(pdMS_TO_TICKS(9)); /* 2, 4, 6, 8 */
    CHECK_EVENTS("");
    vTaskPrioritySet(NULL, own);
    taskYIELD();
    CHECK_EVENTS("v");
    CHECK_EQ(overruns[0], 3);
    finish();
}

static void without_memory_expiries_are_overruns(void)
{
    const struct itimerspec often = setting(3, 3);
    make(CLOCK_MONOTONIC, 'm');
    (void)fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &often, NULL), 0);
    void *held = take_whole_heap();
    vTaskDelay(pdMS_TO_TICKS(7)); /* 3, 6 */
    CHECK_EVENTS("");
    give_whole_heap(held);
    vTaskDelay(pdMS_TO_TICKS(3)); /* 9 */
    CHECK_EVENTS("m");
    CHECK_EQ(overruns[0], 2);
    finish();
}

static void a_notification_that_has_not_begun_goes_with_its_timer(void)
{
    const struct itimerspec once = setting(2, 0);
    const struct sched_param low = {.sched_priority = P_LOW};
    struct sigevent event = by_thread('x');
    pthread_attr_t attr;
    (void)pthread_attr_init(&attr);
    (void)pthread_attr_setschedparam(&attr, &low);
    event.sigev_notify_attributes = &attr;
    CHECK_EQ(timer_create(CLOCK_MONOTONIC, &event, &timer), 0);
    CHECK_EQ(timer_settime(timer, 0, &once, NULL), 0);
    burn_ticks(pdMS_TO_TICKS(5));
    finish();
    CHECK_EVENTS("");
    CHECK_FAILS(timer_getoverrun(timer), EINVAL);
}

static void setting_the_clock_moves_absolute_timers_only(void)
{
    struct itimerspec at = {.it_value = in_ms(4000)};
    const struct itimerspec after = setting(4000, 0);
    struct sigevent event = by_thread('l');
    const struct timespec before = in_ms(0), late = in_ms(5000);
    timer_t other;
    make(CLOCK_REALTIME, 'a');
    CHECK_EQ(timer_create(CLOCK_REALTIME, &event, &other), 0);
    CHECK_EQ(timer_settime(timer, TIMER_ABSTIME, &at, NULL), 0);
    CHECK_EQ(timer_settime(other, 0, &after, NULL), 0);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &late), 0);
    settle();
    CHECK_EVENTS("a");
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &before), 0);
    CHECK_EQ(timer_delete(other), 0);
    finish();
}

static void a_timer_that_does_not_notify_can_be_asked(void)
{
    struct sigevent quiet = {.sigev_notify = SIGEV_NONE};
    const struct itimerspec often = setting(5, 4);
    struct itimerspec left;
    CHECK_EQ(timer_create(CLOCK_MONOTONIC, &quiet, &timer), 0);
    (void)fresh_tick();
    CHECK_EQ(timer_settime(timer, 0, &often, NULL), 0);
    vTaskDelay(pdMS_TO_TICKS(10)); /* 5, 9, next is 13 */
    CHECK_EQ(timer_gettime(timer, &left), 0);
    CHECK_EQ(left.it_value.tv_nsec, 3000000);
    CHECK_EQ(timer_getoverrun(timer), 0);
    finish();
}

static void wrong_timers_are_refused(void)
{
    struct sigevent signal = {.sigev_notify = SIGEV_SIGNAL}, odd = {.sigev_notify = 77};
    struct sigevent good = by_thread('g'), no_function = {.sigev_notify = SIGEV_THREAD};
    struct itimerspec wrong[] = {{.it_value = bad_times[0]},
                                 {.it_value = bad_times[1]},
                                 {.it_value = {1, 0}, .it_interval = bad_times[1]},
                                 {.it_value = {-1, 0}},
                                 {.it_value = {1, 0}, .it_interval = {-1, 0}}};
    struct itimerspec left;
    CHECK_FAILS(timer_create(CLOCK_REALTIME, &signal, &timer), ENOTSUP);
    CHECK_FAILS(timer_create(CLOCK_REALTIME, NULL, &timer), ENOTSUP);
    CHECK_FAILS(timer_create(CLOCK_REALTIME, &odd, &timer), EINVAL);
    CHECK_FAILS(timer_create(CLOCK_REALTIME, &no_function, &timer), EINVAL);
    CHECK_FAILS(timer_create(9, &good, &timer), EINVAL);
    CHECK_FAILS(timer_create(CLOCK_REALTIME, &good, NULL), EINVAL);
    make(CLOCK_MONOTONIC, 'g');
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_FAILS(timer_settime(timer, 0, &wrong[i], NULL), EINVAL);
    }
    CHECK_FAILS(timer_settime(timer, 0, NULL, NULL), EINVAL);
    CHECK_FAILS(timer_gettime(timer, NULL), EINVAL);
    finish();
    CHECK_FAILS(timer_delete(timer), EINVAL);
    CHECK_FAILS(timer_gettime(timer, &left), EINVAL);
    CHECK_FAILS(timer_settime(timer, 0, &wrong[4], NULL), EINVAL);
    CHECK_FAILS(timer_getoverrun(NULL), EINVAL);
    void *held = take_whole_heap();
    CHECK_FAILS(timer_create(CLOCK_REALTIME, &good, &timer), EAGAIN);
    give_whole_heap(held);
}

CONFORMANCE_MAIN("posix_timer", TEST(a_timer_expires_once_after_its_time),
                 TEST(an_interval_does_not_drift),
                 TEST(a_timer_expires_at_a_time_also_one_that_has_passed),
                 TEST(the_rest_is_told_and_what_was_before),
                 TEST(expiries_before_the_thread_runs_are_overruns),
                 TEST(without_memory_expiries_are_overruns),
                 TEST(a_notification_that_has_not_begun_goes_with_its_timer),
                 TEST(setting_the_clock_moves_absolute_timers_only),
                 TEST(a_timer_that_does_not_notify_can_be_asked), TEST(wrong_timers_are_refused))
