/* SPDX-License-Identifier: MIT */
/* CRYPTO_SignatureVerification*: signatures that OpenSSL has made. */
#include <string.h>

#include "FreeRTOS.h"

#include "aws_crypto.h"
#include "other_certificate.h"
#include "qualification.h"
#include "signature_vectors.h"

static const uint8_t message[] = "an image of the application";
#define MESSAGE_BYTES   (sizeof message - 1)
#define SIGNATURE_BYTES 256u
#define WHOLE           SIZE_MAX /* no byte is spoiled */

struct signed_by {
    BaseType_t key, hash;
    const char *certificate;
    size_t certificate_bytes;
    const uint8_t *signature;
    size_t signature_bytes;
};

#define SIGNED_BY(KEY, HASH, certificate, signature)                                               \
    {                                                                                              \
        cryptoASYMMETRIC_ALGORITHM_##KEY, cryptoHASH_ALGORITHM_##HASH, (certificate),              \
            sizeof(certificate), (signature), sizeof(signature)                                    \
    }

static const struct signed_by rsa_with_sha1 = SIGNED_BY(RSA, SHA1, rsa_certificate, rsa_sha1);
static const struct signed_by rsa_with_sha256 = SIGNED_BY(RSA, SHA256, rsa_certificate, rsa_sha256);
static const struct signed_by ec_with_sha1 = SIGNED_BY(ECDSA, SHA1, ec_certificate, ec_sha1);
static const struct signed_by ec_with_sha256 = SIGNED_BY(ECDSA, SHA256, ec_certificate, ec_sha256);
static const struct signed_by *const all[] = {&rsa_with_sha1, &rsa_with_sha256, &ec_with_sha1,
                                              &ec_with_sha256};
#define ALL (sizeof all / sizeof all[0])

static uint8_t signature[SIGNATURE_BYTES];

/* Of `text`, in pieces; of the signature one bit is changed at `spoiled`. */
static BaseType_t verdict_on(const struct signed_by *by, const uint8_t *text, size_t spoiled)
{
    void *context = NULL;

    if (!EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(&context, by->key, by->hash), pdTRUE)) {
        return pdFAIL;
    }
    memcpy(signature, by->signature, by->signature_bytes);
    if (spoiled < by->signature_bytes) {
        signature[spoiled] ^= 1u;
    }
    CRYPTO_SignatureVerificationUpdate(context, text, 1);
    CRYPTO_SignatureVerificationUpdate(context, text + 1, 0);
    CRYPTO_SignatureVerificationUpdate(context, text + 1, MESSAGE_BYTES - 1u);
    return CRYPTO_SignatureVerificationFinal(context, (char *)(uintptr_t)by->certificate,
                                             by->certificate_bytes, signature, by->signature_bytes);
}

static void is_taken(const struct signed_by *by)
{
    EXPECT_EQUAL(verdict_on(by, message, WHOLE), pdTRUE);
}

static void is_refused(const struct signed_by *by)
{
    EXPECT_EQUAL(verdict_on(by, message, WHOLE), pdFALSE);
}

static void rsa_sha1_is_taken(void)
{
    is_taken(&rsa_with_sha1);
}

static void rsa_sha256_is_taken(void)
{
    is_taken(&rsa_with_sha256);
}

static void ec_sha1_is_taken(void)
{
    is_taken(&ec_with_sha1);
}

static void ec_sha256_is_taken(void)
{
    is_taken(&ec_with_sha256);
}

/* Longer than a block of the hash, and not a multiple of it. */
static void long_data(void)
{
    uint8_t block[50];
    void *context = NULL;

    memset(block, 'x', sizeof block);
    REQUIRE_EQUAL(CRYPTO_SignatureVerificationStart(&context, cryptoASYMMETRIC_ALGORITHM_ECDSA,
                                                    cryptoHASH_ALGORITHM_SHA256),
                  pdTRUE);
    for (unsigned i = 0; i < 20; i++) {
        CRYPTO_SignatureVerificationUpdate(context, block, sizeof block);
    }
    memcpy(signature, ec_long_sha256, sizeof ec_long_sha256);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationFinal(context, (char *)(uintptr_t)other_ec_certificate,
                                                   sizeof other_ec_certificate, signature,
                                                   sizeof ec_long_sha256),
                 pdTRUE);
}

static void wrong_signature(void)
{
    for (size_t i = 0; i < ALL; i++) {
        const size_t bytes = all[i]->signature_bytes;
        struct signed_by cut = *all[i];

        EXPECT_EQUAL(verdict_on(all[i], message, 0), pdFALSE);
        EXPECT_EQUAL(verdict_on(all[i], message, bytes / 2u), pdFALSE);
        EXPECT_EQUAL(verdict_on(all[i], message, bytes - 1u), pdFALSE);
        cut.signature_bytes--;
        is_refused(&cut);
        cut.signature_bytes = 0;
        is_refused(&cut);
    }
}

static void wrong_data(void)
{
    uint8_t other[MESSAGE_BYTES];

    memcpy(other, message, sizeof other);
    other[MESSAGE_BYTES - 1u] ^= 1u;
    for (size_t i = 0; i < ALL; i++) {
        EXPECT_EQUAL(verdict_on(all[i], other, WHOLE), pdFALSE);
    }
}

/* Somebody else's, one of another kind of key, and what is none. */
static void wrong_certificate(void)
{
    static const char none[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    struct signed_by mixed = ec_with_sha256;

    mixed.certificate = other_ec_certificate;
    mixed.certificate_bytes = sizeof other_ec_certificate;
    is_refused(&mixed);
    mixed.certificate = rsa_certificate;
    mixed.certificate_bytes = sizeof rsa_certificate;
    is_refused(&mixed);
    mixed.certificate = none;
    mixed.certificate_bytes = sizeof none;
    is_refused(&mixed);
    mixed.certificate_bytes = 0;
    is_refused(&mixed);
    mixed = rsa_with_sha256;
    mixed.certificate = ec_certificate;
    mixed.certificate_bytes = sizeof ec_certificate;
    is_refused(&mixed);
}

/* A signature counts for the algorithms with which the verification has begun. */
static void wrong_algorithm(void)
{
    struct signed_by mixed = ec_with_sha256;

    mixed.hash = cryptoHASH_ALGORITHM_SHA1;
    is_refused(&mixed);
    mixed = ec_with_sha256;
    mixed.key = cryptoASYMMETRIC_ALGORITHM_RSA;
    is_refused(&mixed);
    mixed = rsa_with_sha1;
    mixed.hash = cryptoHASH_ALGORITHM_SHA256;
    is_refused(&mixed);
}

static void unknown_algorithms(void)
{
    void *const untouched = &signature;
    void *context = untouched;

    EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(&context, 0, cryptoHASH_ALGORITHM_SHA256),
                 pdFALSE);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(&context, 3, cryptoHASH_ALGORITHM_SHA256),
                 pdFALSE);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(&context, cryptoASYMMETRIC_ALGORITHM_ECDSA, 0),
                 pdFALSE);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(&context, cryptoASYMMETRIC_ALGORITHM_ECDSA, 3),
                 pdFALSE);
    EXPECT(context == untouched);
}

static void null_context(void)
{
    const struct signed_by *const by = &ec_with_sha256;
    void *context = NULL;

    EXPECT_EQUAL(CRYPTO_SignatureVerificationStart(NULL, by->key, by->hash), pdFALSE);
    CRYPTO_SignatureVerificationUpdate(NULL, message, MESSAGE_BYTES);
    memcpy(signature, by->signature, by->signature_bytes);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationFinal(NULL, (char *)(uintptr_t)by->certificate,
                                                   by->certificate_bytes, signature,
                                                   by->signature_bytes),
                 pdFALSE);
    REQUIRE_EQUAL(CRYPTO_SignatureVerificationStart(&context, by->key, by->hash), pdTRUE);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationFinal(context, (char *)(uintptr_t)by->certificate,
                                                   by->certificate_bytes, NULL,
                                                   by->signature_bytes),
                 pdFALSE);
}

/* Whatever the verdict is, and when there is nothing to verify. */
static void memory_comes_back(void)
{
    const struct signed_by *const by = &ec_with_sha256;
    const size_t before = xPortGetFreeHeapSize();
    void *context = NULL;

    is_taken(by);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), before);
    EXPECT_EQUAL(verdict_on(by, message, 8), pdFALSE);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), before);
    REQUIRE_EQUAL(CRYPTO_SignatureVerificationStart(&context, by->key, by->hash), pdTRUE);
    EXPECT_EQUAL(CRYPTO_SignatureVerificationFinal(context, NULL, 0, NULL, 0), pdFALSE);
    EXPECT_EQUAL(xPortGetFreeHeapSize(), before);
}

static const struct qualification_case crypto_cases[] = {
    {"AFQP_CRYPTO_RsaSha1IsTaken", rsa_sha1_is_taken},
    {"AFQP_CRYPTO_RsaSha256IsTaken", rsa_sha256_is_taken},
    {"AFQP_CRYPTO_EcSha1IsTaken", ec_sha1_is_taken},
    {"AFQP_CRYPTO_EcSha256IsTaken", ec_sha256_is_taken},
    {"AFQP_CRYPTO_LongDataIsTaken", long_data},
    {"AFQP_CRYPTO_WrongSignature", wrong_signature},
    {"AFQP_CRYPTO_WrongData", wrong_data},
    {"AFQP_CRYPTO_WrongCertificate", wrong_certificate},
    {"AFQP_CRYPTO_WrongAlgorithm", wrong_algorithm},
    {"AFQP_CRYPTO_UnknownAlgorithms", unknown_algorithms},
    {"AFQP_CRYPTO_NullContext", null_context},
    {"AFQP_CRYPTO_MemoryComesBack", memory_comes_back},
};

static bool begin(void)
{
    CRYPTO_ConfigureHeap();
    return true;
}

QUALIFICATION_GROUP(crypto, "Full_CRYPTO", .begin = begin)
