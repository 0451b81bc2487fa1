/* SPDX-License-Identifier: MIT */
/* Images that must not run, at every place where a start may meet them, with a start whose
 * decisions are skipped one at a time. */
#include <stdio.h>
#include <string.h>

#include "campaign.h"

#define LIES_MAX   6u
#define SECTOR_MAX 4096u /* above, the form of an image is not looked at again: it takes long */

struct attack {
    const char *name;
    uint32_t kind;
    uint8_t slot;
    uint8_t flag; /* 0: the journal is blank */
};

static bool has_bad_signature(uint32_t kind)
{
    return kind == 0 || kind == 1u || kind == 7u;
}

/* Version 1 runs from slot 0; the other slot holds the wrong image, with a flag. */
static void begin(struct world *world, const struct attack *attack)
{
    const struct scenario scenario = {.place = world->place, .flow = &flows[0]};

    flow_prepare(world, &scenario);
    if (attack->flag != 0) {
        (void)world_live(world, NULL, 0, UNTIL_QUIET);
    }
    flow_make_attack(world, attack->kind, attack->slot, flow_small(world->place));
    world_put(world, world->place->layout.slot[attack->slot].offset,
              world->known[KNOWN_ATTACK].bytes, world->known[KNOWN_ATTACK].length);
    if (attack->flag != 0) {
        flow_plant(world, attack->slot, attack->flag, 1);
    }
}

static void finish(struct world *world, const struct attack *attack, struct tally *tally)
{
    tally->runs++;
    if (world->now.oracle.failure[0] != '\0') {
        tally_fails(tally, "%s: %s, %s in slot %u, flag 0x%02x: %s", world->place->name,
                    attack->name, attack_name(attack->kind), attack->slot, attack->flag,
                    world->now.oracle.failure);
    }
    world->lie_at = 0;
    world->exchange = OTA_SLOTS;
}

/* No start may go where a wrong image begins. */
static void check_entry(struct world *world, uint32_t entry)
{
    const struct image_kit *is = &world->known[KNOWN_ATTACK].is;

    if (entry - is->start < is->binary_bytes) {
        oracle_fails(world, "the jump goes into it");
    }
}

/* As it is: the good image runs. */
static void meet(struct world *world, struct attack *attack, struct tally *tally)
{
    begin(world, attack);
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
    finish(world, attack, tally);
}

/* It has taken the place of the only image. */
static void begin_alone(struct world *world, const struct attack *attack)
{
    const uint8_t rot = 0;

    begin(world, attack);
    flow_plant(world, attack->slot ^ 1u, OTA_FLAG_INVALID, 0);
    world_put(world, world->place->layout.slot[attack->slot ^ 1u].offset, &rot, 1);
    world->must_stop = true;
}

static void meet_alone(struct world *world, struct attack *attack, struct tally *tally)
{
    begin_alone(world, attack);
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
    finish(world, attack, tally);
}

/* One verdict on it is forged: the other one stands. */
static void lie(struct world *world, struct attack *attack, struct tally *tally)
{
    for (uint32_t lie_at = 1; lie_at <= LIES_MAX; lie_at++) {
        begin(world, attack);
        world->lie_at = lie_at;
        world_boot(world);
        if (world->choice.slot == attack->slot) {
            check_entry(world, world->entry);
        }
        finish(world, attack, tally);
    }
}

/* The decision is skipped: what was looked at last is taken as chosen; and then with the one
 * verdict that is left forged, too. */
static void force(struct world *world, struct attack *attack, struct tally *tally)
{
    for (unsigned forged = 0; forged < 2u; forged++) {
        begin_alone(world, attack);
        world_boot(world);
        const struct boot_choice choice = {.slot = world->boot.loaded};
        if (choice.slot == attack->slot) {
            world->lie_at = forged == 0 ? 0 : world->verdicts + 1u;
            check_entry(world, boot_entry(&world->boot, &choice));
        }
        finish(world, attack, tally);
    }
}

/* The image is exchanged when it has been checked. */
static void exchange(struct world *world, struct attack *attack, struct tally *tally)
{
    begin(world, attack);
    flow_make(world, KNOWN_UPDATE, attack->slot, flow_small(world->place), 3);
    world_put(world, world->place->layout.slot[attack->slot].offset,
              world->known[KNOWN_UPDATE].bytes, world->known[KNOWN_UPDATE].length);
    world->exchange = attack->slot;
    world_boot(world);
    if (world->choice.slot < OTA_SLOTS) {
        oracle_fails(world, "it is chosen all the same");
    }
    (void)world_live(world, NULL, 0, UNTIL_QUIET);
    finish(world, attack, tally);
}

/* What was checked at first must still fit when the jump is made. */
static void raise_counter(struct world *world, struct tally *tally)
{
    struct attack attack = {"a counter that rises before the jump", 4, 1, OTA_FLAG_INVALID};
    struct ota_journal journal;

    begin(world, &attack);
    world_boot(world);
    if (ota_journal_mount(&journal, &world->under, &world->place->layout.journal) == OTA_LOG_OK) {
        journal.record.counter = world->boot.checked.image.counter + 1u;
        (void)ota_journal_write(&journal);
    }
    if (boot_entry(&world->boot, &world->choice) != 0) {
        oracle_fails(world, "the jump is made");
    }
    finish(world, &attack, tally);
}

void attacks_run(struct world *world, struct tally *tally)
{
    const bool is_large = world->place->flash.erase_bytes > SECTOR_MAX;
    for (uint32_t kind = 0; kind < (is_large ? ATTACKS_IN_CUT : ATTACKS); kind++) {
        struct attack attack = {"met", kind, 1, OTA_FLAG_NEW};
        meet(world, &attack, tally);
        attack.flag = OTA_FLAG_PENDING;
        if (kind != 2u && kind != 3u) { /* versions are compared before the first trial */
            meet(world, &attack, tally);
        }
        attack.flag = OTA_FLAG_INVALID;
        meet(world, &attack, tally);
        if (has_bad_signature(kind)) {
            attack.name = "a lie", attack.flag = OTA_FLAG_NEW;
            lie(world, &attack, tally);
            attack.flag = OTA_FLAG_PENDING;
            lie(world, &attack, tally);
        }
        attack.name = "blank", attack.flag = 0;
        if (kind != 2u && kind != 3u && kind != 4u) { /* a factory's may be of any age */
            meet(world, &attack, tally);
        }
        attack.name = "alone", attack.flag = OTA_FLAG_VALID;
        if (kind != 2u && kind != 3u) {
            meet_alone(world, &attack, tally);
            attack.name = "forced";
            force(world, &attack, tally);
        }
    }
    struct attack attack = {"exchanged", 0, 1, OTA_FLAG_NEW};
    exchange(world, &attack, tally);
    raise_counter(world, tally);
}
