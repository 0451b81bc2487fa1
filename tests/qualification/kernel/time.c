/* SPDX-License-Identifier: MIT */
/* The tick: how often, how many, and what ends with which. */
#include "kernel_cases.h"

#include <string.h>

#include "queue.h"

#include "board.h"
#include "clock.h"
#include "qualification_parameters.h"

#define WRAP_TICKS      40u /* of a delay with the wrap in its middle */
#define WINDOWS         8u
#define WINDOW_MS       500u
#define LIMIT_PPM       1000
#define LONGEST_DELAY   20u
#define UNTIL_PERIOD    3u
#define UNTIL_TIMES     40u
#define SLEEPERS        4u
#define SUSPENDED_TICKS 5u
#define WATCH_TICKS     pdMS_TO_TICKS(5000)
#define WATCH_LINES     4u

void kernel_tick_count_wraps(void)
{
    TickType_t left = (TickType_t)(0u - xTaskGetTickCount());

    if (left > 5u * configTICK_RATE_HZ) {
        qualification_ignore("the tick count has wrapped already: run the whole group");
        return;
    }
    REQUIRE(left > WRAP_TICKS);
    vTaskDelay(left - WRAP_TICKS / 2u);
    kernel_count_ticks();
    TickType_t from = xTaskGetTickCount();
    vTaskDelay(WRAP_TICKS);
    unsigned interrupts = kernel_ticks;
    TickType_t now = xTaskGetTickCount();
    EXPECT(now < from);
    EXPECT_EQUAL((TickType_t)(now - from), WRAP_TICKS);
    EXPECT_EQUAL(interrupts, WRAP_TICKS);
}

/* Ticks of a window that are wrong, in millionths, against the clock of the board. */
static long window_error_ppm(void)
{
    TickType_t ticks = pdMS_TO_TICKS(WINDOW_MS);
    (void)kernel_fresh_tick();
    uint64_t from = clock_monotonic_us();
    vTaskDelay(ticks);
    int64_t us = (int64_t)(clock_monotonic_us() - from);
    int64_t want = (int64_t)(ticks * TICK_US);

    return (long)((us - want) * 1000000 / want);
}

/* Whoever emulates the board may be held up, which makes a window longer and none right that is
 * wrong: the best of some counts. */
void kernel_tick_keeps_time(void)
{
    long best = window_error_ppm();

    for (unsigned n = 1; n < WINDOWS && (best > LIMIT_PPM || best < -LIMIT_PPM); n++) {
        long error = window_error_ppm();
        if ((error < 0 ? -error : error) < (best < 0 ? -best : best)) {
            best = error;
        }
    }
    EXPECT_WITHIN(best, -LIMIT_PPM, LIMIT_PPM, "ppm");
    qualification_measure("tick.error", best, "ppm");
}

/* "CLOCK n of ms": whoever listens has a watch (docs/design/qualification.md). */
static void print_clock(unsigned number, TickType_t ticks)
{
    char line[] = "CLOCK n m 00000\n";
    uint32_t ms = (uint32_t)(ticks * 1000u / configTICK_RATE_HZ);

    line[6] = (char)('0' + number);
    line[8] = (char)('0' + WATCH_LINES);
    for (unsigned place = 14; place > 9; place--) {
        line[place] = (char)('0' + ms % 10u);
        ms /= 10u;
    }
    configPRINT_STRING(line);
}

/* Tick and clock of a board may come from one crystal, and both be wrong. */
void kernel_tick_agrees_with_a_watch(void)
{
    if (!qualification_parameters.timed) {
        qualification_ignore(
            "the time of this board is counted, or nobody compares it with a watch");
        return;
    }
    configPRINT_STRING("\n");
    TickType_t from = kernel_fresh_tick();
    TickType_t wake = from;
    for (unsigned n = 1; n <= WATCH_LINES; n++) {
        print_clock(n, wake - from);
        if (n < WATCH_LINES) {
            vTaskDelayUntil(&wake, WATCH_TICKS);
        }
    }
}

void kernel_tick_hook_runs_once_a_tick(void)
{
    (void)kernel_fresh_tick();
    kernel_count_ticks();
    TickType_t from = xTaskGetTickCount();
    for (unsigned n = 0; n < 30; n++) {
        vTaskDelay(1);
        EXPECT_EQUAL(kernel_ticks, xTaskGetTickCount() - from);
        if (qualification_failed()) {
            return;
        }
    }
}

void kernel_delay_takes_its_ticks(void)
{
    for (TickType_t ticks = 1; ticks <= LONGEST_DELAY; ticks++) {
        TickType_t took = 0;
        /* Twice more where a tick came between the wait and the look at it: on a busy emulator. */
        for (unsigned n = 0; n < 3u && (n == 0 || took > ticks); n++) {
            TickType_t from = kernel_fresh_tick();
            vTaskDelay(ticks);
            took = xTaskGetTickCount() - from;
        }
        if (!EXPECT_EQUAL(took, ticks)) {
            return;
        }
    }
}

void kernel_delay_until_does_not_drift(void)
{
    TickType_t from = kernel_fresh_tick();
    TickType_t wake = from;

    for (unsigned n = 0; n < UNTIL_TIMES; n++) {
        if (n % 2u == 1u) {
            REQUIRE(kernel_burn_us(TICK_US * 3u / 2u));
        }
        vTaskDelayUntil(&wake, UNTIL_PERIOD);
    }
    EXPECT_EQUAL(xTaskGetTickCount() - from, UNTIL_TIMES * UNTIL_PERIOD);
    EXPECT_EQUAL(wake - from, UNTIL_TIMES * UNTIL_PERIOD);
}

static volatile TickType_t woke_at[SLEEPERS];

static void sleep_and_note(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;

    vTaskDelay(3u + 2u * self);
    woke_at[self] = xTaskGetTickCount();
    kernel_event((char)('a' + self));
    kernel_park();
}

void kernel_sleepers_wake_at_their_tick(void)
{
    TickType_t from = kernel_fresh_tick();

    for (unsigned n = SLEEPERS; n-- > 0;) {
        if (kernel_spawn(sleep_and_note, P_HIGH, (void *)(uintptr_t)n) == NULL) {
            return;
        }
    }
    TickType_t begun = xTaskGetTickCount();
    vTaskDelay(3u + 2u * SLEEPERS);
    EXPECT(kernel_events_are("abcd"));
    for (unsigned n = 0; n < SLEEPERS; n++) {
        EXPECT_WITHIN(woke_at[n] - from, 3u + 2u * n, 3u + 2u * n + (begun - from), "ticks");
    }
}

static void wake_and_note(void *unused)
{
    (void)unused;
    vTaskDelay(2);
    kernel_event('w');
    kernel_park();
}

void kernel_suspended_scheduler_keeps_ticks(void)
{
    if (kernel_spawn(wake_and_note, P_HIGH, NULL) == NULL) {
        return;
    }
    (void)kernel_fresh_tick();
    kernel_count_ticks();
    TickType_t from = xTaskGetTickCount();
    vTaskSuspendAll();
    bool burned = kernel_burn_us(TICK_US * SUSPENDED_TICKS);
    kernel_event('s');
    (void)xTaskResumeAll();
    kernel_event('r');
    taskENTER_CRITICAL();
    TickType_t counted = xTaskGetTickCount() - from;
    unsigned interrupts = kernel_ticks;
    taskEXIT_CRITICAL();
    REQUIRE(burned);
    EXPECT(kernel_events_are("swr"));
    EXPECT_EQUAL(counted, interrupts);
    EXPECT(interrupts >= 1u);
}

static volatile unsigned idle_rounds;

static void count_idle(void)
{
    idle_rounds = idle_rounds + 1;
}

static void spin(void *unused)
{
    static volatile unsigned rounds;

    (void)unused;
    for (;;) {
        rounds = rounds + 1u;
    }
}

void kernel_idle_hook_runs_when_idle(void)
{
    idle_rounds = 0;
    qualification_on_idle = count_idle;
    vTaskDelay(5);
    EXPECT(idle_rounds > 0);
    if (kernel_spawn(spin, P_LOW, NULL) == NULL) {
        return;
    }
    idle_rounds = 0;
    vTaskDelay(5);
    EXPECT_EQUAL(idle_rounds, 0);
}
