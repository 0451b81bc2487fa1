/* SPDX-License-Identifier: MIT */
#include "ota_image.h"

#include <string.h>

#include "lib_assert.h"

#define SEQUENCE_AT 8u
#define START_AT    12u
#define END_AT      16u
#define EXEC_AT     20u
#define HARDWARE_AT 24u
#define COUNTER_AT  28u
#define LENGTH_AT   OTA_IMAGE_TYPE_BYTES /* in the trailer */
#define DER_PREFIX  2u                   /* SEQUENCE, and its length in one byte */

static uint32_t little32(const uint8_t *bytes)
{
    return (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

static bool are_zeros(const uint8_t *bytes, uint32_t length)
{
    uint8_t seen = 0;

    for (uint32_t i = 0; i < length; i++) {
        seen |= bytes[i];
    }
    return seen == 0;
}

ota_refusal_t ota_image_parse_head(const uint8_t head[OTA_IMAGE_HEAD_BYTES],
                                   uint32_t image_bytes_max, struct ota_image *image)
{
    image->sequence = little32(head + SEQUENCE_AT);
    image->start = little32(head + START_AT);
    image->end = little32(head + END_AT);
    image->exec = little32(head + EXEC_AT);
    image->hardware_id = little32(head + HARDWARE_AT);
    image->counter = little32(head + COUNTER_AT);
    image->binary_bytes = image->end - image->start; /* wraps when end < start: refused below */

    if (memcmp(head, OTA_IMAGE_MAGIC, OTA_IMAGE_MAGIC_BYTES) != 0) {
        return OTA_REFUSED_MAGIC;
    }
    if (head[OTA_IMAGE_MAGIC_BYTES] != OTA_IMAGE_FLAG) {
        return OTA_REFUSED_FLAG;
    }
    if (image->end < image->start || image->binary_bytes < OTA_IMAGE_BINARY_MIN ||
        image_bytes_max < OTA_IMAGE_EXTRA_BYTES ||
        image->binary_bytes > image_bytes_max - OTA_IMAGE_EXTRA_BYTES) {
        return OTA_REFUSED_SIZE;
    }
    if (image->exec % 4u != 0 || image->exec < image->start || image->exec > image->end - 4u) {
        return OTA_REFUSED_ADDRESS;
    }
    return OTA_REFUSED_NOT;
}

ota_refusal_t ota_image_fits(const struct ota_image *image, const struct ota_target *target)
{
    if (image->start != target->start) {
        return OTA_REFUSED_ADDRESS;
    }
    if (image->hardware_id != target->hardware_id) {
        return OTA_REFUSED_HARDWARE_ID;
    }
    return image->counter < target->counter ? OTA_REFUSED_COUNTER : OTA_REFUSED_NOT;
}

ota_refusal_t ota_image_parse_trailer(const uint8_t trailer[OTA_IMAGE_TRAILER_BYTES],
                                      uint32_t *signature_bytes)
{
    static const char type[OTA_IMAGE_TYPE_BYTES] = OTA_IMAGE_TYPE;
    const uint8_t *signature = trailer + OTA_IMAGE_SIGNATURE_AT;
    const uint32_t length = little32(trailer + LENGTH_AT);

    if (memcmp(trailer, type, sizeof type) != 0) {
        return OTA_REFUSED_SIGNATURE_TYPE;
    }
    if (length < OTA_SIGNATURE_MIN || length > OTA_SIGNATURE_MAX || signature[0] != 0x30u ||
        signature[1] != length - DER_PREFIX ||
        !are_zeros(signature + length, OTA_IMAGE_SIGNATURE_ROOM - length)) {
        return OTA_REFUSED_SIGNATURE;
    }
    *signature_bytes = length;
    return OTA_REFUSED_NOT;
}

/* The head is in scratch; hash it and the binary behind it. */
static ota_refusal_t hash_signed(const struct ota_source *source, const struct ota_crypto *crypto,
                                 uint8_t *scratch, uint32_t scratch_bytes,
                                 struct ota_checked *checked)
{
    uint32_t at = OTA_IMAGE_HEAD_BYTES;
    const uint32_t end = at + checked->image.binary_bytes;

    if (!crypto->hash_start(crypto->context) ||
        !crypto->hash_update(crypto->context, scratch + OTA_IMAGE_SIGNED_FROM,
                             OTA_IMAGE_HEAD_BYTES - OTA_IMAGE_SIGNED_FROM)) {
        return OTA_REFUSED_CRYPTO;
    }
    while (at < end) {
        const uint32_t part = end - at < scratch_bytes ? end - at : scratch_bytes;
        if (!source->read(source->context, at, scratch, part)) {
            return OTA_REFUSED_FLASH;
        }
        if (!crypto->hash_update(crypto->context, scratch, part)) {
            return OTA_REFUSED_CRYPTO;
        }
        at += part;
    }
    return crypto->hash_finish(crypto->context, checked->digest) ? OTA_REFUSED_NOT
                                                                 : OTA_REFUSED_CRYPTO;
}

/* Is it a head, of an image that is as long as its file, and that belongs here? */
static ota_refusal_t check_head(const struct ota_source *source, const struct ota_target *target,
                                uint8_t *scratch, struct ota_image *image)
{
    const uint32_t file = source->file_bytes;

    if (target->image_bytes_max < OTA_IMAGE_EXTRA_BYTES ||
        (file != 0 && file < OTA_IMAGE_EXTRA_BYTES)) {
        return OTA_REFUSED_SIZE;
    }
    if (!source->read(source->context, 0, scratch, OTA_IMAGE_HEAD_BYTES)) {
        return OTA_REFUSED_FLASH;
    }
    ota_refusal_t refusal = ota_image_parse_head(scratch, target->image_bytes_max, image);
    if (refusal == OTA_REFUSED_NOT && file != 0 &&
        file != OTA_IMAGE_EXTRA_BYTES + image->binary_bytes) {
        refusal = OTA_REFUSED_SIZE;
    }
    return refusal == OTA_REFUSED_NOT ? ota_image_fits(image, target) : refusal;
}

ota_refusal_t ota_image_check(const struct ota_source *source, const struct ota_target *target,
                              const struct ota_crypto *crypto, uint8_t *scratch,
                              uint32_t scratch_bytes, struct ota_checked *checked)
{
    LIB_ASSERT(scratch_bytes >= OTA_SCRATCH_MIN);
    memset(checked, 0, sizeof *checked);
    checked->signature = scratch + OTA_IMAGE_SIGNATURE_AT;

    ota_refusal_t refusal = check_head(source, target, scratch, &checked->image);
    if (refusal == OTA_REFUSED_NOT) {
        refusal = hash_signed(source, crypto, scratch, scratch_bytes, checked);
    }
    if (refusal != OTA_REFUSED_NOT) {
        return refusal;
    }
    if (!source->read(source->context, OTA_IMAGE_HEAD_BYTES + checked->image.binary_bytes, scratch,
                      OTA_IMAGE_TRAILER_BYTES)) {
        return OTA_REFUSED_FLASH;
    }
    refusal = ota_image_parse_trailer(scratch, &checked->signature_bytes);
    if (refusal != OTA_REFUSED_NOT) {
        return refusal;
    }
    return crypto->verify(crypto->context, checked->digest, checked->signature,
                          checked->signature_bytes) == OTA_VERIFIED
               ? OTA_REFUSED_NOT
               : OTA_REFUSED_SIGNATURE;
}
