/* SPDX-License-Identifier: MIT */
#include "boot_kit.h"

#include <mbedtls/sha256.h>
#include <string.h>

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

/* ---- A signature that costs nothing: the digest and the key, one over the other ---- */

uint8_t kit_key = 0x5Au;
static mbedtls_sha256_context hash;

static bool hash_start(void *context)
{
    (void)context;
    mbedtls_sha256_init(&hash);
    return mbedtls_sha256_starts(&hash, 0) == 0;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    (void)context;
    return mbedtls_sha256_update(&hash, bytes, length) == 0;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    (void)context;
    return mbedtls_sha256_finish(&hash, digest) == 0;
}

static uint32_t sign(const uint8_t digest[OTA_DIGEST_BYTES], uint8_t *der)
{
    der[0] = 0x30;
    der[1] = OTA_DIGEST_BYTES;
    for (unsigned i = 0; i < OTA_DIGEST_BYTES; i++) {
        der[2u + i] = digest[i] ^ kit_key;
    }
    return 2u + OTA_DIGEST_BYTES;
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    uint8_t wanted[2u + OTA_DIGEST_BYTES];

    (void)context;
    return signature_bytes == sign(digest, wanted) && memcmp(signature, wanted, sizeof wanted) == 0
               ? OTA_VERIFIED
               : 0;
}

const struct ota_crypto kit_crypto = {NULL, hash_start, hash_update, hash_finish, verify};

uint32_t kit_sign(const uint8_t *bytes, uint32_t length, uint8_t *der)
{
    uint8_t digest[OTA_DIGEST_BYTES];

    (void)mbedtls_sha256(bytes, length, digest, 0);
    return sign(digest, der);
}

/* ---- Images ---- */

struct kit_image kit_version(uint32_t sequence)
{
    return (struct kit_image){.sequence = sequence,
                              .hardware_id = KIT_HARDWARE,
                              .start = KIT_ADDRESS,
                              .binary_bytes = KIT_BINARY};
}

static void put32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        at[i] = (uint8_t)(value >> 8u * i);
    }
}

uint32_t kit_make(const struct kit_image *image, uint8_t *bytes)
{
    static const char magic[] = OTA_IMAGE_MAGIC, type[] = OTA_IMAGE_TYPE;
    uint8_t *trailer = bytes + OTA_IMAGE_HEAD_BYTES + image->binary_bytes;
    uint8_t digest[OTA_DIGEST_BYTES];

    memcpy(bytes, magic, OTA_IMAGE_MAGIC_BYTES);
    bytes[7] = OTA_IMAGE_FLAG;
    put32(bytes + 8, image->sequence);
    put32(bytes + 12, image->start);
    put32(bytes + 16, image->start + image->binary_bytes);
    put32(bytes + 20, image->start + 4u);
    put32(bytes + 24, image->hardware_id);
    put32(bytes + 28, image->counter);
    for (uint32_t i = 0; i < image->binary_bytes; i++) {
        bytes[OTA_IMAGE_HEAD_BYTES + i] = (uint8_t)(i * 31u + image->sequence);
    }
    (void)mbedtls_sha256(bytes + 8, 24u + image->binary_bytes, digest, 0);
    memset(trailer, 0, OTA_IMAGE_TRAILER_BYTES);
    memcpy(trailer, type, sizeof type - 1);
    put32(trailer + OTA_IMAGE_TYPE_BYTES, sign(digest, trailer + OTA_IMAGE_SIGNATURE_AT));
    return OTA_IMAGE_EXTRA_BYTES + image->binary_bytes;
}

/* ---- The device ---- */

void kit_new(void)
{
    const struct flash_geometry geometry = {FLASH_BYTES, KIT_SECTOR, 4};
    flash_model_init(&kit_model, &kit_flash, geometry, memory, weak);
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
    const struct kit_image image = kit_version(sequence);
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
        if (kit_memory[i] != (uint8_t)(i * 31u + sequence)) {
            return false;
        }
    }
    return start->choice.slot < OTA_SLOTS && start->choice.sequence == sequence &&
           start->entry == KIT_ADDRESS + 4u;
}
