/* SPDX-License-Identifier: MIT */
/** The small truth about a device: which slot is what, and the security counter. One record holds
 * all of it, so that any change is one write; ota_log.h has how it survives a power cut.
 *
 *      bytes 0..3  4..7    8..11    12, 13  14      15      16..79  80..83
 *           | DLJ1 | number | counter | flags | trials | reason | job | CRC-32 |
 */
#ifndef OTA_JOURNAL_H
#define OTA_JOURNAL_H

#include "ota_log.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_JOURNAL_MAGIC UINT32_C(0x314A4C44) /* "DLJ1" */
#define OTA_JOB_BYTES     64u                  /* as long as a job's id may be */

/* The flag of a slot. Of one image they only go down. */
#define OTA_FLAG_NEW     0xFFu /* received and checked; boots first, once */
#define OTA_FLAG_PENDING 0xFEu /* on trial: nobody has accepted it yet */
#define OTA_FLAG_VALID   0xFCu /* accepted */
#define OTA_FLAG_INVALID                                                                           \
    0xF8u /* empty, half-received, refused or replaced; so is any other number */

/** A record, in memory as in flash. */
struct ota_record {
    struct ota_log_head head; /* the log's */
    uint32_t counter;         /* security counter: the least that may run */
    uint8_t flag[OTA_SLOTS];
    uint8_t trials;          /* left of a pending image */
    uint8_t reason;          /* ota_refusal_t: why the last image was refused; 0: none was */
    char job[OTA_JOB_BYTES]; /* whose end has not been reported yet; padded with zeros, none: all */
    uint32_t crc;            /* the log's */
};

/** The memory is the caller's. */
struct ota_journal {
    struct ota_log log;       /* private */
    uint32_t counter;         /* private: of the last record in flash */
    struct ota_record record; /* the current one; change it, then write */
};

/**
 * Find the current record, and settle what a power cut has left.
 *
 * @param[out] journal  Not NULL, not moved afterwards.
 * @param device        Lives as long as the journal.
 * @param region        The layout's. Not NULL.
 * @retval OTA_LOG_OK     journal->record is the truth.
 * @retval OTA_LOG_BLANK  A device from the factory: journal->record is all zeros. Only the
 *                        bootloader writes the first record.
 * @return Else _REGION or _FLASH.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_journal_mount(struct ota_journal *journal, struct flash_device *device,
                                   const struct ota_region *region);

/**
 * Make journal->record the truth. A counter below the one in flash becomes that one: it never goes
 * down.
 *
 * @param journal  Mounted. Not NULL.
 * @return OTA_LOG_OK: it is, at every later mount. _FLASH, _FULL: mount again to know.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_journal_write(struct ota_journal *journal);

#ifdef __cplusplus
}
#endif

#endif
