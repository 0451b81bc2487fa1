/* SPDX-License-Identifier: MIT */
#include "hash.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

static void digest(const EVP_MD *kind, const void *bytes, size_t length, char *text)
{
    unsigned char value[EVP_MAX_MD_SIZE];
    unsigned size;

    if (EVP_Digest(bytes, length, value, &size, kind, NULL) != 1) {
        abort();
    }
    for (unsigned i = 0; i < size; i++) {
        snprintf(text + 2 * i, 3, "%02x", value[i]);
    }
}

void hash_sha256(const void *bytes, size_t length, char text[HASH_TEXT_BYTES])
{
    digest(EVP_sha256(), bytes, length, text);
}

void hash_sha1(const void *bytes, size_t length, char text[HASH_TEXT_BYTES])
{
    digest(EVP_sha1(), bytes, length, text);
}
