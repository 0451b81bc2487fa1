/* SPDX-License-Identifier: MIT */
/* Any bytes as an image. What is taken keeps every promise of its head; the signature is good when
 * a sum over the digest says so, so that the fuzzer can make one. */
#include <stdlib.h>
#include <string.h>

#include "ota_image.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

struct memory {
    const uint8_t *bytes;
    uint32_t length;
    uint32_t next;
    uint32_t max;
};

static bool read_memory(void *context, uint32_t offset, void *to, uint32_t length)
{
    struct memory *memory = context;

    require(offset == memory->next && length > 0);
    require(offset <= memory->max && length <= memory->max - offset);
    memory->next += length;
    if (offset > memory->length || length > memory->length - offset) {
        return false;
    }
    memcpy(to, memory->bytes + offset, length);
    return true;
}

static uint32_t sum;

static bool hash_start(void *context)
{
    (void)context;
    sum = 0;
    return true;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    (void)context;
    for (uint32_t i = 0; i < length; i++) {
        sum += ((const uint8_t *)bytes)[i];
    }
    return true;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    (void)context;
    memset(digest, (int)(sum & 0xFFu), OTA_DIGEST_BYTES);
    return true;
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    uint8_t seen = 0;

    (void)context;
    require(signature_bytes >= OTA_SIGNATURE_MIN && signature_bytes <= OTA_SIGNATURE_MAX);
    require(signature[0] == 0x30 && signature[1] == signature_bytes - 2);
    for (uint32_t i = 2; i < signature_bytes; i++) {
        seen |= signature[i];
    }
    return (seen ^ digest[0]) % 4u == 0 ? OTA_VERIFIED : 0;
}

static const struct ota_crypto crypto = {NULL, hash_start, hash_update, hash_finish, verify};

/* The image has said what it is; is it there, all of it? */
static void check_image(const struct ota_image *image, const struct ota_target *target,
                        const struct memory *memory)
{
    require(image->binary_bytes >= OTA_IMAGE_BINARY_MIN);
    require(image->binary_bytes <= memory->length - OTA_IMAGE_EXTRA_BYTES);
    require(memory->next == OTA_IMAGE_EXTRA_BYTES + image->binary_bytes);
    require(image->start == target->start && image->end - image->start == image->binary_bytes);
    require(image->exec >= image->start && image->exec <= image->end - 4 && image->exec % 4 == 0);
    require(image->hardware_id == target->hardware_id && image->counter >= target->counter);
    require(memcmp(memory->bytes, OTA_IMAGE_MAGIC "\xFF", 8) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct memory memory = {.bytes = bytes, .length = (uint32_t)size};
    const struct ota_target target = {4096, 0x10000, 1, 1};
    struct ota_checked checked;

    /* In a slot that is longer, as a file, and in a slot that is too small. */
    for (unsigned way = 0; way < 3; way++) {
        struct ota_target wanted = target;
        const struct ota_source source = {&memory, read_memory, way == 1 ? (uint32_t)size : 0};
        const uint32_t scratch_bytes = OTA_SCRATCH_MIN + 100 * way;
        uint8_t *scratch = malloc(scratch_bytes);

        require(scratch != NULL);
        if (way == 2) {
            wanted.image_bytes_max = (uint32_t)(size % 1024u);
        }
        memory.next = 0;
        memory.max = wanted.image_bytes_max;
        if (ota_image_check(&source, &wanted, &crypto, scratch, scratch_bytes, &checked) ==
            OTA_REFUSED_NOT) {
            check_image(&checked.image, &wanted, &memory);
            require(way != 1 || memory.next == size);
        }
        free(scratch);
    }
    return 0;
}
