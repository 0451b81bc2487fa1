/* SPDX-License-Identifier: MIT */
/* What an ELF file loads, as one binary: 32 bits or 64, little-endian, Arm or RISC-V, below 2^32.
 */
#ifndef SIGN_ELF_FILE_H
#define SIGN_ELF_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "file.h"

struct loaded {
    struct bytes binary; /* from the lowest load address to the highest; gaps are 0xFF */
    uint32_t start;      /* load address of its first byte */
    uint32_t exec;       /* Arm: where it starts, the vector table; RISC-V: the entry */
};

bool elf_is_one(const struct bytes *file);
enum fault elf_load(const char *path, const struct bytes *file, struct loaded *loaded);

#endif
