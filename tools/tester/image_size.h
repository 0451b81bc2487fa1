/* SPDX-License-Identifier: MIT */
/* The image that a build made, and what it takes. */
#ifndef TESTER_IMAGE_SIZE_H
#define TESTER_IMAGE_SIZE_H

#include <stdbool.h>

struct image_size {
    long long text, data, bss; /* bytes; code and constants, values, zeroes */
};

/** The newest ELF file below a folder whose name begins with `name`. @return Owned by the caller,
 * or NULL. */
char *image_find(const char *folder, const char *name);

/** Sizes from an ELF file's sections. @return false: it is none. */
bool image_size(const char *path, struct image_size *size);

#endif
