/* SPDX-License-Identifier: MIT */
#include "sigv4_out.h"

#include <string.h>

#include "lib_assert.h"

#define INNER_PAD 0x36u
#define OUTER_PAD 0x5Cu

static void check(struct sigv4_out *out, int32_t result)
{
    if (result != 0 && out->status == SigV4Success) {
        out->status = SigV4HashError;
    }
}

void sigv4_put(struct sigv4_out *out, const char *text, size_t length)
{
    if (out->status != SigV4Success || length == 0) {
        return;
    }
    if (out->crypto != NULL) {
        check(out,
              out->crypto->hashUpdate(out->crypto->pHashContext, (const uint8_t *)text, length));
        return;
    }
    if (length > out->size - out->length) {
        out->status = SigV4InsufficientMemory;
        return;
    }
    memcpy(out->bytes + out->length, text, length);
    out->length += length;
}

void sigv4_put_hex(struct sigv4_out *out, const uint8_t *bytes, size_t count)
{
    static const char digits[] = "0123456789abcdef";

    for (size_t i = 0; i < count; i++) {
        const char pair[] = {digits[bytes[i] >> 4], digits[bytes[i] & 15u]};
        sigv4_put(out, pair, sizeof pair);
    }
}

void sigv4_hash_begin(struct sigv4_out *out, const SigV4CryptoInterface_t *crypto)
{
    out->crypto = crypto;
    if (out->status == SigV4Success) {
        check(out, crypto->hashInit(crypto->pHashContext));
    }
}

void sigv4_hash_end(struct sigv4_out *out, uint8_t *digest)
{
    const SigV4CryptoInterface_t *const crypto = out->crypto;

    LIB_ASSERT(crypto != NULL);
    if (out->status == SigV4Success) {
        check(out, crypto->hashFinal(crypto->pHashContext, digest, crypto->hashDigestLen));
    }
}

static void put_padded(struct sigv4_out *out, uint8_t *block, uint8_t pad)
{
    for (size_t i = 0; i < out->crypto->hashBlockLen; i++) {
        block[i] ^= pad;
    }
    sigv4_put(out, (const char *)block, out->crypto->hashBlockLen);
}

void sigv4_hmac_begin(struct sigv4_out *out, const SigV4CryptoInterface_t *crypto,
                      struct sigv4_text prefix, struct sigv4_text key, uint8_t *block)
{
    const size_t size = crypto->hashBlockLen;

    LIB_ASSERT(size <= SIGV4_HASH_MAX_BLOCK_LENGTH && prefix.length <= size);
    out->crypto = crypto;
    memset(block, 0, size);
    if (key.length > size - prefix.length) {
        sigv4_hash_begin(out, crypto);
        sigv4_put(out, prefix.at, prefix.length);
        sigv4_put(out, key.at, key.length);
        sigv4_hash_end(out, block);
    } else {
        memcpy(block, prefix.at, prefix.length);
        memcpy(block + prefix.length, key.at, key.length);
    }
    sigv4_hash_begin(out, crypto);
    put_padded(out, block, INNER_PAD);
}

void sigv4_hmac_end(struct sigv4_out *out, uint8_t *block, uint8_t *digest)
{
    sigv4_hash_end(out, digest);
    sigv4_hash_begin(out, out->crypto);
    put_padded(out, block, INNER_PAD ^ OUTER_PAD);
    sigv4_put(out, (const char *)digest, out->crypto->hashDigestLen);
    sigv4_hash_end(out, digest);
}

void sigv4_forget(void *memory, size_t size)
{
    volatile uint8_t *bytes = memory;

    while (size-- > 0) {
        *bytes++ = 0;
    }
}
