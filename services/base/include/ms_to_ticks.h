/* SPDX-License-Identifier: MIT */
/** Milliseconds in ticks, rounded up: a wait that is not 0 is at least one tick. */
#ifndef MS_TO_TICKS_H
#define MS_TO_TICKS_H

#include <stdint.h>

#include "FreeRTOS.h"

/**
 * Convert a time.
 *
 * @param ms  Up to 2^32 of any tick rate's.
 * @return Ticks, which may be more than a tick count holds.
 *
 * Context: any.  Blocks: no.
 */
static inline uint64_t ms_to_ticks(uint64_t ms)
{
    return (ms * configTICK_RATE_HZ + 999u) / 1000u;
}

/**
 * Convert a wait that ends.
 *
 * @param ms  Any.
 * @return Ticks; at most the longest wait that ends.
 *
 * Context: any.  Blocks: no.
 */
static inline TickType_t ms_to_wait(uint32_t ms)
{
    const uint64_t ticks = ms_to_ticks(ms);

    return ticks < portMAX_DELAY ? (TickType_t)ticks : portMAX_DELAY - 1;
}

/**
 * Convert a wait that may have no end.
 *
 * @param ms  UINT32_MAX: for ever.
 * @return Ticks; portMAX_DELAY for ever.
 *
 * Context: any.  Blocks: no.
 */
static inline TickType_t ms_to_wait_or_ever(uint32_t ms)
{
    return ms == UINT32_MAX ? portMAX_DELAY : ms_to_wait(ms);
}

#endif
