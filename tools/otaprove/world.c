/* SPDX-License-Identifier: MIT */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "boot_crypto.h"
#include "p256_signer.h"

#define KEY 0x5Au

/* ---- Ways to cut ---- */

static const struct {
    const char *name;
    enum flash_tear tear;
    uint32_t seed, schedule;
} variants[VARIANTS] = {
    {"before", FLASH_TEAR_BEFORE, 0, 0},
    {"after", FLASH_TEAR_AFTER, 0, 0},
    {"half", FLASH_TEAR_HALF, 0, 0},
    {"some bits", FLASH_TEAR_SOME, 11, 0},
    {"other bits", FLASH_TEAR_SOME, 12, 0},
    {"weak, read 0", FLASH_TEAR_WEAK, 0, 0},
    {"weak, read 1", FLASH_TEAR_WEAK, 0, UINT32_MAX},
    {"weak, read 0 and 1 by turns", FLASH_TEAR_WEAK, 0, 0x55555555u},
    {"weak, read 1 and 0 by turns", FLASH_TEAR_WEAK, 0, 0xAAAAAAAAu},
    {"mixed, read by turns", FLASH_TEAR_MIXED, 21, 0x33333333u},
    {"mixed, read otherwise by turns", FLASH_TEAR_MIXED, 22, 0xCCCCCCCCu},
};

const char *world_variant(uint32_t variant)
{
    return variants[variant].name;
}

void world_arm_cut(struct world *world)
{
    struct flash_model *model = &world->now.model;

    if (world->cut_next >= world->cut_count) {
        flash_model_cut_after(model, NO_CUT, FLASH_TEAR_BEFORE, 0);
        return;
    }
    const struct cut *cut = &world->cuts[world->cut_next];
    flash_model_cut_after(model, cut->operation, variants[cut->variant].tear,
                          variants[cut->variant].seed + cut->operation);
    model->schedule = variants[cut->variant].schedule;
}

static void power_cut(void *context)
{
    struct world *world = context;

    longjmp(world->power, 1);
}

/* ---- Flash, watched ---- */

static void touch(struct world *world, uint32_t offset, uint32_t length)
{
    for (uint32_t page = offset / PAGE_BYTES; page <= (offset + length - 1u) / PAGE_BYTES; page++) {
        world->dirty[page] = 1;
    }
}

#define BLOCKS_MANY 16u /* of a window: above, those amid it are like each other, too */
#define BLOCKS_EDGE 2u

/* Is a block amid a window of many? */
static bool is_amid(const struct world *world, uint32_t offset)
{
    const struct ota_region *slot = world->place->layout.slot;
    const uint32_t window = ota_window_bytes(world->place->flash.erase_bytes, AGENT_BLOCK);
    const uint32_t at = offset - slot[offset - slot[1].offset < slot[1].bytes].offset;
    const uint32_t block = at % window / AGENT_BLOCK, blocks = window / AGENT_BLOCK;

    return blocks > BLOCKS_MANY && block >= BLOCKS_EDGE && block < blocks - BLOCKS_EDGE;
}

static void note_inside(struct world *world, uint32_t offset, uint32_t units)
{
    const uint32_t edge = is_amid(world, offset) ? 0 : 1u;

    for (uint32_t i = edge; world->inside != NULL && i + edge < units; i++) {
        const uint64_t at = world->now.model.operations + 1u + i;
        if (at < world->inside_max) {
            world->inside[at] = 1;
        }
    }
}

static bool is_in_slots(const struct world *world, uint32_t offset)
{
    const struct ota_region *slot = world->place->layout.slot;
    return offset - slot[0].offset < slot[0].bytes || offset - slot[1].offset < slot[1].bytes;
}

static flash_status_t read_faulty(struct world *world, uint32_t offset, void *bytes,
                                  uint32_t length)
{
    struct faults *faults = &world->faults;
    const struct ota_region *unreadable = faults->unreadable;
    const uint32_t number = ++faults->reads;

    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        const struct ota_region *region = &world->place->layout.slot[slot];
        const uint32_t at = offset - region->offset;
        if (at < region->bytes && length > region->bytes - at) {
            oracle_fails(world, "a read goes behind the end of slot %u", slot);
        }
    }
    if (number == faults->fail_at ||
        (unreadable != NULL && offset - unreadable->offset < unreadable->bytes)) {
        return FLASH_FAILED;
    }
    const flash_status_t status = world->under.driver->read(&world->under, offset, bytes, length);
    if (number == faults->garble_at) {
        memset(bytes, faults->garble, length);
    }
    return status;
}

static flash_status_t watched_read(struct flash_device *device, uint32_t offset, void *bytes,
                                   uint32_t length)
{
    struct world *world = device->state;
    const struct ota_region *slot = world->place->layout.slot;

    if (world->exchange < OTA_SLOTS && offset - slot[world->exchange ^ 1u].offset < slot[0].bytes) {
        const uint32_t at = slot[world->exchange].offset + OTA_IMAGE_HEAD_BYTES;
        const uint8_t other = (uint8_t)~world->memory[at];
        world_put(world, at, &other, 1);
        world->exchange = OTA_SLOTS;
    }
    return read_faulty(world, offset, bytes, length);
}

static flash_status_t watched_program(struct flash_device *device, uint32_t offset,
                                      const void *bytes, uint32_t length)
{
    struct world *world = device->state;

    if (world->faults.is_read_only) {
        return FLASH_FAILED;
    }
    oracle_touches(world, offset, length);
    touch(world, offset, length);
    if (is_in_slots(world, offset)) {
        note_inside(world, offset, length / device->geometry.program_bytes);
    }
    return world->under.driver->program(&world->under, offset, bytes, length);
}

static flash_status_t watched_erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    struct world *world = device->state;

    oracle_touches(world, offset, length);
    touch(world, offset, length);
    return world->under.driver->erase(&world->under, offset, length);
}

static const struct flash_driver watched = {watched_read, watched_program, watched_erase};

/* ---- Cryptography, that may be made to lie once ---- */

static bool hash_start(void *context)
{
    const struct world *world = context;
    return world->crypto.hash_start(world->crypto.context);
}

static bool hash_update(void *context, const void *bytes, uint32_t length)
{
    const struct world *world = context;
    return world->crypto.hash_update(world->crypto.context, bytes, length);
}

static bool hash_finish(void *context, uint8_t digest[OTA_DIGEST_BYTES])
{
    const struct world *world = context;
    return world->crypto.hash_finish(world->crypto.context, digest);
}

static uint32_t verify(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                       const uint8_t *signature, uint32_t signature_bytes)
{
    struct world *world = context;

    world->verdicts++;
    if (world->verdicts == world->lie_at) {
        return OTA_VERIFIED;
    }
    if (world->verdicts == world->deny_at) {
        return 0;
    }
    return world->crypto.verify(world->crypto.context, digest, signature, signature_bytes);
}

static uint32_t sign(void *context, const uint8_t digest[OTA_DIGEST_BYTES],
                     uint8_t der[OTA_SIGNATURE_MAX])
{
    const uint8_t *key = context;

    if (*key != 0) {
        return cheap_crypto_sign(*key, digest, der);
    }
    return p256_signer_sign(digest, der);
}

/* ---- The world ---- */

bool world_init(struct world *world, const struct place *place, bool is_real)
{
    const uint32_t bytes = place->flash.size_bytes;

    *world = (struct world){.place = place, .exchange = OTA_SLOTS};
    world->memory = malloc(bytes), world->weak = malloc(bytes);
    world->base_memory = malloc(bytes), world->base_weak = malloc(bytes);
    world->dirty = calloc(bytes / PAGE_BYTES + 1u, 1);
    world->run_memory =
        place->layout.run == OTA_RUN_COPY ? malloc(place->layout.slot[0].bytes + PAGE_BYTES) : NULL;
    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        world->known[i].bytes = malloc(place->layout.slot[0].bytes + OTA_IMAGE_EXTRA_BYTES);
    }
    if (is_real) {
        world->real = malloc(sizeof *world->real);
        boot_crypto_init(world->real, p256_signer_key(), &world->crypto);
    } else {
        cheap_crypto_init(&world->cheap, KEY, &world->crypto);
    }
    world->watched = (struct ota_crypto){world, hash_start, hash_update, hash_finish, verify};
    return world->memory != NULL && world->weak != NULL && world->base_memory != NULL &&
           world->base_weak != NULL && world->dirty != NULL && world->known[2].bytes != NULL;
}

void world_free(struct world *world)
{
    free(world->memory), free(world->weak), free(world->base_memory), free(world->base_weak);
    free(world->dirty), free(world->run_memory), free(world->real);
    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        free(world->known[i].bytes);
    }
}

void world_blank(struct world *world)
{
    memset(&world->now, 0, sizeof world->now);
    flash_model_init(&world->now.model, &world->under, world->place->flash, world->memory,
                     world->weak);
    world->now.model.power_cut = power_cut;
    world->now.model.context = world;
    world->flash = (struct flash_device){&watched, world->place->flash, world};
    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        world->known[i].length = 0;
    }
    memset(world->dirty, 1, world->place->flash.size_bytes / PAGE_BYTES + 1u);
    world->now.service.line = &world->line;
    memset(&world->life, 0, sizeof world->life);
    world->must_stop = false;
    world->lie_at = world->deny_at = 0;
    world->faults = (struct faults){0};
    world->exchange = OTA_SLOTS;
    world->inside = NULL;
}

uint32_t world_start_address(const struct world *world, unsigned slot)
{
    struct ota_target target;

    ota_layout_target(&world->place->layout, slot, 0, &target);
    return target.start;
}

void world_make(struct world *world, unsigned which, const struct image_kit *image, uint8_t key)
{
    struct known *known = &world->known[which];
    uint8_t used = key != 0 ? key : world->real != NULL ? 0 : KEY;
    const struct image_signer signer = {&world->crypto, &used, sign};

    known->is = *image;
    known->length = image_kit_make(image, &signer, known->bytes);
    known->may_run = which != KNOWN_ATTACK;
}

void world_sign(struct world *world, unsigned which)
{
    const struct known *known = &world->known[which];
    uint8_t used = world->real != NULL ? 0 : KEY;
    const struct image_signer signer = {&world->crypto, &used, sign};

    image_kit_sign(known->bytes, known->is.binary_bytes, &signer);
}

void world_put(struct world *world, uint32_t offset, const uint8_t *bytes, uint32_t length)
{
    memcpy(world->memory + offset, bytes, length);
    memset(world->weak + offset, 0, length);
    touch(world, offset, length);
}

void world_offer(struct world *world, unsigned which)
{
    const struct known *known = &world->known[which];
    const struct ota_crypto *crypto = &world->crypto;
    uint8_t key = world->real != NULL ? 0 : KEY;
    uint8_t digest[OTA_DIGEST_BYTES], der[OTA_SIGNATURE_MAX];

    (void)crypto->hash_start(crypto->context);
    (void)crypto->hash_update(crypto->context, known->bytes, known->length);
    (void)crypto->hash_finish(crypto->context, digest);
    fake_offer(&world->now.service, "prove", known->bytes, known->length, der,
               sign(&key, digest, der));
}

const struct known *world_in_slot(const struct world *world, unsigned slot)
{
    const uint32_t at = world->place->layout.slot[slot].offset;

    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        const struct known *known = &world->known[i];
        if (known->length != 0 && memcmp(world->memory + at, known->bytes, known->length) == 0 &&
            (!world->now.model.has_torn ||
             !flash_model_is_weak(&world->now.model, at, known->length))) {
            return known;
        }
    }
    return NULL;
}

/* Only pages that were touched since the last of the two. */
static void copy_pages(struct world *world, uint8_t *to, const uint8_t *from, uint8_t *weak_to,
                       const uint8_t *weak_from)
{
    const uint32_t bytes = world->place->flash.size_bytes;

    for (uint32_t at = 0; at < bytes; at += PAGE_BYTES) {
        const uint32_t part = bytes - at < PAGE_BYTES ? bytes - at : PAGE_BYTES;
        if (world->dirty[at / PAGE_BYTES] != 0) {
            memcpy(to + at, from + at, part);
            memcpy(weak_to + at, weak_from + at, part);
        }
    }
    memset(world->dirty, 0, bytes / PAGE_BYTES + 1u);
}

void world_save(struct world *world)
{
    copy_pages(world, world->base_memory, world->memory, world->base_weak, world->weak);
    world->base = world->now;
}

void world_restore(struct world *world)
{
    copy_pages(world, world->memory, world->base_memory, world->weak, world->base_weak);
    world->now = world->base;
}
