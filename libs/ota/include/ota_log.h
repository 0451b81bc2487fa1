/* SPDX-License-Identifier: MIT */
/** One small record in flash that a power cut leaves old or new, never in between. The journal and
 * the progress of a download are one each.
 *
 *      half A | record 7 |seal|seal| record 8 |seal|seal| 000000 |0000|0000| record 9 |seal|seal|
 * ... half B | erased, or records older than A's ... record | magic | number | the user's bytes |
 * CRC-32 | 0xFF to a unit
 *
 * A place is a record, filled to whole program units, and two seals: units of zeros, programmed
 * after it, one after the other. True is the record with the highest number whose magic and CRC are
 * good and one of whose seals, at least, is not erased.
 *
 * A unit whose programming was cut may read differently each time. So mounting looks at each place
 * once, and makes it stay what it read, before anybody acts on it:
 *   - without any seal a record may be torn and read well by luck: it is none, and becomes zeros,
 *     as does everything else that is neither a sealed record nor zeros nor erased
 *   - with one seal it is whole, but that seal may be torn: if it is the true record, both are
 *     programmed again
 *   - what reads erased may be torn all the same (in its first unit, so it can never become a
 *     record): the first write after a mount makes the next place zeros and uses the one after it
 * Every later mount finds the same. Mounting writes nothing when there is nothing to settle.
 *
 * When a half is full the other one is erased; the truth is sealed in the full one then.
 *
 * A record in memory is the record in flash, so the processor has to be little-endian.
 * Owned by one user at a time: bring your own lock.
 */
#ifndef OTA_LOG_H
#define OTA_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "ota_layout.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    OTA_LOG_OK = 0,
    OTA_LOG_BLANK,  /* there is no record: a new device. Ready to be written */
    OTA_LOG_FLASH,  /* the flash failed: as after a power cut, mount again */
    OTA_LOG_REGION, /* it does not fit the flash; nothing was done */
    OTA_LOG_FULL,   /* no number is left: after 4 thousand million records */
} ota_log_status_t;

/** How every record begins. It ends in a CRC-32 of what is before it, 4 bytes. */
struct ota_log_head {
    uint32_t magic;
    uint32_t number; /* from 1; one more than the record before */
};

#define OTA_LOG_RECORD_MAX 128u /* bytes, head and CRC in them; a multiple of 4 */

/** The memory is the caller's; the fields are private. */
struct ota_log {
    struct flash_device *device;
    void *record; /* the true one, `record_bytes` */
    uint32_t magic;
    uint32_t record_bytes;
    uint32_t place_bytes;
    uint32_t offset;
    uint32_t half_bytes;
    uint32_t number; /* of the true record; 0: there is none */
    uint32_t next;   /* the place behind the last used one, from the start of the half */
    uint8_t half;    /* 0 or 1: where the truth is */
    bool suspect;    /* the next place may be torn invisibly */
    bool ready;      /* mounted, and nothing has failed since */
};

/* The functions are those of ota_journal.h and ota_progress.h; they are the users. */

/**
 * How many records fit into half a region.
 *
 * @param region        Any.
 * @param geometry      program_bytes is not 0.
 * @param record_bytes  Head and CRC in them.
 * @return 0: the region is too small.
 *
 * Context: any.  Blocks: never.
 */
uint32_t ota_log_places(const struct ota_region *region, const struct flash_geometry *geometry,
                        uint32_t record_bytes);

/**
 * Say where a log is and what is in it. Reads nothing, writes nothing.
 *
 * @param[out] log      Not NULL. Every byte of it is set: of the same arguments it is the same.
 * @param device        Lives as long as the log.
 * @param region        Of the device; copied.
 * @param magic         Of the records.
 * @param record        Room for `record_bytes` bytes, 4-aligned; lives as long as the log.
 * @param record_bytes  12 .. OTA_LOG_RECORD_MAX, a multiple of 4.
 * @return OTA_LOG_OK or _REGION.
 *
 * Context: any.  Blocks: never.
 */
ota_log_status_t ota_log_open(struct ota_log *log, struct flash_device *device,
                              const struct ota_region *region, uint32_t magic, void *record,
                              uint32_t record_bytes);

/**
 * Find the true record, and settle what a power cut has left. The record is that one then, or all
 * zeros when there is none.
 *
 * @param log  Opened, not used since. Not NULL.
 * @return OTA_LOG_OK, _BLANK or _FLASH. The log is ready after the first two.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_log_settle(struct ota_log *log);

/**
 * Make what the caller has put into the record the true one, whole or not at all. Magic, number and
 * CRC are filled in.
 *
 * @param log  Ready.
 * @return OTA_LOG_OK: written and sealed. _FLASH, _FULL: mount again to know what is true.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_log_write(struct ota_log *log);

#ifdef __cplusplus
}
#endif

#endif
