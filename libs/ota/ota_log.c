/* SPDX-License-Identifier: MIT */
#include "ota_log.h"

#include <string.h>

#include "lib_assert.h"
#include "lib_crc32.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "a record in memory is the record in flash: little-endian"
#endif

#define CRC_BYTES   4u
#define SEALS       2u /* units */
#define PLACE_MAX   (OTA_LOG_RECORD_MAX + SEALS * OTA_UNIT_MAX)
#define NUMBER_NONE 0u
#define NUMBER_END  UINT32_MAX /* of no record: the one before it is the last */

enum place {
    PLACE_ERASED,
    PLACE_ZEROS,
    PLACE_SEALED,
    PLACE_HALF_SEALED, /* whole all the same: a seal is begun when the record is whole */
    PLACE_RESIDUE,     /* anything else */
};

static uint32_t place_bytes_of(uint32_t record_bytes, uint32_t unit)
{
    return (record_bytes + unit - 1u) / unit * unit + SEALS * unit;
}

static uint32_t unit_of(const struct ota_log *log)
{
    return log->device->geometry.program_bytes;
}

static uint32_t half_offset(const struct ota_log *log, unsigned half)
{
    return log->offset + half * log->half_bytes;
}

/* Does no whole place begin here any more? `at` is a place, or the end of one. */
static bool is_past_last(const struct ota_log *log, uint32_t at)
{
    return log->half_bytes - at < log->place_bytes;
}

/* Of a record in memory: what is, or should be, its last 4 bytes. */
static uint32_t sum_of(const struct ota_log *log, const void *record)
{
    return lib_crc32(0, record, log->record_bytes - CRC_BYTES);
}

static bool is_record(const struct ota_log *log, const uint32_t *words)
{
    const uint32_t number = words[1];

    return words[0] == log->magic && number != NUMBER_NONE && number != NUMBER_END &&
           sum_of(log, words) == words[log->record_bytes / 4u - 1u];
}

/* These two without a frame of their own: an instruction that does not make one returns to
 * anywhere. And without an early end, so that a compiler may take many bytes at a time. */
static bool are_erased(const uint8_t *bytes, uint32_t length)
{
    uint8_t common = FLASH_ERASED_BYTE;

    for (; length != 0; length--) {
        common &= *bytes++;
    }
    return common == FLASH_ERASED_BYTE;
}

static bool are_zeros(const uint8_t *bytes, uint32_t length)
{
    uint8_t any = 0;

    for (; length != 0; length--) {
        any |= *bytes++;
    }
    return any == 0;
}

static enum place judge(const struct ota_log *log, const uint32_t *words)
{
    const uint32_t unit = unit_of(log);
    const uint8_t *bytes = (const uint8_t *)words;
    const uint8_t *seals = bytes + log->place_bytes - SEALS * unit;

    if (are_erased(bytes, log->place_bytes)) {
        return PLACE_ERASED;
    }
    if (are_zeros(bytes, log->place_bytes)) {
        return PLACE_ZEROS;
    }
    const unsigned missing =
        (unsigned)are_erased(seals, unit) + (unsigned)are_erased(seals + unit, unit);
    if (missing == SEALS || !is_record(log, words)) {
        return PLACE_RESIDUE;
    }
    return missing == 0 ? PLACE_SEALED : PLACE_HALF_SEALED;
}

static bool program(const struct ota_log *log, unsigned half, uint32_t at, const void *bytes,
                    uint32_t length)
{
    return log->device->driver->program(log->device, half_offset(log, half) + at, bytes, length) ==
           FLASH_OK;
}

/* In ascending order: a seal that is begun stands behind zeros, or behind a whole record. */
static bool program_zeros(const struct ota_log *log, unsigned half, uint32_t at, uint32_t length)
{
    static const uint8_t zeros[OTA_UNIT_MAX];
    const uint32_t end = at + length;

    for (; at < end; at += unit_of(log)) {
        if (!program(log, half, at, zeros, unit_of(log))) {
            return false;
        }
    }
    return true;
}

static bool program_seals(const struct ota_log *log, uint32_t place)
{
    const uint32_t bytes = SEALS * unit_of(log);

    return program_zeros(log, log->half, place + log->place_bytes - bytes, bytes);
}

/* Where the next record goes: afterwards `next` is such a place, and no bit there is weak. The
 * other half is erased only when the truth is sealed in this one. */
static bool make_room(struct ota_log *log)
{
    const uint32_t suspect = log->next, behind = suspect + log->place_bytes;

    if (is_past_last(log, suspect) || (log->suspect && is_past_last(log, behind))) {
        log->half ^= 1u;
        log->next = 0;
        log->suspect = false;
        return log->device->driver->erase(log->device, half_offset(log, log->half),
                                          log->half_bytes) == FLASH_OK;
    }
    if (!log->suspect) {
        return true;
    }
    log->suspect = false;
    log->next = behind;
    return program_zeros(log, log->half, suspect, log->place_bytes);
}

static bool program_record(const struct ota_log *log)
{
    const uint32_t unit = unit_of(log);
    const uint32_t whole = log->record_bytes / unit * unit, rest = log->record_bytes - whole;
    const uint8_t *bytes = log->record;
    uint8_t last[OTA_UNIT_MAX];

    if (!program(log, log->half, log->next, bytes, whole)) {
        return false;
    }
    memset(last, FLASH_ERASED_BYTE, sizeof last);
    memcpy(last, bytes + whole, rest);
    return rest == 0 || program(log, log->half, log->next + whole, last, unit);
}

ota_log_status_t ota_log_write(struct ota_log *log)
{
    struct ota_log_head *head = log->record;
    uint8_t *crc = (uint8_t *)log->record + log->record_bytes - CRC_BYTES;

    if (!log->ready) {
        return OTA_LOG_FLASH;
    }
    if (log->number + 1u == NUMBER_END) {
        return OTA_LOG_FULL;
    }
    head->magic = log->magic;
    head->number = log->number + 1u;
    const uint32_t sum = sum_of(log, head);
    memcpy(crc, &sum, sizeof sum);
    log->ready = make_room(log) && program_record(log) && program_seals(log, log->next);
    if (!log->ready) {
        return OTA_LOG_FLASH;
    }
    log->number++;
    log->next += log->place_bytes;
    return OTA_LOG_OK;
}

/* The true record as it was found. */
struct found {
    uint32_t place;
    bool is_half_sealed;
};

static bool look(const struct ota_log *log, unsigned half, uint32_t at, uint32_t *words)
{
    return log->device->driver->read(log->device, half_offset(log, half) + at, words,
                                     log->place_bytes) == FLASH_OK;
}

/* What a place reads now is made to stay so. Before anything is destroyed it is looked at once
 * more, and what it reads then counts: no single instruction that goes wrong costs a record. False:
 * the flash has failed. */
static bool settle_place(struct ota_log *log, unsigned half, uint32_t at, uint32_t *end,
                         struct found *found)
{
    uint32_t words[PLACE_MAX / 4u];
    enum place place = PLACE_RESIDUE;

    for (unsigned looks = 0; looks < 2u && place == PLACE_RESIDUE; looks++) {
        if (!look(log, half, at, words)) {
            return false;
        }
        place = judge(log, words);
    }
    if (place != PLACE_ERASED) {
        *end = at + log->place_bytes;
    }
    if (place == PLACE_RESIDUE) {
        return program_zeros(log, half, at, log->place_bytes);
    }
    if ((place == PLACE_SEALED || place == PLACE_HALF_SEALED) && words[1] > log->number) {
        log->number = words[1];
        log->half = (uint8_t)half;
        memcpy(log->record, words, log->record_bytes);
        *found = (struct found){at, place == PLACE_HALF_SEALED};
    }
    return true;
}

/* Afterwards number, half, next and the record are those of the truth, and it is sealed. */
static bool settle(struct ota_log *log)
{
    uint32_t end[2] = {0, 0};
    struct found found = {0, false};

    for (unsigned half = 0; half < 2u; half++) {
        for (uint32_t at = 0; !is_past_last(log, at); at += log->place_bytes) {
            if (!settle_place(log, half, at, &end[half], &found)) {
                return false;
            }
        }
    }
    if (log->number == NUMBER_NONE) {
        /* As if half 1 were full: the first record erases half 0 and goes there. */
        log->half = 1;
        end[1] = log->half_bytes;
    }
    log->next = end[log->half];
    return !found.is_half_sealed || program_seals(log, found.place);
}

uint32_t ota_log_places(const struct ota_region *region, const struct flash_geometry *geometry,
                        uint32_t record_bytes)
{
    const uint32_t half = region->bytes / 2u;

    if (half % geometry->erase_bytes != 0 || region->bytes % 2u != 0) {
        return 0;
    }
    return half / place_bytes_of(record_bytes, geometry->program_bytes);
}

ota_log_status_t ota_log_open(struct ota_log *log, struct flash_device *device,
                              const struct ota_region *region, uint32_t magic, void *record,
                              uint32_t record_bytes)
{
    const struct flash_geometry *geometry = &device->geometry;

    LIB_ASSERT(record_bytes <= OTA_LOG_RECORD_MAX && record_bytes % 4u == 0);
    if (flash_check(geometry, region->offset, region->bytes, geometry->erase_bytes) != FLASH_OK ||
        OTA_UNIT_MAX % geometry->program_bytes != 0 ||
        ota_log_places(region, geometry, record_bytes) == 0) {
        return OTA_LOG_REGION;
    }
    memset(log, 0, sizeof *log); /* also between the fields: two of them can be compared */
    log->device = device;
    log->record = record;
    log->magic = magic;
    log->record_bytes = record_bytes;
    log->place_bytes = place_bytes_of(record_bytes, geometry->program_bytes);
    log->offset = region->offset;
    log->half_bytes = region->bytes / 2u;
    log->suspect = true;
    return OTA_LOG_OK;
}

ota_log_status_t ota_log_settle(struct ota_log *log)
{
    memset(log->record, 0, log->record_bytes);
    log->ready = settle(log);
    if (!log->ready) {
        return OTA_LOG_FLASH;
    }
    return log->number == NUMBER_NONE ? OTA_LOG_BLANK : OTA_LOG_OK;
}
