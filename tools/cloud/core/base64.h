/* SPDX-License-Identifier: MIT */
/* Base64 of RFC 4648, section 4, with padding. */
#ifndef CLOUD_BASE64_H
#define CLOUD_BASE64_H

#include <stdbool.h>

#include "text.h"

void base64_write(struct text *text, const void *bytes, size_t count);
/* Appends the bytes. False: the letters are no Base64, and `text` is as it was or longer. */
bool base64_read(struct text *text, const char *letters, size_t count);

#endif
