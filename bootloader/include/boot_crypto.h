/* SPDX-License-Identifier: MIT */
/** SHA-256 and ECDSA P-256 for the bootloader, of Mbed TLS: no heap, and nothing that signs. */
#ifndef BOOT_CRYPTO_H
#define BOOT_CRYPTO_H

#include <mbedtls/sha256.h>

#include "ota_image.h"

#ifdef __cplusplus
extern "C" {
#endif

#define BOOT_KEY_BYTES 64u /* x and y of the public key, big-endian */

/* An evaluated equation (p256_equation.h), and of what. */
struct boot_equation {
    uint8_t numbers[BOOT_KEY_BYTES]; /* r and s */
    uint8_t digest[OTA_DIGEST_BYTES];
    uint8_t x[OTA_DIGEST_BYTES];
};

struct boot_crypto {
    const uint8_t *key; /* BOOT_KEY_BYTES */
    uint32_t equation;  /* whether `known` is; a hash that is begun forgets it */
    union {
        mbedtls_sha256_context hash;
        struct boot_equation known;
    };
};

/**
 * Make cryptography for ota_image_check() and boot_choose().
 *
 * @param[out] state   Lives as long as `crypto`. Not NULL.
 * @param key          BOOT_KEY_BYTES bytes; lives as long. A point that is not on the curve
 *                     verifies nothing.
 * @param[out] crypto  Not NULL.
 *
 * Context: any.
 * Blocks:  never.
 */
void boot_crypto_init(struct boot_crypto *state, const uint8_t *key, struct ota_crypto *crypto);

#ifdef __cplusplus
}
#endif

#endif
