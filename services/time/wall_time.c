/* SPDX-License-Identifier: MIT */
#include "wall_time.h"

#define ERA_MS        (INT64_C(1000) << 32)
#define UNIX_EPOCH_MS INT64_C(2208988800000) /* 1 January 1970 since 1900 */

/* 0 .. ERA_MS - 1 */
static int64_t within_era(int64_t ms)
{
    const int64_t rest = ms % ERA_MS;
    return rest < 0 ? rest + ERA_MS : rest;
}

bool wall_time_from_ntp_ms(int64_t ntp_ms, uint64_t floor_unix_ms, uint64_t *unix_ms)
{
    const int64_t floor_ms = within_era((int64_t)floor_unix_ms + UNIX_EPOCH_MS);
    const int64_t after_floor = within_era(within_era(ntp_ms) - floor_ms);

    if (after_floor >= ERA_MS / 2) {
        return false;
    }
    *unix_ms = floor_unix_ms + (uint64_t)after_floor;
    return true;
}
