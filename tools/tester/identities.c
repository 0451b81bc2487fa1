/* SPDX-License-Identifier: MIT */
#include "identities.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "x509_parts.h"

/* A device that does not know the time takes the day of its image's source for it, which may be
 * long ago: what is valid is so for all of them, and what has expired has for all of them. */
#define VALID_FROM    "20200101000000Z"
#define VALID_UNTIL   "20491231235959Z"
#define EXPIRED_UNTIL "20210101000000Z"
#define RSA_BITS      2048u

static const char malformed[] = "-----BEGIN CERTIFICATE-----\n"
                                "MIIBszCCAVmgAwIBAgIUZHVubGluLCBub3QgYSBjZXJ0aWZpY2F0ZQ==\n"
                                "-----END CERTIFICATE-----\n";

/* A certificate with its key, while they are made. */
struct bearer {
    X509 *certificate;
    EVP_PKEY *key;
};

/* What a certificate says. */
struct claim {
    const char *common_name;
    const char *host; /* of a server, or NULL */
    const char *until;
    bool authority;
};

static void give_back(struct bearer *bearer)
{
    X509_free(bearer->certificate);
    EVP_PKEY_free(bearer->key);
    *bearer = (struct bearer){0};
}

static bool set_purpose(X509 *certificate, X509 *issuer, const struct claim *claim)
{
    char names[300];

    if (claim->authority) {
        return x509_add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:TRUE") &&
               x509_add_extension(certificate, issuer, NID_key_usage,
                                  "critical,keyCertSign,cRLSign");
    }
    if (!x509_add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE") ||
        !x509_add_extension(certificate, issuer, NID_key_usage,
                            "critical,digitalSignature,keyEncipherment")) {
        return false;
    }
    if (claim->host == NULL) {
        return true;
    }
    snprintf(names, sizeof names, "DNS:%s", claim->host);
    return x509_add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth") &&
           x509_add_extension(certificate, issuer, NID_subject_alt_name, names);
}

static bool set_subject(X509 *certificate, const char *common_name)
{
    X509_NAME *const name = X509_get_subject_name(certificate);

    return X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name,
                                      -1, -1, 0) == 1;
}

/* A certificate for `key`, which becomes the bearer's; by itself where there is no issuer. */
static bool certify(struct bearer *bearer, EVP_PKEY *key, const struct bearer *issuer,
                    const struct claim *claim)
{
    X509 *const certificate = X509_new();
    X509 *const signer = issuer != NULL ? issuer->certificate : certificate;

    *bearer = (struct bearer){certificate, key};
    return certificate != NULL && key != NULL &&
           X509_set_version(certificate, X509_VERSION_3) == 1 && x509_set_serial(certificate) &&
           set_subject(certificate, claim->common_name) &&
           X509_set_issuer_name(certificate, X509_get_subject_name(signer)) == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notBefore(certificate), VALID_FROM) == 1 &&
           ASN1_TIME_set_string_X509(X509_getm_notAfter(certificate), claim->until) == 1 &&
           X509_set_pubkey(certificate, key) == 1 &&
           x509_add_extension(certificate, signer, NID_subject_key_identifier, "hash") &&
           (issuer == NULL ||
            x509_add_extension(certificate, signer, NID_authority_key_identifier, "keyid")) &&
           set_purpose(certificate, signer, claim) &&
           X509_sign(certificate, issuer != NULL ? issuer->key : key, EVP_sha256()) > 0;
}

/* What was written to the BIO, as text; frees the BIO. */
static char *text_of(BIO *bio, bool good)
{
    char *data = NULL;
    const long bytes = good ? BIO_get_mem_data(bio, &data) : 0;
    char *const text = bytes > 0 ? strndup(data, (size_t)bytes) : NULL;

    BIO_free(bio);
    return text;
}

/* The certificate, with the one behind it where the peer does not know that. */
static char *certificate_text(const struct bearer *bearer, const struct bearer *behind)
{
    BIO *const bio = BIO_new(BIO_s_mem());

    return text_of(bio, bio != NULL && PEM_write_bio_X509(bio, bearer->certificate) == 1 &&
                            (behind == NULL || PEM_write_bio_X509(bio, behind->certificate) == 1));
}

static char *key_text(const struct bearer *bearer)
{
    BIO *const bio = BIO_new(BIO_s_mem());

    return text_of(bio, bio != NULL && PEM_write_bio_PrivateKey(bio, bearer->key, NULL, NULL, 0,
                                                                NULL, NULL) == 1);
}

static bool make_authority(struct bearer *bearer, const char *name, const struct bearer *issuer)
{
    const struct claim claim = {name, NULL, VALID_UNTIL, true};

    return certify(bearer, EVP_EC_gen("P-256"), issuer, &claim);
}

static bool make_identity(struct identity *identity, EVP_PKEY *key, const struct bearer *issuer,
                          const struct bearer *behind, const struct claim *claim)
{
    struct bearer bearer;
    const bool made = certify(&bearer, key, issuer, claim);

    if (made) {
        identity->certificate = certificate_text(&bearer, behind);
        identity->key = key_text(&bearer);
    }
    give_back(&bearer);
    return identity->certificate != NULL && identity->key != NULL;
}

static bool make_server(struct identity *identity, const struct bearer *issuer, const char *host,
                        const char *until)
{
    const struct claim claim = {host, host, until, false};

    return make_identity(identity, EVP_EC_gen("P-256"), issuer, NULL, &claim);
}

static bool make_device(struct identity *identity, EVP_PKEY *key, const struct bearer *issuer,
                        const struct bearer *behind, const char *thing)
{
    const struct claim claim = {thing, NULL, VALID_UNTIL, false};

    return make_identity(identity, key, issuer, behind, &claim);
}

static bool make_malformed(struct identity *identity, const struct bearer *root, const char *thing)
{
    if (!make_device(identity, EVP_EC_gen("P-256"), root, NULL, thing)) {
        return false;
    }
    free(identity->certificate);
    identity->certificate = strdup(malformed);
    return identity->certificate != NULL;
}

struct authorities {
    struct bearer root, stranger, own_root, intermediate;
};

static bool make_all(struct identities *made, struct authorities *by, const char *host,
                     const char *thing)
{
    struct identity *const of = made->of;

    if (!make_authority(&by->root, "Dunlin tester", NULL) ||
        !make_authority(&by->stranger, "Stranger", NULL) ||
        !make_authority(&by->own_root, "Own root", NULL) ||
        !make_authority(&by->intermediate, "Own intermediate", &by->own_root)) {
        return false;
    }
    made->root = certificate_text(&by->root, NULL);
    made->root_key = key_text(&by->root);
    made->own_root = certificate_text(&by->own_root, &by->intermediate);
    return made->root != NULL && made->root_key != NULL && made->own_root != NULL &&
           make_server(&of[IDENTITY_SERVER], &by->root, host, VALID_UNTIL) &&
           make_server(&of[IDENTITY_SERVER_WRONG_NAME], &by->root, "somebody.else", VALID_UNTIL) &&
           make_server(&of[IDENTITY_SERVER_UNTRUSTED], &by->stranger, host, VALID_UNTIL) &&
           make_server(&of[IDENTITY_SERVER_EXPIRED], &by->root, host, EXPIRED_UNTIL) &&
           make_device(&of[IDENTITY_DEVICE], EVP_EC_gen("P-256"), &by->root, NULL, thing) &&
           make_device(&of[IDENTITY_RSA], EVP_RSA_gen(RSA_BITS), &by->root, NULL, thing) &&
           make_malformed(&of[IDENTITY_MALFORMED], &by->root, thing) &&
           make_device(&of[IDENTITY_UNTRUSTED], EVP_EC_gen("P-256"), &by->stranger, NULL, thing) &&
           make_device(&of[IDENTITY_OWN_AUTHORITY], EVP_EC_gen("P-256"), &by->intermediate,
                       &by->intermediate, thing);
}

struct identities *identities_make(const char *host_name, const char *thing)
{
    struct identities *made = calloc(1, sizeof *made);
    struct authorities by = {0};

    if (made != NULL && !make_all(made, &by, host_name, thing)) {
        identities_free(made);
        made = NULL;
    }
    give_back(&by.root);
    give_back(&by.stranger);
    give_back(&by.own_root);
    give_back(&by.intermediate);
    return made;
}

const char *identity_name(enum identity_of which)
{
    static const char *const names[IDENTITIES] = {
        [IDENTITY_DEVICE] = "device",
        [IDENTITY_RSA] = "rsa",
        [IDENTITY_MALFORMED] = "malformed",
        [IDENTITY_UNTRUSTED] = "untrusted",
        [IDENTITY_OWN_AUTHORITY] = "own-authority",
        [IDENTITY_SERVER] = "server",
        [IDENTITY_SERVER_WRONG_NAME] = "server-wrong-name",
        [IDENTITY_SERVER_UNTRUSTED] = "server-untrusted",
        [IDENTITY_SERVER_EXPIRED] = "server-expired",
    };

    return names[which];
}

static bool write_text(const char *folder, const char *name, const char *kind, const char *text,
                       mode_t mode)
{
    const size_t length = strlen(text);
    char path[4096];
    int file;
    bool good;

    if (snprintf(path, sizeof path, "%s/%s.%s", folder, name, kind) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return false;
    }
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    good = file >= 0 && write(file, text, length) == (ssize_t)length;
    return (file < 0 || close(file) == 0) && good;
}

bool identities_write(const struct identities *identities, const char *folder)
{
    bool good = write_text(folder, "root", "crt", identities->root, 0644) &&
                write_text(folder, "root", "key", identities->root_key, 0600) &&
                write_text(folder, "own-root", "crt", identities->own_root, 0644);

    for (int i = 0; i < IDENTITIES && good; i++) {
        const char *const name = identity_name((enum identity_of)i);

        good = write_text(folder, name, "crt", identities->of[i].certificate, 0644) &&
               write_text(folder, name, "key", identities->of[i].key, 0600);
    }
    return good;
}

void identities_free(struct identities *identities)
{
    if (identities == NULL) {
        return;
    }
    for (int i = 0; i < IDENTITIES; i++) {
        free(identities->of[i].certificate);
        free(identities->of[i].key);
    }
    free(identities->root);
    free(identities->root_key);
    free(identities->own_root);
    free(identities);
}
