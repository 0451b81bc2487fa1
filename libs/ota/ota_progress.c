/* SPDX-License-Identifier: MIT */
#include "ota_progress.h"

#include <string.h>

#include "lib_assert.h"

_Static_assert(sizeof(struct ota_download) == OTA_LOG_RECORD_MAX, "as in flash");

ota_log_status_t ota_progress_mount(struct ota_progress *progress, struct flash_device *device,
                                    const struct ota_region *region)
{
    const ota_log_status_t status = ota_log_open(&progress->log, device, region, OTA_PROGRESS_MAGIC,
                                                 &progress->download, sizeof progress->download);

    return status == OTA_LOG_OK ? ota_log_settle(&progress->log) : status;
}

bool ota_progress_resumes(const struct ota_progress *progress, const struct ota_download *wanted)
{
    const struct ota_download *there = &progress->download;

    return there->job[0] != '\0' && memcmp(there->job, wanted->job, sizeof there->job) == 0 &&
           memcmp(there->digest, wanted->digest, sizeof there->digest) == 0 &&
           there->file_id == wanted->file_id && there->file_bytes == wanted->file_bytes &&
           there->block_bytes == wanted->block_bytes && there->slot == wanted->slot;
}

ota_log_status_t ota_progress_begin(struct ota_progress *progress,
                                    const struct ota_download *wanted)
{
    LIB_ASSERT(wanted->job[0] != '\0');
    progress->download = *wanted;
    progress->download.windows_done = 0;
    return ota_log_write(&progress->log);
}

ota_log_status_t ota_progress_mark(struct ota_progress *progress)
{
    LIB_ASSERT(progress->download.job[0] != '\0');
    progress->download.windows_done++;
    return ota_log_write(&progress->log);
}

ota_log_status_t ota_progress_clear(struct ota_progress *progress)
{
    if (progress->download.job[0] == '\0') {
        return OTA_LOG_OK;
    }
    memset(&progress->download, 0, sizeof progress->download);
    return ota_log_write(&progress->log);
}

static uint32_t common_divisor(uint32_t a, uint32_t b)
{
    while (b != 0) {
        const uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

uint32_t ota_window_bytes(uint32_t erase_bytes, uint32_t block_bytes)
{
    /* The least common multiple, as often as it takes. */
    const uint32_t step = erase_bytes / common_divisor(erase_bytes, block_bytes);

    if (step > UINT32_MAX / block_bytes) {
        return 0;
    }
    const uint32_t times = (OTA_WINDOW_BLOCKS + step - 1u) / step;
    return times > UINT32_MAX / block_bytes / step ? 0 : times * step * block_bytes;
}

bool ota_window(uint32_t slot_bytes, uint32_t file_bytes, uint32_t window_bytes, uint32_t index,
                struct ota_region *window)
{
    if (file_bytes == 0 || index > (file_bytes - 1u) / window_bytes) {
        return false;
    }
    window->offset = index * window_bytes;
    window->bytes = slot_bytes - window->offset;
    if (window->bytes > window_bytes) {
        window->bytes = window_bytes;
    }
    return true;
}
