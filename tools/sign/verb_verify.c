/* SPDX-License-Identifier: MIT */
/* verify: the rules that a device applies, one after the other; the first that is broken is told,
 * and is the exit status. */
#include <stdio.h>
#include <stdlib.h>

#include "image.h"
#include "layout.h"
#include "verbs.h"

static enum fault read_layout(const struct arguments *arguments, struct image_rules *rules)
{
    const char *path = argument(arguments, "layout");
    struct layout layout;
    uint32_t slot = 0;
    enum fault fault = argument_number(arguments, "slot", &slot);

    if (fault == FAULT_NONE && slot >= LAYOUT_SLOTS_MAX) {
        fault = fail(FAULT_USAGE, "--slot is 0 or 1");
    }
    if (fault != FAULT_NONE || path == NULL) {
        return fault;
    }
    fault = layout_read(path, &layout);
    if (fault == FAULT_NONE) {
        *rules = (struct image_rules){.has_start = true,
                                      .start = layout_start(&layout, slot),
                                      .has_hardware_id = true,
                                      .hardware_id = layout.hardware_id,
                                      .slot_bytes = layout.slots[slot].bytes,
                                      .memory_bytes = layout.run_bytes};
    }
    return fault;
}

static enum fault read_rules(const struct arguments *arguments, struct image_rules *rules)
{
    const struct {
        const char *name;
        uint32_t *number;
    } numbers[] = {
        {"start", &rules->start},           {"hardware-id", &rules->hardware_id},
        {"slot-bytes", &rules->slot_bytes}, {"memory-bytes", &rules->memory_bytes},
        {"counter", &rules->counter},
    };
    enum fault fault = read_layout(arguments, rules);

    for (unsigned i = 0; fault == FAULT_NONE && i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        fault = argument_number(arguments, numbers[i].name, numbers[i].number);
    }
    rules->has_start |= is_given(arguments, "start");
    rules->has_hardware_id |= is_given(arguments, "hardware-id");
    rules->has_above = is_given(arguments, "above");
    if (fault == FAULT_NONE) {
        fault = argument_version(arguments, "above", &rules->above);
    }
    if (fault == FAULT_NONE) {
        fault = public_read(argument(arguments, "certificate"), argument(arguments, "public"),
                            &rules->key);
    }
    return fault == FAULT_NONE ? refuse_development(rules->key, is_given(arguments, "release"))
                               : fault;
}

enum fault verb_verify(const struct arguments *arguments)
{
    struct image_rules rules = {0};
    struct bytes file = {NULL, 0};
    char why[256];
    enum fault fault = arguments->file != NULL ? read_rules(arguments, &rules)
                                               : fail(FAULT_USAGE, "verify needs an image");

    if (fault == FAULT_NONE) {
        fault = file_read(arguments->file, &file);
    }
    if (fault == FAULT_NONE) {
        fault = image_check(&file, &rules, why, sizeof(why));
        if (fault == FAULT_NONE) {
            (void)printf("%s is good\n", arguments->file);
        } else {
            (void)fail(fault, "%s: %s", arguments->file, why);
        }
    }
    EVP_PKEY_free(rules.key);
    free(file.at);
    return fault;
}
