/* SPDX-License-Identifier: MIT */
/* Digests and random numbers in hexadecimal, as addresses and headers have them. */
#ifndef CONSOLE_DIGEST_H
#define CONSOLE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_BYTES      32
#define DIGEST_HEX_BYTES  (2 * DIGEST_BYTES + 1)
#define DIGEST_SECRET_MAX 32

/* `hex` has room for 2 * count + 1. */
void digest_hex(const unsigned char *bytes, size_t count, char *hex);
void digest_sha256(const void *bytes, size_t count, unsigned char digest[DIGEST_BYTES]);
void digest_hmac(const unsigned char secret[DIGEST_SECRET_MAX], const void *bytes, size_t count,
                 unsigned char digest[DIGEST_BYTES]);
/* Ends the process when the system has no random numbers. */
void digest_random(void *bytes, size_t count);
/* In a time that tells nothing of where they differ. */
bool digest_equal(const void *a, const void *b, size_t count);

#endif
