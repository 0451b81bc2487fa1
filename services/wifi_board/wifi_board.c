/* SPDX-License-Identifier: MIT */
#include "wifi_board.h"

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "board_radio.h"
#include "ms_to_ticks.h"
#include "wifi_service.h"

#include "wifi_board_seal.h"

/* In sectors of the flash: what lies behind the networks, see the picture. */
#define CREDENTIALS_BYTES 16384u
#define TOKEN_SECTORS     8u
#define NAME_SECTORS      2u

static struct object_store *open_store(void)
{
    static struct object_store store;
    struct flash_device *const flash = board_flash();

    if (flash == NULL) {
        return NULL;
    }
    const uint32_t sector = flash->geometry.erase_bytes;
    const uint32_t bank = (WIFI_BOARD_BANK_BYTES + sector - 1u) / sector * sector;
    const uint32_t behind = CREDENTIALS_BYTES + (TOKEN_SECTORS + NAME_SECTORS) * sector;

    if (flash->geometry.size_bytes < behind + 2u * bank) {
        return NULL;
    }
    const uint32_t begin = (flash->geometry.size_bytes - behind) / sector * sector - 2u * bank;
    const struct object_store_area area = {flash, begin, bank};
    return object_store_mount(&store, &area) == OBJECT_STORE_OK ? &store : NULL;
}

static void sleep_ms(uint32_t ms)
{
    vTaskDelay(ms_to_wait(ms));
}

bool wifi_board_start(void)
{
    static struct wifi_setup setup;

    if (setup.device != NULL) {
        return true;
    }
    setup = (struct wifi_setup){.device = board_wifi(),
                                .store = open_store(),
                                .seal = wifi_board_seal(),
                                .sleep_ms = sleep_ms};
    return wifi_service_init(&setup);
}
