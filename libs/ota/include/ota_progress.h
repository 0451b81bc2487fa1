/* SPDX-License-Identifier: MIT */
/** What of a download is in its slot, so that it goes on after a reset. ota_log.h has how the
 * record survives a power cut.
 *
 *      slot | window 0 | window 1 | window 2 ... | the last one, up to the end of the slot |
 *
 * A window is whole sectors and whole blocks. One after the other: erase it, write its blocks in
 * whatever order they come, ota_progress_mark(). The first window that is not marked may hold
 * anything; it is erased and fetched again. That is what an interruption costs.
 */
#ifndef OTA_PROGRESS_H
#define OTA_PROGRESS_H

#include "ota_journal.h"
#include "ota_log.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_PROGRESS_MAGIC UINT32_C(0x31504C44) /* "DLP1" */
#define OTA_WINDOW_BLOCKS  8u                   /* at least, in a window */

/** A download, in memory as in flash. */
struct ota_download {
    struct ota_log_head head; /* the log's */
    uint32_t file_id;
    uint32_t file_bytes;
    uint32_t block_bytes;
    uint32_t slot;
    uint32_t windows_done;
    char job[OTA_JOB_BYTES];          /* padded with zeros; all zeros: there is no download */
    uint8_t digest[OTA_DIGEST_BYTES]; /* SHA-256 of the job's signature */
    uint32_t crc;                     /* the log's */
};

/** The memory is the caller's. */
struct ota_progress {
    struct ota_log log;           /* private */
    struct ota_download download; /* the current one; to be read only */
};

/**
 * Find what is there of a download, and settle what a power cut has left.
 *
 * @param[out] progress  Not NULL, not moved afterwards.
 * @param device         Lives as long as the progress.
 * @param region         The layout's. Not NULL.
 * @return As ota_log_open() and ota_log_settle().
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_progress_mount(struct ota_progress *progress, struct flash_device *device,
                                    const struct ota_region *region);

/**
 * Is this download the one that is there, so that it can go on at windows_done?
 *
 * @param progress  Mounted. Not NULL.
 * @param wanted    job, digest, file_id, file_bytes, block_bytes and slot count. Not NULL.
 * @return False: ota_progress_begin() first.
 *
 * Context: any.  Blocks: never.
 */
bool ota_progress_resumes(const struct ota_progress *progress, const struct ota_download *wanted);

/**
 * Begin a download: nothing of it is there. To be done before the slot is touched.
 *
 * @param progress  Mounted. Not NULL.
 * @param wanted    As above; the rest is filled in. Its job is not empty.
 * @return As ota_log_write().
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_progress_begin(struct ota_progress *progress,
                                    const struct ota_download *wanted);

/**
 * Say that the first window without a mark is whole.
 *
 * @param progress  Of a download. Not NULL.
 * @return As ota_log_write(): on OTA_LOG_OK windows_done is one more.
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_progress_mark(struct ota_progress *progress);

/**
 * Forget the download. Writes nothing when there is none.
 *
 * @param progress  Mounted. Not NULL.
 * @return As ota_log_write().
 *
 * Context: task, one at a time.  Blocks: as the flash does.
 */
ota_log_status_t ota_progress_clear(struct ota_progress *progress);

/**
 * Size of a window: the least number of whole sectors that holds at least OTA_WINDOW_BLOCKS blocks,
 * and whole blocks.
 *
 * @param erase_bytes  Of the flash; not 0.
 * @param block_bytes  Not 0.
 * @return Bytes, a multiple of both; 0: there is none below 2^32.
 *
 * Context: any.  Blocks: never.
 */
uint32_t ota_window_bytes(uint32_t erase_bytes, uint32_t block_bytes);

/**
 * Where a window is.
 *
 * @param slot_bytes    A multiple of the sector.
 * @param file_bytes    1 .. slot_bytes.
 * @param window_bytes  Not 0.
 * @param index         From 0.
 * @param[out] window   Offset from the start of the slot; the last one ends with the slot at the
 *                      latest. Not NULL.
 * @return False: the file ended before it.
 *
 * Context: any.  Blocks: never.
 */
bool ota_window(uint32_t slot_bytes, uint32_t file_bytes, uint32_t window_bytes, uint32_t index,
                struct ota_region *window);

#ifdef __cplusplus
}
#endif

#endif
