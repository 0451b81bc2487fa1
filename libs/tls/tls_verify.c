/* SPDX-License-Identifier: MIT */
/* Is the server who it should be? The library walks the chain inside the handshake; here is what it
 * is told to check and what its findings mean.
 *
 *      trust      a chain of signatures ends at one of `trusted`
 *      validity   each certificate's dates hold the time of tls_port.c (clock, or the floor)
 *      name       one of the certificate's names is `server_name`
 *
 * All three, every time. When several fail the first of this list is reported: a stranger's
 * certificate says nothing about dates and names.
 */
#include <string.h>

#include "tls_port.h"
#include "tls_session.h"

tls_status_t tls_verify_require(struct tls *session, const char *name)
{
    if (name == NULL || name[0] == '\0' || strlen(name) > TLS_NAME_MAX) {
        return TLS_BAD_CONFIG;
    }
    session->server_name = name;
    mbedtls_ssl_conf_authmode(&session->conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    return tls_error_note(session, mbedtls_ssl_set_hostname(&session->ssl, name));
}

tls_status_t tls_verify_verdict(const struct tls *session)
{
    uint32_t found = mbedtls_ssl_get_verify_result(&session->ssl);

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
