/* SPDX-License-Identifier: MIT */
/* Clocks, sleeping, errno, arithmetic on times. */
#include "posix_cases.h"

#include "clock.h"

#define SECOND  1000000000LL
#define TICK_NS (SECOND / configTICK_RATE_HZ)
#define TICK_US (1000000u / configTICK_RATE_HZ)

static struct posix_worker workers[1];

static long long ns_of(clockid_t clock)
{
    struct timespec time = {0};
    (void)EXPECT_EQUAL(clock_gettime(clock, &time), 0);
    return time.tv_sec * SECOND + time.tv_nsec;
}

/* The configuration lets the tick count wrap soon after the start; this is the first case. */
void posix_Clock_GoesOn(void)
{
    for (int i = 0; i < 12; i++) {
        (void)posix_fresh_tick();
        long long from = ns_of(CLOCK_MONOTONIC);
        vTaskDelay(pdMS_TO_TICKS(100));
        EXPECT_EQUAL(ns_of(CLOCK_MONOTONIC) - from, pdMS_TO_TICKS(100) * TICK_NS);
    }
    EXPECT_WITHIN(ns_of(CLOCK_MONOTONIC) / SECOND, 1, 3600, "s"); /* since the start */
}

void posix_Clock_SetMovesRealtimeOnly(void)
{
    const struct timespec date = {.tv_sec = 1790000000, .tv_nsec = 0};
    struct timespec time, before = posix_in_ms(0);
    (void)posix_fresh_tick();
    long long monotonic = ns_of(CLOCK_MONOTONIC);
    EXPECT_EQUAL(clock_settime(CLOCK_REALTIME, &date), 0);
    EXPECT_EQUAL(clock_gettime(CLOCK_REALTIME, &time), 0);
    EXPECT_EQUAL(time.tv_sec, date.tv_sec);
    EXPECT_WITHIN(ns_of(CLOCK_MONOTONIC) - monotonic, 0, 2 * TICK_NS, "ns");
    EXPECT_EQUAL(clock_settime(CLOCK_REALTIME, &before), 0);
    EXPECT_FAILS(clock_settime(CLOCK_MONOTONIC, &date), EINVAL);
}

void posix_Clock_Resolution(void)
{
    struct timespec time = {0};
    EXPECT_EQUAL(clock_getres(CLOCK_REALTIME, &time), 0);
    EXPECT_EQUAL(time.tv_sec, 0);
    EXPECT_EQUAL(time.tv_nsec, TICK_NS);
    EXPECT_FAILS(clock_getres(99, &time), EINVAL);
    EXPECT_FAILS(clock_gettime(99, &time), EINVAL);
}

void posix_Clock_Cpu(void)
{
    struct timespec time;
    clockid_t id = 99;
    clock_t from = clock();
    posix_burn(pdMS_TO_TICKS(20));
    EXPECT_WITHIN((clock() - from) * 1000u / (unsigned long)CLOCKS_PER_SEC, 19, 30, "ms");
    EXPECT_EQUAL(clock_getcpuclockid(0, &id), 0);
    EXPECT_EQUAL(clock_gettime(id, &time), 0);
}

/* Microseconds that a sleep takes which begins in the middle of a tick. */
static long long sleep_us(long us, bool by_usleep)
{
    const struct timespec length = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};
    (void)posix_fresh_tick();
    uint64_t from = clock_monotonic_us();
    while (clock_monotonic_us() - from < TICK_US * 3u / 5u) {
    }
    from = clock_monotonic_us();
    (void)EXPECT_EQUAL(by_usleep ? usleep((useconds_t)us) : nanosleep(&length, NULL), 0);
    return (long long)(clock_monotonic_us() - from);
}

static volatile bool busy;

static int keep_busy(void *arg)
{
    (void)arg;
    while (busy) {
    }
    return 0;
}

/* The processor does not idle meanwhile: an emulator that counts instructions has another time
 * then. */
void posix_Sleep_NotShorter(void)
{
    const long lengths[] = {1, (long)TICK_US, 3L * (long)TICK_US, 3L * (long)TICK_US + 1};
    busy = true;
    posix_start(&workers[0], keep_busy, P_LOW, NULL);
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        EXPECT_WITHIN(sleep_us(lengths[i], false), lengths[i], lengths[i] + 2 * (long)TICK_US,
                      "us");
        EXPECT_WITHIN(sleep_us(lengths[i], true), lengths[i], lengths[i] + 2 * (long)TICK_US, "us");
    }
    busy = false;
    (void)posix_finish(&workers[0]);
}

static int sleep_until(void *arg)
{
    int error = clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, arg, NULL);
    posix_event('u');
    return error;
}

void posix_Sleep_Absolute(void)
{
    (void)posix_fresh_tick();
    struct timespec time = posix_in_ms(10);
    posix_start(&workers[0], sleep_until, P_HIGH, &time);
    vTaskDelay(pdMS_TO_TICKS(10) - 1u);
    EXPECT(posix_events_are(""));
    vTaskDelay(1);
    EXPECT(posix_events_are("u"));
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
    posix_start(&workers[0], sleep_until, P_HIGH, &time); /* it has passed */
    EXPECT(posix_events_are("u"));
    EXPECT_EQUAL(posix_finish(&workers[0]), 0);
}

void posix_Sleep_TimeIsChecked(void)
{
    for (size_t i = 0; i < 2; i++) {
        EXPECT_FAILS(nanosleep(&posix_bad_times[i], NULL), EINVAL);
        EXPECT_EQUAL(clock_nanosleep(CLOCK_MONOTONIC, 0, &posix_bad_times[i], NULL), EINVAL);
    }
    const struct timespec one = {.tv_nsec = 1};
    EXPECT_EQUAL(clock_nanosleep(99, 0, &one, NULL), EINVAL);
}

static int own_errno(void *arg)
{
    int begin = errno;
    (void)sem_trywait(NULL); /* EINVAL */
    vTaskDelay(3);
    (void)arg;
    return begin == 0 ? errno : -1;
}

void posix_Errno_PerThread(void)
{
    errno = ENOSPC;
    posix_start(&workers[0], own_errno, P_HIGH, NULL);
    EXPECT_EQUAL(errno, ENOSPC);
    vTaskDelay(5);
    EXPECT_EQUAL(errno, ENOSPC);
    EXPECT_EQUAL(posix_finish(&workers[0]), EINVAL);
}

void posix_Utils_Arithmetic(void)
{
    const struct timespec a = {5, 600000000}, b = {2, 700000000};
    struct timespec r = {0};
    EXPECT_EQUAL(UTILS_TimespecAdd(&a, &b, &r), 0);
    EXPECT(r.tv_sec == 8 && r.tv_nsec == 300000000);
    EXPECT_EQUAL(UTILS_TimespecSubtract(&a, &b, &r), 0);
    EXPECT(r.tv_sec == 2 && r.tv_nsec == 900000000);
    EXPECT_EQUAL(UTILS_TimespecSubtract(&b, &a, &r), 1);
    EXPECT_EQUAL(UTILS_TimespecAddNanoseconds(&b, 300000000, &r), 0);
    EXPECT(r.tv_sec == 3 && r.tv_nsec == 0);
    EXPECT(UTILS_TimespecCompare(&a, &b) == 1 && UTILS_TimespecCompare(&b, &a) == -1 &&
           UTILS_TimespecCompare(&a, &a) == 0);
}

void posix_Utils_Ticks(void)
{
    const struct timespec a = {1, 1}, b = {0, TICK_NS};
    TickType_t ticks = 99;
    EXPECT_EQUAL(UTILS_TimespecToTicks(&a, &ticks), 0);
    EXPECT_EQUAL(ticks, configTICK_RATE_HZ + 1);
    EXPECT_EQUAL(UTILS_AbsoluteTimespecToDeltaTicks(&a, &b, &ticks), 0);
    EXPECT_EQUAL(ticks, configTICK_RATE_HZ);
    EXPECT_EQUAL(UTILS_AbsoluteTimespecToDeltaTicks(&b, &a, &ticks), ETIMEDOUT);
    EXPECT_EQUAL(UTILS_TimespecToTicks(&posix_bad_times[1], &ticks), EINVAL);
}
