/* SPDX-License-Identifier: MIT */
/* A start, and what may change behind its back: flash or memory between the first look and the
 * second, a read that gives other bytes than are there, a step that goes wrong. Each verify call of
 * the bootloader is what stands against one of these (mutants.py). */
#include <string.h>

#include "campaign.h"

#define READS_MAX 400u
#define SECTOR_MAX                                                                                 \
    4096u /* a journal in larger ones has thousands of places, each like the next                  \
           */

/* The bootloader's step, which may go wrong here: linked by --wrap. */
struct ota_boot_step __real_ota_boot_step(struct ota_boot *boot);
struct ota_boot_step __wrap_ota_boot_step(struct ota_boot *boot);

static bool steps_wrong;

struct ota_boot_step __wrap_ota_boot_step(struct ota_boot *boot)
{
    const struct ota_boot_step step = __real_ota_boot_step(boot);

    for (unsigned slot = 0; step.action == OTA_BOOT_WRITE && slot < OTA_SLOTS; slot++) {
        if (steps_wrong && boot->record->flag[slot] == OTA_FLAG_VALID) {
            boot->record->flag[slot] = OTA_FLAG_INVALID;
        }
    }
    return step;
}

/* ---- Cases ---- */

static void finish(struct world *world, struct tally *tally, const char *what, uint32_t at)
{
    tally->runs++;
    if (world->now.oracle.failure[0] != '\0') {
        tally_fails(tally, "%s: %s (%u): %s", world->place->name, what, at,
                    world->now.oracle.failure);
    }
    world->faults = (struct faults){0};
    world->deny_at = 0;
    steps_wrong = false;
}

/* Version 1 is accepted and runs from slot 0; slot 1 is empty. */
static void begin(struct world *world)
{
    const struct scenario scenario = {.place = world->place, .flow = &flows[0]};

    flow_prepare(world, &scenario);
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
}

static void must_not_go(struct world *world)
{
    if (boot_entry(&world->boot, &world->choice) != 0) {
        oracle_fails(world, "the jump is made");
    }
}

static void must_run(struct world *world, uint8_t slot)
{
    if (world->choice.slot != slot ||
        world->entry - world_start_address(world, slot) > OTA_IMAGE_BINARY_MIN) {
        oracle_fails(world, "slot %u does not run", slot);
    }
}

static void must_stop(struct world *world)
{
    if (world->choice.slot < OTA_SLOTS && world->entry != 0) {
        oracle_fails(world, "slot %u runs", world->choice.slot);
    }
}

/* An update in slot 1 with a flag, as the agent leaves it. */
static void put_update(struct world *world, uint8_t flag, uint8_t factory_flag)
{
    flow_make(world, KNOWN_UPDATE, 1, flow_small(world->place), world->known[0].is.counter);
    world_put(world, world->place->layout.slot[1].offset, world->known[KNOWN_UPDATE].bytes,
              world->known[KNOWN_UPDATE].length);
    flow_plant(world, 0, factory_flag, 1);
    flow_plant(world, 1, flag, 1);
}

static void flip(struct world *world, uint32_t offset)
{
    const uint8_t other = world->memory[offset] ^ 1u;
    world_put(world, offset, &other, 1);
}

/* What was read before the change is what is in flash now: the first look overlooked it. */
static void remember_journal(struct world *world)
{
    (void)ota_journal_mount(&world->boot.journal, &world->under, &world->place->layout.journal);
}

/* ---- Between the two looks ---- */

static void change_head(struct world *world, struct tally *tally)
{
    for (uint32_t at = 0; at < OTA_IMAGE_HEAD_BYTES; at++) {
        begin(world);
        world_boot(world);
        flip(world, world->place->layout.slot[0].offset + at);
        must_not_go(world);
        finish(world, tally, "a head that changes before the jump", at);
    }
}

/* In flash and in what the first look has made of it, alike. */
static void overlook_head(struct world *world, struct tally *tally)
{
    static const uint8_t fields[] = {12, 24, 28}; /* start, hardware id, counter */

    for (unsigned i = 0; i < sizeof fields; i++) {
        struct ota_image *image = &world->boot.checked.image;
        begin(world);
        world_boot(world);
        const uint32_t at = world->place->layout.slot[0].offset + fields[i];
        const uint8_t other = (uint8_t)(world->memory[at] - 1u);
        world_put(world, at, &other, 1);
        (void)ota_image_parse_head(world->memory + world->place->layout.slot[0].offset,
                                   world->place->layout.slot[0].bytes, image);
        world->boot.copied = image->binary_bytes;
        must_not_go(world);
        finish(world, tally, "a head that the first look has overlooked", fields[i]);
    }
}

static void change_journal(struct world *world, struct tally *tally)
{
    static const uint8_t flags[] = {OTA_FLAG_NEW, OTA_FLAG_INVALID};

    for (unsigned i = 0; i < sizeof flags; i++) {
        for (unsigned is_overlooked = 0; is_overlooked < 2u; is_overlooked++) {
            begin(world);
            world_boot(world);
            flow_plant(world, 0, flags[i], 0);
            if (is_overlooked != 0) {
                remember_journal(world);
            }
            must_not_go(world);
            finish(world, tally, "a flag that changes before the jump", flags[i]);
        }
    }
    begin(world);
    world_boot(world);
    world->boot.journal.record.counter--;
    must_not_go(world);
    finish(world, tally, "a counter that changes in memory", 0);
    begin(world);
    world_boot(world);
    world->faults.unreadable = &world->place->layout.journal;
    must_not_go(world);
    finish(world, tally, "a journal that cannot be read before the jump", 0);
    begin(world);
    world_boot(world);
    world->faults.unreadable = &world->place->layout.slot[0];
    must_not_go(world);
    finish(world, tally, "a head that cannot be read before the jump", 0);
}

static void change_memory(struct world *world, struct tally *tally)
{
    begin(world);
    world_boot(world);
    if (world->run_memory != NULL) {
        world->boot.copied -= 4u;
        must_not_go(world);
    }
    finish(world, tally, "a binary that was not copied whole", 0);
    begin(world);
    world_boot(world);
    world->boot.checked.signature_bytes = 0;
    must_not_go(world);
    finish(world, tally, "no signature", 0);
    begin(world);
    world_boot(world);
    world->boot.loaded = world->choice.slot = OTA_BOOT_NO_SLOT;
    must_not_go(world);
    finish(world, tally, "no slot", 0);
    begin(world);
    world_boot(world);
    world->boot.first = 0;
    if (boot_entry(&world->boot, &world->choice) == world->boot.checked.image.exec) {
        oracle_fails(world, "the jump is made");
    }
    finish(world, tally, "the first verdict is no", 0);
}

/* Two slots with the same image, and the one is chosen that was not looked at. */
static void mix_slots(struct world *world, struct tally *tally)
{
    begin(world);
    world_put(world, world->place->layout.slot[1].offset, world->known[0].bytes,
              world->known[0].length);
    flow_plant(world, 1, OTA_FLAG_VALID, 0);
    world_boot(world);
    world->choice.slot ^= 1u;
    if (world->run_memory != NULL) {
        must_not_go(world);
    }
    finish(world, tally, "the other slot", 0);
}

/* ---- What must run all the same ---- */

static void run_all_the_same(struct world *world, struct tally *tally)
{
    for (uint32_t deny_at = 1; deny_at < 2u; deny_at++) {
        begin(world);
        world->deny_at = deny_at;
        world_boot(world);
        must_run(world, 0);
        finish(world, tally, "a good image that is called bad once", deny_at);
    }
    begin(world);
    put_update(world, OTA_FLAG_VALID, OTA_FLAG_VALID);
    world_boot(world);
    must_run(world, 0);
    finish(world, tally, "two valid images", 0);
    begin(world);
    put_update(world, OTA_FLAG_NEW, OTA_FLAG_VALID);
    world_boot(world);
    must_run(world, 1);
    finish(world, tally, "an update", 0);
}

/* Its version is below that of the other image, which is no reason when that one is bad. */
static void replace_bad(struct world *world, struct tally *tally)
{
    for (unsigned is_rotten = 0; is_rotten < 2u; is_rotten++) {
        struct image_kit image;
        begin(world);
        image = world->known[0].is;
        image.sequence--;
        image.start = world_start_address(world, 1);
        world_make(world, KNOWN_UPDATE, &image, 0);
        world_put(world, world->place->layout.slot[1].offset, world->known[KNOWN_UPDATE].bytes,
                  world->known[KNOWN_UPDATE].length);
        flow_plant(world, 0, is_rotten != 0 ? OTA_FLAG_VALID : OTA_FLAG_INVALID, 1);
        flow_plant(world, 1, is_rotten != 0 ? OTA_FLAG_NEW : OTA_FLAG_PENDING, 1);
        if (is_rotten != 0) {
            flip(world, world->place->layout.slot[0].offset + OTA_IMAGE_HEAD_BYTES);
        }
        world_boot(world);
        must_run(world, 1);
        finish(world, tally, "an image beside a bad one of a later version", is_rotten);
    }
    begin(world); /* the first look has compared, and overlooked it */
    struct image_kit image = world->known[0].is;
    image.sequence--;
    image.start = world_start_address(world, 1);
    world_make(world, KNOWN_UPDATE, &image, 0);
    world_put(world, world->place->layout.slot[1].offset, world->known[KNOWN_UPDATE].bytes,
              world->known[KNOWN_UPDATE].length);
    flow_plant(world, 1, OTA_FLAG_PENDING, 1);
    world_boot(world);
    world->boot.facts.slot[0] = (struct ota_boot_slot){.checked = true};
    if (world->choice.slot == 1u) {
        must_not_go(world);
    }
    finish(world, tally, "an older version that the first look has overlooked", 0);
}

/* ---- What must not ---- */

static void spoil_layout(struct world *world, struct tally *tally)
{
    const struct place *given = world->place;
    struct place spoilt = *given;

    spoilt.layout.slot[1].offset = spoilt.layout.slot[0].offset;
    begin(world);
    const uint64_t operations = world->now.model.operations;
    world->place = &spoilt;
    world_boot(world);
    must_stop(world);
    if (world->now.model.operations != operations) {
        oracle_fails(world, "flash is changed");
    }
    world->place = given;
    finish(world, tally, "slots that overlap", 0);
}

/* What the readable half holds may be an older truth. */
static void spoil_half(struct world *world, struct tally *tally)
{
    const struct ota_region *journal = &world->place->layout.journal;

    for (uint32_t half = 0; half < 2u; half++) {
        const struct ota_region unreadable = {journal->offset + half * (journal->bytes / 2u),
                                              journal->bytes / 2u};
        begin(world);
        world->faults.unreadable = &unreadable;
        world_boot(world);
        must_stop(world);
        if (world->choice.slot < OTA_SLOTS) {
            oracle_fails(world, "slot %u is chosen", world->choice.slot);
        }
        finish(world, tally, "half of the journal cannot be read", half);
    }
}

static void spoil_writing(struct world *world, struct tally *tally)
{
    begin(world);
    put_update(world, OTA_FLAG_NEW, OTA_FLAG_VALID);
    world->faults.is_read_only = true;
    world_boot(world);
    if (world->choice.slot == 1u && world->entry != 0) {
        oracle_fails(world, "a trial begins that no record knows of");
    }
    finish(world, tally, "flash that cannot be written", 0);
    begin(world);
    put_update(world, OTA_FLAG_NEW, OTA_FLAG_VALID);
    steps_wrong = true;
    world_boot(world);
    remember_journal(world);
    if (world->boot.journal.record.flag[0] != OTA_FLAG_VALID) {
        oracle_fails(world, "the valid image is made invalid");
    }
    finish(world, tally, "a step that goes wrong", 0);
}

enum state { IDLE, NEW_UPDATE, UNKNOWN_UPDATE, STATES };

/* The last one: a good image that no record knows of, and nobody has accepted. */
static void begin_in(struct world *world, enum state state)
{
    begin(world);
    if (state == NEW_UPDATE) {
        put_update(world, OTA_FLAG_NEW, OTA_FLAG_VALID);
    } else if (state == UNKNOWN_UPDATE) {
        flow_make(world, KNOWN_UPDATE, 1, flow_small(world->place), world->known[0].is.counter);
        world_put(world, world->place->layout.slot[1].offset, world->known[KNOWN_UPDATE].bytes,
                  world->known[KNOWN_UPDATE].length);
    }
}

/* One read of the start gives other bytes than are there, or fails. Afterwards all is as it was,
 * and nothing that must not run has run. */
static void spoil_reading(struct world *world, enum state state, struct tally *tally)
{
    static const uint8_t bytes[] = {0x00, 0xFF, 0xA5};

    begin_in(world, state);
    world->faults.reads = 0;
    world_boot(world);
    const uint32_t all = world->faults.reads;
    for (uint32_t at = 1; at <= all; at += 1u + all / READS_MAX) {
        for (unsigned i = 0; i <= sizeof bytes; i++) {
            begin_in(world, state);
            world->faults.reads = 0;
            world->faults.garble_at = i < sizeof bytes ? at : 0;
            world->faults.fail_at = i < sizeof bytes ? 0 : at;
            world->faults.garble = bytes[i % sizeof bytes];
            world_boot(world);
            if (world->choice.slot < OTA_SLOTS && world->entry != 0) {
                oracle_started(world);
            }
            world->faults = (struct faults){0};
            world->test = TEST_REJECTS;
            (void)world_live(world, NULL, 0, UNTIL_QUIET);
            finish(world, tally, "a read that goes wrong", at);
        }
    }
}

void tampering_run(struct world *world, struct tally *tally)
{
    change_head(world, tally);
    overlook_head(world, tally);
    change_journal(world, tally);
    change_memory(world, tally);
    mix_slots(world, tally);
    run_all_the_same(world, tally);
    replace_bad(world, tally);
    spoil_layout(world, tally);
    spoil_half(world, tally);
    spoil_writing(world, tally);
    if (world->place->flash.erase_bytes <= SECTOR_MAX) {
        for (unsigned state = 0; state < STATES; state++) {
            spoil_reading(world, (enum state)state, tally);
        }
    }
}
