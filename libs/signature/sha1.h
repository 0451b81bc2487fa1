/* SPDX-License-Identifier: MIT */
/* SHA-1, for old signatures only: it does not withstand who can choose what is signed. */
#ifndef SIGNATURE_SHA1_H
#define SIGNATURE_SHA1_H

#include <stddef.h>
#include <stdint.h>

#define SHA1_BYTES 20

struct sha1 {
    uint32_t state[5];
    uint64_t bytes;
    uint8_t block[64];
};

void sha1_begin(struct sha1 *sha1);
void sha1_add(struct sha1 *sha1, const uint8_t *bytes, size_t length);
void sha1_end(struct sha1 *sha1, uint8_t digest[SHA1_BYTES]);

#endif
