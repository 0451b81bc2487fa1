/* SPDX-License-Identifier: MIT */
/* Any bytes as what is in flash: mounting makes a store of it that works, and keeps it. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "object_store.h"

#define SECTOR 512u
#define BANK   (2u * SECTOR)

static uint8_t memory[2u * BANK];

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static flash_status_t read_bytes(struct flash_device *device, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    require(flash_check(&device->geometry, offset, length, 1) == FLASH_OK);
    memcpy(bytes, memory + offset, length);
    return FLASH_OK;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    const uint8_t *wanted = bytes;

    require(flash_check(&device->geometry, offset, length, device->geometry.program_bytes) ==
            FLASH_OK);
    for (uint32_t i = 0; i < length; i++) {
        require((wanted[i] & ~memory[offset + i]) == 0);
        memory[offset + i] = wanted[i];
    }
    return FLASH_OK;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    require(flash_check(&device->geometry, offset, length, device->geometry.erase_bytes) ==
            FLASH_OK);
    memset(memory + offset, FLASH_ERASED_BYTE, length);
    return FLASH_OK;
}

static const struct flash_driver driver = {.read = read_bytes, .program = program, .erase = erase};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct flash_device device = {.driver = &driver, .geometry = {sizeof memory, SECTOR, 4}};
    const struct object_store_area area = {.device = &device, .bank_bytes = BANK};
    struct object_store store;
    uint8_t data[BANK];
    uint32_t length, number, count = 0;

    memset(memory, FLASH_ERASED_BYTE, sizeof memory);
    memcpy(memory, bytes, size < sizeof memory ? size : sizeof memory);
    object_store_status_t status = object_store_mount(&store, &area);
    require(status == OBJECT_STORE_OK || status == OBJECT_STORE_FULL);
    if (status != OBJECT_STORE_OK) {
        return 0;
    }
    for (number = 0; (number = object_store_next(&store, number)) != 0; count++) {
        require(object_store_size(&store, number, &length) && length < sizeof data);
        require(object_store_read(&store, number, data, length));
    }
    if (object_store_put(&store, "key", 3, "value", 5, &number) == OBJECT_STORE_OK) {
        require(object_store_mount(&store, &area) == OBJECT_STORE_OK);
        number = object_store_find(&store, "key", 3);
        require(number != 0 && object_store_read(&store, number, data, 5));
        require(memcmp(data, "value", 5) == 0);
        require(object_store_remove(&store, number) == OBJECT_STORE_OK);
    }
    return 0;
}
