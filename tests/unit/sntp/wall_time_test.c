/* SPDX-License-Identifier: MIT */
#include "wall_time.h"

#include "test.h"

#define ERA_MS  4294967296000
#define DAY_MS  86400000
#define YEAR_MS (365LL * DAY_MS)

/* Milliseconds since 1900 as a server would send them, its era lost. */
static int64_t stamp(uint64_t unix_ms)
{
    return (int64_t)((unix_ms + 2208988800000) % ERA_MS);
}

static const struct {
    const char *what;
    uint64_t floor_ms;
} floors[] = {
    {"1970", 0},
    {"2026", 1793491200000},
    {"the day before era 1", 2085978496000 - DAY_MS},
    {"era 1", 2085978496000},
    {"the last second of 31 bits", 2147483647000},
    {"2050", 2524608000000},
    {"the last second of 32 bits", 4294967295000},
    {"2150", 5680281600000},
    {"era 2", 2085978496000 + ERA_MS},
};

static void every_time_up_to_68_years_after_the_floor_is_found(void)
{
    for (size_t i = 0; i < sizeof floors / sizeof floors[0]; i++) {
        test_case = floors[i].what;
        const uint64_t last = floors[i].floor_ms + ERA_MS / 2 - 1;
        for (uint64_t ms = floors[i].floor_ms; ms <= last; ms += 9999999999) {
            uint64_t found = 0;
            CHECK_EQ(wall_time_from_ntp_ms(stamp(ms), floors[i].floor_ms, &found), 1);
            CHECK_EQ(found, ms);
        }
        uint64_t found = 0;
        CHECK_EQ(wall_time_from_ntp_ms(stamp(last), floors[i].floor_ms, &found), 1);
        CHECK_EQ(found, last);
    }
}

static void a_time_before_the_floor_is_refused(void)
{
    static const uint64_t before[] = {1, 1000, DAY_MS, YEAR_MS, 40 * YEAR_MS, ERA_MS / 2};
    for (size_t i = 1; i < sizeof floors / sizeof floors[0]; i++) {
        test_case = floors[i].what;
        for (size_t k = 0; k < sizeof before / sizeof before[0]; k++) {
            uint64_t found = 77;
            const int64_t ntp_ms = stamp(floors[i].floor_ms + ERA_MS - before[k]);
            CHECK_EQ(wall_time_from_ntp_ms(ntp_ms, floors[i].floor_ms, &found), 0);
            CHECK_EQ(found, 77);
        }
    }
}

static void the_stamp_may_be_eras_away_and_negative(void)
{
    const uint64_t floor_ms = 1793491200000, wanted = floor_ms + 12345;
    for (int64_t era = -3; era <= 3; era++) {
        uint64_t found = 0;
        CHECK_EQ(wall_time_from_ntp_ms(stamp(wanted) + era * ERA_MS, floor_ms, &found), 1);
        CHECK_EQ(found, wanted);
    }
}

int main(void)
{
    RUN(every_time_up_to_68_years_after_the_floor_is_found);
    RUN(a_time_before_the_floor_is_refused);
    RUN(the_stamp_may_be_eras_away_and_negative);
    return 0;
}
