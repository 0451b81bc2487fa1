/* SPDX-License-Identifier: MIT */
/** Time since start. The only clock of the device that needs no network. */
#ifndef HAL_CLOCK_H
#define HAL_CLOCK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tell how long the board has been running.
 *
 * @return Microseconds since board_init(), 64 bits: does not wrap in the life of a device. Two
 *         reads are never in the wrong order, also when an interrupt reads between them. Resolution
 *         is the board's, 1 us at best.
 *
 * Context: any, after board_init().  Blocks: never.  Masked: O(1).
 */
uint64_t clock_monotonic_us(void);

#ifdef __cplusplus
}
#endif

#endif
