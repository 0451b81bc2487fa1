/* SPDX-License-Identifier: MIT */
/* A timestamp as one number: seconds above, fractions below, modulo 2^64. Differences are right
 * across the end of an era. No division: this runs on cores that have none for 64 bits. */
#ifndef SNTP_TIMESTAMP_H
#define SNTP_TIMESTAMP_H

#include <stdint.h>

#include "core_sntp_serializer.h"

static inline uint64_t sntp_timestamp_join(const SntpTimestamp_t *time)
{
    return (uint64_t)time->seconds << 32 | time->fractions;
}

/* A span of 0 .. 2^32 s in ms, rounded down. */
static inline uint64_t sntp_timestamp_span_ms(uint64_t span)
{
    return (span >> 32) * 1000u + ((span & UINT32_MAX) * 1000u >> 32);
}

#endif
