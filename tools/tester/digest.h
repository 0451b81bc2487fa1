/* SPDX-License-Identifier: MIT */
/* SHA-256 as hexadecimal digits. */
#ifndef TESTER_DIGEST_H
#define TESTER_DIGEST_H

#include <stdbool.h>
#include <stddef.h>

#define DIGEST_TEXT_BYTES 65u

void digest_bytes(const void *bytes, size_t length, char text[DIGEST_TEXT_BYTES]);

/** @return Whether the file could be read; `text` is "" otherwise. */
bool digest_file(const char *path, char text[DIGEST_TEXT_BYTES]);

#endif
