/* SPDX-License-Identifier: MIT */
#include "p256_signer.h"

#include <p256-m.h>
#include <stdlib.h>
#include <string.h>

#define NUMBER_BYTES 32u

static uint8_t private_key[NUMBER_BYTES], public_key[BOOT_KEY_BYTES];
static bool is_made;

/* Keys and nonces of tests need no entropy. */
int psa_generate_random(uint8_t *output, size_t bytes);

int psa_generate_random(uint8_t *output, size_t bytes)
{
    static uint32_t generator = 1;

    for (size_t i = 0; i < bytes; i++) {
        generator = generator * 1664525u + 1013904223u;
        output[i] = (uint8_t)(generator >> 24);
    }
    return 0;
}

static void make_key(void)
{
    if (!is_made && p256_gen_keypair(private_key, public_key) != P256_SUCCESS) {
        abort();
    }
    is_made = true;
}

static uint32_t put_number(uint8_t *at, const uint8_t *number)
{
    uint32_t skip = 0;

    while (skip < NUMBER_BYTES - 1u && number[skip] == 0) {
        skip++;
    }
    const uint32_t pad = number[skip] >> 7;
    at[0] = 0x02;
    at[1] = (uint8_t)(NUMBER_BYTES - skip + pad);
    at[2] = 0;
    memcpy(at + 2 + pad, number + skip, NUMBER_BYTES - skip);
    return 2u + at[1];
}

const uint8_t *p256_signer_key(void)
{
    make_key();
    return public_key;
}

uint32_t p256_signer_sign(const uint8_t digest[OTA_DIGEST_BYTES], uint8_t der[OTA_SIGNATURE_MAX])
{
    uint8_t numbers[2u * NUMBER_BYTES];

    make_key();
    if (p256_ecdsa_sign(numbers, private_key, digest, OTA_DIGEST_BYTES) != P256_SUCCESS) {
        abort();
    }
    uint32_t length = 2u + put_number(der + 2, numbers);
    length += put_number(der + length, numbers + NUMBER_BYTES);
    der[0] = 0x30;
    der[1] = (uint8_t)(length - 2u);
    return length;
}
