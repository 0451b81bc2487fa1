/* SPDX-License-Identifier: MIT */
#include "ota_layout.h"

#include "lib_assert.h"
#include "ota_journal.h"
#include "ota_progress.h"

#define REGIONS (2u + OTA_SLOTS)

static const struct ota_region *region_of(const struct ota_layout *layout, unsigned index)
{
    if (index < 2u) {
        return index == 0 ? &layout->journal : &layout->progress;
    }
    return &layout->slot[index - 2u];
}

static ota_layout_status_t check_geometry(const struct flash_geometry *geometry)
{
    const uint32_t unit = geometry->program_bytes, sector = geometry->erase_bytes;

    if (unit == 0 || sector == 0 || geometry->size_bytes == 0 || OTA_UNIT_MAX % unit != 0 ||
        sector % unit != 0 || geometry->size_bytes % sector != 0) {
        return OTA_LAYOUT_GEOMETRY;
    }
    return OTA_LAYOUT_OK;
}

static ota_layout_status_t check_region(const struct ota_region *region,
                                        const struct flash_geometry *geometry)
{
    switch (flash_check(geometry, region->offset, region->bytes, geometry->erase_bytes)) {
    case FLASH_OK:
        return OTA_LAYOUT_OK;
    case FLASH_UNALIGNED:
        return OTA_LAYOUT_SECTOR;
    case FLASH_OUT_OF_RANGE:
    case FLASH_NOT_ERASED:
    case FLASH_FAILED:
        break;
    }
    return OTA_LAYOUT_OUTSIDE;
}

/* Both lie inside the device. An empty region overlaps nothing. */
static bool overlap(const struct ota_region *a, const struct ota_region *b)
{
    return a->offset < b->offset + b->bytes && b->offset < a->offset + a->bytes;
}

static ota_layout_status_t check_regions(const struct ota_layout *layout,
                                         const struct flash_geometry *geometry)
{
    for (unsigned i = 0; i < REGIONS; i++) {
        ota_layout_status_t status = check_region(region_of(layout, i), geometry);
        if (status != OTA_LAYOUT_OK) {
            return status;
        }
    }
    for (unsigned i = 0; i < REGIONS; i++) {
        for (unsigned other = 0; other < i; other++) {
            if (overlap(region_of(layout, i), region_of(layout, other))) {
                return OTA_LAYOUT_OVERLAP;
            }
        }
    }
    return OTA_LAYOUT_OK;
}

static ota_layout_status_t check_sizes(const struct ota_layout *layout,
                                       const struct flash_geometry *geometry)
{
    if (ota_log_places(&layout->journal, geometry, sizeof(struct ota_record)) == 0) {
        return OTA_LAYOUT_JOURNAL_SIZE;
    }
    if (ota_log_places(&layout->progress, geometry, sizeof(struct ota_download)) == 0) {
        return OTA_LAYOUT_PROGRESS_SIZE;
    }
    if (layout->slot[0].bytes != layout->slot[1].bytes) {
        return OTA_LAYOUT_SLOTS_UNEQUAL;
    }
    if (layout->slot[0].bytes < OTA_IMAGE_EXTRA_BYTES + OTA_IMAGE_BINARY_MIN) {
        return OTA_LAYOUT_SLOT_SIZE;
    }
    return OTA_LAYOUT_OK;
}

static ota_layout_status_t check_run(const struct ota_layout *layout)
{
    if (layout->run != OTA_RUN_COPY && layout->run != OTA_RUN_IN_PLACE) {
        return OTA_LAYOUT_RUN;
    }
    if (layout->address % 4u != 0 || layout->bytes > UINT32_MAX - layout->address ||
        (layout->run == OTA_RUN_COPY && layout->address == 0)) {
        return OTA_LAYOUT_ADDRESS;
    }
    if (layout->run == OTA_RUN_COPY) {
        return layout->bytes < layout->slot[0].bytes - OTA_IMAGE_EXTRA_BYTES
                   ? OTA_LAYOUT_WINDOW_SIZE
                   : OTA_LAYOUT_OK;
    }
    for (unsigned i = 0; i < OTA_SLOTS; i++) {
        if (layout->bytes < layout->slot[i].offset + layout->slot[i].bytes) {
            return OTA_LAYOUT_SLOT_INVISIBLE;
        }
    }
    return OTA_LAYOUT_OK;
}

ota_layout_status_t ota_layout_check(const struct ota_layout *layout,
                                     const struct flash_geometry *geometry)
{
    ota_layout_status_t status = check_geometry(geometry);

    if (status == OTA_LAYOUT_OK) {
        status = check_regions(layout, geometry);
    }
    if (status == OTA_LAYOUT_OK) {
        status = check_sizes(layout, geometry);
    }
    return status == OTA_LAYOUT_OK ? check_run(layout) : status;
}

const char *ota_layout_text(ota_layout_status_t status)
{
    static const char *const texts[OTA_LAYOUT_COUNT] = {
        [OTA_LAYOUT_OK] = "good",
        [OTA_LAYOUT_GEOMETRY] = "flash: sizes do not divide, or the unit is above 32 bytes",
        [OTA_LAYOUT_OUTSIDE] = "a region ends behind the flash",
        [OTA_LAYOUT_SECTOR] = "a region does not begin or end at a sector",
        [OTA_LAYOUT_OVERLAP] = "two regions overlap",
        [OTA_LAYOUT_JOURNAL_SIZE] = "journal: no two halves of whole sectors that hold a record",
        [OTA_LAYOUT_PROGRESS_SIZE] = "progress: no two halves of whole sectors that hold a record",
        [OTA_LAYOUT_SLOT_SIZE] = "slots: too small for an image",
        [OTA_LAYOUT_SLOTS_UNEQUAL] = "slots: not equal in size",
        [OTA_LAYOUT_RUN] = "run: neither copy nor in place",
        [OTA_LAYOUT_ADDRESS] = "run: address is no multiple of 4, or 0 for copies, or too large",
        [OTA_LAYOUT_WINDOW_SIZE] = "run: memory does not hold the largest binary of a slot",
        [OTA_LAYOUT_SLOT_INVISIBLE] = "run: a slot ends behind what the processor sees",
    };
    return (unsigned)status < OTA_LAYOUT_COUNT ? texts[status] : "unknown";
}

void ota_layout_target(const struct ota_layout *layout, unsigned slot, uint32_t counter,
                       struct ota_target *target)
{
    LIB_ASSERT(slot < OTA_SLOTS);
    *target = (struct ota_target){
        .image_bytes_max = layout->slot[slot].bytes,
        .start = layout->address,
        .hardware_id = layout->hardware_id,
        .counter = counter,
    };
    if (layout->run == OTA_RUN_IN_PLACE) {
        target->start += layout->slot[slot].offset + OTA_IMAGE_HEAD_BYTES;
    }
}
