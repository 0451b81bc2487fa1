/* SPDX-License-Identifier: MIT */
#include "counted_flash.h"

#include "board.h"

static uint32_t sectors_erased, bytes_programmed;

static flash_status_t read(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length)
{
    return board_flash()->driver->read(device, offset, bytes, length);
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    bytes_programmed += length;
    return board_flash()->driver->program(device, offset, bytes, length);
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    sectors_erased += length / device->geometry.erase_bytes;
    return board_flash()->driver->erase(device, offset, length);
}

struct flash_device *counted_flash(void)
{
    static const struct flash_driver counting = {.read = read, .program = program, .erase = erase};
    static struct flash_device flash;

    flash = *board_flash();
    flash.driver = &counting;
    return &flash;
}

uint32_t counted_flash_sectors_erased(void)
{
    return sectors_erased;
}

uint32_t counted_flash_bytes_programmed(void)
{
    return bytes_programmed;
}
