/* SPDX-License-Identifier: MIT */
#include "flash_model.h"

#include <string.h>

/* Bits that are arbitrary, the same for the same seed (splitmix64). */
static uint64_t next_random(uint64_t *state)
{
    uint64_t bits = *state += UINT64_C(0x9E3779B97F4A7C15);

    bits = (bits ^ bits >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94D049BB133111EB);
    return bits ^ bits >> 31;
}

/* The simulator's driver finds its own state in the device; ours begins with it. */
_Static_assert(offsetof(struct flash_model, sim) == 0, "a model is the simulator's flash too");

void flash_model_init(struct flash_model *model, struct flash_device *device,
                      struct flash_geometry geometry, uint8_t *memory, uint8_t *weak)
{
    *model = (struct flash_model){.sim = {.memory = memory}, .weak = weak};
    *device = (struct flash_device){&flash_model_driver, geometry, model};
    flash_sim_blank(device);
    memset(weak, 0, geometry.size_bytes);
}

void flash_model_power_on(struct flash_model *model)
{
    model->is_dead = false;
    model->starts++;
}

void flash_model_cut_after(struct flash_model *model, uint64_t operations, enum flash_tear tear,
                           uint32_t seed)
{
    model->cut.at = operations == 0 ? 0 : model->operations + operations;
    model->cut.tear = tear;
    model->cut.seed = seed;
}

bool flash_model_is_weak(const struct flash_model *model, uint32_t offset, uint32_t length)
{
    const uint8_t *weak = model->weak + offset;

    /* All zeros: the first is, and each is as the one before it. */
    return length != 0 && (weak[0] != 0 || memcmp(weak, weak + 1, length - 1u) != 0);
}

/* What the weak bits of one read look like: all cleared, all set, or every one for itself. */
static uint8_t noise(struct flash_model *model, uint64_t mood)
{
    if (!model->by_chance) {
        return model->schedule >> model->starts % 32u & 1u ? 0xFFu : 0x00u;
    }
    if (mood % 3u == 2u) {
        return (uint8_t)next_random(&model->chance);
    }
    return mood % 3u == 1u ? 0xFFu : 0x00u;
}

static flash_status_t read_bytes(struct flash_device *device, uint32_t offset, void *bytes,
                                 uint32_t length)
{
    struct flash_model *model = device->state;
    const uint64_t mood = model->by_chance ? next_random(&model->chance) : 0;
    uint8_t *to = bytes;

    if (model->is_dead) {
        return FLASH_FAILED;
    }
    flash_status_t status = flash_sim_driver.read(device, offset, bytes, length);
    if (status != FLASH_OK || !model->has_torn || !flash_model_is_weak(model, offset, length)) {
        return status;
    }
    for (uint32_t i = 0; i < length; i++) {
        const uint8_t weak = model->weak[offset + i];
        if (weak != 0) {
            to[i] = (uint8_t)((to[i] & ~weak) | (noise(model, mood) & weak));
        }
    }
    return FLASH_OK;
}

/* Of the bits that should change in one byte of the operation that is cut, those that do, and those
 * that become weak. */
struct torn {
    uint8_t done;
    uint8_t weak;
};

static struct torn tear_byte(enum flash_tear tear, bool is_first_half, uint64_t *random)
{
    const uint8_t some = (uint8_t)next_random(random), others = (uint8_t)next_random(random);

    switch (tear) {
    case FLASH_TEAR_BEFORE:
    case FLASH_TEARS:
        break;
    case FLASH_TEAR_AFTER:
        return (struct torn){0xFF, 0};
    case FLASH_TEAR_HALF:
        return (struct torn){is_first_half ? 0xFF : 0, 0};
    case FLASH_TEAR_SOME:
        return (struct torn){some, 0};
    case FLASH_TEAR_WEAK:
        return (struct torn){0, 0xFF};
    case FLASH_TEAR_MIXED:
        return (struct torn){some & others, (uint8_t)~some};
    }
    return (struct torn){0, 0};
}

/* `wanted` NULL: an erase. A weak bit is kept as 1, so that it may still be programmed. */
static flash_status_t lose_power(struct flash_model *model, uint32_t offset, const uint8_t *wanted,
                                 uint32_t length)
{
    uint64_t random = model->cut.seed;

    for (uint32_t i = 0; i < length; i++) {
        uint8_t *now = &model->sim.memory[offset + i], *weak = &model->weak[offset + i];
        const bool is_first_half = length > 1 ? i < length / 2u : model->cut.seed % 2u == 0;
        const uint8_t changing =
            (uint8_t)(wanted != NULL ? *now & ~wanted[i] : (uint8_t) ~*now | *weak);
        struct torn torn = tear_byte(model->cut.tear, is_first_half, &random);

        torn.done &= changing;
        torn.weak &= changing;
        *now = (uint8_t)(wanted != NULL ? *now & ~torn.done : *now | torn.done);
        *now |= torn.weak;
        *weak = (uint8_t)((*weak & ~torn.done) | torn.weak);
    }
    model->cut.at = 0;
    model->has_torn = true;
    model->is_dead = true;
    if (model->power_cut != NULL) {
        model->power_cut(model->context);
    }
    return FLASH_FAILED;
}

static bool is_cut_here(struct flash_model *model)
{
    model->operations++;
    return model->cut.at != 0 && model->operations == model->cut.at;
}

/* May this be programmed? Not twice, but to zeros. */
static bool is_allowed(const struct flash_model *model, uint32_t offset, const uint8_t *wanted,
                       uint32_t length)
{
    uint8_t written = FLASH_ERASED_BYTE, bits = 0;

    for (uint32_t i = 0; i < length; i++) {
        written &= model->sim.memory[offset + i];
        bits |= wanted[i];
    }
    return written == FLASH_ERASED_BYTE || bits == 0;
}

static flash_status_t program_unit(struct flash_device *device, uint32_t offset,
                                   const uint8_t *wanted)
{
    struct flash_model *model = device->state;
    const uint32_t unit = device->geometry.program_bytes;

    if (!is_allowed(model, offset, wanted, unit)) {
        model->violations++;
        return FLASH_NOT_ERASED;
    }
    if (is_cut_here(model)) {
        return lose_power(model, offset, wanted, unit);
    }
    flash_status_t status = flash_sim_driver.program(device, offset, wanted, unit);
    for (uint32_t i = 0; status == FLASH_OK && i < unit; i++) {
        model->weak[offset + i] &= wanted[i];
    }
    model->programmed += unit;
    return status;
}

static flash_status_t program(struct flash_device *device, uint32_t offset, const void *bytes,
                              uint32_t length)
{
    const struct flash_model *model = device->state;
    const uint32_t unit = device->geometry.program_bytes;
    flash_status_t status = flash_check(&device->geometry, offset, length, unit);

    if (model->is_dead) {
        return FLASH_FAILED;
    }
    for (uint32_t done = 0; status == FLASH_OK && done < length; done += unit) {
        status = program_unit(device, offset + done, (const uint8_t *)bytes + done);
    }
    return status;
}

static flash_status_t erase_sector(struct flash_device *device, uint32_t offset)
{
    struct flash_model *model = device->state;
    const uint32_t sector = device->geometry.erase_bytes;

    if (model->erases != NULL) {
        model->erases[offset / sector]++;
    }
    if (is_cut_here(model)) {
        return lose_power(model, offset, NULL, sector);
    }
    memset(model->weak + offset, 0, sector);
    return flash_sim_driver.erase(device, offset, sector);
}

static flash_status_t erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    const struct flash_model *model = device->state;
    const uint32_t sector = device->geometry.erase_bytes;
    flash_status_t status = flash_check(&device->geometry, offset, length, sector);

    if (model->is_dead) {
        return FLASH_FAILED;
    }
    for (uint32_t done = 0; status == FLASH_OK && done < length; done += sector) {
        status = erase_sector(device, offset + done);
    }
    return status;
}

const struct flash_driver flash_model_driver = {
    .read = read_bytes,
    .program = program,
    .erase = erase,
};
