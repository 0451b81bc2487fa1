/* SPDX-License-Identifier: MIT */
/** Driver of parallel NOR flash with the Intel command set: two 16-bit devices side by side on a
 * 32-bit bus, which answer the common flash interface (CFI) query.
 *
 * The memory may hold the program that runs: see flash_cfi.c. */
#ifndef FLASH_CFI_H
#define FLASH_CFI_H

#include <stdbool.h>
#include <stdint.h>

#include "flash.h"

#define FLASH_CFI_BUFFER_WORDS 64u

/** State of one bank: where it is seen. The rest is the driver's. */
struct flash_cfi {
    uintptr_t base;
    uint32_t buffer_words;                  /* programmed at once, at most */
    uint32_t words[FLASH_CFI_BUFFER_WORDS]; /* in RAM, wherever the caller's bytes are */
};

extern const struct flash_driver flash_cfi_driver;

/**
 * Ask a bank what it is and fill in the geometry.
 *
 * @param device  `state` with `base`.
 * @retval true   There is such flash; `geometry` is valid.
 * @retval false  No answer, other commands, or sectors of several sizes.
 *
 * Context: board_init(); nobody else uses the bank.  Blocks: some microseconds.  Masked: as long,
 * if the program runs from the bank.
 */
bool flash_cfi_probe(struct flash_device *device);

#endif
