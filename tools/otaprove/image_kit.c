/* SPDX-License-Identifier: MIT */
#include "image_kit.h"

#include <string.h>

static void put32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        at[i] = (uint8_t)(value >> 8u * i);
    }
}

void image_kit_sign(uint8_t *bytes, uint32_t binary_bytes, const struct image_signer *signer)
{
    const struct ota_crypto *crypto = signer->crypto;
    uint8_t *trailer = bytes + OTA_IMAGE_HEAD_BYTES + binary_bytes;
    uint8_t digest[OTA_DIGEST_BYTES];

    (void)crypto->hash_start(crypto->context);
    (void)crypto->hash_update(crypto->context, bytes + OTA_IMAGE_SIGNED_FROM,
                              OTA_IMAGE_HEAD_BYTES - OTA_IMAGE_SIGNED_FROM + binary_bytes);
    (void)crypto->hash_finish(crypto->context, digest);
    put32(trailer + OTA_IMAGE_TYPE_BYTES,
          signer->sign(signer->context, digest, trailer + OTA_IMAGE_SIGNATURE_AT));
}

uint32_t image_kit_make(const struct image_kit *image, const struct image_signer *signer,
                        uint8_t *bytes)
{
    static const char magic[] = OTA_IMAGE_MAGIC, type[] = OTA_IMAGE_TYPE;
    uint8_t *trailer = bytes + OTA_IMAGE_HEAD_BYTES + image->binary_bytes;

    memcpy(bytes, magic, OTA_IMAGE_MAGIC_BYTES);
    bytes[OTA_IMAGE_MAGIC_BYTES] = OTA_IMAGE_FLAG;
    put32(bytes + 8, image->sequence);
    put32(bytes + 12, image->start);
    put32(bytes + 16, image->start + image->binary_bytes);
    put32(bytes + 20, image->start + (image->binary_bytes < 8u ? 0u : 4u));
    put32(bytes + 24, image->hardware_id);
    put32(bytes + 28, image->counter);
    for (uint32_t i = 0; i < image->binary_bytes; i++) {
        bytes[OTA_IMAGE_HEAD_BYTES + i] = image_kit_byte(image->sequence + image->tint, i);
    }
    memset(trailer, 0, OTA_IMAGE_TRAILER_BYTES);
    memcpy(trailer, type, sizeof type - 1);
    image_kit_sign(bytes, image->binary_bytes, signer);
    return OTA_IMAGE_EXTRA_BYTES + image->binary_bytes;
}
