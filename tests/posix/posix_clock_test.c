/* SPDX-License-Identifier: MIT */
/* Clocks, sleeping, scheduling, errno, arithmetic on times.
 * Fails on a layer whose clock wraps with the tick count, or that sleeps too short. */
#include <limits.h>
#include <string.h>

#include "posix_test.h"

#define TICK_NS (1000000000L / configTICK_RATE_HZ)

static long long ns_of(clockid_t clock)
{
    struct timespec time;
    CHECK_EQ(clock_gettime(clock, &time), 0);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void the_clock_goes_with_the_tick_and_past_its_wrap(void)
{
    for (int i = 0; i < 40; i++) {
        TickType_t tick = fresh_tick();
        long long from = ns_of(CLOCK_MONOTONIC);
        vTaskDelay(5);
        CHECK_EQ(ns_of(CLOCK_MONOTONIC) - from, 5 * TICK_NS);
        CHECK_EQ(xTaskGetTickCount() - tick, 5);
    }
    CHECK(ns_of(CLOCK_MONOTONIC) >= 200 * TICK_NS && xTaskGetTickCount() < 1000);
    CHECK(ns_of(CLOCK_MONOTONIC) < 2000 * TICK_NS);
}

static void the_real_time_clock_can_be_set_the_other_not(void)
{
    const struct timespec date = {.tv_sec = 1790000000, .tv_nsec = 5 * TICK_NS};
    struct timespec time;
    const struct timespec before = in_ms(0);
    (void)fresh_tick();
    long long monotonic = ns_of(CLOCK_MONOTONIC);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &date), 0);
    CHECK_EQ(clock_gettime(CLOCK_REALTIME, &time), 0);
    CHECK(time.tv_sec == date.tv_sec && time.tv_nsec == date.tv_nsec);
    vTaskDelay(3);
    CHECK_EQ(clock_gettime(CLOCK_REALTIME, &time), 0);
    CHECK_EQ(time.tv_nsec, 8 * TICK_NS);
    CHECK_EQ(ns_of(CLOCK_MONOTONIC) - monotonic, 3 * TICK_NS);
    CHECK_FAILS(clock_settime(CLOCK_MONOTONIC, &date), EINVAL);
    CHECK_FAILS(clock_settime(7, &date), EINVAL);
    CHECK_FAILS(clock_settime(CLOCK_REALTIME, &bad_times[0]), EINVAL);
    CHECK_FAILS(clock_settime(CLOCK_REALTIME, &bad_times[1]), EINVAL);
    CHECK_FAILS(clock_settime(CLOCK_REALTIME, NULL), EINVAL);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &before), 0);
}

static void clocks_are_asked_by_their_names_only(void)
{
    struct timespec time;
    clockid_t id = -1;
    CHECK_EQ(clock_getres(CLOCK_REALTIME, &time), 0);
    CHECK(time.tv_sec == 0 && time.tv_nsec == TICK_NS);
    CHECK_EQ(clock_getres(CLOCK_MONOTONIC, NULL), 0);
    CHECK_FAILS(clock_getres(9, &time), EINVAL);
    CHECK_FAILS(clock_gettime(9, &time), EINVAL);
    CHECK_FAILS(clock_gettime(CLOCK_REALTIME, NULL), EINVAL);
    CHECK_EQ(clock_getcpuclockid(0, &id), 0);
    CHECK_EQ(clock_gettime(id, &time), 0);
    CHECK_EQ(clock_getcpuclockid(1, &id), ESRCH);
    CHECK_EQ(clock_getcpuclockid(0, NULL), EINVAL);
    clock_t from = clock();
    vTaskDelay(CLOCKS_PER_SEC / 50);
    CHECK_EQ(clock() - from, CLOCKS_PER_SEC / 50);
}

/* Ticks that `call` takes, from a fresh one. */
#define TICKS_OF(call)                                                                             \
    (fresh_from = fresh_tick(), CHECK_EQ((call), 0), xTaskGetTickCount() - fresh_from)

static TickType_t fresh_from;

static void a_sleep_is_never_shorter_than_asked_and_hardly_longer(void)
{
    const struct timespec none = {0}, one = {.tv_nsec = 1}, five = {.tv_nsec = 5 * TICK_NS};
    const struct timespec more = {.tv_nsec = 5 * TICK_NS + 1};
    CHECK_EQ(TICKS_OF(nanosleep(&none, NULL)), 0);
    CHECK_EQ(TICKS_OF(nanosleep(&one, NULL)), 2); /* the tick that has begun does not count */
    CHECK_EQ(TICKS_OF(nanosleep(&five, NULL)), 6);
    CHECK_EQ(TICKS_OF(nanosleep(&more, NULL)), 7);
    CHECK_EQ(TICKS_OF(clock_nanosleep(CLOCK_REALTIME, 0, &five, NULL)), 6);
    CHECK_EQ(TICKS_OF(usleep(0)), 0);
    CHECK_EQ(TICKS_OF(usleep(3 * TICK_NS / 1000)), 4);
    CHECK_EQ(TICKS_OF(usleep(1200000)), configTICK_RATE_HZ / 5 * 6 + 1);
    CHECK_EQ(TICKS_OF((int)sleep(1)), configTICK_RATE_HZ + 1);
    CHECK_EQ(TICKS_OF((int)sleep(0)), 0);
}

static void a_sleep_until_a_time_ends_at_its_tick(void)
{
    TickType_t from = fresh_tick();
    struct timespec time = in_ms(5);
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL), 0);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(5));
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &time, NULL), 0); /* it has passed */
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(5));
    CHECK_EQ(clock_gettime(CLOCK_MONOTONIC, &time), 0);
    CHECK_EQ(UTILS_TimespecAddNanoseconds(&time, 3 * TICK_NS - 1, &time), 0);
    CHECK_EQ(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL), 0);
    CHECK_EQ(xTaskGetTickCount() - from, pdMS_TO_TICKS(5) + 3);
}

static void wrong_sleeps_do_not_sleep(void)
{
    const struct timespec negative = {.tv_sec = -1}, good = {.tv_nsec = 1};
    TickType_t from = fresh_tick();
    CHECK_FAILS(nanosleep(&bad_times[0], NULL), EINVAL);
    CHECK_FAILS(nanosleep(&bad_times[1], NULL), EINVAL);
    CHECK_FAILS(nanosleep(&negative, NULL), EINVAL);
    CHECK_FAILS(nanosleep(NULL, NULL), EINVAL);
    errno = 0;
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, 0, &bad_times[1], NULL), EINVAL);
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, &bad_times[0], NULL), EINVAL);
    CHECK_EQ(clock_nanosleep(9, 0, &good, NULL), EINVAL);
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, 6, &good, NULL), EINVAL);
    CHECK_EQ(errno, 0); /* the error is what it returns */
    CHECK_EQ(xTaskGetTickCount(), from);
}

static void *sleep_until(void *arg)
{
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, arg, NULL), 0);
    event('r');
    return NULL;
}

static void *sleep_for_4_ms(void *arg)
{
    const struct timespec length = {.tv_nsec = 4000000};
    CHECK_EQ(clock_nanosleep(CLOCK_REALTIME, 0, &length, NULL), 0);
    event('l');
    return arg;
}

static void setting_the_clock_moves_times_and_not_lengths(void)
{
    const struct timespec before = in_ms(0), late = in_ms(1000);
    struct timespec time = in_ms(500);
    pthread_t absolute = thread(sleep_until, P_HIGH, &time);
    pthread_t relative = thread(sleep_for_4_ms, P_HIGH, NULL);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &late), 0);
    CHECK_EVENTS("r");
    (void)join(relative);
    CHECK_EVENTS("l");
    (void)join(absolute);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &before), 0);
    time = in_ms(20); /* and back: it waits longer */
    absolute = thread(sleep_until, P_HIGH, &time);
    struct timespec back = in_ms(-20);
    CHECK_EQ(clock_settime(CLOCK_REALTIME, &back), 0);
    vTaskDelay(pdMS_TO_TICKS(30));
    CHECK_EVENTS("");
    (void)join(absolute);
    CHECK_EVENTS("r");
}

static void policies_have_bounds(void)
{
    const int policies[] = {SCHED_OTHER, SCHED_FIFO, SCHED_RR};
    for (size_t i = 0; i < 3; i++) {
        CHECK_EQ(sched_get_priority_max(policies[i]), configMAX_PRIORITIES - 1);
        CHECK_EQ(sched_get_priority_min(policies[i]), 0);
    }
    CHECK_FAILS(sched_get_priority_max(12), EINVAL);
    CHECK_FAILS(sched_get_priority_min(-3), EINVAL);
}

static void *take_turns(void *arg)
{
    for (int i = 0; i < 3; i++) {
        event(*(const char *)arg);
        CHECK_EQ(sched_yield(), 0);
    }
    return NULL;
}

static void yielding_lets_equals_run(void)
{
    (void)fresh_tick();
    pthread_t a = thread(take_turns, P_LOW, "a");
    pthread_t b = thread(take_turns, P_LOW, "b");
    vTaskDelay(1);
    CHECK_EVENTS("ababab");
    (void)join(a);
    (void)join(b);
}

static void *own_errno(void *arg)
{
    CHECK_EQ(errno, 0);
    CHECK_FAILS(sem_wait(NULL), EINVAL);
    sched_yield();
    vTaskDelay(2);
    CHECK_EQ(errno, EINVAL);
    return arg;
}

static void each_thread_has_its_errno(void)
{
    errno = 99;
    pthread_t other = thread(own_errno, P_HIGH, NULL);
    CHECK_EQ(errno, 99);
    (void)join(other);
    CHECK_EQ(errno, 99);
    CHECK(strcmp(strerror(EINVAL), strerror(ETIMEDOUT)) != 0);
}

static void times_are_added_and_compared(void)
{
    const struct timespec a = {5, 600000000}, b = {2, 500000000};
    struct timespec r = {0};
    CHECK_EQ(UTILS_TimespecAdd(&a, &b, &r), 0);
    CHECK(r.tv_sec == 8 && r.tv_nsec == 100000000);
    CHECK_EQ(UTILS_TimespecSubtract(&a, &b, &r), 0);
    CHECK(r.tv_sec == 3 && r.tv_nsec == 100000000);
    CHECK_EQ(UTILS_TimespecSubtract(&b, &a, &r), 1);
    CHECK_EQ(UTILS_TimespecAddNanoseconds(&b, -600000000, &r), 0);
    CHECK(r.tv_sec == 1 && r.tv_nsec == 900000000);
    CHECK_EQ(UTILS_TimespecSubtract(&a, &r, &r), 0); /* into itself; a borrow */
    CHECK(r.tv_sec == 3 && r.tv_nsec == 700000000);
    CHECK_EQ(UTILS_TimespecAdd(&a, &bad_times[1], &r), 1);
    CHECK_EQ(UTILS_TimespecAdd(&a, NULL, &r), -1);
    CHECK_EQ(UTILS_TimespecSubtract(&a, &b, NULL), -1);
    CHECK(UTILS_TimespecCompare(&a, &b) == 1 && UTILS_TimespecCompare(&b, &a) == -1);
    CHECK(UTILS_TimespecCompare(&a, &a) == 0 && UTILS_TimespecCompare(NULL, &a) == -1);
    CHECK(UTILS_ValidateTimespec(&a) && !UTILS_ValidateTimespec(NULL));
    CHECK(!UTILS_ValidateTimespec(&bad_times[0]) && !UTILS_ValidateTimespec(&bad_times[1]));
    UTILS_NanosecondsToTimespec(-1, &r);
    CHECK(r.tv_sec == -1 && r.tv_nsec == 999999999);
    CHECK(UTILS_strnlen("four", 9) == 4 && UTILS_strnlen("four", 3) == 3);
}

static void times_become_ticks_rounded_up(void)
{
    const struct timespec a = {1, 1}, b = {0, TICK_NS}, day = {86400, 0};
    const struct timespec never = {.tv_sec = LONG_MAX}, negative = {.tv_sec = -1};
    TickType_t ticks = 99;
    CHECK_EQ(UTILS_TimespecToTicks(&a, &ticks), 0);
    CHECK_EQ(ticks, configTICK_RATE_HZ + 1);
    CHECK_EQ(UTILS_AbsoluteTimespecToDeltaTicks(&a, &b, &ticks), 0);
    CHECK_EQ(ticks, configTICK_RATE_HZ);
    CHECK_EQ(UTILS_AbsoluteTimespecToDeltaTicks(&b, &a, &ticks), ETIMEDOUT);
    CHECK_EQ(UTILS_AbsoluteTimespecToDeltaTicks(&b, NULL, &ticks), EINVAL);
    CHECK_EQ(UTILS_TimespecToTicks(&day, &ticks), 0);
    CHECK_EQ(ticks, 86400UL * configTICK_RATE_HZ);
    CHECK_EQ(UTILS_TimespecToTicks(&never, &ticks), EINVAL);
    CHECK_EQ(UTILS_TimespecToTicks(&negative, &ticks), EINVAL);
    CHECK_EQ(UTILS_TimespecToTicks(&bad_times[0], &ticks), EINVAL);
}

CONFORMANCE_MAIN("posix_clock", TEST(the_clock_goes_with_the_tick_and_past_its_wrap),
                 TEST(the_real_time_clock_can_be_set_the_other_not),
                 TEST(clocks_are_asked_by_their_names_only),
                 TEST(a_sleep_is_never_shorter_than_asked_and_hardly_longer),
                 TEST(a_sleep_until_a_time_ends_at_its_tick), TEST(wrong_sleeps_do_not_sleep),
                 TEST(setting_the_clock_moves_times_and_not_lengths), TEST(policies_have_bounds),
                 TEST(yielding_lets_equals_run), TEST(each_thread_has_its_errno),
                 TEST(times_are_added_and_compared), TEST(times_become_ticks_rounded_up))
