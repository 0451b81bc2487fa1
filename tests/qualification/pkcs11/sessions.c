/* SPDX-License-Identifier: MIT */
/* Sessions: opened, closed, apart from each other, and none lost. */
#include "cases.h"
#include "p11.h"
#include "p11_keys.h"

#define NO_SLOT     0xFFFFu
#define OPEN_CLOSES 300u /* more than any small token has sessions */

void p11_closed_session_is_refused(void)
{
    const CK_SESSION_HANDLE session = p11_open(CKF_RW_SESSION);
    CK_BYTE byte;

    REQUIRE_OK(p11->C_CloseSession(session));
    EXPECT_EQUAL(p11->C_CloseSession(session), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_GenerateRandom(session, &byte, 1), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_GenerateRandom(CK_INVALID_HANDLE, &byte, 1), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_CloseSession(CK_INVALID_HANDLE), CKR_SESSION_HANDLE_INVALID);
    EXPECT_OK(p11->C_GenerateRandom(p11_session, &byte, 1)); /* the other one stays */
}

void p11_open_session_refuses_bad_arguments(void)
{
    const CK_SLOT_ID slot = p11_slot();
    CK_SESSION_HANDLE session;

    EXPECT_EQUAL(p11->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_OpenSession(slot, CKF_RW_SESSION, NULL, NULL, &session),
                 CKR_SESSION_PARALLEL_NOT_SUPPORTED);
    EXPECT_EQUAL(p11->C_OpenSession(NO_SLOT, CKF_SERIAL_SESSION, NULL, NULL, &session),
                 CKR_SLOT_ID_INVALID);
}

void p11_sessions_are_given_back(void)
{
    const CK_SLOT_ID slot = p11_slot();
    CK_MECHANISM sha256 = {CKM_SHA256, NULL, 0};
    CK_SESSION_HANDLE session;

    for (unsigned i = 0; i < OPEN_CLOSES; i++) {
        REQUIRE_OK(p11->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session));
        REQUIRE_OK(p11->C_DigestInit(session, &sha256)); /* what is under way is given back, too */
        REQUIRE_OK(p11->C_CloseSession(session));
    }
}

void p11_finalize_closes_sessions(void)
{
    const CK_SESSION_HANDLE other = p11_open(0);
    CK_BYTE byte;

    REQUIRE_OK(p11->C_Finalize(NULL));
    REQUIRE_OK(p11_initialize());
    EXPECT_EQUAL(p11->C_GenerateRandom(other, &byte, 1), CKR_SESSION_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_GenerateRandom(p11_session, &byte, 1), CKR_SESSION_HANDLE_INVALID);
}

void p11_read_only_session_changes_nothing(void)
{
    const CK_SESSION_HANDLE reader = p11_open(0);
    const CK_OBJECT_HANDLE certificate = p11_create_certificate();
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_certificate),
        P11_TEXT(CKA_LABEL, P11_LABEL_OTHER),
        P11_VALUE(CKA_TOKEN, p11_yes),
        P11_BYTES(CKA_VALUE, p11_certificate),
    };
    CK_OBJECT_HANDLE object;

    EXPECT_EQUAL(p11->C_CreateObject(reader, template, P11_COUNT(template), &object),
                 CKR_SESSION_READ_ONLY);
    EXPECT_EQUAL(p11->C_DestroyObject(reader, certificate), CKR_SESSION_READ_ONLY);
    EXPECT(p11_find(P11_LABEL_OTHER, CKO_CERTIFICATE) == CK_INVALID_HANDLE);
    EXPECT(p11_find(P11_LABEL, CKO_CERTIFICATE) == certificate);
}

/* Two digests, bytes of one between those of the other. */
void p11_operations_of_sessions_are_apart(void)
{
    static const CK_BYTE text[] = "Dunlin qualification";
    const CK_SESSION_HANDLE other = p11_open(0);
    CK_MECHANISM sha256 = {CKM_SHA256, NULL, 0};
    CK_BYTE digest[P11_DIGEST_BYTES];
    CK_ULONG bytes = sizeof digest;

    REQUIRE_OK(p11->C_DigestInit(p11_session, &sha256));
    REQUIRE_OK(p11->C_DigestInit(other, &sha256));
    for (CK_ULONG i = 0; i < sizeof text - 1u; i++) {
        EXPECT_OK(p11->C_DigestUpdate(p11_session, (CK_BYTE_PTR)(void *)&text[i], 1));
        EXPECT_OK(p11->C_DigestUpdate(other, (CK_BYTE_PTR) "x", 1));
    }
    EXPECT_OK(p11->C_CloseSession(other));
    REQUIRE_OK(p11->C_DigestFinal(p11_session, digest, &bytes));
    EXPECT_BYTES(digest, p11_digest, sizeof digest);
}
