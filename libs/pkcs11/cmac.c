/* SPDX-License-Identifier: MIT */
#include "cmac.h"

#include <mbedtls/aes.h>
#include <string.h>

#include "lib_wipe.h"

#define BITS     8u
#define FEEDBACK 0x87u /* of x^128 + x^7 + x^2 + x + 1 */

/* Times x in the field, without a branch on the secret. */
static void double_block(uint8_t *block)
{
    uint8_t carry = block[0] >> 7;

    for (size_t i = 0; i + 1u < CMAC_BYTES; i++) {
        block[i] = (uint8_t)(block[i] << 1 | block[i + 1u] >> 7);
    }
    block[CMAC_BYTES - 1u] = (uint8_t)(block[CMAC_BYTES - 1u] << 1) ^ (uint8_t)(FEEDBACK * carry);
}

static void add(uint8_t *block, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        block[i] ^= bytes[i];
    }
}

bool cmac(const uint8_t *key, size_t key_bytes, const uint8_t *in, size_t in_bytes,
          uint8_t mac[CMAC_BYTES])
{
    uint8_t last[CMAC_BYTES] = {0};
    mbedtls_aes_context aes;

    mbedtls_aes_init(&aes);
    bool good = mbedtls_aes_setkey_enc(&aes, key, (unsigned)(key_bytes * BITS)) == 0 &&
                mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, last, last) == 0;
    memset(mac, 0, CMAC_BYTES);
    while (good && in_bytes > CMAC_BYTES) {
        add(mac, in, CMAC_BYTES);
        good = mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, mac, mac) == 0;
        in += CMAC_BYTES;
        in_bytes -= CMAC_BYTES;
    }
    if (good) {
        double_block(last);
        add(mac, in, in_bytes);
        if (in_bytes < CMAC_BYTES) {
            double_block(last);
            mac[in_bytes] ^= 0x80u;
        }
        add(mac, last, CMAC_BYTES);
        good = mbedtls_aes_crypt_ecb(&aes, MBEDTLS_AES_ENCRYPT, mac, mac) == 0;
    }
    mbedtls_aes_free(&aes);
    lib_wipe(last, sizeof last);
    return good;
}
