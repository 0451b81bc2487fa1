/* SPDX-License-Identifier: MIT */
#include "digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

static EVP_MD_CTX *begin(void)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    if (context == NULL || EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
        abort();
    }
    return context;
}

static void end(EVP_MD_CTX *context, char text[DIGEST_TEXT_BYTES])
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;

    if (EVP_DigestFinal_ex(context, digest, &length) != 1 || 2 * length >= DIGEST_TEXT_BYTES) {
        abort();
    }
    for (unsigned i = 0; i < length; i++) {
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
    }
    EVP_MD_CTX_free(context);
}

void digest_bytes(const void *bytes, size_t length, char text[DIGEST_TEXT_BYTES])
{
    EVP_MD_CTX *context = begin();

    EVP_DigestUpdate(context, bytes, length);
    end(context, text);
}

bool digest_file(const char *path, char text[DIGEST_TEXT_BYTES])
{
    FILE *in = fopen(path, "rb");
    EVP_MD_CTX *context;
    char block[16384];
    size_t length;
    bool good;

    text[0] = '\0';
    if (in == NULL) {
        return false;
    }
    context = begin();
    while ((length = fread(block, 1, sizeof block, in)) > 0) {
        EVP_DigestUpdate(context, block, length);
    }
    good = !ferror(in);
    fclose(in);
    end(context, text);
    if (!good) {
        text[0] = '\0';
    }
    return good;
}
