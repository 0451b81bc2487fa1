/* SPDX-License-Identifier: MIT */
#include "flash_sim.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim.h"

#define STATUS_POWER_CUT 75

bool flash_sim_open(struct flash_device *device, const char *path)
{
    struct flash_sim *flash = device->state;
    size_t bytes = device->geometry.size_bytes;
    struct stat status;
    int file = open(path, O_RDWR | O_CREAT, 0666);

    if (file < 0 || fstat(file, &status) != 0 || ftruncate(file, (off_t)bytes) != 0) {
        return false;
    }
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (memory == MAP_FAILED) {
        return false;
    }
    flash->memory = memory;
    if (status.st_size < (off_t)bytes) {
        memset(flash->memory + status.st_size, FLASH_ERASED_BYTE, bytes - (size_t)status.st_size);
    }
    return true;
}

void flash_sim_blank(struct flash_device *device)
{
    struct flash_sim *flash = device->state;
    memset(flash->memory, FLASH_ERASED_BYTE, device->geometry.size_bytes);
}

/* True: the power is lost in this operation. */
static bool power_fails(struct flash_sim *flash)
{
    flash->operations++;
    return flash->cut_at != 0 && flash->operations == flash->cut_at;
}

static flash_status_t lose_power(struct flash_sim *flash)
{
    if (flash->power_cut == NULL) {
        sim_exit(STATUS_POWER_CUT);
    }
    flash->power_cut();
    return FLASH_FAILED;
}

static flash_status_t read_bytes(struct flash_device *device, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    const struct flash_sim *flash = device->state;
    flash_status_t status = flash_check(&device->geometry, offset, length, 1);

    if (status == FLASH_OK) {
        memcpy(bytes, flash->memory + offset, length);
    }
    return status;
}

static bool is_clearing(const uint8_t *old, const uint8_t *wanted, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++) {
        if ((wanted[i] & ~old[i]) != 0) {
            return false;
        }
    }
    return true;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    struct flash_sim *flash = device->state;
    uint32_t unit = device->geometry.program_bytes;
    const uint8_t *wanted = bytes;
    uint8_t *at = flash->memory + offset;
    flash_status_t status = flash_check(&device->geometry, offset, length, unit);

    if (status != FLASH_OK) {
        return status;
    }
    if (!is_clearing(at, wanted, length)) {
        return FLASH_NOT_ERASED;
    }
    for (uint32_t done = 0; done < length; done += unit) {
        bool is_cut = power_fails(flash);
        for (uint32_t i = done; i < done + unit; i++) {
            at[i] &= (uint8_t)(is_cut ? wanted[i] | (uint8_t)sim_random() : wanted[i]);
        }
        if (is_cut) {
            return lose_power(flash);
        }
    }
    return FLASH_OK;
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    struct flash_sim *flash = device->state;
    uint32_t sector = device->geometry.erase_bytes;
    uint8_t *at = flash->memory + offset;
    flash_status_t status = flash_check(&device->geometry, offset, length, sector);

    if (status != FLASH_OK) {
        return status;
    }
    for (uint32_t done = 0; done < length; done += sector) {
        bool is_cut = power_fails(flash);
        if (!is_cut) {
            memset(at + done, FLASH_ERASED_BYTE, sector);
            continue;
        }
        for (uint32_t i = done; i < done + sector; i++) {
            at[i] |= (uint8_t)sim_random();
        }
        return lose_power(flash);
    }
    return FLASH_OK;
}

const struct flash_driver flash_sim_driver = {
    .read = read_bytes,
    .program = program,
    .erase = erase,
};
