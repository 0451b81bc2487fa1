/* SPDX-License-Identifier: MIT */
#include "seal.h"

#include <stdbool.h>
#include <string.h>

#include "lib_assert.h"
#include "lib_wipe.h"
#include "mbedtls/gcm.h"
#include "mbedtls/sha256.h"

#define TAG_BYTES (SEAL_EXTRA_BYTES - SEAL_NONCE_BYTES)

static const char label[] = "dunlin seal 1";

/* SHA-256 of label, use and key: the key is as good as random, so a hash is a key derivation. */
void seal_derive(struct seal_key *key, const uint8_t board_key[SEAL_KEY_BYTES], const char *use)
{
    mbedtls_sha256_context hash;

    LIB_ASSERT(key != NULL && board_key != NULL && use != NULL);
    mbedtls_sha256_init(&hash);
    const bool good =
        mbedtls_sha256_starts(&hash, 0) == 0 &&
        mbedtls_sha256_update(&hash, (const unsigned char *)label, sizeof label) == 0 &&
        mbedtls_sha256_update(&hash, (const unsigned char *)use, strlen(use) + 1u) == 0 &&
        mbedtls_sha256_update(&hash, board_key, SEAL_KEY_BYTES) == 0 &&
        mbedtls_sha256_finish(&hash, key->bytes) == 0;
    LIB_ASSERT(good); /* memory is the caller's: it cannot fail */
    (void)good;
    mbedtls_sha256_free(&hash);
}

static bool prepare(mbedtls_gcm_context *gcm, const struct seal_key *key)
{
    mbedtls_gcm_init(gcm);
    return mbedtls_gcm_setkey(gcm, MBEDTLS_CIPHER_ID_AES, key->bytes, 8u * SEAL_KEY_BYTES) == 0;
}

size_t seal_close(const struct seal_key *key, const uint8_t nonce[SEAL_NONCE_BYTES], uint8_t *bytes,
                  size_t length, size_t room)
{
    mbedtls_gcm_context gcm;

    LIB_ASSERT(key != NULL && nonce != NULL && bytes != NULL);
    if (room < SEAL_EXTRA_BYTES || length > room - SEAL_EXTRA_BYTES) {
        return 0;
    }
    uint8_t *const content = bytes + SEAL_NONCE_BYTES;
    memmove(content, bytes, length);
    memcpy(bytes, nonce, SEAL_NONCE_BYTES);
    const bool good =
        prepare(&gcm, key) &&
        mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, length, bytes, SEAL_NONCE_BYTES, NULL,
                                  0, content, content, TAG_BYTES, content + length) == 0;
    mbedtls_gcm_free(&gcm);
    if (!good) {
        lib_wipe(bytes, length + SEAL_NONCE_BYTES);
        return 0;
    }
    return length + SEAL_EXTRA_BYTES;
}

size_t seal_open(const struct seal_key *key, uint8_t *bytes, size_t length)
{
    mbedtls_gcm_context gcm;

    LIB_ASSERT(key != NULL && bytes != NULL);
    if (length <= SEAL_EXTRA_BYTES) {
        return 0;
    }
    const size_t left = length - SEAL_EXTRA_BYTES;
    uint8_t *const content = bytes + SEAL_NONCE_BYTES;
    const bool good = prepare(&gcm, key) &&
                      mbedtls_gcm_auth_decrypt(&gcm, left, bytes, SEAL_NONCE_BYTES, NULL, 0,
                                               content + left, TAG_BYTES, content, content) == 0;
    mbedtls_gcm_free(&gcm);
    if (!good) {
        lib_wipe(bytes, length);
        return 0;
    }
    memmove(bytes, content, left);
    lib_wipe(bytes + left, SEAL_EXTRA_BYTES);
    return left;
}
