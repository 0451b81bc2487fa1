/* SPDX-License-Identifier: MIT */
#include "layout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "file.h"
#include "ota_image.h"
#include "ota_layout.h"

struct reading {
    const char *path;
    enum fault fault;
};

static void wrong(struct reading *reading, const char *what, const char *why)
{
    if (reading->fault == FAULT_NONE) { /* the first one is told */
        reading->fault = fail(FAULT_LAYOUT, "%s: %s %s", reading->path, what, why);
    }
}

/* Every member of `object` must be one of `known`, words between blanks: a misspelt one would be
 * missed, or worse, have no effect. */
static void only(struct reading *reading, json_t *object, const char *what, const char *known)
{
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        const char *at = strchr(name, ' ') == NULL && *name != '\0' ? strstr(known, name) : NULL;
        while (at != NULL && (at[strlen(name)] != ' ' || at[-1] != ' ')) {
            at = strstr(at + 1, name);
        }
        if (at == NULL) {
            char text[160];
            (void)snprintf(text, sizeof text, "is no member of %s; there are:%s", what, known);
            wrong(reading, name, text);
        }
    }
}

static uint32_t number(struct reading *reading, const json_t *object, const char *of,
                       const char *name)
{
    const json_t *value = json_object_get(object, name);
    const char *text = json_string_value(value);
    char *rest = NULL, path[64];
    long long found = json_is_integer(value) ? json_integer_value(value) : -1;

    if (text != NULL && strncmp(text, "0x", 2) == 0) { /* addresses, as people write them */
        errno = 0;
        found = strtoll(text, &rest, 16);
        found = *rest == '\0' && errno == 0 ? found : -1;
    }
    if (found < 0 || found > UINT32_MAX) {
        (void)snprintf(path, sizeof path, "%s%s%s", of, *of == '\0' ? "" : ".", name);
        wrong(reading, path,
              value == NULL ? "is missing; it must be a number from 0 to 0xffffffff"
                            : "must be a number from 0 to 0xffffffff");
        return 0;
    }
    return (uint32_t)found;
}

static struct region region(struct reading *reading, json_t *object, const char *name,
                            const struct layout *layout)
{
    only(reading, object, name, " offset bytes ");
    const struct region found = {number(reading, object, name, "offset"),
                                 number(reading, object, name, "bytes")};

    if (found.bytes == 0 || found.offset > layout->flash_bytes ||
        found.bytes > layout->flash_bytes - found.offset) {
        wrong(reading, name, "is not within the flash");
    } else if (found.offset % layout->erase_bytes != 0 || found.bytes % layout->erase_bytes != 0) {
        wrong(reading, name, "does not begin and end at a sector");
    }
    return found;
}

static bool overlap(const struct region *one, const struct region *other)
{
    return one->offset < other->offset + other->bytes && other->offset < one->offset + one->bytes;
}

/* The memory holds the largest binary, or the processor sees all of each slot. */
static void check_slots_run(struct reading *reading, const struct layout *layout)
{
    for (unsigned i = 0; i < LAYOUT_SLOTS_MAX; i++) {
        const struct region *slot = &layout->slots[i];
        if (slot->bytes < OTA_IMAGE_EXTRA_BYTES + OTA_IMAGE_BINARY_MIN) {
            wrong(reading, "slots", "are too small for any image");
        } else if (layout->is_copied ? layout->run_bytes < slot->bytes - OTA_IMAGE_EXTRA_BYTES
                                     : layout->run_bytes < slot->offset + slot->bytes) {
            wrong(reading, "run.bytes", "is less than what has to run there");
        }
    }
}

static void check_regions(struct reading *reading, const struct layout *layout)
{
    const struct region *all[] = {&layout->journal, &layout->progress, &layout->slots[0],
                                  &layout->slots[1]};

    for (unsigned i = 0; i < 4; i++) {
        for (unsigned k = 0; k < i; k++) {
            if (overlap(all[i], all[k])) {
                wrong(reading, "journal, progress and slots", "overlap");
            }
        }
    }
    if (layout->slots[0].bytes != layout->slots[1].bytes) {
        wrong(reading, "slots", "must be equal in size");
    }
    if (layout->journal.bytes < 2 * layout->erase_bytes) {
        wrong(reading, "journal", "must have two sectors");
    }
    if (layout->progress.bytes < 2 * layout->erase_bytes) {
        wrong(reading, "progress", "must have two sectors");
    }
    if ((uint64_t)layout->run_address + layout->run_bytes > UINT64_C(1) << 32) {
        wrong(reading, "run", "goes past 2^32");
    }
    check_slots_run(reading, layout);
    if (layout->is_copied && layout->run_address == 0) {
        wrong(reading, "run.address", "is 0, which is how a bootloader says that nothing may run");
    }
}

static void read_run(struct reading *reading, json_t *run, struct layout *layout)
{
    const char *from = json_string_value(json_object_get(run, "from"));

    only(reading, run, "run", " from address bytes ");
    layout->is_copied = from != NULL && strcmp(from, "copy") == 0;
    if (!layout->is_copied && (from == NULL || strcmp(from, "in place") != 0)) {
        wrong(reading, "run.from", "must be \"copy\" or \"in place\"");
    }
    layout->run_address = number(reading, run, "run", "address");
    layout->run_bytes = number(reading, run, "run", "bytes");
}

static void read_all(struct reading *reading, json_t *object, struct layout *layout)
{
    json_t *flash = json_object_get(object, "flash"), *slots = json_object_get(object, "slots");
    const char *name = json_string_value(json_object_get(object, "name"));

    only(reading, object, "a layout", " name flash journal progress slots run hardware_id ");
    only(reading, flash, "flash", " bytes erase_bytes program_bytes ");
    (void)snprintf(layout->name, sizeof layout->name, "%s", name != NULL ? name : "");
    layout->flash_bytes = number(reading, flash, "flash", "bytes");
    layout->erase_bytes = number(reading, flash, "flash", "erase_bytes");
    layout->program_bytes = number(reading, flash, "flash", "program_bytes");
    if (layout->erase_bytes == 0 || layout->program_bytes == 0) {
        wrong(reading, "flash", "has sectors and program units of one byte or more");
        return;
    }
    if (OTA_UNIT_MAX % layout->program_bytes != 0 ||
        layout->erase_bytes % layout->program_bytes != 0 ||
        layout->flash_bytes % layout->erase_bytes != 0) {
        wrong(reading, "flash",
              "is whole sectors of whole program units, of 1, 2, 4, 8, 16 or 32 bytes");
        return;
    }
    if (json_array_size(slots) != LAYOUT_SLOTS_MAX) {
        wrong(reading, "slots", "must be two");
        return;
    }
    layout->journal = region(reading, json_object_get(object, "journal"), "journal", layout);
    layout->progress = region(reading, json_object_get(object, "progress"), "progress", layout);
    layout->slots[0] = region(reading, json_array_get(slots, 0), "slot 0", layout);
    layout->slots[1] = region(reading, json_array_get(slots, 1), "slot 1", layout);
    read_run(reading, json_object_get(object, "run"), layout);
    layout->hardware_id = number(reading, object, "", "hardware_id");
    check_regions(reading, layout);
}

enum fault layout_read(const char *path, struct layout *layout)
{
    struct reading reading = {path, FAULT_NONE};
    struct bytes bytes;
    json_error_t error;
    const enum fault fault = file_read(path, &bytes);

    *layout = (struct layout){0};
    if (fault != FAULT_NONE) {
        return fault;
    }
    json_t *document =
        json_loadb((const char *)bytes.at, bytes.count, JSON_REJECT_DUPLICATES, &error);
    free(bytes.at);
    if (!json_is_object(document)) {
        json_decref(document);
        return fail(FAULT_LAYOUT, "%s is no layout: %s", path,
                    document == NULL ? error.text : "it must be an object of JSON");
    }
    json_t *ota = json_object_get(document, "ota"); /* a board.json has it among others */
    read_all(&reading, ota != NULL ? ota : document, layout);
    if (ota != NULL) {
        const char *name = json_string_value(json_object_get(document, "name"));
        (void)snprintf(layout->name, sizeof layout->name, "%s", name != NULL ? name : "");
    }
    json_decref(document);
    return reading.fault;
}

uint32_t layout_start(const struct layout *layout, unsigned slot)
{
    return layout->is_copied
               ? layout->run_address
               : layout->run_address + layout->slots[slot].offset + OTA_IMAGE_HEAD_BYTES;
}
