/* SPDX-License-Identifier: MIT */
#include "flow.h"

#include <string.h>

#define VERSION_FACTORY OTA_SEQUENCE(1, 0, 7)
#define VERSION_UPDATE  OTA_SEQUENCE(1, 1, 0)
#define COUNTER         3u
#define COUNTER_NEXT    5u
#define WRONG_KEY       0x33u
#define SMALL_BYTES     600u
#define LAST_BYTES      4u /* sizes from the largest down by one */

const struct flow flows[] = {
    {.name = "first-start", .begin = BEGIN_FACTORY, .until = UNTIL_QUIET, .ends = FAKE_NONE},
    {.name = "download",
     .begin = BEGIN_IDLE,
     .until = UNTIL_RESET,
     .ends = FAKE_SUCCEEDED,
     .is_sized = true},
    {.name = "resume",
     .begin = BEGIN_INTERRUPTED,
     .until = UNTIL_RESET,
     .ends = FAKE_SUCCEEDED,
     .is_sized = true},
    {.name = "swapped",
     .begin = BEGIN_IDLE,
     .until = UNTIL_QUIET,
     .ends = FAKE_SUCCEEDED,
     .is_swapped = true},
    {.name = "install",
     .begin = BEGIN_STAGED,
     .until = UNTIL_QUIET,
     .ends = FAKE_SUCCEEDED,
     .is_sized = true},
    {.name = "self-test",
     .begin = BEGIN_STAGED,
     .until = UNTIL_QUIET,
     .test = TEST_HANGS,
     .ends = FAKE_FAILED},
    {.name = "timeout",
     .begin = BEGIN_STAGED,
     .until = UNTIL_QUIET,
     .test = TEST_IS_SILENT,
     .ends = FAKE_FAILED},
    {.name = "revert",
     .begin = BEGIN_STAGED,
     .until = UNTIL_QUIET,
     .test = TEST_REJECTS,
     .ends = FAKE_FAILED},
    {.name = "cancelled",
     .begin = BEGIN_IDLE,
     .until = UNTIL_QUIET,
     .ends = FAKE_CANCELED,
     .is_cancelled = true},
    {.name = "counter",
     .begin = BEGIN_STAGED,
     .until = UNTIL_QUIET,
     .ends = FAKE_SUCCEEDED,
     .counts = true},
    {.name = "refused",
     .begin = BEGIN_IDLE,
     .until = UNTIL_QUIET,
     .ends = FAKE_FAILED,
     .is_wrong = true},
    {.name = "wrong-image", .begin = BEGIN_ATTACK, .until = UNTIL_QUIET, .ends = FAKE_NONE},
};
const unsigned flow_count = sizeof flows / sizeof flows[0];

const char *attack_name(uint32_t kind)
{
    static const char *const names[ATTACKS] = {
        "a flipped bit",
        "another key",
        "an older version",
        "the same version",
        "a lower counter",
        "another board",
        "another address",
        "a bit of its trailer",
        "no signature",
        "no magic",
        "another flag",
        "an entry amid a word",
        "an entry before it",
        "an entry behind it",
        "an end before its start",
        "three bytes",
        "another type of signature",
        "a signature that is no sequence",
        "a signature of another length",
        "bytes behind the signature",
        "an end behind its slot",
    };
    return names[kind];
}

/* ---- Images ---- */

static struct image_kit image_for(const struct world *world, unsigned slot, uint32_t sequence,
                                  uint32_t binary_bytes, uint32_t counter)
{
    return (struct image_kit){.sequence = sequence,
                              .counter = counter,
                              .hardware_id = world->place->layout.hardware_id,
                              .start = world_start_address(world, slot),
                              .binary_bytes = binary_bytes};
}

uint32_t flow_small(const struct place *place)
{
    const uint32_t most = place->layout.slot[0].bytes - OTA_IMAGE_EXTRA_BYTES;
    return most < SMALL_BYTES ? most : SMALL_BYTES;
}

void flow_make(struct world *world, unsigned which, unsigned slot, uint32_t binary_bytes,
               uint32_t counter)
{
    const uint32_t version = which == KNOWN_FACTORY ? VERSION_FACTORY : VERSION_UPDATE;
    const struct image_kit image = image_for(world, slot, version, binary_bytes, counter);
    world_make(world, which, &image, 0);
}

static void add32(uint8_t *at, uint32_t value)
{
    for (unsigned i = 0; i < 4u; i++, value >>= 8) {
        value += at[i];
        at[i] = (uint8_t)value;
    }
}

/* What is wrong with its form, and rightly signed. */
static void spoil_form(struct world *world, uint32_t kind, uint32_t binary_bytes)
{
    enum { END_AT = 16, EXEC_AT = 20 };
    uint8_t *bytes = world->known[KNOWN_ATTACK].bytes;
    uint8_t *trailer = bytes + OTA_IMAGE_HEAD_BYTES + binary_bytes;
    uint8_t *signature = trailer + OTA_IMAGE_SIGNATURE_AT;

    bytes[0] ^= kind == 9u;
    bytes[OTA_IMAGE_MAGIC_BYTES] ^= kind == 10u;
    add32(bytes + EXEC_AT, kind == 11u   ? 2u
                           : kind == 12u ? 0u - 8u
                           : kind == 13u ? binary_bytes
                                         : 0);
    add32(bytes + END_AT, kind == 14u   ? 0u - binary_bytes - 4u
                          : kind == 15u ? 3u - binary_bytes
                                        : 0);
    add32(bytes + END_AT, kind == 20u ? world->place->layout.slot[0].bytes : 0);
    world_sign(world, KNOWN_ATTACK);
    trailer[0] ^= kind == 16u;
    signature[0] ^= kind == 17u;
    signature[1] ^= kind == 18u;
    signature[OTA_IMAGE_SIGNATURE_ROOM - 1u] ^= kind == 19u;
}

void flow_make_attack(struct world *world, uint32_t kind, unsigned slot, uint32_t binary_bytes)
{
    struct image_kit image = image_for(world, slot, VERSION_UPDATE, binary_bytes, COUNTER);
    struct known *attack = &world->known[KNOWN_ATTACK];
    const uint32_t trailer = OTA_IMAGE_HEAD_BYTES + binary_bytes;

    image.tint = 0x40;
    image.sequence -= kind == 2u ? 1u << 24 : 0;
    image.sequence = kind == 3u ? VERSION_FACTORY : image.sequence;
    image.counter -= kind == 4u ? 1u : 0;
    image.hardware_id ^= kind == 5u ? 1u : 0;
    image.start += kind == 6u ? 4u : 0;
    world_make(world, KNOWN_ATTACK, &image, kind == 1u ? WRONG_KEY : 0);
    if (kind == 0) {
        attack->bytes[OTA_IMAGE_HEAD_BYTES + binary_bytes / 2u] ^= 1u;
    } else if (kind == 7u) {
        attack->bytes[trailer + OTA_IMAGE_SIGNATURE_AT + 9u] ^= 0x10u;
    } else if (kind == 8u) {
        memset(attack->bytes + trailer, 0, OTA_IMAGE_TRAILER_BYTES);
    } else if (kind >= ATTACKS_IN_CUT) {
        spoil_form(world, kind, binary_bytes);
    }
}

static void put_image(struct world *world, unsigned which, unsigned slot)
{
    world_put(world, world->place->layout.slot[slot].offset, world->known[which].bytes,
              world->known[which].length);
}

unsigned flow_sizes(const struct place *place, uint32_t sizes[SIZES_MAX])
{
    const uint32_t most = place->layout.slot[0].bytes - OTA_IMAGE_EXTRA_BYTES;
    unsigned count = 0;

    for (uint32_t less = 0; less <= LAST_BYTES && most - less > OTA_IMAGE_BINARY_MIN; less++) {
        sizes[count++] = most - less;
    }
    if (most > 2u * SMALL_BYTES) {
        sizes[count++] = SMALL_BYTES;
    }
    sizes[count++] = OTA_IMAGE_BINARY_MIN;
    return count;
}

/* ---- The journal ---- */

void flow_plant(struct world *world, unsigned slot, uint8_t flag, uint8_t trials)
{
    struct ota_journal journal;

    if (ota_journal_mount(&journal, &world->under, &world->place->layout.journal) != OTA_LOG_OK) {
        oracle_fails(world, "the journal cannot be read");
        return;
    }
    journal.record.flag[slot] = flag;
    journal.record.trials = trials;
    (void)ota_journal_write(&journal);
    memset(world->dirty, 1, world->place->flash.size_bytes / PAGE_BYTES + 1u);
}

/* ---- Beginnings ---- */

/* Half of what a download takes, then the power goes. */
static void interrupt(struct world *world)
{
    world_save(world);
    (void)world_live(world, NULL, 0, UNTIL_RESET);
    const struct cut cut = {
        (uint32_t)((world->now.model.operations - world->base.model.operations) * 2u / 3u), 0};
    world_restore(world);
    (void)world_live(world, &cut, 1, UNTIL_CUT);
}

static void begin(struct world *world, const struct scenario *scenario)
{
    switch (scenario->flow->begin) {
    case BEGIN_FACTORY:
    case BEGIN_IDLE:
        break;
    case BEGIN_INTERRUPTED:
        interrupt(world);
        break;
    case BEGIN_STAGED:
        (void)world_live(world, NULL, 0, UNTIL_RESET);
        break;
    case BEGIN_ATTACK:
        flow_make_attack(world, scenario->way, world->factory_slot ^ 1u, flow_small(world->place));
        put_image(world, KNOWN_ATTACK, world->factory_slot ^ 1u);
        flow_plant(world, world->factory_slot ^ 1u, OTA_FLAG_NEW, 0);
        break;
    }
}

void flow_prepare(struct world *world, const struct scenario *scenario)
{
    const struct flow *flow = scenario->flow;

    world_blank(world);
    world->test = flow->test;
    world->factory_slot = flow->is_swapped;
    flow_make(world, KNOWN_FACTORY, world->factory_slot, flow_small(world->place), COUNTER);
    put_image(world, KNOWN_FACTORY, world->factory_slot);
    if (flow->begin != BEGIN_FACTORY) {
        (void)world_live(world, NULL, 0, UNTIL_QUIET);
        for (uint32_t i = 0; i < scenario->fill; i++) {
            flow_plant(world, world->factory_slot, OTA_FLAG_VALID, 0);
        }
    }
    if (flow->ends != FAKE_NONE) {
        const uint8_t slot = world->factory_slot ^ 1u;
        const unsigned which = flow->is_wrong ? KNOWN_ATTACK : KNOWN_UPDATE;
        if (flow->is_wrong) {
            flow_make_attack(world, scenario->way, slot, flow_small(world->place));
        } else {
            flow_make(world, which, slot, scenario->binary_bytes,
                      flow->counts ? COUNTER_NEXT : COUNTER);
        }
        world_offer(world, which);
        world->now.service.cancel_at =
            flow->is_cancelled ? world->now.service.heard + scenario->way : 0;
    }
    begin(world, scenario);
    world->now.oracle.windows = flow->begin == BEGIN_INTERRUPTED ? world->now.oracle.windows : 0;
    world_save(world);
}
