/* SPDX-License-Identifier: MIT */
/* Why a chain ends at a certificate of which no issuer is trusted. The library has looked through
 * the rest of the server's chain and the trusted ones and says no more than that it found none. */
#include <string.h>

#include "tls_session.h"

static bool same_name(const mbedtls_x509_buf *one, const mbedtls_x509_buf *other)
{
    return one->len == other->len && memcmp(one->p, other->p, one->len) == 0;
}

/* `below`: authorities of the chain that it would be over. */
static const char *fault_of(const mbedtls_x509_crt *candidate, int below)
{
    if (candidate->MBEDTLS_PRIVATE(ca_istrue) == 0) {
        return "its issuer is no authority";
    }
    if (mbedtls_x509_crt_check_key_usage(candidate, MBEDTLS_X509_KU_KEY_CERT_SIGN) != 0) {
        return "its issuer's key is not for signing certificates";
    }
    int most = candidate->MBEDTLS_PRIVATE(max_pathlen); /* and one; 0: no limit */
    if (most > 0 && most - 1 < below) {
        return "its issuer may not stand over so long a chain";
    }
    return "its issuer did not sign it";
}

static const mbedtls_x509_crt *named(const mbedtls_x509_crt *list, const mbedtls_x509_buf *name)
{
    for (; list != NULL && list->version != 0; list = list->next) {
        if (same_name(&list->subject_raw, name)) {
            return list;
        }
    }
    return NULL;
}

const char *tls_issuer_detail(const struct tls *session, const mbedtls_x509_crt *certificate,
                              int depth)
{
    if (certificate->version == 0) { /* skipped by the library, which goes on without it */
        return "its signature or key is of a kind that we do not know";
    }
    bool self_signed = same_name(&certificate->issuer_raw, &certificate->subject_raw);
    const mbedtls_x509_crt *issuer = named(session->trusted, &certificate->issuer_raw);

    if (issuer == NULL && !self_signed) {
        issuer = named(certificate->next, &certificate->issuer_raw);
    }
    if (issuer != NULL) {
        return fault_of(issuer, depth);
    }
    return self_signed ? "it is signed by itself" : "its issuer is not known";
}
