/* SPDX-License-Identifier: MIT */
/* Cryptography that costs next to nothing, for thousands of runs: a hash that notices every change
 * of a test, but no attack, and a signature that is the digest and the key, one over the other. */
#ifndef CHEAP_CRYPTO_H
#define CHEAP_CRYPTO_H

#include "ota_image.h"

#define CHEAP_LANES 4u

struct cheap_crypto {
    uint8_t key;
    uint64_t lane[CHEAP_LANES];
    uint8_t rest[8u * CHEAP_LANES]; /* of what is not hashed yet */
    uint64_t bytes;                 /* so far */
};

/* A device with this key. */
void cheap_crypto_init(struct cheap_crypto *state, uint8_t key, struct ota_crypto *crypto);

/* The signature by a key, as in an image; returns its length. */
uint32_t cheap_crypto_sign(uint8_t key, const uint8_t digest[OTA_DIGEST_BYTES],
                           uint8_t der[OTA_SIGNATURE_MAX]);

#endif
