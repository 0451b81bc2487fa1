/* SPDX-License-Identifier: MIT */
#include "signature.h"

#include <mbedtls/pk.h>
#include <mbedtls/platform.h>
#include <mbedtls/sha256.h>
#include <mbedtls/x509_crt.h>
#include <string.h>

#include "sha1.h"

struct signature_check {
    enum signature_key key;
    enum signature_hash hash;
    union {
        struct sha1 sha1;
        mbedtls_sha256_context sha256;
    } state;
};

bool signature_begin(struct signature_check **check, enum signature_key key,
                     enum signature_hash hash)
{
    if ((key != SIGNATURE_RSA && key != SIGNATURE_ECDSA) ||
        (hash != SIGNATURE_SHA1 && hash != SIGNATURE_SHA256)) {
        return false;
    }
    struct signature_check *const new = mbedtls_calloc(1, sizeof *new);
    if (new == NULL) {
        return false;
    }
    new->key = key;
    new->hash = hash;
    if (hash == SIGNATURE_SHA1) {
        sha1_begin(&new->state.sha1);
    } else {
        mbedtls_sha256_init(&new->state.sha256);
        (void)mbedtls_sha256_starts(&new->state.sha256, 0);
    }
    *check = new;
    return true;
}

void signature_add(struct signature_check *check, const void *bytes, size_t length)
{
    if (length == 0) {
        return;
    }
    if (check->hash == SIGNATURE_SHA1) {
        sha1_add(&check->state.sha1, bytes, length);
    } else {
        (void)mbedtls_sha256_update(&check->state.sha256, bytes, length);
    }
}

/* The parser wants PEM with its NUL. */
static int parse(mbedtls_x509_crt *out, const unsigned char *certificate, size_t bytes)
{
    static const char pem[] = "-----BEGIN";

    if (bytes < sizeof pem || certificate[bytes - 1] == '\0' ||
        memcmp(certificate, pem, sizeof pem - 1) != 0) {
        return mbedtls_x509_crt_parse(out, certificate, bytes);
    }
    unsigned char *const text = mbedtls_calloc(1, bytes + 1);
    if (text == NULL) {
        return MBEDTLS_ERR_X509_ALLOC_FAILED;
    }
    memcpy(text, certificate, bytes);
    const int result = mbedtls_x509_crt_parse(out, text, bytes + 1);
    mbedtls_free(text);
    return result;
}

/* Mbed TLS is built without SHA-1: what RSA signs, the hash behind its name in DER, is made here.
 * ECDSA signs any bytes. */
static bool verify_sha1(mbedtls_pk_context *key, enum signature_key kind, struct sha1 *sha1,
                        const uint8_t *signature, size_t signature_bytes)
{
    static const uint8_t name[] = {0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e,
                                   0x03, 0x02, 0x1a, 0x05, 0x00, 0x04, 0x14};
    uint8_t info[sizeof name + SHA1_BYTES];
    const size_t skipped = kind == SIGNATURE_RSA ? 0 : sizeof name;

    memcpy(info, name, sizeof name);
    sha1_end(sha1, info + sizeof name);
    return mbedtls_pk_verify(key, MBEDTLS_MD_NONE, info + skipped, sizeof info - skipped, signature,
                             signature_bytes) == 0;
}

static bool verify(struct signature_check *check, mbedtls_pk_context *key, const uint8_t *signature,
                   size_t signature_bytes)
{
    const mbedtls_pk_type_t type = check->key == SIGNATURE_RSA ? MBEDTLS_PK_RSA : MBEDTLS_PK_ECKEY;
    uint8_t digest[SIGNATURE_DIGEST_BYTES];

    if (mbedtls_pk_get_type(key) != type) {
        return false;
    }
    if (check->hash == SIGNATURE_SHA1) {
        return verify_sha1(key, check->key, &check->state.sha1, signature, signature_bytes);
    }
    return mbedtls_sha256_finish(&check->state.sha256, digest) == 0 &&
           mbedtls_pk_verify(key, MBEDTLS_MD_SHA256, digest, sizeof digest, signature,
                             signature_bytes) == 0;
}

bool signature_end(struct signature_check *check, const void *certificate, size_t certificate_bytes,
                   const uint8_t *signature, size_t signature_bytes)
{
    mbedtls_x509_crt parsed;
    bool good = false;

    mbedtls_x509_crt_init(&parsed);
    if (certificate != NULL && parse(&parsed, certificate, certificate_bytes) == 0) {
        good = verify(check, &parsed.pk, signature, signature_bytes);
    }
    mbedtls_x509_crt_free(&parsed);
    mbedtls_free(check);
    return good;
}

bool signature_digest(struct signature_check *check, uint8_t digest[SIGNATURE_DIGEST_BYTES])
{
    const bool good =
        check->hash == SIGNATURE_SHA256 && mbedtls_sha256_finish(&check->state.sha256, digest) == 0;

    mbedtls_free(check);
    return good;
}

bool signature_verify(const void *certificate, size_t certificate_bytes,
                      const uint8_t digest[SIGNATURE_DIGEST_BYTES], const uint8_t *signature,
                      size_t signature_bytes)
{
    mbedtls_x509_crt parsed;
    mbedtls_pk_context bare;
    mbedtls_pk_context *key = NULL;

    mbedtls_x509_crt_init(&parsed);
    mbedtls_pk_init(&bare);
    if (parse(&parsed, certificate, certificate_bytes) == 0) {
        key = &parsed.pk;
    } else if (mbedtls_pk_parse_public_key(&bare, certificate, certificate_bytes) == 0) {
        key = &bare;
    }
    const bool good = key != NULL && mbedtls_pk_get_type(key) == MBEDTLS_PK_ECKEY &&
                      mbedtls_pk_verify(key, MBEDTLS_MD_SHA256, digest, SIGNATURE_DIGEST_BYTES,
                                        signature, signature_bytes) == 0;
    mbedtls_pk_free(&bare);
    mbedtls_x509_crt_free(&parsed);
    return good;
}
