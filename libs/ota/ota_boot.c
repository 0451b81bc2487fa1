/* SPDX-License-Identifier: MIT */
/* The table of docs/design/ota.md; its lines are numbered there and here. */
#include "ota_boot.h"

#include "lib_assert.h"

static struct ota_boot_step check(unsigned slot)
{
    return (struct ota_boot_step){OTA_BOOT_CHECK, (uint8_t)slot, false};
}

static struct ota_boot_step run(unsigned slot, bool watchdog)
{
    return (struct ota_boot_step){OTA_BOOT_RUN, (uint8_t)slot, watchdog};
}

static struct ota_boot_step write_record(void)
{
    return (struct ota_boot_step){OTA_BOOT_WRITE, OTA_BOOT_NO_SLOT, false};
}

static struct ota_boot_step stop(void)
{
    return (struct ota_boot_step){OTA_BOOT_STOP, OTA_BOOT_NO_SLOT, false};
}

static bool is_good(const struct ota_boot *boot, unsigned slot)
{
    return boot->slot[slot].checked && boot->slot[slot].refusal == OTA_REFUSED_NOT;
}

static struct ota_boot_step refuse(struct ota_boot *boot, unsigned slot, ota_refusal_t reason)
{
    boot->record->flag[slot] = OTA_FLAG_INVALID;
    boot->record->trials = 0;
    boot->record->reason = (uint8_t)reason;
    return write_record();
}

static struct ota_boot_step try_it(struct ota_boot *boot, unsigned slot, uint8_t trials)
{
    boot->record->flag[slot] = OTA_FLAG_PENDING;
    boot->record->trials = (uint8_t)(trials - 1u);
    boot->on_trial = (uint8_t)slot;
    return write_record();
}

static struct ota_boot_step on_pending(struct ota_boot *boot, unsigned slot)
{
    if (boot->on_trial == slot) {
        return run(slot, true); /* 1 */
    }
    if (boot->record->trials == 0) {
        return refuse(boot, slot, OTA_REFUSED_SELF_TEST); /* 2 */
    }
    if (!boot->slot[slot].checked) {
        return check(slot);
    }
    if (!is_good(boot, slot)) {
        return refuse(boot, slot, boot->slot[slot].refusal); /* 3 */
    }
    return try_it(boot, slot, boot->record->trials); /* 4 */
}

static struct ota_boot_step on_new(struct ota_boot *boot, unsigned slot)
{
    const unsigned other = slot ^ 1u;
    const bool follows = boot->record->flag[other] == OTA_FLAG_VALID;

    if (!boot->slot[slot].checked) {
        return check(slot);
    }
    ota_refusal_t refusal = boot->slot[slot].refusal;
    if (refusal == OTA_REFUSED_NOT && follows) {
        if (!boot->slot[other].checked) {
            return check(other);
        }
        if (is_good(boot, other)) {
            refusal = ota_image_follows(boot->slot[slot].sequence, boot->slot[other].sequence);
        }
    }
    if (refusal != OTA_REFUSED_NOT) {
        return refuse(boot, slot, refusal); /* 5 */
    }
    return try_it(boot, slot, boot->trials); /* 6 */
}

static struct ota_boot_step on_valid(struct ota_boot *boot)
{
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (boot->record->flag[slot] != OTA_FLAG_VALID) {
            continue;
        }
        if (!boot->slot[slot].checked) {
            return check(slot);
        }
        if (is_good(boot, slot)) {
            return run(slot, false); /* 7 */
        }
    }
    return stop(); /* 9 */
}

static struct ota_boot_step on_blank(struct ota_boot *boot)
{
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (!boot->slot[slot].checked) {
            return check(slot);
        }
    }
    const unsigned slot =
        !is_good(boot, 0) || (is_good(boot, 1) && boot->slot[1].sequence > boot->slot[0].sequence);
    if (!is_good(boot, slot)) {
        return stop(); /* 9 */
    }
    boot->blank = false;
    boot->record->flag[slot] = OTA_FLAG_VALID; /* 8 */
    boot->record->flag[slot ^ 1u] = OTA_FLAG_INVALID;
    boot->record->counter = boot->slot[slot].counter;
    return write_record();
}

struct ota_boot_step ota_boot_step(struct ota_boot *boot)
{
    LIB_ASSERT(boot->trials >= 1u);
    if (boot->blank) {
        return on_blank(boot);
    }
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (boot->record->flag[slot] == OTA_FLAG_PENDING) {
            return on_pending(boot, slot);
        }
    }
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        if (boot->record->flag[slot] == OTA_FLAG_NEW) {
            return on_new(boot, slot);
        }
    }
    return on_valid(boot);
}
