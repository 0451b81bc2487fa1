/* SPDX-License-Identifier: MIT */
#include "key.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "arguments.h"
#include "development.h"
#include "file.h"

static enum fault open_pem(const char *path, BIO **bio)
{
    struct bytes bytes;
    enum fault fault = file_read(path, &bytes);

    *bio = fault == FAULT_NONE ? BIO_new(BIO_s_mem()) : NULL;
    if (fault == FAULT_NONE &&
        (*bio == NULL || BIO_write(*bio, bytes.at, (int)bytes.count) != (int)bytes.count)) {
        BIO_free(*bio);
        *bio = NULL;
        fault = bytes.count == 0 ? FAULT_NONE : fail(FAULT_INTERNAL, "out of memory");
    }
    if (bytes.at != NULL) {
        OPENSSL_cleanse(bytes.at, bytes.count);
        free(bytes.at);
    }
    return fault;
}

/* A key that asks for a pass phrase is none here: a build has nobody to ask. */
static int no_phrase(char *text, int bytes, int is_writing, void *context)
{
    (void)text;
    (void)bytes;
    (void)is_writing;
    (void)context;
    return -1;
}

static enum fault settle_key(EVP_PKEY **key, const char *path, const char *what)
{
    ERR_clear_error();
    if (signing_key_is_p256(*key)) {
        return FAULT_NONE;
    }
    const bool is_other = *key != NULL;
    EVP_PKEY_free(*key);
    *key = NULL;
    return is_other ? fail(FAULT_KEY, "%s: the key is not on the curve P-256 (prime256v1)", path)
                    : fail(FAULT_KEY, "%s holds no %s key as PEM that can be read", path, what);
}

enum fault key_read(const char *path, EVP_PKEY **key)
{
    BIO *bio;
    const enum fault fault = open_pem(path, &bio);

    *key = bio != NULL ? PEM_read_bio_PrivateKey(bio, NULL, no_phrase, NULL) : NULL;
    BIO_free(bio);
    return fault == FAULT_NONE ? settle_key(key, path, "private") : fault;
}

enum fault certificate_read(const char *path, X509 **certificate)
{
    BIO *bio;
    const enum fault fault = open_pem(path, &bio);

    *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, no_phrase, NULL) : NULL;
    BIO_free(bio);
    ERR_clear_error();
    if (fault == FAULT_NONE && *certificate == NULL) {
        return fail(FAULT_CERTIFICATE, "%s holds no certificate as PEM that can be read", path);
    }
    return fault;
}

static enum fault check_usages(const char *path, X509 *certificate)
{
    const char *missing = signing_usage_missing(certificate);

    return missing == NULL ? FAULT_NONE
                           : fail(FAULT_USAGES,
                                  "%s has %s: a certificate that signs images has key usage "
                                  "digitalSignature and extended key usage codeSigning",
                                  path, missing);
}

enum fault certificate_key(const char *path, EVP_PKEY **key)
{
    X509 *certificate = NULL;
    enum fault fault = certificate_read(path, &certificate);

    *key = NULL;
    if (fault == FAULT_NONE) {
        fault = check_usages(path, certificate);
    }
    if (fault == FAULT_NONE) {
        *key = X509_get_pubkey(certificate);
        fault = settle_key(key, path, "public");
    }
    X509_free(certificate);
    return fault;
}

enum fault public_read(const char *certificate_path, const char *public_path, EVP_PKEY **key)
{
    BIO *bio;

    *key = NULL;
    if ((certificate_path == NULL) == (public_path == NULL)) {
        return fail(FAULT_USAGE, "either --certificate or --public is needed");
    }
    if (certificate_path != NULL) {
        return certificate_key(certificate_path, key);
    }
    const enum fault fault = open_pem(public_path, &bio);
    *key = bio != NULL ? PEM_read_bio_PUBKEY(bio, NULL, no_phrase, NULL) : NULL;
    BIO_free(bio);
    return fault == FAULT_NONE ? settle_key(key, public_path, "public") : fault;
}

size_t public_der(const EVP_PKEY *key, unsigned char der[PUBLIC_DER_MAX])
{
    unsigned char *at = der;
    const int bytes = i2d_PUBKEY(key, NULL);

    if (bytes <= 0 || (size_t)bytes > PUBLIC_DER_MAX || i2d_PUBKEY(key, &at) != bytes) {
        return 0;
    }
    return (size_t)bytes;
}

bool is_development_key(const EVP_PKEY *key)
{
    unsigned char der[PUBLIC_DER_MAX], digest[DEVELOPMENT_FINGERPRINT_BYTES];
    const size_t bytes = public_der(key, der);

    /* What cannot be looked at is taken for one: a release must not rest on it. */
    if (bytes == 0 || EVP_Digest(der, bytes, digest, NULL, EVP_sha256(), NULL) != 1) {
        return true;
    }
    return is_development_fingerprint(digest);
}

enum fault refuse_development(const EVP_PKEY *key, bool is_release)
{
    return is_release && is_development_key(key)
               ? fail(
                     FAULT_DEVELOPMENT,
                     "this is a development key of the source tree, which everybody has: a release "
                     "is signed with a key of its own (sign key)")
               : FAULT_NONE;
}

enum fault signer_read(const struct arguments *arguments, EVP_PKEY **key)
{
    const char *path, *certificate_path = NULL;
    EVP_PKEY *public_key = NULL;
    enum fault fault = argument_need(arguments, "key", &path);

    *key = NULL;
    if (fault == FAULT_NONE) {
        fault = argument_need(arguments, "certificate", &certificate_path);
    }
    if (fault == FAULT_NONE) {
        fault = certificate_key(certificate_path, &public_key);
    }
    if (fault == FAULT_NONE) {
        fault = key_read(path, key);
    }
    if (fault == FAULT_NONE && EVP_PKEY_eq(*key, public_key) != 1) {
        fault = fail(FAULT_PAIR, "%s is not the key of %s", path, certificate_path);
    }
    if (fault == FAULT_NONE) {
        fault = refuse_development(*key, is_given(arguments, "release"));
    }
    EVP_PKEY_free(public_key);
    if (fault != FAULT_NONE) {
        EVP_PKEY_free(*key);
        *key = NULL;
    }
    return fault;
}
