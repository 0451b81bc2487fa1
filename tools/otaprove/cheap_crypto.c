/* SPDX-License-Identifier: MIT */
#include "cheap_crypto.h"

#include <string.h>

#define BLOCK    (8u * CHEAP_LANES)
#define MULTIPLY UINT64_C(0x9E3779B97F4A7C15)

static void take_block(struct cheap_crypto *state, const uint8_t *block)
{
    uint64_t words[CHEAP_LANES];

    memcpy(words, block, sizeof words);
    for (unsigned i = 0; i < CHEAP_LANES; i++) {
        const uint64_t mixed = (state->lane[i] ^ words[i]) * MULTIPLY;
        state->lane[i] = mixed ^ mixed >> 29;
    }
}

static bool hash_start(void *context)
{
    struct cheap_crypto *state = context;

    for (unsigned i = 0; i < CHEAP_LANES; i++) {
        state->lane[i] = (i + 1u) * UINT64_C(0xD1B54A32D192ED03);
    }
    state->bytes = 0;
    return true;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    struct cheap_crypto *state = context;
    const uint8_t *at = bytes;

    while (length > 0) {
        const uint32_t used = (uint32_t)(state->bytes % BLOCK);
        const uint32_t part = length < BLOCK - used ? length : BLOCK - used;
        memcpy(state->rest + used, at, part);
        if (used + part == BLOCK) {
            take_block(state, state->rest);
        }
        state->bytes += part;
        at += part;
        length -= part;
    }
    return true;
}

/* Each byte of the digest depends on each lane. */
static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    struct cheap_crypto *state = context;
    uint64_t sum = state->bytes;

    memset(state->rest + state->bytes % BLOCK, 0, BLOCK - state->bytes % BLOCK);
    take_block(state, state->rest);
    for (unsigned i = 0; i < 2u * CHEAP_LANES; i++) {
        sum = (sum ^ state->lane[i % CHEAP_LANES]) * MULTIPLY;
        sum ^= sum >> 32;
        memcpy(digest + 8u * (i % CHEAP_LANES), &sum, sizeof sum);
    }
    return true;
}

uint32_t cheap_crypto_sign(uint8_t key, const uint8_t digest[OTA_DIGEST_BYTES],
                           uint8_t der[OTA_SIGNATURE_MAX])
{
    der[0] = 0x30;
    der[1] = OTA_DIGEST_BYTES;
    for (unsigned i = 0; i < OTA_DIGEST_BYTES; i++) {
        der[2u + i] = digest[i] ^ key;
    }
    return 2u + OTA_DIGEST_BYTES;
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    const struct cheap_crypto *state = context;
    uint8_t wanted[OTA_SIGNATURE_MAX];

    return signature_bytes == cheap_crypto_sign(state->key, digest, wanted) &&
                   memcmp(signature, wanted, signature_bytes) == 0
               ? OTA_VERIFIED
               : 0;
}

void cheap_crypto_init(struct cheap_crypto *state, uint8_t key, struct ota_crypto *crypto)
{
    state->key = key;
    (void)hash_start(state);
    *crypto = (struct ota_crypto){state, hash_start, hash_update, hash_finish, verify};
}
