/* SPDX-License-Identifier: MIT */
#include "boot_kit.h"

#include <string.h>

#include "cheap_crypto.h"
#include "test.h"

#define FLASH_BYTES (16u * KIT_SECTOR)

struct flash_model kit_model;
struct flash_device kit_flash;
uint8_t kit_memory[KIT_SLOT];
char kit_said[4096];
const struct ota_layout kit_layout = {
    .journal = {0, 2u * KIT_SECTOR},
    .progress = {2u * KIT_SECTOR, 2u * KIT_SECTOR},
    .slot = {{4u * KIT_SECTOR, KIT_SLOT}, {8u * KIT_SECTOR, KIT_SLOT}},
    .run = OTA_RUN_COPY,
    .address = KIT_ADDRESS,
    .bytes = KIT_SLOT,
    .hardware_id = KIT_HARDWARE,
};

static uint8_t memory[FLASH_BYTES], weak[FLASH_BYTES];
static struct ota_journal application;

uint8_t kit_key = 0x5Au;
struct ota_crypto kit_crypto;
static struct cheap_crypto crypto_state;

static uint32_t sign(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                     uint8_t der[OTA_SIGNATURE_MAX])
{
    (void)context;
    return cheap_crypto_sign(kit_key, digest, der);
}

uint32_t kit_sign(const uint8_t *bytes, uint32_t length, uint8_t *der)
{
    uint8_t digest[OTA_DIGEST_BYTES];

    (void)kit_crypto.hash_start(kit_crypto.context);
    (void)kit_crypto.hash_update(kit_crypto.context, bytes, length);
    (void)kit_crypto.hash_finish(kit_crypto.context, digest);
    return sign(NULL, digest, der);
}

/* ---- Images ---- */

struct image_kit kit_version(uint32_t sequence)
{
    return (struct image_kit){.sequence = sequence,
                              .hardware_id = KIT_HARDWARE,
                              .start = KIT_ADDRESS,
                              .binary_bytes = KIT_BINARY};
}

uint32_t kit_make(const struct image_kit *image, uint8_t *bytes)
{
    const struct image_signer signer = {&kit_crypto, NULL, sign};
    return image_kit_make(image, &signer, bytes);
}

/* ---- The device ---- */

void kit_new(void)
{
    const struct flash_geometry geometry = {FLASH_BYTES, KIT_SECTOR, 4};
    flash_model_init(&kit_model, &kit_flash, geometry, memory, weak);
    cheap_crypto_init(&crypto_state, kit_key, &kit_crypto);
}

void kit_put(unsigned slot, const uint8_t *image, uint32_t bytes)
{
    static uint8_t padded[KIT_SLOT];
    const uint32_t at = kit_layout.slot[slot].offset;

    memset(padded, 0xFF, sizeof padded);
    memcpy(padded, image, bytes);
    CHECK_EQ(kit_flash.driver->erase(&kit_flash, at, KIT_SLOT), FLASH_OK);
    CHECK_EQ(kit_flash.driver->program(&kit_flash, at, padded, (bytes + 3u) / 4u * 4u), FLASH_OK);
}

void kit_put_version(unsigned slot, uint32_t sequence)
{
    static uint8_t bytes[KIT_SLOT];
    const struct image_kit image = kit_version(sequence);
    kit_put(slot, bytes, kit_make(&image, bytes));
}

struct ota_record *kit_record(void)
{
    CHECK_EQ(ota_journal_mount(&application, &kit_flash, &kit_layout.journal), OTA_LOG_OK);
    return &application.record;
}

void kit_write(void)
{
    CHECK_EQ(ota_journal_write(&application), OTA_LOG_OK);
}

static void say(void *context, const char *text)
{
    (void)context;
    if (strlen(kit_said) + strlen(text) < sizeof kit_said) {
        strcat(kit_said, text);
    }
}

static void feed(void *context)
{
    (void)context;
}

struct kit_start kit_start(void)
{
    static struct boot boot;
    const struct boot_port port = {.flash = &kit_flash,
                                   .layout = &kit_layout,
                                   .crypto = &kit_crypto,
                                   .memory = kit_memory,
                                   .say = say,
                                   .feed = feed};

    crypto_state.key = kit_key;
    memset(&boot, 0, sizeof boot);
    memset(kit_memory, 0, sizeof kit_memory);
    kit_said[0] = '\0';
    struct kit_start start = {.choice = boot_choose(&boot, &port)};
    start.entry = boot_entry(&boot, &start.choice);
    return start;
}

bool kit_runs(const struct kit_start *start, uint32_t sequence)
{
    for (uint32_t i = 0; i < KIT_BINARY; i++) {
        if (kit_memory[i] != image_kit_byte(sequence, i)) {
            return false;
        }
    }
    return start->choice.slot < OTA_SLOTS && start->choice.sequence == sequence &&
           start->entry == KIT_ADDRESS + 4u;
}
