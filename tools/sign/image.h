/* SPDX-License-Identifier: MIT */
/* An image, as docs/design/ota.md draws it. */
#ifndef SIGN_IMAGE_H
#define SIGN_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fault.h"
#include "file.h"
#include "key.h"

struct image {
    uint32_t sequence, start, exec, hardware_id, counter;
    const unsigned char *binary;
    size_t binary_bytes;
};

/* A signed image in new memory. The addresses must fit the binary. */
enum fault image_make(const struct image *image, EVP_PKEY *key, struct bytes *made);

/* What an image must meet besides being whole. */
struct image_rules {
    EVP_PKEY *key; /* NULL: the signature is not looked at */
    bool has_start, has_hardware_id, has_above;
    uint32_t start, hardware_id, above; /* `above`: the sequence that runs */
    uint32_t counter;                   /* the device's */
    uint32_t slot_bytes, memory_bytes;  /* 0: any */
};

/* The first rule that it breaks, in the order of the design page; `why` says it in words. */
enum fault image_check(const struct bytes *file, const struct image_rules *rules, char *why,
                       size_t why_bytes);
/* Fields of a file that image_check took, or of any file that is long enough. */
void image_read(const struct bytes *file, struct image *image);
/* "1.2.3". */
const char *version_text(uint32_t sequence, char text[16]);

#endif
