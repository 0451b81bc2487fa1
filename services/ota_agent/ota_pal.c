/* SPDX-License-Identifier: MIT */
#include "aws_ota_pal.h"

#include <string.h>

#define BLOCK_BYTES (1ul << otaconfigLOG2_FILE_BLOCK_SIZE)

static const struct ota_store *store;

/* Which blocks of the window that begins there have been written: a store wants each once. */
static struct {
    uint32_t begin;
    uint8_t bits[otaconfigMAX_WINDOW_BLOCKS / 8u];
} there;

void ota_pal_use(const struct ota_store *used)
{
    store = used;
}

static void begin_window(uint32_t begin)
{
    memset(&there, 0, sizeof there);
    there.begin = begin;
}

struct place {
    uint32_t window; /* where it begins */
    uint32_t block;  /* in it; those behind otaconfigMAX_WINDOW_BLOCKS are not kept track of */
};

static struct place place_of(const OTA_FileContext_t *C, uint32_t offset)
{
    const uint32_t window = C->ulWindowBlocks * C->ulBlockSize;

    if (window == 0 || offset % C->ulBlockSize != 0) {
        return (struct place){offset, otaconfigMAX_WINDOW_BLOCKS};
    }
    return (struct place){offset / window * window, offset % window / C->ulBlockSize};
}

static bool is_there(struct place place)
{
    return place.window == there.begin && place.block < otaconfigMAX_WINDOW_BLOCKS &&
           ((unsigned)there.bits[place.block / 8u] >> place.block % 8u & 1u) != 0;
}

static void mark(struct place place)
{
    if (place.block >= otaconfigMAX_WINDOW_BLOCKS) {
        return;
    }
    if (place.window != there.begin) {
        begin_window(place.window);
    }
    there.bits[place.block / 8u] |= (uint8_t)(1u << place.block % 8u);
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

/* What a caller of 2019 has not filled in. */
static void complete(OTA_FileContext_t *C)
{
    static Sig256_t none;
    static uint8_t job[] = "file", certificate[] = "";

    if (C->pucJobName == NULL || C->pucJobName[0] == '\0') {
        C->pucJobName = job;
    }
    if (C->pucCertFilepath == NULL) {
        C->pucCertFilepath = certificate;
    }
    if (C->pxSignature == NULL) {
        C->pxSignature = &none;
    }
    if (C->ulBlockSize == 0) {
        C->ulBlockSize = BLOCK_BYTES;
    }
}

OTA_Err_t prvPAL_CreateFileForRx(OTA_FileContext_t *const C)
{
    if (C == NULL) {
        return kOTA_Err_NullFilePtr;
    }
    const enum ota_state now = state();
    if (now != OTA_IDLE && now != OTA_RECEIVING) {
        return kOTA_Err_RxFileCreateFailed;
    }
    complete(C);
    const OTA_Err_t error = store->begin(store->context, C);
    if (error == kOTA_Err_None) {
        begin_window(C->ulFirstBlock * C->ulBlockSize);
    }
    return error;
}

OTA_Err_t prvPAL_CloseFile(OTA_FileContext_t *const C)
{
    if (C == NULL) {
        return kOTA_Err_NullFilePtr;
    }
    complete(C);
    return state() != OTA_RECEIVING ? kOTA_Err_FileClose : store->close(store->context, C);
}

int16_t prvPAL_WriteBlock(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                          uint32_t ulBlockSize)
{
    if (C == NULL || pcData == NULL || ulBlockSize == 0 || ulBlockSize > INT16_MAX ||
        state() != OTA_RECEIVING) {
        return -1;
    }
    const struct place place = place_of(C, ulOffset);
    if (!is_there(place)) {
        if (!store->write(store->context, C, ulOffset, pcData, ulBlockSize)) {
            return -1;
        }
        mark(place);
    }
    return (int16_t)ulBlockSize;
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
