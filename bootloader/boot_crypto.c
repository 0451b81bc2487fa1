/* SPDX-License-Identifier: MIT */
#include "boot_crypto.h"

#include <p256-m.h>
#include <string.h>

#define NUMBER_BYTES 32u
#define DER_SEQUENCE 0x30u
#define DER_INTEGER  0x02u

/* ---- DER ---- */

/* One INTEGER of at most 256 bits in the shortest form, to 32 bytes; the bytes behind it, or NULL.
 */
static const uint8_t *take_number(const uint8_t *at, const uint8_t *end, uint8_t *number)
{
    if (end - at < 3 || at[0] != DER_INTEGER || at[1] == 0 || at[1] > end - at - 2) {
        return NULL;
    }
    uint32_t length = at[1];
    at += 2;
    if (at[0] == 0 && (length == 1u || at[1] < 0x80u)) {
        return NULL; /* zero, or a zero that is not needed */
    }
    if (at[0] >= 0x80u) {
        return NULL; /* negative */
    }
    if (at[0] == 0) {
        at++;
        length--;
    }
    if (length > NUMBER_BYTES) {
        return NULL;
    }
    memset(number, 0, NUMBER_BYTES);
    memcpy(number + NUMBER_BYTES - length, at, length);
    return at + length;
}

static bool take_signature(const uint8_t *der, uint32_t bytes, uint8_t numbers[2 * NUMBER_BYTES])
{
    const uint8_t *end = der + bytes;

    if (bytes < OTA_SIGNATURE_MIN || bytes > OTA_SIGNATURE_MAX || der[0] != DER_SEQUENCE ||
        der[1] != bytes - 2u) {
        return false;
    }
    const uint8_t *at = take_number(der + 2, end, numbers);
    return at != NULL && take_number(at, end, numbers + NUMBER_BYTES) == end;
}

/* ---- What the image check asks for ---- */

static bool hash_start(void *context)
{
    struct boot_crypto *state = context;

    mbedtls_sha256_init(&state->hash);
    return mbedtls_sha256_starts(&state->hash, 0) == 0;
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    struct boot_crypto *state = context;
    return mbedtls_sha256_update(&state->hash, bytes, length) == 0;
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    struct boot_crypto *state = context;
    return mbedtls_sha256_finish(&state->hash, digest) == 0;
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    const struct boot_crypto *state = context;
    uint8_t numbers[2 * NUMBER_BYTES];

    if (!take_signature(signature, signature_bytes, numbers)) {
        return 0;
    }
    const volatile int result = p256_ecdsa_verify(numbers, state->key, digest, OTA_DIGEST_BYTES);
    return result == P256_SUCCESS ? OTA_VERIFIED : 0;
}

void boot_crypto_init(struct boot_crypto *state, const uint8_t *key, struct ota_crypto *crypto)
{
    state->key = key;
    *crypto = (struct ota_crypto){state, hash_start, hash_update, hash_finish, verify};
}
