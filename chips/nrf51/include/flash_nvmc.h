/* SPDX-License-Identifier: MIT */
/** The nRF51's own flash, behind what holds the code: pages of 1 KB, words of 4 bytes. */
#ifndef FLASH_NVMC_H
#define FLASH_NVMC_H

#include "flash.h"

#define FLASH_NVMC_ERASE_BYTES   1024u
#define FLASH_NVMC_PROGRAM_BYTES 4u

/** `state` of the device is the address of its first byte. The processor stands still meanwhile, as
 * it runs from the same flash: 46 us a word, 21 ms a page. */
extern const struct flash_driver flash_nvmc_driver;

#endif
