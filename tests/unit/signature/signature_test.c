/* SPDX-License-Identifier: MIT */
/* Signatures that OpenSSL made, in pieces and spoiled. */
#include "signature.h"

#include <mbedtls/pem.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

#include "sha1.h"
#include "signature_vectors.h"
#include "test.h"
#include "tls_host.h"

static const char message[] = "an image of the application";
#define MESSAGE_BYTES (sizeof message - 1)

static const struct vector {
    const char *name;
    enum signature_key key;
    enum signature_hash hash;
    const char *certificate;
    size_t certificate_bytes;
    const uint8_t *signature;
    size_t signature_bytes;
} vectors[] = {
    {"RSA, SHA-1", SIGNATURE_RSA, SIGNATURE_SHA1, rsa_certificate, sizeof rsa_certificate, rsa_sha1,
     sizeof rsa_sha1},
    {"RSA, SHA-256", SIGNATURE_RSA, SIGNATURE_SHA256, rsa_certificate, sizeof rsa_certificate,
     rsa_sha256, sizeof rsa_sha256},
    {"ECDSA, SHA-1", SIGNATURE_ECDSA, SIGNATURE_SHA1, ec_certificate, sizeof ec_certificate,
     ec_sha1, sizeof ec_sha1},
    {"ECDSA, SHA-256", SIGNATURE_ECDSA, SIGNATURE_SHA256, ec_certificate, sizeof ec_certificate,
     ec_sha256, sizeof ec_sha256},
};
#define VECTORS (sizeof vectors / sizeof vectors[0])

static struct signature_check *begun(const struct vector *v)
{
    struct signature_check *check = NULL;

    test_case = v->name;
    CHECK_EQ(signature_begin(&check, v->key, v->hash), true);
    return check;
}

static struct signature_check *fed(const struct vector *v)
{
    struct signature_check *const check = begun(v);

    signature_add(check, message, MESSAGE_BYTES);
    return check;
}

static bool ended(const struct vector *v, struct signature_check *check)
{
    return signature_end(check, v->certificate, v->certificate_bytes, v->signature,
                         v->signature_bytes);
}

static void what_openssl_signed_is_accepted(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        CHECK_EQ(ended(v, fed(v)), true);
    }
}

static void pieces_are_as_good_as_the_whole(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        struct signature_check *const check = begun(v);
        signature_add(check, NULL, 0);
        for (size_t i = 0; i < MESSAGE_BYTES; i++) {
            signature_add(check, message + i, 1);
        }
        CHECK_EQ(ended(v, check), true);
    }
}

static void another_message_is_refused(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        struct signature_check *check = begun(v);
        CHECK_EQ(ended(v, check), false);
        check = fed(v);
        signature_add(check, ".", 1);
        CHECK_EQ(ended(v, check), false);
    }
}

static void a_signature_with_a_changed_bit_or_length_is_refused(void)
{
    uint8_t spoiled[257];

    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        for (size_t i = 0; i < v->signature_bytes; i += 31) {
            memcpy(spoiled, v->signature, v->signature_bytes);
            spoiled[i] ^= 0x10;
            CHECK_EQ(signature_end(fed(v), v->certificate, v->certificate_bytes, spoiled,
                                   v->signature_bytes),
                     false);
        }
        memcpy(spoiled, v->signature, v->signature_bytes);
        spoiled[v->signature_bytes] = 0;
        CHECK_EQ(signature_end(fed(v), v->certificate, v->certificate_bytes, spoiled,
                               v->signature_bytes + 1),
                 false);
        CHECK_EQ(signature_end(fed(v), v->certificate, v->certificate_bytes, spoiled,
                               v->signature_bytes - 1),
                 false);
        CHECK_EQ(signature_end(fed(v), v->certificate, v->certificate_bytes, spoiled, 0), false);
    }
}

static void a_key_or_hash_of_the_other_kind_is_refused(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        for (const struct vector *other = vectors; other < vectors + VECTORS; other++) {
            CHECK_EQ(ended(other, fed(v)), other == v);
        }
        struct vector wrong = *v;
        wrong.key = v->key == SIGNATURE_RSA ? SIGNATURE_ECDSA : SIGNATURE_RSA;
        CHECK_EQ(ended(v, fed(&wrong)), false);
    }
}

static void certificates_come_as_pem_with_or_without_nul_and_as_der(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        mbedtls_pem_context pem;
        size_t used, bytes;
        CHECK_EQ(signature_end(fed(v), v->certificate, v->certificate_bytes - 1, v->signature,
                               v->signature_bytes),
                 true);
        mbedtls_pem_init(&pem);
        CHECK_EQ(mbedtls_pem_read_buffer(&pem, "-----BEGIN CERTIFICATE-----",
                                         "-----END CERTIFICATE-----",
                                         (const unsigned char *)v->certificate, NULL, 0, &used),
                 0);
        const unsigned char *const der = mbedtls_pem_get_buffer(&pem, &bytes);
        CHECK_EQ(signature_end(fed(v), der, bytes, v->signature, v->signature_bytes), true);
        CHECK_EQ(signature_end(fed(v), der, bytes - 1, v->signature, v->signature_bytes), false);
        mbedtls_pem_free(&pem);
        CHECK_EQ(signature_end(fed(v), "", 0, v->signature, v->signature_bytes), false);
        CHECK_EQ(signature_end(fed(v), "no certificate", 15, v->signature, v->signature_bytes),
                 false);
        CHECK_EQ(signature_end(fed(v), NULL, 0, NULL, 0), false);
    }
}

static void a_digest_is_verified_by_itself(void)
{
    uint8_t digest[SIGNATURE_DIGEST_BYTES];
    const struct vector *v = &vectors[3];
    mbedtls_x509_crt certificate;

    CHECK_EQ(signature_digest(fed(v), digest), true);
    CHECK_EQ(signature_verify(v->certificate, v->certificate_bytes, digest, v->signature,
                              v->signature_bytes),
             true);
    CHECK_EQ(signature_verify(rsa_certificate, sizeof rsa_certificate, digest, v->signature,
                              v->signature_bytes),
             false);
    mbedtls_x509_crt_init(&certificate);
    CHECK_EQ(
        mbedtls_x509_crt_parse(&certificate, (const uint8_t *)v->certificate, v->certificate_bytes),
        0);
    const mbedtls_x509_buf key = certificate.pk_raw; /* the key alone will do */
    CHECK_EQ(signature_verify(key.p, key.len, digest, v->signature, v->signature_bytes), true);
    mbedtls_x509_crt_free(&certificate);
    digest[5] ^= 4u;
    CHECK_EQ(signature_verify(v->certificate, v->certificate_bytes, digest, v->signature,
                              v->signature_bytes),
             false);
    CHECK_EQ(signature_verify("?", 1, digest, v->signature, v->signature_bytes), false);
    CHECK_EQ(signature_digest(fed(&vectors[2]), digest), false); /* SHA-1 */
}

static void what_does_not_exist_cannot_begin(void)
{
    struct signature_check *check;

    CHECK_EQ(signature_begin(&check, 0, SIGNATURE_SHA256), false);
    CHECK_EQ(signature_begin(&check, SIGNATURE_ECDSA + 1, SIGNATURE_SHA256), false);
    CHECK_EQ(signature_begin(&check, SIGNATURE_RSA, 0), false);
    CHECK_EQ(signature_begin(&check, SIGNATURE_RSA, SIGNATURE_SHA256 + 1), false);
}

static void without_memory_nothing_is_accepted_and_nothing_lost(void)
{
    for (const struct vector *v = vectors; v < vectors + VECTORS; v++) {
        const size_t used = tls_host.used;
        bool good = false;
        for (unsigned long fail = 1; !good; fail += 1 + fail / 8) {
            struct signature_check *check = NULL;
            tls_host.requests = 0;
            tls_host.fail_from = fail;
            if (signature_begin(&check, v->key, v->hash)) {
                signature_add(check, message, MESSAGE_BYTES);
                good = ended(v, check);
            }
            CHECK_EQ(good && tls_host.requests >= fail, false);
            CHECK_EQ(tls_host.used, used);
            CHECK_EQ(fail < 1000000, true);
        }
        tls_host.fail_from = 0;
    }
}

static void sha1_has_the_digests_of_its_standard(void)
{
    static const uint8_t abc[] = {0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81, 0x6a, 0xba, 0x3e,
                                  0x25, 0x71, 0x78, 0x50, 0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d};
    static const uint8_t million[] = {0x34, 0xaa, 0x97, 0x3c, 0xd4, 0xc4, 0xda, 0xa4, 0xf6, 0x1e,
                                      0xeb, 0x2b, 0xdb, 0xad, 0x27, 0x31, 0x65, 0x34, 0x01, 0x6f};
    uint8_t digest[SHA1_BYTES], letters[1000];
    struct sha1 sha1;

    sha1_begin(&sha1);
    sha1_add(&sha1, (const uint8_t *)"abc", 3);
    sha1_end(&sha1, digest);
    CHECK_EQ(memcmp(digest, abc, sizeof digest), 0);
    memset(letters, 'a', sizeof letters);
    sha1_begin(&sha1);
    for (unsigned i = 0; i < 1000; i++) {
        sha1_add(&sha1, letters, sizeof letters);
    }
    sha1_end(&sha1, digest);
    CHECK_EQ(memcmp(digest, million, sizeof digest), 0);
}

int main(void)
{
    tls_host_begin();
    RUN(what_openssl_signed_is_accepted);
    RUN(pieces_are_as_good_as_the_whole);
    RUN(another_message_is_refused);
    RUN(a_signature_with_a_changed_bit_or_length_is_refused);
    RUN(a_key_or_hash_of_the_other_kind_is_refused);
    RUN(certificates_come_as_pem_with_or_without_nul_and_as_der);
    RUN(a_digest_is_verified_by_itself);
    RUN(what_does_not_exist_cannot_begin);
    RUN(without_memory_nothing_is_accepted_and_nothing_lost);
    RUN(sha1_has_the_digests_of_its_standard);
    return 0;
}
