/* SPDX-License-Identifier: MIT */
/** What the agent's machine keeps: the state of docs/design/ota.md, "The machine". Nothing that
 * matters is in the machine itself; after each change, and after each reset, it looks here.
 *
 *      idle ──begin──► receiving ──close──► staged ──(reset)──► testing ──accept──► accepted
 *       ▲                  │                  │                    └──refuse──(reset)──► refused
 *       └──────────────── drop ◄──────────────┴────────────────────────── accepted, refused
 */
#ifndef OTA_STORE_H
#define OTA_STORE_H

#include "ota_image.h"
#include "ota_types.h"

#ifdef __cplusplus
extern "C" {
#endif

enum ota_state {
    OTA_IDLE,
    OTA_RECEIVING,
    OTA_STAGED,
    OTA_TESTING,
    OTA_ACCEPTED,
    OTA_REFUSED,
    OTA_STATES
};

/** Where the device stands. */
struct ota_where {
    enum ota_state state;
    char job[65];         /* J; ends in a NUL. Empty: none, or not known */
    ota_refusal_t reason; /* OTA_REFUSED */
    uint32_t version;     /* of the image that runs; OTA_SEQUENCE() */
    unsigned slot;        /* that a file goes to: 0 or 1 */
    bool is_in_place;     /* files are made for one slot */
    bool may_skip_trial;  /* a file may be accepted when it is staged */
    bool takes_others;    /* files that are no firmware */
};

/** All of them may block as long as flash does, and are called by one task. */
struct ota_store {
    void *context;
    /** Say where the device stands. */
    void (*look)(void *context, struct ota_where *where);
    /** Idle or receiving → receiving: go on with this file, or begin it. On kOTA_Err_None
     * ulFirstBlock and ulWindowBlocks are set. */
    OTA_Err_t (*begin)(void *context, OTA_FileContext_t *file);
    /** A block of the window, each once. False: flash has failed. */
    bool (*write)(void *context, OTA_FileContext_t *file, uint32_t offset, const uint8_t *bytes,
                  uint32_t length);
    /** Receiving, all blocks are there → staged, if file and image are good; still receiving, if
     * there are more files; accepted, if none of them was firmware. */
    OTA_Err_t (*close)(void *context, OTA_FileContext_t *file);
    /** Any but testing → idle. */
    OTA_Err_t (*drop)(void *context, OTA_FileContext_t *file);
    /** Testing, or staged where the trial may be skipped → accepted. */
    OTA_Err_t (*accept)(void *context);
    /** Testing → refused, after a reset. */
    OTA_Err_t (*refuse)(void *context, ota_refusal_t reason);
    /** Reset the device. May return: then it is still to come, or cannot be done. */
    OTA_Err_t (*reset)(void *context);
};

#ifdef __cplusplus
}
#endif

#endif
