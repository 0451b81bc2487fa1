/* SPDX-License-Identifier: MIT */
#include "pkcs11_kit.h"

#include <string.h>

#include "pkcs11_keys.h"
#include "pkcs11_pal_flash.h"
#include "test.h"

#define SECTOR       4096u
#define VALUE(value) &(value), sizeof(value)
#define TEXT(value)  ((void *)(value)), strlen(value)

CK_FUNCTION_LIST_PTR kit_functions;
CK_SESSION_HANDLE kit_session;

void kit_token_new(void)
{
    struct object_store_area area = {.device = &kit_flash, .bank_bytes = 2 * SECTOR};

    (void)C_Finalize(NULL);
    kit_flash_new(SECTOR, 4, 2);
    pkcs11_pal_set_area(&area);
    tls_host_begin();
}

void kit_token_restart(void)
{
    (void)C_Finalize(NULL);
    tls_host_begin();
}

void kit_begin(void)
{
    kit_token_new();
    CHECK_EQ(C_GetFunctionList(&kit_functions), CKR_OK);
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
}

CK_RV kit_sign(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_BYTE *signature)
{
    CK_MECHANISM mechanism = {CKM_ECDSA, NULL, 0};
    CK_ULONG bytes = 64;
    CK_RV result = C_SignInit(session, &mechanism, key);
    return result != CKR_OK ? result
                            : C_Sign(session, (CK_BYTE_PTR)message_digest, 32, signature, &bytes);
}

CK_RV kit_verify(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_BYTE *signature)
{
    CK_MECHANISM mechanism = {CKM_ECDSA, NULL, 0};
    CK_RV result = C_VerifyInit(session, &mechanism, key);
    return result != CKR_OK ? result
                            : C_Verify(session, (CK_BYTE_PTR)message_digest, 32, signature, 64);
}

CK_OBJECT_HANDLE kit_find(const char *label, CK_OBJECT_CLASS class)
{
    CK_OBJECT_HANDLE object = 77;
    CHECK_EQ(
        xFindObjectWithLabelAndClass(kit_session, (char *)label, strlen(label), class, &object),
        CKR_OK);
    return object;
}

CK_RV kit_generate(const char *public_label, const char *private_label, CK_OBJECT_HANDLE *public,
                   CK_OBJECT_HANDLE *private)
{
    CK_BYTE curve[] = pkcs11DER_ENCODED_OID_P256;
    CK_MECHANISM mechanism = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    CK_ATTRIBUTE of_public[] = {{CKA_EC_PARAMS, VALUE(curve)}, {CKA_LABEL, TEXT(public_label)}};
    CK_ATTRIBUTE of_private[] = {{CKA_LABEL, TEXT(private_label)}};
    return C_GenerateKeyPair(kit_session, &mechanism, of_public, 2, of_private, 1, public, private);
}
