/* SPDX-License-Identifier: MIT */
/* The board's flash, counted: what its user has erased and programmed since the start. */
#ifndef COUNTED_FLASH_H
#define COUNTED_FLASH_H

#include "flash.h"

struct flash_device *counted_flash(void);
uint32_t counted_flash_sectors_erased(void);
uint32_t counted_flash_bytes_programmed(void);

#endif
