/* SPDX-License-Identifier: MIT */
#include "full.h"

#include <string.h>

#include "key.h"
#include "token.h"

static void put_text(CK_BYTE *field, size_t bytes, const char *text)
{
    memset(field, ' ', bytes);
    memcpy(field, text, strlen(text));
}

CK_RV full_GetInfo(CK_INFO_PTR info)
{
    CK_RV result = token_enter_slot(TOKEN_SLOT);

    if (result != CKR_OK) {
        return result;
    }
    if (info == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    memset(info, 0, sizeof *info);
    info->cryptokiVersion = (CK_VERSION){CRYPTOKI_VERSION_MAJOR, CRYPTOKI_VERSION_MINOR};
    put_text(info->manufacturerID, sizeof info->manufacturerID, "Dunlin");
    put_text(info->libraryDescription, sizeof info->libraryDescription, "Dunlin token");
    info->libraryVersion.major = 1;
    return token_leave(CKR_OK);
}

CK_RV full_GetSlotInfo(CK_SLOT_ID slot, CK_SLOT_INFO_PTR info)
{
    CK_RV result = token_enter_slot(slot);

    if (result != CKR_OK) {
        return result;
    }
    if (info == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    memset(info, 0, sizeof *info);
    put_text(info->slotDescription, sizeof info->slotDescription, "Dunlin token");
    put_text(info->manufacturerID, sizeof info->manufacturerID, "Dunlin");
    info->flags = CKF_TOKEN_PRESENT;
    return token_leave(CKR_OK);
}

CK_RV full_GetMechanismList(CK_SLOT_ID slot, CK_MECHANISM_TYPE_PTR list, CK_ULONG_PTR count)
{
    CK_RV result = token_enter_slot(slot);

    if (result != CKR_OK) {
        return result;
    }
    if (count == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    CK_ULONG room = *count;
    *count = MECHANISMS;
    if (list != NULL && room < MECHANISMS) {
        return token_leave(CKR_BUFFER_TOO_SMALL);
    }
    for (size_t i = 0; list != NULL && i < MECHANISMS; i++) {
        list[i] = mechanisms[i].type;
    }
    return token_leave(CKR_OK);
}

CK_RV full_GetSessionInfo(CK_SESSION_HANDLE handle, CK_SESSION_INFO_PTR info)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    if (info == NULL) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    *info = (CK_SESSION_INFO){
        .slotID = TOKEN_SLOT,
        .state = token_state(session),
        .flags = CKF_SERIAL_SESSION | (session->writable ? CKF_RW_SESSION : 0),
    };
    return token_leave(CKR_OK);
}

CK_RV full_CloseAllSessions(CK_SLOT_ID slot)
{
    CK_RV result = token_enter_slot(slot);

    if (result == CKR_OK) {
        token_close_all();
        result = token_leave(CKR_OK);
    }
    return result;
}

CK_RV full_Logout(CK_SESSION_HANDLE handle)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(token_log_out());
}

CK_RV full_Digest(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
                  CK_ULONG_PTR out_bytes)
{
    bool only_length = out == NULL || (out_bytes != NULL && *out_bytes < 32u);
    CK_RV result = only_length ? CKR_OK : C_DigestUpdate(session, in, in_bytes);
    return result != CKR_OK ? result : C_DigestFinal(session, out, out_bytes);
}

CK_RV full_SeedRandom(CK_SESSION_HANDLE handle, CK_BYTE_PTR seed, CK_ULONG seed_bytes)
{
    struct session *session;

    (void)seed;
    (void)seed_bytes;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(CKR_RANDOM_SEED_NOT_SUPPORTED);
}
