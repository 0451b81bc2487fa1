/* SPDX-License-Identifier: MIT */
/* CRYPTO_* with signatures that OpenSSL made: accepted, and refused when anything is changed. */
#include "aws_crypto.h"

#include "device_token_alone.h"
#include "exact.h"
#include "iot_secure_sockets.h"
#include "signature_vectors.h"
#include "test.h"
#include "tls_host.h"

static const uint8_t message[] = "an image of the application";
#define MESSAGE_BYTES (sizeof message - 1)

static const struct vector {
    const char *name;
    BaseType_t key, hash;
    const char *certificate;
    size_t certificate_bytes;
    const uint8_t *signature;
    size_t signature_bytes;
} vectors[] = {
    {"RSA, SHA-1", cryptoASYMMETRIC_ALGORITHM_RSA, cryptoHASH_ALGORITHM_SHA1, rsa_certificate,
     sizeof rsa_certificate, rsa_sha1, sizeof rsa_sha1},
    {"RSA, SHA-256", cryptoASYMMETRIC_ALGORITHM_RSA, cryptoHASH_ALGORITHM_SHA256, rsa_certificate,
     sizeof rsa_certificate, rsa_sha256, sizeof rsa_sha256},
    {"ECDSA, SHA-1", cryptoASYMMETRIC_ALGORITHM_ECDSA, cryptoHASH_ALGORITHM_SHA1, ec_certificate,
     sizeof ec_certificate, ec_sha1, sizeof ec_sha1},
    {"ECDSA, SHA-256", cryptoASYMMETRIC_ALGORITHM_ECDSA, cryptoHASH_ALGORITHM_SHA256,
     ec_certificate, sizeof ec_certificate, ec_sha256, sizeof ec_sha256},
};
#define VECTORS (sizeof vectors / sizeof vectors[0])

/* What CRYPTO_ConfigureHeap() asks for is, here, the host's memory and locks. */
static unsigned inits;

BaseType_t SOCKETS_Init(void)
{
    inits++;
    tls_host_begin();
    return SOCKETS_ERROR_NONE;
}

bool device_token_prepare(void)
{
    inits++;
    tls_host_begin();
    return true;
}

/* The verdict on `text`, given in two pieces, and a copy of the signature with one bit changed at
 * `spoiled`; none is when that is its end. */
static BaseType_t verdict(const struct vector *v, const uint8_t *text, size_t spoiled)
{
    char *const certificate = exact_copy(v->certificate, v->certificate_bytes);
    uint8_t *const signature = exact_copy(v->signature, v->signature_bytes);
    void *context = NULL;

    test_case = v->name;
    if (spoiled < v->signature_bytes) {
        signature[spoiled] ^= 1u;
    }
    CHECK_EQ(CRYPTO_SignatureVerificationStart(&context, v->key, v->hash), pdTRUE);
    CRYPTO_SignatureVerificationUpdate(context, text, 5);
    CRYPTO_SignatureVerificationUpdate(context, text + 5, MESSAGE_BYTES - 5);
    const BaseType_t result = CRYPTO_SignatureVerificationFinal(
        context, certificate, v->certificate_bytes, signature, v->signature_bytes);
    free(certificate);
    free(signature);
    return result;
}

static void what_openssl_signed_is_accepted(void)
{
    CRYPTO_ConfigureHeap();
    CHECK_EQ(inits, 1);
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        CHECK_EQ(verdict(v, message, v->signature_bytes), pdTRUE);
    }
    CHECK_EQ(tls_host.used, 0);
}

static void another_text_is_refused(void)
{
    uint8_t other[MESSAGE_BYTES];

    memcpy(other, message, sizeof other);
    other[MESSAGE_BYTES - 1] ^= 1u;
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        CHECK_EQ(verdict(v, other, v->signature_bytes), pdFALSE);
    }
    CHECK_EQ(tls_host.used, 0);
}

static void a_signature_with_any_byte_changed_is_refused(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        const size_t step = v->signature_bytes > 100 ? 16 : 1; /* RSA takes its time */
        for (size_t at = 0; at < v->signature_bytes; at += step) {
            CHECK_EQ(verdict(v, message, at), pdFALSE);
        }
    }
    CHECK_EQ(tls_host.used, 0);
}

static void a_signature_of_another_kind_is_refused(void)
{
    for (unsigned i = 0; i < VECTORS; i++) {
        struct vector mixed = vectors[i];
        mixed.hash = vectors[i ^ 1u].hash;
        CHECK_EQ(verdict(&mixed, message, mixed.signature_bytes), pdFALSE);
        mixed = vectors[i];
        mixed.certificate = vectors[i ^ 2u].certificate;
        mixed.certificate_bytes = vectors[i ^ 2u].certificate_bytes;
        CHECK_EQ(verdict(&mixed, message, mixed.signature_bytes), pdFALSE);
    }
}

static void what_does_not_exist_cannot_begin(void)
{
    void *context = NULL;

    CHECK_EQ(CRYPTO_SignatureVerificationStart(&context, 3, cryptoHASH_ALGORITHM_SHA256), pdFALSE);
    CHECK_EQ(CRYPTO_SignatureVerificationStart(&context, cryptoASYMMETRIC_ALGORITHM_RSA, 0),
             pdFALSE);
    tls_host.fail_from = tls_host.requests + 1;
    CHECK_EQ(CRYPTO_SignatureVerificationStart(&context, cryptoASYMMETRIC_ALGORITHM_RSA,
                                               cryptoHASH_ALGORITHM_SHA256),
             pdFALSE);
    CHECK_EQ(context == NULL, true);
}

static void without_context_or_signature_nothing_is_good(void)
{
    const struct vector *const v = &vectors[VECTORS - 1];
    char *const certificate = exact_copy(v->certificate, v->certificate_bytes);
    uint8_t *const signature = exact_copy(v->signature, v->signature_bytes);
    void *context = NULL;

    tls_host.fail_from = 0;
    CHECK_EQ(CRYPTO_SignatureVerificationStart(NULL, v->key, v->hash), pdFALSE);
    CRYPTO_SignatureVerificationUpdate(NULL, message, MESSAGE_BYTES);
    CHECK_EQ(CRYPTO_SignatureVerificationFinal(NULL, certificate, v->certificate_bytes, signature,
                                               v->signature_bytes),
             pdFALSE);
    CHECK_EQ(CRYPTO_SignatureVerificationStart(&context, v->key, v->hash), pdTRUE);
    CHECK_EQ(CRYPTO_SignatureVerificationFinal(context, certificate, v->certificate_bytes, NULL,
                                               v->signature_bytes),
             pdFALSE);
    CHECK_EQ(tls_host.used, 0);
    free(certificate);
    free(signature);
}

int main(void)
{
    RUN(what_openssl_signed_is_accepted);
    RUN(another_text_is_refused);
    RUN(a_signature_with_any_byte_changed_is_refused);
    RUN(a_signature_of_another_kind_is_refused);
    RUN(what_does_not_exist_cannot_begin);
    RUN(without_context_or_signature_nothing_is_good);
    return 0;
}
