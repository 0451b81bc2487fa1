/* SPDX-License-Identifier: MIT */
/* Data in the chip's own flash.
 *
 *   CONFIG: read ──► write or erase, the request, READY ──► read
 *
 * Words are compared with what is there first: a bit that is 0 stays 0 without a word from the
 * controller. Reference manual, chapter 6. */
#include "flash_nvmc.h"

#include <string.h>

#include "cortex_m.h"
#include "nrf51.h"

#define READY      CM_REGISTER(NRF51_NVMC + 0x400u)
#define CONFIG     CM_REGISTER(NRF51_NVMC + 0x504u)
#define ERASE_PAGE CM_REGISTER(NRF51_NVMC + 0x508u) /* write its address */

#define CONFIG_READ  0u
#define CONFIG_WRITE 1u
#define CONFIG_ERASE 2u

static void allow(uint32_t what)
{
    CONFIG = what;
    cm_barrier();
}

static void wait_ready(void)
{
    while (READY == 0) {
    }
}

static uintptr_t address_of(const struct flash_device *device, uint32_t offset)
{
    return (uintptr_t)device->state + offset;
}

static flash_status_t flash_read(struct flash_device *device, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    const flash_status_t status = flash_check(&device->geometry, offset, length, 1);

    if (status == FLASH_OK) {
        memcpy(bytes, (const void *)address_of(device, offset), length);
    }
    return status;
}

static bool can_become(const volatile uint32_t *there, const uint8_t *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < length / sizeof(uint32_t); i++) {
        uint32_t word;
        memcpy(&word, bytes + i * sizeof word, sizeof word);
        if ((there[i] & word) != word) {
            return false;
        }
    }
    return true;
}

static flash_status_t flash_program(struct flash_device *device, uint32_t offset, const void *bytes,
                                    uint32_t length)
{
    volatile uint32_t *const there = (volatile uint32_t *)address_of(device, offset);
    const uint8_t *from = bytes;
    const flash_status_t status =
        flash_check(&device->geometry, offset, length, FLASH_NVMC_PROGRAM_BYTES);

    if (status != FLASH_OK) {
        return status;
    }
    if (!can_become(there, from, length)) {
        return FLASH_NOT_ERASED;
    }
    allow(CONFIG_WRITE);
    for (uint32_t i = 0; i < length / sizeof(uint32_t); i++) {
        uint32_t word;
        memcpy(&word, from + i * sizeof word, sizeof word);
        there[i] = word;
        wait_ready();
    }
    allow(CONFIG_READ);
    return memcmp((const void *)address_of(device, offset), bytes, length) == 0 ? FLASH_OK
                                                                                : FLASH_FAILED;
}

static flash_status_t flash_erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    const flash_status_t status =
        flash_check(&device->geometry, offset, length, FLASH_NVMC_ERASE_BYTES);

    if (status != FLASH_OK) {
        return status;
    }
    allow(CONFIG_ERASE);
    for (uint32_t done = 0; done < length; done += FLASH_NVMC_ERASE_BYTES) {
        ERASE_PAGE = (uint32_t)address_of(device, offset + done);
        wait_ready();
    }
    allow(CONFIG_READ);
    return FLASH_OK;
}

const struct flash_driver flash_nvmc_driver = {
    .read = flash_read,
    .program = flash_program,
    .erase = flash_erase,
};
