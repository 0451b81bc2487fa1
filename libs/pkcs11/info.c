/* SPDX-License-Identifier: MIT */
/* The slot, the token and its mechanisms, described. */
#include <stddef.h>
#include <string.h>

#include "core_pkcs11_pal.h"
#include "key.h"
#include "token.h"

CK_RV C_GetSlotList(CK_BBOOL token_present, CK_SLOT_ID_PTR list, CK_ULONG_PTR count)
{
    (void)token_present;
    CK_RV result = token_enter_slot(TOKEN_SLOT);
    if (result != CKR_OK) {
        return result;
    }
    if (count == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    if (list != NULL) {
        if (*count == 0) {
            result = CKR_BUFFER_TOO_SMALL;
        } else {
            list[0] = TOKEN_SLOT;
        }
    }
    *count = 1;
    return token_leave(result);
}

static CK_RV describe(CK_TOKEN_INFO_PTR info)
{
    static const char name[6] = {'D', 'u', 'n', 'l', 'i', 'n'};

    if (info == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    memset(info, ' ', sizeof *info); /* the texts */
    /* Sessions and memory: how many there are is not told. */
    memset(&info->ulMaxSessionCount, 0xff,
           offsetof(CK_TOKEN_INFO, hardwareVersion) - offsetof(CK_TOKEN_INFO, ulMaxSessionCount));
    memcpy(info->label, name, sizeof name);
    memcpy(info->manufacturerID, name, sizeof name);
    info->serialNumber[0] = '1';
    info->flags = CKF_RNG | CKF_TOKEN_INITIALIZED | CKF_USER_PIN_INITIALIZED;
    info->ulMaxSessionCount = info->ulMaxRwSessionCount = pkcs11configMAX_SESSIONS;
    info->ulMinPinLen = 0;
    info->hardwareVersion = info->firmwareVersion = (CK_VERSION){1, 0};
    return CKR_OK;
}

CK_RV C_GetTokenInfo(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info)
{
    CK_RV result = token_enter_slot(slot);
    return result != CKR_OK ? result : token_leave(describe(info));
}

CK_RV C_GetMechanismInfo(CK_SLOT_ID slot, CK_MECHANISM_TYPE type, CK_MECHANISM_INFO_PTR info)
{
    uint8_t number = mechanism_number(type);
    CK_RV result = token_enter_slot(slot);

    if (result != CKR_OK) {
        return result;
    }
    if (info == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    if (number == 0) {
        return token_leave(CKR_MECHANISM_INVALID);
    }
    const struct mechanism *how = &mechanisms[number - 1u];
    *info = (CK_MECHANISM_INFO){how->key_min, how->key_max, how->flags};
    return token_leave(CKR_OK);
}

static CK_RV destroy_all(void)
{
    CK_OBJECT_HANDLE object = 0;

    if (token_in_use()) {
        return CKR_SESSION_EXISTS;
    }
    while ((object = PKCS11_PAL_NextObject(object)) != 0) {
        if (PKCS11_PAL_DestroyObject(object) != CKR_OK) {
            return CKR_DEVICE_ERROR;
        }
    }
    return CKR_OK;
}

CK_RV C_InitToken(CK_SLOT_ID slot, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes, CK_UTF8CHAR_PTR label)
{
    (void)pin;
    (void)pin_bytes;
    (void)label;
    CK_RV result = token_enter_slot(slot);
    return result != CKR_OK ? result : token_leave(destroy_all());
}
