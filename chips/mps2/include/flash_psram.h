/* SPDX-License-Identifier: MIT */
/** Flash made of memory that the emulator keeps in a file. */
#ifndef FLASH_PSRAM_H
#define FLASH_PSRAM_H

#include <stdint.h>

#include "flash.h"

/** State of one device: the memory window. The word behind the window is the driver's mark. */
struct flash_psram {
    uintptr_t base;
};

extern const struct flash_driver flash_psram_driver;

#endif
