/* SPDX-License-Identifier: MIT */
#include "certificate.h"

#include <openssl/x509v3.h>

#include "x509_parts.h"

#define BACKDATED_S (-24L * 60 * 60) /* another machine's clock may be slow */
#define DAY_S       (24L * 60 * 60)

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

    return X509_set_version(certificate, X509_VERSION_3) == 1 && x509_set_serial(certificate) &&
           set_names(certificate, plan) &&
           X509_gmtime_adj(X509_getm_notBefore(certificate), BACKDATED_S) != NULL &&
           X509_gmtime_adj(X509_getm_notAfter(certificate), (long)plan->days * DAY_S) != NULL &&
           X509_set_pubkey(certificate, plan->key) == 1 &&
           x509_add_extension(certificate, authority, NID_basic_constraints, "critical,CA:FALSE") &&
           x509_add_extension(certificate, authority, NID_key_usage, "critical,digitalSignature") &&
           x509_add_extension(certificate, authority, NID_ext_key_usage, "codeSigning") &&
           x509_add_extension(certificate, authority, NID_subject_key_identifier, "hash") &&
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
