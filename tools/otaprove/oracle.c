/* SPDX-License-Identifier: MIT */
#include "oracle.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ota_progress.h"
#include "world.h"

#define IDLE_MAX 3u

void oracle_fails(struct world *world, const char *format, ...)
{
    struct oracle *oracle = &world->now.oracle;
    va_list arguments;

    if (oracle->failure[0] != '\0') {
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(oracle->failure, sizeof oracle->failure, format, arguments);
    va_end(arguments);
}

/* ---- 2, 3, 4: the journal ---- */

static unsigned index_of(const struct world *world, const struct known *known)
{
    return (unsigned)(known - world->known);
}

static void check_counter(struct world *world, uint32_t counter)
{
    struct oracle *oracle = &world->now.oracle;
    uint32_t most = 0;

    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        if (oracle->is_accepted[i] && world->known[i].is.counter > most) {
            most = world->known[i].is.counter;
        }
    }
    if (counter < oracle->counter) {
        oracle_fails(world, "2: the counter went down, from %u to %u", oracle->counter, counter);
    }
    if (counter > most) {
        oracle_fails(world, "2: the counter is %u, that of no accepted image", counter);
    }
    oracle->counter = counter;
}

static void check_flags(struct world *world, const struct ota_record *record)
{
    unsigned good = 0;

    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (record->flag[slot] != OTA_FLAG_VALID) {
            continue;
        }
        const struct known *known = world_in_slot(world, slot);
        if (known == NULL || !known->may_run) {
            oracle_fails(world, "3: slot %u is valid and holds no good image", slot);
        } else if (!world->now.oracle.is_accepted[index_of(world, known)]) {
            oracle_fails(world, "4: slot %u is valid and nobody has accepted it", slot);
        } else {
            good++;
        }
    }
    if (good == 0) {
        oracle_fails(world, "3: no slot is valid and good");
    }
}

/* ---- 1: what runs ---- */

/* By the bytes where they run. */
static const struct known *what_runs(const struct world *world)
{
    if (world->run_memory == NULL) {
        return world_in_slot(world, world->choice.slot);
    }
    for (unsigned i = 0; i < KNOWN_MAX; i++) {
        const struct known *known = &world->known[i];
        if (known->length != 0 && world->choice.sequence == known->is.sequence &&
            memcmp(world->run_memory, known->bytes + OTA_IMAGE_HEAD_BYTES,
                   known->is.binary_bytes) == 0) {
            return known;
        }
    }
    return NULL;
}

static void check_running(struct world *world, const struct ota_record *record)
{
    struct oracle *oracle = &world->now.oracle;
    const struct known *known = what_runs(world);

    if (known == NULL || !known->may_run) {
        oracle_fails(world, "1: slot %u runs and must not: %s", world->choice.slot,
                     known == NULL ? "its bytes are those of no image" : "it is a wrong image");
        return;
    }
    if (known->is.counter < record->counter) {
        oracle_fails(world, "1: what runs has counter %u, below %u", known->is.counter,
                     record->counter);
    }
    if (known->is.sequence != world->choice.sequence) {
        oracle_fails(world, "1: another version is reported than runs");
    }
    if (world->choice.watchdog != (record->flag[world->choice.slot] == OTA_FLAG_PENDING)) {
        oracle_fails(world, "1: the watchdog of slot %u does not go with its flag",
                     world->choice.slot);
    }
    oracle->runs = (uint8_t)index_of(world, known);
    oracle->runs_valid = record->flag[world->choice.slot] == OTA_FLAG_VALID;
}

/* The address to go to is that of what runs, or 0. */
static bool is_going(struct world *world)
{
    if (world->choice.slot >= OTA_SLOTS || world->entry == 0) {
        return false;
    }
    const uint32_t start = world_start_address(world, world->choice.slot);
    if (world->entry - start > 4u) {
        oracle_fails(world, "1: the jump goes to 0x%08x, where nothing is", world->entry);
    }
    return true;
}

void oracle_started(struct world *world)
{
    struct oracle *oracle = &world->now.oracle;
    const struct ota_record *record = &world->boot.journal.record;

    oracle->windows_known = false;
    if (!is_going(world)) {
        oracle->idle++;
        if (!world->must_stop && oracle->idle >= IDLE_MAX) {
            oracle_fails(world, "1: nothing has run in %u starts", oracle->idle);
        }
        return;
    }
    if (world->must_stop) {
        oracle_fails(world, "1: slot %u runs and nothing must", world->choice.slot);
        return;
    }
    oracle->idle = 0;
    if (!oracle->has_started) {
        oracle->has_started = true;
        oracle->is_accepted[KNOWN_FACTORY] = true;
    }
    check_counter(world, record->counter);
    check_flags(world, record);
    check_running(world, record);
}

/* ---- 5: what must not be touched ---- */

static bool is_within(const struct ota_region *region, uint32_t offset, uint32_t length)
{
    return offset >= region->offset && length <= region->bytes &&
           offset - region->offset <= region->bytes - length;
}

void oracle_touches(struct world *world, uint32_t offset, uint32_t length)
{
    const struct ota_layout *layout = &world->place->layout;
    const struct ota_record *record = &world->boot.journal.record;

    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (!is_within(&layout->slot[slot], offset, length)) {
            continue;
        }
        if (world->is_application && slot == world->choice.slot) {
            oracle_fails(world, "5: slot %u runs and is changed at %u", slot, offset);
        }
        if (!world->is_application && record->flag[slot] == OTA_FLAG_VALID) {
            oracle_fails(world, "5: slot %u is valid and a start changes it at %u", slot, offset);
        }
        return;
    }
    if (world->is_application && is_within(&layout->progress, offset, length)) {
        world->now.oracle.windows_known = false;
    } else if (!is_within(&layout->journal, offset, length)) {
        oracle_fails(world, "5: flash at %u is not the update's to change", offset);
    }
}

/* ---- 7: marks ---- */

static flash_status_t read_only_program(struct flash_device *device, uint32_t offset,
                                        const void *bytes, uint32_t length)
{
    (void)device, (void)offset, (void)bytes, (void)length;
    return FLASH_OK;
}

static flash_status_t read_only_erase(struct flash_device *device, uint32_t offset, uint32_t length)
{
    (void)device, (void)offset, (void)length;
    return FLASH_OK;
}

static void count_marks(const struct world *world, struct oracle *oracle)
{
    const struct flash_driver driver = {
        .read = world->under.driver->read, .program = read_only_program, .erase = read_only_erase};
    struct flash_device flash = {&driver, world->under.geometry, world->under.state};
    struct ota_progress progress;

    if (ota_progress_mount(&progress, &flash, &world->place->layout.progress) == OTA_LOG_OK &&
        progress.download.windows_done > oracle->windows) {
        oracle->windows = progress.download.windows_done;
    }
    oracle->windows_known = true;
}

/* Before blocks are fetched. */
static void check_request(struct world *world, uint32_t offset)
{
    const uint32_t window = ota_window_bytes(world->under.geometry.erase_bytes, AGENT_BLOCK);
    struct oracle *oracle = &world->now.oracle;

    if (!oracle->windows_known) {
        count_marks(world, oracle);
    }
    if (offset / window < oracle->windows) {
        oracle_fails(world, "7: window %u is fetched again, %u are marked", offset / window,
                     oracle->windows);
    }
}

/* ---- 6: the job ---- */

/* The end of a job, as the agent has said it just now. */
static void check_end(struct world *world, enum fake_status status)
{
    const struct oracle *oracle = &world->now.oracle;
    const bool is_new = oracle->runs == KNOWN_UPDATE;

    if (status == FAKE_SUCCEEDED && !(is_new && oracle->is_accepted[KNOWN_UPDATE])) {
        oracle_fails(world, "6: SUCCEEDED is said and the new version %s",
                     is_new ? "is on trial" : "does not run");
    } else if ((status == FAKE_FAILED || status == FAKE_REJECTED) && is_new) {
        oracle_fails(world, "6: %s is said and the new version runs", fake_status_text(status));
    }
}

void oracle_hears(struct world *world)
{
    const struct fake_service *service = &world->now.service;
    struct oracle *oracle = &world->now.oracle;

    if (service->bad != 0) {
        oracle_fails(world, "6: the agent says what no service understands");
    }
    if (service->questions != oracle->questions) {
        oracle->questions = service->questions;
        oracle->is_accepted[oracle->runs] |= world->life.has_accepted;
    }
    if (service->requests != oracle->requests) {
        oracle->requests = service->requests;
        check_request(world, world->line.start * world->line.size);
    }
    if (service->status != oracle->status) {
        oracle->status = service->status;
        check_end(world, service->status);
    }
}

void oracle_quiet(struct world *world)
{
    const struct oracle *oracle = &world->now.oracle;
    const struct fake_service *service = &world->now.service;
    const enum fake_status status = service->status;
    const bool is_new = oracle->runs == KNOWN_UPDATE;

    if (status == FAKE_QUEUED || status == FAKE_IN_PROGRESS) {
        oracle_fails(world, "6: all is quiet and the job is %s", fake_status_text(status));
    } else if ((status == FAKE_SUCCEEDED) != is_new &&
               !(status == FAKE_CANCELED && service->questions != 0)) {
        oracle_fails(world, "6: the job is %s and the %s version runs", fake_status_text(status),
                     is_new ? "new" : "old");
    } else if (!oracle->runs_valid && !oracle->is_accepted[oracle->runs]) {
        oracle_fails(world, "6: all is quiet and a trial runs");
    } else if (world->life.core.where.state != OTA_IDLE) {
        oracle_fails(world, "6: all is quiet and the agent is not idle");
    }
    if (world->now.model.violations != 0) {
        oracle_fails(world, "5: a unit is programmed twice");
    }
}
