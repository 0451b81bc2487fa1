/* SPDX-License-Identifier: MIT */
#include "aws_ota_pal.h"

static const struct ota_store *store;

void ota_pal_use(const struct ota_store *used)
{
    store = used;
}

static enum ota_state state(void)
{
    struct ota_where where = {.state = OTA_STATES};

    if (store != NULL) {
        store->look(store->context, &where);
    }
    return where.state;
}

OTA_Err_t prvPAL_Abort(OTA_FileContext_t *const C)
{
    return C == NULL                  ? kOTA_Err_NullFilePtr
           : state() != OTA_RECEIVING ? kOTA_Err_FileAbort
                                      : store->drop(store->context, C);
}

OTA_Err_t prvPAL_CreateFileForRx(OTA_FileContext_t *const C)
{
    if (C == NULL) {
        return kOTA_Err_NullFilePtr;
    }
    const enum ota_state now = state();
    return now == OTA_IDLE || now == OTA_RECEIVING ? store->begin(store->context, C)
                                                   : kOTA_Err_RxFileCreateFailed;
}

OTA_Err_t prvPAL_CloseFile(OTA_FileContext_t *const C)
{
    return C == NULL                  ? kOTA_Err_NullFilePtr
           : state() != OTA_RECEIVING ? kOTA_Err_FileClose
                                      : store->close(store->context, C);
}

int16_t prvPAL_WriteBlock(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                          uint32_t ulBlockSize)
{
    const bool is_written = C != NULL && ulBlockSize <= INT16_MAX && state() == OTA_RECEIVING &&
                            store->write(store->context, C, ulOffset, pcData, ulBlockSize);
    return is_written ? (int16_t)ulBlockSize : (int16_t)-1;
}

OTA_Err_t prvPAL_ActivateNewImage(void)
{
    if (state() == OTA_STAGED) {
        (void)store->reset(store->context);
    }
    return kOTA_Err_ActivateFailed;
}

OTA_Err_t prvPAL_ResetDevice(void)
{
    return store != NULL ? store->reset(store->context) : kOTA_Err_ResetNotSupported;
}

OTA_Err_t prvPAL_SetPlatformImageState(OTA_ImageState_t eState)
{
    if (state() != OTA_TESTING) {
        return kOTA_Err_BadImageState;
    }
    switch (eState) {
    case eOTA_ImageState_Testing:
        return kOTA_Err_None;
    case eOTA_ImageState_Accepted:
        return store->accept(store->context);
    case eOTA_ImageState_Rejected:
        return store->refuse(store->context, OTA_REFUSED_REJECTED);
    case eOTA_ImageState_Aborted:
        return store->refuse(store->context, OTA_REFUSED_CANCELLED);
    case eOTA_ImageState_Unknown:
    default:
        return kOTA_Err_BadImageState;
    }
}

OTA_PAL_ImageState_t prvPAL_GetPlatformImageState(void)
{
    switch (state()) {
    case OTA_TESTING:
        return eOTA_PAL_ImageState_PendingCommit;
    case OTA_REFUSED:
        return eOTA_PAL_ImageState_Invalid;
    case OTA_IDLE:
    case OTA_RECEIVING:
    case OTA_STAGED:
    case OTA_ACCEPTED:
        return eOTA_PAL_ImageState_Valid;
    case OTA_STATES:
    default:
        return eOTA_PAL_ImageState_Unknown;
    }
}
