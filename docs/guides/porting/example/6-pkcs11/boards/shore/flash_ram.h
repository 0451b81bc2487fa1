/* SPDX-License-Identifier: MIT */
/** NOR flash played by RAM: for an emulator whose flash cannot be written. */
#ifndef FLASH_RAM_H
#define FLASH_RAM_H

#include "flash.h"

/** State: `geometry.size_bytes` bytes and a word that says that they have been flash before. Both
 * survive a reset where they are not initialised; without power they are gone. */
struct flash_ram {
    uint8_t *bytes;
    uint32_t *mark;
};

extern const struct flash_driver flash_ram_driver;

/** Deliver it erased, unless it has been used before. Context: board_init(). */
void flash_ram_start(struct flash_device *device);

#endif
