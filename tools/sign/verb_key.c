/* SPDX-License-Identifier: MIT */
/* key: a private key and a certificate for it, signed by itself or by an authority. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "certificate.h"
#include "file.h"
#include "verbs.h"

#define DAYS_DEFAULT 3650u
#define DAYS_MAX     36500u

struct making {
    struct certificate_plan plan;
    X509 *certificate;
    const char *key_path, *certificate_path;
};

static enum fault read_authority(const struct arguments *arguments, struct making *making)
{
    const char *certificate = argument(arguments, "ca"), *key = argument(arguments, "ca-key");
    enum fault fault = FAULT_NONE;

    if ((certificate == NULL) != (key == NULL)) {
        return fail(FAULT_USAGE, "--ca and --ca-key belong together");
    }
    if (certificate == NULL) {
        return FAULT_NONE;
    }
    fault = certificate_read(certificate, &making->plan.authority);
    if (fault == FAULT_NONE) {
        fault = key_read(key, &making->plan.authority_key);
    }
    if (fault == FAULT_NONE &&
        X509_check_private_key(making->plan.authority, making->plan.authority_key) != 1) {
        fault = fail(FAULT_PAIR, "%s is not the key of %s", key, certificate);
    }
    if (fault == FAULT_NONE && X509_check_ca(making->plan.authority) == 0) {
        fault = fail(FAULT_USAGES,
                     "%s is not the certificate of an authority: basic constraints "
                     "must say CA:TRUE",
                     certificate);
    }
    return fault;
}

/* A key that is in use must not be lost to a second call. */
static enum fault check_free(const struct arguments *arguments, const char *path)
{
    return access(path, F_OK) == 0 && !is_given(arguments, "force")
               ? fail(FAULT_WRITE, "%s exists; --force replaces it", path)
               : FAULT_NONE;
}

static enum fault make(struct making *making)
{
    making->plan.key = EVP_EC_gen(SN_X9_62_prime256v1);
    making->certificate = making->plan.key != NULL ? certificate_make(&making->plan) : NULL;
    return making->certificate != NULL
               ? FAULT_NONE
               : fail(FAULT_INTERNAL, "the certificate could not be made; is the name too long?");
}

static enum fault draft_bio(struct draft *draft, const char *path, BIO *bio, mode_t mode)
{
    char *text = NULL;
    const long bytes = BIO_get_mem_data(bio, &text);

    return draft_write(draft, path, text, (size_t)bytes, mode);
}

/* Both or none. */
static enum fault keep(const struct making *making)
{
    BIO *key = BIO_new(BIO_s_mem()), *certificate = BIO_new(BIO_s_mem());
    struct draft key_draft = {0}, certificate_draft = {0};
    enum fault fault = FAULT_NONE;

    if (key == NULL || certificate == NULL ||
        PEM_write_bio_PrivateKey(key, making->plan.key, NULL, NULL, 0, NULL, NULL) != 1 ||
        PEM_write_bio_X509(certificate, making->certificate) != 1) {
        fault = fail(FAULT_INTERNAL, "the key could not be written as text");
    }
    if (fault == FAULT_NONE) {
        fault = draft_bio(&key_draft, making->key_path, key, 0600);
    }
    if (fault == FAULT_NONE) {
        fault = draft_bio(&certificate_draft, making->certificate_path, certificate, 0666);
    }
    if (fault == FAULT_NONE) {
        fault = draft_keep(&key_draft);
    }
    if (fault == FAULT_NONE) {
        fault = draft_keep(&certificate_draft);
    }
    draft_drop(&key_draft);
    draft_drop(&certificate_draft);
    BIO_free(key);
    BIO_free(certificate);
    return fault;
}

static enum fault plan(const struct arguments *arguments, struct making *making)
{
    enum fault fault = argument_need(arguments, "key", &making->key_path);

    if (fault == FAULT_NONE) {
        fault = argument_need(arguments, "certificate", &making->certificate_path);
    }
    if (fault == FAULT_NONE) {
        fault = argument_number(arguments, "days", &making->plan.days);
    }
    if (fault == FAULT_NONE && (making->plan.days == 0 || making->plan.days > DAYS_MAX)) {
        fault = fail(FAULT_USAGE, "--days is 1 to %u", DAYS_MAX);
    }
    if (fault == FAULT_NONE && strcmp(making->key_path, making->certificate_path) == 0) {
        fault = fail(FAULT_USAGE, "key and certificate go to two files");
    }
    if (fault == FAULT_NONE) {
        fault = check_free(arguments, making->key_path);
    }
    if (fault == FAULT_NONE) {
        fault = check_free(arguments, making->certificate_path);
    }
    return fault == FAULT_NONE ? read_authority(arguments, making) : fault;
}

enum fault verb_key(const struct arguments *arguments)
{
    const char *name = argument(arguments, "name");
    struct making making = {
        .plan = {.name = name != NULL ? name : "image signer", .days = DAYS_DEFAULT}};
    enum fault fault = plan(arguments, &making);

    if (fault == FAULT_NONE) {
        fault = make(&making);
    }
    if (fault == FAULT_NONE) {
        fault = keep(&making);
    }
    X509_free(making.certificate);
    X509_free(making.plan.authority);
    EVP_PKEY_free(making.plan.key);
    EVP_PKEY_free(making.plan.authority_key);
    return fault;
}
