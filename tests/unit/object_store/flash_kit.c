/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "flash_kit.h"

#include <stdlib.h>
#include <string.h>

#include "sim.h"

static uint8_t memory[KIT_SECTORS * 4096u];
static uint64_t random_state;

struct flash_sim kit_flash_state;
struct flash_device kit_flash;
jmp_buf kit_power_cut;
bool kit_no_read, kit_no_write;

static void power_cut(void)
{
    kit_flash_state.cut_at = 0;
    longjmp(kit_power_cut, 1);
}

uint64_t sim_random(void)
{
    if (random_state <= 1) {
        return random_state == 0 ? 0 : UINT64_MAX;
    }
    random_state = random_state * UINT64_C(6364136223846793005) + 1;
    return random_state >> 33;
}

void sim_exit(int status)
{
    exit(status);
}

static flash_status_t read_bytes(struct flash_device *device, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    return kit_no_read ? FLASH_FAILED : flash_sim_driver.read(device, offset, bytes, length);
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    return kit_no_write ? FLASH_FAILED : flash_sim_driver.program(device, offset, bytes, length);
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    return kit_no_write ? FLASH_FAILED : flash_sim_driver.erase(device, offset, length);
}

static const struct flash_driver driver = {.read = read_bytes, .program = program, .erase = erase};

void kit_flash_new(uint32_t erase_bytes, uint32_t program_bytes, unsigned seed)
{
    random_state = seed;
    kit_no_read = kit_no_write = false;
    kit_flash_state = (struct flash_sim){.memory = memory, .power_cut = power_cut};
    kit_flash = (struct flash_device){
        .driver = &driver,
        .geometry = {KIT_SECTORS * erase_bytes, erase_bytes, program_bytes},
        .state = &kit_flash_state,
    };
    flash_sim_blank(&kit_flash);
}

uint64_t kit_flash_operations(void)
{
    return kit_flash_state.operations;
}

void kit_cut_after(uint64_t operations)
{
    kit_flash_state.cut_at = kit_flash_state.operations + operations;
}

static void refuse_from_now_on(void)
{
    kit_flash_state.cut_at = 0;
    kit_no_write = true;
}

void kit_die_after(uint64_t operations)
{
    kit_flash_state.power_cut = refuse_from_now_on;
    kit_cut_after(operations);
}

void kit_revive(void)
{
    kit_flash_state.power_cut = power_cut;
    kit_flash_state.cut_at = 0;
    kit_no_write = false;
}

bool kit_flash_contains(const void *bytes, size_t length)
{
    return memmem(memory, kit_flash.geometry.size_bytes, bytes, length) != NULL;
}
