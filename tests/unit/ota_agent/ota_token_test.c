/* SPDX-License-Identifier: MIT */
/* Jobs verified with keys and certificates of a token. */
#include "ota_token.h"

#include <string.h>

#include "core_pki_utils.h"
#include "pkcs11_keys.h"
#include "pkcs11_kit.h"
#include "pkcs11_provision.h"
#include "signature_vectors.h"
#include "test.h"

static const char message[] = "an image of the application"; /* what ec_sha256 is over */
static struct ota_certificates certificates;
static struct ota_token token;
static const struct ota_signers *signers;
static CK_OBJECT_HANDLE private_key;

static void given_a_token(const struct ota_token_label *labels, size_t count)
{
    static const struct ota_certificate list[] = {
        {"/listed", ec_certificate, sizeof ec_certificate}};
    CK_OBJECT_HANDLE public_key;

    kit_begin();
    CHECK_EQ(
        kit_generate(pkcs11configLABEL_CODE_VERIFICATION_KEY, "signer", &public_key, &private_key),
        CKR_OK);
    CHECK_EQ(pkcs11_provision_certificate(kit_session, ec_certificate, sizeof ec_certificate,
                                          "/signer.crt"),
             CKR_OK);
    signers = ota_signers_init(&certificates, list, 1);
    ota_token_init(&token, kit_session, labels, count, &certificates);
}

static bool is_good(const void *bytes, size_t length, const uint8_t *signature, size_t size)
{
    const struct ota_crypto *crypto = signers->job;
    uint8_t digest[OTA_DIGEST_BYTES];

    CHECK_EQ(crypto->hash_start(crypto->context), true);
    CHECK_EQ(crypto->hash_update(crypto->context, bytes, (uint32_t)length), true);
    CHECK_EQ(crypto->hash_finish(crypto->context, digest), true);
    return crypto->verify(crypto->context, digest, signature, (uint32_t)size) == OTA_VERIFIED;
}

/* By the token's own key. */
static size_t sign(uint8_t signature[80])
{
    CK_MECHANISM hash = {CKM_SHA256, NULL, 0}, ecdsa = {CKM_ECDSA, NULL, 0};
    CK_BYTE digest[pkcs11SHA256_DIGEST_LENGTH];
    CK_ULONG bytes = sizeof digest, made = pkcs11ECDSA_P256_SIGNATURE_LENGTH;
    size_t length = 0;

    CHECK_EQ(C_DigestInit(kit_session, &hash), CKR_OK);
    CHECK_EQ(C_DigestUpdate(kit_session, (CK_BYTE *)message, sizeof message - 1u), CKR_OK);
    CHECK_EQ(C_DigestFinal(kit_session, digest, &bytes), CKR_OK);
    CHECK_EQ(C_SignInit(kit_session, &ecdsa, private_key), CKR_OK);
    CHECK_EQ(C_Sign(kit_session, digest, bytes, signature, &made), CKR_OK);
    CHECK_EQ(PKI_pkcs11SignatureTombedTLSSignature(signature, 80, &length), 0);
    return length;
}

static void a_job_is_verified_with_the_code_verify_key(void)
{
    static const struct ota_token_label labels[] = {
        {"/ota_signer.crt", pkcs11configLABEL_CODE_VERIFICATION_KEY}};
    uint8_t signature[80];

    given_a_token(labels, 1);
    const size_t length = sign(signature);
    CHECK_EQ(signers->choose(signers->context, "/ota_signer.crt"), true);
    CHECK_EQ(is_good(message, sizeof message - 1u, signature, length), true);
    CHECK_EQ(is_good(message, sizeof message - 2u, signature, length), false);
    signature[length - 1u] ^= 1u;
    CHECK_EQ(is_good(message, sizeof message - 1u, signature, length), false);
    CHECK_EQ(is_good(message, sizeof message - 1u, ec_sha256, sizeof ec_sha256), false);
}

static void without_a_table_the_certfile_is_the_label(void)
{
    given_a_token(NULL, 0);
    CHECK_EQ(signers->choose(signers->context, "/signer.crt"), true);
    CHECK_EQ(is_good(message, sizeof message - 1u, ec_sha256, sizeof ec_sha256), true);
    CHECK_EQ(signers->choose(signers->context, pkcs11configLABEL_CODE_VERIFICATION_KEY), true);
    CHECK_EQ(is_good(message, sizeof message - 1u, ec_sha256, sizeof ec_sha256), false);
    CHECK_EQ(signers->choose(signers->context, "/listed"), true);
    CHECK_EQ(is_good(message, sizeof message - 1u, ec_sha256, sizeof ec_sha256), true);
}

static void what_the_token_does_not_have_is_no_certificate(void)
{
    given_a_token(NULL, 0);
    CHECK_EQ(signers->choose(signers->context, "/other.crt"), false);
    CHECK_EQ(is_good(message, sizeof message - 1u, ec_sha256, sizeof ec_sha256), false);
    CHECK_EQ(signers->choose(signers->context, "signer"), false); /* a private key is none */
}

static void the_images_key_can_be_read_from_the_token(void)
{
    uint8_t key[91], signature[80];
    size_t length = 0;

    given_a_token(NULL, 0);
    const size_t signature_bytes = sign(signature);
    CHECK_EQ(ota_token_read(kit_session, pkcs11configLABEL_CODE_VERIFICATION_KEY, key, sizeof key,
                            &length),
             true);
    CHECK_EQ(length, sizeof key);
    const struct ota_certificate list[] = {{"", key, length}};
    signers = ota_signers_init(&certificates, list, 1);
    CHECK_EQ(signers->choose(signers->context, ""), true);
    CHECK_EQ(is_good(message, sizeof message - 1u, signature, signature_bytes), true);
    CHECK_EQ(ota_token_read(kit_session, pkcs11configLABEL_CODE_VERIFICATION_KEY, key,
                            sizeof key - 1u, &length),
             false);
    CHECK_EQ(ota_token_read(kit_session, "/signer.crt", key, sizeof key, &length), false);
}

int main(void)
{
    RUN(a_job_is_verified_with_the_code_verify_key);
    RUN(without_a_table_the_certfile_is_the_label);
    RUN(what_the_token_does_not_have_is_no_certificate);
    RUN(the_images_key_can_be_read_from_the_token);
    return 0;
}
