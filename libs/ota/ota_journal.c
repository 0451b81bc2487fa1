/* SPDX-License-Identifier: MIT */
#include "ota_journal.h"

_Static_assert(sizeof(struct ota_record) == 84, "as in flash");

ota_log_status_t ota_journal_mount(struct ota_journal *journal, struct flash_device *device,
                                   const struct ota_region *region)
{
    const ota_log_status_t status = ota_log_mount(&journal->log, device, region, OTA_JOURNAL_MAGIC,
                                                  &journal->record, sizeof journal->record);

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
