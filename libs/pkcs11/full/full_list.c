/* SPDX-License-Identifier: MIT */
/* C_GetFunctionList of a host: programs there call what is in the list without asking. What the
 * token does not do is refused; copying and wrapping keys above all. */
#include <stddef.h>

#include "full.h"

/* A function of the standard that is refused. */
#define REFUSE(name, ...)                                                                          \
    static CK_RV refuse_##name(__VA_ARGS__)                                                        \
    {                                                                                              \
        return CKR_FUNCTION_NOT_SUPPORTED;                                                         \
    }

#pragma GCC diagnostic ignored "-Wunused-parameter"

REFUSE(InitPIN, CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes)
REFUSE(SetPIN, CK_SESSION_HANDLE session, CK_UTF8CHAR_PTR old, CK_ULONG old_bytes,
       CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes)
REFUSE(GetOperationState, CK_SESSION_HANDLE session, CK_BYTE_PTR state, CK_ULONG_PTR state_bytes)
REFUSE(SetOperationState, CK_SESSION_HANDLE session, CK_BYTE_PTR state, CK_ULONG state_bytes,
       CK_OBJECT_HANDLE encryption_key, CK_OBJECT_HANDLE authentication_key)
REFUSE(CopyObject, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_PTR attributes,
       CK_ULONG count, CK_OBJECT_HANDLE_PTR copy)
REFUSE(GetObjectSize, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ULONG_PTR bytes)
REFUSE(SetAttributeValue, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object,
       CK_ATTRIBUTE_PTR attributes, CK_ULONG count)
REFUSE(EncryptInit, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
REFUSE(Encrypt, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(EncryptUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(EncryptFinal, CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(DecryptInit, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
REFUSE(Decrypt, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(DecryptUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(DecryptFinal, CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(DigestKey, CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key)
REFUSE(SignRecoverInit, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
REFUSE(SignRecover, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(VerifyRecoverInit, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
       CK_OBJECT_HANDLE key)
REFUSE(VerifyRecover, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
       CK_ULONG_PTR out_bytes)
REFUSE(DigestEncryptUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
       CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(DecryptDigestUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
       CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(SignEncryptUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
       CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(DecryptVerifyUpdate, CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes,
       CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(GenerateKey, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
       CK_ATTRIBUTE_PTR attributes, CK_ULONG count, CK_OBJECT_HANDLE_PTR key)
REFUSE(WrapKey, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
       CK_OBJECT_HANDLE wrapping_key, CK_OBJECT_HANDLE key, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
REFUSE(UnwrapKey, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism,
       CK_OBJECT_HANDLE unwrapping_key, CK_BYTE_PTR in, CK_ULONG in_bytes,
       CK_ATTRIBUTE_PTR attributes, CK_ULONG count, CK_OBJECT_HANDLE_PTR key)
REFUSE(DeriveKey, CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE base,
       CK_ATTRIBUTE_PTR attributes, CK_ULONG count, CK_OBJECT_HANDLE_PTR key)
REFUSE(GetFunctionStatus, CK_SESSION_HANDLE session)
REFUSE(CancelFunction, CK_SESSION_HANDLE session)
REFUSE(WaitForSlotEvent, CK_FLAGS flags, CK_SLOT_ID_PTR slot, CK_VOID_PTR reserved)

static const CK_FUNCTION_LIST functions = {
    .version = {CRYPTOKI_VERSION_MAJOR, CRYPTOKI_VERSION_MINOR},
    .C_Initialize = C_Initialize,
    .C_Finalize = C_Finalize,
    .C_GetInfo = full_GetInfo,
    .C_GetFunctionList = C_GetFunctionList,
    .C_GetSlotList = C_GetSlotList,
    .C_GetSlotInfo = full_GetSlotInfo,
    .C_GetTokenInfo = C_GetTokenInfo,
    .C_GetMechanismList = full_GetMechanismList,
    .C_GetMechanismInfo = C_GetMechanismInfo,
    .C_InitToken = C_InitToken,
    .C_InitPIN = refuse_InitPIN,
    .C_SetPIN = refuse_SetPIN,
    .C_OpenSession = C_OpenSession,
    .C_CloseSession = C_CloseSession,
    .C_CloseAllSessions = full_CloseAllSessions,
    .C_GetSessionInfo = full_GetSessionInfo,
    .C_GetOperationState = refuse_GetOperationState,
    .C_SetOperationState = refuse_SetOperationState,
    .C_Login = C_Login,
    .C_Logout = full_Logout,
    .C_CreateObject = C_CreateObject,
    .C_CopyObject = refuse_CopyObject,
    .C_DestroyObject = C_DestroyObject,
    .C_GetObjectSize = refuse_GetObjectSize,
    .C_GetAttributeValue = C_GetAttributeValue,
    .C_SetAttributeValue = refuse_SetAttributeValue,
    .C_FindObjectsInit = C_FindObjectsInit,
    .C_FindObjects = C_FindObjects,
    .C_FindObjectsFinal = C_FindObjectsFinal,
    .C_EncryptInit = refuse_EncryptInit,
    .C_Encrypt = refuse_Encrypt,
    .C_EncryptUpdate = refuse_EncryptUpdate,
    .C_EncryptFinal = refuse_EncryptFinal,
    .C_DecryptInit = refuse_DecryptInit,
    .C_Decrypt = refuse_Decrypt,
    .C_DecryptUpdate = refuse_DecryptUpdate,
    .C_DecryptFinal = refuse_DecryptFinal,
    .C_DigestInit = C_DigestInit,
    .C_Digest = full_Digest,
    .C_DigestUpdate = C_DigestUpdate,
    .C_DigestKey = refuse_DigestKey,
    .C_DigestFinal = C_DigestFinal,
    .C_SignInit = full_SignInit,
    .C_Sign = C_Sign,
    .C_SignUpdate = full_SignUpdate,
    .C_SignFinal = full_SignFinal,
    .C_SignRecoverInit = refuse_SignRecoverInit,
    .C_SignRecover = refuse_SignRecover,
    .C_VerifyInit = full_VerifyInit,
    .C_Verify = C_Verify,
    .C_VerifyUpdate = full_VerifyUpdate,
    .C_VerifyFinal = full_VerifyFinal,
    .C_VerifyRecoverInit = refuse_VerifyRecoverInit,
    .C_VerifyRecover = refuse_VerifyRecover,
    .C_DigestEncryptUpdate = refuse_DigestEncryptUpdate,
    .C_DecryptDigestUpdate = refuse_DecryptDigestUpdate,
    .C_SignEncryptUpdate = refuse_SignEncryptUpdate,
    .C_DecryptVerifyUpdate = refuse_DecryptVerifyUpdate,
    .C_GenerateKey = refuse_GenerateKey,
    .C_GenerateKeyPair = C_GenerateKeyPair,
    .C_WrapKey = refuse_WrapKey,
    .C_UnwrapKey = refuse_UnwrapKey,
    .C_DeriveKey = refuse_DeriveKey,
    .C_SeedRandom = full_SeedRandom,
    .C_GenerateRandom = C_GenerateRandom,
    .C_GetFunctionStatus = refuse_GetFunctionStatus,
    .C_CancelFunction = refuse_CancelFunction,
    .C_WaitForSlotEvent = refuse_WaitForSlotEvent,
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list)
{
    if (list == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    *list = (CK_FUNCTION_LIST_PTR)&functions; /* the standard's type lacks the const */
    return CKR_OK;
}
