/* SPDX-License-Identifier: MIT */
/* What hal/include/flash.h says of every flash: once over each rule, on the first two sectors. */
#include "board_test.h"

#include "FreeRTOS.h"

void flash_rules(const char *unused)
{
    struct flash_device *flash = board_flash();
    const struct flash_driver *driver = flash->driver;
    uint32_t size = flash->geometry.size_bytes;
    uint32_t sector = flash->geometry.erase_bytes;
    const uint32_t zero = 0, ones = UINT32_MAX, some = 0xFFFF00FFu;
    uint32_t word = 0;

    (void)unused;
    CHECK(size % sector == 0 && sector % 4 == 0 && flash->geometry.program_bytes == 4);
    CHECK(driver->erase(flash, 0, 2 * sector) == FLASH_OK);
    CHECK(driver->read(flash, sector - 4, &word, 4) == FLASH_OK && word == ones);
    CHECK(driver->program(flash, 8, &some, 4) == FLASH_OK);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == some);
    CHECK(driver->program(flash, 8, &ones, 4) == FLASH_NOT_ERASED);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == some);
    CHECK(driver->program(flash, 8, &zero, 4) == FLASH_OK);
    CHECK(driver->program(flash, 9, &zero, 4) == FLASH_UNALIGNED);
    CHECK(driver->program(flash, 12, &zero, 3) == FLASH_UNALIGNED);
    CHECK(driver->erase(flash, 4, sector) == FLASH_UNALIGNED);
    CHECK(driver->erase(flash, 0, 100) == FLASH_UNALIGNED);
    CHECK(driver->read(flash, 9, &word, 3) == FLASH_OK);
    CHECK(driver->read(flash, size, &word, 0) == FLASH_OK);
    CHECK(driver->read(flash, size, &word, 1) == FLASH_OUT_OF_RANGE);
    CHECK(driver->read(flash, size - 3, &word, 4) == FLASH_OUT_OF_RANGE);
    CHECK(driver->read(flash, 4, &word, UINT32_MAX) == FLASH_OUT_OF_RANGE);
    CHECK(driver->program(flash, size - 4, &word, 8) == FLASH_OUT_OF_RANGE);
    CHECK(driver->program(flash, UINT32_MAX - 3, &word, 8) == FLASH_OUT_OF_RANGE);
    CHECK(driver->erase(flash, size, sector) == FLASH_OUT_OF_RANGE);
    CHECK(driver->erase(flash, 0, sector) == FLASH_OK);
    CHECK(driver->read(flash, 8, &word, 4) == FLASH_OK && word == ones);
    printf("flash ok\n");
}
