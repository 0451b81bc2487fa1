/* SPDX-License-Identifier: MIT */
/* The rules of NOR flash over RAM. The window lies in the PSRAM, which QEMU can keep in a file, so
 * that contents survive a reset and a killed emulator; a kill in the middle of an operation leaves
 * it half done, as a power cut would.
 *
 *   base                                      base + size_bytes
 *     | sector | sector | ...  | sector |      mark: "this memory has been flash before"
 *
 * Memory without the mark (a new file, no file) is first filled with 0xFF: flash is delivered
 * erased.
 */
#include "flash_psram.h"

#include <string.h>

#include "cortex_m.h"

#define MARK 0x464C4153u

static uint8_t *window(struct flash_device *device)
{
    const struct flash_psram *flash = device->state;
    uint8_t *base = (uint8_t *)flash->base;
    volatile uint32_t *mark = &CM_REGISTER(flash->base + device->geometry.size_bytes);

    if (*mark != MARK) {
        memset(base, FLASH_ERASED_BYTE, device->geometry.size_bytes);
        __asm volatile("" ::: "memory");
        *mark = MARK;
    }
    return base;
}

static flash_status_t read(struct flash_device *device, uint32_t offset, void *bytes,
                           uint32_t length)
{
    flash_status_t status = flash_check(&device->geometry, offset, length, 1);

    if (status == FLASH_OK && length > 0) {
        memcpy(bytes, window(device) + offset, length);
    }
    return status;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    flash_status_t status =
        flash_check(&device->geometry, offset, length, device->geometry.program_bytes);
    const uint8_t *from = bytes;

    if (status != FLASH_OK) {
        return status;
    }
    volatile uint8_t *to = window(device) + offset;
    for (uint32_t i = 0; i < length; i++) {
        if ((from[i] & ~to[i]) != 0) {
            return FLASH_NOT_ERASED;
        }
    }
    for (uint32_t i = 0; i < length; i++) {
        to[i] = from[i];
    }
    return FLASH_OK;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    flash_status_t status =
        flash_check(&device->geometry, offset, length, device->geometry.erase_bytes);

    if (status == FLASH_OK) {
        memset(window(device) + offset, FLASH_ERASED_BYTE, length);
    }
    return status;
}

const struct flash_driver flash_psram_driver = {
    .read = read,
    .program = program,
    .erase = erase,
};
