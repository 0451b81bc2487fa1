/* SPDX-License-Identifier: MIT */
/** Random bits from the hardware, for seeding a generator; nobody hands them out directly. */
#ifndef HAL_ENTROPY_H
#define HAL_ENTROPY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Fill a buffer with unpredictable bytes.
 *
 * @param[out] buffer  Room for `length` bytes; not NULL unless `length` is 0.
 * @param length       Bytes wanted, 0 or more.
 * @retval true   All of `buffer` is filled, each bit with close to one bit of entropy.
 * @retval false  The source failed. `buffer` must not be used: there is no weaker second source.
 *
 * Context: task, one at a time.  Blocks: as long as the source needs.  Masked: no.
 */
bool entropy_read(void *buffer, size_t length);

/**
 * Name the source, for logs and for the start-up banner.
 *
 * @return A literal, never NULL. Contains "emulator only" where the source is not a property of the
 *         device: such a board must not hold real credentials.
 *
 * Context: any.  Blocks: never.  Masked: no.
 */
const char *entropy_source(void);

#ifdef __cplusplus
}
#endif

#endif
