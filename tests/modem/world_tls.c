/* SPDX-License-Identifier: MIT */
/* A server that the module can believe: its certificate is its own authority. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/pem.h>

#include "world.h"

static char path[] = "/tmp/esp_at_world_XXXXXX";

static void forget(void)
{
    unlink(path);
}

static X509 *certificate_of(EVP_PKEY *key)
{
    X509 *const certificate = X509_new();
    X509_NAME *const name = X509_get_subject_name(certificate);

    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, (const unsigned char *)"server.example",
                               -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    if (X509_sign(certificate, key, EVP_sha256()) == 0) {
        abort();
    }
    return certificate;
}

SSL_CTX *world_server(void)
{
    EVP_PKEY *const key = EVP_EC_gen("P-256");
    X509 *const certificate = certificate_of(key);
    SSL_CTX *const context = SSL_CTX_new(TLS_server_method());
    FILE *const file = fdopen(mkstemp(path), "w");

    if (file == NULL || PEM_write_X509(file, certificate) != 1 || fclose(file) != 0 ||
        SSL_CTX_use_certificate(context, certificate) != 1 ||
        SSL_CTX_use_PrivateKey(context, key) != 1) {
        abort();
    }
    atexit(forget);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return context;
}

json_t *world_authorities(void)
{
    return json_pack("[s]", path);
}
