/* SPDX-License-Identifier: MIT */
/** Where things are in the flash of a board that updates itself, and where an image runs.
 *
 *      | boot, if it is there | journal | progress | slot 0 | slot 1 | the device's own objects |
 *
 * The order is free. Every region begins and ends at a sector and none overlap. The bootloader is
 * in none of them: no offset that an update can choose leads to it.
 */
#ifndef OTA_LAYOUT_H
#define OTA_LAYOUT_H

#include "flash.h"
#include "ota_image.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_SLOTS    2u
#define OTA_UNIT_MAX 32u /* program_bytes: a divisor of this */

/** Some sectors of the device. */
struct ota_region {
    uint32_t offset;
    uint32_t bytes;
};

enum ota_run {
    OTA_RUN_COPY = 1, /* the binary is copied to `address`, checked there, and runs there */
    OTA_RUN_IN_PLACE, /* it runs where it is: offset 0 of the flash is seen at `address` */
};

struct ota_layout {
    struct ota_region journal;         /* two halves of at least a sector */
    struct ota_region progress;        /* the same */
    struct ota_region slot[OTA_SLOTS]; /* equal in size */
    enum ota_run run;
    uint32_t address;
    uint32_t bytes; /* from `address` on: memory for the binary, or flash that the processor sees */
    uint32_t hardware_id;
};

typedef enum {
    OTA_LAYOUT_OK = 0,
    OTA_LAYOUT_GEOMETRY,     /* the flash itself: a 0, sizes that do not divide, too large a unit */
    OTA_LAYOUT_OUTSIDE,      /* a region ends behind the device */
    OTA_LAYOUT_SECTOR,       /* a region does not begin or end at a sector */
    OTA_LAYOUT_OVERLAP,      /* two regions share a sector */
    OTA_LAYOUT_JOURNAL_SIZE, /* not two equal halves that hold a record each */
    OTA_LAYOUT_PROGRESS_SIZE,  /* the same */
    OTA_LAYOUT_SLOT_SIZE,      /* too small for any image */
    OTA_LAYOUT_SLOTS_UNEQUAL,  /* an image that fits one does not fit the other */
    OTA_LAYOUT_RUN,            /* neither copy nor in place */
    OTA_LAYOUT_ADDRESS,        /* no multiple of 4, 0 for copies, or past 2^32 with bytes */
    OTA_LAYOUT_WINDOW_SIZE,    /* copy: less than the largest binary of a slot */
    OTA_LAYOUT_SLOT_INVISIBLE, /* in place: a slot ends behind what the processor sees */
    OTA_LAYOUT_COUNT
} ota_layout_status_t;

/**
 * Check a layout against the flash it is for. With OTA_LAYOUT_OK no arithmetic on it can wrap.
 *
 * @param layout    Any contents. Not NULL.
 * @param geometry  Any contents. Not NULL.
 * @return OTA_LAYOUT_OK or the first mistake.
 *
 * Context: any.  Blocks: never.
 */
ota_layout_status_t ota_layout_check(const struct ota_layout *layout,
                                     const struct flash_geometry *geometry);

/**
 * The mistake in words.
 *
 * @param status  Any number.
 * @return Static text.
 *
 * Context: any.  Blocks: never.
 */
const char *ota_layout_text(ota_layout_status_t status);

/**
 * What an image has to be to run from a slot: its binary starts at `address` (copy), or where the
 * processor sees the slot's byte 32 (in place).
 *
 * @param layout       Checked. Not NULL.
 * @param slot         0 or 1.
 * @param counter      The least that may run: the journal's.
 * @param[out] target  Not NULL.
 *
 * Context: any.  Blocks: never.
 */
void ota_layout_target(const struct ota_layout *layout, unsigned slot, uint32_t counter,
                       struct ota_target *target);

#ifdef __cplusplus
}
#endif

#endif
