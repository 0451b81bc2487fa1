/* SPDX-License-Identifier: MIT */
/* OpenSSL behind struct cloud_issuer. A certificate is valid to the end of 2049, as the service's
 * are; a request must prove that it has its key, of a kind that the service takes: RSA of 2,048
 * bits and more, or one of the curves P-256, P-384 and P-521. */
#include "issuer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include "identity.h"
#include "key_pool.h"
#include "trust.h"
#include "x509_parts.h"

#define VALID_UNTIL "20491231235959Z"
#define BACKDATED_S (-24L * 60 * 60) /* a device's clock may be slow */

struct issuer {
    struct cloud_issuer face;
    X509 *certificate;
    EVP_PKEY *key;
    struct key_pool *pool;
    const char *trusted; /* folder of certificates of other authorities; NULL: none are taken */
};

/* What was written to the BIO, as text of its own; frees the BIO. */
static char *text_of(BIO *bio)
{
    char *data = NULL;
    const long bytes = BIO_get_mem_data(bio, &data);
    char *text = bytes > 0 ? malloc((size_t)bytes + 1u) : NULL;

    if (text != NULL) {
        memcpy(text, data, (size_t)bytes);
        text[bytes] = '\0';
    }
    BIO_free(bio);
    return text;
}

static bool fill(struct issuer *issuer, X509 *certificate, const X509_NAME *subject, EVP_PKEY *key)
{
    return X509_set_version(certificate, X509_VERSION_3) == 1 && x509_set_serial(certificate) &&
           X509_set_subject_name(certificate, subject) == 1 &&
           X509_set_issuer_name(certificate, X509_get_subject_name(issuer->certificate)) == 1 &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), BACKDATED_S) != NULL &&
           ASN1_TIME_set_string(X509_getm_notAfter(certificate), VALID_UNTIL) == 1 &&
           X509_set_pubkey(certificate, key) == 1 &&
           x509_add_extension(certificate, issuer->certificate, NID_basic_constraints,
                              "critical,CA:FALSE") &&
           x509_add_extension(certificate, issuer->certificate, NID_key_usage,
                              "critical,digitalSignature") &&
           x509_add_extension(certificate, issuer->certificate, NID_subject_key_identifier,
                              "hash") &&
           x509_add_extension(certificate, issuer->certificate, NID_authority_key_identifier,
                              "keyid,issuer") &&
           X509_sign(certificate, issuer->key, EVP_sha256()) > 0;
}

static char *certify(struct issuer *issuer, const X509_NAME *subject, EVP_PKEY *key)
{
    X509 *certificate = X509_new();
    BIO *bio = BIO_new(BIO_s_mem());
    char *pem = NULL;

    if (certificate != NULL && bio != NULL && fill(issuer, certificate, subject, key) &&
        PEM_write_bio_X509(bio, certificate) == 1) {
        pem = text_of(bio);
        bio = NULL;
    }
    BIO_free(bio);
    X509_free(certificate);
    ERR_clear_error();
    return pem;
}

static bool is_strong(EVP_PKEY *key)
{
    char curve[32] = "";

    if (EVP_PKEY_is_a(key, "RSA")) {
        return EVP_PKEY_get_bits(key) >= 2048;
    }
    return EVP_PKEY_get_group_name(key, curve, sizeof(curve), NULL) == 1 &&
           (strcmp(curve, SN_X9_62_prime256v1) == 0 || strcmp(curve, SN_secp384r1) == 0 ||
            strcmp(curve, SN_secp521r1) == 0);
}

static X509_NAME *usual_name(void)
{
    X509_NAME *name = X509_NAME_new();

    if (name != NULL) {
        X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC,
                                   (const unsigned char *)"AWS IoT Certificate", -1, -1, 0);
    }
    return name;
}

static char *sign(void *self, const char *csr_pem)
{
    BIO *bio = BIO_new_mem_buf(csr_pem, -1);
    X509_REQ *request = bio != NULL ? PEM_read_bio_X509_REQ(bio, NULL, NULL, NULL) : NULL;
    EVP_PKEY *key = request != NULL ? X509_REQ_get0_pubkey(request) : NULL;
    char *pem = NULL;

    if (key != NULL && is_strong(key) && X509_REQ_verify(request, key) == 1) {
        X509_NAME *usual = usual_name();
        const X509_NAME *subject = X509_REQ_get_subject_name(request);
        pem = certify(self, X509_NAME_entry_count(subject) > 0 ? subject : usual, key);
        X509_NAME_free(usual);
    }
    X509_REQ_free(request);
    BIO_free(bio);
    ERR_clear_error();
    return pem;
}

static char *make(void *self, char **private_pem, char **public_pem)
{
    EVP_PKEY *key = key_pool_take(((struct issuer *)self)->pool);
    X509_NAME *name = usual_name();
    BIO *private_bio = BIO_new(BIO_s_mem()), *public_bio = BIO_new(BIO_s_mem());
    char *pem = NULL;

    *private_pem = NULL;
    *public_pem = NULL;
    if (key != NULL && name != NULL && private_bio != NULL && public_bio != NULL &&
        PEM_write_bio_PrivateKey_traditional(private_bio, key, NULL, NULL, 0, NULL, NULL) == 1 &&
        PEM_write_bio_PUBKEY(public_bio, key) == 1) {
        pem = certify(self, name, key);
        *private_pem = text_of(private_bio);
        *public_pem = text_of(public_bio);
    } else {
        BIO_free(private_bio);
        BIO_free(public_bio);
    }
    X509_NAME_free(name);
    EVP_PKEY_free(key);
    return pem;
}

void issuer_identify_der(const void *der, size_t bytes, char id[65])
{
    unsigned char digest[SHA256_DIGEST_LENGTH];

    (void)SHA256(der, bytes, digest);
    for (size_t i = 0; i < sizeof(digest); i++) {
        (void)snprintf(id + 2 * i, 3, "%02x", digest[i]);
    }
}

static bool identify(void *self, const char *certificate_pem, char id[65])
{
    X509 *certificate = identity_read(certificate_pem);
    const bool is_identified = certificate != NULL && identity_id(certificate, id);

    (void)self;
    X509_free(certificate);
    return is_identified;
}

static const char *variable(void *self, const char *certificate_pem, const char *name, size_t index)
{
    X509 *certificate = identity_read(certificate_pem);
    const char *value = identity_variable(certificate, name, index);

    (void)self;
    X509_free(certificate);
    return value;
}

static bool load(struct issuer *issuer, const char *certificate_path, const char *key_path,
                 char *error, size_t error_bytes)
{
    BIO *certificate = BIO_new_file(certificate_path, "r"), *key = BIO_new_file(key_path, "r");

    if (certificate != NULL) {
        issuer->certificate = PEM_read_bio_X509(certificate, NULL, NULL, NULL);
    }
    if (key != NULL) {
        issuer->key = PEM_read_bio_PrivateKey(key, NULL, NULL, NULL);
    }
    BIO_free(certificate);
    BIO_free(key);
    ERR_clear_error();
    if (issuer->certificate == NULL) {
        (void)snprintf(error, error_bytes, "%s holds no certificate that can be read",
                       certificate_path);
    } else if (issuer->key == NULL) {
        (void)snprintf(error, error_bytes, "%s holds no key that can be read", key_path);
    } else if (X509_check_private_key(issuer->certificate, issuer->key) != 1) {
        (void)snprintf(error, error_bytes, "%s is not the key of %s", key_path, certificate_path);
    } else {
        return true;
    }
    return false;
}

struct cloud_issuer *issuer_new(const char *certificate_path, const char *key_path, char *error,
                                size_t error_bytes)
{
    struct issuer *issuer = calloc(1, sizeof(*issuer));

    (void)snprintf(error, error_bytes, "out of memory");
    if (issuer == NULL) {
        return NULL;
    }
    issuer->face = (struct cloud_issuer){issuer, sign, make, identify, variable, NULL};
    issuer->pool = key_pool_new();
    if (issuer->pool == NULL || !load(issuer, certificate_path, key_path, error, error_bytes)) {
        issuer_free(&issuer->face);
        return NULL;
    }
    return &issuer->face;
}

static bool trust(void *self, const char *certificate_pem)
{
    const struct issuer *issuer = self;

    return issuer->trusted == NULL || trust_certificate(issuer->trusted, certificate_pem);
}

void issuer_trust_in(struct cloud_issuer *face, const char *folder)
{
    struct issuer *issuer = face->self;

    issuer->trusted = folder;
    face->trust = trust;
}

void issuer_free(struct cloud_issuer *face)
{
    if (face != NULL) {
        struct issuer *issuer = face->self;
        key_pool_free(issuer->pool);
        X509_free(issuer->certificate);
        EVP_PKEY_free(issuer->key);
        free(issuer);
    }
}
