/* SPDX-License-Identifier: MIT */
/* Idle without ticks: sleeps end at their tick, the tick count does not drift from a clock that is
 * independent of it, and next to no tick interrupt comes meanwhile. Fails on a kernel that steps
 * one tick too many or too few, wakes somebody a tick late, or loses time at each wake. */
#include "alarm.h"
#include "clock.h"
#include "conformance.h"

#include "board.h"

static volatile unsigned interrupts; /* of the tick */
static volatile unsigned sleeps, wakes, begins;
static volatile unsigned long longest;

unsigned long tickless_begin(unsigned long ticks)
{
    begins = begins + 1U;
    longest = ticks > longest ? ticks : longest;
    return ticks;
}

/* Waits here: QEMU lets a processor that waits for an interrupt oversleep when it counts
 * instructions. */
unsigned long tickless_sleep_begins(unsigned long ticks)
{
    sleeps = sleeps + 1U;
    return alarm_wait_for_interrupt() ? 0 : ticks;
}

void tickless_sleep_ends(unsigned long ticks)
{
    (void)ticks;
    wakes = wakes + 1U;
}

void vApplicationIdleHook(void)
{
}

static void count_interrupt(void)
{
    interrupts = interrupts + 1U;
}

/* The clock, in millionths of a tick. */
static uint64_t clock_now(void)
{
    return clock_monotonic_us() * configTICK_RATE_HZ;
}

static uint32_t random_word(void)
{
    static uint32_t state = 12345U;
    state = state * 1664525U + 1013904223U;
    return state >> 8;
}

static void sleeps_of_every_length_end_at_their_tick(void)
{
    for (TickType_t ticks = 1; ticks < 40; ticks++) {
        TickType_t begin = fresh_tick();
        uint64_t from = clock_now();
        vTaskDelay(ticks);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), ticks);
        uint64_t slept = clock_now() - from;
        CHECK(slept > (uint64_t)ticks * 1000000U - 300000U);
        CHECK(slept < (uint64_t)ticks * 1000000U + 300000U);
    }
}

static void long_sleeps_take_few_interrupts(void)
{
    TickType_t begin = fresh_tick();
    interrupts = sleeps = wakes = begins = 0;
    longest = 0;
    conformance_on_tick = count_interrupt;
    vTaskDelay(5000);
    conformance_on_tick = NULL;
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 5000);
    CHECK(interrupts < 50);
    CHECK(longest > 4900 && longest <= 5000);
    CHECK(begins != 0 && sleeps >= begins && sleeps == wakes);
}

static SemaphoreHandle_t alarm_rang;

static void on_alarm(void)
{
    BaseType_t woken = pdFALSE;
    (void)xSemaphoreGiveFromISR(alarm_rang, &woken);
    portYIELD_FROM_ISR(woken);
}

static void an_interrupt_ends_a_sleep_at_once(void)
{
    alarm_rang = xSemaphoreCreateBinary();
    for (unsigned i = 0; i < 50; i++) {
        uint32_t us = 300U + random_word() % 40000U;
        (void)fresh_tick();
        uint64_t from = clock_now();
        alarm_in(us, on_alarm);
        CHECK_EQ(xSemaphoreTake(alarm_rang, 100), pdPASS);
        uint64_t waited = clock_now() - from;
        CHECK(waited >= (uint64_t)us * configTICK_RATE_HZ);
        CHECK(waited < (uint64_t)us * configTICK_RATE_HZ + 300000U);
    }
    vSemaphoreDelete(alarm_rang);
}

/* Ticks counted less ticks that the clock says have passed, in millionths, since the first call. */
static int64_t drift(bool first)
{
    static TickType_t begin;
    static uint64_t from;
    static uint64_t counted;
    TickType_t now = fresh_tick(); /* read both just after a tick */
    uint64_t clock = clock_now();

    if (first) {
        from = clock;
        counted = 0;
    } else {
        counted += (TickType_t)(now - begin);
    }
    begin = now;
    return (int64_t)(counted * 1000000U) - (int64_t)(clock - from);
}

static void report_drift(unsigned wakings, int64_t most)
{
    static char text[] = "drift 00000 thousandths of a tick after 00000 wakings by interrupts\n";
    unsigned value = (unsigned)(most / 1000);
    for (unsigned i = 0; i < 5; i++, value /= 10U, wakings /= 10U) {
        text[10U - i] = (char)('0' + value % 10U);
        text[44U - i] = (char)('0' + wakings % 10U);
    }
    board_console_write(text, sizeof text - 1U);
}

/* Most of a minute; interrupts end half of the sleeps. */
static void the_tick_count_does_not_drift(void)
{
    int64_t most = 0;
    unsigned wakings = 0;

    alarm_rang = xSemaphoreCreateBinary();
    (void)drift(true);
    for (unsigned round = 0; round < 20; round++) {
        for (unsigned i = 0; i < 60; i++) {
            alarm_in(100U + random_word() % 60000U, on_alarm);
            wakings += xSemaphoreTake(alarm_rang, 1U + random_word() % 60U) == pdPASS ? 1U : 0U;
        }
        int64_t now = drift(false);
        most = now < 0 && -now > most ? -now : most;
        most = now > most ? now : most;
    }
    report_drift(wakings, most);
    CHECK(wakings > 500);
    CHECK(most < 1000000);
    vSemaphoreDelete(alarm_rang);
}

/* The idle task's questions, asked by nobody else: nothing else is ready or has happened. */
static void periods_are_kept_across_sleeps(void)
{
    TickType_t wake = fresh_tick();
    TickType_t begin = wake;
    for (unsigned i = 1; i <= 50; i++) {
        if (i % 3U == 0) {
            burn_ticks(2);
        }
        CHECK_EQ(xTaskDelayUntil(&wake, 7), pdTRUE);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 7 * i);
    }
}

CONFORMANCE_MAIN("tickless", TEST(sleeps_of_every_length_end_at_their_tick),
                 TEST(long_sleeps_take_few_interrupts), TEST(an_interrupt_ends_a_sleep_at_once),
                 TEST(the_tick_count_does_not_drift), TEST(periods_are_kept_across_sleeps))
