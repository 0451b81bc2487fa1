/* SPDX-License-Identifier: MIT */
/* A stand-in for the agent: the machine of docs/design/ota.md, one job, no network. The journal,
 * the progress, the windows and the check of an image are the product's. */
#include <string.h>

#include "application.h"
#include "ota_progress.h"

#define JOB       "prove"
#define FILE_ID   7u
#define BLOCK_MAX 4096u

struct agent {
    const struct application *app;
    struct ota_journal journal;
    struct ota_progress progress;
    struct ota_region slot; /* the other one */
    uint8_t other;
    uint8_t scratch[OTA_SCRATCH_MIN];
    struct ota_checked checked;
};

static bool write_journal(struct agent *agent)
{
    return ota_journal_write(&agent->journal) == OTA_LOG_OK;
}

/* ---- The end of a job ---- */

static enum application_end reject(struct agent *agent, ota_refusal_t reason)
{
    struct ota_record *record = &agent->journal.record;

    record->flag[agent->app->slot] = OTA_FLAG_INVALID;
    record->reason = (uint8_t)reason;
    return write_journal(agent) ? APPLICATION_RESET : APPLICATION_FAILED;
}

static enum application_end report(struct agent *agent)
{
    struct ota_record *record = &agent->journal.record;

    service_takes_end(agent->app->service, record->reason == 0 ? JOB_SUCCEEDED : JOB_FAILED);
    if (ota_progress_clear(&agent->progress) != OTA_LOG_OK) {
        return APPLICATION_FAILED;
    }
    memset(record->job, 0, sizeof record->job);
    return write_journal(agent) ? APPLICATION_QUIET : APPLICATION_FAILED;
}

static bool read_flash(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct agent *agent = context;
    struct flash_device *flash = agent->app->flash;
    return flash->driver->read(flash, agent->slot.offset + offset, to, length) == FLASH_OK;
}

static bool read_running(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct agent *agent = context;
    struct flash_device *flash = agent->app->flash;
    const uint32_t slot = agent->app->layout->slot[agent->app->slot].offset;
    return flash->driver->read(flash, slot + offset, to, length) == FLASH_OK;
}

static ota_refusal_t check(struct agent *agent, uint8_t slot, uint32_t file_bytes)
{
    struct ota_source source = {agent, slot == agent->other ? read_flash : read_running,
                                file_bytes};
    struct ota_target target;

    ota_layout_target(agent->app->layout, slot, agent->journal.record.counter, &target);
    return ota_image_check(&source, &target, agent->app->crypto, agent->scratch,
                           sizeof agent->scratch, &agent->checked);
}

/* ---- A trial ---- */

static enum application_end try_image(struct agent *agent)
{
    const struct application *app = agent->app;
    struct ota_record *record = &agent->journal.record;

    if (app->verdict == VERDICT_SILENT) {
        return APPLICATION_RESET;
    }
    if (app->verdict == VERDICT_REJECT) {
        return reject(agent, OTA_REFUSED_REJECTED);
    }
    if (!service_hears_of_trial(app->service)) {
        return reject(agent, OTA_REFUSED_CANCELLED);
    }
    if (check(agent, app->slot, 0) != OTA_REFUSED_NOT) {
        return reject(agent, OTA_REFUSED_FLASH);
    }
    record->flag[app->slot] = OTA_FLAG_VALID;
    record->flag[agent->other] = OTA_FLAG_INVALID;
    record->trials = 0;
    record->reason = 0;
    record->counter = agent->checked.image.counter;
    app->accepts(app->context);
    return write_journal(agent) ? report(agent) : APPLICATION_FAILED;
}

/* ---- A download ---- */

static bool write_block(struct agent *agent, uint32_t at, uint32_t bytes)
{
    struct flash_device *flash = agent->app->flash;
    const uint32_t unit = flash->geometry.program_bytes;
    const uint32_t padded = (bytes + unit - 1u) / unit * unit;
    uint8_t block[BLOCK_MAX + OTA_UNIT_MAX];

    if (!service_sends(agent->app->service, at, bytes, block)) {
        return false;
    }
    memset(block + bytes, FLASH_ERASED_BYTE, padded - bytes);
    return flash->driver->program(flash, agent->slot.offset + at, block, padded) == FLASH_OK;
}

/* Blocks from the last to the first: an order that a stream may have. */
static bool fetch(struct agent *agent, const struct ota_region *window, uint32_t file_bytes)
{
    const struct application *app = agent->app;
    const uint32_t left = file_bytes - window->offset;
    const uint32_t bytes = left < window->bytes ? left : window->bytes;
    const uint32_t blocks = (bytes + app->block_bytes - 1u) / app->block_bytes;

    app->asks(app->context, window->offset);
    if (app->flash->driver->erase(app->flash, agent->slot.offset + window->offset, window->bytes) !=
        FLASH_OK) {
        return false;
    }
    for (uint32_t i = blocks; i-- > 0;) {
        const uint32_t at = i * app->block_bytes;
        const uint32_t part = bytes - at < app->block_bytes ? bytes - at : app->block_bytes;
        if (!write_block(agent, window->offset + at, part)) {
            return false;
        }
    }
    return ota_progress_mark(&agent->progress) == OTA_LOG_OK;
}

static enum application_end install(struct agent *agent, uint32_t file_bytes)
{
    struct ota_record *record = &agent->journal.record;
    ota_refusal_t refusal = check(agent, agent->other, file_bytes);

    if (refusal == OTA_REFUSED_NOT) {
        refusal = ota_image_follows(agent->checked.image.sequence, agent->app->sequence);
    }
    if (refusal != OTA_REFUSED_NOT) {
        service_takes_end(agent->app->service, JOB_FAILED);
        return ota_progress_clear(&agent->progress) == OTA_LOG_OK ? APPLICATION_QUIET
                                                                  : APPLICATION_FAILED;
    }
    record->flag[agent->other] = OTA_FLAG_NEW;
    record->reason = 0;
    memcpy(record->job, JOB, sizeof JOB);
    return write_journal(agent) ? APPLICATION_RESET : APPLICATION_FAILED;
}

static enum application_end download(struct agent *agent)
{
    const struct application *app = agent->app;
    struct ota_progress *progress = &agent->progress;
    const uint32_t file_bytes = app->service->file_bytes;
    const uint32_t window_bytes =
        ota_window_bytes(app->flash->geometry.erase_bytes, app->block_bytes);
    struct ota_download wanted = {.file_id = FILE_ID,
                                  .file_bytes = file_bytes,
                                  .block_bytes = app->block_bytes,
                                  .slot = agent->other,
                                  .job = JOB};
    struct ota_region window;

    if (!service_offers(app->service)) { /* none, or it is gone */
        return ota_progress_clear(progress) == OTA_LOG_OK ? APPLICATION_QUIET : APPLICATION_FAILED;
    }
    if (!ota_progress_resumes(progress, &wanted) &&
        ota_progress_begin(progress, &wanted) != OTA_LOG_OK) {
        return APPLICATION_FAILED;
    }
    while (ota_window(agent->slot.bytes, file_bytes, window_bytes, progress->download.windows_done,
                      &window)) {
        if (!fetch(agent, &window, file_bytes)) {
            const bool is_gone = app->service->status == JOB_CANCELED;
            return is_gone && ota_progress_clear(progress) == OTA_LOG_OK ? APPLICATION_QUIET
                                                                         : APPLICATION_FAILED;
        }
    }
    return install(agent, file_bytes);
}

enum application_end application_run(const struct application *app)
{
    struct agent agent = {.app = app, .other = app->slot ^ 1u};
    const struct ota_record *record = &agent.journal.record;

    agent.slot = app->layout->slot[agent.other];
    const ota_log_status_t progress =
        ota_progress_mount(&agent.progress, app->flash, &app->layout->progress);
    if (ota_journal_mount(&agent.journal, app->flash, &app->layout->journal) != OTA_LOG_OK ||
        (progress != OTA_LOG_OK && progress != OTA_LOG_BLANK)) {
        return APPLICATION_FAILED;
    }
    if (record->flag[app->slot] == OTA_FLAG_PENDING) {
        return try_image(&agent);
    }
    return record->job[0] != '\0' ? report(&agent) : download(&agent);
}
