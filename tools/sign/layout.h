/* SPDX-License-Identifier: MIT */
/* A layout file, or the layout of a board.json, as docs/design/ota.md has it. */
#ifndef SIGN_LAYOUT_H
#define SIGN_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "fault.h"

#define LAYOUT_SLOTS_MAX 2u
#define LAYOUT_NAME_MAX  48u

struct region {
    uint32_t offset, bytes;
};

struct layout {
    char name[LAYOUT_NAME_MAX]; /* empty: it has none */
    uint32_t flash_bytes, erase_bytes, program_bytes;
    struct region journal, progress, slots[LAYOUT_SLOTS_MAX];
    bool is_copied; /* into memory at run_address; else it runs in place */
    uint32_t run_address, run_bytes, hardware_id;
};

enum fault layout_read(const char *path, struct layout *layout);
/* Where an image in this slot runs. */
uint32_t layout_start(const struct layout *layout, unsigned slot);

#endif
