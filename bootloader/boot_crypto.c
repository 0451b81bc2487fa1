/* SPDX-License-Identifier: MIT */
#include "boot_crypto.h"

#include <p256_equation.h>
#include <string.h>

#define NUMBER_BYTES P256_NUMBER_BYTES
#define DER_SEQUENCE 0x30u
#define DER_INTEGER  0x02u

#define EQUATION_KNOWN UINT32_C(0x3C96A5C3)

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

    state->equation = 0;
    memset(&state->known, 0, sizeof state->known);
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

/* The equation's result is a number, so that it is enough to have it once: what decides is that x
 * is r, and that is asked for again each time. */
static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    struct boot_crypto *state = context;
    struct boot_equation *known = &state->known;
    uint8_t numbers[2 * NUMBER_BYTES];

    if (!take_signature(signature, signature_bytes, numbers)) {
        return 0;
    }
    if (state->equation != EQUATION_KNOWN || memcmp(known->numbers, numbers, sizeof numbers) != 0 ||
        memcmp(known->digest, digest, OTA_DIGEST_BYTES) != 0) {
        memset(known, 0, sizeof *known);
        if (!p256_equation(numbers, state->key, digest, known->x)) {
            return 0;
        }
        memcpy(known->numbers, numbers, sizeof numbers);
        memcpy(known->digest, digest, OTA_DIGEST_BYTES);
        state->equation = EQUATION_KNOWN;
    }
    const volatile int difference = memcmp(known->x, numbers, NUMBER_BYTES);
    return difference == 0 ? OTA_VERIFIED : 0;
}

void boot_crypto_init(struct boot_crypto *state, const uint8_t *key, struct ota_crypto *crypto)
{
    memset(state, 0, sizeof *state);
    state->key = key;
    *crypto = (struct ota_crypto){state, hash_start, hash_update, hash_finish, verify};
}
