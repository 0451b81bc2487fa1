/* SPDX-License-Identifier: MIT */
/* The rules of NOR flash over RAM. Memory that is nothing but zeros has never been flash. */
#include "flash_ram.h"

#include <string.h>

void flash_ram_start(struct flash_device *device)
{
    uint8_t *bytes = device->state;
    uint32_t i = 0;

    while (i < device->geometry.size_bytes && bytes[i] == 0) {
        i++;
    }
    if (i == device->geometry.size_bytes) {
        memset(bytes, FLASH_ERASED_BYTE, device->geometry.size_bytes);
    }
}

static flash_status_t read(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length)
{
    uint8_t *flash = device->state;
    flash_status_t status = flash_check(&device->geometry, offset, length, 1);

    if (status == FLASH_OK && length > 0) {
        memcpy(bytes, flash + offset, length);
    }
    return status;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    uint8_t *flash = device->state;
    flash_status_t status =
        flash_check(&device->geometry, offset, length, device->geometry.program_bytes);
    const uint8_t *from = bytes;

    for (uint32_t i = 0; status == FLASH_OK && i < length; i++) {
        if ((from[i] & ~flash[offset + i]) != 0) {
            status = FLASH_NOT_ERASED; /* a bit that is 0 becomes 1 by erasing alone */
        }
    }
    if (status == FLASH_OK && length > 0) {
        memcpy(flash + offset, from, length);
    }
    return status;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    uint8_t *flash = device->state;
    flash_status_t status =
        flash_check(&device->geometry, offset, length, device->geometry.erase_bytes);

    if (status == FLASH_OK) {
        memset(flash + offset, FLASH_ERASED_BYTE, length);
    }
    return status;
}

const struct flash_driver flash_ram_driver = {
    .read = read,
    .program = program,
    .erase = erase,
};
