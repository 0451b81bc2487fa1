/* SPDX-License-Identifier: MIT */
/* The clock: simulated time, or the host's in --realtime. */
#include "clock.h"

#include "sim.h"

uint64_t clock_monotonic_us(void)
{
    return sim_now_ns() / 1000u;
}
