/* SPDX-License-Identifier: MIT */
/* factory: what a new flash is filled with. Slot 0 holds an image, everything else is erased, or,
 * outside the layout's regions, as it is in another flash, which has credentials. */
#include <stdlib.h>
#include <string.h>

#include "image.h"
#include "layout.h"
#include "verbs.h"

#define ERASED 0xFF

static enum fault check_image(const char *path, const struct bytes *image,
                              const struct layout *layout)
{
    const struct image_rules rules = {
        .has_start = true,
        .start = layout_start(layout, 0),
        .has_hardware_id = true,
        .hardware_id = layout->hardware_id,
        .slot_bytes = layout->slots[0].bytes,
        .memory_bytes = layout->run_bytes,
    };
    char why[256];
    const enum fault fault = image_check(image, &rules, why, sizeof(why));

    return fault == FAULT_NONE ? FAULT_NONE : fail(fault, "%s: %s", path, why);
}

static uint32_t first_offset(const struct layout *layout)
{
    uint32_t first = layout->journal.offset;

    first = layout->progress.offset < first ? layout->progress.offset : first;
    for (unsigned i = 0; i < LAYOUT_SLOTS_MAX; i++) {
        first = layout->slots[i].offset < first ? layout->slots[i].offset : first;
    }
    return first;
}

/* The bootloader, where the flash is where the processor starts. */
static enum fault put_boot(const char *path, const struct layout *layout, struct bytes *flash)
{
    struct bytes boot = {NULL, 0};
    enum fault fault = path != NULL ? file_read(path, &boot) : FAULT_NONE;

    if (fault == FAULT_NONE && path != NULL && boot.count == 0) {
        fault = fail(FAULT_BINARY, "%s is empty: it is no bootloader", path);
    }
    if (fault == FAULT_NONE && boot.count > first_offset(layout)) {
        fault = fail(FAULT_FIT, "%s has %zu bytes, there are %u before the first region", path,
                     boot.count, first_offset(layout));
    }
    if (fault == FAULT_NONE && boot.count > 0) {
        memcpy(flash->at, boot.at, boot.count);
    }
    free(boot.at);
    return fault;
}

static void erase(struct bytes *flash, const struct region *region)
{
    memset(flash->at + region->offset, ERASED, region->bytes);
}

/* The flash that `path` is, with the layout's regions erased. */
static enum fault take_flash(const char *path, const struct layout *layout, struct bytes *flash)
{
    const enum fault fault = file_read(path, flash);

    if (fault != FAULT_NONE) {
        return fault;
    }
    if (flash->count < layout->flash_bytes) {
        return fail(FAULT_FIT, "%s has %zu bytes, the flash has %u", path, flash->count,
                    layout->flash_bytes);
    }
    erase(flash, &layout->journal);
    erase(flash, &layout->progress);
    for (unsigned i = 0; i < LAYOUT_SLOTS_MAX; i++) {
        erase(flash, &layout->slots[i]);
    }
    return FAULT_NONE;
}

static enum fault make_flash(size_t count, struct bytes *flash)
{
    flash->count = count;
    flash->at = malloc(count);
    if (flash->at == NULL) {
        return fail(FAULT_INTERNAL, "out of memory");
    }
    memset(flash->at, ERASED, count);
    return FAULT_NONE;
}

static enum fault fill(const struct arguments *arguments, const struct layout *layout,
                       const struct bytes *image, struct bytes *flash)
{
    const bool is_slot_only = is_given(arguments, "slot-only");
    const struct region slot = layout->slots[0];
    const char *over = argument(arguments, "over");

    if (is_slot_only && (over != NULL || is_given(arguments, "boot"))) {
        return fail(FAULT_USAGE, "%s is not in slot 0", over != NULL ? "--over" : "--boot");
    }
    const enum fault fault =
        over != NULL ? take_flash(over, layout, flash)
                     : make_flash(is_slot_only ? slot.bytes : layout->flash_bytes, flash);
    if (fault != FAULT_NONE) {
        return fault;
    }
    memcpy(flash->at + (is_slot_only ? 0 : slot.offset), image->at, image->count);
    return put_boot(argument(arguments, "boot"), layout, flash);
}

enum fault verb_factory(const struct arguments *arguments)
{
    const char *layout_path, *output;
    struct layout layout;
    struct bytes image = {NULL, 0}, flash = {NULL, 0};
    enum fault fault = argument_need(arguments, "layout", &layout_path);

    if (fault == FAULT_NONE) {
        fault = argument_need(arguments, "output", &output);
    }
    if (fault == FAULT_NONE && arguments->file == NULL) {
        fault = fail(FAULT_USAGE, "factory needs an image");
    }
    if (fault == FAULT_NONE) {
        fault = layout_read(layout_path, &layout);
    }
    if (fault == FAULT_NONE) {
        fault = file_read(arguments->file, &image);
    }
    if (fault == FAULT_NONE) {
        fault = check_image(arguments->file, &image, &layout);
    }
    if (fault == FAULT_NONE) {
        fault = fill(arguments, &layout, &image, &flash);
    }
    if (fault == FAULT_NONE) {
        fault = file_write(output, flash.at, flash.count, 0666);
    }
    free(image.at);
    free(flash.at);
    return fault;
}
