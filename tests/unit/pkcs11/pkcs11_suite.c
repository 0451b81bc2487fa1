/* SPDX-License-Identifier: MIT */
#include "pkcs11_suite.h"

#include <stdbool.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_keys.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define BYTES(value) ((void *)(value)), sizeof(value)
#define VALUE(value) &(value), sizeof(value)
#define TEXT(value)  ((void *)(value)), strlen(value)

static CK_FUNCTION_LIST_PTR f;
static const char *user_pin;
static CK_SESSION_HANDLE s;

static CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
static CK_OBJECT_CLASS class_certificate = CKO_CERTIFICATE, class_public = CKO_PUBLIC_KEY,
                       class_private = CKO_PRIVATE_KEY, class_secret = CKO_SECRET_KEY;
static CK_KEY_TYPE type_ec = CKK_EC, type_rsa = CKK_RSA;
static CK_CERTIFICATE_TYPE x509 = CKC_X_509;
static CK_BYTE p256[] = pkcs11DER_ENCODED_OID_P256;

static CK_SLOT_ID first_slot(void)
{
    CK_SLOT_ID slots[8];
    CK_ULONG count = COUNT(slots);
    CHECK_EQ(f->C_GetSlotList(CK_TRUE, slots, &count), CKR_OK);
    CHECK_EQ(count > 0, true);
    return slots[0];
}

CK_SESSION_HANDLE suite_session(CK_FUNCTION_LIST_PTR functions, const char *pin)
{
    CK_SESSION_HANDLE session;

    f = functions;
    CHECK_EQ(
        f->C_OpenSession(first_slot(), CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, &session),
        CKR_OK);
    CK_RV logged = f->C_Login(session, CKU_USER, (CK_UTF8CHAR_PTR)pin, strlen(pin));
    CHECK_EQ(logged == CKR_OK || logged == CKR_USER_ALREADY_LOGGED_IN, true);
    return session;
}

static CK_OBJECT_HANDLE create(CK_ATTRIBUTE *template, CK_ULONG count)
{
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
    CHECK_EQ(f->C_CreateObject(s, template, count, &object), CKR_OK);
    CHECK_EQ(object != CK_INVALID_HANDLE, true);
    return object;
}

CK_OBJECT_HANDLE suite_ec_private(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                  const char *label)
{
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class_private)}, {CKA_KEY_TYPE, VALUE(type_ec)},
        {CKA_LABEL, TEXT(label)},          {CKA_TOKEN, VALUE(yes)},
        {CKA_PRIVATE, VALUE(yes)},         {CKA_SENSITIVE, VALUE(yes)},
        {CKA_EXTRACTABLE, VALUE(no)},      {CKA_SIGN, VALUE(yes)},
        {CKA_EC_PARAMS, BYTES(p256)},      {CKA_VALUE, BYTES(ec_secret)},
    };
    f = functions;
    s = session;
    return create(template, COUNT(template));
}

CK_OBJECT_HANDLE suite_ec_public(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                 const char *label)
{
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class_public)}, {CKA_KEY_TYPE, VALUE(type_ec)},
        {CKA_LABEL, TEXT(label)},         {CKA_TOKEN, VALUE(yes)},
        {CKA_VERIFY, VALUE(yes)},         {CKA_EC_PARAMS, BYTES(p256)},
        {CKA_EC_POINT, BYTES(ec_point)},
    };
    f = functions;
    s = session;
    return create(template, COUNT(template));
}

CK_OBJECT_HANDLE suite_rsa(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                           const char *label, CK_OBJECT_CLASS class)
{
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class)},
        {CKA_KEY_TYPE, VALUE(type_rsa)},
        {CKA_LABEL, TEXT(label)},
        {CKA_TOKEN, VALUE(yes)},
        {class == CKO_PRIVATE_KEY ? CKA_SIGN : CKA_VERIFY, VALUE(yes)},
        {CKA_MODULUS, BYTES(rsa_modulus)},
        {CKA_PUBLIC_EXPONENT, BYTES(rsa_public_exponent)},
        {CKA_PRIVATE_EXPONENT, BYTES(rsa_private_exponent)},
        {CKA_PRIME_1, BYTES(rsa_prime_1)},
        {CKA_PRIME_2, BYTES(rsa_prime_2)},
        {CKA_EXPONENT_1, BYTES(rsa_exponent_1)},
        {CKA_EXPONENT_2, BYTES(rsa_exponent_2)},
        {CKA_COEFFICIENT, BYTES(rsa_coefficient)},
        {CKA_SENSITIVE, VALUE(yes)},
        {CKA_EXTRACTABLE, VALUE(no)},
    };
    f = functions;
    s = session;
    return create(template, class == CKO_PRIVATE_KEY ? COUNT(template) : 7);
}

CK_OBJECT_HANDLE suite_certificate(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                   const char *label)
{
    static const char subject[] = "\x30\x00";
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class_certificate)},
        {CKA_SUBJECT, (void *)subject, 2},
        {CKA_CERTIFICATE_TYPE, VALUE(x509)},
        {CKA_VALUE, BYTES(certificate)},
        {CKA_LABEL, TEXT(label)},
        {CKA_TOKEN, VALUE(yes)},
    };
    f = functions;
    s = session;
    return create(template, COUNT(template));
}

void suite_digest_info(CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH])
{
    static const CK_BYTE prefix[] = pkcs11STUFF_APPENDED_TO_RSA_SIG;

    memcpy(info, prefix, sizeof prefix);
    memcpy(info + sizeof prefix, message_digest, sizeof message_digest);
}

static void begin(void)
{
    CHECK_EQ(f->C_Initialize(NULL), CKR_OK);
    s = suite_session(f, user_pin);
}

static void end(void)
{
    CHECK_EQ(f->C_CloseSession(s), CKR_OK);
    CHECK_EQ(f->C_Finalize(NULL), CKR_OK);
}

static void destroy(CK_OBJECT_HANDLE object)
{
    CHECK_EQ(f->C_DestroyObject(s, object), CKR_OK);
}

static CK_RV ignore_mutex(CK_VOID_PTR mutex)
{
    (void)mutex;
    return CKR_OK;
}

static void nothing_works_before_initialize(void)
{
    CK_C_INITIALIZE_ARGS args = {.LockMutex = ignore_mutex};
    CK_ULONG count = 0;
    CK_SESSION_HANDLE session;

    CHECK_EQ(f->C_GetSlotList(CK_TRUE, NULL, &count), CKR_CRYPTOKI_NOT_INITIALIZED);
    CHECK_EQ(f->C_OpenSession(1, CKF_SERIAL_SESSION, NULL, NULL, &session),
             CKR_CRYPTOKI_NOT_INITIALIZED);
    CHECK_EQ(f->C_CloseSession(1), CKR_CRYPTOKI_NOT_INITIALIZED);
    CHECK_EQ(f->C_Finalize(NULL), CKR_CRYPTOKI_NOT_INITIALIZED);
    CHECK_EQ(f->C_Initialize(&args), CKR_ARGUMENTS_BAD);
    args = (CK_C_INITIALIZE_ARGS){.pReserved = &args};
    CHECK_EQ(f->C_Initialize(&args), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_Initialize(NULL), CKR_OK);
    CHECK_EQ(f->C_Initialize(NULL), CKR_CRYPTOKI_ALREADY_INITIALIZED);
    CHECK_EQ(f->C_Finalize(&args), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_Finalize(NULL), CKR_OK);
}

static void a_session_is_opened_with_the_right_flags_and_closed_once(void)
{
    CK_SESSION_HANDLE session;
    CK_TOKEN_INFO info;
    CK_SLOT_ID slot;

    begin();
    slot = first_slot();
    CHECK_EQ(f->C_OpenSession(slot, CKF_RW_SESSION, NULL, NULL, &session),
             CKR_SESSION_PARALLEL_NOT_SUPPORTED);
    CHECK_EQ(f->C_OpenSession(slot + 77, CKF_SERIAL_SESSION, NULL, NULL, &session),
             CKR_SLOT_ID_INVALID);
    CHECK_EQ(f->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, NULL), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &session), CKR_OK);
    CHECK_EQ(f->C_GetTokenInfo(slot, &info), CKR_OK);
    if (info.ulSessionCount != CK_UNAVAILABLE_INFORMATION) {
        CHECK_EQ(info.ulSessionCount, 2);
        CHECK_EQ(info.ulRwSessionCount, 1);
    }
    CHECK_EQ((info.flags & CKF_TOKEN_INITIALIZED) != 0, true);
    CHECK_EQ(f->C_GetTokenInfo(slot + 77, &info), CKR_SLOT_ID_INVALID);
    CHECK_EQ(f->C_CloseSession(session), CKR_OK);
    CHECK_EQ(f->C_CloseSession(session), CKR_SESSION_HANDLE_INVALID);
    CHECK_EQ(f->C_CloseSession(0), CKR_SESSION_HANDLE_INVALID);
    CHECK_EQ(f->C_Login(s, CKU_USER, (CK_UTF8CHAR_PTR)user_pin, strlen(user_pin)),
             CKR_USER_ALREADY_LOGGED_IN);
    end();
}

static void mechanisms_say_what_they_are_for(void)
{
    static const struct {
        CK_MECHANISM_TYPE type;
        CK_FLAGS flags;
    } cases[] = {
        {CKM_ECDSA, CKF_SIGN | CKF_VERIFY},
        {CKM_RSA_PKCS, CKF_SIGN | CKF_VERIFY},
        {CKM_SHA256, CKF_DIGEST},
        {CKM_SHA256_HMAC, CKF_SIGN | CKF_VERIFY},
        {CKM_AES_CMAC, CKF_SIGN | CKF_VERIFY},
        {CKM_EC_KEY_PAIR_GEN, CKF_GENERATE_KEY_PAIR},
    };
    CK_MECHANISM_INFO info;

    begin();
    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_EQ(f->C_GetMechanismInfo(first_slot(), cases[i].type, &info), CKR_OK);
        CHECK_EQ(info.flags & cases[i].flags, cases[i].flags);
        CHECK_EQ(info.ulMinKeySize <= info.ulMaxKeySize, true);
    }
    CHECK_EQ(f->C_GetMechanismInfo(first_slot(), CKM_VENDOR_DEFINED + 5, &info),
             CKR_MECHANISM_INVALID);
    end();
}

static void a_digest_comes_in_parts_and_knows_its_state(void)
{
    CK_MECHANISM sha = {CKM_SHA256, NULL, 0}, unknown = {CKM_VENDOR_DEFINED + 5, NULL, 0};
    CK_BYTE out[64];
    CK_ULONG bytes = sizeof out;

    begin();
    CHECK_EQ(f->C_DigestUpdate(s, (CK_BYTE_PTR) "m", 1), CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_DigestFinal(s, out, &bytes), CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_DigestInit(s, &unknown), CKR_MECHANISM_INVALID);
    CHECK_EQ(f->C_DigestInit(s, NULL), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_DigestInit(s, &sha), CKR_OK);
    CHECK_EQ(f->C_DigestInit(s, &sha), CKR_OPERATION_ACTIVE);
    CHECK_EQ(f->C_DigestUpdate(s, (CK_BYTE_PTR) "mess", 4), CKR_OK);
    CHECK_EQ(f->C_DigestUpdate(s, (CK_BYTE_PTR) "age", 3), CKR_OK);
    CHECK_EQ(f->C_DigestFinal(s, NULL, &bytes), CKR_OK);
    CHECK_EQ(bytes, 32);
    bytes = 31;
    CHECK_EQ(f->C_DigestFinal(s, out, &bytes), CKR_BUFFER_TOO_SMALL);
    CHECK_EQ(bytes, 32);
    CHECK_EQ(f->C_DigestFinal(s, out, &bytes), CKR_OK);
    CHECK_EQ(memcmp(out, message_digest, 32), 0);
    CHECK_EQ(f->C_DigestFinal(s, out, &bytes), CKR_OPERATION_NOT_INITIALIZED);
    end();
}

static CK_ULONG count_of(CK_ATTRIBUTE *template, CK_ULONG count, CK_OBJECT_HANDLE *last)
{
    CK_ULONG all = 0, found;

    CHECK_EQ(f->C_FindObjectsInit(s, template, count), CKR_OK);
    do {
        CK_OBJECT_HANDLE object;
        CHECK_EQ(f->C_FindObjects(s, &object, 1, &found), CKR_OK);
        if (found == 1) {
            *last = object;
        }
        all += found;
    } while (found != 0);
    CHECK_EQ(f->C_FindObjectsFinal(s), CKR_OK);
    return all;
}

static void objects_are_found_by_what_they_are(void)
{
    CK_OBJECT_HANDLE first, second, key, found = 0;
    CK_ULONG got;
    CK_ATTRIBUTE by_class[] = {{CKA_CLASS, VALUE(class_certificate)}};
    CK_ATTRIBUTE by_both[] = {{CKA_LABEL, TEXT("two")}, {CKA_CLASS, VALUE(class_certificate)}};
    CK_ATTRIBUTE by_key[] = {{CKA_LABEL, TEXT("two")}, {CKA_CLASS, VALUE(class_public)}};
    CK_ATTRIBUTE by_start[] = {{CKA_LABEL, TEXT("tw")}};

    begin();
    first = suite_certificate(f, s, "one");
    second = suite_certificate(f, s, "two");
    key = suite_ec_public(f, s, "two");
    CHECK_EQ(count_of(NULL, 0, &found), 3);
    CHECK_EQ(count_of(by_class, 1, &found), 2);
    CHECK_EQ(count_of(by_both, 2, &found), 1);
    CHECK_EQ(found, second);
    CHECK_EQ(count_of(by_key, 2, &found), 1);
    CHECK_EQ(found, key);
    CHECK_EQ(count_of(by_start, 1, &found), 0);
    CHECK_EQ(f->C_FindObjects(s, &found, 1, &got), CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_FindObjectsFinal(s), CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_FindObjectsInit(s, by_class, 1), CKR_OK);
    CHECK_EQ(f->C_FindObjectsInit(s, by_class, 1), CKR_OPERATION_ACTIVE);
    CHECK_EQ(f->C_FindObjectsFinal(s), CKR_OK);
    destroy(first);
    destroy(second);
    destroy(key);
    CHECK_EQ(f->C_DestroyObject(s, key), CKR_OBJECT_HANDLE_INVALID);
    CHECK_EQ(count_of(NULL, 0, &found), 0);
    end();
}

static void attributes_are_asked_for_their_length_first(void)
{
    CK_BYTE value[512], small[16];
    CK_OBJECT_CLASS class;
    CK_ATTRIBUTE ask[] = {{CKA_VALUE, NULL, 0}, {CKA_CLASS, VALUE(class)}};
    CK_ATTRIBUTE wrong[] = {{CKA_MODULUS, value, sizeof value}, {CKA_CLASS, VALUE(class)}};
    CK_ATTRIBUTE tight[] = {{CKA_VALUE, small, sizeof small}, {CKA_CLASS, VALUE(class)}};
    CK_OBJECT_HANDLE object;

    begin();
    object = suite_certificate(f, s, "Device Cert");
    class = 0;
    CHECK_EQ(f->C_GetAttributeValue(s, object, ask, 2), CKR_OK);
    CHECK_EQ(ask[0].ulValueLen, sizeof certificate);
    CHECK_EQ(class, CKO_CERTIFICATE);
    ask[0].pValue = value;
    CHECK_EQ(f->C_GetAttributeValue(s, object, ask, 1), CKR_OK);
    CHECK_EQ(memcmp(value, certificate, sizeof certificate), 0);
    class = 0;
    CHECK_EQ(f->C_GetAttributeValue(s, object, wrong, 2), CKR_ATTRIBUTE_TYPE_INVALID);
    CHECK_EQ(wrong[0].ulValueLen, CK_UNAVAILABLE_INFORMATION);
    CHECK_EQ(class, CKO_CERTIFICATE);
    class = 0;
    CHECK_EQ(f->C_GetAttributeValue(s, object, tight, 2), CKR_BUFFER_TOO_SMALL);
    CHECK_EQ(tight[0].ulValueLen, CK_UNAVAILABLE_INFORMATION);
    CHECK_EQ(class, CKO_CERTIFICATE);
    CHECK_EQ(f->C_GetAttributeValue(s, object, NULL, 1), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_GetAttributeValue(s, 30000, ask, 1), CKR_OBJECT_HANDLE_INVALID);
    destroy(object);
    end();
}

static void check_signing(CK_MECHANISM_TYPE type, CK_OBJECT_HANDLE private, CK_OBJECT_HANDLE public,
                          const void *data, CK_ULONG data_bytes, CK_ULONG signature_bytes,
                          CK_BYTE *signature)
{
    CK_MECHANISM mechanism = {type, NULL, 0};
    CK_ULONG bytes = 0;

    CHECK_EQ(f->C_Sign(s, (CK_BYTE_PTR)data, data_bytes, signature, &bytes),
             CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_SignInit(s, &mechanism, private), CKR_OK);
    CHECK_EQ(f->C_SignInit(s, &mechanism, private), CKR_OPERATION_ACTIVE);
    CHECK_EQ(f->C_Sign(s, (CK_BYTE_PTR)data, data_bytes, NULL, &bytes), CKR_OK);
    CHECK_EQ(bytes, signature_bytes);
    bytes--;
    CHECK_EQ(f->C_Sign(s, (CK_BYTE_PTR)data, data_bytes, signature, &bytes), CKR_BUFFER_TOO_SMALL);
    CHECK_EQ(bytes, signature_bytes);
    CHECK_EQ(f->C_Sign(s, (CK_BYTE_PTR)data, data_bytes, signature, &bytes), CKR_OK);
    CHECK_EQ(bytes, signature_bytes);
    CHECK_EQ(f->C_Sign(s, (CK_BYTE_PTR)data, data_bytes, signature, &bytes),
             CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_VerifyInit(s, &mechanism, public), CKR_OK);
    CHECK_EQ(f->C_Verify(s, (CK_BYTE_PTR)data, data_bytes, signature, bytes), CKR_OK);
    CHECK_EQ(f->C_Verify(s, (CK_BYTE_PTR)data, data_bytes, signature, bytes),
             CKR_OPERATION_NOT_INITIALIZED);
    CHECK_EQ(f->C_VerifyInit(s, &mechanism, public), CKR_OK);
    CHECK_EQ(f->C_Verify(s, (CK_BYTE_PTR)data, data_bytes, signature, bytes - 1),
             CKR_SIGNATURE_LEN_RANGE);
    signature[bytes - 1] ^= 1;
    CHECK_EQ(f->C_VerifyInit(s, &mechanism, public), CKR_OK);
    CHECK_EQ(f->C_Verify(s, (CK_BYTE_PTR)data, data_bytes, signature, bytes),
             CKR_SIGNATURE_INVALID);
    signature[bytes - 1] ^= 1;
}

static void an_imported_curve_key_signs_and_verifies(void)
{
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_BYTE signature[64];
    CK_OBJECT_HANDLE private, public;

    begin();
    private = suite_ec_private(f, s, "private");
    public = suite_ec_public(f, s, "public");
    check_signing(CKM_ECDSA, private, public, message_digest, 32, 64, signature);
    CHECK_EQ(f->C_VerifyInit(s, &ecdsa, public), CKR_OK);
    CHECK_EQ(f->C_Verify(s, (CK_BYTE_PTR)message_digest, 32, (CK_BYTE_PTR)ec_signature, 64),
             CKR_OK);
    CHECK_EQ(f->C_SignInit(s, &ecdsa, public) != CKR_OK, true);
    CHECK_EQ(f->C_SignInit(s, NULL, private), CKR_ARGUMENTS_BAD);
    destroy(private);
    destroy(public);
    end();
}

static void an_imported_rsa_key_signs_as_openssl_does(void)
{
    CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH], signature[256];
    CK_OBJECT_HANDLE private, public;

    begin();
    private = suite_rsa(f, s, "private", CKO_PRIVATE_KEY);
    public = suite_rsa(f, s, "public", CKO_PUBLIC_KEY);
    suite_digest_info(info);
    check_signing(CKM_RSA_PKCS, private, public, info, sizeof info, 256, signature);
    CHECK_EQ(memcmp(signature, rsa_signature, sizeof signature), 0);
    destroy(private);
    destroy(public);
    end();
}

static void a_mac_is_that_of_its_standard(void)
{
    static const CK_BYTE aes_key[16] = {0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6,
                                        0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf, 0x4f, 0x3c};
    static const CK_BYTE aes_in[40] = {0x6b, 0xc1, 0xbe, 0xe2, 0x2e, 0x40, 0x9f, 0x96, 0xe9, 0x3d,
                                       0x7e, 0x11, 0x73, 0x93, 0x17, 0x2a, 0xae, 0x2d, 0x8a, 0x57,
                                       0x1e, 0x03, 0xac, 0x9c, 0x9e, 0xb7, 0x6f, 0xac, 0x45, 0xaf,
                                       0x8e, 0x51, 0x30, 0xc8, 0x1c, 0x46, 0xa3, 0x5c, 0xe4, 0x11};
    static const CK_BYTE cmac_16[16] = {0x07, 0x0a, 0x16, 0xb4, 0x6b, 0x4d, 0x41, 0x44,
                                        0xf7, 0x9b, 0xdd, 0x9d, 0xd0, 0x4a, 0x28, 0x7c};
    static const CK_BYTE cmac_40[16] = {0xdf, 0xa6, 0x67, 0x47, 0xde, 0x9a, 0xe6, 0x30,
                                        0x30, 0xca, 0x32, 0x61, 0x14, 0x97, 0xc8, 0x27};
    static const char text[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    static const CK_BYTE hmac[32] = {0x60, 0xe4, 0x31, 0x59, 0x1e, 0xe0, 0xb6, 0x7f,
                                     0x0d, 0x8a, 0x26, 0xaa, 0xcb, 0xf5, 0xb7, 0x7f,
                                     0x8e, 0x0b, 0xc6, 0x21, 0x37, 0x28, 0xc5, 0x14,
                                     0x05, 0x46, 0x04, 0x0f, 0x0e, 0xe3, 0x7f, 0x54};
    CK_KEY_TYPE aes = CKK_AES, sha = CKK_SHA256_HMAC;
    CK_BYTE hmac_key[131], mac[32];
    CK_ULONG key_bytes = 0;
    CK_ATTRIBUTE length = {CKA_VALUE_LEN, VALUE(key_bytes)};
    CK_OBJECT_HANDLE key;
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class_secret)}, {CKA_KEY_TYPE, VALUE(aes)}, {CKA_LABEL, TEXT("mac")},
        {CKA_TOKEN, VALUE(yes)},          {CKA_SIGN, VALUE(yes)},     {CKA_VERIFY, VALUE(yes)},
        {CKA_VALUE, BYTES(aes_key)},
    };

    begin();
    key = create(template, COUNT(template));
    check_signing(CKM_AES_CMAC, key, key, aes_in, 16, 16, mac);
    CHECK_EQ(memcmp(mac, cmac_16, 16), 0);
    check_signing(CKM_AES_CMAC, key, key, aes_in, 40, 16, mac);
    CHECK_EQ(memcmp(mac, cmac_40, 16), 0);
    CHECK_EQ(f->C_GetAttributeValue(s, key, &length, 1), CKR_OK);
    CHECK_EQ(key_bytes, 16);
    destroy(key);
    memset(hmac_key, 0xaa, sizeof hmac_key);
    template[1].pValue = &sha;
    template[6] = (CK_ATTRIBUTE){CKA_VALUE, BYTES(hmac_key)};
    key = create(template, COUNT(template));
    check_signing(CKM_SHA256_HMAC, key, key, text, sizeof text - 1, 32, mac);
    CHECK_EQ(memcmp(mac, hmac, 32), 0);
    destroy(key);
    end();
}

static void a_key_made_in_the_token_signs_and_stays_there(void)
{
    CK_MECHANISM generate = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    CK_OBJECT_HANDLE public, private;
    CK_BYTE point[80], curve[16], secret[64], signature[64];
    CK_BBOOL sensitive = 0, extractable = 1, local = 0;
    CK_ATTRIBUTE of_public[] = {{CKA_EC_PARAMS, BYTES(p256)},
                                {CKA_LABEL, TEXT("pair")},
                                {CKA_TOKEN, VALUE(yes)},
                                {CKA_VERIFY, VALUE(yes)}};
    CK_ATTRIBUTE of_private[] = {{CKA_LABEL, TEXT("pair")},    {CKA_TOKEN, VALUE(yes)},
                                 {CKA_PRIVATE, VALUE(yes)},    {CKA_SENSITIVE, VALUE(yes)},
                                 {CKA_EXTRACTABLE, VALUE(no)}, {CKA_SIGN, VALUE(yes)}};
    CK_ATTRIBUTE ask[] = {{CKA_EC_POINT, BYTES(point)}, {CKA_EC_PARAMS, BYTES(curve)}};
    CK_ATTRIBUTE ask_private[] = {{CKA_VALUE, BYTES(secret)},
                                  {CKA_SENSITIVE, VALUE(sensitive)},
                                  {CKA_EXTRACTABLE, VALUE(extractable)},
                                  {CKA_LOCAL, VALUE(local)}};

    begin();
    CHECK_EQ(f->C_GenerateKeyPair(s, &generate, of_public, COUNT(of_public), of_private,
                                  COUNT(of_private), &public, &private),
             CKR_OK);
    CHECK_EQ(f->C_GetAttributeValue(s, public, ask, 2), CKR_OK);
    CHECK_EQ(ask[0].ulValueLen, 67);
    CHECK_EQ(point[0] == 0x04 && point[1] == 65 && point[2] == 0x04, true);
    CHECK_EQ(ask[1].ulValueLen == sizeof p256 && memcmp(curve, p256, sizeof p256) == 0, true);
    memset(secret, 0x5a, sizeof secret);
    CHECK_EQ(f->C_GetAttributeValue(s, private, ask_private, 4), CKR_ATTRIBUTE_SENSITIVE);
    CHECK_EQ(ask_private[0].ulValueLen, CK_UNAVAILABLE_INFORMATION);
    CHECK_EQ(secret[0] == 0x5a && secret[63] == 0x5a, true);
    CHECK_EQ(f->C_GetAttributeValue(s, private, ask_private + 1, 3), CKR_OK);
    CHECK_EQ(sensitive && !extractable && local, true);
    check_signing(CKM_ECDSA, private, public, message_digest, 32, 64, signature);
    destroy(private);
    destroy(public);
    end();
}

static void a_private_keys_secrets_are_refused_whatever_is_asked(void)
{
    static const CK_ATTRIBUTE_TYPE secrets[] = {CKA_PRIVATE_EXPONENT, CKA_PRIME_1,
                                                CKA_PRIME_2,          CKA_EXPONENT_1,
                                                CKA_EXPONENT_2,       CKA_COEFFICIENT};
    CK_BYTE value[512];
    CK_OBJECT_HANDLE ec, rsa;
    CK_ATTRIBUTE ask = {CKA_VALUE, value, sizeof value};
    CK_ATTRIBUTE modulus = {CKA_MODULUS, value, sizeof value};

    begin();
    ec = suite_ec_private(f, s, "ec");
    rsa = suite_rsa(f, s, "rsa", CKO_PRIVATE_KEY);
    CHECK_EQ(f->C_GetAttributeValue(s, ec, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
    for (size_t i = 0; i < COUNT(secrets); i++) {
        ask = (CK_ATTRIBUTE){secrets[i], value, sizeof value};
        CHECK_EQ(f->C_GetAttributeValue(s, rsa, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
        CHECK_EQ(ask.ulValueLen, CK_UNAVAILABLE_INFORMATION);
        ask.pValue = NULL;
        CHECK_EQ(f->C_GetAttributeValue(s, rsa, &ask, 1), CKR_ATTRIBUTE_SENSITIVE);
    }
    CHECK_EQ(f->C_GetAttributeValue(s, rsa, &modulus, 1), CKR_OK);
    CHECK_EQ(modulus.ulValueLen == 256 && memcmp(value, rsa_modulus, 256) == 0, true);
    destroy(ec);
    destroy(rsa);
    end();
}

static void templates_that_lack_something_are_refused(void)
{
    CK_OBJECT_HANDLE object;
    CK_SESSION_HANDLE reader;
    CK_ATTRIBUTE no_point[] = {{CKA_CLASS, VALUE(class_public)},
                               {CKA_KEY_TYPE, VALUE(type_ec)},
                               {CKA_LABEL, TEXT("x")},
                               {CKA_TOKEN, VALUE(yes)},
                               {CKA_EC_PARAMS, BYTES(p256)}};
    CK_ATTRIBUTE no_class[] = {{CKA_LABEL, TEXT("x")}, {CKA_TOKEN, VALUE(yes)}};

    begin();
    CHECK_EQ(f->C_CreateObject(s, no_point, COUNT(no_point), &object), CKR_TEMPLATE_INCOMPLETE);
    CHECK_EQ(f->C_CreateObject(s, no_class, COUNT(no_class), &object), CKR_TEMPLATE_INCOMPLETE);
    CHECK_EQ(f->C_CreateObject(s, NULL, 1, &object), CKR_ARGUMENTS_BAD);
    CHECK_EQ(f->C_OpenSession(first_slot(), CKF_SERIAL_SESSION, NULL, NULL, &reader), CKR_OK);
    CK_ATTRIBUTE good[] = {{CKA_CLASS, VALUE(class_public)}, {CKA_KEY_TYPE, VALUE(type_ec)},
                           {CKA_LABEL, TEXT("x")},           {CKA_TOKEN, VALUE(yes)},
                           {CKA_EC_PARAMS, BYTES(p256)},     {CKA_EC_POINT, BYTES(ec_point)}};
    CHECK_EQ(f->C_CreateObject(reader, good, COUNT(good), &object), CKR_SESSION_READ_ONLY);
    CHECK_EQ(f->C_CloseSession(reader), CKR_OK);
    end();
}

static void random_bytes_differ(void)
{
    CK_BYTE first[700] = {0}, second[700] = {0};

    begin();
    CHECK_EQ(f->C_GenerateRandom(s, first, sizeof first), CKR_OK);
    CHECK_EQ(f->C_GenerateRandom(s, second, sizeof second), CKR_OK);
    CHECK_EQ(memcmp(first, second, sizeof first) != 0, true);
    CHECK_EQ(memcmp(first + 600, second + 600, 100) != 0, true);
    CHECK_EQ(f->C_GenerateRandom(s, NULL, 8), CKR_ARGUMENTS_BAD);
    end();
}

void pkcs11_suite(CK_FUNCTION_LIST_PTR functions, const char *pin)
{
    f = functions;
    user_pin = pin;
    RUN(nothing_works_before_initialize);
    RUN(a_session_is_opened_with_the_right_flags_and_closed_once);
    RUN(mechanisms_say_what_they_are_for);
    RUN(a_digest_comes_in_parts_and_knows_its_state);
    RUN(objects_are_found_by_what_they_are);
    RUN(attributes_are_asked_for_their_length_first);
    RUN(an_imported_curve_key_signs_and_verifies);
    RUN(an_imported_rsa_key_signs_as_openssl_does);
    RUN(a_mac_is_that_of_its_standard);
    RUN(a_key_made_in_the_token_signs_and_stays_there);
    RUN(a_private_keys_secrets_are_refused_whatever_is_asked);
    RUN(templates_that_lack_something_are_refused);
    RUN(random_bytes_differ);
}
