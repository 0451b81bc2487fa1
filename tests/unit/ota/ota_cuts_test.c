/* SPDX-License-Identifier: MIT */
/* The journal under power cuts: at every operation, in every way, and again in every operation of
 * what comes after. `ota_cuts_test all` takes every fill level and more ways of weak bits. */
#include <string.h>

#include "flash_model.h"
#include "ota_journal.h"
#include "test.h"

#define SECTOR_MAX 65536u
#define SIZE_MAX_  (4u * SECTOR_MAX) /* a sector before and behind the journal */
#define BLANK      0u

/* What a device knows at a moment: in flash is `old`, or `new` if that was being written. */
struct truth {
    uint32_t old;
    uint32_t new;
};

struct snapshot {
    uint8_t memory[2 * SECTOR_MAX];
    uint8_t weak[2 * SECTOR_MAX];
    uint32_t starts;
    struct truth truth;
};

static uint8_t memory[SIZE_MAX_], weak[SIZE_MAX_];
static struct flash_model model;
static struct flash_device device;
static struct ota_region region;
static struct ota_journal journal;
static struct truth truth;
static struct snapshot base, torn;
static unsigned long long runs;
static bool is_thorough;

static uint32_t places(void)
{
    return ota_log_places(&region, &device.geometry, sizeof(struct ota_record));
}

static void keep(struct snapshot *snapshot)
{
    memcpy(snapshot->memory, memory + region.offset, region.bytes);
    memcpy(snapshot->weak, weak + region.offset, region.bytes);
    snapshot->starts = model.starts;
    snapshot->truth = truth;
}

static void go_back_to(const struct snapshot *snapshot)
{
    memcpy(memory + region.offset, snapshot->memory, region.bytes);
    memcpy(weak + region.offset, snapshot->weak, region.bytes);
    model.starts = snapshot->starts;
    model.is_dead = false;
    truth = snapshot->truth;
}

/* A record that is all of one value. */
static struct ota_record record_of(uint32_t value)
{
    struct ota_record record = {.counter = value,
                                .flag = {(uint8_t)value, (uint8_t)~value},
                                .trials = (uint8_t)(value >> 3),
                                .reason = (uint8_t)(value * 5u)};

    for (unsigned i = 0; i < sizeof record.job; i++) {
        record.job[i] = (char)(value * 37u + i);
    }
    return record;
}

static uint32_t value_there(void)
{
    struct ota_record is = journal.record, want = record_of(is.counter);

    if (is.counter == BLANK) {
        memset(&want, 0, sizeof want);
    }
    memset(&is.head, 0, sizeof is.head);
    is.crc = 0;
    CHECK_EQ(memcmp(&is, &want, sizeof is), 0);
    return is.counter;
}

/* True: it is done, and the power is still on. */
static bool mount(void)
{
    const ota_log_status_t status = ota_journal_mount(&journal, &device, &region);

    if (model.is_dead) {
        CHECK_EQ(status, OTA_LOG_FLASH);
        return false;
    }
    const uint32_t value = value_there();
    CHECK_EQ(status, value == BLANK ? OTA_LOG_BLANK : OTA_LOG_OK);
    if (value != truth.old && value != truth.new) {
        printf("read %u, want %u or %u\n", value, truth.old, truth.new);
    }
    CHECK_EQ(value == truth.old || value == truth.new, true);
    truth = (struct truth){value, value};
    return true;
}

static bool write(uint32_t value)
{
    journal.record = record_of(value);
    truth.new = value;
    const ota_log_status_t status = ota_journal_write(&journal);
    CHECK_EQ(status, model.is_dead ? OTA_LOG_FLASH : OTA_LOG_OK);
    if (status == OTA_LOG_OK) {
        truth.old = value;
        CHECK_EQ(value_there(), value);
    }
    return status == OTA_LOG_OK;
}

/* Start, and do what a device does: true when no cut came. */
static bool start_and_write(unsigned writes)
{
    flash_model_power_on(&model);
    bool is_on = mount();
    for (unsigned i = 0; is_on && i < writes; i++) {
        is_on = write(truth.old + 1u + model.starts % 16u); /* another in another start */
    }
    return is_on;
}

/* What a cut has left is old or new, and stays what it is, and the journal goes on. */
static void settle(void)
{
    model.cut.at = 0;
    start_and_write(0);
    start_and_write(0);
    start_and_write(1);
    start_and_write(0);
    start_and_write(0);
    CHECK_EQ(model.violations, 0);
    runs++;
}

static uint64_t operations_of(bool (*what)(unsigned), unsigned writes)
{
    const uint64_t before = model.operations;

    model.cut.at = 0;
    CHECK_EQ(what(writes), true);
    return model.operations - before;
}

static bool has_weak_bits(enum flash_tear tear)
{
    return tear == FLASH_TEAR_WEAK || tear == FLASH_TEAR_MIXED;
}

/* How weak bits read in the starts that follow (bit n: in start n). The cut comes in start 2. */
static const uint32_t schedules[] = {
    0x0000003F, /* erased, until something is written over them in start 5; then programmed */
    0x0000007F, /* the same when a second cut comes in start 3 */
    0x00000000, /* programmed, always */
    0x00000010, /* erased once */
    0xFFFFFFF0, /* programmed once */
};
#define SCHEDULES ((uint32_t)(sizeof schedules / sizeof schedules[0]))

static void set_mood(uint32_t mood)
{
    model.by_chance = mood == 0;
    model.chance = runs;
    if (mood > 0) {
        model.schedule = mood <= SCHEDULES ? schedules[mood - 1u] : (mood - SCHEDULES) << 3;
    }
}

static void second_cuts(void)
{
    keep(&torn);
    const uint32_t schedule = model.schedule;
    const uint64_t operations = operations_of(start_and_write, 1);
    for (uint64_t at = 1; at <= operations + 4u; at++) {
        for (int tear = 0; tear < FLASH_TEARS; tear++) {
            go_back_to(&torn);
            model.schedule = schedule;
            model.chance = runs;
            flash_model_cut_after(&model, at, (enum flash_tear)tear, (uint32_t)runs);
            start_and_write(1);
            settle();
        }
    }
}

static void first_cut(uint64_t at, enum flash_tear tear, uint32_t mood, bool is_pairs)
{
    go_back_to(&base);
    set_mood(mood);
    flash_model_cut_after(&model, at, tear, (uint32_t)runs);
    CHECK_EQ(start_and_write(2), false);
    if (is_pairs) {
        second_cuts();
    } else {
        settle();
    }
}

static void first_cuts(bool is_pairs, uint32_t moods)
{
    keep(&base);
    const uint64_t operations = operations_of(start_and_write, 2);
    for (uint64_t at = 1; at <= operations; at++) {
        for (int tear = 0; tear < FLASH_TEARS; tear++) {
            const uint32_t ways = has_weak_bits((enum flash_tear)tear) || is_pairs ? moods : 1u;
            for (uint32_t mood = 0; mood < ways; mood++) {
                first_cut(at, (enum flash_tear)tear, mood, is_pairs);
            }
        }
    }
}

/* A journal with this many records, written in one start. */
static void begin(uint32_t sector, uint32_t unit, uint32_t fill)
{
    flash_model_init(&model, &device, (struct flash_geometry){4u * sector, sector, unit}, memory,
                     weak);
    region = (struct ota_region){sector, 2u * sector};
    truth = (struct truth){BLANK, BLANK};
    start_and_write(fill);
}

/* Empty, and where a half is full or about to be. */
static bool is_interesting(uint32_t fill)
{
    const uint32_t full = places();

    if (device.geometry.erase_bytes > 4096u) {
        return fill < 2u || fill + 2u == full || fill + 1u == full;
    }
    return (is_thorough && full < 12u) || fill < 2u || fill == full - 2u || fill == full - 1u ||
           fill == full || fill == 2u * full;
}

static void sweep(uint32_t sector, uint32_t unit, bool is_pairs, uint32_t moods)
{
    static char text[80];

    snprintf(text, sizeof text, "sectors of %u, units of %u", sector, unit);
    test_case = text;
    const unsigned long long before = runs;
    begin(sector, unit, 0);
    const uint32_t last = 2u * places() + 1u;
    for (uint32_t fill = 0; fill <= last; fill++) {
        if (is_interesting(fill)) {
            begin(sector, unit, fill);
            first_cuts(is_pairs, moods);
        }
    }
    for (uint32_t i = 0; i < sector; i++) {
        CHECK_EQ(memory[i] & memory[3u * sector + i], FLASH_ERASED_BYTE);
    }
    printf("   %s: %llu runs\n", text, runs - before);
    fflush(stdout);
}

static void one_cut_leaves_old_or_new(void)
{
    const uint32_t moods = is_thorough ? 1u + SCHEDULES + 32u : 1u + SCHEDULES;

    sweep(512, 1, false, moods);
    sweep(512, 2, false, moods);
    sweep(512, 4, false, moods);
    sweep(512, 8, false, moods);
    sweep(512, 16, false, moods);
    sweep(512, 32, false, moods);
    sweep(128, 4, false, moods);
    sweep(2048, 8, false, moods);
    sweep(4096, 4, false, moods);
    sweep(4096, 32, false, moods);
    sweep(65536, 32, false, is_thorough ? 1u + SCHEDULES : 2u);
}

static void two_cuts_leave_old_or_new(void)
{
    sweep(512, 32, true, is_thorough ? 1u + SCHEDULES + 8u : 2u);
    sweep(256, 16, true, is_thorough ? 1u + SCHEDULES : 2u);
    if (is_thorough) {
        sweep(256, 8, true, 3u);
        sweep(128, 4, true, 3u);
    }
}

/* One start after the other, and each may be cut: what a device sees that is switched off a lot. */
static void live(uint32_t sector, uint32_t unit, unsigned starts)
{
    uint32_t random = sector + unit;

    begin(sector, unit, 0);
    model.by_chance = true;
    model.chance = random;
    for (unsigned i = 0; i < starts; i++) {
        random = random * 1664525u + 1013904223u;
        const uint32_t most = 3u * (uint32_t)sizeof(struct ota_record) / unit + 12u;
        const uint32_t operations = (random >> 8) % most;
        const enum flash_tear tear = (enum flash_tear)((random >> 20) % FLASH_TEARS);
        flash_model_cut_after(&model, operations, tear, random);
        start_and_write((random >> 28) % 4u);
        model.cut.at = 0;
        CHECK_EQ(model.violations, 0);
        runs++;
    }
    CHECK_EQ(truth.old > starts / 10u, true);
}

static void cut_after_cut_leaves_old_or_new(void)
{
    const unsigned starts = is_thorough ? 2000000u : 20000u;

    for (uint32_t unit = 1; unit <= 32u; unit *= 2u) {
        live(512, unit, starts);
    }
    live(128, 4, starts);
    live(256, 16, starts);
}

int main(int count, char **arguments)
{
    is_thorough = count > 1 && strcmp(arguments[1], "all") == 0;
    RUN(one_cut_leaves_old_or_new);
    RUN(two_cuts_leave_old_or_new);
    RUN(cut_after_cut_leaves_old_or_new);
    printf("%llu runs\n", runs);
    return 0;
}
