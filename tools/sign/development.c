/* SPDX-License-Identifier: MIT */
#include "development.h"

#include <string.h>

static const unsigned char fingerprints[][DEVELOPMENT_FINGERPRINT_BYTES] = {
    /* development.key */
    {0x43, 0x8d, 0x2d, 0x97, 0xf9, 0xfc, 0xa0, 0xfd, 0x26, 0x1d, 0xc5,
     0x8c, 0x64, 0xad, 0x91, 0xf5, 0xe6, 0x64, 0x9a, 0x9b, 0xab, 0xbe,
     0xd9, 0x25, 0x80, 0x24, 0x3c, 0xd2, 0xed, 0x83, 0xec, 0x15},
};

bool is_development_fingerprint(const unsigned char digest[DEVELOPMENT_FINGERPRINT_BYTES])
{
    for (unsigned i = 0; i < sizeof(fingerprints) / sizeof(fingerprints[0]); i++) {
        if (memcmp(digest, fingerprints[i], DEVELOPMENT_FINGERPRINT_BYTES) == 0) {
            return true;
        }
    }
    return false;
}
