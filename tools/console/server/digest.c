/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

void digest_hex(const unsigned char *bytes, size_t count, char *hex)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        *hex++ = digits[bytes[i] >> 4];
        *hex++ = digits[bytes[i] & 15];
    }
    *hex = '\0';
}

void digest_sha256(const void *bytes, size_t count, unsigned char digest[DIGEST_BYTES])
{
    if (EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL) != 1) {
        abort();
    }
}

void digest_hmac(const unsigned char secret[DIGEST_SECRET_MAX], const void *bytes, size_t count,
                 unsigned char digest[DIGEST_BYTES])
{
    if (HMAC(EVP_sha256(), secret, DIGEST_SECRET_MAX, bytes, count, digest, NULL) == NULL) {
        abort();
    }
}

void digest_random(void *bytes, size_t count)
{
    if (RAND_bytes(bytes, (int)count) != 1) {
        abort();
    }
}

bool digest_equal(const void *a, const void *b, size_t count)
{
    return CRYPTO_memcmp(a, b, count) == 0;
}
