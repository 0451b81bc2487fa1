/* SPDX-License-Identifier: MIT */
/* What tools/sign reads: an image, or an ELF file. The second opinion on images is the device's,
 * libs/ota; of an ELF file what is loaded must be what its segments say. */
#include <stdlib.h>
#include <string.h>

#include "elf_file.h"
#include "image.h"
#include "ota_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const uint32_t start = 0x10000, hardware_id = 1, counter = 1, slot_bytes = 4096;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

enum fault fail(enum fault fault, const char *text, ...)
{
    require(fault != FAULT_NONE && text != NULL);
    return fault;
}

/* ---- the device's opinion ---- */

static bool read_bytes(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct bytes *file = context;

    if (offset > file->count || length > file->count - offset) {
        return false;
    }
    memcpy(to, file->at + offset, length);
    return true;
}

static bool hash_start(void *context)
{
    return context == NULL;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    return context == NULL && bytes != NULL && length > 0;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    memset(digest, 0, OTA_DIGEST_BYTES);
    return context == NULL;
}

static bool is_asked; /* the device got as far as the signature itself */

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    (void)context;
    (void)digest;
    (void)signature;
    (void)signature_bytes;
    is_asked = true;
    return OTA_VERIFIED;
}

static ota_refusal_t ask_device(struct bytes *file)
{
    static uint8_t scratch[OTA_SCRATCH_MIN];
    const struct ota_crypto crypto = {NULL, hash_start, hash_update, hash_finish, verify};
    const struct ota_target target = {slot_bytes, start, hardware_id, counter};
    const struct ota_source source = {file, read_bytes, (uint32_t)file->count};
    struct ota_checked checked;

    is_asked = false;
    return ota_image_check(&source, &target, &crypto, scratch, sizeof(scratch), &checked);
}

/* Where one says that a length or place is wrong the other may have met another such one first. */
static bool is_of_place(enum fault fault)
{
    return fault == FAULT_RULE_SIZE || fault == FAULT_RULE_ADDRESS || fault == FAULT_RULE_FLAG ||
           fault == FAULT_RULE_MAGIC;
}

static void compare(struct bytes *file)
{
    static const enum fault rules[OTA_REFUSED_COUNT] = {
        [OTA_REFUSED_NOT] = FAULT_NONE,
        [OTA_REFUSED_MAGIC] = FAULT_RULE_MAGIC,
        [OTA_REFUSED_FLAG] = FAULT_RULE_FLAG,
        [OTA_REFUSED_SIZE] = FAULT_RULE_SIZE,
        [OTA_REFUSED_ADDRESS] = FAULT_RULE_ADDRESS,
        [OTA_REFUSED_HARDWARE_ID] = FAULT_RULE_HARDWARE_ID,
        [OTA_REFUSED_COUNTER] = FAULT_RULE_COUNTER,
        [OTA_REFUSED_SIGNATURE_TYPE] = FAULT_RULE_SIGNATURE_TYPE,
        [OTA_REFUSED_SIGNATURE] = FAULT_RULE_SIGNATURE,
        [OTA_REFUSED_FLASH] = FAULT_RULE_SIZE, /* the file is shorter than what is read */
    };
    const struct image_rules asked = {.has_start = true,
                                      .start = start,
                                      .has_hardware_id = true,
                                      .hardware_id = hardware_id,
                                      .counter = counter,
                                      .slot_bytes = slot_bytes};
    char why[256] = "";
    const enum fault own = image_check(file, &asked, why, sizeof(why));
    const ota_refusal_t refusal = ask_device(file);
    const enum fault other = rules[refusal];

    require((own == FAULT_NONE) == (why[0] == '\0'));
    if (own == FAULT_NONE && refusal == OTA_REFUSED_SIGNATURE) {
        require(!is_asked); /* no DER, which the key would have found */
        return;
    }
    require(own == other || (is_of_place(own) && is_of_place(other)));
}

static void load(const struct bytes *file)
{
    struct loaded loaded = {{NULL, 0}, 0, 0};

    if (elf_load("fuzz", file, &loaded) == FAULT_NONE) {
        require(loaded.binary.count > 0);
        require((uint64_t)loaded.start + loaded.binary.count <= UINT64_C(1) << 32);
    }
    free(loaded.binary.at);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct bytes file = {malloc(size > 0 ? size : 1), size};

    if (size > 0) {
        memcpy(file.at, bytes, size);
    }
    if (elf_is_one(&file)) {
        load(&file);
    } else {
        compare(&file);
    }
    free(file.at);
    return 0;
}
