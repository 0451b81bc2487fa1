/* SPDX-License-Identifier: MIT */
#include "ota_callbacks.h"

#include <string.h>

static void look(void *context, struct ota_where *where)
{
    const struct ota_callbacks *callbacks = context;

    memset(where, 0, sizeof *where);
    where->state = callbacks->state;
    where->reason = callbacks->reason;
    where->version = callbacks->version;
    where->may_skip_trial = where->takes_others = true;
}

static OTA_Err_t begin(void *context, OTA_FileContext_t *file)
{
    struct ota_callbacks *callbacks = context;

    if (file->bIsInSelfTest) {
        return kOTA_Err_ImageStateMismatch; /* it was on trial, and is not any more */
    }
    const OTA_Err_t error = callbacks->call.xCreateFileForRx(file);
    if (error == kOTA_Err_None) {
        callbacks->state = OTA_RECEIVING;
    }
    return error;
}

static bool write(void *context, OTA_FileContext_t *file, uint32_t offset, const uint8_t *bytes,
                  uint32_t length)
{
    const struct ota_callbacks *callbacks = context;
    return callbacks->call.xWriteBlock(file, offset, (uint8_t *)bytes, length) >= 0;
}

static OTA_Err_t close(void *context, OTA_FileContext_t *file)
{
    struct ota_callbacks *callbacks = context;
    const OTA_Err_t error = callbacks->call.xCloseFile(file);

    if (error == kOTA_Err_None && !file->xHasMore) {
        callbacks->state = OTA_STAGED;
    }
    return error;
}

static OTA_Err_t drop(void *context, OTA_FileContext_t *file)
{
    struct ota_callbacks *callbacks = context;

    if (callbacks->state == OTA_RECEIVING) {
        (void)callbacks->call.xAbort(file);
    } else if (callbacks->state == OTA_STAGED) {
        (void)callbacks->call.xSetPlatformImageState(eOTA_ImageState_Aborted);
    }
    callbacks->state = OTA_IDLE;
    return kOTA_Err_None;
}

static OTA_Err_t accept(void *context)
{
    struct ota_callbacks *callbacks = context;
    const OTA_Err_t error = callbacks->call.xSetPlatformImageState(eOTA_ImageState_Accepted);

    if (error == kOTA_Err_None) {
        callbacks->state = OTA_ACCEPTED;
    }
    return error;
}

static OTA_Err_t refuse(void *context, ota_refusal_t reason)
{
    struct ota_callbacks *callbacks = context;

    callbacks->reason = reason;
    callbacks->state = OTA_REFUSED;
    return callbacks->call.xSetPlatformImageState(eOTA_ImageState_Rejected);
}

static OTA_Err_t reset(void *context)
{
    const struct ota_callbacks *callbacks = context;
    return callbacks->state == OTA_STAGED ? callbacks->call.xActivateNewImage()
                                          : callbacks->call.xResetDevice();
}

void ota_callbacks_init(struct ota_callbacks *callbacks, const OTA_PAL_Callbacks_t *call,
                        uint32_t version, struct ota_store *store)
{
    *callbacks = (struct ota_callbacks){.call = *call, .version = version};
    callbacks->state = call->xGetPlatformImageState() == eOTA_PAL_ImageState_PendingCommit
                           ? OTA_TESTING
                           : OTA_IDLE;
    *store = (struct ota_store){callbacks, look, begin, write, close, drop, accept, refuse, reset};
}
