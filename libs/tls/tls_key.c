/* SPDX-License-Identifier: MIT */
/* A private key that is not here: Mbed TLS holds a key context that signs through struct
 * tls_identity.
 *
 *      handshake ── pk_sign ──► sign() below ──► identity->sign ──► secure element, PKCS#11,
 * software
 *
 * The context carries no key material, only a pointer to the session. Key type and size are those
 * of the certificate's public key. Uses mbedtls_pk_info_t, which is private to the library: PSA's
 * way to do the same needs the library's dispatch code generated anew.
 */
#include <mbedtls/psa_util.h>
#include <pk_wrap.h>
#include <psa/crypto.h>

#include "lib_assert.h"
#include "tls_session.h"

#define EC_BITS            256u
#define EC_SIGNATURE_BYTES (2u * EC_BITS / 8u)

static size_t bits(mbedtls_pk_context *key)
{
    const struct tls *session = key->pk_ctx;
    return mbedtls_pk_get_bitlen(&session->own->pk);
}

static int can_do_ec(mbedtls_pk_type_t type)
{
    return type == MBEDTLS_PK_ECKEY || type == MBEDTLS_PK_ECDSA;
}

static int can_do_rsa(mbedtls_pk_type_t type)
{
    return type == MBEDTLS_PK_RSA;
}

static bool hash_of(mbedtls_md_type_t algorithm, tls_hash_t *hash)
{
    if (algorithm == MBEDTLS_MD_SHA256) {
        *hash = TLS_HASH_SHA256;
    } else if (algorithm == MBEDTLS_MD_SHA384) {
        *hash = TLS_HASH_SHA384;
    } else if (algorithm == MBEDTLS_MD_SHA512) {
        *hash = TLS_HASH_SHA512;
    } else {
        return false;
    }
    return true;
}

static size_t ask(struct tls *session, tls_key_type_t type, mbedtls_md_type_t algorithm,
                  const unsigned char *digest, size_t digest_bytes, unsigned char *signature,
                  size_t capacity)
{
    struct tls_sign_request request = {
        .key = type,
        .digest = digest,
        .digest_bytes = digest_bytes,
        .signature = signature,
        .signature_capacity = capacity,
    };
    size_t made = 0;

    if (hash_of(algorithm, &request.hash)) {
        made = session->identity->sign(session->identity->context, &request);
    }
    session->sign_failed = made == 0 || made > capacity;
    return session->sign_failed ? 0 : made;
}

static int sign_ec(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                   const unsigned char *digest, size_t digest_bytes, unsigned char *signature,
                   size_t capacity, size_t *made, int (*random)(void *, unsigned char *, size_t),
                   void *random_context)
{
    struct tls *session = key->pk_ctx;
    unsigned char pair[EC_SIGNATURE_BYTES];

    (void)random;
    (void)random_context;
    size_t bytes =
        ask(session, TLS_KEY_EC_P256, algorithm, digest, digest_bytes, pair, sizeof(pair));
    if (bytes != sizeof(pair)) {
        session->sign_failed = true;
        return MBEDTLS_ERR_PK_BAD_INPUT_DATA;
    }
    return mbedtls_ecdsa_raw_to_der(EC_BITS, pair, sizeof(pair), signature, capacity, made);
}

static int sign_rsa(mbedtls_pk_context *key, mbedtls_md_type_t algorithm,
                    const unsigned char *digest, size_t digest_bytes, unsigned char *signature,
                    size_t capacity, size_t *made, int (*random)(void *, unsigned char *, size_t),
                    void *random_context)
{
    (void)random;
    (void)random_context;
    *made = ask(key->pk_ctx, TLS_KEY_RSA, algorithm, digest, digest_bytes, signature, capacity);
    return *made != 0 ? 0 : MBEDTLS_ERR_PK_BAD_INPUT_DATA;
}

static const mbedtls_pk_info_t ec_key = {
    .type = MBEDTLS_PK_ECKEY,
    .name = "EC",
    .get_bitlen = bits,
    .can_do = can_do_ec,
    .sign_func = sign_ec,
};

static const mbedtls_pk_info_t rsa_key = {
    .type = MBEDTLS_PK_RSA,
    .name = "RSA",
    .get_bitlen = bits,
    .can_do = can_do_rsa,
    .sign_func = sign_rsa,
};

tls_status_t tls_key_bind(struct tls *session)
{
    mbedtls_pk_context *key = &session->own_key;

    LIB_ASSERT(session->identity != NULL);
    if (mbedtls_pk_can_do(&session->own->pk, MBEDTLS_PK_RSA)) {
        key->pk_info = &rsa_key;
    } else if (mbedtls_pk_can_do(&session->own->pk, MBEDTLS_PK_ECDSA) &&
               mbedtls_pk_get_bitlen(&session->own->pk) == EC_BITS) {
        key->pk_info = &ec_key;
    } else {
        return TLS_BAD_CERTIFICATE;
    }
    key->pk_ctx = session;
    return TLS_OK;
}
