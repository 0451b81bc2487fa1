/* SPDX-License-Identifier: MIT */
/* The bootloader of a board. Where nothing may run it says so and stays. */
#include <string.h>

#include "board.h"
#include "board_boot.h"
#include "boot.h"
#include "boot_config_defaults.h"
#include "boot_crypto.h"
#include "ota_board.h"
#include "ota_signer_key.h"

#if OTA_SIGNER_KEY_IS_DEVELOPMENT && bootconfigRELEASE
#error "a release is signed with a key of your own: ./run sign key, ./run sign header"
#endif

static struct boot boot;
static struct boot_crypto crypto_state;
static struct ota_crypto crypto;

static void say(void *context, const char *text)
{
    (void)context;
    board_console_write(text, strlen(text));
}

static void feed(void *context)
{
    struct watchdog_device *watchdog = context;

    if (watchdog != NULL && watchdog->driver->caused_reset(watchdog)) {
        watchdog->driver->feed(watchdog);
    }
}

static void start_watchdog(void)
{
    struct watchdog_device *watchdog = board_watchdog();

    if (watchdog == NULL || !watchdog->driver->start(watchdog, bootconfigWATCHDOG_MS)) {
        say(NULL, "boot: no watchdog watches this trial\n");
    }
}

static _Noreturn void stay(void)
{
    for (;;) {
    }
}

int main(void)
{
    board_init();
    board_open_image_memory();
    boot_crypto_init(&crypto_state, &ota_signer_key[OTA_SIGNER_KEY_POINT + 1], &crypto);
    const struct boot_port port = {
        .flash = board_flash(),
        .layout = &ota_board_layout,
        .crypto = &crypto,
        .memory = ota_board_layout.run == OTA_RUN_COPY
                      ? (uint8_t *)(uintptr_t)ota_board_layout.address
                      : NULL,
        .context = board_watchdog(),
        .say = say,
        .feed = feed,
    };
    const struct boot_choice choice = boot_choose(&boot, &port);
    if (choice.slot == OTA_BOOT_NO_SLOT) {
        stay();
    }
    if (choice.watchdog) {
        start_watchdog();
    }
    const uint32_t entry = boot_entry(&boot, &choice);
    if (entry == 0) {
        stay();
    }
    board_hand_over(entry);
}
