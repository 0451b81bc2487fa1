/* SPDX-License-Identifier: MIT */
#include "device.h"

#include <setjmp.h>
#include <string.h>

#include "MQTTFileDownloader_cbor.h"
#include "test.h"

struct device device;

static uint8_t image_bytes[KIT_SLOT + 1024u];
static jmp_buf start_again;
static struct {
    bool activate, accept, reject;
} wish;

/* ---- Surroundings of the agent ---- */

static void tell(void *context, OTA_JobEvent_t event, OTA_Err_t error)
{
    (void)context;
    if (event == eOTA_JobEvent_Activate) {
        device.activations++;
        wish.activate = !device.is_patient;
    } else if (event == eOTA_JobEvent_Fail) {
        device.failures++;
        device.error = error;
    } else {
        device.tests++;
        wish.accept = device.test == TEST_ACCEPTS;
        wish.reject = device.test == TEST_REJECTS;
    }
}

static uint32_t now(void *context)
{
    (void)context;
    return device.now;
}

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
static struct ota_port port = {
    .context = &device.service, .publish = fake_publish, .tell = tell, .now = now};

/* ---- Life ---- */

void device_new(void)
{
    memset(&device, 0, sizeof device);
    memset(&wish, 0, sizeof wish);
    device.has_signer = true;
    kit_new();
    kit_model.power_cut = power_cut;
    kit_put_version(0, 1);
    (void)kit_start();
}

void device_start(void)
{
    const struct ota_flash_config config = {&kit_flash, &kit_layout, &signers, reset, NULL};

    device.starts++;
    memset(&wish, 0, sizeof wish);
    fake_lose_connection(&device.service);
    flash_model_power_on(&kit_model);
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot != OTA_BOOT_NO_SLOT, true);
    device.version = start.choice.sequence;
    CHECK_EQ(ota_flash_init(&device.flash, &config, &device.store), kOTA_Err_None);
    port.data = device.make_data != NULL ? device.make_data() : NULL;
    ota_core_init(&device.core, &port, &device.store, FAKE_THING, device.seed += 0x10000u);
    if (!device.is_cut_off) {
        ota_core_up(&device.core);
    }
}

static void take(const struct fake_message *message)
{
    static uint8_t block[FAKE_BYTES];
    uint8_t *const to = block;
    size_t length = sizeof block;
    int32_t file, index, size;

    if (strstr(message->topic, "/streams/") == NULL) {
        (void)ota_core_message(&device.core, message->topic, strlen(message->topic),
                               (const char *)message->payload, message->length);
        return;
    }
    CHECK_EQ(CBOR_Decode_GetStreamResponseMessage(message->payload, message->length, &file, &index,
                                                  &size, &to, &length),
             true);
    (void)ota_core_block(&device.core, (uint32_t)file, (uint32_t)index, block, (uint32_t)length);
}

static bool grant_wish(void)
{
    if (wish.activate) {
        wish.activate = false;
        CHECK_EQ(ota_core_activate(&device.core), kOTA_Err_None);
    } else if (wish.accept) {
        wish.accept = false;
        (void)ota_core_accept(&device.core);
    } else if (wish.reject) {
        wish.reject = false;
        (void)ota_core_reject(&device.core, OTA_REFUSED_REJECTED);
    } else {
        return false;
    }
    return true;
}

bool device_step(void)
{
    static struct fake_message message;

    device.step++;
    if (device.before_step != NULL) {
        device.before_step(device.step);
    }
    if (grant_wish()) {
        return true;
    }
    if (fake_next(&device.service, &message)) {
        take(&message);
        return true;
    }
    uint32_t wait = ota_core_tick(&device.core);
    if (wait > 0 && port.data != NULL) {
        const uint32_t other = port.data->run(port.data->context, &device.core);
        wait = other < wait ? other : wait;
    }
    if (wait == UINT32_MAX) {
        return false;
    }
    device.now += wait;
    return true;
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
