/* SPDX-License-Identifier: MIT */
/* Boards whose configuration has no software timers skip these. */
#include "platform_kit.h"

#if configUSE_TIMERS
#define TIMES 8u

static IotTimer_t timer;
static int context;
static struct {
    volatile unsigned times;
    volatile TickType_t at[TIMES];
    void *volatile argument;
} expired;

static void expire(void *argument)
{
    expired.argument = argument;
    if (expired.times < TIMES) {
        expired.at[expired.times] = xTaskGetTickCount();
    }
    expired.times = expired.times + 1;
}

static bool created(void)
{
    expired.times = 0;
    expired.argument = NULL;
    return EXPECT(IotClock_TimerCreate(&timer, expire, &context));
}

/* A tick's beginning, so that all counts from there. */
static TickType_t fresh_tick(void)
{
    vTaskDelay(1);
    return xTaskGetTickCount();
}

static void expect_at(unsigned index, TickType_t start, uint32_t ms)
{
    const TickType_t ticks = pdMS_TO_TICKS(ms);

    EXPECT_WITHIN(expired.at[index] - start, ticks, ticks + SLACK_TICKS, "ticks");
}

void platform_timer_once(void)
{
    REQUIRE(created());
    TickType_t start = fresh_tick();
    EXPECT(IotClock_TimerArm(&timer, 20, 0));
    vTaskDelay(pdMS_TO_TICKS(15));
    EXPECT_EQUAL(expired.times, 0);
    vTaskDelay(pdMS_TO_TICKS(60));
    EXPECT_EQUAL(expired.times, 1);
    EXPECT(expired.argument == &context);
    expect_at(0, start, 20);
    IotClock_TimerDestroy(&timer);
}

void platform_timer_periodic(void)
{
    REQUIRE(created());
    TickType_t start = fresh_tick();
    EXPECT(IotClock_TimerArm(&timer, 10, 25));
    vTaskDelay(pdMS_TO_TICKS(98));
    EXPECT_EQUAL(expired.times, 4);
    for (unsigned i = 0; i < 4; i++) {
        expect_at(i, start, 10u + 25u * i);
    }
    IotClock_TimerDestroy(&timer);
}

/* What was armed before counts no more: neither the time nor the period. */
void platform_timer_armed_anew(void)
{
    REQUIRE(created());
    EXPECT(IotClock_TimerArm(&timer, 20, 20));
    vTaskDelay(pdMS_TO_TICKS(10));
    TickType_t start = fresh_tick();
    EXPECT(IotClock_TimerArm(&timer, 30, 0));
    vTaskDelay(pdMS_TO_TICKS(90));
    EXPECT_EQUAL(expired.times, 1);
    expect_at(0, start, 30);
    IotClock_TimerDestroy(&timer);
}

void platform_timer_destroyed(void)
{
    const size_t before = platform_free_bytes();

    REQUIRE(created());
    EXPECT(IotClock_TimerArm(&timer, 10, 10));
    vTaskDelay(pdMS_TO_TICKS(5));
    IotClock_TimerDestroy(&timer);
    vTaskDelay(pdMS_TO_TICKS(40));
    EXPECT_EQUAL(expired.times, 0);
    EXPECT_EQUAL(platform_free_bytes(), before);
}

#else

static void no_timers(void)
{
    qualification_ignore("this configuration has no software timers");
}

void platform_timer_once(void)
{
    no_timers();
}

void platform_timer_periodic(void)
{
    no_timers();
}

void platform_timer_armed_anew(void)
{
    no_timers();
}

void platform_timer_destroyed(void)
{
    no_timers();
}
#endif
