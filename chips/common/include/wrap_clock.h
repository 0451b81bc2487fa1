/* SPDX-License-Identifier: MIT */
/** A monotonic clock from a 32-bit timer that counts down from 2^32 - 1, over and over.
 *
 *   64-bit ticks = wraps (counted by the interrupt) : 2^32 - 1 - value
 *
 * A reader that finds the wrap pending but not yet counted (its own priority, a mask) counts it
 * itself; so the clock is right as long as nobody masks for a whole turn of the timer.
 */
#ifndef WRAP_CLOCK_H
#define WRAP_CLOCK_H

#include <stdint.h>

/** One clock. The board's timer driver fills in all but `wraps`, which is 0. */
struct wrap_clock {
    volatile uint32_t *value;  /* the count */
    volatile uint32_t *status; /* not 0: a wrap has not been acknowledged; 1 acknowledges it */
    uint32_t ticks_per_us;
    volatile uint32_t wraps;
};

/** Handle the interrupt of the timer. Context: its ISR, above every mask of the kernel. */
static inline void wrap_clock_interrupt(struct wrap_clock *clock)
{
    *clock->status = 1;
    clock->wraps = clock->wraps + 1;
}

/** Microseconds since the timer started. Context: any. Blocks: never. Masked: no. */
static inline uint64_t wrap_clock_us(const struct wrap_clock *clock)
{
    uint32_t high, value, pending;

    do {
        high = clock->wraps;
        value = *clock->value;
        pending =
            *clock->status; /* after the value: pending with a small value is the wrap to come */
    } while (high != clock->wraps);
    if (pending != 0 && value > UINT32_MAX / 2u) {
        high++;
    }
    return (((uint64_t)high << 32) | (UINT32_MAX - value)) / clock->ticks_per_us;
}

#endif
