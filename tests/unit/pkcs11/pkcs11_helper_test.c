/* SPDX-License-Identifier: MIT */
/* What stands around the token: storage that others use too, signatures in two forms, slots. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core_pkcs11.h"
#include "core_pkcs11_pal.h"
#include "core_pki_utils.h"
#include "pkcs11_kit.h"
#include "pkcs11_suite.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT(value)  ((void *)(value)), strlen(value)

static void what_others_store_is_no_object_and_no_secret_gets_out_of_its_label(void)
{
    CK_ATTRIBUTE label = {CKA_LABEL, TEXT(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS)};
    CK_ATTRIBUTE other = {CKA_LABEL, TEXT("note")};
    CK_BYTE text[] = "0123456789";
    CK_BYTE_PTR read = NULL;
    CK_ULONG bytes = 0;
    CK_BBOOL secret = 7;

    kit_begin();
    CK_OBJECT_HANDLE handle = PKCS11_PAL_SaveObject(&label, text, 10);
    CHECK_EQ(handle != 0, true);
    CHECK_EQ(PKCS11_PAL_FindObject(label.pValue, label.ulValueLen), handle);
    CHECK_EQ(PKCS11_PAL_FindObject(label.pValue, label.ulValueLen + 1), handle);
    CHECK_EQ(PKCS11_PAL_GetObjectValue(handle, &read, &bytes, &secret), CKR_OK);
    CHECK_EQ(bytes == 10 && memcmp(read, text, 10) == 0 && secret == CK_TRUE, true);
    PKCS11_PAL_GetObjectValueCleanup(read, bytes);
    CHECK_EQ(kit_find(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY), 0);
    handle = PKCS11_PAL_SaveObject(&other, text, 10);
    CHECK_EQ(PKCS11_PAL_GetObjectValue(handle, &read, &bytes, &secret), CKR_OK);
    CHECK_EQ(secret, CK_FALSE);
    PKCS11_PAL_GetObjectValueCleanup(read, bytes);
    CHECK_EQ(PKCS11_PAL_SaveObject(&other, text + 5, 5), handle);
    CHECK_EQ(PKCS11_PAL_DestroyObject(handle), CKR_OK);
    CHECK_EQ(PKCS11_PAL_DestroyObject(handle), CKR_OBJECT_HANDLE_INVALID);
    CHECK_EQ(PKCS11_PAL_GetObjectValue(handle, &read, &bytes, &secret), CKR_KEY_HANDLE_INVALID);
    CHECK_EQ(PKCS11_PAL_FindObject(other.pValue, other.ulValueLen), 0);
    CHECK_EQ(PKCS11_PAL_SaveObject(NULL, text, 5), 0);
    CHECK_EQ(PKCS11_PAL_SaveObject(&other, NULL, 5), 0);
    CHECK_EQ(PKCS11_PAL_SaveObject(&other, text, 0), 0);
    PKCS11_PAL_GetObjectValueCleanup(NULL, 0);
}

static void a_damaged_object_is_no_object(void)
{
    CK_ATTRIBUTE label = {CKA_LABEL, TEXT("key")};
    CK_BYTE_PTR stored = NULL;
    CK_ULONG bytes = 0;
    CK_BBOOL secret;

    kit_begin();
    CK_OBJECT_HANDLE key = suite_ec_private(kit_functions, kit_session, "key");
    CHECK_EQ(PKCS11_PAL_GetObjectValue(key, &stored, &bytes, &secret), CKR_OK);
    CHECK_EQ(secret, CK_TRUE);
    for (CK_ULONG length = 1; length < bytes; length++) {
        CHECK_EQ(PKCS11_PAL_SaveObject(&label, stored, length), key);
        CHECK_EQ(kit_find("key", CKO_PRIVATE_KEY), CK_INVALID_HANDLE);
    }
    PKCS11_PAL_GetObjectValueCleanup(stored, bytes);
}

static void a_signature_goes_from_one_form_to_the_other_and_back(void)
{
    static const struct {
        uint8_t first[2], second[2];
        size_t der_bytes;
    } cases[] = {
        {{0x7f, 0x01}, {0x7f, 0xff}, 70},
        {{0x80, 0x01}, {0xff, 0xff}, 72},
        {{0x00, 0x80}, {0x00, 0x7f}, 69},
        {{0x00, 0x00}, {0x80, 0x00}, 8 + 32},
    };
    uint8_t pair[64], form[72], back[64];
    size_t bytes = 0;

    for (size_t i = 0; i < COUNT(cases); i++) {
        memset(pair, i == 3 ? 0 : 0x55, sizeof pair);
        memcpy(pair, cases[i].first, 2);
        memcpy(pair + 32, cases[i].second, 2);
        memset(form, 0, sizeof form);
        memcpy(form, pair, sizeof pair);
        CHECK_EQ(PKI_pkcs11SignatureTombedTLSSignature(form, sizeof form, &bytes), 0);
        CHECK_EQ(bytes, i == 3 ? 2 + 3 + 2 + 33 : cases[i].der_bytes);
        CHECK_EQ(PKI_mbedTLSSignatureToPkcs11Signature(back, sizeof back, form, bytes), 0);
        CHECK_EQ(memcmp(back, pair, sizeof pair), 0);
        for (size_t cut = 0; cut < bytes; cut++) {
            CHECK_EQ(PKI_mbedTLSSignatureToPkcs11Signature(back, sizeof back, form, cut), -1);
        }
    }
    CHECK_EQ(PKI_mbedTLSSignatureToPkcs11Signature(back, 63, form, bytes), -1);
    CHECK_EQ(PKI_mbedTLSSignatureToPkcs11Signature(NULL, 64, form, bytes), -1);
    memset(form, 0xff, sizeof form);
    CHECK_EQ(PKI_pkcs11SignatureTombedTLSSignature(form, 71, &bytes), -1);
    CHECK_EQ(form[0] == 0xff && form[63] == 0xff, true);
    CHECK_EQ(PKI_pkcs11SignatureTombedTLSSignature(NULL, 72, &bytes), -1);
}

static void slots_come_in_memory_of_their_own(void)
{
    CK_SLOT_ID *slots = NULL;
    CK_ULONG count = 0;

    kit_begin();
    size_t used = tls_host.used;
    CHECK_EQ(xGetSlotList(&slots, &count), CKR_OK);
    CHECK_EQ(count == 1 && slots[0] == 1, true);
    tls_host_port().release(slots);
    CHECK_EQ(tls_host.used, used);
    CHECK_EQ(xGetSlotList(NULL, &count), CKR_ARGUMENTS_BAD);
    CHECK_EQ(xInitializePkcs11Session(NULL), CKR_ARGUMENTS_BAD);
    CHECK_EQ(vAppendSHA256AlgorithmIdentifierSequence(NULL, NULL), CKR_ARGUMENTS_BAD);
}

int main(void)
{
    RUN(what_others_store_is_no_object_and_no_secret_gets_out_of_its_label);
    RUN(a_damaged_object_is_no_object);
    RUN(a_signature_goes_from_one_form_to_the_other_and_back);
    RUN(slots_come_in_memory_of_their_own);
    (void)C_Finalize(NULL);
    return 0;
}
