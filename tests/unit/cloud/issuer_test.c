/* SPDX-License-Identifier: MIT */
#include "issuer.h"

#include <string.h>
#include <unistd.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "test.h"

#define CA_FILE    "issuer_test.ca"
#define KEY_FILE   "issuer_test.key"
#define OTHER_FILE "issuer_test.other"

static EVP_PKEY *ca_key;
static X509 *ca;

static void write_key(const char *path, EVP_PKEY *key)
{
    FILE *file = fopen(path, "w");

    CHECK_EQ(PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL), 1);
    (void)fclose(file);
}

/* An authority in files, and a key that is not its own. */
static void make_authority(void)
{
    EVP_PKEY *other = EVP_EC_gen("P-256");
    X509_NAME *name = X509_NAME_new();

    ca_key = EVP_EC_gen("P-256");
    ca = X509_new();
    X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_ASC, (const unsigned char *)"CA", -1,
                               -1, 0);
    (void)X509_set_version(ca, X509_VERSION_3);
    (void)ASN1_INTEGER_set(X509_get_serialNumber(ca), 1);
    (void)X509_set_subject_name(ca, name);
    (void)X509_set_issuer_name(ca, name);
    (void)X509_gmtime_adj(X509_getm_notBefore(ca), -7L * 24 * 3600);
    (void)X509_gmtime_adj(X509_getm_notAfter(ca), 24L * 3600);
    (void)X509_set_pubkey(ca, ca_key);
    X509_EXTENSION *is_ca =
        X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, "critical,CA:TRUE");
    CHECK_EQ(X509_add_ext(ca, is_ca, -1), 1);
    CHECK_EQ(X509_sign(ca, ca_key, EVP_sha256()) > 0, true);
    FILE *file = fopen(CA_FILE, "w");
    CHECK_EQ(PEM_write_X509(file, ca), 1);
    (void)fclose(file);
    write_key(KEY_FILE, ca_key);
    write_key(OTHER_FILE, other);
    X509_EXTENSION_free(is_ca);
    X509_NAME_free(name);
    EVP_PKEY_free(other);
}

static struct cloud_issuer *open_issuer(void)
{
    char error[256] = "";
    struct cloud_issuer *issuer = issuer_new(CA_FILE, KEY_FILE, error, sizeof(error));

    CHECK_EQ(issuer != NULL, true);
    return issuer;
}

/* A signing request in PEM for `key`, signed with `signer`. */
static char *request_of(EVP_PKEY *key, EVP_PKEY *signer)
{
    X509_REQ *request = X509_REQ_new();
    BIO *bio = BIO_new(BIO_s_mem());
    char *data;

    (void)X509_REQ_set_pubkey(request, key);
    CHECK_EQ(X509_REQ_sign(request, signer, EVP_sha256()) > 0, true);
    CHECK_EQ(PEM_write_bio_X509_REQ(bio, request), 1);
    const long bytes = BIO_get_mem_data(bio, &data);
    char *pem = strndup(data, (size_t)bytes);
    BIO_free(bio);
    X509_REQ_free(request);
    return pem;
}

static X509 *read_certificate(const char *pem)
{
    BIO *bio = BIO_new_mem_buf(pem, -1);
    X509 *certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);

    BIO_free(bio);
    CHECK_EQ(certificate != NULL, true);
    return certificate;
}

/* Signed by the authority, for this key, and no authority itself. */
static void check_certificate(const char *pem, EVP_PKEY *key)
{
    X509 *certificate = read_certificate(pem);
    X509_STORE *trusted = X509_STORE_new();
    X509_STORE_CTX *check = X509_STORE_CTX_new();

    (void)X509_STORE_add_cert(trusted, ca);
    CHECK_EQ(X509_STORE_CTX_init(check, trusted, certificate, NULL), 1);
    X509_STORE_CTX_set_purpose(check, X509_PURPOSE_SSL_CLIENT);
    CHECK_EQ(X509_verify_cert(check), 1);
    CHECK_EQ(EVP_PKEY_eq(X509_get0_pubkey(certificate), key), 1);
    CHECK_EQ(X509_check_ca(certificate), 0);
    X509_STORE_CTX_free(check);
    X509_STORE_free(trusted);
    X509_free(certificate);
}

static void a_request_becomes_a_certificate_of_the_authority(void)
{
    struct cloud_issuer *issuer = open_issuer();
    EVP_PKEY *keys[] = {EVP_EC_gen("P-256"), EVP_EC_gen("P-384"), EVP_RSA_gen(2048)};

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        char *request = request_of(keys[i], keys[i]), *pem = issuer->sign(issuer->self, request);
        CHECK_EQ(pem != NULL, true);
        check_certificate(pem, keys[i]);
        free(request);
        free(pem);
        EVP_PKEY_free(keys[i]);
    }
    issuer_free(issuer);
}

static void two_certificates_for_one_key_have_two_ids(void)
{
    struct cloud_issuer *issuer = open_issuer();
    EVP_PKEY *key = EVP_EC_gen("P-256");
    char *request = request_of(key, key), ids[2][65];

    for (int i = 0; i < 2; i++) {
        char *pem = issuer->sign(issuer->self, request);
        CHECK_EQ(issuer->identify(issuer->self, pem, ids[i]), true);
        CHECK_EQ(strspn(ids[i], "0123456789abcdef"), 64);
        free(pem);
    }
    CHECK_EQ(strcmp(ids[0], ids[1]) != 0, true);
    CHECK_EQ(issuer->identify(issuer->self, "no certificate", ids[0]), false);
    free(request);
    EVP_PKEY_free(key);
    issuer_free(issuer);
}

static void a_request_that_proves_nothing_is_refused(void)
{
    struct cloud_issuer *issuer = open_issuer();
    EVP_PKEY *key = EVP_EC_gen("P-256"), *other = EVP_EC_gen("P-256");
    EVP_PKEY *weak = EVP_RSA_gen(1024), *odd = EVP_EC_gen("secp256k1");
    char *requests[] = {request_of(key, other), request_of(weak, weak), request_of(odd, odd),
                        strdup(""), strdup("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n")};

    for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
        test_case = requests[i];
        CHECK_EQ(issuer->sign(issuer->self, requests[i]) == NULL, true);
        free(requests[i]);
    }
    EVP_PKEY_free(key);
    EVP_PKEY_free(other);
    EVP_PKEY_free(weak);
    EVP_PKEY_free(odd);
    issuer_free(issuer);
}

static void a_pair_made_here_is_a_pair(void)
{
    struct cloud_issuer *issuer = open_issuer();
    char *private_pem, *public_pem;
    char *pem = issuer->make(issuer->self, &private_pem, &public_pem);
    BIO *bio = BIO_new_mem_buf(private_pem, -1);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);

    check_certificate(pem, key);
    CHECK_EQ(strncmp(private_pem, "-----BEGIN RSA PRIVATE KEY-----", 31), 0);
    CHECK_EQ(strncmp(public_pem, "-----BEGIN PUBLIC KEY-----", 26), 0);
    EVP_PKEY_free(key);
    BIO_free(bio);
    free(pem);
    free(private_pem);
    free(public_pem);
    issuer_free(issuer);
}

static void every_pair_is_another_one(void)
{
    struct cloud_issuer *issuer = open_issuer();
    char *keys[12];

    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        char *public_pem, *pem = issuer->make(issuer->self, &keys[i], &public_pem);
        CHECK_EQ(pem != NULL && keys[i] != NULL, true);
        for (size_t j = 0; j < i; j++) {
            CHECK_EQ(strcmp(keys[i], keys[j]) != 0, true);
        }
        free(pem);
        free(public_pem);
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        free(keys[i]);
    }
    issuer_free(issuer);
}

static void an_authority_that_cannot_sign_is_told_of(void)
{
    static const struct {
        const char *certificate, *key, *wanted;
    } cases[] = {
        {"missing", KEY_FILE, "missing holds no certificate"},
        {CA_FILE, "missing", "missing holds no key"},
        {CA_FILE, OTHER_FILE, "is not the key of"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char error[256] = "";
        test_case = cases[i].wanted;
        CHECK_EQ(issuer_new(cases[i].certificate, cases[i].key, error, sizeof(error)) == NULL,
                 true);
        CHECK_EQ(strstr(error, cases[i].wanted) != NULL, true);
    }
}

int main(void)
{
    make_authority();
    RUN(a_request_becomes_a_certificate_of_the_authority);
    RUN(two_certificates_for_one_key_have_two_ids);
    RUN(a_request_that_proves_nothing_is_refused);
    RUN(a_pair_made_here_is_a_pair);
    RUN(every_pair_is_another_one);
    RUN(an_authority_that_cannot_sign_is_told_of);
    X509_free(ca);
    EVP_PKEY_free(ca_key);
    (void)unlink(CA_FILE);
    (void)unlink(KEY_FILE);
    (void)unlink(OTHER_FILE);
    return 0;
}
