/* SPDX-License-Identifier: MIT */
/** The board's own secret, to encrypt with what lies in its flash. Boards whose `features.key` in
 * board.json says so implement it. */
#ifndef HAL_BOARD_KEY_H
#define HAL_BOARD_KEY_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define BOARD_KEY_BYTES 32u

/**
 * Read the key. It is random, the same at every start, another on every board, and not in the flash
 * that it protects.
 *
 * @param[out] key  Set on true only. To be wiped by the caller.
 * @return False: this one has none.
 *
 * Context: task.  Blocks: milliseconds.
 */
bool board_key(uint8_t key[BOARD_KEY_BYTES]);

#ifdef __cplusplus
}
#endif

#endif
