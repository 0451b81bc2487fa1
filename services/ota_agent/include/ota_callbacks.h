/* SPDX-License-Identifier: MIT */
/** A store over platform callbacks of the application's own (OTA_PAL_Callbacks_t): other flash, or
 * files that are no firmware. What it keeps across a reset is what the callbacks say: an image on
 * trial is `PendingCommit`; a download begins anew unless xCreateFileForRx sets ulFirstBlock. A
 * file that needs no trial is accepted right after eOTA_JobEvent_Activate, by OTA_SetImageState().
 */
#ifndef OTA_CALLBACKS_H
#define OTA_CALLBACKS_H

#include "ota_store.h"

#ifdef __cplusplus
extern "C" {
#endif

/** All private. */
struct ota_callbacks {
    OTA_PAL_Callbacks_t call;
    enum ota_state state;
    uint32_t version;
    ota_refusal_t reason;
};

/**
 * Make a store.
 *
 * @param[out] callbacks  Lives as long as the store. Not NULL.
 * @param call            Copied; its platform members are not NULL.
 * @param version         Of what runs, for reports.
 * @param[out] store      Not NULL.
 *
 * Context: task.  Blocks: as the callbacks.
 */
void ota_callbacks_init(struct ota_callbacks *callbacks, const OTA_PAL_Callbacks_t *call,
                        uint32_t version, struct ota_store *store);

#ifdef __cplusplus
}
#endif

#endif
