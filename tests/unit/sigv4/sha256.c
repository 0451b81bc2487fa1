/* SPDX-License-Identifier: MIT */
/* FIPS 180-4. The constants are the fractions of roots of primes. */
#include "sha256.h"

#include <string.h>

#include "lib_bytes.h"

static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

struct sha256 sha256;

static uint32_t rotate(uint32_t value, unsigned bits)
{
    return value >> bits | value << (32u - bits);
}

static void compress(struct sha256 *hash)
{
    uint32_t w[64], s[8];

    for (unsigned i = 0; i < 64; i++) {
        if (i < 16) {
            w[i] = lib_bytes_get32(hash->block + i * 4u);
            continue;
        }
        const uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + w[i - 7] +
               (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
    }
    memcpy(s, hash->state, sizeof s);
    for (unsigned i = 0; i < 64; i++) {
        const uint32_t t = s[7] + (rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25)) +
                           ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + w[i];
        const uint32_t u = (rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22)) +
                           ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s);
        s[4] += t;
        s[0] = t + u;
    }
    for (unsigned i = 0; i < 8; i++) {
        hash->state[i] += s[i];
    }
}

static int32_t fails(struct sha256 *hash)
{
    return hash->calls_left != 0 && --hash->calls_left == 0 ? (hash->calls_left = 1, -1) : 0;
}

static int32_t begin(void *context)
{
    static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    struct sha256 *const hash = context;

    memcpy(hash->state, start, sizeof start);
    hash->bytes = 0;
    return fails(hash);
}

static void put(struct sha256 *hash, uint8_t byte)
{
    hash->block[hash->bytes++ % 64u] = byte;
    if (hash->bytes % 64u == 0) {
        compress(hash);
    }
}

static int32_t update(void *context, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        put(context, bytes[i]);
    }
    return fails(context);
}

static int32_t end(void *context, uint8_t *digest, size_t length)
{
    struct sha256 *const hash = context;
    const uint64_t bits = hash->bytes * 8u;

    put(hash, 0x80);
    while (hash->bytes % 64u != 56u) {
        put(hash, 0);
    }
    for (unsigned shift = 64; shift > 0; shift -= 8) {
        put(hash, (uint8_t)(bits >> (shift - 8u)));
    }
    for (size_t i = 0; i < length; i++) {
        digest[i] = (uint8_t)(hash->state[i / 4u] >> (24u - 8u * (i % 4u)));
    }
    return fails(hash);
}

SigV4CryptoInterface_t sha256_interface = {begin, update, end, &sha256, 64, 32};
