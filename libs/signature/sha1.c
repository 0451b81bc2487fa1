/* SPDX-License-Identifier: MIT */
/* FIPS 180-4, 6.1, with the alternate method's 16 words of schedule. */
#include "sha1.h"

#include <string.h>

static uint32_t rotate(uint32_t word, unsigned bits)
{
    return word << bits | word >> (32u - bits);
}

static uint32_t mix(unsigned round, uint32_t b, uint32_t c, uint32_t d)
{
    switch (round / 20u) {
    case 0:
        return ((b & c) | (~b & d)) + 0x5A827999u;
    case 1:
        return (b ^ c ^ d) + 0x6ED9EBA1u;
    case 2:
        return ((b & c) | (b & d) | (c & d)) + 0x8F1BBCDCu;
    default:
        return (b ^ c ^ d) + 0xCA62C1D6u;
    }
}

static void add_block(uint32_t state[5], const uint8_t *block)
{
    uint32_t words[16];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

    for (unsigned i = 0; i < 16; i++) {
        words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                   (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (unsigned i = 0; i < 80; i++) {
        uint32_t *const word = &words[i % 16u];
        if (i >= 16) {
            *word = rotate(
                words[(i + 13u) % 16u] ^ words[(i + 8u) % 16u] ^ words[(i + 2u) % 16u] ^ *word, 1);
        }
        const uint32_t next = rotate(a, 5) + mix(i, b, c, d) + e + *word;
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

void sha1_begin(struct sha1 *sha1)
{
    *sha1 =
        (struct sha1){.state = {0x67452301u, 0xEFCDAB89u, 0x98BADCFEu, 0x10325476u, 0xC3D2E1F0u}};
}

void sha1_add(struct sha1 *sha1, const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        const size_t at = (size_t)(sha1->bytes % sizeof sha1->block);
        const size_t room = sizeof sha1->block - at;
        const size_t part = length < room ? length : room;
        memcpy(sha1->block + at, bytes, part);
        sha1->bytes += part;
        bytes += part;
        length -= part;
        if (part == room) {
            add_block(sha1->state, sha1->block);
        }
    }
}

void sha1_end(struct sha1 *sha1, uint8_t digest[SHA1_BYTES])
{
    static const uint8_t end[64] = {0x80};
    const uint64_t bits = sha1->bytes * 8u;
    uint8_t count[8];

    for (unsigned i = 0; i < 8; i++) {
        count[i] = (uint8_t)(bits >> (56u - 8u * i));
    }
    sha1_add(sha1, end, 64u - (size_t)((sha1->bytes + 8u) % 64u));
    sha1_add(sha1, count, sizeof count);
    for (unsigned i = 0; i < SHA1_BYTES; i++) {
        digest[i] = (uint8_t)(sha1->state[i / 4u] >> (24u - 8u * (i % 4u)));
    }
}
