/* SPDX-License-Identifier: MIT */
#include "certificate.h"

#include <openssl/rand.h>
#include <openssl/x509v3.h>

#define SERIAL_BYTES 16
#define BACKDATED_S  (-24L * 60 * 60) /* another machine's clock may be slow */
#define DAY_S        (24L * 60 * 60)

static bool add_extension(X509 *certificate, X509 *authority, int nid, const char *value)
{
    X509V3_CTX context;

    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, authority, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    const bool is_added = extension != NULL && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return is_added;
}

/* Positive, and not to be guessed. */
static bool set_serial(X509 *certificate)
{
    unsigned char bytes[SERIAL_BYTES];

    if (RAND_bytes(bytes, sizeof(bytes)) != 1) {
        return false;
    }
    bytes[0] = (unsigned char)((bytes[0] & 0x7f) | 0x40);
    BIGNUM *number = BN_bin2bn(bytes, sizeof(bytes), NULL);
    const bool is_set =
        number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != NULL;
    BN_free(number);
    return is_set;
}

static bool set_names(X509 *certificate, const struct certificate_plan *plan)
{
    X509_NAME *name = X509_NAME_new();
    const bool is_set =
        name != NULL &&
        X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                   (const unsigned char *)plan->name, -1, -1, 0) == 1 &&
        X509_set_subject_name(certificate, name) == 1 &&
        X509_set_issuer_name(certificate, plan->authority != NULL
                                              ? X509_get_subject_name(plan->authority)
                                              : name) == 1;

    X509_NAME_free(name);
    return is_set;
}

static bool fill(X509 *certificate, const struct certificate_plan *plan)
{
    X509 *authority = plan->authority != NULL ? plan->authority : certificate;
    EVP_PKEY *key = plan->authority != NULL ? plan->authority_key : plan->key;

    return X509_set_version(certificate, X509_VERSION_3) == 1 && set_serial(certificate) &&
           set_names(certificate, plan) &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), BACKDATED_S) != NULL &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), (long)plan->days * DAY_S) != NULL &&
           X509_set_pubkey(certificate, plan->key) == 1 &&
           add_extension(certificate, authority, NID_basic_constraints, "critical,CA:FALSE") &&
           add_extension(certificate, authority, NID_key_usage, "critical,digitalSignature") &&
           add_extension(certificate, authority, NID_ext_key_usage, "codeSigning") &&
           add_extension(certificate, authority, NID_subject_key_identifier, "hash") &&
           X509_sign(certificate, key, EVP_sha256()) > 0;
}

X509 *certificate_make(const struct certificate_plan *plan)
{
    X509 *certificate = X509_new();

    if (certificate != NULL && !fill(certificate, plan)) {
        X509_free(certificate);
        certificate = NULL;
    }
    return certificate;
}
