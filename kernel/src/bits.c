/* SPDX-License-Identifier: MIT */
#include "bits.h"

#if !BITS_HAS_CLZ
#define BITS_8(n)  n, n, n, n, n, n, n, n
#define BITS_32(n) BITS_8(n), BITS_8(n), BITS_8(n), BITS_8(n)

const uint8_t bits_top_of_byte[256] = {
    0,          0,          1,          1,          2,          2,
    2,          2,          BITS_8(3),  BITS_8(4),  BITS_8(4),  BITS_32(5),
    BITS_32(6), BITS_32(6), BITS_32(7), BITS_32(7), BITS_32(7), BITS_32(7),
};
#endif
