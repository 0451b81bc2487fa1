/* SPDX-License-Identifier: MIT */
#include "device.h"

#include <setjmp.h>
#include <string.h>

#include "test.h"

struct device device;

static uint8_t image_bytes[KIT_SLOT + 1024u];
static jmp_buf start_again;
static struct fake_line line;

static void reset(void *context)
{
    (void)context;
    device.resets++;
    longjmp(start_again, 1);
}

static void power_cut(void *context)
{
    (void)context;
    longjmp(start_again, 1);
}

static bool choose(void *context, const char *certfile)
{
    (void)context;
    return device.has_signer && strcmp(certfile, "cert") == 0;
}

static const struct ota_signers signers = {&kit_crypto, &kit_crypto, choose, NULL};

/* ---- Life ---- */

void device_new(void)
{
    memset(&device, 0, sizeof device);
    device.service.line = &line;
    fake_lose_connection(&device.service);
    device.life.service = &device.service;
    device.life.reset = reset;
    device.has_signer = true;
    kit_new();
    kit_model.power_cut = power_cut;
    kit_put_version(0, 1);
    (void)kit_start();
}

void device_start(void)
{
    const struct ota_flash_config config = {
        .device = &kit_flash, .layout = &kit_layout, .signers = &signers};

    device.starts++;
    flash_model_power_on(&kit_model);
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot != OTA_BOOT_NO_SLOT, true);
    device.version = start.choice.sequence;
    CHECK_EQ(agent_life_start(&device.life, &config), kOTA_Err_None);
}

bool device_step(void)
{
    device.step++;
    if (device.before_step != NULL) {
        device.before_step(device.step);
    }
    const bool goes_on = agent_life_step(&device.life);
    CHECK_EQ(device.service.bad, 0);
    return goes_on;
}

bool device_run(unsigned steps)
{
    const unsigned last = device.step + steps;

    /* A reset and a power cut come back to here. */
    if (setjmp(start_again) != 0 || device.starts == 0) {
        device_start();
    }
    while (device.step < last) {
        if (!device_step()) {
            return true;
        }
    }
    return false;
}

void device_offer(const char *name, const struct image_kit *image)
{
    uint8_t signature[OTA_SIGNATURE_MAX];
    const uint32_t length = kit_make(image, image_bytes);
    const uint32_t bytes = kit_sign(image_bytes, length, signature);

    fake_offer(&device.service, name, image_bytes, length, signature, bytes);
}

void device_offer_version(const char *name, uint32_t version)
{
    struct image_kit image = kit_version(version);

    image.binary_bytes = KIT_SLOT - OTA_IMAGE_EXTRA_BYTES - 100u;
    device_offer(name, &image);
}

bool device_reported(const char *text)
{
    return strstr(device.service.log, text) != NULL;
}

void device_check_version(uint32_t version)
{
    device_start();
    CHECK_EQ(device.version, version);
    CHECK_EQ(kit_model.violations, 0);
}
