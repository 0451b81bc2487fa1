/* SPDX-License-Identifier: MIT */
#include "place.h"

#include <stdio.h>
#include <string.h>

#include "agent_life.h"
#include "layout.h"
#include "ota_progress.h"

#define SLOT_MIN 2048u /* a slot that shows everything: or two windows */

static struct ota_region region_of(const struct region *region)
{
    return (struct ota_region){region->offset, region->bytes};
}

static void scale(struct place *place)
{
    const uint32_t sector = place->flash.erase_bytes;
    uint32_t wanted = 2u * ota_window_bytes(sector, AGENT_BLOCK);

    wanted = wanted < SLOT_MIN ? SLOT_MIN : wanted;
    wanted = (wanted + sector - 1u) / sector * sector;
    if (wanted < place->layout.slot[0].bytes) {
        place->scaled_from = place->layout.slot[0].bytes;
        place->layout.slot[0].bytes = place->layout.slot[1].bytes = wanted;
    }
}

/* Nothing is behind the last region; between two, where the slots may be smaller than in the file,
 * one sector where there were more. Their order stays. */
static void trim(struct place *place, bool is_whole)
{
    struct ota_layout *layout = &place->layout;
    struct ota_region *left[] = {&layout->journal, &layout->progress, &layout->slot[0],
                                 &layout->slot[1]};
    uint32_t end = 0;

    for (unsigned count = sizeof left / sizeof left[0]; count > 0; count--) {
        unsigned first = 0;
        for (unsigned i = 1; i < count; i++) {
            first = left[i]->offset < left[first]->offset ? i : first;
        }
        struct ota_region *region = left[first];
        left[first] = left[count - 1u];
        if (!is_whole && region->offset > end + place->flash.erase_bytes) {
            region->offset = end + place->flash.erase_bytes;
        }
        end = region->offset + region->bytes;
    }
    place->flash.size_bytes = end;
}

/* The agent of the proof asks for small blocks, and for so many at once. */
static bool has_window(const char *path, const struct place *place)
{
    const uint32_t window = ota_window_bytes(place->flash.erase_bytes, AGENT_BLOCK);

    if (window != 0 && window / AGENT_BLOCK <= otaconfigMAX_WINDOW_BLOCKS) {
        return true;
    }
    (void)fail(
        FAULT_LAYOUT,
        "%s: a window of whole sectors of %u bytes and whole blocks of %u has more than %u blocks",
        path, (unsigned)place->flash.erase_bytes, AGENT_BLOCK, otaconfigMAX_WINDOW_BLOCKS);
    return false;
}

bool place_read(const char *path, bool is_whole, struct place *place)
{
    struct layout file;

    fault_program = "otaprove";
    if (layout_read(path, &file) != FAULT_NONE) {
        return false;
    }
    *place = (struct place){
        .flash = {file.flash_bytes, file.erase_bytes, file.program_bytes},
        .layout = {.journal = region_of(&file.journal),
                   .progress = region_of(&file.progress),
                   .slot = {region_of(&file.slots[0]), region_of(&file.slots[1])},
                   .run = file.is_copied ? OTA_RUN_COPY : OTA_RUN_IN_PLACE,
                   .address = file.run_address,
                   .bytes = file.run_bytes,
                   .hardware_id = file.hardware_id},
    };
    (void)snprintf(place->name, sizeof place->name, "%s",
                   file.name[0] != '\0' ? file.name : "user");
    const ota_layout_status_t status = ota_layout_check(&place->layout, &place->flash);
    if (status != OTA_LAYOUT_OK) {
        (void)fail(FAULT_LAYOUT, "%s: %s", path, ota_layout_text(status));
        return false;
    }
    if (!has_window(path, place)) {
        return false;
    }
    if (!is_whole) {
        scale(place);
    }
    trim(place, is_whole);
    return true;
}
