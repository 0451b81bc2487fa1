/* SPDX-License-Identifier: MIT */
/* A geometry: flash and layout of a device, as a layout file or a board.json says. */
#ifndef PROVE_PLACE_H
#define PROVE_PLACE_H

#include "ota_layout.h"

struct place {
    char name[64];
    struct flash_geometry flash; /* up to the end of the last region: nothing behind it counts */
    struct ota_layout layout;
    uint32_t scaled_from; /* bytes of a slot in the file, if that is more; else 0 */
};

/* Read one. Slots become as small as shows everything, two windows, and what is far apart comes
 * together, unless `is_whole`. False: it
 * has been said what is wrong. */
bool place_read(const char *path, bool is_whole, struct place *place);

#endif
