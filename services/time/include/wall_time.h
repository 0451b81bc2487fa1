/* SPDX-License-Identifier: MIT */
/* From a time stamp that has lost its era to Unix time that never wraps. Pure. */
#ifndef WALL_TIME_H
#define WALL_TIME_H

#include <stdbool.h>
#include <stdint.h>

/**
 * Find the moment that a server means.
 *
 * @param ntp_ms         Milliseconds since 1900 modulo one era (2^32 s), of any sign and size.
 * @param floor_unix_ms  A moment that has passed, ms since 1970.
 * @param[out] unix_ms   Milliseconds since 1970, floor .. floor + half an era (68 years). Set on
 *                       true only.
 * @retval false  The nearest moment with this time stamp lies before the floor.
 *
 * Context: any.  Blocks: never.
 */
bool wall_time_from_ntp_ms(int64_t ntp_ms, uint64_t floor_unix_ms, uint64_t *unix_ms);

#endif
