/* SPDX-License-Identifier: MIT */
/* The simulated flash: the rules of the interface, and a power cut at every operation. */
#include <string.h>

#include "port_test.h"

#include "flash.h"
#include "flash_sim.h"

static struct flash_device *flash;
static struct flash_sim *state;
static unsigned cuts;

static void power_is_gone(void)
{
    cuts++;
}

static void erased_reads_as_ones_and_programs_once(void)
{
    uint8_t bytes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint8_t seen[8];

    CHECK(flash->driver->erase(flash, 0, 4096) == FLASH_OK);
    CHECK(flash->driver->read(flash, 0, seen, 8) == FLASH_OK && seen[0] == 0xFF && seen[7] == 0xFF);
    CHECK(flash->driver->program(flash, 0, bytes, 8) == FLASH_OK);
    CHECK(flash->driver->read(flash, 0, seen, 8) == FLASH_OK && memcmp(seen, bytes, 8) == 0);
    bytes[0] = 0xF0;
    CHECK(flash->driver->program(flash, 0, bytes, 8) == FLASH_NOT_ERASED);
}

static void requests_outside_or_unaligned_are_refused(void)
{
    uint8_t bytes[8] = {0};
    uint32_t size = flash->geometry.size_bytes;

    CHECK(flash->driver->read(flash, size - 4u, bytes, 8) == FLASH_OUT_OF_RANGE);
    CHECK(flash->driver->read(flash, UINT32_MAX, bytes, 8) == FLASH_OUT_OF_RANGE);
    CHECK(flash->driver->program(flash, size, bytes, 4) == FLASH_OUT_OF_RANGE);
    CHECK(flash->driver->program(flash, 2, bytes, 4) == FLASH_UNALIGNED);
    CHECK(flash->driver->erase(flash, 4, 4096) == FLASH_UNALIGNED);
    CHECK(flash->driver->erase(flash, 0, UINT32_MAX - 4095u) == FLASH_OUT_OF_RANGE);
}

/* What was not asked for is untouched, whichever operation loses its power. */
static void power_cut_harms_one_unit_only(void)
{
    uint8_t wanted[64], seen[64];

    state->power_cut = power_is_gone;
    memset(wanted, 0x55, sizeof wanted);
    for (unsigned cut = 1; cut <= 16u; cut++) {
        state->cut_at = 0;
        CHECK(flash->driver->erase(flash, 0, 8192) == FLASH_OK);
        state->cut_at = state->operations + cut;
        CHECK(flash->driver->program(flash, 0, wanted, sizeof wanted) == FLASH_FAILED);
        state->cut_at = 0;
        CHECK(flash->driver->read(flash, 0, seen, sizeof seen) == FLASH_OK);
        for (unsigned i = 0; i < sizeof seen; i++) {
            unsigned unit = i / 4u + 1u;
            CHECK(unit >= cut || seen[i] == 0x55);
            CHECK(unit <= cut || seen[i] == 0xFF);
            CHECK((seen[i] & 0x55) == 0x55);
        }
    }
    CHECK(cuts == 16);
}

static void control(void *arg)
{
    (void)arg;
    RUN(erased_reads_as_ones_and_programs_once);
    RUN(requests_outside_or_unaligned_are_refused);
    RUN(power_cut_harms_one_unit_only);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    flash = board_flash();
    state = flash->state;
    spawn("control", control, 1, NULL);
    vTaskStartScheduler();
}
