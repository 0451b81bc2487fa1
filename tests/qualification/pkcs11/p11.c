/* SPDX-License-Identifier: MIT */
#include "p11.h"

#include <string.h>

#include "FreeRTOS.h"

#include "p11_keys.h"
#include "token_place.h"

#ifndef qualificationP11_RSA
#define qualificationP11_RSA 1
#endif

CK_FUNCTION_LIST_PTR p11;
CK_SESSION_HANDLE p11_session;
CK_BYTE p11_scratch[P11_SCRATCH_BYTES];

const CK_BBOOL p11_yes = CK_TRUE, p11_no = CK_FALSE;
const CK_OBJECT_CLASS p11_class_certificate = CKO_CERTIFICATE, p11_class_public = CKO_PUBLIC_KEY,
                      p11_class_private = CKO_PRIVATE_KEY;
const CK_KEY_TYPE p11_type_ec = CKK_EC, p11_type_rsa = CKK_RSA;
const CK_BYTE p11_curve[10] = pkcs11DER_ENCODED_OID_P256;

/* ---- Around cases ---- */

CK_RV p11_initialize(void)
{
    CK_C_INITIALIZE_ARGS args = {.flags = CKF_OS_LOCKING_OK};
    CK_RV result = p11->C_Initialize(&args);
    return result == CKR_CRYPTOKI_ALREADY_INITIALIZED ? CKR_OK : result;
}

bool p11_begin(void)
{
    return EXPECT(token_place_prepare()) && EXPECT_EQUAL(C_GetFunctionList(&p11), CKR_OK) &&
           EXPECT(p11 != NULL);
}

/* Whoever comes next may want the token. */
void p11_end(void)
{
    (void)p11_initialize();
}

CK_SLOT_ID p11_slot(void)
{
    CK_SLOT_ID slots[4] = {0};
    CK_ULONG count = P11_COUNT(slots);

    EXPECT_OK(p11->C_GetSlotList(CK_TRUE, slots, &count));
    EXPECT(count >= 1);
    return slots[0];
}

CK_SESSION_HANDLE p11_open(CK_FLAGS more)
{
    CK_SESSION_HANDLE session = CK_INVALID_HANDLE;

    EXPECT_OK(p11->C_OpenSession(p11_slot(), CKF_SERIAL_SESSION | more, NULL, NULL, &session));
    return session;
}

static void log_in(void)
{
    static const char pin[] = pkcs11configPKCS11_DEFAULT_USER_PIN;
    CK_RV result =
        p11->C_Login(p11_session, CKU_USER, (CK_UTF8CHAR_PTR)(void *)pin, sizeof pin - 1u);
    EXPECT(result == CKR_OK || result == CKR_USER_ALREADY_LOGGED_IN);
}

void p11_set_up(void)
{
    EXPECT_OK(p11_initialize());
    p11_session = p11_open(CKF_RW_SESSION);
    log_in();
}

static void destroy_all_of(const char *label)
{
    static const CK_OBJECT_CLASS classes[] = {CKO_CERTIFICATE, CKO_PUBLIC_KEY, CKO_PRIVATE_KEY};

    for (size_t i = 0; i < P11_COUNT(classes); i++) {
        CK_OBJECT_HANDLE object = p11_find(label, classes[i]);
        if (object != CK_INVALID_HANDLE) {
            (void)p11->C_DestroyObject(p11_session, object);
        }
    }
}

void p11_tear_down(void)
{
    (void)p11->C_Finalize(NULL); /* whatever a case has left under way is over */
    if (p11_initialize() == CKR_OK) {
        p11_session = p11_open(CKF_RW_SESSION);
        log_in();
        destroy_all_of(P11_LABEL);
        destroy_all_of(P11_LABEL_OTHER);
        (void)p11->C_Finalize(NULL);
    }
}

/* ---- Objects ---- */

CK_OBJECT_HANDLE p11_find(const char *label, CK_OBJECT_CLASS class)
{
    CK_ATTRIBUTE wanted[] = {{CKA_LABEL, (void *)label, strlen(label)},
                             P11_VALUE(CKA_CLASS, class)};
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    CK_ULONG found = 0;

    if (p11->C_FindObjectsInit(p11_session, wanted, P11_COUNT(wanted)) == CKR_OK) {
        (void)p11->C_FindObjects(p11_session, &object, 1, &found);
        (void)p11->C_FindObjectsFinal(p11_session);
    }
    return found == 1 ? object : CK_INVALID_HANDLE;
}

static CK_OBJECT_HANDLE create(CK_ATTRIBUTE *template, CK_ULONG count)
{
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;

    EXPECT_OK(p11->C_CreateObject(p11_session, template, count, &object));
    EXPECT(object != CK_INVALID_HANDLE);
    return object;
}

CK_OBJECT_HANDLE p11_create_certificate(void)
{
    static const CK_CERTIFICATE_TYPE x509 = CKC_X_509;
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_certificate),
        P11_VALUE(CKA_CERTIFICATE_TYPE, x509),
        P11_TEXT(CKA_LABEL, P11_LABEL),
        P11_TEXT(CKA_SUBJECT, "\x30\x00"),
        P11_VALUE(CKA_TOKEN, p11_yes),
        P11_BYTES(CKA_VALUE, p11_certificate),
    };
    return create(template, P11_COUNT(template));
}

CK_OBJECT_HANDLE p11_create_ec_public(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_public), P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
        P11_TEXT(CKA_LABEL, P11_LABEL),         P11_VALUE(CKA_TOKEN, p11_yes),
        P11_VALUE(CKA_VERIFY, p11_yes),         P11_BYTES(CKA_EC_PARAMS, p11_curve),
        P11_BYTES(CKA_EC_POINT, p11_ec_point),
    };
    return create(template, P11_COUNT(template));
}

CK_OBJECT_HANDLE p11_create_ec_private(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_private), P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
        P11_TEXT(CKA_LABEL, P11_LABEL),          P11_VALUE(CKA_TOKEN, p11_yes),
        P11_VALUE(CKA_PRIVATE, p11_yes),         P11_VALUE(CKA_SIGN, p11_yes),
        P11_BYTES(CKA_EC_PARAMS, p11_curve),     P11_BYTES(CKA_VALUE, p11_ec_secret),
    };
    return create(template, P11_COUNT(template));
}

CK_OBJECT_HANDLE p11_create_rsa_public(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_public),
        P11_VALUE(CKA_KEY_TYPE, p11_type_rsa),
        P11_TEXT(CKA_LABEL, P11_LABEL),
        P11_VALUE(CKA_TOKEN, p11_yes),
        P11_VALUE(CKA_VERIFY, p11_yes),
        P11_BYTES(CKA_MODULUS, p11_rsa_modulus),
        P11_BYTES(CKA_PUBLIC_EXPONENT, p11_rsa_public_exponent),
    };
    return create(template, P11_COUNT(template));
}

CK_OBJECT_HANDLE p11_create_rsa_private(void)
{
    CK_ATTRIBUTE template[] = {
        P11_VALUE(CKA_CLASS, p11_class_private),
        P11_VALUE(CKA_KEY_TYPE, p11_type_rsa),
        P11_TEXT(CKA_LABEL, P11_LABEL),
        P11_VALUE(CKA_TOKEN, p11_yes),
        P11_VALUE(CKA_SIGN, p11_yes),
        P11_BYTES(CKA_MODULUS, p11_rsa_modulus),
        P11_BYTES(CKA_PUBLIC_EXPONENT, p11_rsa_public_exponent),
        P11_BYTES(CKA_PRIVATE_EXPONENT, p11_rsa_private_exponent),
        P11_BYTES(CKA_PRIME_1, p11_rsa_prime_1),
        P11_BYTES(CKA_PRIME_2, p11_rsa_prime_2),
        P11_BYTES(CKA_EXPONENT_1, p11_rsa_exponent_1),
        P11_BYTES(CKA_EXPONENT_2, p11_rsa_exponent_2),
        P11_BYTES(CKA_COEFFICIENT, p11_rsa_coefficient),
    };
    return create(template, P11_COUNT(template));
}

bool p11_imports_keys(void)
{
    if (!pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED) {
        qualification_ignore("pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED is 0: keys are made in the "
                             "token only");
    }
    return pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED;
}

bool p11_has_rsa(void)
{
    if (!qualificationP11_RSA) {
        qualification_ignore(
            "qualificationP11_RSA is 0: computing with 2048 bits does not fit in RAM");
    }
    return qualificationP11_RSA;
}

CK_RV p11_generate(const char *label, CK_OBJECT_HANDLE *public_key, CK_OBJECT_HANDLE *private_key)
{
    CK_MECHANISM how = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    CK_ATTRIBUTE of_public[] = {P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
                                P11_BYTES(CKA_EC_PARAMS, p11_curve),
                                P11_VALUE(CKA_VERIFY, p11_yes),
                                P11_VALUE(CKA_TOKEN, p11_yes),
                                {CKA_LABEL, (void *)label, strlen(label)}};
    CK_ATTRIBUTE of_private[] = {P11_VALUE(CKA_KEY_TYPE, p11_type_ec),
                                 P11_VALUE(CKA_SIGN, p11_yes),
                                 P11_VALUE(CKA_PRIVATE, p11_yes),
                                 P11_VALUE(CKA_TOKEN, p11_yes),
                                 {CKA_LABEL, (void *)label, strlen(label)}};

    return p11->C_GenerateKeyPair(p11_session, &how, of_public, P11_COUNT(of_public), of_private,
                                  P11_COUNT(of_private), public_key, private_key);
}

/* ---- Operations in one step ---- */

CK_RV p11_sign(CK_SESSION_HANDLE session, CK_MECHANISM_TYPE how, CK_OBJECT_HANDLE key,
               const CK_BYTE *in, CK_ULONG in_bytes, CK_BYTE *signature, CK_ULONG *bytes)
{
    CK_MECHANISM mechanism = {how, NULL, 0};
    CK_RV result = p11->C_SignInit(session, &mechanism, key);
    return result != CKR_OK
               ? result
               : p11->C_Sign(session, (CK_BYTE_PTR)(void *)in, in_bytes, signature, bytes);
}

CK_RV p11_verify(CK_SESSION_HANDLE session, CK_MECHANISM_TYPE how, CK_OBJECT_HANDLE key,
                 const CK_BYTE *in, CK_ULONG in_bytes, const CK_BYTE *signature, CK_ULONG bytes)
{
    CK_MECHANISM mechanism = {how, NULL, 0};
    CK_RV result = p11->C_VerifyInit(session, &mechanism, key);
    return result != CKR_OK ? result
                            : p11->C_Verify(session, (CK_BYTE_PTR)(void *)in, in_bytes,
                                            (CK_BYTE_PTR)(void *)signature, bytes);
}

CK_RV p11_digest_of(CK_SESSION_HANDLE session, const void *text, CK_ULONG length,
                    CK_BYTE digest[P11_DIGEST_BYTES])
{
    CK_MECHANISM sha256 = {CKM_SHA256, NULL, 0};
    CK_ULONG bytes = P11_DIGEST_BYTES;
    CK_RV result = p11->C_DigestInit(session, &sha256);

    if (result == CKR_OK) {
        result = p11->C_DigestUpdate(session, (CK_BYTE_PTR)(void *)text, length);
    }
    return result != CKR_OK ? result : p11->C_DigestFinal(session, digest, &bytes);
}

void p11_expect_truth(CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, CK_BBOOL truth)
{
    CK_BBOOL value = 0xAA;
    CK_ATTRIBUTE ask = P11_VALUE(type, value);

    EXPECT_OK(p11->C_GetAttributeValue(p11_session, object, &ask, 1));
    EXPECT_EQUAL(ask.ulValueLen, sizeof value);
    EXPECT_EQUAL(value, truth);
}
