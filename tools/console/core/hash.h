/* SPDX-License-Identifier: MIT */
/* SHA-1 and SHA-256 in hexadecimal, for checksums of files. */
#ifndef CONSOLE_HASH_H
#define CONSOLE_HASH_H

#include <stddef.h>

#define HASH_TEXT_BYTES 65

void hash_sha256(const void *bytes, size_t length, char text[HASH_TEXT_BYTES]);
void hash_sha1(const void *bytes, size_t length, char text[HASH_TEXT_BYTES]);

#endif
