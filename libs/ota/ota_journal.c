/* SPDX-License-Identifier: MIT */
#include "ota_journal.h"

#include <string.h>

_Static_assert(sizeof(struct ota_record) == 84, "as in flash");

static __attribute__((noinline)) ota_log_status_t open_log(struct ota_log *log,
                                                           struct ota_journal *journal,
                                                           struct flash_device *device,
                                                           const struct ota_region *region)
{
    return ota_log_open(log, device, region, OTA_JOURNAL_MAGIC, &journal->record,
                        sizeof journal->record);
}

/* To settle a log destroys what is no record of it, so what a record is is said twice: a single
 * instruction that goes wrong cannot make the counter none. */
ota_log_status_t ota_journal_mount(struct ota_journal *journal, struct flash_device *device,
                                   const struct ota_region *region)
{
    struct ota_log again;
    ota_log_status_t status = open_log(&journal->log, journal, device, region);

    if (status == OTA_LOG_OK) {
        status = open_log(&again, journal, device, region);
    }
    if (status == OTA_LOG_OK) {
        status = memcmp(&journal->log, &again, sizeof again) == 0 ? ota_log_settle(&journal->log)
                                                                  : OTA_LOG_FLASH;
    }
    journal->counter = journal->record.counter;
    return status;
}

ota_log_status_t ota_journal_write(struct ota_journal *journal)
{
    if (journal->record.counter < journal->counter) {
        journal->record.counter = journal->counter;
    }
    journal->counter = journal->record.counter;
    return ota_log_write(&journal->log);
}
