/* SPDX-License-Identifier: MIT */
#include "keys.h"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

static bool make_one(unsigned int number, FILE *keys, FILE *requests)
{
    char name[32];
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509_REQ *request = X509_REQ_new();
    X509_NAME *subject = X509_NAME_new();

    (void)snprintf(name, sizeof(name), "load-%u", number);
    const bool is_made = key != NULL && request != NULL && subject != NULL &&
                         X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                                                    (const unsigned char *)name, -1, -1, 0) == 1 &&
                         X509_REQ_set_subject_name(request, subject) == 1 &&
                         X509_REQ_set_pubkey(request, key) == 1 &&
                         X509_REQ_sign(request, key, EVP_sha256()) > 0 &&
                         PEM_write_PrivateKey(keys, key, NULL, NULL, 0, NULL, NULL) == 1 &&
                         PEM_write_X509_REQ(requests, request) == 1;
    X509_NAME_free(subject);
    X509_REQ_free(request);
    EVP_PKEY_free(key);
    return is_made;
}

bool keys_make(unsigned int count, FILE *keys, FILE *requests)
{
    for (unsigned int i = 0; i < count; i++) {
        if (!make_one(i, keys, requests)) {
            return false;
        }
    }
    return fflush(keys) == 0 && fflush(requests) == 0;
}
