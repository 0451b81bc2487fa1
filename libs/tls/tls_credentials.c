/* SPDX-License-Identifier: MIT */
/* Certificates of the configuration: PEM or DER, trusted ones and our own. DER is not copied. */
#include <string.h>

#include "tls_port.h"
#include "tls_session.h"

/* Of the certificate message: its head and the length of all; before each certificate its own. */
#define MESSAGE_BYTES 7u
#define LENGTH_BYTES  3u

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

static void forget(mbedtls_x509_crt **chain)
{
    if (*chain != NULL) {
        mbedtls_x509_crt_free(*chain);
        tls_port_release(*chain);
        *chain = NULL;
    }
}

static tls_status_t parse(struct tls *session, mbedtls_x509_crt **chain, const uint8_t *bytes,
                          size_t length)
{
    if (bytes == NULL || length == 0) {
        return TLS_BAD_CONFIG;
    }
    *chain = tls_port_allocate(1, sizeof(**chain));
    if (*chain == NULL) {
        return tls_error_note(session, MBEDTLS_ERR_X509_ALLOC_FAILED);
    }
    mbedtls_x509_crt_init(*chain);
    int code = is_pem(bytes, length) ? parse_pem(*chain, bytes, length)
                                     : mbedtls_x509_crt_parse_der_nocopy(*chain, bytes, length);
    if (code == 0) {
        return TLS_OK;
    }
    forget(chain);
    /* Above 0: so many certificates of the text could not be parsed. None may be lost unnoticed. */
    tls_status_t status =
        tls_error_note(session, code < 0 ? code : MBEDTLS_ERR_X509_INVALID_FORMAT);
    return status == TLS_NO_MEMORY ? status : TLS_BAD_CERTIFICATE;
}

static tls_status_t parse_own(struct tls *session)
{
    return parse(session, &session->own, session->identity->certificate,
                 session->identity->certificate_bytes);
}

/* A message of the handshake goes out in one record. */
static bool fits(const mbedtls_x509_crt *chain)
{
    size_t bytes = MESSAGE_BYTES;

    for (; chain != NULL; chain = chain->next) {
        bytes += LENGTH_BYTES + chain->raw.len;
    }
    return bytes <= DUNLIN_TLS_OUT_BYTES;
}

static tls_status_t look_at_own(struct tls *session)
{
    session->opening = "our certificate";
    tls_status_t status = parse_own(session);
    if (status == TLS_OK && !fits(session->own)) {
        status = TLS_CERTIFICATE_TOO_LARGE;
    }
    if (status == TLS_OK) {
        status = tls_key_bind(session);
    }
    if (status == TLS_OK && mbedtls_pk_can_do(&session->own->pk, MBEDTLS_PK_RSA)) {
        /* TLS 1.3 wants PSS, which the signing function does not offer. */
        mbedtls_ssl_conf_max_tls_version(&session->conf, MBEDTLS_SSL_VERSION_TLS1_2);
    }
    forget(&session->own);
    return status;
}

tls_status_t tls_credentials_load(struct tls *session, const struct tls_config *config)
{
    session->identity = config->identity;
    if (config->identity != NULL) {
        if (config->identity->sign == NULL) {
            return TLS_BAD_CONFIG;
        }
        tls_status_t status = look_at_own(session);
        if (status != TLS_OK) {
            return status;
        }
    }
    session->opening = "the trusted certificates";
    tls_status_t status = parse(session, &session->trusted, config->trusted, config->trusted_bytes);
    if (status == TLS_OK) {
        mbedtls_ssl_conf_ca_chain(&session->conf, session->trusted, NULL);
    }
    return status;
}

tls_status_t tls_credentials_load_own(struct tls *session)
{
    if (session->identity == NULL || session->own != NULL) {
        return TLS_OK;
    }
    tls_status_t status = parse_own(session);
    if (status != TLS_OK) {
        return status;
    }
    return tls_error_note(
        session, mbedtls_ssl_conf_own_cert(&session->conf, session->own, &session->own_key));
}

void tls_credentials_release(struct tls *session)
{
    mbedtls_ssl_conf_ca_chain(&session->conf, NULL, NULL);
    forget(&session->trusted);
    forget(&session->own);
}
