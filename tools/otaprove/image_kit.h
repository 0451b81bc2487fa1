/* SPDX-License-Identifier: MIT */
/* Images for tests, of whatever is asked for: right or wrong. */
#ifndef IMAGE_KIT_H
#define IMAGE_KIT_H

#include "ota_image.h"

struct image_kit {
    uint32_t sequence;
    uint32_t counter;
    uint32_t hardware_id;
    uint32_t start;
    uint32_t binary_bytes;
    uint8_t tint; /* so that two of a version differ */
};

/* Who signs. */
struct image_signer {
    const struct ota_crypto *crypto; /* its hash */
    void *context;
    uint32_t (*sign)(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                     uint8_t der[OTA_SIGNATURE_MAX]);
};

/* Byte `at` of the binary of a version. */
static inline uint8_t image_kit_byte(uint32_t sequence, uint32_t at)
{
    return (uint8_t)(at * 31u + (at >> 8) * 7u + sequence);
}

/* Make it; its length. `bytes` has room for it. */
uint32_t image_kit_make(const struct image_kit *image, const struct image_signer *signer,
                        uint8_t *bytes);

/* Sign it once more, after a change. */
void image_kit_sign(uint8_t *bytes, uint32_t binary_bytes, const struct image_signer *signer);

#endif
