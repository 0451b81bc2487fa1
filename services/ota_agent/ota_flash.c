/* SPDX-License-Identifier: MIT */
#include "ota_flash.h"

#include <string.h>

#include "lib_assert.h"
#include "ota_check.h"

#define SCRATCH_BYTES 320u

_Static_assert(SCRATCH_BYTES >= OTA_SCRATCH_MIN, "an image is checked in it");

static uint8_t free_slot(const struct ota_flash *flash)
{
    return flash->running ^ 1u;
}

static uint32_t slot_offset(const struct ota_flash *flash, uint8_t slot)
{
    return flash->config.layout->slot[slot].offset;
}

static uint32_t slot_bytes(const struct ota_flash *flash)
{
    return flash->config.layout->slot[0].bytes;
}

static struct ota_record *record_of(struct ota_flash *flash)
{
    return &flash->journal.record;
}

/* ---- Where the device stands ---- */

static bool has_flag(const struct ota_flash *flash, uint8_t flag, uint8_t *slot)
{
    for (uint8_t i = 0; i < OTA_SLOTS; i++) {
        if (flash->journal.record.flag[i] == flag) {
            *slot = i;
            return true;
        }
    }
    return false;
}

static enum ota_state state_of(const struct ota_flash *flash)
{
    const struct ota_record *record = &flash->journal.record;
    uint8_t slot;

    if (has_flag(flash, OTA_FLAG_PENDING, &slot)) {
        return OTA_TESTING;
    }
    if (has_flag(flash, OTA_FLAG_NEW, &slot)) {
        return OTA_STAGED;
    }
    if (record->job[0] != '\0') {
        return record->reason == OTA_REFUSED_NOT ? OTA_ACCEPTED : OTA_REFUSED;
    }
    return flash->progress.download.job[0] != '\0' ? OTA_RECEIVING : OTA_IDLE;
}

static void look(void *context, struct ota_where *where)
{
    const struct ota_flash *flash = context;
    const struct ota_record *record = &flash->journal.record;
    const char *job = record->job;

    memset(where, 0, sizeof *where);
    where->state = state_of(flash);
    if (where->state == OTA_RECEIVING) {
        job = flash->progress.download.job;
    }
    memcpy(where->job, job, OTA_JOB_BYTES);
    where->reason = (ota_refusal_t)record->reason;
    where->version = flash->version;
    where->slot = free_slot(flash);
    where->is_in_place = flash->config.layout->run == OTA_RUN_IN_PLACE;
}

/* ---- Receiving ---- */

static bool digest_of(const struct ota_crypto *crypto, const Sig256_t *signature, uint8_t *digest)
{
    return crypto->hash_start(crypto->context) &&
           crypto->hash_update(crypto->context, signature->ucData, signature->usSize) &&
           crypto->hash_finish(crypto->context, digest);
}

static bool empty_free_slot(struct ota_flash *flash)
{
    struct ota_record *record = record_of(flash);

    if (record->flag[free_slot(flash)] == OTA_FLAG_INVALID) {
        return true;
    }
    record->flag[free_slot(flash)] = OTA_FLAG_INVALID;
    return ota_journal_write(&flash->journal) == OTA_LOG_OK;
}

static OTA_Err_t begin(void *context, OTA_FileContext_t *file)
{
    struct ota_flash *flash = context;
    const struct flash_geometry *geometry = &flash->config.device->geometry;
    struct ota_download wanted;

    if (file->bIsInSelfTest) { /* then its job would be in the journal */
        return kOTA_Err_ImageStateMismatch | OTA_REFUSED_SELF_TEST;
    }
    if (file->ulFileSize > slot_bytes(flash) || file->ulFileSize < OTA_IMAGE_EXTRA_BYTES) {
        return kOTA_Err_RxFileTooLarge;
    }
    flash->window_bytes = ota_window_bytes(geometry->erase_bytes, file->ulBlockSize);
    if (flash->window_bytes == 0 || file->ulBlockSize % geometry->program_bytes != 0) {
        return kOTA_Err_RxFileCreateFailed;
    }
    memset(&wanted, 0, sizeof wanted);
    wanted.file_id = file->ulServerFileID;
    wanted.file_bytes = file->ulFileSize;
    wanted.block_bytes = file->ulBlockSize;
    wanted.slot = free_slot(flash);
    memcpy(wanted.job, file->pucJobName, strlen((const char *)file->pucJobName));
    if (!digest_of(flash->config.signers->job, file->pxSignature, wanted.digest)) {
        return kOTA_Err_RxFileCreateFailed | OTA_REFUSED_CRYPTO;
    }
    if (!ota_progress_resumes(&flash->progress, &wanted) &&
        (!empty_free_slot(flash) || ota_progress_begin(&flash->progress, &wanted) != OTA_LOG_OK)) {
        return kOTA_Err_RxFileCreateFailed | OTA_REFUSED_FLASH;
    }
    flash->is_erased = false;
    flash->written = 0;
    file->ulWindowBlocks = flash->window_bytes / file->ulBlockSize;
    file->ulFirstBlock = flash->progress.download.windows_done * file->ulWindowBlocks;
    return kOTA_Err_None;
}

static bool current_window(const struct ota_flash *flash, struct ota_region *window)
{
    const struct ota_download *download = &flash->progress.download;
    return ota_window(slot_bytes(flash), download->file_bytes, flash->window_bytes,
                      download->windows_done, window);
}

/* Whole units, and the last one filled up. */
static bool program(struct ota_flash *flash, uint32_t offset, const uint8_t *bytes, uint32_t length)
{
    struct flash_device *device = flash->config.device;
    const uint32_t unit = device->geometry.program_bytes;
    const uint32_t rest = length % unit, whole = length - rest;
    uint8_t last[OTA_UNIT_MAX];

    if (device->driver->program(device, offset, bytes, whole) != FLASH_OK) {
        return false;
    }
    if (rest == 0) {
        return true;
    }
    memset(last, FLASH_ERASED_BYTE, sizeof last);
    memcpy(last, bytes + whole, rest);
    return device->driver->program(device, offset + whole, last, unit) == FLASH_OK;
}

static bool write(void *context, OTA_FileContext_t *file, uint32_t offset, const uint8_t *bytes,
                  uint32_t length)
{
    struct ota_flash *flash = context;
    struct flash_device *device = flash->config.device;
    const uint32_t slot = slot_offset(flash, free_slot(flash));
    struct ota_region window;

    if (!current_window(flash, &window) || offset < window.offset ||
        offset - window.offset >= window.bytes || offset >= file->ulFileSize ||
        length > file->ulFileSize - offset || length > window.bytes - (offset - window.offset)) {
        return false;
    }
    if (!flash->is_erased &&
        device->driver->erase(device, slot + window.offset, window.bytes) != FLASH_OK) {
        return false;
    }
    flash->is_erased = true;
    if (!program(flash, slot + offset, bytes, length)) {
        return false;
    }
    flash->written += length;
    const uint32_t left = file->ulFileSize - window.offset;
    if (flash->written < (left < window.bytes ? left : window.bytes)) {
        return true;
    }
    flash->is_erased = false;
    flash->written = 0;
    return ota_progress_mark(&flash->progress) == OTA_LOG_OK;
}

/* ---- Checking ---- */

static bool read_free_slot(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct ota_flash *flash = context;
    struct flash_device *device = flash->config.device;
    const uint32_t slot = slot_offset(flash, free_slot(flash));

    return device->driver->read(device, slot + offset, to, length) == FLASH_OK;
}

static OTA_Err_t check_image(struct ota_flash *flash, const OTA_FileContext_t *file,
                             uint8_t scratch[SCRATCH_BYTES])
{
    const struct ota_source source = {flash, read_free_slot, file->ulFileSize};
    struct ota_checked checked;
    struct ota_target target;

    ota_layout_target(flash->config.layout, free_slot(flash), record_of(flash)->counter, &target);
    ota_refusal_t refusal = ota_image_check(&source, &target, flash->config.signers->image, scratch,
                                            SCRATCH_BYTES, &checked);
    if (refusal != OTA_REFUSED_NOT) {
        return kOTA_Err_SignatureCheckFailed | (uint32_t)refusal;
    }
    refusal = ota_image_follows(checked.image.sequence, flash->version);
    return refusal == OTA_REFUSED_NOT ? kOTA_Err_None
           : refusal == OTA_REFUSED_DOWNGRADE
               ? kOTA_Err_DowngradeNotAllowed | OTA_REFUSED_DOWNGRADE
               : kOTA_Err_SameFirmwareVersion | OTA_REFUSED_SAME_VERSION;
}

static OTA_Err_t close(void *context, OTA_FileContext_t *file)
{
    struct ota_flash *flash = context;
    struct ota_record *record = record_of(flash);
    uint8_t scratch[SCRATCH_BYTES];
    struct ota_region window;

    if (state_of(flash) != OTA_RECEIVING || current_window(flash, &window)) {
        return kOTA_Err_FileClose;
    }
    OTA_Err_t error =
        ota_check_file(flash->config.signers, file, read_free_slot, flash, scratch, SCRATCH_BYTES);
    if (error == kOTA_Err_None) {
        error = check_image(flash, file, scratch);
    }
    if (error != kOTA_Err_None) {
        return error;
    }
    memcpy(record->job, flash->progress.download.job, sizeof record->job);
    record->flag[free_slot(flash)] = OTA_FLAG_NEW;
    record->reason = OTA_REFUSED_NOT;
    record->trials = 0;
    if (ota_journal_write(&flash->journal) != OTA_LOG_OK) {
        return kOTA_Err_FileClose | OTA_REFUSED_FLASH;
    }
    return ota_progress_clear(&flash->progress) == OTA_LOG_OK
               ? kOTA_Err_None
               : kOTA_Err_FileClose | OTA_REFUSED_FLASH;
}

/* ---- Ends ---- */

static OTA_Err_t drop(void *context, OTA_FileContext_t *file)
{
    struct ota_flash *flash = context;
    struct ota_record *record = record_of(flash);
    const uint8_t slot = free_slot(flash);

    (void)file;
    LIB_ASSERT(state_of(flash) != OTA_TESTING);
    if (ota_progress_clear(&flash->progress) != OTA_LOG_OK) {
        return kOTA_Err_AbortFailed | OTA_REFUSED_FLASH;
    }
    if (record->job[0] == '\0' && record->flag[slot] == OTA_FLAG_INVALID) {
        return kOTA_Err_None;
    }
    memset(record->job, 0, sizeof record->job);
    record->flag[slot] = OTA_FLAG_INVALID;
    return ota_journal_write(&flash->journal) == OTA_LOG_OK
               ? kOTA_Err_None
               : kOTA_Err_AbortFailed | OTA_REFUSED_FLASH;
}

static OTA_Err_t accept(void *context)
{
    struct ota_flash *flash = context;
    struct ota_record *record = record_of(flash);

    if (state_of(flash) != OTA_TESTING) {
        return kOTA_Err_BadImageState;
    }
    record->flag[flash->running] = OTA_FLAG_VALID;
    record->flag[free_slot(flash)] = OTA_FLAG_INVALID;
    record->trials = 0;
    record->reason = OTA_REFUSED_NOT;
    if (record->counter < flash->counter) {
        record->counter = flash->counter;
    }
    return ota_journal_write(&flash->journal) == OTA_LOG_OK
               ? kOTA_Err_None
               : kOTA_Err_CommitFailed | OTA_REFUSED_FLASH;
}

static OTA_Err_t refuse(void *context, ota_refusal_t reason)
{
    struct ota_flash *flash = context;
    struct ota_record *record = record_of(flash);

    if (state_of(flash) != OTA_TESTING) {
        return kOTA_Err_BadImageState;
    }
    record->flag[flash->running] = OTA_FLAG_INVALID;
    record->trials = 0;
    record->reason = (uint8_t)reason;
    return ota_journal_write(&flash->journal) == OTA_LOG_OK
               ? kOTA_Err_None
               : kOTA_Err_RejectFailed | OTA_REFUSED_FLASH;
}

static OTA_Err_t reset(void *context)
{
    struct ota_flash *flash = context;

    flash->config.reset(flash->config.context);
    return kOTA_Err_ResetNotSupported;
}

/* ---- Starting ---- */

/* Which slot runs is what the bootloader's table says of this record; its head is believed: the
 * bootloader has checked it. */
static bool find_running(struct ota_flash *flash)
{
    struct flash_device *device = flash->config.device;
    uint8_t head[OTA_IMAGE_HEAD_BYTES];
    struct ota_image image;

    if (!has_flag(flash, OTA_FLAG_PENDING, &flash->running) &&
        !has_flag(flash, OTA_FLAG_VALID, &flash->running)) {
        return false;
    }
    if (device->driver->read(device, slot_offset(flash, flash->running), head, sizeof head) !=
            FLASH_OK ||
        ota_image_parse_head(head, slot_bytes(flash), &image) != OTA_REFUSED_NOT) {
        return false;
    }
    flash->version = image.sequence;
    flash->counter = image.counter;
    return true;
}

OTA_Err_t ota_flash_init(struct ota_flash *flash, const struct ota_flash_config *config,
                         struct ota_store *store)
{
    memset(flash, 0, sizeof *flash);
    flash->config = *config;
    *store = (struct ota_store){flash, look, begin, write, close, drop, accept, refuse, reset};
    if (ota_layout_check(config->layout, &config->device->geometry) != OTA_LAYOUT_OK ||
        ota_journal_mount(&flash->journal, config->device, &config->layout->journal) !=
            OTA_LOG_OK ||
        ota_progress_mount(&flash->progress, config->device, &config->layout->progress) >
            OTA_LOG_BLANK ||
        !find_running(flash)) {
        return kOTA_Err_BootInfoCreateFailed;
    }
    /* Its download is over: the cut came between the two records. */
    if (record_of(flash)->job[0] != '\0' && ota_progress_clear(&flash->progress) != OTA_LOG_OK) {
        return kOTA_Err_BootInfoCreateFailed;
    }
    return kOTA_Err_None;
}
