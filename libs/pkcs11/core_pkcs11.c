/* SPDX-License-Identifier: MIT */
#include "core_pkcs11.h"

#include <mbedtls/platform.h>
#include <string.h>

/* Memory that a caller releases; an application may have its own. */
#ifndef PKCS11_MALLOC
#define PKCS11_MALLOC(bytes) mbedtls_calloc(1, bytes)
#define PKCS11_FREE          mbedtls_free
#endif

CK_RV xInitializePKCS11(void)
{
    CK_C_INITIALIZE_ARGS args = {.flags = CKF_OS_LOCKING_OK};
    CK_RV result = C_Initialize(&args);
    /* A system without tasks has no mutexes, and needs none. */
    return result == CKR_CANT_LOCK ? C_Initialize(NULL) : result;
}

static CK_RV initialize_once(void)
{
    CK_RV result = xInitializePKCS11();
    return result == CKR_CRYPTOKI_ALREADY_INITIALIZED ? CKR_OK : result;
}

CK_RV xGetSlotList(CK_SLOT_ID **ppxSlotId, CK_ULONG *pxSlotCount)
{
    if (ppxSlotId == NULL || pxSlotCount == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    CK_RV result = C_GetSlotList(CK_TRUE, NULL, pxSlotCount);
    if (result != CKR_OK) {
        return result;
    }
    CK_SLOT_ID *slots = PKCS11_MALLOC(*pxSlotCount * sizeof *slots);
    if (slots == NULL) {
        return CKR_HOST_MEMORY;
    }
    result = C_GetSlotList(CK_TRUE, slots, pxSlotCount);
    if (result != CKR_OK) {
        PKCS11_FREE(slots);
        return result;
    }
    *ppxSlotId = slots;
    return CKR_OK;
}

static CK_RV first_slot(CK_SLOT_ID *slot)
{
    CK_ULONG count = 1;
    CK_RV result = C_GetSlotList(CK_TRUE, slot, &count);
    return result == CKR_BUFFER_TOO_SMALL ? CKR_OK : result;
}

CK_RV xInitializePkcs11Session(CK_SESSION_HANDLE *pxSession)
{
    static const char pin[] = pkcs11configPKCS11_DEFAULT_USER_PIN;
    CK_SLOT_ID slot = 0;

    if (pxSession == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    CK_RV result = initialize_once();
    if (result == CKR_OK) {
        result = first_slot(&slot);
    }
    if (result == CKR_OK) {
        result = C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, pxSession);
    }
    if (result == CKR_OK) {
        result = C_Login(*pxSession, CKU_USER, (CK_UTF8CHAR_PTR)pin, sizeof pin - 1u);
        result = result == CKR_USER_ALREADY_LOGGED_IN ? CKR_OK : result;
    }
    return result;
}

CK_RV xInitializePkcs11Token(void)
{
    static const char pin[] = pkcs11configPKCS11_DEFAULT_USER_PIN;
    CK_UTF8CHAR label[32];
    CK_TOKEN_INFO info;
    CK_SLOT_ID slot = 0;

    CK_RV result = initialize_once();
    if (result == CKR_OK) {
        result = first_slot(&slot);
    }
    if (result == CKR_OK) {
        result = C_GetTokenInfo(slot, &info);
    }
    if (result == CKR_OK && (info.flags & CKF_TOKEN_INITIALIZED) == 0) {
        memset(label, ' ', sizeof label);
        result = C_InitToken(slot, (CK_UTF8CHAR_PTR)pin, sizeof pin - 1u, label);
    }
    return result;
}

CK_RV xFindObjectWithLabelAndClass(CK_SESSION_HANDLE xSession, char *pcLabelName,
                                   CK_ULONG ulLabelNameLen, CK_OBJECT_CLASS xClass,
                                   CK_OBJECT_HANDLE_PTR pxHandle)
{
    CK_ULONG found = 0;

    if (pcLabelName == NULL || pxHandle == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    if (ulLabelNameLen > 0 && pcLabelName[ulLabelNameLen - 1u] == '\0') {
        ulLabelNameLen--;
    }
    CK_ATTRIBUTE wanted[] = {{CKA_LABEL, pcLabelName, ulLabelNameLen},
                             {CKA_CLASS, &xClass, sizeof xClass}};
    *pxHandle = CK_INVALID_HANDLE;
    CK_RV result = C_FindObjectsInit(xSession, wanted, 2);
    if (result != CKR_OK) {
        return result;
    }
    result = C_FindObjects(xSession, pxHandle, 1, &found);
    CK_RV ended = C_FindObjectsFinal(xSession);
    return result != CKR_OK ? result : ended;
}

CK_RV vAppendSHA256AlgorithmIdentifierSequence(const uint8_t *puc32ByteHashedMessage,
                                               uint8_t *puc51ByteHashOidBuffer)
{
    static const uint8_t prefix[] = pkcs11STUFF_APPENDED_TO_RSA_SIG;

    if (puc32ByteHashedMessage == NULL || puc51ByteHashOidBuffer == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    memcpy(puc51ByteHashOidBuffer, prefix, sizeof prefix);
    memcpy(puc51ByteHashOidBuffer + sizeof prefix, puc32ByteHashedMessage,
           pkcs11SHA256_DIGEST_LENGTH);
    return CKR_OK;
}
