/* SPDX-License-Identifier: MIT */
/* Signatures: made, verified, compared with those of OpenSSL, and refused when they are wrong. */
#include <string.h>

#include "cases.h"
#include "p11.h"
#include "p11_keys.h"

#define RSA_BYTES 256u

static CK_RV verify_ec(CK_OBJECT_HANDLE key, const CK_BYTE *digest, const CK_BYTE *signature)
{
    return p11_verify(p11_session, CKM_ECDSA, key, digest, P11_DIGEST_BYTES, signature,
                      P11_SIGNATURE_BYTES);
}

void p11_ec_key_signs_and_verifies(void)
{
    CK_BYTE signature[P11_SIGNATURE_BYTES];
    CK_ULONG bytes = sizeof signature;

    if (!p11_imports_keys()) {
        return;
    }
    const CK_OBJECT_HANDLE private_key = p11_create_ec_private(), key = p11_create_ec_public();
    REQUIRE_OK(p11_sign(p11_session, CKM_ECDSA, private_key, p11_digest, sizeof p11_digest,
                        signature, &bytes));
    EXPECT_EQUAL(bytes, sizeof signature);
    EXPECT_OK(verify_ec(key, p11_digest, signature));
}

void p11_ec_known_signature_is_good(void)
{
    EXPECT_OK(verify_ec(p11_create_ec_public(), p11_digest, p11_ec_signature));
}

void p11_ec_wrong_signature_is_refused(void)
{
    static const CK_BYTE zeros[P11_SIGNATURE_BYTES];
    const CK_OBJECT_HANDLE key = p11_create_ec_public();
    CK_BYTE signature[P11_SIGNATURE_BYTES], digest[P11_DIGEST_BYTES];

    for (size_t at = 0; at < sizeof signature; at += 21u) { /* in r and in s, first and last */
        memcpy(signature, p11_ec_signature, sizeof signature);
        signature[at] ^= 1u;
        EXPECT_EQUAL(verify_ec(key, p11_digest, signature), CKR_SIGNATURE_INVALID);
    }
    memcpy(digest, p11_digest, sizeof digest);
    digest[sizeof digest - 1u] ^= 0x80u;
    EXPECT_EQUAL(verify_ec(key, digest, p11_ec_signature), CKR_SIGNATURE_INVALID);
    EXPECT_EQUAL(verify_ec(key, p11_digest, zeros), CKR_SIGNATURE_INVALID);
    EXPECT_EQUAL(p11_verify(p11_session, CKM_ECDSA, key, p11_digest, sizeof p11_digest,
                            p11_ec_signature, P11_SIGNATURE_BYTES - 1u),
                 CKR_SIGNATURE_LEN_RANGE);
    EXPECT_OK(verify_ec(key, p11_digest, p11_ec_signature));
}

static void make_digest_info(CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH])
{
    static const CK_BYTE prefix[] = pkcs11STUFF_APPENDED_TO_RSA_SIG;

    memcpy(info, prefix, sizeof prefix);
    memcpy(info + sizeof prefix, p11_digest, sizeof p11_digest);
}

/* PKCS #1 v1.5 leaves nothing to chance. */
void p11_rsa_signature_is_the_known_one(void)
{
    CK_BYTE *const signature = p11_scratch;
    CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH];
    CK_ULONG bytes = RSA_BYTES;

    if (!p11_has_rsa() || !p11_imports_keys()) {
        return;
    }
    make_digest_info(info);
    REQUIRE_OK(p11_sign(p11_session, CKM_RSA_PKCS, p11_create_rsa_private(), info, sizeof info,
                        signature, &bytes));
    EXPECT_EQUAL(bytes, RSA_BYTES);
    EXPECT_BYTES(signature, p11_rsa_signature, RSA_BYTES);
}

void p11_rsa_wrong_signature_is_refused(void)
{
    CK_BYTE *const signature = p11_scratch;
    CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH];

    if (!p11_has_rsa()) {
        return;
    }
    const CK_OBJECT_HANDLE key = p11_create_rsa_public();
    make_digest_info(info);
    memcpy(signature, p11_rsa_signature, RSA_BYTES);
    EXPECT_OK(p11_verify(p11_session, CKM_RSA_PKCS, key, info, sizeof info, signature, RSA_BYTES));
    signature[100] ^= 4u;
    EXPECT_EQUAL(
        p11_verify(p11_session, CKM_RSA_PKCS, key, info, sizeof info, signature, RSA_BYTES),
        CKR_SIGNATURE_INVALID);
    signature[100] ^= 4u;
    info[sizeof info - 1u] ^= 1u;
    EXPECT_EQUAL(
        p11_verify(p11_session, CKM_RSA_PKCS, key, info, sizeof info, signature, RSA_BYTES),
        CKR_SIGNATURE_INVALID);
}

void p11_sign_wrong_order(void)
{
    const CK_OBJECT_HANDLE key = p11_create_ec_public();
    CK_BYTE signature[P11_SIGNATURE_BYTES], digest[P11_DIGEST_BYTES] = {1};
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_ULONG bytes = sizeof signature;

    memcpy(signature, p11_ec_signature, sizeof signature);
    EXPECT_EQUAL(p11->C_Sign(p11_session, digest, sizeof digest, signature, &bytes),
                 CKR_OPERATION_NOT_INITIALIZED);
    EXPECT_EQUAL(p11->C_Verify(p11_session, digest, sizeof digest, signature, sizeof signature),
                 CKR_OPERATION_NOT_INITIALIZED);
    REQUIRE_OK(p11->C_VerifyInit(p11_session, &ecdsa, key));
    EXPECT_EQUAL(p11->C_VerifyInit(p11_session, &ecdsa, key), CKR_OPERATION_ACTIVE);
    EXPECT_EQUAL(p11->C_Verify(p11_session, digest, sizeof digest, signature, sizeof signature),
                 CKR_SIGNATURE_INVALID);
    /* That has ended it. */
    EXPECT_EQUAL(p11->C_Verify(p11_session, digest, sizeof digest, signature, sizeof signature),
                 CKR_OPERATION_NOT_INITIALIZED);
}

void p11_sign_refuses_wrong_keys(void)
{
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0}, rsa = {CKM_RSA_PKCS, NULL, 0},
                 none = {CKM_SHA256, NULL, 0};
    CK_OBJECT_HANDLE public_key, private_key;

    REQUIRE_OK(p11_generate(P11_LABEL, &public_key, &private_key));
    EXPECT_EQUAL(p11->C_SignInit(p11_session, NULL, private_key), CKR_ARGUMENTS_BAD);
    EXPECT_EQUAL(p11->C_SignInit(p11_session, &ecdsa, CK_INVALID_HANDLE), CKR_KEY_HANDLE_INVALID);
    EXPECT_EQUAL(p11->C_SignInit(p11_session, &none, private_key), CKR_MECHANISM_INVALID);
    EXPECT_EQUAL(p11->C_SignInit(p11_session, &rsa, private_key), CKR_KEY_TYPE_INCONSISTENT);
    EXPECT_EQUAL(p11->C_SignInit(p11_session, &ecdsa, public_key), CKR_KEY_TYPE_INCONSISTENT);
    EXPECT_EQUAL(p11->C_VerifyInit(p11_session, &rsa, public_key), CKR_KEY_TYPE_INCONSISTENT);
    EXPECT_EQUAL(p11->C_VerifyInit(p11_session, &ecdsa, CK_INVALID_HANDLE), CKR_KEY_HANDLE_INVALID);
}

void p11_signature_length_is_told(void)
{
    CK_BYTE signature[P11_SIGNATURE_BYTES + 1u], digest[P11_DIGEST_BYTES] = {2};
    CK_MECHANISM ecdsa = {CKM_ECDSA, NULL, 0};
    CK_OBJECT_HANDLE public_key, private_key;
    CK_ULONG bytes = 0;

    REQUIRE_OK(p11_generate(P11_LABEL, &public_key, &private_key));
    REQUIRE_OK(p11->C_SignInit(p11_session, &ecdsa, private_key));
    EXPECT_OK(p11->C_Sign(p11_session, digest, sizeof digest, NULL, &bytes)); /* only asked */
    EXPECT_EQUAL(bytes, P11_SIGNATURE_BYTES);
    bytes = P11_SIGNATURE_BYTES - 1u;
    EXPECT_EQUAL(p11->C_Sign(p11_session, digest, sizeof digest, signature, &bytes),
                 CKR_BUFFER_TOO_SMALL);
    EXPECT_EQUAL(bytes, P11_SIGNATURE_BYTES);
    signature[P11_SIGNATURE_BYTES] = 0x5A;
    bytes = sizeof signature;
    EXPECT_OK(p11->C_Sign(p11_session, digest, sizeof digest, signature, &bytes));
    EXPECT_EQUAL(bytes, P11_SIGNATURE_BYTES);
    EXPECT_EQUAL(signature[P11_SIGNATURE_BYTES], 0x5A);
    EXPECT_OK(verify_ec(public_key, digest, signature));
}
