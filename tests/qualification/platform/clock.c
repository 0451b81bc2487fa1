/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "platform_kit.h"

#define LONG_AGO ((TickType_t)-2000) /* the count wraps within so many ticks */

static uint64_t ms_of(TickType_t ticks)
{
    return (uint64_t)ticks * 1000u / configTICK_RATE_HZ;
}

/* Beyond the wrap of the tick count when that is near. */
void platform_clock_goes_on(void)
{
    const uint64_t before = IotClock_GetTimeMs();
    const TickType_t start = xTaskGetTickCount();
    const TickType_t wait = start >= LONG_AGO ? (TickType_t)0 - start : 0;
    uint64_t last = before;

    vTaskDelay(wait + 20u);
    for (unsigned i = 0; i < 50; i++) {
        const uint64_t now = IotClock_GetTimeMs();
        if (!EXPECT(now >= last)) {
            break;
        }
        last = now;
    }
    const uint64_t passed_ms = IotClock_GetTimeMs() - before;
    EXPECT_WITHIN(passed_ms, ms_of(wait + 20u), ms_of(xTaskGetTickCount() - start) + 1u, "ms");
}

void platform_clock_sleeps(void)
{
    TickType_t start = xTaskGetTickCount();

    IotClock_SleepMs(0);
    EXPECT_WITHIN(xTaskGetTickCount() - start, 0, 1, "ticks");
    vTaskDelay(1);
    start = xTaskGetTickCount();
    IotClock_SleepMs(40);
    EXPECT_WITHIN(xTaskGetTickCount() - start, pdMS_TO_TICKS(40), pdMS_TO_TICKS(40) + SLACK_TICKS,
                  "ticks");
}

static uint64_t number(const char *text)
{
    uint64_t value = 0;

    for (; *text >= '0' && *text <= '9'; text++) {
        value = value * 10u + (uint64_t)(*text - '0');
    }
    return value;
}

void platform_clock_timestring(void)
{
    char text[24];
    size_t length = 0, unused = 0;

    memset(text, '#', sizeof text);
    const uint64_t before = IotClock_GetTimeMs();
    REQUIRE(IotClock_GetTimestring(text, sizeof text, &length));
    const uint64_t after = IotClock_GetTimeMs();
    REQUIRE(length < sizeof text);
    EXPECT_EQUAL(text[length], '\0');
    EXPECT_EQUAL(strspn(text, "0123456789"), length);
    EXPECT(before <= number(text) && number(text) <= after);
    memset(text, '#', sizeof text);
    EXPECT(!IotClock_GetTimestring(text, length, &unused)); /* no room for its end */
    EXPECT_EQUAL(text[0], '#');
    EXPECT(IotClock_GetTimestring(text, length + 1u, &unused));
    EXPECT_EQUAL(text[length + 1u], '#');
}
