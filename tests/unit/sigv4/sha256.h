/* SPDX-License-Identifier: MIT */
/* SHA-256 for the tests of libs/sigv4, in the form that the library wants it. */
#ifndef SHA256_H
#define SHA256_H

#include "sigv4.h"

struct sha256 {
    uint32_t state[8];
    uint8_t block[64];
    uint64_t bytes;
    unsigned calls_left; /* before every function fails; 0: never */
};

extern struct sha256 sha256;
extern SigV4CryptoInterface_t sha256_interface;

#endif
