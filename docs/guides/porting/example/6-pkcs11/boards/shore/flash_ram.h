/* SPDX-License-Identifier: MIT */
/** NOR flash played by RAM: for an emulator whose flash cannot be written. */
#ifndef FLASH_RAM_H
#define FLASH_RAM_H

#include "flash.h"

/* State: the address of `geometry.size_bytes` bytes that nobody initialises: they survive a reset,
 * and an emulator can load them. Without power they are gone. */

extern const struct flash_driver flash_ram_driver;

/** Deliver it erased, unless it has been used before. Context: board_init(). */
void flash_ram_start(struct flash_device *device);

#endif
