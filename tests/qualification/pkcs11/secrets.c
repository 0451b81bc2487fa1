/* SPDX-License-Identifier: MIT */
/* Private keys: used, and never told. */
#include <string.h>

#include "cases.h"
#include "p11.h"
#include "p11_keys.h"

#define ROOM  256u
#define FENCE 0xA5u

static CK_BYTE *const told = p11_scratch;

/* The attribute is a secret: refused, and not a byte of it written. */
static void expect_secret(CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE type)
{
    CK_ATTRIBUTE ask = {type, told, ROOM};
    CK_BYTE untouched = 1;

    memset(told, FENCE, ROOM);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, key, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
    EXPECT(ask.ulValueLen == CK_UNAVAILABLE_INFORMATION);
    for (size_t i = 0; i < ROOM; i++) {
        untouched = untouched && told[i] == FENCE;
    }
    EXPECT(untouched);
}

/* Both imported, where that can be, and made in the token. */
void p11_ec_private_key_is_never_told(void)
{
    CK_OBJECT_HANDLE public_key, private_key;
    CK_ATTRIBUTE length = {CKA_VALUE, NULL, 0};

    if (pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED) {
        expect_secret(p11_create_ec_private(), CKA_VALUE);
    }
    REQUIRE_OK(p11_generate(P11_LABEL_OTHER, &public_key, &private_key));
    expect_secret(private_key, CKA_VALUE);
    EXPECT_EQUAL(p11->C_GetAttributeValue(p11_session, private_key, &length, 1),
                 CKR_ATTRIBUTE_SENSITIVE);
    p11_expect_truth(private_key, CKA_SENSITIVE, CK_TRUE);
    p11_expect_truth(private_key, CKA_EXTRACTABLE, CK_FALSE);
    p11_expect_truth(private_key, CKA_PRIVATE, CK_TRUE);
    p11_expect_truth(private_key, CKA_ALWAYS_SENSITIVE, CK_TRUE);
    p11_expect_truth(private_key, CKA_NEVER_EXTRACTABLE, CK_TRUE);
}

void p11_rsa_private_key_is_never_told(void)
{
    static const CK_ATTRIBUTE_TYPE secrets[] = {CKA_PRIVATE_EXPONENT, CKA_PRIME_1,
                                                CKA_PRIME_2,          CKA_EXPONENT_1,
                                                CKA_EXPONENT_2,       CKA_COEFFICIENT};
    CK_ATTRIBUTE modulus = {CKA_MODULUS, told, ROOM};

    if (!p11_imports_keys()) {
        return;
    }
    const CK_OBJECT_HANDLE key = p11_create_rsa_private();
    for (size_t i = 0; i < P11_COUNT(secrets); i++) {
        expect_secret(key, secrets[i]);
    }
    p11_expect_truth(key, CKA_SENSITIVE, CK_TRUE);
    p11_expect_truth(key, CKA_EXTRACTABLE, CK_FALSE);
    EXPECT_OK(p11->C_GetAttributeValue(p11_session, key, &modulus, 1)); /* this one is public */
    EXPECT_BYTES(told, p11_rsa_modulus, sizeof p11_rsa_modulus);
}

/* A template that asks for it is refused, or what it asks for is not done. */
void p11_private_key_cannot_be_made_extractable(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_private), P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
        P11_TEXT(CKA_LABEL, P11_LABEL),          P11_VALUE(CKA_TOKEN, p11_yes),
        P11_BYTES(CKA_EC_PARAMS, p11_curve),     P11_BYTES(CKA_VALUE, p11_ec_secret),
        P11_VALUE(CKA_EXTRACTABLE, p11_yes),     P11_VALUE(CKA_SENSITIVE, p11_no),
    };
    CK_OBJECT_HANDLE key = CK_INVALID_HANDLE;

    if (!p11_imports_keys()) {
        return;
    }
    for (CK_ULONG count = P11_COUNT(template) - 1u; count <= P11_COUNT(template); count++) {
        if (p11->C_CreateObject(p11_session, template, count, &key) == CKR_OK) {
            expect_secret(key, CKA_VALUE);
            p11_expect_truth(key, CKA_EXTRACTABLE, CK_FALSE);
            p11_expect_truth(key, CKA_SENSITIVE, CK_TRUE);
        }
    }
}

/* Whoever may compare guesses with a secret learns it. */
void p11_secrets_are_not_searched_for(void)
{
    CK_ATTRIBUTE guess[] = {P11_VALUE(CKA_CLASS, p11_class_private),
                            P11_BYTES(CKA_VALUE, p11_ec_secret)};
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    CK_ULONG found = 0;

    if (!p11_imports_keys()) {
        return;
    }
    (void)p11_create_ec_private();
    if (p11->C_FindObjectsInit(p11_session, guess, P11_COUNT(guess)) == CKR_OK) {
        EXPECT_OK(p11->C_FindObjects(p11_session, &object, 1, &found));
        EXPECT_OK(p11->C_FindObjectsFinal(p11_session));
    }
    EXPECT_EQUAL(found, 0);
    EXPECT(p11_find(P11_LABEL, CKO_PRIVATE_KEY) != CK_INVALID_HANDLE);
}
