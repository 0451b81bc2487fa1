/* SPDX-License-Identifier: MIT */
/* The interface itself: function list, initialising, slots, token, mechanisms. */
#include <string.h>

#include "cases.h"
#include "p11.h"

#define NO_SLOT      0xFFFFu
#define NO_MECHANISM (CKM_VENDOR_DEFINED | 0x4455u)

void p11_function_list_is_complete(void)
{
    EXPECT_EQUAL(p11->version.major, 2);
    EXPECT(p11->C_Initialize != NULL && p11->C_Finalize != NULL);
    EXPECT(p11->C_GetFunctionList != NULL && p11->C_GetSlotList != NULL);
    EXPECT(p11->C_GetTokenInfo != NULL && p11->C_GetMechanismInfo != NULL);
    EXPECT(p11->C_InitToken != NULL && p11->C_Login != NULL);
    EXPECT(p11->C_OpenSession != NULL && p11->C_CloseSession != NULL);
    EXPECT(p11->C_CreateObject != NULL && p11->C_DestroyObject != NULL);
    EXPECT(p11->C_GetAttributeValue != NULL);
    EXPECT(p11->C_FindObjectsInit != NULL && p11->C_FindObjects != NULL);
    EXPECT(p11->C_FindObjectsFinal != NULL);
    EXPECT(p11->C_DigestInit != NULL && p11->C_DigestUpdate != NULL && p11->C_DigestFinal != NULL);
    EXPECT(p11->C_SignInit != NULL && p11->C_Sign != NULL);
    EXPECT(p11->C_VerifyInit != NULL && p11->C_Verify != NULL);
    EXPECT(p11->C_GenerateKeyPair != NULL && p11->C_GenerateRandom != NULL);
}

void p11_function_list_refuses_null(void)
{
    CK_FUNCTION_LIST_PTR again = NULL;

    EXPECT_EQUAL(C_GetFunctionList(NULL), CKR_ARGUMENTS_BAD);
    EXPECT_OK(C_GetFunctionList(&again));
    EXPECT(again == p11);
}

void p11_initialize_twice_is_told(void)
{
    EXPECT_EQUAL(p11->C_Initialize(NULL), CKR_CRYPTOKI_ALREADY_INITIALIZED);
    EXPECT_OK(p11->C_Finalize(NULL));
    EXPECT_EQUAL(p11->C_Finalize(NULL), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_OK(p11->C_Initialize(NULL));
    EXPECT_EQUAL(p11->C_Initialize(NULL), CKR_CRYPTOKI_ALREADY_INITIALIZED);
}

static CK_RV no_mutex(CK_VOID_PTR_PTR mutex)
{
    *mutex = NULL;
    return CKR_OK;
}

void p11_initialize_refuses_bad_arguments(void)
{
    CK_C_INITIALIZE_ARGS reserved = {.flags = CKF_OS_LOCKING_OK, .pReserved = &reserved};
    CK_C_INITIALIZE_ARGS some = {.CreateMutex = no_mutex};

    REQUIRE_OK(p11->C_Finalize(NULL));
    EXPECT_EQUAL(p11->C_Initialize(&reserved), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_Initialize(&some), CKR_ARGUMENTS_BAD);
    EXPECT_OK(p11_initialize());
}

void p11_finalize_refuses_bad_arguments(void)
{
    CK_BYTE byte;

    EXPECT_EQUAL(p11->C_Finalize(&byte), CKR_ARGUMENTS_BAD);
    EXPECT_OK(p11->C_GenerateRandom(p11_session, &byte, 1)); /* nothing was ended */
}

void p11_nothing_works_before_initialize(void)
{
    CK_MECHANISM sha256 = {CKM_SHA256, NULL, 0};
    CK_SESSION_HANDLE session;
    CK_MECHANISM_INFO info;
    CK_ULONG count = 0;
    CK_BYTE byte;

    REQUIRE_OK(p11->C_Finalize(NULL));
    EXPECT_EQUAL(p11->C_GetSlotList(CK_TRUE, NULL, &count), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_OpenSession(0, CKF_SERIAL_SESSION, NULL, NULL, &session),
                 CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_GetMechanismInfo(0, CKM_ECDSA, &info), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_DigestInit(p11_session, &sha256), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_GenerateRandom(p11_session, &byte, 1), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_CloseSession(p11_session), CKR_CRYPTOKI_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_Finalize(NULL), CKR_CRYPTOKI_NOT_INITIALIZED);
}

void p11_slot_list_tells_slots(void)
{
    CK_ULONG count = 0, again;
    CK_SLOT_ID slots[4];
    CK_TOKEN_INFO info;

    REQUIRE_OK(p11->C_GetSlotList(CK_TRUE, NULL, &count));
    EXPECT_WITHIN(count, 1, P11_COUNT(slots), "slots");
    again = P11_COUNT(slots);
    REQUIRE_OK(p11->C_GetSlotList(CK_TRUE, slots, &again));
    REQUIRE_EQUAL(again, count);
    for (CK_ULONG i = 0; i < count; i++) {
        EXPECT_OK(p11->C_GetTokenInfo(slots[i], &info));
    }
}

void p11_slot_list_refuses_bad_arguments(void)
{
    CK_SLOT_ID slots[1] = {NO_SLOT};
    CK_ULONG count = 0;

    EXPECT_EQUAL(p11->C_GetSlotList(CK_TRUE, NULL, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GetSlotList(CK_TRUE, slots, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GetSlotList(CK_TRUE, slots, &count), CKR_BUFFER_TOO_SMALL);
    EXPECT_EQUAL(slots[0], NO_SLOT);
    EXPECT(count >= 1);
}

void p11_token_info_is_told(void)
{
    CK_TOKEN_INFO info;

    REQUIRE_OK(p11->C_GetTokenInfo(p11_slot(), &info));
    EXPECT((info.flags & CKF_TOKEN_INITIALIZED) != 0);
    EXPECT((info.flags & CKF_RNG) != 0);
    EXPECT((info.flags & CKF_WRITE_PROTECTED) == 0);
    EXPECT_EQUAL(p11->C_GetTokenInfo(p11_slot(), NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GetTokenInfo(NO_SLOT, &info), CKR_SLOT_ID_INVALID);
}

/* What an AWS IoT device needs, with which keys. */
void p11_mechanism_info_is_told(void)
{
    static const struct {
        CK_MECHANISM_TYPE type;
        CK_FLAGS uses;
        CK_ULONG bits; /* 0: it has no key */
    } needed[] = {
        {CKM_SHA256, CKF_DIGEST, 0},
        {CKM_ECDSA, CKF_SIGN | CKF_VERIFY, 256},
        {CKM_RSA_PKCS, CKF_SIGN | CKF_VERIFY, 2048},
        {CKM_EC_KEY_PAIR_GEN, CKF_GENERATE_KEY_PAIR, 256},
    };
    const CK_SLOT_ID slot = p11_slot();
    CK_MECHANISM_INFO info;

    for (size_t i = 0; i < P11_COUNT(needed); i++) {
        REQUIRE_OK(p11->C_GetMechanismInfo(slot, needed[i].type, &info));
        EXPECT_EQUAL(info.flags & needed[i].uses, needed[i].uses);
        EXPECT(needed[i].bits == 0 || info.ulMinKeySize <= needed[i].bits);
        EXPECT(needed[i].bits == 0 || info.ulMaxKeySize >= needed[i].bits);
    }
    EXPECT_EQUAL(p11->C_GetMechanismInfo(slot, NO_MECHANISM, &info), CKR_MECHANISM_INVALID);
    EXPECT_EQUAL(p11->C_GetMechanismInfo(slot, CKM_ECDSA, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GetMechanismInfo(NO_SLOT, CKM_ECDSA, &info), CKR_SLOT_ID_INVALID);
}
