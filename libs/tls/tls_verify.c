/* SPDX-License-Identifier: MIT */
/* Is the server who it should be? The library walks the chain inside the handshake; here is what it
 * is told to check and what its findings mean.
 *
 *      trust      a chain of signatures ends at one of `trusted`
 *      validity   each certificate's dates hold the time of tls_port.c (clock, or the floor)
 *      name       one of the certificate's names is `server_name`
 *
 * All three, every time. When several fail the first of this list is reported, of the certificate
 * nearest to the trusted one: a stranger's certificate says nothing about dates and names.
 */
#include <string.h>

#include "tls_port.h"
#include "tls_session.h"

static tls_status_t status_of(uint32_t found)
{
    if ((found & (MBEDTLS_X509_BADCERT_NOT_TRUSTED | MBEDTLS_X509_BADCERT_MISSING)) != 0) {
        return TLS_UNTRUSTED;
    }
    if ((found & MBEDTLS_X509_BADCERT_EXPIRED) != 0) {
        return TLS_EXPIRED;
    }
    if ((found & MBEDTLS_X509_BADCERT_FUTURE) != 0) {
        return tls_port_time_known() ? TLS_NOT_YET_VALID : TLS_TIME_UNKNOWN;
    }
    if ((found & MBEDTLS_X509_BADCERT_CN_MISMATCH) != 0) {
        return TLS_WRONG_NAME;
    }
    return TLS_UNFIT_CERTIFICATE;
}

static const char *unfit_detail(uint32_t found)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } details[] = {
        {MBEDTLS_X509_BADCERT_BAD_MD, "its signature's hash is too weak"},
        {MBEDTLS_X509_BADCERT_BAD_PK, "its signature is of a kind that is not accepted"},
        {MBEDTLS_X509_BADCERT_BAD_KEY, "its key is too weak, or on a curve that was not offered"},
        {MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "it is not for servers"},
        {MBEDTLS_X509_BADCERT_KEY_USAGE, "its key is not for this kind of handshake"},
    };

    for (size_t i = 0; i < sizeof(details) / sizeof(details[0]); i++) {
        if ((found & details[i].flag) != 0) {
            return details[i].text;
        }
    }
    return NULL;
}

/* The library shows each certificate, the server's own last, with what it found. */
static int note(void *context, mbedtls_x509_crt *certificate, int depth, uint32_t *found)
{
    struct tls *session = context;
    struct tls_verdict *verdict = &session->verdict;
    tls_status_t status = status_of(*found);

    if (*found == 0 || (verdict->found != 0 && status_of(verdict->found) <= status)) {
        return 0;
    }
    verdict->found = *found;
    verdict->chain = (uint8_t)depth;
    verdict->detail = status == TLS_UNTRUSTED ? tls_issuer_detail(session, certificate, depth)
                                              : unfit_detail(*found);
    return 0;
}

tls_status_t tls_verify_require(struct tls *session, const char *name)
{
    if (name == NULL || name[0] == '\0' || strlen(name) > TLS_NAME_MAX) {
        return TLS_BAD_CONFIG;
    }
    session->server_name = name;
    mbedtls_ssl_conf_verify(&session->conf, note, session);
    mbedtls_ssl_conf_authmode(&session->conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    return tls_error_note(session, mbedtls_ssl_set_hostname(&session->ssl, name));
}

tls_status_t tls_verify_verdict(const struct tls *session, struct tls_error *error)
{
    const struct tls_verdict *verdict = &session->verdict;
    uint32_t found = mbedtls_ssl_get_verify_result(&session->ssl);

    if (verdict->found != 0) {
        error->chain = verdict->chain;
        error->detail = verdict->detail;
        return status_of(verdict->found);
    }
    error->detail = unfit_detail(found); /* of its use, which is judged behind the chain */
    return status_of(found);
}
