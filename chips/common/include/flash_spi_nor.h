/* SPDX-License-Identifier: MIT */
/** Driver of serial NOR flash with 3-byte addresses and the usual commands (read 03, page program
 * 02, sector erase D8, status 05), as S25SL128. */
#ifndef FLASH_SPI_NOR_H
#define FLASH_SPI_NOR_H

#include <stdint.h>

#include "flash.h"
#include "spi.h"

#define FLASH_SPI_NOR_PAGE_BYTES 256u

/** State of one device: the bus; the rest is the driver's. geometry.erase_bytes is what command D8
 * erases, program_bytes divides a page. */
struct flash_spi_nor {
    struct spi_device *bus;
    uint8_t frame[4 + FLASH_SPI_NOR_PAGE_BYTES]; /* a command with its data */
};

extern const struct flash_driver flash_spi_nor_driver;

/**
 * Read the identification (command 9F).
 *
 * @param device  The device.
 * @return Manufacturer, type and capacity as JEDEC numbers them, 0x012018 for a S25SL12801; 0 when
 *         the bus fails.
 *
 * Context: as the bus.  Blocks: as long as the transfer.
 */
uint32_t flash_spi_nor_id(struct flash_device *device);

#endif
