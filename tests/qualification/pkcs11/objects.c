/* SPDX-License-Identifier: MIT */
/* Objects: created, read, found, destroyed, and there after the next start. */
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "cases.h"
#include "p11.h"
#include "p11_keys.h"

#define P11_MANY_WRITES   400u
#define P11_TIME_TO_WRITE pdMS_TO_TICKS(20000)

static CK_BYTE *const value = p11_scratch;

_Static_assert(P11_SCRATCH_BYTES >= sizeof p11_certificate, "the certificate must fit");

void p11_object_is_created_found_and_destroyed(void)
{
    const CK_OBJECT_HANDLE certificate = p11_create_certificate();

    EXPECT(p11_find(P11_LABEL, CKO_CERTIFICATE) == certificate);
    EXPECT(p11_find(P11_LABEL, CKO_PUBLIC_KEY) == CK_INVALID_HANDLE);
    EXPECT_OK(p11->C_DestroyObject(p11_session, certificate));
    EXPECT(p11_find(P11_LABEL, CKO_CERTIFICATE) == CK_INVALID_HANDLE);
    EXPECT_EQUAL(p11->C_DestroyObject(p11_session, certificate), CKR_OBJECT_HANDLE_INVALID);
}

static void expect_value(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, const void *want,
                         CK_ULONG length)
{
    CK_ATTRIBUTE ask = {type, value, P11_SCRATCH_BYTES};

    memset(value, 0, P11_SCRATCH_BYTES);
    EXPECT_OK(p11->C_GetAttributeValue(p11_session, object, &ask, 1));
    if (EXPECT_EQUAL(ask.ulValueLen, length)) {
        EXPECT_BYTES(value, want, length);
    }
}

void p11_object_attributes_are_read(void)
{
    static const CK_CERTIFICATE_TYPE x509 = CKC_X_509;
    const CK_OBJECT_HANDLE certificate = p11_create_certificate(), key = p11_create_ec_public();

    expect_value(certificate, CKA_VALUE, p11_certificate, sizeof p11_certificate);
    expect_value(certificate, CKA_LABEL, P11_LABEL, sizeof P11_LABEL - 1u);
    expect_value(certificate, CKA_CLASS, &p11_class_certificate, sizeof p11_class_certificate);
    expect_value(certificate, CKA_CERTIFICATE_TYPE, &x509, sizeof x509);
    expect_value(key, CKA_CLASS, &p11_class_public, sizeof p11_class_public);
    expect_value(key, CKA_KEY_TYPE, &p11_type_ec, sizeof p11_type_ec);
    expect_value(key, CKA_EC_PARAMS, p11_curve, sizeof p11_curve);
    expect_value(key, CKA_EC_POINT, p11_ec_point, sizeof p11_ec_point);
    p11_expect_truth(key, CKA_TOKEN, CK_TRUE);
    p11_expect_truth(key, CKA_VERIFY, CK_TRUE);
}

void p11_attribute_lengths_are_told(void)
{
    const CK_OBJECT_HANDLE certificate = p11_create_certificate();
    CK_ATTRIBUTE length = {CKA_VALUE, NULL, 0}, small = {CKA_VALUE, value, 16},
                 none = {CKA_EC_POINT, value, P11_SCRATCH_BYTES};

    EXPECT_OK(p11->C_GetAttributeValue(p11_session, certificate, &length, 1));
    EXPECT_EQUAL(length.ulValueLen, sizeof p11_certificate);
    memset(value, 0, P11_SCRATCH_BYTES);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, certificate, &small, 1),
                 CKR_BUFFER_TOO_SMALL);
    EXPECT(small.ulValueLen == CK_UNAVAILABLE_INFORMATION);
    EXPECT_EQUAL(value[16], 0);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, certificate, &none, 1),
                 CKR_ATTRIBUTE_TYPE_INVALID);
    EXPECT(none.ulValueLen == CK_UNAVAILABLE_INFORMATION);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, certificate, NULL, 1), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, CK_INVALID_HANDLE, &length, 1),
                 CKR_OBJECT_HANDLE_INVALID);
}

void p11_find_wrong_order(void)
{
    CK_ATTRIBUTE wanted[] = {P11_TEXT(CKA_LABEL, P11_LABEL)};
    CK_OBJECT_HANDLE object;
    CK_ULONG found = 7;

    EXPECT_EQUAL(p11->C_FindObjects(p11_session, &object, 1, &found),
                 CKR_OPERATION_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_FindObjectsFinal(p11_session), CKR_OPERATION_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_FindObjectsInit(p11_session, NULL, 1), CKR_ARGUMENTS_BAD);
    REQUIRE_OK(p11->C_FindObjectsInit(p11_session, wanted, P11_COUNT(wanted)));
    EXPECT_EQUAL(p11->C_FindObjectsInit(p11_session, wanted, P11_COUNT(wanted)),
                 CKR_OPERATION_ACTIVE);
    EXPECT_EQUAL(p11->C_FindObjects(p11_session, NULL, 1, &found), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_FindObjects(p11_session, &object, 1, NULL), CKR_ARGUMENTS_BAD);
    EXPECT_OK(p11->C_FindObjectsFinal(p11_session));
    EXPECT_EQUAL(p11->C_FindObjects(p11_session, &object, 1, &found),
                 CKR_OPERATION_NOT_INITIALIZED);
}

/* Two objects of one label: each is told once, then no more. */
void p11_find_tells_only_what_matches(void)
{
    CK_ATTRIBUTE wanted[] = {P11_TEXT(CKA_LABEL, P11_LABEL)};
    const CK_OBJECT_HANDLE certificate = p11_create_certificate(), key = p11_create_ec_public();
    CK_OBJECT_HANDLE objects[2] = {CK_INVALID_HANDLE, CK_INVALID_HANDLE}, more;
    CK_ULONG found = 0;

    REQUIRE_OK(p11->C_FindObjectsInit(p11_session, wanted, 1));
    for (size_t i = 0; i < P11_COUNT(objects); i++) {
        EXPECT_OK(p11->C_FindObjects(p11_session, &objects[i], 1, &found));
        EXPECT_EQUAL(found, 1);
    }
    EXPECT_OK(p11->C_FindObjects(p11_session, &more, 1, &found));
    EXPECT_EQUAL(found, 0);
    EXPECT_OK(p11->C_FindObjectsFinal(p11_session));
    EXPECT((objects[0] == certificate && objects[1] == key) ||
           (objects[0] == key && objects[1] == certificate));
    EXPECT(p11_find("Qualification, but of nobody", CKO_CERTIFICATE) == CK_INVALID_HANDLE);
}

void p11_create_object_refuses_bad_arguments(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_public), P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
        P11_TEXT(CKA_LABEL, P11_LABEL_OTHER),   P11_VALUE(CKA_TOKEN, p11_yes),
        P11_BYTES(CKA_EC_PARAMS, p11_curve),    P11_BYTES(CKA_EC_POINT, p11_ec_point),
    };
    CK_BYTE off_curve[sizeof p11_ec_point];
    CK_OBJECT_HANDLE object;

    EXPECT_EQUAL(p11->C_CreateObject(p11_session, NULL, 1, &object), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_CreateObject(p11_session, template, P11_COUNT(template), NULL),
                 CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_CreateObject(p11_session, template, 5, &object), CKR_TEMPLATE_INCOMPLETE);
    EXPECT_EQUAL(p11->C_CreateObject(p11_session, template + 1, 5, &object),
                 CKR_TEMPLATE_INCOMPLETE);
    memcpy(off_curve, p11_ec_point, sizeof off_curve);
    off_curve[40] ^= 1u;
    template[5].pValue = off_curve;
    EXPECT_EQUAL(p11->C_CreateObject(p11_session, template, P11_COUNT(template), &object),
                 CKR_ATTRIBUTE_VALUE_INVALID);
    EXPECT(p11_find(P11_LABEL_OTHER, CKO_PUBLIC_KEY) == CK_INVALID_HANDLE);
}

void p11_destroyed_object_is_refused(void)
{
    const CK_OBJECT_HANDLE key = p11_create_ec_public();
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_ATTRIBUTE ask = {CKA_LABEL, value, P11_SCRATCH_BYTES};

    REQUIRE_OK(p11->C_DestroyObject(p11_session, key));
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, key, &ask, 1), CKR_OBJECT_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_VerifyInit(p11_session, &ecdsa, key), CKR_KEY_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_DestroyObject(p11_session, CK_INVALID_HANDLE), CKR_OBJECT_HANDLE_INVALID);
}

void p11_objects_outlive_finalize(void)
{
    CK_OBJECT_HANDLE certificate = p11_create_certificate();

    (void)p11_create_ec_public();
    REQUIRE_OK(p11->C_Finalize(NULL));
    p11_set_up();
    certificate = p11_find(P11_LABEL, CKO_CERTIFICATE);
    REQUIRE(certificate != CK_INVALID_HANDLE);
    expect_value(certificate, CKA_VALUE, p11_certificate, sizeof p11_certificate);
    EXPECT(p11_find(P11_LABEL, CKO_PUBLIC_KEY) != CK_INVALID_HANDLE);
    EXPECT_OK(p11->C_DestroyObject(p11_session, certificate));
    REQUIRE_OK(p11->C_Finalize(NULL));
    p11_set_up();
    EXPECT(p11_find(P11_LABEL, CKO_CERTIFICATE) == CK_INVALID_HANDLE); /* and so does its end */
}

/* More than the area of flash holds at once, so that it has to be cleared meanwhile; where flash is
 * slow, as many as there is time for. */
void p11_objects_survive_many_writes(void)
{
    CK_OBJECT_HANDLE certificate = p11_create_certificate();
    const TickType_t start = xTaskGetTickCount();

    for (unsigned n = 0; n < P11_MANY_WRITES && xTaskGetTickCount() - start < P11_TIME_TO_WRITE;
         n++) {
        const CK_OBJECT_HANDLE key = p11_create_ec_public();

        REQUIRE(key != CK_INVALID_HANDLE);
        REQUIRE_OK(p11->C_DestroyObject(p11_session, key));
    }
    REQUIRE_OK(p11->C_Finalize(NULL));
    p11_set_up();
    certificate = p11_find(P11_LABEL, CKO_CERTIFICATE);
    REQUIRE(certificate != CK_INVALID_HANDLE);
    expect_value(certificate, CKA_VALUE, p11_certificate, sizeof p11_certificate);
    EXPECT(p11_find(P11_LABEL, CKO_PUBLIC_KEY) == CK_INVALID_HANDLE);
}
