/* SPDX-License-Identifier: MIT */
#include <stddef.h>

#include "pkcs11.h"

static const CK_FUNCTION_LIST functions = {
    .version = {CRYPTOKI_VERSION_MAJOR, CRYPTOKI_VERSION_MINOR},
    .C_Initialize = C_Initialize,
    .C_Finalize = C_Finalize,
    .C_GetFunctionList = C_GetFunctionList,
    .C_GetSlotList = C_GetSlotList,
    .C_GetTokenInfo = C_GetTokenInfo,
    .C_GetMechanismInfo = C_GetMechanismInfo,
    .C_InitToken = C_InitToken,
    .C_OpenSession = C_OpenSession,
    .C_CloseSession = C_CloseSession,
    .C_Login = C_Login,
    .C_CreateObject = C_CreateObject,
    .C_DestroyObject = C_DestroyObject,
    .C_GetAttributeValue = C_GetAttributeValue,
    .C_FindObjectsInit = C_FindObjectsInit,
    .C_FindObjects = C_FindObjects,
    .C_FindObjectsFinal = C_FindObjectsFinal,
    .C_DigestInit = C_DigestInit,
    .C_DigestUpdate = C_DigestUpdate,
    .C_DigestFinal = C_DigestFinal,
    .C_SignInit = C_SignInit,
    .C_Sign = C_Sign,
    .C_VerifyInit = C_VerifyInit,
    .C_Verify = C_Verify,
    .C_GenerateKeyPair = C_GenerateKeyPair,
    .C_GenerateRandom = C_GenerateRandom,
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list)
{
    if (list == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    *list = (CK_FUNCTION_LIST_PTR)&functions; /* the standard's type lacks the const */
    return CKR_OK;
}
