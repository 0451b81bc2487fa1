/* SPDX-License-Identifier: MIT */
/* Certificates of the configuration: PEM or DER, trusted ones and our own. DER is not copied. */
#include <string.h>

#include "tls_port.h"
#include "tls_session.h"

static bool is_pem(const uint8_t *bytes, size_t length)
{
    static const char start[] = "-----BEGIN";
    return length >= sizeof(start) - 1 && memcmp(bytes, start, sizeof(start) - 1) == 0;
}

/* The PEM parser wants a terminator; texts that were read from storage have none. */
static int parse_pem(mbedtls_x509_crt *chain, const uint8_t *bytes, size_t length)
{
    if (bytes[length - 1] == '\0') {
        return mbedtls_x509_crt_parse(chain, bytes, length);
    }
    uint8_t *text = tls_port_allocate(length + 1, 1);
    if (text == NULL) {
        return MBEDTLS_ERR_X509_ALLOC_FAILED;
    }
    memcpy(text, bytes, length);
    int code = mbedtls_x509_crt_parse(chain, text, length + 1);
    tls_port_release(text);
    return code;
}

static tls_status_t parse(struct tls *session, mbedtls_x509_crt *chain, const uint8_t *bytes,
                          size_t length)
{
    if (bytes == NULL || length == 0) {
        return TLS_BAD_CONFIG;
    }
    int code = is_pem(bytes, length) ? parse_pem(chain, bytes, length)
                                     : mbedtls_x509_crt_parse_der_nocopy(chain, bytes, length);
    if (code == 0) {
        return TLS_OK;
    }
    /* Above 0: so many certificates of the text could not be parsed. None may be lost unnoticed. */
    tls_status_t status =
        tls_error_note(session, code < 0 ? code : MBEDTLS_ERR_X509_INVALID_FORMAT);
    return status == TLS_NO_MEMORY ? status : TLS_BAD_CERTIFICATE;
}

tls_status_t tls_credentials_load(struct tls *session, const struct tls_config *config)
{
    tls_status_t status = parse(session, &session->trusted, config->trusted, config->trusted_bytes);
    if (status != TLS_OK) {
        return status;
    }
    mbedtls_ssl_conf_ca_chain(&session->conf, &session->trusted, NULL);
    if (config->identity == NULL) {
        return TLS_OK;
    }
    if (config->identity->sign == NULL) {
        return TLS_BAD_CONFIG;
    }
    session->identity = config->identity;
    status = parse(session, &session->own, config->identity->certificate,
                   config->identity->certificate_bytes);
    return status == TLS_OK ? tls_key_bind(session) : status;
}

void tls_credentials_release(struct tls *session)
{
    mbedtls_x509_crt_free(&session->trusted);
    mbedtls_x509_crt_init(&session->trusted);
    mbedtls_x509_crt_free(&session->own);
    mbedtls_x509_crt_init(&session->own);
}
