/* SPDX-License-Identifier: MIT */
/* Any bytes as the flash of a journal and of a download's progress: mounting ends, stays in its
 * region, finds the same again, and what is written then is there. */
#include <stdlib.h>
#include <string.h>

#include "flash_model.h"
#include "ota_progress.h"

#define SECTOR 512u
#define SIZE   (4u * SECTOR)

static uint8_t memory[SIZE], weak[SIZE];
static const struct ota_region region = {SECTOR, 2 * SECTOR};

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void fill(struct flash_model *model, struct flash_device *device, const uint8_t *bytes,
                 size_t size)
{
    static const uint32_t units[] = {1, 2, 4, 8, 16, 32};
    const uint32_t unit = units[size > 0 ? bytes[0] % 6u : 0];

    flash_model_init(model, device, (struct flash_geometry){SIZE, SECTOR, unit}, memory, weak);
    if (size > 1) {
        memcpy(memory + SECTOR, bytes + 1, size - 1 < 2 * SECTOR ? size - 1 : 2 * SECTOR);
    }
}

static void check_journal(struct flash_device *device)
{
    struct ota_journal journal, again;
    const ota_log_status_t status = ota_journal_mount(&journal, device, &region);

    require(status == OTA_LOG_OK || status == OTA_LOG_BLANK);
    require(ota_journal_mount(&again, device, &region) == status);
    require(memcmp(&journal.record, &again.record, sizeof journal.record) == 0);
    const uint32_t counter = journal.record.counter;
    again.record.counter = counter == UINT32_MAX ? counter : counter + 1;
    again.record.flag[0] ^= 1u;
    const ota_log_status_t written = ota_journal_write(&again);
    require(written == OTA_LOG_OK || written == OTA_LOG_FULL);
    require(ota_journal_mount(&journal, device, &region) == OTA_LOG_OK || status == OTA_LOG_BLANK);
    require(written != OTA_LOG_OK ||
            memcmp(&journal.record, &again.record, sizeof again.record) == 0);
    require(journal.record.counter >= counter);
}

static void check_progress(struct flash_device *device)
{
    struct ota_progress progress;
    struct ota_download wanted = {.job = "job", .file_bytes = 1000, .block_bytes = 64};
    const ota_log_status_t status = ota_progress_mount(&progress, device, &region);

    require(status == OTA_LOG_OK || status == OTA_LOG_BLANK);
    (void)ota_progress_resumes(&progress, &wanted);
    if (ota_progress_begin(&progress, &wanted) != OTA_LOG_OK) {
        return;
    }
    (void)ota_progress_mark(&progress);
    require(ota_progress_mount(&progress, device, &region) == OTA_LOG_OK);
    require(ota_progress_resumes(&progress, &wanted) && progress.download.windows_done <= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct flash_model model;
    struct flash_device device;

    fill(&model, &device, bytes, size);
    check_journal(&device);
    require(model.violations == 0);
    fill(&model, &device, bytes, size);
    check_progress(&device);
    require(model.violations == 0);
    for (uint32_t i = 0; i < SECTOR; i++) {
        require((memory[i] & memory[3 * SECTOR + i]) == FLASH_ERASED_BYTE);
    }
    return 0;
}
