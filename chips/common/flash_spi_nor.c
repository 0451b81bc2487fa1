/* SPDX-License-Identifier: MIT */
/* Serial NOR flash. Each command is one transfer; erase and program go on in the device until its
 * status says no longer busy.
 *
 *     write enable │ command, address, data │ status, status, ... not busy │ next page
 *
 * What is programmed is compared with what is there first: a bit that is 0 stays 0 without a word
 * from the device. Spansion S25SL128 data sheet, sections 9 (commands) and 10 (status register). */
#include "flash_spi_nor.h"

#include <string.h>

#include "clock.h"

#define PAGE_PROGRAM 0x02u
#define READ         0x03u
#define READ_STATUS  0x05u
#define WRITE_ENABLE 0x06u
#define CLEAR_STATUS 0x30u
#define READ_ID      0x9Fu
#define SECTOR_ERASE 0xD8u

#define STATUS_BUSY   0x01u
#define STATUS_FAILED 0x60u /* erase error, program error */
#define BUSY_MAX_US   10000000u
#define COMMAND_BYTES 4u

static bool command(struct flash_spi_nor *nor, uint8_t code, uint32_t offset, uint32_t data_bytes,
                    void *in, uint32_t in_bytes)
{
    nor->frame[0] = code;
    nor->frame[1] = (uint8_t)(offset >> 16);
    nor->frame[2] = (uint8_t)(offset >> 8);
    nor->frame[3] = (uint8_t)offset;
    return nor->bus->driver->transfer(nor->bus, nor->frame, COMMAND_BYTES + data_bytes, in,
                                      in_bytes);
}

static bool short_command(struct flash_spi_nor *nor, uint8_t code, void *in, uint32_t in_bytes)
{
    return nor->bus->driver->transfer(nor->bus, &code, 1, in, in_bytes);
}

static flash_status_t wait_done(struct flash_spi_nor *nor)
{
    uint64_t begin = clock_monotonic_us();
    uint8_t status;

    do {
        if (!short_command(nor, READ_STATUS, &status, 1) ||
            clock_monotonic_us() - begin > BUSY_MAX_US) {
            return FLASH_FAILED;
        }
    } while ((status & STATUS_BUSY) != 0);
    if ((status & STATUS_FAILED) != 0) {
        (void)short_command(nor, CLEAR_STATUS, NULL, 0);
        return FLASH_FAILED;
    }
    return FLASH_OK;
}

static flash_status_t change(struct flash_spi_nor *nor, uint8_t code, uint32_t offset,
                             uint32_t data_bytes)
{
    if (!short_command(nor, WRITE_ENABLE, NULL, 0) ||
        !command(nor, code, offset, data_bytes, NULL, 0)) {
        return FLASH_FAILED;
    }
    return wait_done(nor);
}

static flash_status_t read(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length)
{
    flash_status_t status = flash_check(&device->geometry, offset, length, 1);
    struct flash_spi_nor *nor = device->state;
    uint8_t *to = bytes;

    while (status == FLASH_OK && length > 0) {
        uint32_t most = (uint32_t)nor->bus->bytes_max - COMMAND_BYTES;
        uint32_t part = length < most ? length : most;
        status = command(nor, READ, offset, 0, to, part) ? FLASH_OK : FLASH_FAILED;
        offset += part;
        to += part;
        length -= part;
    }
    return status;
}

static uint32_t page_part(uint32_t offset, uint32_t length)
{
    uint32_t room = FLASH_SPI_NOR_PAGE_BYTES - offset % FLASH_SPI_NOR_PAGE_BYTES;

    return length < room ? length : room;
}

/* Uses the frame's data for what is there. */
static flash_status_t is_programmable(struct flash_device *device, uint32_t offset,
                                      const uint8_t *bytes, uint32_t length)
{
    struct flash_spi_nor *nor = device->state;
    uint8_t *there = nor->frame + COMMAND_BYTES;

    while (length > 0) {
        uint32_t part = page_part(offset, length);
        if (!command(nor, READ, offset, 0, there, part)) {
            return FLASH_FAILED;
        }
        for (uint32_t i = 0; i < part; i++) {
            if ((bytes[i] & ~there[i]) != 0) {
                return FLASH_NOT_ERASED;
            }
        }
        offset += part;
        bytes += part;
        length -= part;
    }
    return FLASH_OK;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    flash_status_t status =
        flash_check(&device->geometry, offset, length, device->geometry.program_bytes);
    struct flash_spi_nor *nor = device->state;
    const uint8_t *from = bytes;

    if (status == FLASH_OK) {
        status = is_programmable(device, offset, from, length);
    }
    while (status == FLASH_OK && length > 0) {
        uint32_t part = page_part(offset, length);
        memcpy(nor->frame + COMMAND_BYTES, from, part);
        status = change(nor, PAGE_PROGRAM, offset, part);
        offset += part;
        from += part;
        length -= part;
    }
    return status;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    uint32_t sector = device->geometry.erase_bytes;
    flash_status_t status = flash_check(&device->geometry, offset, length, sector);

    for (; status == FLASH_OK && length > 0; offset += sector, length -= sector) {
        status = change(device->state, SECTOR_ERASE, offset, 0);
    }
    return status;
}

uint32_t flash_spi_nor_id(struct flash_device *device)
{
    uint8_t id[3];

    if (!short_command(device->state, READ_ID, id, sizeof id)) {
        return 0;
    }
    return (uint32_t)id[0] << 16 | (uint32_t)id[1] << 8 | id[2];
}

const struct flash_driver flash_spi_nor_driver = {
    .read = read,
    .program = program,
    .erase = erase,
};
