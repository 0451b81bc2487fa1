/* SPDX-License-Identifier: MIT */
/* A file is named by a hash of the certificate's subject and the first number that is free, which
 * is how OpenSSL's lookup by folder finds it. */
#include "trust.h"

#include <stdio.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/x509.h>

#define NUMBER_MAX 1000u /* certificates with one subject */

static X509 *read_pem(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = bio != NULL ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;

    BIO_free(bio);
    return certificate;
}

static bool holds(const char *path, const X509 *certificate)
{
    FILE *file = fopen(path, "r");
    X509 *there = file != NULL ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    const bool is_same = there != NULL && X509_cmp(there, certificate) == 0;

    X509_free(there);
    if (file != NULL) {
        (void)fclose(file);
    }
    return is_same;
}

/* Whole or not at all: OpenSSL may look at any time. */
static bool write_to(const char *path, X509 *certificate)
{
    char draft[4096 + 8];

    (void)snprintf(draft, sizeof(draft), "%s.new", path);
    FILE *file = fopen(draft, "w");
    if (file == NULL) {
        return false;
    }
    const bool is_written = PEM_write_X509(file, certificate) == 1;
    return fclose(file) == 0 && is_written && rename(draft, path) == 0;
}

bool trust_certificate(const char *folder, const char *certificate_pem)
{
    X509 *certificate = read_pem(certificate_pem);
    bool is_trusted = false, is_taken = certificate != NULL;
    char path[4096];

    for (unsigned number = 0; is_taken && !is_trusted && number < NUMBER_MAX; number++) {
        (void)snprintf(path, sizeof(path), "%s/%08lx.%u", folder,
                       X509_subject_name_hash(certificate), number);
        FILE *there = fopen(path, "r");
        is_taken = there != NULL;
        if (is_taken) {
            (void)fclose(there);
            is_trusted = holds(path, certificate);
        } else {
            is_trusted = write_to(path, certificate);
        }
    }
    X509_free(certificate);
    return is_trusted;
}
