/* SPDX-License-Identifier: MIT */
#include "ota_log.h"

#include <string.h>

#include "lib_assert.h"
#include "lib_crc32.h"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "a record in memory is the record in flash: little-endian"
#endif

#define CRC_BYTES   4u
#define PLACE_MAX   (OTA_LOG_RECORD_MAX + OTA_UNIT_MAX) /* a unit divides the record's maximum */
#define NUMBER_NONE 0u
#define NUMBER_END  UINT32_MAX /* of no record: the one before it is the last */

/* What a place holds. The order matters: from RESIDUE on it is to be settled. */
enum place {
    PLACE_ERASED,
    PLACE_ZEROS,
    PLACE_SEALED,
    PLACE_RESIDUE,  /* nothing that reads well */
    PLACE_UNSEALED, /* reads well, and may be torn */
};

static uint32_t whole_units(uint32_t bytes, uint32_t unit)
{
    return (bytes + unit - 1u) / unit * unit;
}

static uint32_t unit_of(const struct ota_log *log)
{
    return log->device->geometry.program_bytes;
}

static struct ota_log_head *head_of(const struct ota_log *log)
{
    return log->record;
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

/* All bits that are 1 somewhere, and all that are 1 everywhere. */
struct bits {
    uint8_t any;
    uint8_t all;
};

static struct bits bits_of(const uint8_t *bytes, uint32_t length)
{
    struct bits bits = {0x00u, 0xFFu};

    for (uint32_t i = 0; i < length; i++) {
        bits.any |= bytes[i];
        bits.all &= bytes[i];
    }
    return bits;
}

static enum place judge(const struct ota_log *log, const uint32_t *words)
{
    const uint8_t *bytes = (const uint8_t *)words;
    const uint32_t seal = log->place_bytes - unit_of(log);
    const struct bits bits = bits_of(bytes, log->place_bytes);

    if (bits.all == FLASH_ERASED_BYTE) {
        return PLACE_ERASED;
    }
    if (bits.any == 0) {
        return PLACE_ZEROS;
    }
    if (!is_record(log, words)) {
        return PLACE_RESIDUE;
    }
    return bits_of(bytes + seal, unit_of(log)).all == FLASH_ERASED_BYTE ? PLACE_UNSEALED
                                                                        : PLACE_SEALED;
}

static uint32_t half_offset(const struct ota_log *log, unsigned half)
{
    return log->offset + half * log->half_bytes;
}

static bool read_place(const struct ota_log *log, unsigned half, uint32_t at, uint32_t *words)
{
    return log->device->driver->read(log->device, half_offset(log, half) + at, words,
                                     log->place_bytes) == FLASH_OK;
}

static bool program(const struct ota_log *log, uint32_t at, const void *bytes, uint32_t length)
{
    return log->device->driver->program(log->device, half_offset(log, log->half) + at, bytes,
                                        length) == FLASH_OK;
}

/* One unit after the other: as long as the seal is not zero, the record before it is. */
static bool program_zeros(const struct ota_log *log, uint32_t at, uint32_t length)
{
    static const uint8_t zeros[OTA_UNIT_MAX];
    const uint32_t end = at + length;

    for (; at < end; at += unit_of(log)) {
        if (!program(log, at, zeros, unit_of(log))) {
            return false;
        }
    }
    return true;
}

static bool erase_half(const struct ota_log *log, unsigned half)
{
    return log->device->driver->erase(log->device, half_offset(log, half), log->half_bytes) ==
           FLASH_OK;
}

/* Does no whole place begin here any more? `at` is a place, or the end of one. */
static bool is_past_last(const struct ota_log *log, uint32_t at)
{
    return log->half_bytes - at < log->place_bytes;
}

/* Where the next record goes: afterwards `next` is such a place, and no bit there is weak. */
static bool make_room(struct ota_log *log)
{
    const uint32_t behind = log->next + log->place_bytes;

    if (is_past_last(log, log->next) || (log->suspect && is_past_last(log, behind))) {
        log->half ^= 1u;
        log->next = 0;
        log->suspect = false;
        return erase_half(log, log->half);
    }
    if (log->suspect) {
        log->suspect = false;
        log->next = behind;
        return program_zeros(log, behind - log->place_bytes, log->place_bytes);
    }
    return true;
}

static bool program_record(const struct ota_log *log)
{
    const uint32_t unit = unit_of(log);
    const uint32_t whole = log->record_bytes / unit * unit, rest = log->record_bytes - whole;
    const uint8_t *bytes = log->record;
    uint8_t last[OTA_UNIT_MAX];

    if (!program(log, log->next, bytes, whole)) {
        return false;
    }
    memset(last, FLASH_ERASED_BYTE, sizeof last);
    memcpy(last, bytes + whole, rest);
    return rest == 0 || program(log, log->next + whole, last, unit);
}

ota_log_status_t ota_log_write(struct ota_log *log)
{
    struct ota_log_head *head = head_of(log);
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
    log->ready = make_room(log) && program_record(log) &&
                 program_zeros(log, log->next + log->place_bytes - unit_of(log), unit_of(log));
    if (!log->ready) {
        return OTA_LOG_FLASH;
    }
    log->number++;
    log->next += log->place_bytes;
    return OTA_LOG_OK;
}

/* What looking at all places has found; the true record is in log->record. */
struct found {
    enum place truth; /* sealed or not; erased: there is none */
    bool unsettled;   /* something is */
};

/* Looks at all places. Afterwards number, half, next and the record are those of the truth. */
static bool look(struct ota_log *log, struct found *found)
{
    uint32_t words[PLACE_MAX / 4u];
    uint32_t used[2] = {0, 0};

    for (unsigned half = 0; half < 2u; half++) {
        for (uint32_t at = 0; !is_past_last(log, at); at += log->place_bytes) {
            if (!read_place(log, half, at, words)) {
                return false;
            }
            const enum place place = judge(log, words);
            found->unsettled |= place >= PLACE_RESIDUE;
            if (place != PLACE_ERASED) {
                used[half] = at + log->place_bytes;
            }
            if ((place == PLACE_SEALED || place == PLACE_UNSEALED) && words[1] > log->number) {
                log->number = words[1];
                log->half = (uint8_t)half;
                found->truth = place;
                memcpy(log->record, words, log->record_bytes);
            }
        }
    }
    log->next = used[log->half];
    return true;
}

/* The truth is sealed: nothing else may become it. */
static bool clear_residue(const struct ota_log *log)
{
    uint32_t words[PLACE_MAX / 4u];

    for (unsigned half = 0; half < 2u; half++) {
        for (uint32_t at = 0; !is_past_last(log, at); at += log->place_bytes) {
            if (!read_place(log, half, at, words)) {
                return false;
            }
            if (judge(log, words) < PLACE_RESIDUE) {
                continue;
            }
            if (half == log->half && !program_zeros(log, at, log->place_bytes)) {
                return false;
            }
            if (half != log->half) {
                if (!erase_half(log, half)) {
                    return false;
                }
                break;
            }
        }
    }
    return true;
}

uint32_t ota_log_places(const struct ota_region *region, const struct flash_geometry *geometry,
                        uint32_t record_bytes)
{
    const uint32_t unit = geometry->program_bytes, half = region->bytes / 2u;

    if (region->bytes % (2u * geometry->erase_bytes) != 0) {
        return 0;
    }
    return half / (whole_units(record_bytes, unit) + unit);
}

ota_log_status_t ota_log_mount(struct ota_log *log, struct flash_device *device,
                               const struct ota_region *region, uint32_t magic, void *record,
                               uint32_t record_bytes)
{
    const struct flash_geometry *geometry = &device->geometry;
    struct found found = {PLACE_ERASED, false};

    LIB_ASSERT(record_bytes <= OTA_LOG_RECORD_MAX && record_bytes % 4u == 0);
    if (flash_check(geometry, region->offset, region->bytes, geometry->erase_bytes) != FLASH_OK ||
        OTA_UNIT_MAX % geometry->program_bytes != 0 ||
        ota_log_places(region, geometry, record_bytes) == 0) {
        return OTA_LOG_REGION;
    }
    *log = (struct ota_log){
        .device = device,
        .record = record,
        .magic = magic,
        .record_bytes = record_bytes,
        .place_bytes = whole_units(record_bytes, geometry->program_bytes) + geometry->program_bytes,
        .offset = region->offset,
        .half_bytes = region->bytes / 2u,
        .suspect = true,
    };
    memset(record, 0, record_bytes);
    if (!look(log, &found)) {
        return OTA_LOG_FLASH;
    }
    if (found.truth == PLACE_ERASED) {
        /* What is there is erased as the other half of a full one, half 0 when it is written. */
        log->half = 1;
        log->next = log->half_bytes;
    }
    log->ready = true;
    if (found.truth == PLACE_UNSEALED) {
        const ota_log_status_t status = ota_log_write(log);
        if (status != OTA_LOG_OK) {
            log->ready = false;
            return status;
        }
    }
    log->ready = !found.unsettled || clear_residue(log);
    if (!log->ready) {
        return OTA_LOG_FLASH;
    }
    return found.truth == PLACE_ERASED ? OTA_LOG_BLANK : OTA_LOG_OK;
}
