/* SPDX-License-Identifier: MIT */
/** What a start does: the table of docs/design/ota.md, as one function without input or output.
 *
 *      for (;;) {
 *          step = ota_boot_step(&boot);
 *          OTA_BOOT_CHECK   check step.slot against boot.record->counter, fill boot.slot[step.slot]
 *          OTA_BOOT_WRITE   make *boot.record the truth, sealed; stop if that fails
 *          OTA_BOOT_RUN     start the watchdog if step.watchdog, run step.slot
 *          OTA_BOOT_STOP    say what is wrong with each slot, touch nothing
 *      }
 *
 * It ends after at most two checks and two writes.
 */
#ifndef OTA_BOOT_H
#define OTA_BOOT_H

#include "ota_journal.h"

#ifdef __cplusplus
extern "C" {
#endif

#define OTA_BOOT_NO_SLOT OTA_SLOTS

typedef enum {
    OTA_BOOT_STOP = 0,
    OTA_BOOT_CHECK,
    OTA_BOOT_WRITE,
    OTA_BOOT_RUN,
} ota_boot_action_t;

/** What is known of the image in a slot. All zeros: nothing yet. */
struct ota_boot_slot {
    bool checked;
    ota_refusal_t refusal; /* of ota_image_check(); this and the rest count when it is checked */
    uint32_t sequence;     /* these two when it is good */
    uint32_t counter;
};

/** What a start knows. Begin with zeros, then the record or `blank`, `trials` and `on_trial`. */
struct ota_boot {
    struct ota_record *record; /* the journal's; changed when the step says OTA_BOOT_WRITE */
    struct ota_boot_slot slot[OTA_SLOTS];
    bool blank;       /* the journal holds no record */
    uint8_t trials;   /* starts a new image gets to be accepted: 1 or more */
    uint8_t on_trial; /* the slot whose trial this start is; OTA_BOOT_NO_SLOT to begin with */
};

struct ota_boot_step {
    ota_boot_action_t action;
    uint8_t slot;  /* OTA_BOOT_CHECK, OTA_BOOT_RUN */
    bool watchdog; /* OTA_BOOT_RUN: it is on trial */
};

/**
 * Decide what is next.
 *
 * @param boot  What is known. On OTA_BOOT_WRITE its record is the one to write. Not NULL.
 * @return The next action; see above.
 *
 * Context: any.  Blocks: never.
 */
struct ota_boot_step ota_boot_step(struct ota_boot *boot);

#ifdef __cplusplus
}
#endif

#endif
