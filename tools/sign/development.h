/* SPDX-License-Identifier: MIT */
/* The keys of tools/sign/development, which everybody has: by the SHA-256 of their
 * SubjectPublicKeyInfo. */
#ifndef SIGN_DEVELOPMENT_H
#define SIGN_DEVELOPMENT_H

#include <stdbool.h>

#define DEVELOPMENT_FINGERPRINT_BYTES 32

bool is_development_fingerprint(const unsigned char digest[DEVELOPMENT_FINGERPRINT_BYTES]);

#endif
